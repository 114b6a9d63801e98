"""What rules ask of a page's text: headings, sections, words, and where in the source something stands."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from ..model import Page
from ..sources.document import Heading, document_of
from ..sources.registry import place_at

_BLOCKS = re.compile(r"<(pre|table|math)\b.*?</\1>", re.DOTALL)
CARDS = re.compile(r'<section class="flashcard .*?</section>', re.DOTALL)
FACTS = re.compile(r'<div class="topic-facts".*?</div>', re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
_H2 = re.compile(r"<h2\b[^>]*>.*?</h2>", re.DOTALL)


def headings(page: Page) -> tuple[Heading, ...]:
    """Return the headings of a page in source order."""
    return document_of(page.source).headings


@lru_cache(maxsize=8)
def sections(page: Page) -> dict[str, str]:
    """Return the rendered HTML under each level-2 heading; the lead stands under the empty title."""
    titles = ["", *(heading.title for heading in headings(page) if heading.level == 2)]
    return dict(zip(titles, _H2.split(page.html), strict=False))


def section_line(page: Page, title: str) -> int:
    """Return the line of a level-2 heading, or 1."""
    return next((h.line for h in headings(page) if h.level == 2 and h.title == title), 1)


def place(page: Page, text: str) -> tuple[int, int]:
    """Return line and column of the first place of `text` in the source, from 1; (1, 1) where it is not found."""
    start = page.source.find(text)
    return place_at(page.source, start) if start >= 0 else (1, 1)


def split_address(url: str) -> SplitResult | None:
    """Return the parts of the address of a link or picture, or None where it cannot be read."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def plain(markup: str) -> str:
    """Return the text of HTML without code blocks, tables and maths."""
    return html.unescape(TAGS.sub("", _BLOCKS.sub(" ", markup)))


def count_words(markup: str) -> int:
    """Count the words of HTML; code blocks, tables and maths do not count."""
    return len(plain(markup).split())


def running_text(page: Page) -> str:
    """Return what counts towards the length of a page: not its cards, facts, follow-ups and sources."""
    parts = (markup for title, markup in sections(page).items() if title not in ("Go deep", "Sources"))
    return FACTS.sub(" ", CARDS.sub(" ", "".join(parts)))
