"""The rule about the finder's table of signals: patterns that a browser can run, and that find what they should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]  # the only way to see how a pattern is built

from ..model import Guide
from ..rules import FoundIn, guide_rule

_FILE = "assets/finder/signals.tsv"
_COLUMNS = ("pattern", "side", "where", "weight", "job", "topic", "reason", "match", "miss")
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


@guide_rule
def signals_table(guide: Guide) -> FoundIn:
    r"""A row of `docs/assets/finder/signals.tsv` has a pattern that any browser runs fast, a topic and true examples.

    Bad:  (.*prompt)+, or a pattern that does not find its own example
    Good: prompts?\b, with the examples "write prompts" and "respond promptly"
    """
    path = Path(guide.docs_dir, _FILE)
    if not path.is_file():
        return
    head, *rows = path.read_text(encoding="utf-8", errors="replace").rstrip("\n").split("\n")
    if head.split("\t") != list(_COLUMNS):
        yield _FILE, 1, 1, f"the head is not the names of the columns; write {' '.join(_COLUMNS)}, with tabs between"
        return
    topics = {Path(topic.path).stem for topic in guide.topics}
    first: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows, 2):
        cells = row.split("\t")
        if len(cells) != len(_COLUMNS):
            yield _FILE, line, 1, f"{len(cells)} cells in place of {len(_COLUMNS)}; write one for each column"
            continue
        named = dict(zip(_COLUMNS, cells, strict=True))
        for column, what in (*_of_values(named, topics), *_of_pattern(named), *_of_repetition(named, line, first)):
            yield _FILE, line, _place(cells, column), what


def _place(cells: list[str], column: str) -> int:
    return 1 + sum(len(cell) + 1 for cell in cells[: _COLUMNS.index(column)])


def _of_values(row: dict[str, str], topics: set[str]) -> _Faults:
    if row["side"] not in _SIDES:
        yield "side", f"{row['side'][:60]!r} is not a side; write one of: {', '.join(_SIDES)}"
    if row["where"] not in _PLACES:
        yield "where", f"{row['where'][:60]!r} is not a place; write title, or nothing"
    for column in ("weight", "job"):
        if not _NUMBER.fullmatch(row[column]):
            yield column, f"{row[column][:20]!r} is not a number with one place, such as 1.5; write one"
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


def _of_repetition(row: dict[str, str], line: int, first: dict[tuple[str, str], int]) -> _Faults:
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
