"""Which problems are left to tell once their cause is told: the others would vanish with it, or are not true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import CAUSES, Problem
from ..rules import COUNTING_RULES
from ..sources import SOURCE_RULES

UNREAD = ("utf-8", "front-matter-present", "plain-yaml", "page-size")
"""Where one of these finds something, nobody can say what the rest of the page is."""

ALWAYS = ("fence-closed", "front-matter-present", "front-matter")
"""What is told whatever else is wrong with a page."""

OF_CARDS = ("enough-cards", "two-start-here", "as-previewed", "marks-read", "card-filled", "card-short", "cloze-marked")
"""What a card that is not closed or not read makes look wrong, from its line on."""

OF_OTHERS = ("released-card-kept", "released-type-kept")
"""What a page that is broken anywhere seems to have lost."""


def without_effects(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without those that another problem on the same page brought about."""
    pages: dict[str, list[Problem]] = {}
    for problem in problems:
        pages.setdefault(problem.path, []).append(problem)
    return [problem for found in pages.values() for problem in _left(found)]


def _left(found: list[Problem]) -> Iterator[Problem]:
    first = {rule: min((p.line for p in found if p.rule == rule), default=0) for rule in CAUSES}
    unread = any(problem.rule in UNREAD for problem in found)
    card = min((line for rule, line in first.items() if rule.startswith("card-") and line), default=0)
    fence = first["fence-closed"]
    marked = {problem.line for problem in found if problem.rule == "marks-read"}
    for problem in found:
        rule = problem.rule
        if (
            rule in SOURCE_RULES
            or rule in ALWAYS
            or not (
                unread
                or (fence and (rule in (*COUNTING_RULES, "card-closed") or problem.line >= fence))
                or (card and rule in OF_CARDS and (problem.line >= card or rule in COUNTING_RULES))
                or (rule == "as-previewed" and problem.line in marked)
                or (rule in OF_OTHERS and any(other.rule in (*CAUSES, "as-previewed", "marks-read") for other in found))
            )
        ):
            yield problem
