"""Build the site with MkDocs, and serve it while somebody writes."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config


def build_site(config_file: Path, site_dir: Path, **overrides: str) -> None:
    """Build the whole site into `site_dir`, an empty folder."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(config_file), site_dir=str(site_dir), **overrides)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def serve_site(config_file: Path, address: str) -> None:
    """Serve the site at `address` (host:port) and rebuild it at every edit, until interrupted."""
    serve(str(config_file), dev_addr=address, livereload=True, watch_theme=False)
