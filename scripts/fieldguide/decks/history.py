"""What was ever released: `cards/ledger.tsv`, `cards/retired.yml` and `cards/addresses.txt`, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from ..flashcards.plain_yaml import Loader, value_of
from ..notes import NoteType
from ..pages import Misconfigured
from ..released import History, Released, Retired

COLUMNS = "id\tnote type\ttopic\thash\tchanged"


def read_history(cards_dir: Path) -> History:
    """Return all that `cards/` remembers; an empty history before the first release. Raises Misconfigured."""
    try:
        return _history(cards_dir)
    except ValueError as error:
        what = "is not as a release wrote it; restore it from git"
        raise Misconfigured(f"{cards_dir / 'ledger.tsv'} {what} ({error})") from error


def _history(cards_dir: Path) -> History:
    heads, cards = _ledger(_lines(cards_dir / "ledger.tsv"))
    version, released_at = heads.get("release", ("", "0"))
    looks, changed = heads.get("looks", ("", "0"))
    return History(
        version=version,
        released_at=int(released_at),
        cards=cards,
        note_types={
            key.removeprefix("note-type "): value[0] for key, value in heads.items() if key.startswith("note-type ")
        },
        looks=(looks, int(changed)),
        retired=tuple(_retired(cards_dir / "retired.yml")),
        addresses=tuple(_lines(cards_dir / "addresses.txt")),
    )


def ledger_text(history: History) -> bytes:
    """Return `cards/ledger.tsv`: what holds for the release, then one line for each card ever released."""
    heads = [f"#release\t{history.version}\t{history.released_at}", f"#looks\t{history.looks[0]}\t{history.looks[1]}"]
    heads += [f"#note-type {key}\t{shape}" for key, shape in sorted(history.note_types.items())]
    cards = (history.cards[card_id] for card_id in sorted(history.cards))
    rows = [f"{card.id}\t{card.note_type}\t{card.topic}\t{card.hash}\t{card.changed}" for card in cards]
    return ("\n".join([*heads, COLUMNS, *rows]) + "\n").encode()


def shape_of(note_type: NoteType) -> str:
    """Return what must never change of a note type: its id, its fields and its template, in order.

    Names count beside the ids: Anki before 23.10 knows a field by its name only, and a renamed one stops its updates.
    """
    fields = ",".join(f"{name}={field_id}" for name, field_id in note_type.fields)
    name, template_id = note_type.template
    return f"{note_type.id}:{fields}:{name}={template_id}"


def _ledger(lines: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, Released]]:
    heads: dict[str, list[str]] = {}
    cards: dict[str, Released] = {}
    for line in lines:
        first, *rest = line.split("\t")
        if first.startswith("#"):
            heads[first[1:]] = rest
        elif line != COLUMNS:
            note_type, topic, digest, changed = rest
            cards[first] = Released(first, note_type, topic, digest, int(changed))
    return heads, cards


def _retired(path: Path) -> Iterator[Retired]:
    text = "\n".join(_lines(path))
    items = value_of(text)
    nodes = yaml.compose(text, Loader=Loader).value if isinstance(items, list) else ()  # else a rule says what it is
    for entry, node in zip(items or (), nodes, strict=False):
        if isinstance(entry, dict):
            cells = (str(entry.get(key) or "") for key in ("id", "reason", "replacement"))
            yield Retired(*cells, line=node.start_mark.line + 1)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
