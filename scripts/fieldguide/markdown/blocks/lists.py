"""The blocks that list topics, and the cards to start with."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as etree
from pathlib import Path

from ...model import SHELVES, Tribe
from ...sources.document import Document
from ...sources.learning_order import Entry, document_at, entries
from ..block import GuideBlock
from ..context import context_of
from ..topic_facts import READ_MARK, relative
from .flashcard import START_HERE


class TopicsBlock(GuideBlock):
    """The topics of a shelf in learning order, in the groups that the navigation gives them."""

    NAME = "topics"
    ARGUMENT = True
    TAKES = f"a shelf: {', '.join(f'`{shelf}`' for shelf in SHELVES)}"
    EXAMPLE = "/// topics | both-tribes/non-negotiable\n///"
    CLASSES = f"group {' '.join(Tribe)}"
    MADE = "topic-groups topic-list"
    ELEMENTS = {READ_MARK: "listed topic"}

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
        facts = [document_at(self.page.docs_dir, entry.path) for entry in group]
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


class StartHereBlock(GuideBlock):
    """The cards of a tribe's topics that are marked to be learned first, topic by topic."""

    NAME = "start-here"
    ARGUMENT = True
    TAKES = f"a tribe: {', '.join(f'`{tribe}`' for tribe in Tribe)}"
    EXAMPLE = "/// start-here | both-tribes\n///"
    CLASSES = " ".join(Tribe)
    MADE = "start-list"

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
        cards = [card for card in document_at(self.page.docs_dir, entry.path).cards if START_HERE in card.classes]
        if cards:
            item = etree.SubElement(topics, "li")
            etree.SubElement(item, "a", {"href": address}).text = entry.title
            questions = etree.SubElement(item, "ul")
            for card in cards:
                link = {"href": f"{address}#{''.join(card.ids)}"}
                etree.SubElement(etree.SubElement(questions, "li"), "a", link).text = card.question


def _how_much(facts: list[Document]) -> str:
    """Say how many topics these are, unless it is one, how long they take, and how many cards they have."""
    topics = [f"{len(facts)} topics"] if len(facts) > 1 else []
    minutes, cards = sum(fact.minutes for fact in facts), sum(len(fact.cards) for fact in facts)
    return " · ".join([*topics, f"{minutes} min", f"{cards} cards"])
