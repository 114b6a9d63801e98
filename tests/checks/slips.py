"""Slips of the hand that people make in Markdown, and what of a page they cost: the pieces that the preview had."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator

from conftest import ROOT
from fieldguide.checks.preview.shown import Piece
from fieldguide.model import Shelf

DOCS = ROOT / "docs"
TOPICS = sorted(path for path in DOCS.rglob("*.md") if Shelf.of(path.relative_to(DOCS).as_posix()))
MARKS = "|`*[]()#-$!=>/{}~."


def slips(seed: int, count: int) -> Iterator[tuple[str, str, str]]:
    """Yield (name, page, page with one slip) `count` times; the same seed gives the same slips."""
    for number in range(seed, seed + count):
        chance = random.Random(number)
        topic = TOPICS[chance.randrange(len(TOPICS))]
        text = topic.read_text(encoding="utf-8")
        slip = SLIPS[number % len(SLIPS)]
        worse = next((new for _ in range(50) if (new := slip(text, chance)) != text), text)
        yield f"{number} {slip.__name__.strip('_')} in {topic.stem}", text, worse


def lost(before: list[Piece], after: list[Piece]) -> Counter[str]:
    """Return how many pieces of each kind are missing; a heading of another level is a heading."""
    return _kinds(before) - _kinds(after)


def _kinds(pieces: list[Piece]) -> Counter[str]:
    return Counter(piece.kind.split()[0] for piece in pieces if piece.kind not in ("text", "code in a line"))


def _drop_mark(text: str, chance: random.Random) -> str:
    at = _mark(text, chance)
    return text[:at] + text[at + 1 :]


def _double_mark(text: str, chance: random.Random) -> str:
    at = _mark(text, chance)
    return text[:at] + text[at] + text[at:]


def _space_before_mark(text: str, chance: random.Random) -> str:
    at = _mark(text, chance)
    return f"{text[:at]} {text[at:]}"


def _indent_line(text: str, chance: random.Random) -> str:
    lines, number = _line(text, chance)
    lines[number] = chance.choice([" ", "  ", "   ", "    ", "\t"]) + lines[number]
    return "\n".join(lines)


def _drop_empty_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    empty = [number for number, line in enumerate(lines[6:], 6) if not line]
    del lines[chance.choice(empty)]
    return "\n".join(lines)


def _add_empty_line(text: str, chance: random.Random) -> str:
    lines, number = _line(text, chance)
    lines.insert(number, "")
    return "\n".join(lines)


def _join_lines(text: str, chance: random.Random) -> str:
    lines, number = _line(text, chance)
    return "\n".join([*lines[: number - 1], lines[number - 1] + lines[number], *lines[number + 1 :]])


def _drop_line_of_marks(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    found = [number for number, line in enumerate(lines[6:], 6) if line and not re.search(r"\w\w", line)]
    del lines[chance.choice(found)]
    return "\n".join(lines)


def _stray_fence(text: str, chance: random.Random) -> str:
    lines, number = _line(text, chance)
    lines.insert(number, chance.choice(["```", "```text", "~~~", "```python"]))
    return "\n".join(lines)


def _typographic(text: str, chance: random.Random) -> str:
    places = [match.start() for match in re.finditer(r"--|\|-|\"| - |`", text[80:])]
    at = chance.choice(places) + 80
    return text[:at] + {"-": "—", "|": "|—", '"': "“", " ": " –", "`": "´"}[text[at]] + text[at + 1 :]


SLIPS: list[Callable[[str, random.Random], str]] = [
    _drop_mark, _drop_mark, _double_mark, _space_before_mark, _indent_line, _drop_empty_line, _add_empty_line,
    _join_lines, _drop_line_of_marks, _typographic, _stray_fence,
]  # fmt: skip


def _mark(text: str, chance: random.Random) -> int:
    """Return the place of a mark of Markdown outside of front matter."""
    start = text.index("\n# ")
    return chance.choice([at for at in range(start, len(text)) if text[at] in MARKS])


def _line(text: str, chance: random.Random) -> tuple[list[str], int]:
    """Return the lines, and the number of one below the title that is not empty."""
    lines = text.split("\n")
    return lines, chance.choice([number for number, line in enumerate(lines[7:], 7) if line.strip()])
