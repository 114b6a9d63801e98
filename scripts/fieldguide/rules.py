"""How a rule is written: a generator with a name, a docstring and a scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .model import Guide, Page, Topic
from .released import History

Found = Iterator[tuple[int, int, str]]
"""What a page rule yields: line and column in the source, both from 1, and what is wrong there."""

FoundIn = Iterator[tuple[Page | str, int, int, str]]
"""What a guide rule yields: the same, and on which page, or in which other file by its path below docs/."""

FoundAnywhere = Iterator[tuple[str, int, int, str]]
"""What a history rule yields: the same, and in which file, by its path in the repository."""

PageRule = Callable[[Page], Found]
_TopicRule = Callable[[Topic], Found]
_GuideRule = Callable[[Guide], FoundIn]
_HistoryRule = Callable[[Guide, History], FoundAnywhere]

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


def page_rule(rule: PageRule) -> PageRule:
    """Register a rule that looks at one page at a time."""
    PAGE_RULES[rule_id(rule)] = rule
    return rule


def remark_rule(rule: PageRule) -> PageRule:
    """Register a rule that looks at one page at a time and makes remarks."""
    REMARK_RULES[rule_id(rule)] = rule
    return rule


def topic_rule(rule: _TopicRule) -> PageRule:
    """Register a rule that looks at one topic at a time and leaves other pages alone."""

    def on_topics(page: Page) -> Found:
        return rule(page) if isinstance(page, Topic) else iter(())

    on_topics.__name__, on_topics.__doc__, on_topics.__module__ = rule.__name__, rule.__doc__, rule.__module__
    COUNTING_RULES.add(rule_id(rule))
    return page_rule(on_topics)


def guide_rule(rule: _GuideRule) -> _GuideRule:
    """Register a rule that compares pages with one another."""
    GUIDE_RULES[rule_id(rule)] = rule
    return rule


def history_rule(rule: _HistoryRule) -> _HistoryRule:
    """Register a rule that compares the guide with what was released."""
    HISTORY_RULES[rule_id(rule)] = rule
    return rule


def run_rule(rule: PageRule) -> PageRule:
    """Register a rule that runs code from a page, in a process of its own."""
    RUN_RULES[rule_id(rule)] = rule
    return rule


def rule_id(rule: Callable[..., object]) -> str:
    """Return the name by which problems, documentation and fixtures know a rule."""
    return rule.__name__.replace("_", "-")
