"""The nouns of what was released: cards as learners have them, cards that left. Plain data, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RETIRED = "retired"
"""Stands in the ledger in place of the hash of a card that left."""


@dataclass(frozen=True)
class Released:
    """A card as the last release had it; `topic` is its page without `.md`, `changed` in seconds since 1970."""

    id: str
    note_type: str
    topic: str
    hash: str
    changed: int


@dataclass(frozen=True)
class Retired:
    """A card that left the guide: why, what replaces it (an id, or ""), and where `cards/retired.yml` says so."""

    id: str
    reason: str
    replacement: str
    line: int


@dataclass(frozen=True)
class Written:
    """A card as its author had written it for the last release; `block` is what opens it."""

    block: str
    question: str
    answer: str


@dataclass(frozen=True)
class History:
    """What was ever released, what left, and, where git can tell, how what left since then was written."""

    version: str = ""
    released_at: int = 0
    cards: Mapping[str, Released] = field(default_factory=dict)
    retired: tuple[Retired, ...] = ()
    addresses: tuple[str, ...] = ()
    written: Mapping[str, Written] = field(default_factory=dict)
