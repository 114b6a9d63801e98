"""The rule about `docs/.nav.yml`: what stands in it shows on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from ..model import Guide
from ..rules import FoundIn, guide_rule
from ..sources.yaml_nodes import Loader, not_plain

FILE = ".nav.yml"
TITLE = re.compile(r"[\w“”‘’'(),.:;!?/+-]+(?: [\w“”‘’'(),.:;!?/+-]+)*")
PAGES = re.compile(r"(?:[a-z0-9-]+/)*(?:[a-z0-9-]+|\*)\.md")

Wrong = Iterator[tuple[yaml.Node, str]]


@guide_rule
def navigation_plain(guide: Guide) -> FoundIn:
    """`docs/.nav.yml` lists pages, folders of pages as `*.md`, and titles of plain words.

    Bad:  - "<b>Start</b>": start.md, or - Elsewhere: https://example.org
    Good: - Where to start: [start-from-statistics.md]
    """
    for node, what in _faults(_read(Path(guide.docs_dir, FILE)), {page.path for page in guide.pages}):
        yield FILE, node.start_mark.line + 1, node.start_mark.column + 1, what


def _read(path: Path) -> yaml.Node | None:
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    try:
        return yaml.compose(text, Loader=Loader) if next(not_plain(text), None) is None else None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or yaml.Mark(FILE, 0, 0, 0, None, None)
        return yaml.ScalarNode("", f"\0{getattr(error, 'problem', error)}", mark)


def _faults(node: yaml.Node | None, pages: set[str]) -> Wrong:
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        said = str(node.value).removeprefix("\0")[:60] if isinstance(node, yaml.ScalarNode) else "a list"
        yield node, f"the navigation cannot be read ({said}); begin it with 'nav:' and a list of pages under it"
        return
    for key, value in node.value:
        if key.value != "nav":
            yield key, f"unknown key {str(key.value)[:60]!r}; the navigation stands under 'nav:'"
        else:
            yield from _item_faults(value, pages)


def _item_faults(node: yaml.Node, pages: set[str]) -> Wrong:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _item_faults(item, pages)
    elif isinstance(node, yaml.MappingNode):
        for title, value in node.value:
            if not isinstance(title, yaml.ScalarNode) or not TITLE.fullmatch(title.value):
                yield title, f"title {str(title.value)[:60]!r}; write plain words"
            yield from _item_faults(value, pages)
    elif not PAGES.fullmatch(node.value):
        yield node, f"{node.value[:60]!r} is no page; name one below docs/, or all of a folder as folder/*.md"
    elif "*" not in node.value and node.value not in pages:
        yield node, f"no page {node.value[:60]!r}; give its path below docs/"
