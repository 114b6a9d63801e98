"""The blocks that tell of decks: what can be downloaded, and which cards left."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown import Markdown

from ...sources.card_lists import retired_cards
from ..block import GuideBlock
from ..context import context_of


class DownloadsBlock(GuideBlock):
    """The decks of this build, with size, number of cards and checksum."""

    NAME = "downloads"
    ARGUMENT = None
    EXAMPLE = "/// downloads\n///"
    CLASSES = "version"
    MADE = "downloads made"
    ELEMENTS = {"a": "download"}

    def on_create(self, parent: etree.Element) -> etree.Element:
        decks = self.config["decks"]
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
        path = page.path if page else "index.md"
        return {"index.md": f"decks/{file}", "decks.md": f"./{file}"}.get(path, f"../decks/{file}")


class DownloadBlock(DownloadsBlock):
    """The deck with everything, as one button."""

    NAME = "download"
    EXAMPLE = "/// download\n///"
    CLASSES = "go"
    MADE = "download"

    def on_create(self, parent: etree.Element) -> etree.Element:
        decks = self.config["decks"]
        line = etree.Element("p", {"class": "download"})
        if decks:
            whole = max(decks["packages"], key=lambda deck: deck["cards"])
            self._offer(line, whole["file"], f"Download all {whole['cards']:,} cards for Anki")
            line[0].set("class", "go")
        return _stashed(self.md, parent, [line])


class RetiredBlock(GuideBlock):
    """The cards that left the guide, and a text that finds them in Anki."""

    NAME = "retired"
    ARGUMENT = None
    EXAMPLE = "/// retired\n///"
    MADE = "made retired"

    def on_create(self, parent: etree.Element) -> etree.Element:
        page = context_of(self.md)
        cards = [card for card in retired_cards(page.docs_dir.parent / "cards") if card.id] if page else []
        if not cards:
            note = etree.SubElement(parent, "p", {"class": "made"})
            note.text = "No card has been retired so far."
            return note
        box = etree.Element("div")
        search = " OR ".join(f'"Card id:{card.id}"' for card in cards)
        etree.SubElement(etree.SubElement(box, "pre", {"class": "made"}), "code").text = search
        body = _table(box, "retired", "Card", "Why it left", "See instead")
        for card in cards:
            row = _row(body, "td", "", card.reason, card.replacement or "-")
            etree.SubElement(row[0], "code").text = card.id
        return _stashed(self.md, parent, box)


def _stashed(md: Markdown, parent: etree.Element, box: Iterable[etree.Element]) -> etree.Element:
    """Keep what is ready from Markdown and from the builders, which would miss its files among the pages."""
    place = etree.SubElement(parent, "p")
    place.text = md.htmlStash.store("".join(etree.tostring(part, encoding="unicode", method="html") for part in box))
    return place


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
