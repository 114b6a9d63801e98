"""Everything in the repository that is made from the code: the pages of blocks and rules, and the skeleton."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..checks import GUIDE_RULES, HISTORY_RULES, PAGE_RULES, REMARK_RULES, RUN_RULES
from ..files import write_whole
from ..markdown import BLOCKS
from ..markdown.block import GuideBlock
from ..model import Priority
from ..promises import PROMISES
from ..sources import SOURCE_RULES
from .new_topic import Blanks, page_of

_HEAD = """---
description: Every rule that scripts/check applies, with what it refuses and what to write instead.
---

# The rules

This page is made from the rules themselves by `scripts/generate`; edit their docstrings, not this file.
A problem ends in the name of its rule in brackets, which is a heading here.
"""
_BLOCKS_HEAD = """---
description: Every block that a page may hold, with what it takes and how it is written.
---

# The blocks

This page is made from the blocks themselves by `scripts/generate`; edit their docstrings, not this file.
A block begins and ends at the left edge, with an empty line above and below it.
"""

_GROUPS: tuple[tuple[str, Mapping[str, Callable[..., object]]], ...] = (
    ("On files, before anything reads them", SOURCE_RULES),
    ("On each page", PAGE_RULES),
    ("Across pages", GUIDE_RULES),
    ("Against what was released", {**HISTORY_RULES, **PROMISES}),
    ("When code is run", RUN_RULES),
    ("Remarks, which stop nobody", REMARK_RULES),
)

_SKELETON = """---
description: An empty topic to copy into GitHub's editor, for those who write without a machine of their own.
---

# The skeleton of a topic

This is what `scripts/new-topic` writes, for those who have no copy of the guide on a machine of their own.
[Write a topic](write-a-topic.md) says how to fill it in.

1. Copy it with the button in its corner.
2. Write over every `TODO`.
    In the ids of the cards, `TODO-name` gives way to the name of your file without `.md`.
    The rest of an id may stay as it is.
3. On a shelf of nice-to-have topics, take out ` .start-here` on the first two cards, and the lab if you do without one.

````markdown
{page}````
"""


def write_generated(root: Path) -> Iterator[Path]:
    """Write each generated file that is not as the code says, and yield its path; raises OSError."""
    for name, text in _generated().items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            write_whole(path, text.encode())
            yield path


def _generated() -> dict[str, str]:
    """Return the text of each file that is made from the code, by its path in the repository."""
    made = {"blocks": _blocks_page(), "rules": _rules_page(), "skeleton": _skeleton_page()}
    return {f"docs/contributing/{name}.md": text for name, text in made.items()}


def _blocks_page() -> str:
    return _BLOCKS_HEAD + "".join(_block(BLOCKS[name]) for name in sorted(BLOCKS))


def _block(block: type[GuideBlock]) -> str:
    takes = f"Behind the bar stands {block.TAKES}.\n" if block.TAKES else ""
    return f"\n## {block.NAME}\n\n{inspect.getdoc(block)}\n{takes}\n```text\n{block.EXAMPLE}\n```\n"


def _skeleton_page() -> str:
    blanks = Blanks(title="TODO: the title", slug="TODO-name", lab="TODO_name", day="TODO, as in 2026-11-23")
    return _SKELETON.format(page=page_of(blanks, Priority.MUST))


def _rules_page() -> str:
    return _HEAD + "".join(_group(title, rules) for title, rules in _GROUPS)


def _group(title: str, rules: Mapping[str, Callable[..., object]]) -> str:
    return f"\n## {title}\n" + "".join(_rule(rule_id, rules[rule_id]) for rule_id in sorted(rules))


def _rule(rule_id: str, rule: Callable[..., object]) -> str:
    says, _, examples = (inspect.getdoc(rule) or "").partition("\n\n")
    return f"\n### {rule_id}\n\n{says}\n\n```text\n{examples.strip()}\n```\n"
