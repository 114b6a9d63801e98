"""The fences of a page: where code begins and ends, and which of them cannot be what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...model import Page
from ...rules import Found, page_rule
from ...sources.document import FENCE, Document, document_of
from .written import tokens_of

_ASKEW = "with other spaces before it; indent both alike"
_UNSEEN = "this does not begin code; put an empty line above it, and indent it by 0 spaces, in a list by 4 or 8"


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
    document = document_of(source)
    return tuple(_faults(document)) or tuple(_unseen(document))


def _faults(document: Document) -> Iterator[tuple[int, int, str]]:
    for fence in document.fences:
        at = fence.line, len(fence.indent) + 1
        indent = fence.indent.expandtabs(4)
        remedy = f"put a line '{indent}{fence.marks[:60]}' after it"
        if not fence.info.strip():
            yield *at, f"this opens code without a language; write {fence.marks[:60]}text"
        if fence.broken:
            yield *at, f"this code is not closed before line {fence.broken} opens more; {remedy}"
        elif not fence.end:
            yield *at, f"this code is not closed; {remedy}"
        elif ">" not in indent and document.lines[fence.end - 1].expandtabs(4).rstrip() != f"{indent}{fence.marks}":
            yield *at, f"this code ends in line {fence.end}, {_ASKEW}"


def _unseen(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield the first line that is meant to begin code and does not, since it is indented as if it were code itself."""
    if not document.fences:
        return
    code = [token.map or [0, 0] for token in tokens_of(document.source) if token.type == "fence"]
    for number, line in enumerate(document.lines, 1):
        match = FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if match and match["info"].strip() and not any(start < number <= end for start, end in code):
            yield number, len(match["indent"]) + 1, _UNSEEN
            return
