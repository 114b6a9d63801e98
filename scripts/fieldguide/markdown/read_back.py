"""Read back from a rendered page the cards that the blocks wrote, to the letter."""

from __future__ import annotations

import re

from ..model import Card, Kind
from .blocks.flashcard import START_HERE

_RENDERED = re.compile(
    r'<section class="flashcard (?P<note_type>basic|cloze) (?P<classes>[^"]*)">\s*'
    r'<h3 id="(?P<id>[^"]+)">(?>(?P<question>.*?)(?:<a class="headerlink"[^>]*>[^<]*</a>)?</h3>)\s*'
    r'(?>(?:<div class="blanks">.*?</div>\s*(?=<details>))?)'
    r"<details>\s*<summary>Answer</summary>(?P<answer>.*?)</details>\s*"
    r'<p class="flashcard-tools"',
    re.DOTALL,
)
"""Atomic groups, so that a hundred cards that were never closed are read in no time."""


def cards_in(html: str) -> tuple[Card, ...]:
    """Return the cards of a rendered page, in page order."""
    return tuple(_card(match) for match in _RENDERED.finditer(html))


def _card(match: re.Match[str]) -> Card:
    classes = match["classes"].split()
    return Card(
        id=match["id"],
        note_type=match["note_type"],
        kind=next(Kind(name) for name in classes if name != START_HERE),
        start_here=START_HERE in classes,
        question=match["question"].strip(),
        answer=match["answer"].strip(),
    )
