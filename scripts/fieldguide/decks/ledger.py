"""What was ever released: `cards/ledger.tsv`, `cards/retired.yml` and `cards/addresses.txt`, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..pages import Misconfigured
from ..released import History, Released
from ..sources.card_lists import retired_cards
from ..sources.yaml_nodes import value_of

ACCEPTABLE = ("site", "rewritten")
"""What a maintainer may accept: that the site moves, and that cards which nobody edited are rewritten."""

_ACCEPTANCE = "{after: 0.1.0, accept: rewritten, reason: code is coloured by other rules}"

_LATEST = 4_102_444_800
"""The year 2100 in seconds since 1970: a later time is a mistake, and no Anki could correct it."""

_COLUMNS = "id\tnote type\ttopic\thash\tchanged"


def read_history(cards_dir: Path) -> History:
    """Return all that `cards/` remembers; an empty history before the first release. Raises Misconfigured."""
    with as_released(cards_dir / "ledger.tsv"):
        heads, cards = _ledger(_lines(cards_dir / "ledger.tsv"))
        version, released_at = heads.get("release", ("", "0"))
        return History(
            version=version,
            released_at=_time(released_at),
            cards=cards,
            retired=retired_cards(cards_dir),
            addresses=tuple(_lines(cards_dir / "addresses.txt")),
        )


@contextmanager
def as_released(path: Path) -> Iterator[None]:
    """Read what only a release writes; raises Misconfigured where somebody else wrote it."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = "is not as a release wrote it; restore it from git"
        raise Misconfigured(f"{path} {what} ({' '.join(str(error).split())[:200]})") from error


def ledger_text(history: History) -> bytes:
    """Return `cards/ledger.tsv`: what holds for the release, then one line for each card ever released."""
    head = f"#release\t{history.version}\t{history.released_at}"
    cards = (history.cards[card_id] for card_id in sorted(history.cards))
    rows = [f"{card.id}\t{card.note_type}\t{card.topic}\t{card.hash}\t{card.changed}" for card in cards]
    return ("\n".join([head, _COLUMNS, *rows]) + "\n").encode()


def read_accepted(cards_dir: Path, version: str) -> list[str]:
    """Return what maintainers accept of what learners who have `version` will notice; raises Misconfigured."""
    path = cards_dir / "accepted.yml"
    entries = value_of("\n".join(_lines(path))) or []
    if not isinstance(entries, list) or not all(map(_is_acceptance, entries)):
        raise Misconfigured(f"{path} is a list of entries such as {_ACCEPTANCE}")
    return [entry["accept"] for entry in entries if entry["after"] == version]


def _is_acceptance(entry: object) -> bool:
    if not isinstance(entry, dict) or set(entry) != {"after", "accept", "reason"}:
        return False
    return entry["accept"] in ACCEPTABLE and all(isinstance(value, str) and value for value in entry.values())


def _ledger(lines: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, Released]]:
    heads: dict[str, list[str]] = {}
    cards: dict[str, Released] = {}
    for line in lines:
        first, *rest = line.split("\t")
        if first.startswith("#"):
            heads[first[1:]] = rest
        elif line != _COLUMNS:
            note_type, topic, digest, changed = rest
            cards[first] = Released(first, note_type, topic, digest, _time(changed))
    return heads, cards


def _time(text: str) -> int:
    if not 0 <= int(text) <= _LATEST:
        raise ValueError(f"{text} is not a time")
    return int(text)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
