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
class History:
    """What was ever released, and what left. `looks` is the last hash of the note types and when it changed."""

    version: str = ""
    released_at: int = 0
    cards: Mapping[str, Released] = field(default_factory=dict)
    looks: tuple[str, int] = ("", 0)
    retired: tuple[Retired, ...] = ()
    addresses: tuple[str, ...] = ()
