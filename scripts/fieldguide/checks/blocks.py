"""Rules about blocks of Markdown that fail silently: fences, admonitions, lists, includes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..flashcards import prose_lines
from ..model import Page
from .markup import where
from .registry import Found, page_rule

FENCE = re.compile(r"(?P<indent>[> ]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)")
ADMONITION = re.compile(r"(?P<indent> *)(?P<marks>!!!|\?\?\?\+?|===[+!]?)(?=\s*[\w\"])")
ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d+[.)])\s+\S")
WRAPPED = (["markdown"], ["text"])
WIDEST_CODE = 80
"""Characters."""

INCLUDE = r"^\s*;?-+8<-+|\{!.+!\}"


@page_rule
def fence_closed(page: Page) -> Found:
    """A fence of code ends with the same marks as it begins; an open one swallows or garbles the rest of the page.

    Bad:  ```python … ````
    Good: ```python … ```
    """
    for line, indent, marks, _, closed in _fences(page):
        if not closed:
            yield line, len(indent) + 1, f"this code is not closed; put a line '{indent}{marks[:60]}' after it"


@page_rule
def block_indented(page: Page) -> Found:
    """What belongs to an admonition or a list is indented by four spaces; with fewer it falls out of it.

    Bad:  !!! note, and under it a line with three spaces; or "  - an item under an item"
    Good: !!! note, and under it a line with four spaces; or "    - an item under an item"
    """
    lines = prose_lines(page.source)
    for at, (number, line) in enumerate(lines):
        if match := ADMONITION.match(line):
            if match["marks"] != "!!!":
                what = f"{match['marks'][:3]!r} makes nothing here; write '!!! note', or answers as cards"
                yield number, len(match["indent"]) + 1, what
            elif fallen := _fallen(lines[at + 1 :], len(match["indent"]) + 4):
                yield *fallen, "the body of '!!!' needs four spaces more than its head; indent it"
    yield from _askew(lines)
    for line, indent, _, _, _ in _fences(page):
        if len(indent) % 4 and ">" not in indent:
            yield line, len(indent) + 1, f"code indented by {len(indent)} spaces; indent it by 4, or not at all"


@page_rule
def code_width(page: Page) -> Found:
    """A line of code has at most 80 characters, what a page shows beside its lists; Markdown and text wrap.

    Bad:  answers = [answer for answer in answers if answer.score >= threshold]  # those that we show
    Good: the comment on a line of its own, above the code
    """
    lines = page.source.split("\n")
    fences = _fences(page)
    ends = [*(fence[0] for fence in fences[1:]), len(lines)]
    outside = {number for number, _ in prose_lines(page.source)} if fences else set()
    for (start, indent, _, info, _), end in zip(fences, ends, strict=False):
        for number in range(start + 1, end) if info.split()[:1] not in WRAPPED else ():
            width = len(lines[number - 1]) - len(indent)
            if width > WIDEST_CODE and number not in outside:
                what = f"a line of code of {width} characters; break it, or move its comment up, for {WIDEST_CODE}"
                yield number, len(indent) + WIDEST_CODE + 1, what


@page_rule
def include_absent(page: Page) -> Found:
    """A page includes no other file; an include would publish any file of the repository.

    Bad:  --8<-- ".git/config"
    Good: (the text itself)
    """
    for line, column in where(page, INCLUDE) if "8<" in page.source or "{!" in page.source else ():
        yield line, column, "includes are not allowed; write the text itself, or show the line as code"


@lru_cache(maxsize=4)
def _fences(page: Page) -> tuple[tuple[int, str, str, str, bool], ...]:
    """Return line, indentation, marks and info of each fence, and whether it is closed."""
    return tuple(_read_fences(page))


def _read_fences(page: Page) -> Iterator[tuple[int, str, str, str, bool]]:
    if "```" not in page.source and "~~~" not in page.source:
        return
    outside = {number for number, _ in prose_lines(page.source)}
    opened: tuple[int, str, str, str] | None = None
    for number, line in enumerate(page.source.split("\n"), 1):
        match = FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if opened is None and match and (number not in outside):
            opened = (number, match["indent"], match["marks"], match["info"])
        elif opened and match and match["marks"] == opened[2] and not match["info"].strip():
            yield *opened, True
            opened = None
    if opened:
        yield *opened, False


def _fallen(after: Sequence[tuple[int, str]], indent: int) -> tuple[int, int] | None:
    """Return the place of the first line of a body that is indented by less than `indent`."""
    first = next(((number, line) for number, line in after if line.strip()), None)
    spaces = len(first[1]) - len(first[1].lstrip(" ")) if first else indent
    return (first[0], spaces + 1) if first and spaces < indent else None


def _askew(lines: Sequence[tuple[int, str]]) -> Found:
    """Yield what stands in a list with an indentation that is no multiple of four."""
    in_list, blank = False, False
    for number, line in lines:
        text = line.lstrip(" ")
        spaces = len(line) - len(text)
        item = ITEM.match(line)
        if spaces % 4 and in_list and (blank or item):
            yield number, spaces + 1, f"{spaces} spaces inside a list; indent by {spaces + 4 - spaces % 4}"
        in_list = bool(item) or (in_list and (not text or spaces > 0 or not blank))
        blank = not text
