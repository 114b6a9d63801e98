"""Rules about the lists of cards that contributors write: `cards/retired.yml`."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from .registry import Found, Source, text_rule
from .yaml_nodes import Loader, not_plain

FILE = "cards/retired.yml"
KEYS = ("id", "reason", "replacement")
REMEDY = "write - {id: rag-old, reason: the API is gone, replacement: rag-new}"


@text_rule
def retired_list(source: Source) -> Found:
    """`cards/retired.yml` is a list of entries with an id, a reason and, where there is one, a replacement.

    Bad:  rag-old: the API is gone
    Good: - {id: rag-old, reason: the API is gone, replacement: rag-new}
    """
    if source.path != FILE or next(not_plain(source.text), None):
        return
    try:
        node = yaml.compose(source.text, Loader=Loader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        yield line, column, f"this list cannot be read ({getattr(error, 'problem', error)}); {REMEDY}"
        return
    if node is not None and not isinstance(node, yaml.SequenceNode):
        yield *_place(node), f"this is no list of entries; {REMEDY}"
        return
    for entry in node.value if node else ():
        yield from _faults(entry)


def _faults(entry: yaml.Node) -> Iterator[tuple[int, int, str]]:
    if not isinstance(entry, yaml.MappingNode):
        yield *_place(entry), f"this entry has no keys; {REMEDY}"
        return
    for key, value in entry.value:
        if key.value not in KEYS:
            yield *_place(key), f"unknown key {str(key.value)[:60]!r}; known are: {', '.join(KEYS)}"
        elif not isinstance(value, yaml.ScalarNode):
            yield *_place(value), f"{key.value!r} is not a text; {REMEDY}"


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
