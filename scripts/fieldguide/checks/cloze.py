"""Rules about the marks of a cloze: what they hide on the site, Anki hides too, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Card, Page
from ..rules import Found, page_rule
from .text import TAGS, plain

_CODE_OR_MATHS = re.compile(r"<(pre|code|math)\b.*?</\1>", re.DOTALL)
_HIDDEN = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_NESTED = re.compile(r"<mark[^>]*>(?:(?!</mark>).)*<mark", re.DOTALL)
_LOOSE = re.compile(r"==(?=\S)|(?<=\S)==")


@page_rule
def cloze_marked(page: Page) -> Found:
    """The marks of a cloze stand in pairs around text, outside of code, in no other marks, and leave something to read.

    Bad:  A token is ==about `4 characters==` long.
    Good: A token is about ==4 characters== long.
    """
    headers = {header.ids[0]: header for header in page.headers if header.ids}
    for card in page.cards:
        if card.note_type == "cloze" and card.id in headers:
            header = headers[card.id]
            for fault in _faults(card):
                yield header.line, header.column, fault


def _faults(card: Card) -> Iterator[str]:
    text = _CODE_OR_MATHS.sub("x", card.answer)
    if "<mark" in card.question:
        yield "a mark in the question hides nothing; remove '=='"
    if "<mark " in card.answer:
        yield "a mark with attributes is not hidden in Anki; remove the braces after '=='"
    if _NESTED.search(text):
        yield "a mark stands inside another; hide each piece on its own"
    if _LOOSE.search(plain(text)):
        yield "a '==' has no partner, or its partner is in code; put one on each side of what to hide"
    if any(not plain(hidden).strip() for hidden in _HIDDEN.findall(text.replace("<img", "x<img"))):
        yield "a mark hides nothing; write the text to hide between its two '=='"
    if "<mark>" in text and not re.search(r"\w", TAGS.sub("", _HIDDEN.sub(" ", text))):
        yield "everything is hidden; leave words around the mark"
