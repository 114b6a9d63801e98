"""What a contribution must satisfy: one small function per rule."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from ..model import Guide, Page, Problem, causes_first
from ..released import History
from ..rules import GUIDE_RULES, HISTORY_RULES, MOST_OF_A_RULE, PAGE_RULES, REMARK_RULES, RUN_RULES, PageRule
from . import (
    abbreviations,
    cards,
    cards_rendered,
    cloze,
    front_matter,
    headings,
    history,
    html,
    identity,
    labs,
    links,
    media,
    navigation,
    numbers,
    pictures,
    preview,
    prose,
    sections,
    shelves,
    signals,
    svg,
    tables,
    terms,
    words,
)
from .effects import without_effects
from .reviews import due_for_review

__all__ = ["GUIDE_RULES", "HISTORY_RULES", "PAGE_RULES", "REMARK_RULES", "RUN_RULES"]
__all__ += ["due_for_review", "remarks", "run", "run_code"]

_NOTHING_RELEASED = History()
_MORE = "this rule finds more from here on, which is not told; mend what is told, then check again"


def run(guide: Guide, released: History = _NOTHING_RELEASED) -> list[Problem]:
    """Return every problem of every rule, causes first; `released` is what learners may already have."""
    found = list(guide.problems)
    found += [problem for page in guide.pages if page.rendered for problem in _on_page(page, PAGE_RULES)]
    judged = {rule_id: rule(guide) for rule_id, rule in GUIDE_RULES.items()}
    judged |= {rule_id: rule(guide, released) for rule_id, rule in HISTORY_RULES.items()}
    found += [
        Problem(place if isinstance(place, str) else f"docs/{place.path}", line, column, message, rule_id)
        for rule_id, faults in judged.items()
        for place, line, column, message in faults
        if isinstance(place, str) or place.rendered
    ]
    return causes_first(set(without_effects(found)))


def remarks(pages: Iterable[Page]) -> list[Problem]:
    """Return what is worth a look on the pages and stops nobody: spelling, words that say nothing, abbreviations."""
    return sorted(problem for page in pages if page.rendered for problem in _on_page(page, REMARK_RULES))


def run_code(pages: Iterable[Page]) -> list[Problem]:
    """Run the code on the pages, each piece in a process of its own, and return what fails."""
    return sorted(problem for page in pages for problem in _on_page(page, RUN_RULES))


def _on_page(page: Page, rules: dict[str, PageRule]) -> Iterable[Problem]:
    for rule_id, rule in rules.items():
        found = enumerate(islice(rule(page), MOST_OF_A_RULE), 1)  # more of a kind on a page, nobody reads
        for number, (line, column, message) in found:
            what = message if number < MOST_OF_A_RULE else _MORE
            yield Problem(f"docs/{page.path}", line, column, what, rule_id)
