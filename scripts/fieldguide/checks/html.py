"""The rule about attributes: raw HTML does not exist here, but braces behind a link or heading write attributes."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import islice

from ..model import Page
from ..rules import MOST_OF_A_KIND, Found, page_rule
from .allowed import ATTRIBUTES, ELEMENTS, EVERYWHERE, OF_MATHS, OF_ONE, VALUES, naming
from .markup import Tag, first, tags
from .text import place


@naming(
    everywhere=sorted(EVERYWHERE),
    ours=[f"{name} {attribute}" for name, own in OF_ONE.items() for attribute in sorted(own)],
    maths=OF_MATHS.split(),
)
@page_rule
def attribute_allowed(page: Page) -> Found:
    """An element carries {everywhere}, besides {ours}; in formulas {maths}.

    Bad:  [caching](caching.md){onclick=alert(1)}
    Good: [caching](caching.md){.lead}
    """
    refused = ((tag, *fault) for tag in tags(page) for fault in _refused(tag))
    for tag, name, value, remedy in islice(refused, MOST_OF_A_KIND):
        yield *_place(page, tag, name, value), f"attribute '{name[:60]}' on <{tag.name}> is not allowed; {remedy}"


@lru_cache(maxsize=8192)
def _refused(tag: Tag) -> list[tuple[str, str, str]]:
    """Return name and value of each attribute that is not allowed, and what to do about it; pages share most tags."""
    found = []
    for name, value in tag.attributes if tag.name in ELEMENTS else ():
        if name not in ATTRIBUTES[tag.name]:
            found.append((name, value, "remove it"))
        elif name in VALUES and not VALUES[name].fullmatch(html.unescape(value)):
            found.append((name, value, f"its value {html.unescape(value)[:60]!r} is not one that a page may use"))
    return found


def _place(page: Page, tag: Tag, name: str, value: str) -> tuple[int, int]:
    """Return where an attribute was written: as HTML, in the braces of an attribute list, or as a part of its value."""
    words = html.unescape(value).split()
    written = re.escape(name)
    exact = [rf"\b{written}\s*=\s*[\"']?{re.escape(word)}" for word in words[:1]]
    outside_code = (*exact, *(rf"[#.]{re.escape(word)}" for word in words))
    places = [first(page, pattern) for pattern in outside_code]
    places += [place(page, f"{mark}{word}") for word in words for mark in "#."]
    places += [first(page, pattern) for pattern in (rf"\\{written}\b", rf"\b{written}\s*=")]
    return next((at for at in places if at != (1, 1)), (1, 1))
