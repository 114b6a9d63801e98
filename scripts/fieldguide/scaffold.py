"""Make a page for a new topic: every section and nine cards, each to be filled in."""

from __future__ import annotations

import re

from .model import Kind, Priority, Shelf

QUESTIONS = {
    Kind.DECISION: ("TODO: which of two options, in which case?", "TODO: the choice. Then why."),
    Kind.TRADE_OFF: ("TODO: what does one pay for it?", "TODO: the price. Then when it is worth it."),
    Kind.FAILURE: ("TODO: what breaks, seen from outside?", "TODO: the cause. Then the repair."),
    Kind.NUMBER: ("TODO: how many, how long, how much?", "TODO: the figure. Then where it comes from."),
    Kind.CONCEPT: ("TODO: why is it so?", "TODO: the reason."),
}
KINDS = (*QUESTIONS, Kind.DECISION, Kind.FAILURE, Kind.NUMBER, Kind.TRADE_OFF)

PAGE = """---
description: TODO one sentence - what a reader gets from this page.
reviewed: {day}
---

# {title}

TODO: what this is.
TODO: why an interviewer cares.

## In the interview

TODO: who asks it and in which round.

- **The question:** "TODO"
- **A strong answer** TODO
- **What sinks a candidate:** TODO

## How it works

TODO: the mechanism from first principles.

```python title="{file}.py"
# TODO: at most 40 lines that show the point of the page by running.
assert True
```

## Trade-offs

| Option | What it buys | What it costs | Choose it when |
|---|---|---|---|
| TODO | TODO | TODO | TODO |

## What breaks

| Failure | How you notice | What you do | How you prevent it |
|---|---|---|---|
| TODO | TODO | TODO | TODO |

## Numbers

```pycon
>>> 40 / 2
20.0
```

| Figure | Value | From |
|---|---|---|
| TODO | 20 | computed above |

## Go deep
{follow_ups}
## Check yourself
{cards}
## Sources

- [TODO](https://example.org), what it is used for.
- [TODO](https://example.org/2), what it is used for.
"""

FOLLOW_UP = """
### TODO: the next question, {number}?

**Strong answer:** TODO

**Red flag:** TODO
"""

CARD = """
/// flashcard | {question} {{#{card_id} .{kind}{first}}}

{answer}

///
"""


def slug_of(title: str) -> str:
    """Return the file name that a title asks for."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def topic_page(title: str, shelf: Shelf, day: str) -> str:
    """Return the source of a new topic; `day` is today as YYYY-MM-DD."""
    slug = slug_of(title)
    starts = 2 if shelf.priority is Priority.MUST else 0
    cards = "".join(_card(slug, number, kind, number <= starts) for number, kind in enumerate(KINDS, 1))
    follow_ups = "".join(FOLLOW_UP.format(number=number) for number in range(1, 5))
    return PAGE.format(title=title, day=day, file=slug.replace("-", "_"), follow_ups=follow_ups, cards=cards)


def _card(slug: str, number: int, kind: Kind, first: bool) -> str:
    question, answer = QUESTIONS[kind]
    card_id = f"{slug}-todo-{number}"
    start = " .start-here" if first else ""
    return CARD.format(question=f"{question} ({number})", answer=answer, card_id=card_id, kind=kind, first=start)
