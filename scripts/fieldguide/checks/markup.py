"""The tags of a rendered page, and where in its source something stands outside of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..model import Page
from ..sources.document import document_of

_TAG = re.compile(
    r"<(?:(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:\s+[a-z][a-z-]*(?:=\"[^\"<>]*\")?)*)\s*/?>"
    r"|(?P<comment>!--(?!-?>)(?:(?!--|<!).)*-->))?",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?P<name>[a-z][a-z-]*)(?:=\"(?P<value>[^\"]*)\")?")


class Tag(NamedTuple):
    """A start or end tag; its attributes as they stand, entities not decoded. What is no tag has no name."""

    end: bool
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    comment: bool = False


@lru_cache(maxsize=8)
def tags(page: Page) -> tuple[Tag, ...]:
    """Return what every `<` of the rendered page begins."""
    return tuple(_tag(f"<{part[: part.find('>') + 1]}") for part in page.html.split("<")[1:])


@lru_cache(maxsize=8192)
def _tag(text: str) -> Tag:
    """Read what a `<` begins, up to the next `>`; a page repeats most of its tags."""
    match = _TAG.match(text)
    if match is None:
        return Tag(False, "")
    attributes = tuple(_ATTRIBUTE.findall(match["attributes"] or ""))
    return Tag(bool(match["end"]), match["name"] or "", attributes, bool(match["comment"]))


def where(page: Page, pattern: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each place in the source, outside of code, that `pattern` finds."""
    wanted = re.compile(pattern, re.IGNORECASE)
    for number, line in document_of(page.source).text:
        for match in wanted.finditer(line):
            yield number, match.start() + 1


def first(page: Page, pattern: str) -> tuple[int, int]:
    """Return the first such place, or (1, 1)."""
    return next(where(page, pattern), (1, 1))
