"""The rule about anchors: each heading has one of its own, which lasts."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import islice

from ..model import Page
from ..rules import MOST_OF_A_KIND, Found, page_rule
from .markup import ids, tag_of, where
from .text import headings

_BY_ORDER = re.compile(r".*_\d+")
_HEADING = re.compile(r"<h[1-6]\b[^<>]*>")


@page_rule
def heading_anchor(page: Page) -> Found:
    """Each heading has an anchor of its own, made of its words; one that others have too depends on their order.

    Bad:  ## Cost … ## Cost; or ## 日本
    Good: ## Cost of reads … ## Cost of writes; or ## 日本 {#japan}
    """
    lines = [heading.line for heading in headings(page)]
    rendered = _rendered(page)
    for number, anchor in enumerate(rendered):
        if _BY_ORDER.fullmatch(anchor) and f"#{anchor}" not in page.source:
            line = lines[number] if len(lines) == len(rendered) else 1
            yield line, 1, f"the anchor of this heading, '{anchor[:60]}', is not stable; say more, or add {{#words}}"
    twice = {anchor: times for anchor, times in Counter(ids(page)).items() if times > 1}
    for anchor, times in islice(twice.items(), MOST_OF_A_KIND):
        where_written = list(where(page, rf"#{re.escape(anchor)}(?=[\s}}])|\bid=[\"']{re.escape(anchor)}[\"']"))
        yield *(where_written or [(1, 1)])[-1], f"anchor '{anchor[:60]}' stands {times} times; choose another"


def _rendered(page: Page) -> list[str]:
    """Return the anchor of each heading on the page that is not a card's question."""
    ours = {card.id for card in page.cards}
    tags = map(tag_of, _HEADING.findall(page.html))
    anchors = (html.unescape(dict(tag.attributes).get("id", "")) for tag in tags)
    return [anchor for anchor in anchors if anchor not in ours]
