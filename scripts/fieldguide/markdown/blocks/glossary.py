"""The block `/// glossary`: every term of the guide, with the sentence that explains it and the topic it stands in."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from ...sources.learning_order import document_at
from ...sources.terms import Term, glossary
from ..block import GuideBlock
from ..context import context_of
from ..topic_facts import relative


class GlossaryBlock(GuideBlock):
    """The terms that topics explain in bold, by their first letter, each with its sentence and its topic."""

    NAME = "glossary"
    EXAMPLE = "/// glossary\n///"
    CLASSES = "group"
    MADE = "glossary"
    ELEMENTS = {"div": "data-search-exclude"}

    def on_create(self, parent: etree.Element) -> etree.Element:
        box = etree.SubElement(parent, "div", {"class": "glossary", "data-search-exclude": ""})
        page = context_of(self.md)
        terms = sorted(glossary(page.docs_dir).values(), key=lambda term: term.key) if page else []
        for letter, group in itertools.groupby(terms, lambda term: term.key[:1].upper()):
            head = etree.SubElement(box, "p", {"class": "group"})
            etree.SubElement(head, "strong").text = letter
            listed = etree.SubElement(box, "dl")
            for term in group:
                self._term(listed, term)
        return box

    def _term(self, listed: etree.Element, term: Term) -> None:
        page = context_of(self.md)
        name = etree.SubElement(listed, "dt", {"id": term.key})
        name.text = AtomicString(f"{term.name} ({term.short})" if term.short else term.name)
        said = etree.SubElement(listed, "dd")
        said.text = AtomicString(f"{term.sentence} ")
        if page:
            title = document_at(page.docs_dir, term.path).title
            etree.SubElement(said, "a", {"href": relative(term.path, page.path)}).text = title
