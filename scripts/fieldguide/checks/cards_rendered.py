"""The rule that what opens like a card is one, and that nothing else looks like one."""

from __future__ import annotations

from ..model import CardHeader, Page
from ..rules import Found, page_rule
from .cards import EXAMPLE, header_faults
from .text import place

_NOTHING_BEFORE = f"not a card: nothing may stand before '///'; write '{EXAMPLE}'"


@page_rule
def card_rendered(page: Page) -> Found:
    """What opens like a card in the source is a card on the page.

    Bad:  a card inside a list, where its header is indented
    Good: the same card at the beginning of the line
    """
    rendered = {card.id for card in page.cards}
    unclosed = min((header.line for header in page.headers if header.closed_at is None), default=len(page.source))
    for header in page.headers:
        if header.line > unclosed and header.column == 1:  # what follows an open card is in it
            break
        well_formed = not list(header_faults(header)) and header.closed_at
        if header.column > 1 or (well_formed and header.ids[0] not in rendered):
            yield header.line, header.column, _why_no_card(page, header)
    for card_id in sorted(rendered - {header.ids[0] for header in page.headers if header.ids}):
        yield place(page, f"#{card_id}")[0], 1, _NOTHING_BEFORE


def _why_no_card(page: Page, header: CardHeader) -> str:
    lines = page.source.split("\n")
    opening, below = lines[header.line - 1], (*lines, "")[header.line]
    if header.column > 1:
        return _NOTHING_BEFORE
    if "|" not in opening:
        return f"not a card: no '|' before the question; write '{EXAMPLE}'"
    if "////" in opening or (header.closed_at and "////" in lines[header.closed_at - 1]):
        return "not a card: it opens and ends with three strokes, '///', not more"
    if below.strip():
        return "not a card: leave a line empty between its header and its answer"
    return _NOTHING_BEFORE
