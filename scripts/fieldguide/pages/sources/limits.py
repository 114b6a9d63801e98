"""Rules about size and nesting: what exceeds them would keep a builder busy for minutes, or a reader for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...flashcards import headers_in
from .registry import Found, Source, place_at, text_rule

LARGEST_PAGE = 200_000
"""Bytes: ten times the longest good topic."""

LONGEST_LINE = 5_000
"""Characters."""

MOST_LINES, MOST_COLUMNS = 5_000, 40
"""Ten times what the longest topic and the widest table have."""

MOST_CARDS = 60

DEEPEST_LIST = 6
DEEPEST_INDENT = 40
"""Columns: what stands further to the right outside of code is a list in ten others."""

DEEPEST_BRACKETS = 30

LONGEST_PARAGRAPH = 10_000
"""Characters without an empty line: three times the longest table of the guide."""

MARKS = ("|", "*", "_", "=", "~", "^", "$", "`", "\\", "<", "&", "{", "[", "!", ":", "- ", "> ", "+ ", "# ", "-\n")
MOST_MARKS, MOST_MARKS_ON_A_PAGE = 300, 2_000
"""What Markdown reads takes it time that grows with the square of their number, or faster."""

MARKER = r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*)"
MARKERS = re.compile(rf"\n[ \t]*(?:{MARKER}{{{DEEPEST_LIST + 1},}}[^\s*+>-]|(?:>[ \t]*){{{DEEPEST_LIST + 1}}})")
INDENTED = re.compile(rf"\n[ \t>]{{{DEEPEST_INDENT + 1},}}(?:[-*+]|\d{{1,9}}[.)])[ \t]")
"""Both begin with a line end: a pattern that begins with a plain character is found ten times faster."""

LONGEST_GAP, LONGEST_WORD, LONGEST_FORMULA = 100, 1_500, 600
"""Characters: spaces in a row, anything without a space, maths between its dollars."""

RUNS = (
    (re.compile(rf"(?<=\S)[ \t]{{{LONGEST_GAP + 1},}}"), f"more than {LONGEST_GAP} spaces in a row; remove them"),
    (re.compile(rf"\S{{{LONGEST_WORD + 1},}}"), f"more than {LONGEST_WORD:,} characters without a space; shorten this"),
    (
        re.compile(rf"\$[^$\n]{{{LONGEST_FORMULA + 1},}}\$|\$\$(?:(?!\n\n)[^$]){{{LONGEST_FORMULA + 1},}}\$\$"),
        f"a formula longer than {LONGEST_FORMULA} characters; make it several",
    ),
)

FORMULA = re.compile(r"\$[^$\n]+\$")
MOST_MATHS = 20_000
"""Characters between dollars on a page: ten times what the page with the most formulas has."""

BRACKETS = re.compile(r"[\[\](){}]")


@text_rule
def page_size(source: Source) -> Found:
    """A page has at most 200 kB and 60 cards, a line 5,000 characters, a paragraph 10,000 and 300 of one mark.

    Bad:  a page with a log file or a picture as data pasted into it, a thousand stars, seven lists in one another
    Good: the five lines of the log that matter, and the picture in docs/assets/pictures/
    """
    yield from _page_size(source)
    yield from _line_length(source)
    yield from _run_length(source)
    yield from _card_count(source)
    yield from _nesting(source)
    yield from _paragraph_size(source)
    yield from _few_marks(source)


def _page_size(source: Source) -> Found:
    """A page is at most 200 kB long."""
    if source.size > LARGEST_PAGE:
        line = source.data.count(b"\n", 0, LARGEST_PAGE) + 1
        yield line, 1, f"file of {source.size / 1000:,.0f} kB; keep it below {LARGEST_PAGE // 1000} kB"


def _line_length(source: Source) -> Found:
    """A line has at most 5,000 characters."""
    for number, line in enumerate(source.text.split("\n"), 1):
        if number == MOST_LINES + 1:
            yield number, 1, f"more than {MOST_LINES:,} lines; make it several pages"
        if line.count("|") > MOST_COLUMNS:
            yield number, 1, f"more than {MOST_COLUMNS} bars in a line; make it several tables"
        if len(line) > LONGEST_LINE:
            what = f"line longer than {LONGEST_LINE:,} characters; break it after each sentence"
            yield number, LONGEST_LINE + 1, what


def _run_length(source: Source) -> Found:
    """A page has no row of 100 spaces, no word of 1,500 characters, no formula of 600; they take builders for ever."""
    for pattern, what in RUNS:
        if match := pattern.search(source.text):
            yield *place_at(source.text, match.start()), what
    maths = FORMULA.findall(source.text) if "$" in source.text else ()
    if (length := sum(map(len, maths))) > MOST_MATHS:
        yield 1, 1, f"{length:,} characters of maths on a page; keep to {MOST_MATHS:,}"


def _card_count(source: Source) -> Found:
    """A page has at most 60 cards: nobody learns more about one thing."""
    if source.text.count("///") <= MOST_CARDS:
        return
    headers = headers_in(source.text)
    if len(headers) > MOST_CARDS:
        excess = headers[MOST_CARDS]
        what = f"{len(headers)} cards on a page; keep the {MOST_CARDS} that matter most, or make two topics"
        yield excess.line, excess.column, what


def _nesting(source: Source) -> Found:
    """Lists stand at most 6 deep on a line, 40 columns in, and brackets 30 deep in a paragraph."""
    for pattern in (MARKERS, INDENTED):
        if match := pattern.search(f"\n{source.text}"):
            yield (
                source.text.count("\n", 0, match.start()) + 1,
                1,
                "lists or quotations nested too deeply; use fewer levels",
            )
    for start, paragraph in _paragraphs(source):
        if sum(map(paragraph.count, "[({")) > DEEPEST_BRACKETS and (excess := _too_deep(paragraph)):
            what = f"more than {DEEPEST_BRACKETS} open brackets; close or remove some"
            yield *place_at(source.text, start + excess - 1), what


def _paragraph_size(source: Source) -> Found:
    """A paragraph, list, table or block of code has at most 10,000 characters without an empty line."""
    for start, paragraph in _paragraphs(source):
        if len(paragraph) > LONGEST_PARAGRAPH:
            what = f"{len(paragraph):,} characters without an empty line; keep to {LONGEST_PARAGRAPH:,}"
            yield *place_at(source.text, start), what


def _few_marks(source: Source) -> Found:
    """A paragraph holds at most 300 of one mark of Markdown, and a page 2,000."""
    crowded = [mark for mark in MARKS if source.text.count(mark) > MOST_MARKS]
    for mark in crowded:
        if source.text.count(mark) > MOST_MARKS_ON_A_PAGE:
            yield 1, 1, f"more than {MOST_MARKS_ON_A_PAGE:,} marks {mark!r} on a page; remove some"
        for start, paragraph in _paragraphs(source):
            if paragraph.count(mark) > MOST_MARKS:
                what = f"more than {MOST_MARKS} marks {mark!r} in a paragraph; remove some"
                yield *place_at(source.text, start), what
                break


def _paragraphs(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each paragraph and where it begins in the text."""
    start = 0
    for paragraph in source.text.split("\n\n"):
        yield start, paragraph
        start += len(paragraph) + 2


def _too_deep(paragraph: str) -> int:
    """Return the number, from 1, of the character that opens one bracket too many, or 0."""
    depth = 0
    for match in BRACKETS.finditer(paragraph):
        depth = depth + 1 if match[0] in "[({" else max(depth - 1, 0)
        if depth > DEEPEST_BRACKETS:
            return match.end()
    return 0
