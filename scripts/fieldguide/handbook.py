"""Write the page that documents the rules, from the rules' own docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from .checks import GUIDE_RULES, HISTORY_RULES, PAGE_RULES, RUN_RULES
from .pages.sources import SOURCE_RULES

HEAD = """---
description: Every rule that scripts/check applies, with what it refuses and what to write instead.
---

# The rules

This page is made from the rules themselves by `scripts/check --rules`; edit their docstrings, not this file.
A problem ends in the name of its rule in brackets, which is a heading here.
"""
GROUPS = (
    ("On files, before anything reads them", SOURCE_RULES),
    ("On each page", PAGE_RULES),
    ("Across pages", GUIDE_RULES),
    ("Against what was released", HISTORY_RULES),
    ("When code is run", RUN_RULES),
)


def rules_page() -> str:
    """Return the source of `docs/contributing/rules.md`."""
    return HEAD + "".join(_group(title, rules) for title, rules in GROUPS)


def _group(title: str, rules: Mapping[str, Callable[..., object]]) -> str:
    return f"\n## {title}\n" + "".join(_rule(rule_id, rules[rule_id]) for rule_id in sorted(rules))


def _rule(rule_id: str, rule: Callable[..., object]) -> str:
    says, _, examples = inspect.getdoc(rule).partition("\n\n")
    return f"\n### {rule_id}\n\n{says}\n\n```text\n{examples.strip()}\n```\n"
