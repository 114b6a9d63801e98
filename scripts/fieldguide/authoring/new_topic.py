"""The page of a new topic: every section, a lab, four follow-ups and nine cards, each to be filled in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..files import write_whole
from ..model import SHELVES, Kind, Priority, Shelf
from ..sources.tree import LONGEST_NAME

_ASKED = (
    ("choice", Kind.DECISION, "which of two, in which case?", "the choice, in one sentence. Then why."),
    ("price", Kind.TRADE_OFF, "what does one pay for it?", "the price. Then when it is worth it."),
    ("breaks", Kind.FAILURE, "what breaks, as seen from outside?", "the cause. Then the repair."),
    ("how-many", Kind.NUMBER, "how many, how long, how much?", "the figure. Then where it comes from."),
    ("why", Kind.CONCEPT, "why is it so?", "the reason."),
    ("when-not", Kind.DECISION, "when do you leave it alone?", "the case. Then what you do instead."),
    ("symptom", Kind.FAILURE, "which reading tells you that it fails?", "the reading. Then what it means."),
    ("limit", Kind.NUMBER, "from which size on does it stop working?", "the limit. Then the arithmetic."),
    ("against", Kind.TRADE_OFF, "what does the alternative do better?", "the advantage. Then what it costs."),
)
"""What the nine cards of a page are about: end of the id, kind, question, answer. An id may stay as it is."""

_PAGE = """---
description: TODO one sentence that says what a reader gets from this page.
reviewed: {day}
---

# {title}

TODO: what this is, in a sentence.
TODO: why an interviewer cares, in a sentence.

## In the interview

TODO: who asks it, and in which round.

- **The question:** "TODO: as it is really put."
- **A strong answer** TODO: what it shows.
- **What sinks a candidate:** TODO: what they say.

## How it works

TODO: the mechanism from first principles, one sentence per line, 700 to 1,400 words on the whole page.
TODO: a claim, with [its primary source](https://example.org/1) next to it.
TODO: another one, with [its source](https://example.org/2).
{lab}
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
>>> 40 / 2    # TODO: your own arithmetic; below it stands what Python prints
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

- [TODO: its title](https://example.org/1), TODO: what it is used for.
- [TODO: its title](https://example.org/2), TODO: what it is used for.
"""

_LAB = """
```python title="{file}.py"
# TODO: at most 60 lines that show the point of the page by running,
# the standard library only.
assert True  # TODO: the point of the page
```
"""

_FOLLOW_UP = """
### {question}

**Strong answer:** {answer}

**Red flag:** {red_flag}
"""

_CARD = """
/// flashcard | {question} {{#{card_id} .{kind}{first}}}

{answer}

///
"""


@dataclass(frozen=True)
class Blanks:
    """What differs from page to page: title, name of the file without `.md`, name of the lab, day as YYYY-MM-DD."""

    title: str
    slug: str
    lab: str
    day: str


class NoTopic(Exception):
    """There is no page to be made; the message says why."""


def write_topic(docs_dir: Path, shelf: Shelf, title: str, day: str) -> Path:
    """Write the page of a new topic and return its path; `day` is today as YYYY-MM-DD. Raises NoTopic or OSError."""
    if what := _title_fault(title) or _taken(docs_dir, f"{_slug_of(title)}.md"):
        raise NoTopic(what)
    slug = _slug_of(title)
    path = docs_dir / str(shelf) / f"{slug}.md"
    path.parent.mkdir(exist_ok=True)  # git keeps no empty folder
    write_whole(path, page_of(Blanks(title, slug, slug.replace("-", "_"), day), shelf.priority).encode())
    return path


def page_of(blanks: Blanks, priority: Priority) -> str:
    """Return the source of a topic of that priority with these blanks filled in."""
    starts = 2 if priority is Priority.MUST else 0
    cards = "".join(_card(blanks.slug, number, number < starts) for number in range(len(_ASKED)))
    questions = (f"TODO: follow-up {number}, as an interviewer would press?" for number in range(1, 5))
    parts = "TODO: its outline.", "TODO: what a weak candidate says."
    follow_ups = "".join(_FOLLOW_UP.format(question=q, answer=parts[0], red_flag=parts[1]) for q in questions)
    lab = _LAB.format(file=blanks.lab) if priority is Priority.MUST else ""
    return _PAGE.format(title=blanks.title, day=blanks.day, lab=lab, follow_ups=follow_ups, cards=cards)


def _slug_of(title: str) -> str:
    """Return the file name that a title asks for, without `.md`; "" where nothing of it can be typed in ASCII."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower().replace("'", "")).strip("-")


def _title_fault(title: str) -> str:
    """Say why a page cannot have this title and what to write instead, or return ""."""
    if odd := sorted({char for char in title if char in "<>{}[]|\\`*#$=~^" or not char.isprintable()}):
        return f"a title is plain text, without {' '.join(ascii(char)[1:-1] for char in odd)}; write it in words"
    if not _slug_of(title):
        return "the file is named by the title's letters a to z and digits, and here are none; add an English word"
    if len(f"{_slug_of(title)}.md") > LONGEST_NAME:
        return f"this title makes a file name of {len(_slug_of(title))} characters; say it in fewer words"
    return ""


def _taken(docs_dir: Path, name: str) -> str:
    """Say which page has this name already, on whatever shelf, or return ""."""
    paths = (docs_dir / str(shelf) / name for shelf in SHELVES)
    taken = next((path.relative_to(docs_dir.parent).as_posix() for path in paths if path.exists()), None)
    return f"{taken} has this name already; mend that page, or choose another title" if taken else ""


def _card(slug: str, number: int, first: bool) -> str:
    ending, kind, question, answer = _ASKED[number]
    return _CARD.format(
        question=f"TODO: {question}",
        card_id=f"{slug}-{ending}",
        kind=kind,
        first=" .start-here" if first else "",
        answer=f"TODO: {answer}",
    )
