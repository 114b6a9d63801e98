"""Rules about identity: an id names one card, for ever."""

from __future__ import annotations

import re
import unicodedata

from ..model import CardHeader, Guide, Page
from ..rules import FoundIn, guide_rule


@guide_rule
def card_unique(guide: Guide) -> FoundIn:
    """No two cards have one id, by which Anki keeps a learner's history, or one question.

    Bad:  {#second} in two topics; "Why cache?" here and "why **cache**?" there
    Good: {#async-second} in one, {#cost-second} in the other, and a question that only this card answers
    """
    yield from _ids_taken(guide)
    yield from _questions_taken(guide)


def _ids_taken(guide: Guide) -> FoundIn:
    seen: dict[str, tuple[Page, CardHeader]] = {}
    for page in guide.pages:
        for header in page.headers:
            for card_id in header.ids[:1]:
                first, at = seen.setdefault(card_id.lower(), (page, header))
                if at is not header:
                    where = f"docs/{first.path}:{at.line}"
                    yield page, header.line, header.column, f"id '{card_id[:60]}' is taken at {where}; choose another"


def _questions_taken(guide: Guide) -> FoundIn:
    seen: dict[str, tuple[Page, CardHeader]] = {}
    for page in guide.pages:
        for header in page.headers:
            words = _words(header.question)
            first, at = seen.setdefault(words, (page, header))
            if words and at is not header:
                where = f"docs/{first.path}:{at.line}"
                yield page, header.line, header.column, f"same question as {where}; ask something else or link to it"


def _words(question: str) -> str:
    """Return what is left of a question without case, space and markup."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", question).casefold()))
