"""The pieces of a rendered page, in the order in which a reader meets them."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from ...markdown.block import WRITERS
from ...markdown.maths import FAILED
from ...markdown.topic_facts import READ_MARK
from ..markup import Tag, tag_of
from ..media import MATHS

_LEAVES = {f"h{level}": f"heading {level}" for level in range(1, 7)} | {"td": "cell", "th": "cell"}
_PARTS = {"pre", "p", "li", "dd", "div", "ul", "ol", "table", "blockquote", "section", "details", "dl", *_LEAVES}
"""Elements that begin and end a piece of text."""

_LISTS = ("ul", "ol", "dl")

_MADE = frozenset(["admonition-title", "filename", "headerlink", *(n for w in WRITERS for n in w.MADE.split())])
"""Classes of what stands beside what somebody wrote."""

_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_COLOURS = re.compile(r"</?span[^>]*>")
"""Most of the tags of a page, and nothing that is compared; the inside of a formula is not, either."""

_VOID = ("br", "hr", "img", "wbr", "input")


class Piece(NamedTuple):
    """A heading, paragraph, item, row, cell, block of code, link, picture or formula, and its line in the source."""

    kind: str
    text: str = ""
    line: int = 0


class Site:
    """One reading of a page's HTML."""

    def __init__(self, html: str) -> None:
        self.pieces: list[Piece] = []
        self._kind, self._text = "text", ""
        self._inside: list[Piece] = []
        self._opened: list[tuple[str, int]] = []
        self._lists: list[int | None] = []
        self._left_out = 0
        for part in _CODE.sub(lambda code: _COLOURS.sub("", code[0]), MATHS.sub("<math />", html)).split("<"):
            before, _, text = part.partition(">")
            if before:
                self._read(tag_of(f"<{before}>"))
            if not self._left_out:
                self._text += unescape(text) if "&" in text else text
        self._end_of_leaf()

    def _read(self, tag: Tag) -> None:
        if not tag.end:
            self._begin(tag)
        if tag.end or tag.empty:
            self._end(tag.name)

    def _begin(self, tag: Tag) -> None:
        name, attributes = tag.name, dict(tag.attributes)
        if self._left_out or _is_made(name, attributes):
            self._left_out += name not in _VOID
        elif name == "math" or attributes.get("class") == FAILED:
            self._inside.append(Piece("formula"))
            self._text += "$"
            self._left_out = 1
        elif name in _PARTS:
            self._end_of_leaf()
            self._open(name, attributes)
        elif name == "br":
            self._text += " "
        elif name == "img":
            self._inside.append(Piece("picture", _folded(unescape(attributes.get("alt", "")))))
        elif name in ("a", "code"):
            self._opened.append((name, len(self._text)))
        elif name == "tr":
            self.pieces.append(Piece("row"))

    def _end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= name not in _VOID
        elif name in _PARTS:
            self._end_of_leaf(code=name == "pre")
            self._kind = "text"
            if name in _LISTS and self._lists:
                self._lists.pop()
        elif self._opened and self._opened[-1][0] == name:
            _, start = self._opened.pop()
            self._inside.append(Piece("link" if name == "a" else "code in a line", _folded(self._text[start:])))

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._kind = _LEAVES.get(name, "text")
        if name in _LISTS:
            self._lists.append(int(attributes.get("start") or 1) if name == "ol" else None)
        elif name in ("li", "dd") and self._lists:
            number = self._lists[-1]
            self.pieces.append(Piece("item", item_of(len(self._lists), number)))
            self._lists[-1] = number + 1 if number is not None else None

    def _end_of_leaf(self, code: bool = False) -> None:
        if code:
            self.pieces.append(Piece("code", code_of(self._text)))
        elif self._text or self._inside or self._kind == "cell":
            self.pieces += leaf(self._kind, self._text, self._inside, 0)
        self._text, self._inside, self._opened = "", [], []


def leaf(kind: str, text: str, inside: list[Piece], line: int) -> list[Piece]:
    """Return the pieces of a paragraph, cell or heading: its text, then what stands in it."""
    words = _folded(text.replace("==", ""))
    return [*([Piece(kind, words, line)] if words or kind == "cell" else []), *inside]


def item_of(depth: int, number: int | None) -> str:
    """Return how an item of a list is marked: how deep it stands, and its number."""
    return f"'{'-' if number is None else f'{number}.'}' at level {depth}"


def code_of(text: str) -> str:
    """Return a block of code as a reader sees it: without white space at the ends of lines, tabs as spaces."""
    return "\n".join(line.rstrip() for line in text.expandtabs(4).split("\n")).strip("\n")


def _folded(text: str) -> str:
    return " ".join(text.split())


def _is_made(name: str, attributes: dict[str, str]) -> bool:
    return name in (READ_MARK, "summary") or any(one in _MADE for one in attributes.get("class", "").split())
