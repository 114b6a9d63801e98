"""Render the pages exactly as MkDocs does, without theme or site."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path

import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.pages import Page as MkDocsPage

from ..flashcards import cards_in, headers_in
from ..flashcards.shelves import TITLE, learning_order
from ..model import Guide, Page, Problem

QUIET = logging.ERROR
"""MkDocs logs broken links as warnings, without a line; the rules report them with one."""


class Refused(Exception):
    """Some pages cannot even be read; `problems` says which and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} unreadable pages")
        self.problems = problems


def load(config_file: Path, only: Collection[str] | None = None, **overrides: str) -> Guide:
    """Read every page below docs/ and render it; with `only` (paths below docs/), render just those.

    Raises Refused if a page is not UTF-8 text.
    """
    logging.getLogger("mkdocs").setLevel(QUIET)
    config = load_config(str(config_file), plugins=[], **overrides)
    docs_dir = Path(config.docs_dir)
    order = learning_order(docs_dir)
    sources = _sources(docs_dir, order)
    files = _files(config)
    wanted = set(order if only is None else only)
    redirects = _redirects(config_file)
    pages = tuple(_page(files.get_file_from_path(path), sources[path], config, files, path in wanted) for path in order)
    return Guide(str(docs_dir), config.site_url or "", pages, redirects)


def _redirects(config_file: Path) -> dict[str, str]:
    """Return the old pages of `redirect_maps` and where they lead; the plugin itself is needed for the site only."""
    plugins = yaml.safe_load(config_file.read_text(encoding="utf-8")).get("plugins", [])
    maps = (
        plugin["redirects"]["redirect_maps"] for plugin in plugins if isinstance(plugin, dict) and "redirects" in plugin
    )
    return next((found or {} for found in maps), {})


def _sources(docs_dir: Path, paths: list[str]) -> dict[str, str]:
    read = {path: _text(docs_dir, path) for path in paths}
    problems = [text for text in read.values() if isinstance(text, Problem)]
    if problems:
        raise Refused(problems)
    return read


def _text(docs_dir: Path, path: str) -> str | Problem:
    data = (docs_dir / path).read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        what = f"not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8"
        return Problem(f"{docs_dir.name}/{path}", line, column, what, "utf-8")


def _files(config: MkDocsConfig) -> Files:
    files = get_files(config)
    set_exclusions(files, config)
    return files


def _page(file: File, source: str, config: MkDocsConfig, files: Files, rendered: bool) -> Page:
    title = TITLE.search(source)
    path = file.src_uri
    page = MkDocsPage(None, file, config)
    page.read_source(config)
    if rendered:
        page.render(config, files)
    html = page.content or ""
    return Page(
        path=path,
        url=file.url,
        source=source,
        title=title["title"] if title else Path(path).stem,
        meta=dict(page.meta),
        html=html,
        cards=cards_in(html),
        headers=headers_in(source),
        rendered=rendered,
    )
