"""The blocks `/// topics | shelf` and `/// downloads`: lists made from the pages and the decks, never kept by hand."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as etree
from pathlib import Path

from markdown import Markdown
from pymdownx.blocks.block import Block

from ..model import SHELVES
from .context import context_of
from .facts import relative
from .plain_yaml import value_of
from .shelves import entries

DECKS_FILE = "FIELDGUIDE_DECKS"
"""Environment variable: the path of the `decks.json` of the build that is under way."""


class TopicsBlock(Block):
    """List the topics of a shelf in learning order, with one line each."""

    NAME = "topics"
    ARGUMENT = True

    def on_validate(self, parent: etree.Element) -> bool:
        self.shelf = next((shelf for shelf in SHELVES if str(shelf) == self.argument), None)
        self.page = context_of(self.md)
        return self.shelf is not None and self.page is not None

    def on_create(self, parent: etree.Element) -> etree.Element:
        topics = etree.SubElement(parent, "ul", {"class": f"topic-list {self.shelf.tribe}"})
        for entry in entries(self.page.docs_dir, self.shelf):
            item = etree.SubElement(topics, "li")
            link = etree.SubElement(item, "a", {"href": relative(entry.path, self.page.path)})
            link.text, link.tail = entry.title, " "
            etree.SubElement(item, "span").text = entry.description
        return topics


class DownloadsBlock(Block):
    """Offer the decks of this build, with size, number of cards and checksum."""

    NAME = "downloads"
    ARGUMENT = None

    def on_create(self, parent: etree.Element) -> etree.Element:
        decks = _decks()
        if not decks:
            note = etree.SubElement(parent, "p", {"class": "made"})
            note.text = "This preview was built without decks; `scripts/build` makes them."
            return note
        box = etree.Element("div")
        etree.SubElement(box, "p", {"class": "version"}).text = f"Version: {decks['version']}."
        body = _table(box, "downloads", "Deck", "Cards", "Size", "SHA-256")
        for deck in decks["packages"]:
            row = _row(body, "td", "", f"{deck['cards']:,}", f"{deck['bytes'] / 1024:,.0f} KiB", "")
            self._offer(row[0], deck["file"], deck["title"], ", ")
            self._offer(row[0], deck["file"].replace(".apkg", ".txt"), "text")
            etree.SubElement(row[3], "code").text = deck["sha256"]
        return _stashed(self.md, parent, box)

    def _offer(self, cell: etree.Element, file: str, name: str, tail: str = "") -> None:
        link = etree.SubElement(cell, "a", {"href": self._address(file), "download": ""})
        link.text, link.tail = name, tail

    def _address(self, file: str) -> str:
        """Return the link to a deck from the page's own address, which is a folder unless it is the home page."""
        page = context_of(self.md)
        is_index = page is None or page.path == "index.md"
        return f"decks/{file}" if is_index else f"./{file}" if page.path == "decks.md" else f"../decks/{file}"


class RetiredBlock(Block):
    """List the cards that left the guide, and a text that finds them in Anki."""

    NAME = "retired"
    ARGUMENT = None

    def on_create(self, parent: etree.Element) -> etree.Element:
        page = context_of(self.md)
        cards = _retired(page.docs_dir.parent / "cards" / "retired.yml") if page else []
        if not cards:
            note = etree.SubElement(parent, "p", {"class": "made"})
            note.text = "No card has been retired so far."
            return note
        box = etree.Element("div")
        search = " OR ".join(f'"Card id:{card["id"]}"' for card in cards)
        etree.SubElement(etree.SubElement(box, "pre"), "code").text = search
        body = _table(box, "retired", "Card", "Why it left", "See instead")
        for card in cards:
            row = _row(body, "td", "", str(card.get("reason", "")), str(card.get("replacement") or "-"))
            etree.SubElement(row[0], "code").text = str(card["id"])
        return _stashed(self.md, parent, box)


def _stashed(md: Markdown, parent: etree.Element, box: etree.Element) -> etree.Element:
    """Keep what is ready from Markdown and from the builders, which would miss its files among the pages."""
    place = etree.SubElement(parent, "p")
    place.text = md.htmlStash.store("".join(etree.tostring(part, encoding="unicode", method="html") for part in box))
    return place


def _decks() -> dict:
    path = os.environ.get(DECKS_FILE)
    return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}


def _retired(path: Path) -> list[dict]:
    entries = value_of(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else []
    found = entries if isinstance(entries, list) else []
    return [entry for entry in found if isinstance(entry, dict) and "id" in entry]


def _table(parent: etree.Element, name: str, *heads: str) -> etree.Element:
    """Add a table with a row of heads; return its body."""
    table = etree.SubElement(parent, "table", {"class": name})
    _row(etree.SubElement(table, "thead"), "th", *heads)
    return etree.SubElement(table, "tbody")


def _row(parent: etree.Element, tag: str, *texts: str) -> etree.Element:
    row = etree.SubElement(parent, "tr")
    for text in texts:
        etree.SubElement(row, tag).text = text
    return row
