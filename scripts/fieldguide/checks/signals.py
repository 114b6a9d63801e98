"""The rules about the tables of the finder: patterns that a browser can run and that find what they should; words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]  # the only way to see how a pattern is built

from ..model import Guide
from ..rules import FoundIn, guide_rule
from .tables import COLUMNS, SIGNALS, WORDS, rows_of

_SIDES = ("applied-researcher", "infrastructure-builder", "both-tribes", "other-job", "trap")
_PLACES = ("", "title")
_NUMBER = re.compile(r"-?\d(?:\.\d)?")

_ALLOWED = re.compile(
    r"""(?:[a-z0-9 '/#&@,_%|)-] | \\[bdw.+/] | \\w\* | \[(?:[a-z0-9 ,/.&-]|\\w)+\]
    | \(\?[:!=] | \?(?![?*+]) | \{0,\d\d?\})+""",
    re.VERBOSE,
)
"""What means the same in Python and in JavaScript: letters, words' ends, choices, and repetitions that end."""

_LONGEST_WORD = 60
"""Letters: the finder leaves out what is longer, so `\\w*` ends there."""

_MOST_WAYS = 4_000
"""In how many ways a pattern may try to go on from one place: with three `\\w*` a text could keep a page busy."""

_Faults = Iterator[tuple[str, str]]
"""The column in which a fault stands, and what it is."""

_First = dict[tuple[str, str], int]
"""The line in which something stands first, by what and where it counts."""


@guide_rule
def signals_table(guide: Guide) -> FoundIn:
    r"""A row of `docs/assets/finder/signals.tsv` has a pattern that any browser runs fast, a topic and true examples.

    Bad:  (.*prompt)+, or a pattern that does not find its own example
    Good: prompts?\b, with the examples "write prompts" and "respond promptly"
    """
    topics = {Path(topic.path).stem for topic in guide.topics}
    first: _First = {}

    def faults(row: dict[str, str], line: int) -> _Faults:
        return chain(_of_values(row, topics), _of_pattern(row), _of_repetition(row, line, first))

    yield from _in_table(guide, SIGNALS, faults)


@guide_rule
def words_table(guide: Guide) -> FoundIn:
    r"""A row of `docs/assets/finder/words.tsv` is one word, once, that is no trap, with numbers that say something.

    Bad:  Python 1 0 0, or machine learning 1 0 0
    Good: accuracy 0.5 1.5 0
    """
    first: _First = {}
    traps = [re.compile(pattern, re.ASCII) for pattern in _traps(Path(guide.docs_dir, SIGNALS))]

    def faults(row: dict[str, str], line: int) -> _Faults:
        return chain(_of_numbers(row, COLUMNS[WORDS][2:]), _of_word(row, line, first, traps))

    yield from _in_table(guide, WORDS, faults)


def _in_table(guide: Guide, file: str, faults: Callable[[dict[str, str], int], _Faults]) -> FoundIn:
    """Yield what is wrong with each row of a table."""
    columns = COLUMNS[file]
    for line, cells in rows_of(guide, file):
        for column, what in faults(dict(zip(columns, cells, strict=True)), line):
            yield f"docs/{file}", line, _place(cells, columns.index(column)), what


def _place(cells: list[str], column: int) -> int:
    return 1 + sum(len(cell) + 1 for cell in cells[:column])


def _of_numbers(row: dict[str, str], columns: tuple[str, ...]) -> _Faults:
    if row["where"] not in _PLACES:
        yield "where", f"{row['where'][:60]!r} is not a place; write title, or nothing"
    for column in columns:
        if not _NUMBER.fullmatch(row[column]):
            yield column, f"{row[column][:20]!r} is not a number with one place, such as 1.5; write one"


def _of_word(row: dict[str, str], line: int, first: _First, traps: list[re.Pattern[str]]) -> _Faults:
    word = row["word"]
    other = first.setdefault((word, row["where"]), line)
    if not re.fullmatch(r"[a-z][a-z0-9+#-]*", word):
        yield "word", f"{word[:60]!r} is not one word in lower case; write one, as letters, digits, +, # and hyphens"
    if other != line:
        yield "word", f"{word[:60]!r} stands in line {other} too; keep one of them"
    if any(trap.match(word) for trap in traps):
        yield "word", f"{word[:60]!r} is a trap in {Path(SIGNALS).name}, which counts nothing; remove it here"
    if all(row[column] == "0" for column in COLUMNS[WORDS][2:]):
        yield "job", "says nothing: all its numbers are 0; remove the row"


def _traps(signals: Path) -> Iterator[str]:
    """Yield the patterns of traps that hold."""
    rows = [line.split("\t") for line in signals.read_text("utf-8", "replace").split("\n")] if signals.is_file() else []
    return (pattern for pattern, *rest in rows if rest[:1] == ["trap"] and not _unfit(pattern))


def _of_values(row: dict[str, str], topics: set[str]) -> _Faults:
    if row["side"] not in _SIDES:
        yield "side", f"{row['side'][:60]!r} is not a side; write one of: {', '.join(_SIDES)}"
    yield from _of_numbers(row, ("weight", "job"))
    if row["topic"] not in topics:
        yield "topic", f"no topic is called {row['topic'][:60]!r}; write the name of its file without .md"
    if not row["reason"].strip():
        yield "reason", "no reason; say in a few words why this is a signal"


def _of_pattern(row: dict[str, str]) -> _Faults:
    pattern = row["pattern"]
    if what := _unfit(pattern):
        yield "pattern", what
        return
    found = re.compile(rf"(?<![a-z0-9_])(?:{pattern})", re.ASCII)
    if not found.search(row["match"].lower()):
        yield "match", "the pattern does not find this; it is compared in lower case and begins at a word"
    if found.search(row["miss"].lower()) or not row["miss"].strip():
        yield "miss", "the pattern finds this, and should not; give a near miss"


def _unfit(pattern: str) -> str:
    """Say why the finder cannot use a pattern, or return ''."""
    if not _ALLOWED.fullmatch(pattern):
        return r"not a pattern that every browser reads alike; use letters, (?:a|b), [ab], ?, {0,20}, \w* and \b"
    try:
        ways = _ways(parser.parse(pattern))
    except re.error as error:
        return f"not a pattern ({error}); correct it"
    if ways > _MOST_WAYS:
        return rf"{ways:,} ways to go on from one place; keep to {_MOST_WAYS:,}, so to two of \w*"
    if re.match(pattern, "") or not re.match(r"[a-z0-9(]|\\\.", pattern):
        return "matches nothing at all, too; begin with a word"
    return ""


def _ways(parsed: parser.SubPattern) -> int:
    """Return in how many ways a pattern can match from one place, at most."""
    ways = 1
    for operation, argument in parsed:
        if operation is parser.BRANCH:
            ways *= max(_ways(branch) for branch in argument[1])
        elif operation is parser.SUBPATTERN:
            ways *= _ways(argument[-1])
        elif operation is parser.MAX_REPEAT:
            low, high, inner = argument
            ways *= (min(high, _LONGEST_WORD) - low + 1) * _ways(inner)
    return ways


def _of_repetition(row: dict[str, str], line: int, first: _First) -> _Faults:
    """Say which of a pattern's choices stands in a row above."""
    for choice in _choices(row["pattern"]):
        other = first.setdefault((choice, row["where"]), line)
        if other != line:
            yield "pattern", f"{choice[:60]!r} stands in line {other} too; keep one of them"


def _choices(pattern: str) -> Iterator[str]:
    """Yield the choices of a pattern between the bars that stand in no bracket."""
    depth, choice = 0, ""
    for piece in re.findall(r"\\.|\[[^]]*\]|.", pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            yield choice
            choice = ""
        else:
            choice += piece
    yield choice
