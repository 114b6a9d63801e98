"""The fences of a page: where code begins and ends, and which of them cannot be what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...model import Page
from ...rules import Found, page_rule

FENCE = re.compile(r"(?P<indent>[> \t]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)")


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
    return tuple(_faults(source)) if "```" in source or "~~~" in source else ()


def _faults(source: str) -> Iterator[tuple[int, int, str]]:
    opened: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(source.split("\n"), 1):
        match = FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if match is None:
            continue
        if opened is None:
            opened = number, match
            if not match["info"].strip():
                yield *_place(opened), f"this opens code without a language; write {match['marks'][:60]}text"
        elif _ends(opened[1], match):
            opened = None
        elif match["info"].strip() and match["marks"].startswith(opened[1]["marks"]):
            yield *_place(opened), f"this code is not closed before line {number} opens more; {_end_of(opened)}"
            opened = number, match
    if opened:
        yield *_place(opened), f"this code is not closed; {_end_of(opened)}"


def _ends(opening: re.Match[str], line: re.Match[str]) -> bool:
    return line["marks"] == opening["marks"] and not line["info"].strip()


def _place(opened: tuple[int, re.Match[str]]) -> tuple[int, int]:
    return opened[0], len(opened[1]["indent"]) + 1


def _end_of(opened: tuple[int, re.Match[str]]) -> str:
    return f"put a line '{opened[1]['indent'].expandtabs(4)}{opened[1]['marks'][:60]}' after it"
