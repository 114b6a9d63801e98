"""A rendered page as tags and the text between them, and where in its source something stands outside of code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..model import Page
from ..sources.document import document_of

_NAME = r"[^\s=<>\"/]+"
"""Of an attribute: whatever may stand in braces, in capitals too."""

_TAG = re.compile(rf"<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:\s+{_NAME}(?:=\"[^\"<>]*\")?)*)\s*/?>")
_ANY_TAG = re.compile(r"<[^<>]*>?")
_ID = re.compile(r'<[a-z][^<>]*?\sid="([^"<>]*)"')
_ATTRIBUTE = re.compile(rf"(?P<name>{_NAME})(?:=\"(?P<value>[^\"]*)\")?")


class Tag(NamedTuple):
    """A start or end tag; its attributes as they stand, entities not decoded. What is no tag has no name.

    `empty` says that a start tag is its end as well.
    """

    end: bool
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    empty: bool = False


@lru_cache(maxsize=8)
def tags(page: Page) -> tuple[Tag, ...]:
    """Return what the `<` of the rendered page begin, each tag once: a page repeats most of them."""
    return tuple(tag_of(text) for text in dict.fromkeys(_ANY_TAG.findall(page.html)))


@lru_cache(maxsize=8)
def ids(page: Page) -> tuple[str, ...]:
    """Return every id of the rendered page, in order."""
    return tuple(html.unescape(anchor) for anchor in _ID.findall(page.html))


@lru_cache(maxsize=8192)
def tag_of(text: str) -> Tag:
    """Read what a `<` begins, up to the next `>`."""
    match = _TAG.match(text)
    if match is None:
        return Tag(False, "", (), text.endswith("/>"))
    attributes = tuple(_ATTRIBUTE.findall(match["attributes"]))
    return Tag(bool(match["end"]), match["name"], attributes, text.endswith("/>"))


def where(page: Page, pattern: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each place in the source, outside of code, that `pattern` finds."""
    wanted = re.compile(pattern, re.IGNORECASE)
    for number, line in document_of(page.source).text:
        for match in wanted.finditer(line):
            yield number, match.start() + 1


def first(page: Page, pattern: str) -> tuple[int, int]:
    """Return the first such place, or (1, 1)."""
    return next(where(page, pattern), (1, 1))
