"""Build the site with MkDocs, and serve it while somebody writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException

from ..sources.terms import glossary
from .boxes import box_contents
from .load import Misconfigured, configured
from .mentions import link_mentions
from .slim import slim_pages, slim_styles
from .slim_scripts import begin_after_paint, slim_scripts


def build_site(config_file: Path, site_dir: Path, decks: Mapping[str, object] | None = None) -> None:
    """Build the whole site into `site_dir`, an empty folder, and offer `decks` on it; raises Misconfigured."""
    config = configured(config_file, site_dir=str(site_dir))
    config.mdx_configs.setdefault("fieldguide.markdown", {})["decks"] = decks or {}
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        link_mentions(site_dir, glossary(Path(config.docs_dir)))
        box_contents(site_dir)
        slim_scripts(site_dir)
        slim_styles(site_dir)
        slim_pages(site_dir)
        begin_after_paint(site_dir)
    except MkDocsException as error:
        raise Misconfigured(f"the site cannot be built: {' '.join(str(error).split())}") from error


def serve_site(config_file: Path, address: str, hooks: Path) -> None:
    """Serve the site at `address` (host:port) and rebuild it at every edit, until interrupted.

    `hooks` is a file of functions that MkDocs calls around each rebuild; raises Misconfigured.
    """
    from mkdocs.commands.serve import serve  # with a server and a watcher of files, which nobody else needs

    configured(config_file)
    try:
        serve(str(config_file), build_type="dirty", dev_addr=address, hooks=[str(hooks)])
    except MkDocsException as error:
        raise Misconfigured(str(error)) from error
