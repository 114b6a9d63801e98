"""What stands under the title of every topic, its shelf, time and date, what to read first; and a mark at its end."""

from __future__ import annotations

import os
import xml.etree.ElementTree as etree
from datetime import date
from pathlib import Path

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..model import Priority, Shelf, Tribe, also_in
from ..sources.learning_order import document_at, title_of
from .block import Writes
from .context import Context, context_of

_TRIBE_NAMES = {Tribe.BOTH: "Both tribes", Tribe.APPLIED: "Applied researcher", Tribe.INFRA: "Infrastructure builder"}
READ_MARK = "read-mark"
"""The custom element with which a learner marks a topic as read, and which says so in lists."""

_PRIORITY_NAMES = {Priority.MUST: "Non-negotiable", Priority.NICE: "Nice to have"}


class TopicFacts(Writes, Treeprocessor):
    """Put the facts of a topic under its title, and the mark that it is read at its end."""

    CLASSES = f"badge badges fact read-first {' '.join([*Tribe, *Priority])}"
    MADE = "topic-facts"
    ELEMENTS = {"div": "data-search-exclude", "time": "datetime", READ_MARK: "data-search-exclude topic"}

    def run(self, root: etree.Element) -> None:
        page = context_of(self.md)
        title = next((n for n, child in enumerate(root) if child.tag == "h1"), None)
        if page and (shelf := Shelf.of(page.path)) and title is not None:
            root.insert(title + 1, _facts(page, shelf))
            etree.SubElement(root, READ_MARK, {"topic": Path(page.path).stem, "data-search-exclude": ""})


def _facts(page: Context, shelf: Shelf) -> etree.Element:
    box = etree.Element("div", {"class": "topic-facts", "data-search-exclude": ""})
    line = etree.SubElement(box, "p", {"class": "badges"})
    _badge(line, shelf, page.path)
    for tribe, priority in also_in(page.meta).items():
        _badge(line, Shelf(tribe, priority), page.path)
    etree.SubElement(line, "span", {"class": "fact"}).text = f"{document_at(page.docs_dir, page.path).minutes} min read"
    _reviewed(line, page)
    _read_first(box, page)
    return box


def _badge(parent: etree.Element, shelf: Shelf, path: str) -> None:
    attributes = {"class": f"badge {shelf.tribe} {shelf.priority}", "href": relative(f"{shelf.tribe}/index.md", path)}
    badge = etree.SubElement(parent, "a", attributes)
    badge.text = AtomicString(f"{_TRIBE_NAMES[shelf.tribe]} · {_PRIORITY_NAMES[shelf.priority]}")


def _reviewed(parent: etree.Element, page: Context) -> None:
    reviewed = page.meta.get("reviewed")
    if isinstance(reviewed, (str, date)):
        fact = etree.SubElement(parent, "span", {"class": "fact"})
        fact.text = "Reviewed "
        etree.SubElement(fact, "time", {"datetime": str(reviewed)}).text = AtomicString(str(reviewed))


def _read_first(parent: etree.Element, page: Context) -> None:
    needs = page.meta.get("needs")
    slugs = [slug for slug in needs if isinstance(slug, str)] if isinstance(needs, list) else []
    topics = [title_of(page.docs_dir, slug) for slug in slugs]
    found = [topic for topic in topics if topic]
    if not found:
        return
    line = etree.SubElement(parent, "p", {"class": "read-first"})
    line.text = "Read first: "
    for number, topic in enumerate(found, 1):
        link = etree.SubElement(line, "a", {"href": relative(topic.path, page.path)})
        link.text, link.tail = AtomicString(topic.title), ", " if number < len(found) else "."


def relative(target: str, path: str) -> str:
    """Return `target` as a link from the page `path`, both below docs/; either builder resolves it."""
    return os.path.relpath(target, os.path.dirname(path) or ".").replace(os.sep, "/")
