"""Everything that a build writes beside pages and packages: lists of cards and decks, text exports, `llms.txt`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from .decks import BuiltNote, checksum
from .decks.notes import Note, Package
from .model import SHELVES, Card, Guide, Page, Topic, Tribe
from .sources.document import document_of

_DRILL = "deep-dive-"
"""How the name of a page begins that is there to practise with."""

_START_FROM, _BACKGROUNDS = "start-from-", ("statistics", "computer-science")
"""The pages that say in which order to read, by where a learner comes from."""

_BASE = "https://site.invalid/"
_ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")([^"]*)')
_TEXT_HEADER = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
_TEXT_FIELDS = 5
"""The fields that we fill; the spare ones and the learner's own stay out of the text export."""

_MOST_NOTES = 100_000
"""Characters; GitHub takes 125,000 for the notes of a release."""

_REST = "The rest stands in CHANGELOG.md.\n"


def deck_facts(package: Package, data: bytes) -> dict[str, object]:
    """Return what the site says of a package: size in bytes, number of cards, checksum."""
    size, number = len(data), len(package.notes)
    return {"file": package.file, "title": package.title, "cards": number, "bytes": size, "sha256": checksum(data)}


def decks_json(version: str, facts: list[dict[str, object]]) -> bytes:
    """Return `decks.json`: the version and every package."""
    return _json({"version": version, "packages": facts})


def cards_json(guide: Guide, notes: Sequence[BuiltNote]) -> bytes:
    """Return `cards.json`: every topic and every card, each list in learning order, as the site's tools read them.

    `for` says how badly each tribe wants it; addresses, those in questions and answers too, start at the site's root.
    """
    cards = {card.id: card for topic in guide.topics for card in topic.cards}
    topics = sorted(guide.topics, key=lambda topic: SHELVES.index(topic.shelf))
    return _json(
        {
            "site": guide.site_url,
            "backgrounds": {name: _named_on(guide, f"{_START_FROM}{name}.md") for name in _BACKGROUNDS},
            "topics": [_topic(topic, order) for order, topic in enumerate(topics)],
            "cards": [_card(built, cards[built.card_id], order) for order, built in enumerate(notes)],
        }
    )


def text_export(package: Package) -> bytes:
    """Return a package as a text file for Anki's importer, which then updates our fields and nothing else.

    A note type goes by its id, so that a learner may have renamed it.
    Cards with pictures are left out: a text file brings none, and a card would show nothing where a new one belongs.
    """
    ids = {key: note_type.id for key, note_type in package.note_types.items()}
    return (_TEXT_HEADER + "".join(_row(note, ids) for note in package.notes if not note.media)).encode()


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
    return "".join(f"{checksum(data)}  {name}\n" for name, data in sorted(files.items()))


def newest_notes(changelog: str) -> str:
    """Return the notes of the last release: the first entry of `CHANGELOG.md`, or ''."""
    _, mark, entries = changelog.partition("\n## ")
    return f"## {entries.partition(mark)[0].rstrip()}\n" if mark else ""


def published_notes(notes: str, checksums: str) -> str:
    """Return notes as they are published: short enough for GitHub, and with the checksums of the decks."""
    shown = notes if len(notes) <= _MOST_NOTES else notes[:_MOST_NOTES].rpartition("\n")[0] + "\n\n…\n\n" + _REST
    return f"{shown}\n### Checksums\n\n```\n{checksums}```\n"


def _link(guide: Guide, page: Page) -> str:
    return f"- [{page.title}]({guide.site_url}{page.url}): {page.meta['description']}"


def _topic(topic: Topic, order: int) -> dict[str, object]:
    return {
        "id": topic.slug,
        "title": topic.title,
        "url": topic.url,
        "minutes": document_of(topic.source).minutes,
        "order": order,
        "needs": topic.meta.get("needs") or [],
        "drill": topic.slug.startswith(_DRILL),
        "for": _wanted_by(topic),
        "shelf": str(topic.shelf),
    }


def _named_on(guide: Guide, path: str) -> list[str]:
    """Return the topics that a page of advice links to in its order to read in, each once."""
    source = next((page.source for page in guide.pages if page.path == path), "")
    _, _, order = source.partition("## The order to read in")
    known = {topic.path: topic.slug for topic in guide.topics}
    linked = re.findall(r"\]\(([^)#]*)", order.partition("\n## ")[0])
    return list(dict.fromkeys(known[path] for path in linked if path in known))


def _card(built: BuiltNote, card: Card, order: int) -> dict[str, object]:
    topic = built.topic
    return {
        "id": card.id,
        "question": from_root(card.question, topic.url),
        "answer": from_root(card.answer, topic.url),
        "note_type": card.note_type,
        "kind": card.kind,
        "start_here": card.start_here,
        "topic": topic.slug,
        "order": order,
        "deck": built.note.deck,
        "tags": built.note.tags,
        "hash": built.hash,
        "address": f"{topic.url}#{card.id}",
        "for": _wanted_by(topic),
    }


def _wanted_by(topic: Topic) -> dict[str, str]:
    """Say how badly each tribe wants a topic; what stands on the shelf of both, each wants."""
    shared = topic.shelf.tribe == Tribe.BOTH
    own = [tribe for tribe in Tribe if tribe != Tribe.BOTH and (shared or tribe == topic.shelf.tribe)]
    wanted = dict.fromkeys(own, topic.shelf.priority) | topic.also
    return {str(tribe): str(priority) for tribe, priority in wanted.items()}


def from_root(html: str, page_url: str, root: str = "") -> str:
    """Return HTML whose links and pictures start at the site's root, to which `root` leads from where it will stand."""
    here = f"{_BASE}{page_url}"

    def moved(at: re.Match[str]) -> str:
        whole = urljoin(here, at[2])
        return f"{at[1]}{root}{whole.removeprefix(_BASE)}" if whole.startswith(_BASE) else f"{at[1]}{whole}"

    return _ADDRESS.sub(moved, html)


def _row(note: Note, ids: Mapping[str, int]) -> str:
    cells = (note.guid, str(ids[note.note_type]), note.deck, *note.fields[:_TEXT_FIELDS])
    return "\t".join(_cell(text) for text in cells) + "\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _json(parts: Mapping[str, object]) -> bytes:
    """Return an object as JSON, each part of it and each item of its lists on a line of its own."""
    return ("{" + ",\n".join(f"{_dumped(name)}: {_lines(part)}" for name, part in parts.items()) + "}\n").encode()


def _lines(part: object) -> str:
    return "[\n" + ",\n".join(map(_dumped, part)) + "\n]" if isinstance(part, list) and part else _dumped(part)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
