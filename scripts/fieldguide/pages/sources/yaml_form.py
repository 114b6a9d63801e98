"""Rules about YAML that builders would load: nothing in it runs code, grows without bound or hides."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from .registry import Found, Source, text_rule

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(?P<yaml>(?:.*?\n)?)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
"""What any builder would take for front matter; the rules on pages want it stricter."""

LONGEST_FRONT_MATTER = 4_000
"""Characters."""

DEEPEST_FRONT_MATTER = 3
"""Levels: `also: {applied-researcher: nice-to-have}` has two."""

DEEPEST_LIST = 12
"""Levels of the navigation and the lists of cards."""


@text_rule
def plain_yaml(source: Source) -> Found:
    """Front matter and YAML files hold plain values: no tags, anchors, aliases or merge keys.

    Bad:  description: !!python/object/apply:os.system [reboot]
    Good: description: Wait on many model calls at once.
    """
    text, offset, deepest = _yaml_of(source)
    if len(text) > LONGEST_FRONT_MATTER and source.page:
        yield 2, 1, f"front matter longer than {LONGEST_FRONT_MATTER:,} characters; keep to the known keys"
        return
    depth = 0
    for event in _events(text):
        if what := _refused(event):
            yield event.start_mark.line + offset, event.start_mark.column + 1, what
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            mark = event.start_mark
            yield mark.line + offset, mark.column + 1, f"YAML nested more than {deepest} deep; write it flat"
            return


def _yaml_of(source: Source) -> tuple[str, int, int]:
    """Return the YAML of a page or file, the line on which it begins, and how deep it may be nested."""
    if not source.page:
        return source.text, 1, DEEPEST_LIST
    match = FRONT_MATTER.match(source.text)
    return (match["yaml"] if match else ""), 2, DEEPEST_FRONT_MATTER


def _events(text: str) -> Iterator[yaml.Event]:
    """Parse without building anything; what cannot be parsed is for the rules on front matter."""
    try:
        yield from yaml.parse(text, Loader=Loader)
    except (yaml.YAMLError, ValueError):
        return


def _refused(event: yaml.Event) -> str:
    if isinstance(event, yaml.AliasEvent):
        return f"YAML alias '*{event.anchor[:40]}'; write the value out"
    if getattr(event, "anchor", None):
        return f"YAML anchor '&{event.anchor[:40]}'; write the value where it is needed"
    if getattr(event, "tag", None):
        return f"YAML tag '{event.tag[:60]}'; write a plain value"
    if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
        return "YAML merge key '<<'; write the keys out"
    return ""
