"""What the tests do with the real Anki backend (PyPI `anki`), the oracle for everything about decks."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest  # isort: skip  before anki.cards
from anki.cards import Card

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@contextmanager
def collection() -> Iterator[Collection]:
    """Open an empty collection and remove it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        opened = Collection(str(Path(folder, "collection.anki2")))
        try:
            yield opened
        finally:
            opened.close()


def import_package(col: Collection, path: Path) -> dict[str, int]:
    """Import with Anki's default options; return how many notes were new, updated, duplicate, conflicting."""
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    log = col.import_anki_package(request).log
    return {
        "new": len(log.new),
        "updated": len(log.updated),
        "duplicate": len(log.duplicate),
        "conflicting": len(log.conflicting),
    }


def cards_by_id(col: Collection) -> dict[str, Card]:
    """Return the cards of a collection by our own card id."""
    cards = (col.get_card(card_id) for card_id in col.find_cards('"note:Two Tribes*"'))
    return {card.note()["Card id"]: card for card in cards}


def shown(html: str) -> str:
    """Return what Anki rendered, without the style sheet that it puts before."""
    return STYLE.sub("", html)
