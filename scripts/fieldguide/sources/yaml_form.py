"""Rules about YAML that builders would load: nothing in it runs code, grows without bound or hides."""

from __future__ import annotations

from ..rules import Found
from .document import document_of
from .registry import Source, text_rule
from .yaml_nodes import DEEPEST, not_plain

_LONGEST_FRONT_MATTER = 4_000
"""Characters."""

_DEEPEST_FRONT_MATTER = 3
"""Levels: `also: {applied-researcher: nice-to-have}` has two."""


@text_rule
def plain_yaml(source: Source) -> Found:
    """Front matter and YAML files hold plain values: no tags, anchors, aliases or merge keys.

    Bad:  description: !!python/object/apply:os.system [reboot]
    Good: description: Wait on many model calls at once.
    """
    text, lines_above, deepest = _yaml_of(source)
    if len(text) > _LONGEST_FRONT_MATTER and source.page:
        yield 2, 1, f"front matter longer than {_LONGEST_FRONT_MATTER:,} characters; keep to the known keys"
        return
    for line, column, what in not_plain(text, deepest):
        yield line + lines_above, column, what


def _yaml_of(source: Source) -> tuple[str, int, int]:
    """Return the YAML of a page or file, the number of lines above it, and how deep it may be nested."""
    if not source.page:
        return source.text, 0, DEEPEST
    return document_of(source.text).front_matter or "", 1, _DEEPEST_FRONT_MATTER
