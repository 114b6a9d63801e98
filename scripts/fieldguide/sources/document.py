"""A page's source, taken apart once: front matter, fences, prose, headings and cards, each with its line."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ..model import CardHeader

_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(?P<yaml>(?:.*?\n)?)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
"""What MkDocs takes for front matter."""

FENCE = re.compile(r"(?P<indent>[> \t]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<title>.*?) ?(?:\{[^{}]*\})? ?#*")
OPENING = re.compile(r"(?P<indent>\s*)/{3,}\s*(?P<block>flashcard|cloze)\b\s*\|?\s*(?P<text>.*?)\s*", re.IGNORECASE)
_CLOSING = re.compile(r" {0,3}/{3,}\s*")
_ADDRESS = re.compile(r"\]\([^)]*\)")
_WORDS_PER_MINUTE = 220
"""A careful reader of technical prose; cards and code are not counted."""

_ATTRIBUTES = re.compile(r"(?P<question>.*?)\s*\{(?P<attributes>[^{}]*)\}")


@dataclass(frozen=True)
class _Fence:
    """A fence of code: `last` is its last line, `end` the line that closes it, `broken` one that opens more before."""

    line: int
    indent: str
    marks: str
    info: str
    last: int
    end: int = 0
    broken: int = 0


@dataclass(frozen=True)
class Heading:
    """A heading outside of code and front matter."""

    line: int
    level: int
    title: str


@dataclass(frozen=True, eq=False)
class Document:
    """The source of a page; lines count from 1."""

    source: str

    @cached_property
    def lines(self) -> list[str]:
        return self.source.split("\n")

    @cached_property
    def front_matter(self) -> str | None:
        """The YAML above the page, which begins on line 2; None where there is none, or no end of it."""
        match = _FRONT_MATTER.match(self.source)
        return match["yaml"] if match else None

    @cached_property
    def begins(self) -> int:
        """The first line below the front matter; of one that has no end, a line that is not there."""
        if self.front_matter is not None:
            return self.front_matter.count("\n") + 3
        return len(self.lines) + 1 if self.source.startswith("---") else 1

    @cached_property
    def fences(self) -> tuple[_Fence, ...]:
        return tuple(self._fences()) if "```" in self.source or "~~~" in self.source else ()

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """Number and text of each line outside of front matter and fenced code."""
        code = {number for fence in self.fences for number in range(fence.line, fence.last + 1)}
        body = enumerate(self.lines[self.begins - 1 :], self.begins)
        return tuple((number, line) for number, line in body if number not in code)

    @cached_property
    def text(self) -> tuple[tuple[int, str], ...]:
        """The prose, with spaces in place of code in a line."""
        return tuple((number, without_code(line) if "`" in line else line) for number, line in self.prose)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        lines = ((number, line) for number, line in self.prose if line.startswith("#"))
        found = ((number, _HEADING.fullmatch(" ".join(line.split()))) for number, line in lines)
        return tuple(Heading(n, len(match["marks"]), match["title"]) for n, match in found if match)

    @cached_property
    def title(self) -> str:
        """The text of the first level-1 heading, or ''."""
        return next((heading.title for heading in self.headings if heading.level == 1), "")

    @cached_property
    def cards(self) -> tuple[CardHeader, ...]:
        """Every line that opens a card, well-formed or not, and the line that closes it."""
        headers: list[CardHeader] = []
        for number, line in self.prose if "///" in self.source else ():
            if "///" not in line:  # most lines, quickly
                continue
            if opening := OPENING.fullmatch(line):
                headers.append(_header(number, opening))
            elif _CLOSING.fullmatch(line) and headers and headers[-1].closed_at is None:
                headers[-1] = replace(headers[-1], closed_at=number)
        return tuple(headers)

    @cached_property
    def minutes(self) -> int:
        """How long a careful reader takes for the page; cards and code are not counted."""
        answers = {n for card in self.cards for n in range(card.line, card.closed_at or card.line)}
        text = "\n".join(line for number, line in self.prose if number not in answers)
        words = [word for word in _ADDRESS.sub("] ", text).split() if any(map(str.isalnum, word))]
        return max(1, math.ceil(len(words) / _WORDS_PER_MINUTE))

    def answer_of(self, card: CardHeader) -> str:
        """Return what stands between the line that opens a card and the one that closes it."""
        return "\n".join(self.lines[card.line : (card.closed_at or card.line + 1) - 1])

    def code_in(self, fence: _Fence) -> str:
        """Return what stands in a fence, without its indentation."""
        return textwrap.dedent("".join(f"{line}\n" for line in self.lines[fence.line : fence.last - bool(fence.end)]))

    def _fences(self) -> Iterator[_Fence]:
        opened: _Fence | None = None
        for number, line in enumerate(self.lines[self.begins - 1 :], self.begins):
            match = FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
            if match is None:
                continue
            if opened and match["marks"] == opened.marks and not match["info"].strip():
                yield replace(opened, last=number, end=number)
                opened = None
            elif opened is None or (match["info"].strip() and match["marks"].startswith(opened.marks)):
                if opened:
                    yield replace(opened, last=number - 1, broken=number)
                opened = _Fence(number, match["indent"], match["marks"], match["info"], len(self.lines))
        if opened:
            yield opened


@lru_cache(maxsize=1024)
def document_of(source: str) -> Document:
    """Return a page's source taken apart; that of a guide of a thousand pages is kept."""
    return Document(source)


def without_code(line: str) -> str:
    """Return a line with spaces in place of the code in it."""
    return CODE_SPAN.sub(lambda code: " " * len(code[0]), line)


def split_header(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Split `Question? {#id .class}` into the question, the ids and the classes."""
    match = _ATTRIBUTES.fullmatch(text)
    if match is None:
        return text, (), ()
    words = match["attributes"].split()
    ids = tuple(word[1:] for word in words if word.startswith("#"))
    return match["question"], ids, tuple(word.lstrip(".") for word in words if not word.startswith("#"))


def _header(line: int, opening: re.Match[str]) -> CardHeader:
    question, ids, classes = split_header(opening["text"])
    column = len(opening["indent"]) + 1
    return CardHeader(line, column, opening["block"].lower(), opening["text"], question, ids, classes)
