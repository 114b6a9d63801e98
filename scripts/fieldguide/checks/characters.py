"""Rules about characters on the rendered page, where references such as `&#8238;` have become what they stand for."""

from __future__ import annotations

import html
import re

from ..model import Page
from ..pages.sources.characters import CONTROL, DIRECTION, INVISIBLE
from .media import MATHS
from .registry import Found, page_rule
from .text import place

REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});?")


@page_rule
def visible_reference(page: Page) -> Found:
    """A character reference stands for something that can be seen.

    Bad:  pay&#8238;load, exa&ZeroWidthSpace;mple
    Good: payload, a &lt; b
    """
    if "&" not in page.source:
        return
    for reference in sorted(set(REFERENCE.findall(MATHS.sub("", page.html)))):
        stands_for = html.unescape(reference)
        if reference == "&shy;" or reference in page.source and _hidden(reference, stands_for):
            what = f"{reference} stands for a character that nobody can see; remove it"
            yield *place(page, reference), what


def _hidden(reference: str, text: str) -> bool:
    """Say whether a reference becomes a control, direction or invisible character, or nothing that HTML allows."""
    number = reference.strip("&#;")
    if reference.startswith("&#") and int(*([number[1:], 16] if number[0] in "xX" else [number])) in (
        0,
        13,
        *range(14, 32),
    ):
        return True
    return text == "" or any(pattern.search(text) for pattern in (CONTROL, DIRECTION, INVISIBLE))
