"""What the site makes of Markdown outside of cards: tables for phones, closed follow-ups, pictures with a size."""

from __future__ import annotations

import os
import re
import struct
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .block import Writes
from .context import Context, context_of

_FOLLOW_UPS = "Go deep"
"""The section whose level-3 headings are questions with an answer below."""

_NARROW = 2
"""Columns that fit on a phone side by side."""

_LENGTH = re.compile(r'\s(width|height)="([\d.]+)(?:px)?"')
_BOX = re.compile(r'\sviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')


class Bars(Treeprocessor):
    """Take the backslash off each bar in a cell before code and formulas are read, as GitHub does."""

    def run(self, root: etree.Element) -> None:
        for cell in root.iter():
            if cell.tag in ("td", "th") and cell.text:
                cell.text = cell.text.replace("\\|", "|")


class Layout(Writes, Treeprocessor):
    """Change what stands outside of cards: a card's HTML is in decks, where any change touches a learner's note."""

    CLASSES = "follow-up"
    ELEMENTS = {"details": "", "img": "height loading width", "td": "data-label"}

    def run(self, root: etree.Element) -> None:
        page = context_of(self.md)
        for element in list(_outside_cards(root)):
            if element.tag == "table":
                _label(element)
            elif element.tag == "img" and page:
                _measure(element, page)
        _close_follow_ups(root)


def _outside_cards(element: etree.Element) -> Iterator[etree.Element]:
    for child in element:
        if not child.get("class", "").startswith("flashcard"):
            yield child
            yield from _outside_cards(child)


def _label(table: etree.Element) -> None:
    """Give each cell but the first the head of its column, for screens on which rows become cards."""
    heads = ["".join(head.itertext()).strip() for head in table.iter("th")]
    if len(heads) <= _NARROW:
        return
    for row in table.iter("tr"):
        for head, cell in list(zip(heads, row, strict=False))[1:]:
            if cell.tag == "td" and head:
                cell.set("data-label", head)


def _measure(image: etree.Element, page: Context) -> None:
    """Say how large a picture is, so that the text below stands still, and fetch it when it comes near."""
    path = page.docs_dir / os.path.dirname(page.path) / image.get("src", "")
    if path.is_file() and (size := _size(path, path.stat().st_mtime_ns)):
        image.set("width", size[0])
        image.set("height", size[1])
        image.set("loading", "lazy")


@lru_cache(maxsize=1024)
def _size(path: Path, changed: int) -> tuple[str, str] | None:
    """Return width and height in pixels of a PNG or SVG; `changed` is in the key so that an edit is seen."""
    head = path.read_bytes()[:2_000]
    if head.startswith(b"\x89PNG") and len(head) > 24:
        width, height = struct.unpack_from(">II", head, 16)
        return str(width), str(height)
    drawing = head[head.find(b"<svg") :].partition(b">")[0].decode(errors="replace")
    lengths, box = dict(_LENGTH.findall(drawing)), _BOX.search(drawing)
    wide, high = (lengths["width"], lengths["height"]) if len(lengths) == 2 else box.groups() if box else ("", "")
    return (str(round(float(wide))), str(round(float(high)))) if wide and high else None


def _close_follow_ups(root: etree.Element) -> None:
    """Put what stands under each follow-up into a closed answer below its question."""
    heads = [child for child in root if child.tag in ("h2", "h3")]
    start = next((at for at, head in enumerate(heads) if head.tag == "h2" and head.text == _FOLLOW_UPS), len(heads))
    left = heads[start + 1 :]
    for head, after in zip(left, [*left[1:], None], strict=False):
        if head.tag == "h2":
            break
        _close(root, head, after)


def _close(root: etree.Element, question: etree.Element, after: etree.Element | None) -> None:
    children = list(root)
    first = children.index(question)
    end = len(children) if after is None else children.index(after)
    section = etree.Element("section", {"class": "follow-up"})
    section.append(question)
    answer = etree.SubElement(section, "details")
    etree.SubElement(answer, "summary").text = AtomicString("Answer")
    answer.extend(children[first + 1 : end])
    for child in children[first:end]:
        root.remove(child)
    root.insert(first, section)
