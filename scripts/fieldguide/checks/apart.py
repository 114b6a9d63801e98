"""The rule about lists and tables that Markdown takes for running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Page
from .markup import written
from .registry import Found, page_rule

ITEM = re.compile(r" {0,3}(?:[-*+]|\d+[.)]) +\S")
ROW = re.compile(r" {0,3}\|.*\|")
OPENS = re.compile(r" {0,3}(?:[#>|<{!]|/{3}|\*\[)|\s{4}")
"""What a line begins with that is no running text."""

ELSEWHERE = re.compile(r" {0,3}(?:> *\[!\w+\]|(?:[-*+]|\d+[.)]) +\[[ xX]\] )")


@page_rule
def block_apart(page: Page) -> Found:
    """A list or a table has an empty line above it; else it is running text with dashes or bars in it.

    Bad:  "Three things break:" and right below it "- the index"
    Good: "Three things break:", an empty line, "- the index"
    """
    for number, line, before, in_list in _lines(page):
        if ELSEWHERE.match(line):
            yield number, 1, "GitHub's alerts and boxes to tick show as text here; write '!!! note', or a list"
        if not before.strip() or OPENS.match(before):
            continue
        if ITEM.match(line) and not in_list and not ITEM.match(before):
            yield number, 1, "this list is running text; put an empty line above it"
        elif ROW.match(line) and not in_list and "|" not in before:
            yield number, 1, "this table is running text; put an empty line above it"


def _lines(page: Page) -> Iterator[tuple[int, str, str, bool]]:
    """Yield number, text, the line right above, and whether a list is open there, of each line outside of code."""
    last, before, in_list = 0, "", False
    for number, line in written(page):
        above = before if number == last + 1 else ""
        yield number, line, above, in_list
        starts = bool(ITEM.match(line)) and (not above.strip() or in_list)
        in_list = starts or (in_list and (not line.strip() or bool(above.strip()) or line.startswith("  ")))
        last, before = number, line
