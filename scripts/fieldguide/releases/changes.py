"""What a release changes for learners who have the one before, and the notes that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ..model import Guide
from ..released import RETIRED, History, Retired

_UNRELEASED = re.compile(r"^## Unreleased *\n(?P<words>.*?)(?=^## |^# Changelog$|\Z)", re.MULTILINE | re.DOTALL)
"""What the next release is to say in words, above its lists."""


@dataclass(frozen=True)
class Changes:
    """What a release changes for those who have the one before: card ids."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    moved: tuple[str, ...]


def changes_between(before: History, after: History, live: list[str]) -> Changes:
    """Compare two ledgers; `live` are the ids of the cards of the release, in learning order."""
    old = [card_id for card_id in live if card_id in before.cards]
    moved = [card_id for card_id in old if before.cards[card_id].topic != after.cards[card_id].topic]
    changed = [card_id for card_id in old if before.cards[card_id].hash != after.cards[card_id].hash]
    retired = [card.id for card in after.cards.values() if card.hash == RETIRED != before.cards[card.id].hash]
    return Changes(
        added=tuple(card_id for card_id in live if card_id not in before.cards),
        changed=tuple(card_id for card_id in changed if card_id not in moved),
        retired=tuple(sorted(retired)),
        moved=tuple(moved),
    )


def release_notes(after: History, changes: Changes, guide: Guide, words: str) -> str:
    """Return the notes of a release in Markdown: what maintainers say, then every card that changed, linked.

    What those who have the last release are in for comes first; of a new topic its name and number of cards suffice.
    """
    day = datetime.fromtimestamp(after.released_at, UTC).date().isoformat()
    lines = [
        f"## {after.version} - {day}",
        "",
        f"{len(guide.topics)} topics, {sum(len(t.cards) for t in guide.topics)} cards.",
        *(["", words] if words else []),
    ]
    for title, ids in (("Changed", changes.changed), ("Moved", changes.moved)):
        lines += _by_topic(title, ids, after, guide)
    if changes.retired:
        entries = {entry.id: entry for entry in after.retired}
        lines += ["", f"### Retired: {_cards(len(changes.retired))}", ""]
        lines += [_retired_line(entries[card_id], guide) for card_id in changes.retired]
    lines += _by_topic("Added", changes.added, after, guide)
    return "\n".join(lines) + "\n"


def unreleased(changelog: str) -> tuple[str, str]:
    """Return what maintainers wrote under `## Unreleased` in `CHANGELOG.md`, and the changelog without it."""
    match = _UNRELEASED.search(changelog)
    return (match["words"].strip(), _UNRELEASED.sub("", changelog)) if match else ("", changelog)


def _by_topic(title: str, ids: tuple[str, ...], after: History, guide: Guide) -> list[str]:
    if not ids:
        return []
    lines = ["", f"### {title}: {_cards(len(ids))}", ""]
    for topic in guide.topics:
        here = [card_id for card_id in ids if after.cards[card_id].topic == topic.path.removesuffix(".md")]
        links = ", ".join(_link(card_id, f"{topic.url}#{card_id}", guide) for card_id in here)
        told = f"all its {_cards(len(here))}" if title == "Added" and len(here) == len(topic.cards) else links
        lines += [f"- {_link(topic.title, topic.url, guide)}: {told}"] * bool(here)
    return lines


def _retired_line(entry: Retired, guide: Guide) -> str:
    places = {card.id: f"{topic.url}#{card.id}" for topic in guide.topics for card in topic.cards}
    instead = f"; see {_link(entry.replacement, places[entry.replacement], guide)}" if entry.replacement else ""
    return f"- {_link(entry.id, 'retired/', guide)}: {entry.reason}{instead}"


def _cards(number: int) -> str:
    return f"{number} card{'s' * (number != 1)}"


def _link(text: str, address: str, guide: Guide) -> str:
    return f"[{text}]({guide.site_url}{address})"
