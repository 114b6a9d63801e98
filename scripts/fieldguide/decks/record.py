"""What an importer sees of a release, read back from its packages: `cards/released.jsonl`, sealed."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .notes import NoteType
from .stamps import changed_at, content_hash

NAME = "released.jsonl"
"""The file of `cards/` that holds the record of the last release."""

_CARD_ID = "Card id"
"""The field that names a card."""

_QUERY = """
SELECT guid, mid, count(*), notes.mod, min(did), notes.tags, flds FROM notes JOIN cards ON nid = notes.id
GROUP BY notes.id
"""


@dataclass(frozen=True)
class NoteSeen:
    """A note as Anki meets it; `source` is a digest of what its author wrote, `changed` in seconds since 1970."""

    card: str
    guid: str
    note_type: int
    fields: int
    cards: int
    deck: str
    tags: str
    hash: str
    changed: int
    source: str


@dataclass(frozen=True)
class _NoteTypeSeen:
    """A note type as Anki meets it: `shape` may never change, `looks` is a digest of templates and style."""

    name: str
    shape: str
    looks: str
    changed: int


_Opened = tuple[list[NoteSeen], dict[str, str], dict[str, _NoteTypeSeen]]
"""What one package holds: notes, names of decks by id, note types by id."""


@dataclass(frozen=True)
class Record:
    """A release as learners' Ankis and bookmarks have it.

    `packages` are the tribes whose cards a file holds, `decks` names by id, `files` checksums of what the release
    wrote beside this record, `before` the seal of the record before, `odd` what no record may say.
    """

    version: str
    site: str
    packages: Mapping[str, list[str]] = field(default_factory=dict)
    decks: Mapping[str, str] = field(default_factory=dict)
    note_types: Mapping[str, _NoteTypeSeen] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    notes: Mapping[str, NoteSeen] = field(default_factory=dict)
    odd: tuple[str, ...] = ()

    @property
    def seal(self) -> str:
        """Return the checksum over this record, in which that of the one before stands."""
        return hashlib.sha256("".join(_lines(self)).encode()).hexdigest()


def record_text(record: Record) -> bytes:
    """Return a record as it is kept: a line for the release, one for each note, and the seal."""
    return "".join([*_lines(record), json.dumps({"seal": record.seal}) + "\n"]).encode()


def read_record(data: bytes) -> Record:
    """Read a record back; raises ValueError where it is not as a release wrote it."""
    try:
        head, *notes, end = [json.loads(line) for line in data.decode().splitlines()]
        seen = [NoteSeen(*note) for note in notes]
        types = {key: _NoteTypeSeen(**value) for key, value in head.pop("note_types").items()}
        retired = tuple(head.pop("retired"))
        record = Record(**head, note_types=types, retired=retired, notes={note.card: note for note in seen})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it cannot be read: {error}") from error
    if end != {"seal": record.seal}:
        raise ValueError("its seal is broken")
    return record


def stamped(note_types: Mapping[str, NoteType], released: Record | None, now: int) -> dict[str, NoteType]:
    """Return note types with the time when the look of each last changed: that of the release, or `now`.

    The site's address is part of the look, so that links on old cards follow when it moves.
    """
    seen = released.note_types if released else {}
    return {key: _stamped(note_type, seen.get(str(note_type.id)), now) for key, note_type in note_types.items()}


def _stamped(note_type: NoteType, before: _NoteTypeSeen | None, now: int) -> NoteType:
    looks = content_hash(note_type.style, note_type.front, note_type.back)
    return replace(note_type, changed=changed_at(looks, before.looks, before.changed, now) if before else now)


def seen_in(packages: Mapping[str, bytes], site: str, sources: Mapping[str, str]) -> Record:
    """Read packages (file name to bytes of an `.apkg`) as an importer does; version and files are left open."""
    opened = {file: _opened(data, site, sources) for file, data in packages.items()}
    notes = {note.card: note for found, _, _ in opened.values() for note in found}
    return Record(
        version="",
        site=site,
        packages={file: _served({note.card for note in found}, notes) for file, (found, _, _) in opened.items()},
        decks=dict(sorted(pair for _, decks, _ in opened.values() for pair in decks.items())),
        note_types=dict(sorted(pair for _, _, types in opened.values() for pair in types.items())),
        notes=dict(sorted(notes.items())),
        odd=tuple(what for file, (found, _, _) in opened.items() for what in _odd(file, found, notes)),
    )


def _odd(file: str, found: list[NoteSeen], notes: Mapping[str, NoteSeen]) -> Iterator[str]:
    """Yield what no package may hold, whatever was released."""
    if len({note.guid for note in found}) < len(found) or len({note.card for note in found}) < len(found):
        yield f"{file} holds a note twice, and learners would get both"
    for note in found:
        if note.cards != 1:
            yield f"note '{note.card}' in {file} makes {note.cards} cards, and learners would be asked it as often"
        if notes[note.card] != note:
            yield f"card '{note.card}' differs from package to package, so learners' updates depend on the file"


def checksum(data: bytes) -> str:
    """Return the checksum by which a record, and whoever downloads it, knows a file."""
    return hashlib.sha256(data).hexdigest()


def _lines(record: Record) -> Iterator[str]:
    head = {key: value for key, value in vars(record).items() if key not in ("notes", "odd")}
    for value in (head, *(list(vars(note).values()) for note in record.notes.values())):
        yield json.dumps(value, ensure_ascii=False, default=vars) + "\n"


def _opened(data: bytes, site: str, sources: Mapping[str, str]) -> _Opened:
    """Return the notes of one package, its decks and its note types."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        database = archive.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        models, decks = (json.loads(text) for text in connection.execute("SELECT models, decks FROM col").fetchone())
        rows = connection.execute(_QUERY).fetchall()
    finally:
        connection.close()
    names = {key: deck["name"] for key, deck in decks.items() if key != "1"}  # 1 is Anki's own
    notes = [_note(row, models, names, site, sources) for row in rows]
    return notes, names, {key: _note_type(model) for key, model in models.items()}


def _note(
    row: tuple[Any, ...], models: Mapping[str, Any], decks: Mapping[str, str], site: str, sources: Mapping[str, str]
) -> NoteSeen:
    guid, note_type, cards, changed, deck, tags, fields = row
    texts = fields.split("\x1f")
    by_name = dict(zip((one["name"] for one in models[str(note_type)]["flds"]), texts, strict=False))
    card, labels = by_name.get(_CARD_ID) or guid, " ".join(sorted(tags.split()))
    digest, name = content_hash(fields.replace(site, ""), labels)[:20], decks[str(deck)]
    return NoteSeen(card, guid, note_type, len(texts), cards, name, labels, digest, changed, sources.get(card, ""))


def _note_type(model: Mapping[str, Any]) -> _NoteTypeSeen:
    names = [f"{one['name']}={one['id']}" for one in (*model["flds"], *model["tmpls"])]
    shape = [f"{model['id']}", f"kind {model['type']}", f"sort field {model['sortf']}", *names]
    faces = [text for one in model["tmpls"] for text in (one["qfmt"], one["afmt"])]
    return _NoteTypeSeen(model["name"], ", ".join(shape), content_hash(model["css"], *faces), model["mod"])


def _served(cards: set[str], notes: Mapping[str, NoteSeen]) -> list[str]:
    """Return the tags of tribes all of whose cards a package holds."""
    tribes = {tag for note in notes.values() for tag in note.tags.split() if "::tribe::" in tag}
    return sorted(
        tribe for tribe in tribes if all(note.card in cards for note in notes.values() if tribe in note.tags.split())
    )
