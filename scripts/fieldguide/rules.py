"""How a rule is written: a generator with a name, a docstring and a scope."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import TypeVar

from .model import Guide, Page, Topic
from .released import History

Found = Iterator[tuple[int, int, str]]
"""What a page rule yields: line and column in the source, both from 1, and what is wrong there."""

FoundIn = Iterator[tuple[Page | str, int, int, str]]
"""What a guide rule yields: the same, and on which page, or in which other file by its path in the repository."""

PageRule = Callable[[Page], Found]
_TopicRule = Callable[[Topic], Found]
_GuideRule = Callable[[Guide], FoundIn]
_HistoryRule = Callable[[Guide, History], FoundIn]
_Rule = TypeVar("_Rule", bound=Callable[..., object])

MOST_OF_A_RULE = 200
"""How often one rule is reported on one page: as many lines as the whole report shows."""

MOST_OF_A_KIND = 50
"""How many things of a kind a rule looks for the places of; the report shows 200 lines."""

PAGE_RULES: dict[str, PageRule] = {}
GUIDE_RULES: dict[str, _GuideRule] = {}
HISTORY_RULES: dict[str, _HistoryRule] = {}
REMARK_RULES: dict[str, PageRule] = {}
"""Rules on matters of taste: printed, and stop nobody."""

COUNTING_RULES: set[str] = set()
"""Rules that judge a topic as a whole, and say nothing true of one that is broken in the middle."""

RUN_RULES: dict[str, PageRule] = {}
"""Rules that run code from a page: in the tests and on demand, never while the site is built."""


def registered_in(rules: dict[str, _Rule]) -> Callable[[_Rule], _Rule]:
    """Return what registers a rule among `rules`, under its name."""

    def register(rule: _Rule) -> _Rule:
        rules[_rule_id(rule)] = rule
        return rule

    return register


def _rule_id(rule: Callable[..., object]) -> str:
    """Return the name by which problems, documentation and fixtures know a rule."""
    return rule.__name__.replace("_", "-")


page_rule = registered_in(PAGE_RULES)
"""Register a rule that looks at one page at a time."""

remark_rule = registered_in(REMARK_RULES)
"""Register a rule that looks at one page at a time and makes remarks."""

guide_rule = registered_in(GUIDE_RULES)
"""Register a rule that compares pages with one another."""

history_rule = registered_in(HISTORY_RULES)
"""Register a rule that compares the guide with what was released."""

run_rule = registered_in(RUN_RULES)
"""Register a rule that runs code from a page, in a process of its own."""


def did_you_mean(written: str, known: Iterable[str], otherwise: str, form: str = "{}") -> str:
    """Return the remedy for an unknown word: the known one that is most like it, in its form, or else another."""
    close = get_close_matches(written, known, 1)
    return f"did you mean '{form.format(close[0])}'?" if close else otherwise


def topic_rule(rule: _TopicRule) -> PageRule:
    """Register a rule that looks at one topic at a time and leaves other pages alone."""

    @functools.wraps(rule)
    def on_topics(page: Page) -> Found:
        return rule(page) if isinstance(page, Topic) else iter(())

    COUNTING_RULES.add(_rule_id(rule))
    return page_rule(on_topics)
