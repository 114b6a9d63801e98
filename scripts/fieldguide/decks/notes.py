"""The nouns of Anki: notes, note types, decks and packages. Plain data, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """What Anki keeps of one card. `modified` is in seconds since 1970; `due` orders new cards."""

    guid: str
    note_type: str
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    due: int
    modified: int
    media: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteType:
    """How notes of one type look in Anki, since `changed` (seconds since 1970); field and template ids never change."""

    name: str
    id: int
    cloze: bool
    fields: tuple[tuple[str, int], ...]
    template: tuple[str, int]
    front: str
    back: str
    style: str
    changed: int = 0


@dataclass(frozen=True)
class Deck:
    """A deck of Anki by its frozen id and the name that never changes."""

    id: int
    name: str
    description: str


@dataclass(frozen=True)
class Package:
    """One `.apkg` file: a title for people, decks, notes and the media they show (name to bytes)."""

    file: str
    title: str
    decks: tuple[Deck, ...]
    note_types: Mapping[str, NoteType]
    notes: tuple[Note, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
