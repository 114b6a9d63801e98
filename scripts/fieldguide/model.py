"""The nouns of the guide: shelves, pages, cards and problems. Plain data, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class Tribe(StrEnum):
    """Who asks about a topic; the value is the name of the folder."""

    BOTH = "both-tribes"
    APPLIED = "applied-researcher"
    INFRA = "infrastructure-builder"


class Priority(StrEnum):
    """How badly a candidate needs a topic; the value is the name of the folder."""

    MUST = "non-negotiable"
    NICE = "nice-to-have"


class Kind(StrEnum):
    """What a card trains."""

    CONCEPT = "concept"
    DECISION = "decision"
    TRADE_OFF = "trade-off"
    FAILURE = "failure"
    NUMBER = "number"


@dataclass(frozen=True, order=True)
class Shelf:
    """A folder of topics: who asks, and how badly it is needed."""

    tribe: Tribe
    priority: Priority

    def __str__(self) -> str:
        return f"{self.tribe}/{self.priority}"

    @classmethod
    def of(cls, path: str) -> Shelf | None:
        """Return the shelf that `path` (relative to docs/) lies on, or None."""
        parts = path.split("/")
        in_folder = len(parts) == 3 and parts[0] in list(Tribe) and parts[1] in list(Priority)
        return cls(Tribe(parts[0]), Priority(parts[1])) if in_folder and parts[2] != "index.md" else None


SHELVES = tuple(Shelf(tribe, priority) for priority in Priority for tribe in Tribe)
"""All shelves in the order in which a learner meets their cards: the non-negotiable first."""


def also_in(meta: Mapping[str, object]) -> dict[Tribe, Priority]:
    """Return the other tribe that front matter says wants a topic, and how badly; {} where it is wrong."""
    wanted = meta.get("also")
    pairs = wanted.items() if isinstance(wanted, dict) else ()
    return {Tribe(t): Priority(p) for t, p in pairs if t in list(Tribe) and p in list(Priority)}


@dataclass(frozen=True)
class Card:
    """One question and its answer, as rendered on the site."""

    id: str
    note_type: str
    kind: Kind
    start_here: bool
    question: str
    answer: str


@dataclass(frozen=True)
class CardHeader:
    """The line that opens a card in a page's source; `line` and `column` count from 1."""

    line: int
    column: int
    block: str
    text: str
    question: str = ""
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    closed_at: int | None = None


@dataclass(frozen=True, eq=False)
class Page:
    """One Markdown page: its path below docs/, source, front matter and what it rendered to."""

    path: str
    url: str
    source: str
    title: str
    meta: Mapping[str, object]
    html: str
    cards: tuple[Card, ...] = ()
    headers: tuple[CardHeader, ...] = ()
    rendered: bool = True

    @property
    def slug(self) -> str:
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @cached_property
    def shelf(self) -> Shelf | None:
        return Shelf.of(self.path)

    @property
    def also(self) -> dict[Tribe, Priority]:
        return also_in(self.meta)


@dataclass(frozen=True)
class Guide:
    """All pages, in learning order, and the folder they came from.

    `redirects` are (old page, new page, line in mkdocs.yml).
    `committed` is the day of the commit, if there is one; the pages at the paths `uncommitted` differ from it.
    `problems` say why pages could not be rendered: these are in the guide by their source alone.
    """

    docs_dir: str
    site_url: str
    pages: tuple[Page, ...]
    redirects: tuple[tuple[str, str, int], ...] = ()
    committed: date | None = None
    uncommitted: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @property
    def topics(self) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.shelf)


@dataclass(frozen=True, order=True)
class Problem:
    """Something a contributor must fix, and where; lines and columns count from 1."""

    path: str
    line: int
    column: int
    message: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.rule}]"


CAUSES = ("utf-8", "plain-yaml", "front-matter-present", "fence-closed", "card-closed", "card-header", "card-rendered")
"""Rules on what, once it is wrong, makes much else look wrong."""


def causes_first(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order in which to mend them: what brings others about, then by place."""
    ranks = {rule: rank for rank, rule in enumerate(CAUSES)}
    return sorted(problems, key=lambda found: (ranks.get(found.rule, len(ranks)), found))
