"""Which problems are left to tell once their cause is told: the others would vanish with it, or are not true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import CAUSES, Problem
from ..rules import COUNTING_RULES
from ..sources import SOURCE_RULES

_UNREAD = ("utf-8", "front-matter-present", "plain-yaml", "page-size")
"""Where one of these finds something, nobody can say what the rest of the page is."""

_ALWAYS = ("fence-closed", "front-matter-present", "front-matter")
"""What is told whatever else is wrong with a page."""

_OF_CARDS = (
    *("enough-cards", "two-start-here", "as-previewed", "marks-read"),
    *("card-filled", "card-short", "cloze-marked"),
)
"""What a card that is not closed or not read makes look wrong, from its line on."""

_OF_OTHERS = ("released-card-kept",)
"""What a page that is broken anywhere seems to have lost."""


def without_effects(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without those that another problem on the same page brought about."""
    pages: dict[str, list[Problem]] = {}
    for problem in problems:
        pages.setdefault(problem.path, []).append(problem)
    return [problem for found in pages.values() for problem in _left(found)]


def _left(found: list[Problem]) -> Iterator[Problem]:
    first = {rule: min((p.line for p in found if p.rule == rule), default=0) for rule in CAUSES}
    unread = any(problem.rule in _UNREAD for problem in found)
    card = min((line for rule, line in first.items() if rule.startswith("card-") and line), default=0)
    marked = {problem.line for problem in found if problem.rule == "marks-read"}
    broken = any(other.rule in (*CAUSES, "as-previewed", "marks-read") for other in found)
    for problem in found:
        rule = problem.rule
        always = rule in SOURCE_RULES or rule in _ALWAYS
        doubtful = (rule == "as-previewed" and problem.line in marked) or (rule in _OF_OTHERS and broken)
        if always or not (unread or doubtful or _in_code(problem, first["fence-closed"]) or _in_card(problem, card)):
            yield problem


def _in_code(problem: Problem, fence: int) -> bool:
    """Say whether a fence that opens on that line, if any, and is not closed may have brought a problem about."""
    return bool(fence) and (problem.rule in (*COUNTING_RULES, "card-closed") or problem.line >= fence)


def _in_card(problem: Problem, card: int) -> bool:
    """Say the same of a card that is not closed or not read."""
    late = problem.line >= card or problem.rule in COUNTING_RULES
    return bool(card) and problem.rule in _OF_CARDS and late
