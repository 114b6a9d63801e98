"""Render the pages exactly as MkDocs does, without theme or site."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.meta import get_data

from ..markdown import cards_in
from ..model import Guide, Page, Problem, Shelf, Topic
from ..sources import STOPPING, problems_of_settings, read_sources
from ..sources.document import document_of
from ..sources.learning_order import learning_order
from ..sources.yaml_nodes import YamlError, items, pairs, place, readable_node
from .commit import commit_day, uncommitted

_QUIET = logging.ERROR
"""MkDocs logs broken links as warnings, without a line; the rules report them with one."""

_NOTHING_MAY_OPEN = "plain-file"
"""The rule that finds what MkDocs would follow or wait for."""

_CONTAINED = re.compile(r" *(?:>|[-*+] |\d+[.)] ).*///")
_OPENING = re.compile(r" {0,3}/{3,} *\w")


class Refused(Exception):
    """Some pages cannot be read, or break a rule; `problems` says which and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Misconfigured(Exception):
    """`mkdocs.yml` or what lies in `cards/` cannot be used; the message says why, `line` where in mkdocs.yml."""

    line = 1


def load(config_file: Path, only: Collection[str] | None = None, **overrides: str) -> Guide:
    """Read every page below docs/ and render it; with `only` (paths below docs/), render just those.

    What cannot be trusted to be read is not rendered; the guide's `problems` say why, and the rules judge the rest.
    Raises Misconfigured, and Refused where a link or pipe lies in docs/, which nothing may follow or open, or where
    `mkdocs.yml` says what nothing may load.
    """
    if problems := problems_of_settings(config_file):
        raise Refused(problems)
    config = configured(config_file, plugins=[], **overrides)
    docs_dir = Path(config.docs_dir)
    texts, problems = read_sources(docs_dir)
    if any(problem.rule == _NOTHING_MAY_OPEN for problem in problems):
        raise Refused(problems)
    files = _files(config)
    order = [path for path in learning_order(docs_dir) if path in texts and files.get_file_from_path(path)]
    refused = {problem.path for problem in problems if problem.rule in STOPPING}
    wanted = {path for path in (order if only is None else only) if f"docs/{path}" not in refused}
    found = [_page(path, texts[path], config, files, path in wanted) for path in order]
    return Guide(
        docs_dir=str(docs_dir),
        site_url=config.site_url or "",
        pages=tuple(page for page, _ in found),
        redirects=_redirects(config_file),
        committed=commit_day(docs_dir.parent),
        uncommitted=uncommitted(docs_dir),
        problems=(*problems, *(problem for _, problem in found if problem)),
    )


def configured(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """Return MkDocs' own configuration; raises Misconfigured."""
    logging.getLogger("mkdocs").setLevel(_QUIET)
    try:
        return load_config(str(config_file), **overrides)
    except (MkDocsException, YamlError) as error:
        reason = Misconfigured(f"{config_file}: {' '.join(str(error).split())}")
        place = re.search(r"\bline (\d+), column", str(error))
        reason.line = int(place[1]) if place else 1
        raise reason from error


def _redirects(config_file: Path) -> tuple[tuple[str, str, int], ...]:
    """Return the redirects of `redirect_maps`; the plugin itself is needed for the site only."""
    node = readable_node(config_file.read_text(encoding="utf-8"))
    for key in ("plugins", "redirects", "redirect_maps"):
        found = [pair for item in (*items(node), node) for pair in pairs(item)]
        node = next((value for name, value in found if name.value == key), None)
    return tuple((str(old.value), str(new.value), place(old)[0]) for old, new in pairs(node))


def _files(config: MkDocsConfig) -> Files:
    files = get_files(config)
    set_exclusions(files, config)
    return files


def _page(path: str, source: str, config: MkDocsConfig, files: Files, rendered: bool) -> tuple[Page, Problem | None]:
    """Return a page and why it could not be rendered, if so; its source is all that rules about other pages ask for."""
    page = MkDocsPage(None, files.src_uris[path], config)
    problem = _rendered(page, source, config, files) if rendered else None
    return _plain(page, source, rendered and problem is None), problem


def _rendered(page: MkDocsPage, source: str, config: MkDocsConfig, files: Files) -> Problem | None:
    """Render a page, or say why that is not possible."""
    path = f"docs/{page.file.src_uri}"
    if line := _endless(source):
        what = "a block right below one in a quotation or list; put an empty line above, and nothing before '///'"
        return Problem(path, line, 1, what, "renders")
    try:
        page.markdown, page.meta = get_data(source)
        page.render(config, files)
    except Exception as error:  # Markdown and its extensions raise whatever they like at what a contributor wrote
        above, odd, _ = source.partition("://[")  # an address that Python itself cannot take apart
        said = (
            f"this page cannot be rendered ({type(error).__name__}: {str(error)[:80]!r}); look for odd links or marks"
        )
        what = "no browser can read an address with '://['; write a host, or put it in backticks" if odd else said
        return Problem(path, above.count("\n") + 1 if odd else 1, 1, what, "renders")
    return None


def _endless(source: str) -> int:
    """Return the line of a block in the same paragraph as one in a quotation or list, or 0: pymdownx never ends it."""
    contained = False
    for number, line in enumerate(source.split("\n"), 1) if "///" in source else ():
        if contained and _OPENING.match(line):
            return number
        contained = bool(line.strip()) and (contained or bool(_CONTAINED.match(line)))
    return 0


def _plain(page: MkDocsPage, source: str, rendered: bool) -> Page:
    """Turn a rendered MkDocs page into plain data."""
    html = page.content or ""
    kind = Topic if Shelf.of(page.file.src_uri) else Page
    return kind(
        path=page.file.src_uri,
        url=page.file.url,
        source=source,
        title=document_of(source).title or Path(page.file.src_uri).stem,
        meta=dict(page.meta or {}) if rendered else {},
        html=html if rendered else "",
        cards=cards_in(html) if rendered else (),
        headers=document_of(source).cards,
        rendered=rendered,
    )
