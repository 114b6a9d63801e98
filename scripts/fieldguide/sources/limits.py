"""The rule about size and nesting: what exceeds it would keep a builder busy for minutes, or a reader for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rules import Found
from .document import document_of
from .registry import Source, place_at, text_rule

LARGEST_PAGE = 200_000
"""Bytes: ten times the longest good topic."""

_LONGEST_LINE, _LONGEST_PARAGRAPH = 5_000, 10_000
"""Characters; a paragraph ends at an empty line, and the longest table of the guide has a third of it."""

_MOST_LINES, _MOST_COLUMNS, _MOST_CARDS = 5_000, 40, 60
"""Ten times what the longest topic and the widest table have."""

_MARKS = ("|", "*", "_", "=", "~", "^", "$", "`", "\\", "<", "&", "{", "[", "!", ":", "- ", "> ", "+ ", "# ", "-\n")
_MOST_MARKS, _MOST_MARKS_ON_A_PAGE, _MOST_OPEN = 300, 2_000, 30
"""What Markdown reads takes it time that grows with the square of their number, or faster."""

_MARKER = r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*)"
_NESTED = "lists or quotations nested too deeply; use fewer levels"
_SLOW = (
    (re.compile(rf"\n([ \t]*)(?:{_MARKER}{{7,}}[^\s*+>-]|(?:>[ \t]*){{7}})"), _NESTED),
    (re.compile(r"\n([ \t>]{41,})(?:[-*+]|\d{1,9}[.)])[ \t]"), _NESTED),
    (re.compile(r"[ \t](?<=\S[ \t])[ \t]{100,}"), "more than 100 spaces in a row; remove them"),
    (
        re.compile(r"\$[^$\n]{601,}\$|\$\$(?:(?!\n\n)[^$]){601,}\$\$"),
        "a formula longer than 600 characters; make it several",
    ),
)
"""What takes builders for ever, and what to do about it; where a pattern has a group, it begins there."""

_UNBROKEN = re.compile(r"\S{1501,}"), "more than 1,500 characters without a space; shorten this"


@text_rule
def page_size(source: Source) -> Found:
    """A page has at most 200 kB and 60 cards, a line 5,000 characters, a paragraph 10,000 and 300 of one mark.

    Bad:  a page with a log file or a picture as data pasted into it, a thousand stars, seven lists in one another
    Good: the five lines of the log that matter, and the picture in docs/assets/pictures/
    """
    if source.size > LARGEST_PAGE:
        line = source.data.count(b"\n", 0, LARGEST_PAGE) + 1
        yield line, 1, f"file of {source.size / 1000:,.0f} kB; keep it below {LARGEST_PAGE // 1000} kB"
    yield from _lines(source.text)
    for start, what in (*_slow(source.text), *_paragraphs(source.text)):
        yield *place_at(source.text, start), what
    cards = document_of(source.text).cards if source.text.count("///") > _MOST_CARDS else ()
    for excess in cards[_MOST_CARDS : _MOST_CARDS + 1]:
        what = f"{len(cards)} cards on a page; keep the {_MOST_CARDS} that matter most, or make two topics"
        yield excess.line, excess.column, what


def _lines(text: str) -> Found:
    for number, line in enumerate(text.split("\n"), 1):
        if number == _MOST_LINES + 1:
            yield number, 1, f"more than {_MOST_LINES:,} lines; make it several pages"
        if line.count("|") > _MOST_COLUMNS:
            yield number, 1, f"more than {_MOST_COLUMNS} bars in a line; make it several tables"
        if len(line) > _LONGEST_LINE:
            what = f"line longer than {_LONGEST_LINE:,} characters; break it after each sentence"
            yield number, _LONGEST_LINE + 1, what


def _slow(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a page holds too much of, and where it begins."""
    long = max(map(len, text.split("\n"))) > 1500
    for pattern, what in (*_SLOW, _UNBROKEN) if long else _SLOW:
        if match := pattern.search(text):
            yield match.start(pattern.groups), what
    for mark in _MARKS:
        if text.count(mark) > _MOST_MARKS_ON_A_PAGE:
            yield 0, f"more than {_MOST_MARKS_ON_A_PAGE:,} marks {mark!r} on a page; remove some"


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a paragraph, list, table or block of code holds too much of, and where it begins."""
    start, many = 0, [mark for mark in _MARKS if text.count(mark) > _MOST_MARKS]
    for paragraph in text.split("\n\n"):
        if len(paragraph) > _LONGEST_PARAGRAPH:
            what = f"{len(paragraph):,} characters without an empty line; keep to {_LONGEST_PARAGRAPH:,}"
            yield start, what
        for mark in many if len(paragraph) > _MOST_MARKS else ():
            if paragraph.count(mark) > _MOST_MARKS:
                yield start, f"more than {_MOST_MARKS} marks {mark!r} in a paragraph; remove some"
        opened = sum(map(paragraph.count, "[({"))
        if opened > _MOST_OPEN and opened - sum(map(paragraph.count, "])}")) > _MOST_OPEN:
            yield start, f"more than {_MOST_OPEN} open brackets; close or remove some"
        start += len(paragraph) + 2
