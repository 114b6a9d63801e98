"""The pieces of a rendered page, in the order in which a reader meets them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ...markdown.block import WRITERS
from ...markdown.maths import FAILED
from ...markdown.topic_facts import READ_MARK
from .piece import Piece

_Attributes = list[tuple[str, str | None]]

_LEAVES = {f"h{level}": f"heading {level}" for level in range(1, 7)} | {"td": "cell", "th": "cell"}
_PARTS = ("p", "li", "dd", "div", "ul", "ol", "table", "blockquote", "section", "details", "dl", *_LEAVES)
"""Elements that begin and end a piece of text."""

LISTS = ("ul", "ol", "dl")

MADE = frozenset(["admonition-title", "filename", "headerlink", *(n for w in WRITERS for n in w.MADE.split())])
"""Classes of what stands beside what somebody wrote."""

_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_COLOURS = re.compile(r"</?span[^>]*>")
"""Of code: most of the marks of a page, and nothing that is compared."""

VOID = ("br", "hr", "img", "wbr", "input")


class Site(HTMLParser):
    """One reading of a page's HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._kind, self._text = "text", ""
        self._inside: list[Piece] = []
        self._opened: list[tuple[str, int]] = []
        self._lists: list[int | None] = []
        self._left_out = 0
        self.feed(_CODE.sub(lambda code: _COLOURS.sub("", code[0]), html))
        self.close()
        self._end_of_leaf()

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        if self._left_out or _is_made(tag, attrs):
            self._left_out += tag not in VOID
        elif tag == "math" or ("class", FAILED) in attrs:
            self._inside.append(Piece("formula"))
            self._text += "$"
            self._left_out = 1
        elif tag in ("pre", *_PARTS):
            self._end_of_leaf()
            self._open(tag, dict(attrs))
        elif tag == "br":
            self._text += " "
        elif tag == "img":
            self._inside.append(Piece("picture", _folded(dict(attrs).get("alt") or "")))
        elif tag in ("a", "code"):
            self._opened.append((tag, len(self._text)))
        elif tag == "tr":
            self.pieces.append(Piece("row"))

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= tag not in VOID
        elif tag in ("pre", *_PARTS):
            self._end_of_leaf(code=tag == "pre")
            self._kind = "text"
            if tag in LISTS and self._lists:
                self._lists.pop()
        elif self._opened and self._opened[-1][0] == tag:
            _, start = self._opened.pop()
            self._inside.append(Piece("link" if tag == "a" else "code in a line", _folded(self._text[start:])))

    def handle_data(self, data: str) -> None:
        self._text += "" if self._left_out else data

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._kind = _LEAVES.get(tag, "text")
        if tag in LISTS:
            self._lists.append(int(attributes.get("start") or 1) if tag == "ol" else None)
        elif tag in ("li", "dd") and self._lists:
            number = self._lists[-1]
            self.pieces.append(Piece("item", item_of(len(self._lists), number)))
            self._lists[-1] = number + 1 if number is not None else None

    def _end_of_leaf(self, code: bool = False) -> None:
        if code:
            self.pieces.append(Piece("code", code_of(self._text)))
        else:
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


def _is_made(tag: str, attrs: _Attributes) -> bool:
    classes = next((value or "" for name, value in attrs if name == "class"), "").split()
    return tag in (READ_MARK, "summary") or any(name in MADE for name in classes)
