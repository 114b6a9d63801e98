"""Rules about terms: each is at home where it stands in bold with its explanation."""

from __future__ import annotations

import re
from pathlib import Path

from ..model import Guide
from ..rules import FoundIn, guide_rule
from ..sources.document import document_of
from ..sources.terms import Term, glossary, terms_in
from .words import terms_of_the_map


@guide_rule
def term_one_home(guide: Guide) -> FoundIn:
    """A term stands in bold with its explanation on one page, its home; others only use it.

    Bad:  **Backpressure** makes the producer slow down, under "How it works" of two topics
    Good: the same on one of them, and backpressure in plain letters on the other
    """
    homes: dict[str, Term] = {}
    for topic in guide.topics:
        for term in terms_in(topic.source, topic.path):
            home = homes.setdefault(term.key, term)
            if home.path != term.path:
                what = f"'{term.name}' is explained in docs/{home.path}:{home.line} too"
                yield topic, term.line, term.column, f"{what}; take the bold off one, or name what differs"


@guide_rule
def term_explained(guide: Guide) -> FoundIn:
    """A term of the list in `words.toml` that some topic uses is explained in bold by one.

    Bad:  a page that says "retry storm", and no page with **retry storm** and what it is
    Good: A **retry storm** is load that retries make, under "How it works" of one topic
    """
    known = {home.name.lower() for home in glossary(Path(guide.docs_dir)).values()}
    for name in terms_of_the_map():
        used = re.compile(rf"\b{re.escape(name)}s?\b", re.IGNORECASE)
        for topic in guide.topics if name.lower() not in known and len(guide.topics) > 1 else ():
            lines = document_of(topic.source).prose if used.search(topic.source) else ()
            if place := next(((n, found.start() + 1) for n, line in lines if (found := used.search(line))), None):
                yield topic, *place, f"no topic explains '{name}' in bold; do so where it matters most"
                break
