"""The fences of a page: where code begins and ends, and which of them cannot be what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...model import Page
from ...rules import Found, page_rule
from .written import tokens_of

FENCE = re.compile(r"(?P<indent>[> \t]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)")

ASKEW = "with other spaces before it; indent both alike"
UNSEEN = "this does not begin code; put an empty line above it, and indent it by 0 spaces, in a list by 4 or 8"


@page_rule
def fence_closed(page: Page) -> Found:
    """A fence of code names its language and ends with the same marks alone on a line, before another fence begins.

    Bad:  ```python … ````, or ```text … ```python … ```
    Good: ```python … ```; and ````markdown around an example that holds ``` itself
    """
    yield from fence_faults(page.source)


@lru_cache(maxsize=4)
def fence_faults(source: str) -> tuple[tuple[int, int, str], ...]:
    """Return line, column and message for each fence that does not do what was meant."""
    return tuple(_faults(source)) or tuple(_unseen(source)) if "```" in source or "~~~" in source else ()


def _faults(source: str) -> Iterator[tuple[int, int, str]]:
    opened: tuple[int, re.Match[str]] | None = None
    for number, match in _marks(source):
        if opened is None:
            opened = number, match
            if not match["info"].strip():
                yield *_place(opened), f"this opens code without a language; write {match['marks'][:60]}text"
        elif _ends(opened[1], match):
            if _is_askew(opened[1], match):
                yield *_place(opened), f"this code ends in line {number}, {ASKEW}"
            opened = None
        elif match["info"].strip() and match["marks"].startswith(opened[1]["marks"]):
            yield *_place(opened), f"this code is not closed before line {number} opens more; {_end_of(opened)}"
            opened = number, match
    if opened:
        yield *_place(opened), f"this code is not closed; {_end_of(opened)}"


def _marks(source: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield number and parts of each line that begins or ends code, or would."""
    for number, line in enumerate(source.split("\n"), 1):
        if ("```" in line or "~~~" in line) and (match := FENCE.fullmatch(line)):
            yield number, match


def _ends(opening: re.Match[str], line: re.Match[str]) -> bool:
    return line["marks"] == opening["marks"] and not line["info"].strip()


def _is_askew(opening: re.Match[str], line: re.Match[str]) -> bool:
    before, after = (match["indent"].expandtabs(4) for match in (opening, line))
    return ">" not in before and before != after


def _unseen(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield the first line that is meant to begin code and does not, since it is indented as if it were code itself."""
    code = [token.map or [0, 0] for token in tokens_of(source) if token.type == "fence"]
    for number, match in _marks(source):
        if match["info"].strip() and not any(start < number <= end for start, end in code):
            yield *_place((number, match)), UNSEEN
            return


def _place(opened: tuple[int, re.Match[str]]) -> tuple[int, int]:
    return opened[0], len(opened[1]["indent"]) + 1


def _end_of(opened: tuple[int, re.Match[str]]) -> str:
    return f"put a line '{opened[1]['indent'].expandtabs(4)}{opened[1]['marks'][:60]}' after it"
