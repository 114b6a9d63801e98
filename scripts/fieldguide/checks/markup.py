"""The tags of a rendered page, read as strictly as no browser could read them otherwise, and where they come from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..flashcards import prose_lines
from ..model import Page
from .allowed import VOID
from .text import place

TAG = re.compile(
    r"<(?:(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z][a-z-]*(?:=\"[^\"<>]*\")?)*)\s*/?>"
    r"|(?P<comment>!--(?!-?>)(?:(?!--|<!).)*-->))?",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"(?P<name>[a-z][a-z-]*)(?:=\"(?P<value>[^\"]*)\")?")
UNTIL = re.compile(r"<[^>\n]{0,58}>?")
WRITTEN = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


class Tag(NamedTuple):
    """A start or end tag; its attributes as they stand, entities not decoded. What is no tag has no name."""

    end: bool
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    comment: bool = False


@lru_cache(maxsize=8)
def tags(page: Page) -> tuple[Tag, ...]:
    """Return what every `<` of the rendered page begins."""
    if "<!" in page.html:  # a comment may hold what looks like tags
        return tuple(_tag(match[0]) for match in TAG.finditer(page.html))
    return tuple(_tag(f"<{part[: part.find('>') + 1]}") for part in page.html.split("<")[1:])


def unread(page: Page) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield what begins with a `<` that begins no tag, and where it was written."""
    for match in TAG.finditer(page.html):
        if not match["name"] and not match["comment"]:
            text = UNTIL.match(page.html, match.start())[0]
            yield text, next((at for end in (60, 12, 4) if (at := place(page, text[:end])) != (1, 1)), (1, 1))


@lru_cache(maxsize=8192)
def _tag(text: str) -> Tag:
    """Read what a `<` begins, up to the next `>`; a page repeats most of its tags."""
    match = TAG.match(text)
    attributes = tuple(ATTRIBUTE.findall(match["attributes"] or ""))
    return Tag(bool(match["end"]), match["name"] or "", attributes, bool(match["comment"]))


def faults_of_nesting(found: Iterable[tuple[bool, str] | Tag]) -> Iterator[tuple[int, bool, str]]:
    """Yield (number, is an end tag, name) of each tag that is not closed, or closes what is not open."""
    opened: list[tuple[int, str]] = []
    names: Counter[str] = Counter()
    for number, tag in enumerate(found):
        end, name = tag[0], tag[1]
        if name in VOID or not name:
            continue
        if not end:
            opened.append((number, name))
            names[name] += 1
        elif not names[name]:
            yield number, True, name
        else:
            while (last := opened.pop())[1] != name:
                names[last[1]] -= 1
                yield last[0], False, last[1]
            names[name] -= 1
    yield from ((number, False, name) for number, name in opened)


def where(page: Page, pattern: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each place in the source, outside of code, that `pattern` finds."""
    for number, line in written(page):
        for match in re.finditer(pattern, line, re.IGNORECASE):
            yield number, match.start() + 1


def first(page: Page, pattern: str) -> tuple[int, int]:
    """Return the first such place, or (1, 1)."""
    return next(where(page, pattern), (1, 1))


def written(page: Page) -> Iterator[tuple[int, str]]:
    """Yield number and text of the lines outside of fenced code, with spaces in place of inline code."""
    for number, line in prose_lines(page.source):
        yield number, CODE.sub(lambda code: " " * len(code[0]), line) if "`" in line else line


def written_tags(page: Page) -> list[tuple[int, int, bool, str]]:
    """Return (line, column, is an end tag, name) of the tags that somebody wrote into the source."""
    return [
        (number, match.start() + 1, bool(match["end"]), match["name"].lower())
        for number, line in written(page)
        for match in WRITTEN.finditer(line)
    ]


def unclosed_comments(page: Page) -> Iterator[tuple[int, int]]:
    """Yield line and column of the comments in the source that nothing ends."""
    if "<!--" in page.source:
        last_end = max((at for at in where(page, "-->")), default=(0, 0))
        yield from (at for at in where(page, "<!--") if at > last_end)
