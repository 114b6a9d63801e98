"""The blocks `/// topics | shelf` and `/// downloads`: lists made from the pages and the decks, never kept by hand."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as etree
from pathlib import Path

from pymdownx.blocks.block import Block

from ..model import SHELVES
from .context import context_of
from .facts import relative
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
            note = etree.SubElement(parent, "p")
            note.text = "This preview was built without decks; `scripts/build` makes them."
            return note
        table = etree.Element("table", {"class": "downloads"})
        _row(etree.SubElement(table, "thead"), "th", "Deck", "Cards", "Size", "SHA-256")
        body = etree.SubElement(table, "tbody")
        for deck in decks:
            row = _row(body, "td", "", f"{deck['cards']:,}", f"{deck['bytes'] / 1024:,.0f} KiB", "")
            etree.SubElement(row[0], "a", {"href": self._address(deck["file"]), "download": ""}).text = deck["title"]
            etree.SubElement(row[3], "code").text = deck["sha256"]
        return self._stashed(parent, table)

    def _stashed(self, parent: etree.Element, table: etree.Element) -> etree.Element:
        """Keep the table from the builders, which would miss its files among the pages."""
        place = etree.SubElement(parent, "p")
        place.text = self.md.htmlStash.store(etree.tostring(table, encoding="unicode"))
        return place

    def _address(self, file: str) -> str:
        """Return the link to a deck from the page's own address, which is a folder unless it is the home page."""
        page = context_of(self.md)
        is_index = page is None or page.path == "index.md"
        return f"decks/{file}" if is_index else f"./{file}" if page.path == "decks.md" else f"../decks/{file}"


def _decks() -> list[dict]:
    path = os.environ.get(DECKS_FILE)
    return json.loads(Path(path).read_text(encoding="utf-8"))["packages"] if path else []


def _row(parent: etree.Element, tag: str, *texts: str) -> etree.Element:
    row = etree.SubElement(parent, "tr")
    for text in texts:
        etree.SubElement(row, tag).text = text
    return row
