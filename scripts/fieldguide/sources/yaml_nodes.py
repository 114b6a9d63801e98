"""YAML that nobody has to trust: values without tags, anchors or aliases, and not nested without end."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 12
"""Levels of the navigation and the lists of cards."""


def value_of(text: str | None) -> object:
    """Return what YAML says, or None where it says nothing, cannot be read or is not plain."""
    if not text or next(not_plain(text), None):
        return None
    try:
        return yaml.load(text, Loader=Loader)
    except (yaml.YAMLError, ValueError):  # ValueError: a day such as 2026-02-30; the rules say so
        return None


def not_plain(text: str, deepest: int = DEEPEST) -> Iterator[tuple[int, int, str]]:
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


def _events(text: str) -> Iterator[yaml.Event]:
    """Parse without building anything; what cannot be parsed is for the rules on front matter."""
    try:
        yield from yaml.parse(text, Loader=Loader)
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
