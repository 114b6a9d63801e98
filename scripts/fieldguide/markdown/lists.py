"""The blocks `/// topics`, `/// start-here`, `/// downloads` and `/// retired`: lists made from pages and decks."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from pathlib import Path

from markdown import Markdown
from pymdownx.blocks.block import Block

from ..model import SHELVES, Tribe
from ..sources.learning_order import Entry, Facts, entries, facts_of
from ..sources.yaml_nodes import value_of
from .context import context_of
from .flashcard import START_HERE
from .topic_facts import READ_MARK, relative


class TopicsBlock(Block):
    """List the topics of a shelf in learning order, in the groups that the navigation gives them."""

    NAME = "topics"
    ARGUMENT = True

    def on_validate(self, parent: etree.Element) -> bool:
        page, shelf = context_of(self.md), {str(shelf): shelf for shelf in SHELVES}.get(self.argument)
        if page and shelf:
            self.page, self.shelf = page, shelf
        return bool(page and shelf)

    def on_create(self, parent: etree.Element) -> etree.Element:
        box = etree.SubElement(parent, "div", {"class": f"topic-groups {self.shelf.tribe}"})
        for title, group in itertools.groupby(entries(self.page.docs_dir, self.shelf), lambda entry: entry.group):
            self._group(box, title or (len(box) and "More") or "", list(group))
        return box

    def _group(self, box: etree.Element, title: str, group: list[Entry]) -> None:
        facts = [facts_of(self.page.docs_dir, entry.path) for entry in group]
        if title:
            head = etree.SubElement(box, "p", {"class": "group"})
            etree.SubElement(head, "strong").text = title
            etree.SubElement(head, "span").text = _how_much(facts)
        topics = etree.SubElement(box, "ul", {"class": f"topic-list {self.shelf.tribe}"})
        for entry, fact in zip(group, facts, strict=True):
            item = etree.SubElement(topics, "li")
            link = etree.SubElement(item, "a", {"href": relative(entry.path, self.page.path)})
            link.text, link.tail = entry.title, " "
            etree.SubElement(item, "span").text = entry.description
            etree.SubElement(item, "small").text = _how_much([fact])
            etree.SubElement(item, READ_MARK, {"topic": Path(entry.path).stem, "listed": ""})


class StartHereBlock(Block):
    """List the cards of a tribe's topics that are marked to be learned first, topic by topic."""

    NAME = "start-here"
    ARGUMENT = True

    def on_validate(self, parent: etree.Element) -> bool:
        page = context_of(self.md)
        if page:
            self.page = page
        return bool(page) and self.argument in list(Tribe)

    def on_create(self, parent: etree.Element) -> etree.Element:
        topics = etree.SubElement(parent, "ul", {"class": f"start-list {self.argument}"})
        for shelf in SHELVES:
            for entry in entries(self.page.docs_dir, shelf) if shelf.tribe == self.argument else ():
                self._topic(topics, entry)
        return topics

    def _topic(self, topics: etree.Element, entry: Entry) -> None:
        address = relative(entry.path, self.page.path)
        cards = [card for card in facts_of(self.page.docs_dir, entry.path).headers if START_HERE in card.classes]
        if cards:
            item = etree.SubElement(topics, "li")
            etree.SubElement(item, "a", {"href": address}).text = entry.title
            questions = etree.SubElement(item, "ul")
            for card in cards:
                link = {"href": f"{address}#{''.join(card.ids)}"}
                etree.SubElement(etree.SubElement(questions, "li"), "a", link).text = card.question


class DownloadsBlock(Block):
    """Offer the decks of this build, with size, number of cards and checksum."""

    NAME = "downloads"
    ARGUMENT = None

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
    """Offer the deck with everything, as one button."""

    NAME = "download"

    def on_create(self, parent: etree.Element) -> etree.Element:
        decks = self.config["decks"]
        line = etree.Element("p", {"class": "download"})
        if decks:
            whole = max(decks["packages"], key=lambda deck: deck["cards"])
            self._offer(line, whole["file"], f"Download all {whole['cards']:,} cards for Anki")
            line[0].set("class", "go")
        return _stashed(self.md, parent, [line])


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
        etree.SubElement(etree.SubElement(box, "pre", {"class": "made"}), "code").text = search
        body = _table(box, "retired", "Card", "Why it left", "See instead")
        for card in cards:
            row = _row(body, "td", "", str(card.get("reason", "")), str(card.get("replacement") or "-"))
            etree.SubElement(row[0], "code").text = str(card["id"])
        return _stashed(self.md, parent, box)


def _how_much(facts: list[Facts]) -> str:
    """Say how many topics these are, unless it is one, how long they take, and how many cards they have."""
    topics = [f"{len(facts)} topics"] if len(facts) > 1 else []
    minutes, cards = sum(fact.minutes for fact in facts), sum(len(fact.headers) for fact in facts)
    return " · ".join([*topics, f"{minutes} min", f"{cards} cards"])


def _stashed(md: Markdown, parent: etree.Element, box: Iterable[etree.Element]) -> etree.Element:
    """Keep what is ready from Markdown and from the builders, which would miss its files among the pages."""
    place = etree.SubElement(parent, "p")
    place.text = md.htmlStash.store("".join(etree.tostring(part, encoding="unicode", method="html") for part in box))
    return place


def _retired(path: Path) -> list[dict[str, object]]:
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
