"""Rules about identity: an id names one card, for ever."""

from __future__ import annotations

import re
import unicodedata

from ..model import CardHeader, Guide, Page
from ..rules import FoundIn, guide_rule


@guide_rule
def card_id_unique(guide: Guide) -> FoundIn:
    """A card id names one card in the whole guide; Anki keeps a learner's history by it.

    Bad:  {#second} in two topics
    Good: {#async-second} in one, {#cost-second} in the other
    """
    seen: dict[str, tuple[Page, CardHeader]] = {}
    for page in guide.pages:
        for header in page.headers:
            for card_id in header.ids[:1]:
                first, at = seen.setdefault(card_id.lower(), (page, header))
                if at is not header:
                    where = f"docs/{first.path}:{at.line}"
                    yield page, header.line, header.column, f"id '{card_id[:60]}' is taken at {where}; choose another"


@guide_rule
def question_unique(guide: Guide) -> FoundIn:
    """No card repeats the question of another.

    Bad:  "Why cache?" here and "why **cache**?" there
    Good: a question that only this card answers
    """
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
