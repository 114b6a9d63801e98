"""Rules about identity: an id names one card, for ever."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from ..model import CardHeader, Guide, Page
from ..rules import FoundIn, guide_rule


@guide_rule
def card_unique(guide: Guide) -> FoundIn:
    """No two cards have one id, by which Anki keeps a learner's history, or one question.

    Bad:  {#second} in two topics; "Why cache?" here and "why **cache**?" there
    Good: {#async-second} in one, {#cost-second} in the other, and a question that only this card answers
    """
    for page, header, where in _repeated(guide, lambda header: "".join(header.ids[:1]).lower()):
        yield page, header.line, header.column, f"id '{header.ids[0][:60]}' is taken at {where}; choose another"
    for page, header, where in _repeated(guide, lambda header: _words(header.question)):
        yield page, header.line, header.column, f"same question as {where}; ask something else or link to it"


def _repeated(guide: Guide, key: Callable[[CardHeader], str]) -> Iterator[tuple[Page, CardHeader, str]]:
    """Yield each card whose key another has before it, and where that one stands."""
    seen: dict[str, tuple[Page, CardHeader]] = {}
    for page in guide.pages:
        for header in page.headers:
            words = key(header)
            first, at = seen.setdefault(words, (page, header))
            if words and at is not header:
                yield page, header, f"docs/{first.path}:{at.line}"


def _words(question: str) -> str:
    """Return what is left of a question without case, space and markup."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", question).casefold()))
