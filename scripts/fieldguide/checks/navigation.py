"""The rule about `docs/.nav.yml`: what stands in it shows on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..model import Guide
from ..rules import FoundIn, guide_rule
from ..sources.yaml_nodes import Node, Unreadable, items, kind_of, node_of, pairs, place

_FILE = "docs/.nav.yml"
_TITLE = re.compile(r"[\w“”‘’'(),.:;!?/+-]+(?: [\w“”‘’'(),.:;!?/+-]+)*")
_PAGES = re.compile(r"(?:[a-z0-9-]+/)*(?:[a-z0-9-]+|\*)\.md")

_UNREAD = "the navigation cannot be read ({}); begin it with 'nav:' and a list of pages under it"

_Wrong = Iterator[tuple[Node, str]]


@guide_rule
def navigation_plain(guide: Guide) -> FoundIn:
    """`docs/.nav.yml` lists pages, folders of pages as `*.md`, and titles of plain words.

    Bad:  - "<b>Start</b>": start.md, or - Elsewhere: https://example.org
    Good: - Where to start: [start-from-statistics.md]
    """
    path = Path(guide.docs_dir, ".nav.yml")
    try:
        node = node_of(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "")
    except Unreadable as error:
        yield _FILE, *error.place, _UNREAD.format(str(error)[:120])
        return
    for at, what in _faults(node, {page.path for page in guide.pages}):
        yield _FILE, *place(at), what


def _faults(node: Node | None, pages: set[str]) -> _Wrong:
    if node and kind_of(node) != "mapping":
        yield node, _UNREAD.format(str(node.value)[:60] if kind_of(node) == "value" else "a list")
    for key, value in pairs(node):
        if key.value != "nav":
            yield key, f"unknown key {str(key.value)[:60]!r}; the navigation stands under 'nav:'"
        else:
            yield from _item_faults(value, pages)


def _item_faults(node: Node, pages: set[str]) -> _Wrong:
    for item in items(node):
        yield from _item_faults(item, pages)
    for title, value in pairs(node):
        if kind_of(title) != "value" or not _TITLE.fullmatch(title.value):
            yield title, f"title {str(title.value)[:60]!r}; write plain words"
        yield from _item_faults(value, pages)
    if kind_of(node) == "value":
        yield from _page_faults(node, pages)


def _page_faults(node: Node, pages: set[str]) -> _Wrong:
    if not _PAGES.fullmatch(node.value):
        yield node, f"{node.value[:60]!r} is no page; name one below docs/, or all of a folder as folder/*.md"
    elif "*" not in node.value and node.value not in pages:
        yield node, f"no page {node.value[:60]!r}; give its path below docs/"
