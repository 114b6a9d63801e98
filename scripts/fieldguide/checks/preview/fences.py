"""The fences of a page: where code begins and ends, and which of them cannot be what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Page
from ...rules import Found, page_rule
from ...sources.document import document_of


@page_rule
def fence_closed(page: Page) -> Found:
    """A fence of code names its language and ends with the same marks alone on a line, before another fence begins.

    Bad:  ```python … ````, or ```text … ```python … ```
    Good: ```python … ```; and ````markdown around an example that holds ``` itself
    """
    yield from fence_faults(page.source)


def fence_faults(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and message for each fence that does not do what was meant."""
    for fence in document_of(source).fences:
        at = fence.line, len(fence.indent) + 1
        remedy = f"put a line '{fence.indent.expandtabs(4)}{fence.marks[:60]}' after it"
        if not fence.info.strip():
            yield *at, f"this opens code without a language; write {fence.marks[:60]}text"
        if fence.broken:
            yield *at, f"this code is not closed before line {fence.broken} opens more; {remedy}"
        elif not fence.end:
            yield *at, f"this code is not closed; {remedy}"
