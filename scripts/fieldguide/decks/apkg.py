"""Write packages as `.apkg`, byte for byte the same for the same package. The only module that knows genanki."""

from __future__ import annotations

import io
import itertools
import json
import sqlite3
import warnings
import zipfile
from collections.abc import Iterator, Mapping

import genanki

from .notes import Note, NoteType, Package

_FIRST_ID = 1_600_000_000_000
"""Where note and card ids start, in milliseconds since 1970: id 0 could not be opened, and the clock would differ."""

_COMPRESSION = 3
"""Of zlib's levels: half the time of the default for a package that is a twelfth larger."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip file can hold."""


class _StampedNote(genanki.Note):
    """A note with a time stamp of its own, so that an import updates exactly the notes that changed."""

    cards = (genanki.Card(0),)
    """A note of ours is one card; genanki would find that out for each note anew."""

    def __init__(self, note: Note, model: genanki.Model) -> None:
        genanki.Note.__init__(self, model, list(note.fields), tags=note.tags, guid=note.guid, due=note.due)
        self.modified = note.modified

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """The rules have judged the HTML; genanki's guess is slow and takes `a < b` for a tag."""


class _StampedModel(genanki.Model):
    """A note type with a time stamp of its own, so that an import replaces templates and style that changed only."""

    changed = 0

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, object]:
        plain: dict[str, object] = super().to_json(self.changed, deck_id)
        return plain


def apkg(package: Package) -> bytes:
    """Return the package as the bytes of an `.apkg` in the format that every Anki since 2.1.40 imports."""
    models = {key: _model(note_type) for key, note_type in package.note_types.items()}
    decks = {deck.name: genanki.Deck(deck.id, deck.name, deck.description) for deck in package.decks}
    for note in package.notes:
        decks[note.deck].add_note(_StampedNote(note, models[note.note_type]))
    return _zipped(_collection(list(decks.values())), package.media)


def _model(note_type: NoteType) -> genanki.Model:
    name, template_id = note_type.template
    model = _StampedModel(
        note_type.id,
        note_type.name,
        fields=[{"name": field, "id": field_id} for field, field_id in note_type.fields],
        templates=[{"name": name, "id": template_id, "qfmt": note_type.front, "afmt": note_type.back}],
        css=note_type.style,
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )
    model.changed = note_type.changed
    return model


def _collection(decks: list[genanki.Deck]) -> bytes:
    """Return the SQLite database of a collection; in memory, since genanki leaves its temporary file behind."""
    connection = sqlite3.connect(":memory:")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            genanki.Package(decks).write_to_db(connection.cursor(), 0, itertools.count(_FIRST_ID))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _zipped(collection: bytes, media: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    names = {str(number): name for number, name in enumerate(media)}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        _add(archive, "collection.anki2", collection)
        _add(archive, "media", json.dumps(names).encode())
        for number, name in names.items():
            _add(archive, number, media[name])
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, compresslevel=_COMPRESSION)
