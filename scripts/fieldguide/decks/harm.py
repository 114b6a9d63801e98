"""What a build would do to learners who have the last release: one line for each kind of harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from .ledger import ACCEPTABLE
from .record import NoteSeen, Record

_MOST_REWRITTEN = 5
"""Cards that may change though their own text did not: a definition that a link names, or a picture, lies elsewhere."""

_MOST_NAMED = 3

_SITE, _REWRITTEN = ACCEPTABLE


def harm(before: Record, after: Record, now: int, accepted: Iterable[str] = ()) -> list[str]:
    """Return what learners with the release `before` would suffer from `after`, built at `now` (seconds since 1970)."""
    agreed = set(accepted)
    kinds = (
        after.odd,
        _site(before, after, agreed),
        _packages(before, after),
        _decks(before, after),
        _note_types(before, after),
        _left(before, after),
        _notes(before, after, now, agreed),
    )
    return list(chain.from_iterable(kinds))


def _site(before: Record, after: Record, agreed: set[str]) -> Iterator[str]:
    if after.site != before.site and _SITE not in agreed:
        yield f"the site moves from {before.site} to {after.site}: links on cards and in bookmarks would have to follow"


def _packages(before: Record, after: Record) -> Iterator[str]:
    for file, tribes in before.packages.items():
        if file not in after.packages:
            yield f"{file} is gone, and learners' links to it would lead nowhere"
        elif lost := sorted(set(tribes) - set(after.packages[file])):
            yield f"{file} no longer holds all of {', '.join(lost)}: its learners would get no corrections of the rest"


def _decks(before: Record, after: Record) -> Iterator[str]:
    ids = {name: deck_id for deck_id, name in after.decks.items()}
    for deck_id, name in before.decks.items():
        if after.decks.get(deck_id, name) != name or ids.get(name, deck_id) != deck_id:
            now = f"'{after.decks[deck_id]}'" if deck_id in after.decks else f"another one, {ids[name]}"
            yield f"deck '{name}' ({deck_id}) is now {now}: learners would get a twin of it, and new cards in there"
    pairs = _both(before, after)
    if elsewhere := [note.card for was, note in pairs if note.deck != was.deck and note.tags == was.tags]:
        yield f"{_cards(elsewhere)} would land in another deck than the one that learners have them in"


def _note_types(before: Record, after: Record) -> Iterator[str]:
    for key, was in before.note_types.items():
        now = after.note_types.get(key)
        if not now or (now.name, now.shape) != (was.name, was.shape):
            what = "lost, gained, renamed or reordered an id, a field or a template"
            yield f"note type '{was.name}' {what}: learners would get a second one, and their cards no update"
        elif now.looks == was.looks and now.changed != was.changed:
            yield f"note type '{was.name}' has a new time and no new look: a learner's own style would be lost"
        elif now.looks != was.looks and now.changed <= was.changed:
            yield f"note type '{was.name}' has a new look and its old time: it would never reach learners"


def _left(before: Record, after: Record) -> Iterator[str]:
    """Yield what vanished: cards that no entry explains, and entries that explained one."""
    if gone := sorted(set(before.notes) - set(after.notes) - set(after.retired)):
        yield f"{_cards(gone)} would vanish without a word; put them back, or enter them in cards/retired.yml"
    if unlisted := sorted(set(before.retired) - set(after.retired)):
        yield f"{_cards(unlisted)} would be missing on the page of retired cards; restore cards/retired.yml"


def _notes(before: Record, after: Record, now: int, agreed: set[str]) -> Iterator[str]:
    pairs = list(_both(before, after))
    for what, wrong in _HARMS.items():
        if cards := [note.card for was, note in pairs if wrong(was, note)]:
            yield f"{_cards(cards)} {what}"
    if early := [note.card for note in after.notes.values() if note.changed > max(now, _before(before, note) + 1)]:
        yield f"{_cards(early)} would carry a time in the future, and no correction until then would arrive"
    rewritten = [note.card for was, note in pairs if note.hash != was.hash and note.source == was.source]
    if len(rewritten) > _MOST_REWRITTEN and _REWRITTEN not in agreed:
        what = "that nobody edited would be rewritten, and learners' own edits and tags on them lost"
        yield f"{_cards(rewritten)} {what}"


def _before(before: Record, note: NoteSeen) -> int:
    return before.notes[note.card].changed if note.card in before.notes else 0


_HARMS: dict[str, Callable[[NoteSeen, NoteSeen], bool]] = {
    "would arrive a second time, beside the one with the learner's reviews": lambda was, now: now.guid != was.guid,
    "change their note type: they would conflict, and never be updated": lambda was, now: (
        now.note_type != was.note_type
    ),
    "have a new time and no new text: learners' own edits and tags on them would be lost": lambda was, now: (
        now.hash == was.hash and now.changed != was.changed
    ),
    "have a new text and no new time: the correction would never reach learners": lambda was, now: (
        now.hash != was.hash and now.changed <= was.changed
    ),
    "have tags of another root: learners' searches and filtered decks would miss them": lambda was, now: (
        not _roots(was) >= _roots(now)
    ),
}
"""What learners would get, and when, given a note as it was released and as it is now."""


def _roots(note: NoteSeen) -> set[str]:
    return {tag.partition("::")[0] for tag in note.tags.split()}


def _both(before: Record, after: Record) -> Iterator[tuple[NoteSeen, NoteSeen]]:
    return ((was, after.notes[card]) for card, was in before.notes.items() if card in after.notes)


def _cards(cards: list[str]) -> str:
    """Say how many cards, and name some."""
    named = ", ".join(cards[:_MOST_NAMED]) + (", ..." if len(cards) > _MOST_NAMED else "")
    return f"{len(cards)} card{'s' * (len(cards) != 1)} ({named})"
