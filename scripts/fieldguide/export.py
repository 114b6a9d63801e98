"""Everything that a build writes beside pages and packages: lists of cards and decks, text exports, `llms.txt`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from .model import Guide, Page
from .notes import Note, Package

TEXT_HEADER = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
TEXT_FIELDS = 5
"""The fields that we fill; the spare ones and the learner's own stay out of the text export."""


def deck_facts(package: Package, data: bytes) -> dict[str, object]:
    """Return what the site says of a package: size in bytes, number of cards, checksum."""
    digest = hashlib.sha256(data).hexdigest()
    return {
        "file": package.file,
        "title": package.title,
        "cards": len(package.notes),
        "bytes": len(data),
        "sha256": digest,
    }


def decks_json(version: str, facts: list[dict[str, object]]) -> bytes:
    """Return `decks.json`: the version and every package."""
    return _json({"version": version, "packages": facts})


def cards_json(guide: Guide) -> bytes:
    """Return `cards.json`: every card with its question and answer as HTML, and where it stands on the site."""
    return _json({"site": guide.site_url, "cards": [_card(page, card) for page in guide.topics for card in page.cards]})


def text_export(package: Package) -> bytes:
    """Return a package as a text file for Anki's importer, which then updates our fields and nothing else.

    A note type goes by its id, so that a learner may have renamed it.
    Cards with pictures are left out: a text file brings none, and a card would show nothing where a new one belongs.
    """
    ids = {key: note_type.id for key, note_type in package.note_types.items()}
    return (TEXT_HEADER + "".join(_row(note, ids) for note in package.notes if not note.media)).encode()


def llms_txt(guide: Guide, name: str, description: str) -> bytes:
    """Return `llms.txt` (llmstxt.org): the guide as one list of links with a line each."""
    lines = [f"# {name}", "", f"> {description}", ""]
    shelves: dict[str, list[Page]] = {}
    for page in guide.topics:
        shelves.setdefault(str(page.shelf), []).append(page)
    for shelf, pages in shelves.items():
        lines += [f"## {shelf}", "", *(_link(guide, page) for page in pages), ""]
    return "\n".join(lines).encode()


def checksums(files: Mapping[str, bytes]) -> str:
    """Return the text of `SHA256SUMS`, as `sha256sum --check` reads it."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that nobody reads yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _link(guide: Guide, page: Page) -> str:
    return f"- [{page.title}]({guide.site_url}{page.url}): {page.meta['description']}"


def _card(page: Page, card) -> dict[str, object]:
    return {
        "id": card.id,
        "note_type": card.note_type,
        "kind": card.kind,
        "start_here": card.start_here,
        "tribe": page.shelf.tribe,
        "priority": page.shelf.priority,
        "topic": page.slug,
        "path": f"{page.url}#{card.id}",
        "question": card.question,
        "answer": card.answer,
    }


def _row(note: Note, ids: Mapping[str, int]) -> str:
    cells = (note.guid, str(ids[note.note_type]), note.deck, *note.fields[:TEXT_FIELDS])
    return "\t".join(_cell(text) for text in cells) + "\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
