"""YAML that nobody has to trust: values without tags, anchors or aliases, each with its place. Only here is it read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from ..rules import Found
from .yaml_mistakes import mistake_in

Node = yaml.Node
ScalarNode = yaml.ScalarNode
YamlError = yaml.YAMLError
Place = tuple[int, int]
"""Line and column, from 1."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 12
"""Levels of the navigation and the lists of cards."""

_KINDS: dict[type, str] = {yaml.MappingNode: "mapping", yaml.SequenceNode: "list", yaml.ScalarNode: "value"}


class Unreadable(ValueError):
    """This is not YAML: `place` says where, the message why."""

    place: Place = (1, 1)


def value_of(text: str | None) -> object:
    """Return what YAML says, or None where it says nothing, cannot be read or is not plain."""
    if not text or next(not_plain(text), None):
        return None
    try:
        return yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError):  # ValueError: a day such as 2026-02-30; the rules say so
        return None


def read_trusted(text: str) -> Any:
    """Return what YAML of our own says; raises Unreadable."""
    try:
        return yaml.load(text, Loader=_LOADER)
    except Exception:  # which the slow loader explains better
        pass
    try:
        return yaml.safe_load(text)
    except Exception as error:  # PyYAML's own, KeyError on `!!bool x`, ValueError on 2026-02-30, …
        raise _unreadable(error, text) from error


def node_of(text: str | None) -> Node | None:
    """Return plain YAML as nodes, which know their places; None where it says nothing or is not plain.

    Raises Unreadable.
    """
    if not text or next(not_plain(text), None):
        return None
    try:
        return yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError) as error:
        raise _unreadable(error, text) from error


def readable_node(text: str | None) -> Node | None:
    """Return the same, or None where it cannot be read."""
    try:
        return node_of(text)
    except Unreadable:
        return None


def place(node: Node, above: int = 0) -> Place:
    """Return where a node stands below `above` other lines."""
    return node.start_mark.line + above + 1, node.start_mark.column + 1


def pairs(node: Node | None) -> list[tuple[Node, Node]]:
    """Return the keys and values of a mapping; nothing of anything else."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def items(node: Node | None) -> list[Node]:
    """Return the items of a list; nothing of anything else."""
    return node.value if isinstance(node, yaml.SequenceNode) else []


def kind_of(node: Node | None) -> str:
    """Say whether a node is a `mapping`, a `list`, a `value`, or not there: ''."""
    return _KINDS.get(type(node), "")


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Yield each single value, also in lists and mappings, nested keys included."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in (*items(node), *(part for pair in pairs(node) for part in pair)):
        yield from scalars(child)


def not_plain(text: str, deepest: int = DEEPEST) -> Found:
    """Yield (line, column, what), from 1, of all that is more than plain values; builds nothing on the way."""
    depth = 0
    for event in _events(text):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if what := _refused(event):
            yield line, column, what
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            yield line, column, f"YAML nested more than {deepest} deep; write it flat"
            return


def _unreadable(error: Exception, text: str) -> Unreadable:
    """Return what is wrong, in plain words if it is one of the usual mistakes, and where."""
    said = (getattr(error, "problem", None) or str(error) or type(error).__name__).splitlines()[0]
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if said.startswith("mapping values"):
        said = "this line begins further right than the key above it; begin both in one column"
    line, column, what = (mistake_in(text, line) if mark else None) or (line, column, said)
    reason = Unreadable(what)
    reason.place = line, column
    return reason


def _events(text: str) -> Iterator[yaml.Event]:
    """Parse without building anything; what cannot be parsed is for the rules on front matter."""
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError):
        return


def _refused(event: yaml.Event) -> str:
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        if isinstance(event, yaml.AliasEvent):
            return f"YAML alias '*{event.anchor[:40]}'; write the value out"
        return f"YAML anchor '&{event.anchor[:40]}'; write the value where it is needed"
    if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
        return f"YAML tag '{event.tag[:60]}'; write a plain value"
    if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
        return "YAML merge key '<<'; write the keys out"
    return ""
