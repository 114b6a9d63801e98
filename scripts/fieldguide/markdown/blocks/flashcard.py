"""The blocks `/// flashcard | Question? {#id .kind}` and `/// cloze | …`: Markdown in, HTML out."""

from __future__ import annotations

import copy
import re
import xml.etree.ElementTree as etree
from urllib.parse import quote

from ...model import Kind
from ...sources.document import split_header
from ..block import GuideBlock

CARD_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
START_HERE = "start-here"
_BLANK = "[…]"


class FlashcardBlock(GuideBlock):
    """A card: its question is a heading, so that search and links find it; what stands inside is its answer."""

    NAME = "flashcard"
    NOTE_TYPE = "basic"
    ARGUMENT = True
    TAKES = f"the question, then in braces an id and one of {', '.join(f'`.{kind}`' for kind in Kind)}"
    EXAMPLE = "/// flashcard | Why did every request wait? {#example-wait .failure}\n\nThe loop was blocked.\n\n///"
    CLASSES = f"flashcard basic cloze {' '.join(Kind)} {START_HERE} kind first"
    MADE = "flashcard-tools blanks"
    ELEMENTS = {"details": "", "p": "data-search-exclude"}

    def on_validate(self, parent: etree.Element) -> bool:
        self.question, ids, classes = split_header(self.argument)
        kinds = [name for name in classes if name in list(Kind)]
        extra = set(classes) - set(kinds) - {START_HERE}
        self.classes = classes
        self.card_id = ids[0] if ids else ""
        return bool(self.question and CARD_ID.fullmatch(self.card_id) and len(kinds) == 1 and not extra)

    def on_create(self, parent: etree.Element) -> etree.Element:
        classes = " ".join(("flashcard", self.NOTE_TYPE, *self.classes))
        card = etree.SubElement(parent, "section", {"class": classes})
        etree.SubElement(card, "h3", {"id": self.card_id}).text = self.question
        self.answer = etree.SubElement(card, "details")
        etree.SubElement(self.answer, "summary").text = "Answer"
        return card

    def on_add(self, block: etree.Element) -> etree.Element:
        return self.answer

    def on_end(self, block: etree.Element) -> None:
        tools = etree.SubElement(block, "p", {"class": "flashcard-tools", "data-search-exclude": ""})
        kind = next(name for name in self.classes if name != START_HERE)
        etree.SubElement(tools, "span", {"class": "kind"}).text = kind
        if START_HERE in self.classes:
            etree.SubElement(tools, "span", {"class": "first"}).text = "start here"
        if self.config["report_url"]:
            report = f"{self.config['report_url']}&title={quote('Wrong card: ' + self.card_id)}&card={self.card_id}"
            etree.SubElement(tools, "a", {"href": report}).text = "Report this card (GitHub account needed)"


class ClozeBlock(FlashcardBlock):
    """A card with blanks: what stands between two `==` is hidden, all of it together."""

    NAME = "cloze"
    NOTE_TYPE = "cloze"
    EXAMPLE = "/// cloze | How long is a token? {#example-token .number}\n\nAbout ==4 characters==.\n\n///"
    CLASSES = f"{FlashcardBlock.CLASSES} blank"

    def on_create(self, parent: etree.Element) -> etree.Element:
        card = super().on_create(parent)
        self.blanks = etree.Element("div", {"class": "blanks"})
        card.insert(1, self.blanks)
        return card

    def on_inline_end(self, block: etree.Element) -> None:
        self.blanks.extend(copy.deepcopy(child) for child in self.answer if child.tag != "summary")
        for mark in self.blanks.iter("mark"):
            _blank_out(mark)


def _blank_out(mark: etree.Element) -> None:
    tail = mark.tail
    mark.clear()
    mark.tag, mark.text, mark.tail = "span", _BLANK, tail
    mark.set("class", "blank")
