"""The list of cards that contributors write, `cards/retired.yml`, and the rule about it."""

from __future__ import annotations

from pathlib import Path

from ..released import Retired
from ..rules import Found
from .registry import Source, text_rule
from .yaml_nodes import Node, Unreadable, items, kind_of, node_of, pairs, place, readable_node, value_of

_FILE = "cards/retired.yml"
_KEYS = ("id", "reason", "replacement")
_REMEDY = "write - {id: rag-old, reason: the API is gone, replacement: rag-new}"


@text_rule
def retired_list(source: Source) -> Found:
    """`cards/retired.yml` is a list of entries with an id, a reason and, where there is one, a replacement.

    Bad:  rag-old: the API is gone
    Good: - {id: rag-old, reason: the API is gone, replacement: rag-new}
    """
    if source.path != _FILE:
        return
    try:
        node = node_of(source.text)
    except Unreadable as error:
        yield *error.place, f"this list cannot be read ({error}); {_REMEDY}"
        return
    if node is not None and kind_of(node) != "list":
        yield *place(node), f"this is not a list of entries; {_REMEDY}"
    for entry in items(node):
        yield from _faults(entry)


def retired_cards(cards_dir: Path) -> tuple[Retired, ...]:
    """Return the entries of `cards/retired.yml`; the rule says what is wrong with others."""
    path = cards_dir / "retired.yml"
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    entries, nodes = value_of(text), items(readable_node(text))
    both = zip(entries if isinstance(entries, list) else (), nodes, strict=False)
    return tuple(_retired(entry, place(node)[0]) for entry, node in both if isinstance(entry, dict))


def _retired(entry: dict[str, object], line: int) -> Retired:
    card_id, reason, replacement = (str(entry.get(key) or "") for key in _KEYS)
    return Retired(card_id, reason, replacement, line)


def _faults(entry: Node) -> Found:
    if kind_of(entry) != "mapping":
        yield *place(entry), f"this entry has no keys; {_REMEDY}"
    for key, value in pairs(entry):
        if key.value not in _KEYS:
            yield *place(key), f"unknown key {str(key.value)[:60]!r}; known are: {', '.join(_KEYS)}"
        elif kind_of(value) != "value":
            yield *place(value), f"{key.value!r} is not a text; {_REMEDY}"
