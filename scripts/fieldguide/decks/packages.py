"""Turn pages into notes and notes into packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..model import SHELVES, Card, Guide, Topic, Tribe
from ..released import Released
from .catalogue import Catalogue, PackageName
from .fields import Field, cloze_of, field_of
from .notes import Deck, Note, Package
from .stamps import card_changed_at, content_hash

_ROOT_TAG = "two-tribes"


@dataclass(frozen=True)
class BuiltNote:
    """A note with what the packages and the ledger need to know of it."""

    note: Note
    card_id: str
    topic: Topic
    hash: str
    media: Mapping[str, Path]

    def wanted_by(self, tribes: Iterable[Tribe]) -> bool:
        return bool({self.topic.shelf.tribe, *self.topic.also} & set(tribes))


def notes_of(guide: Guide, catalogue: Catalogue, released: Mapping[str, Released], now: int) -> tuple[BuiltNote, ...]:
    """Return a note for each card, in the order in which a learner should meet them.

    A note that is not as `released` had it carries the time `now`, in seconds since 1970, or a greater one.
    """
    cards = enumerate(_in_order(guide), 1)
    return tuple(_note(guide, catalogue, released, now, due, topic, card) for due, (topic, card) in cards)


def packages_of(notes: tuple[BuiltNote, ...], catalogue: Catalogue, version: str) -> tuple[Package, ...]:
    """Return the packages that `cards/decks.yml` names; `version` goes into the decks' descriptions only."""
    return tuple(_package(name, notes, catalogue, version) for name in catalogue.packages)


def sources_of(guide: Guide) -> dict[str, str]:
    """Return for each card a digest of all that its author wrote: the block, and what the page says of itself."""
    found: dict[str, str] = {}
    for topic in guide.topics:
        lines, about = topic.source.split("\n"), (topic.title, topic.path, str(sorted(topic.also.items())))
        for header in topic.headers:
            block = "\n".join(lines[header.line - 1 : header.closed_at])
            found |= {card_id: content_hash(block, *about)[:20] for card_id in header.ids[:1]}
    return found


def _in_order(guide: Guide) -> Iterator[tuple[Topic, Card]]:
    for shelf in SHELVES:
        for topic in guide.topics:
            if topic.shelf == shelf:
                yield from ((topic, card) for card in topic.cards)


def _note(
    guide: Guide, catalogue: Catalogue, released: Mapping[str, Released], now: int, due: int, topic: Topic, card: Card
) -> BuiltNote:
    question, answer = (_field(guide, topic, html) for html in (card.question, card.answer))
    texts = _texts(topic, card, question, answer)
    empty = ("",) * (len(catalogue.note_types[card.note_type].fields) - len(texts))
    tags = _tags(topic, card)
    media = question.media | answer.media
    portable = [text.replace(guide.site_url, "") for text in texts]
    digest = content_hash(card.note_type, *portable, *tags, *(path.read_bytes() for path in media.values()))
    note = Note(
        guid=f"{_ROOT_TAG}-{card.id}",
        note_type=card.note_type,
        deck=catalogue.deck_of(topic.shelf).name,
        fields=texts + empty,
        tags=tags,
        due=due,
        modified=card_changed_at(card.id, digest, released, now),
        media=tuple(media),
    )
    return BuiltNote(note, card.id, topic, digest, media)


def _field(guide: Guide, topic: Topic, html: str) -> Field:
    return field_of(html, topic.url, Path(guide.docs_dir), guide.site_url)


def _texts(topic: Topic, card: Card, question: Field, answer: Field) -> tuple[str, ...]:
    text = cloze_of(answer.html) if card.note_type == "cloze" else answer.html
    return question.html, text, topic.title, f"{topic.url}#{card.id}", card.id


def _tags(topic: Topic, card: Card) -> tuple[str, ...]:
    """Return hierarchical tags below one root, so that they never meet the learner's own."""
    shelves = {topic.shelf.tribe: topic.shelf.priority} | topic.also
    tags = [f"tribe::{tribe}" for tribe in shelves] + [f"priority::{priority}" for priority in set(shelves.values())]
    tags += [f"topic::{topic.slug}", f"kind::{card.kind}"] + ["start-here"] * card.start_here
    return tuple(sorted(f"{_ROOT_TAG}::{tag}" for tag in tags))


def _package(name: PackageName, notes: tuple[BuiltNote, ...], catalogue: Catalogue, version: str) -> Package:
    wanted = [built for built in notes if built.wanted_by(name.tribes)]
    media = {file: path.read_bytes() for built in wanted for file, path in built.media.items()}
    used = {built.note.deck for built in wanted}
    above = [deck for deck in catalogue.parents if any(name.startswith(f"{deck.name}::") for name in used)]
    decks = above + [deck for deck in catalogue.decks.values() if deck.name in used]
    return Package(
        file=f"{name.file}.apkg",
        title=name.title,
        decks=tuple(Deck(deck.id, deck.name, f"Two Tribes, {version}") for deck in decks),
        note_types=catalogue.note_types,
        notes=tuple(built.note for built in wanted),
        media=dict(sorted(media.items())),
    )
