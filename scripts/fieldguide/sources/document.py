"""Find cards in a page's source, by line: pymdownx drops a malformed block silently, so rules look here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from ..model import CardHeader

FENCE = re.compile(r"\s*(?P<marks>`{3,}|~{3,})(?P<info>.*)")
OPENING = re.compile(r"(?P<indent>\s*)/{3,}\s*(?P<block>flashcard|cloze)\b\s*\|?\s*(?P<text>.*?)\s*", re.IGNORECASE)
CLOSING = re.compile(r" {0,3}/{3,}\s*")
ADDRESS = re.compile(r"\]\([^)]*\)")
WORDS_PER_MINUTE = 220
"""A careful reader of technical prose; cards and code are not counted."""

ATTRIBUTES = re.compile(r"(?P<question>.*?)\s*\{(?P<attributes>[^{}]*)\}")


@lru_cache(maxsize=4)
def prose_lines(source: str) -> tuple[tuple[int, str], ...]:
    """Return (line number from 1, line) of everything that stands outside front matter and fenced code.

    Rules ask for it again and again while they look at one page, so the last pages are kept.
    """
    return tuple(_prose_lines(source))


def _prose_lines(source: str) -> Iterator[tuple[int, str]]:
    fence = ""
    in_front_matter = source.startswith("---")
    for number, line in enumerate(source.split("\n"), 1):
        if in_front_matter:
            in_front_matter = number == 1 or line.rstrip() not in ("---", "...")
            continue
        fence, inside = _fence_after(fence, line)
        if not inside:
            yield number, line


def headers_in(source: str) -> tuple[CardHeader, ...]:
    """Return every line that opens a card, well-formed or not, and the line that closes it."""
    headers: list[CardHeader] = []
    for number, line in prose_lines(source) if "///" in source else ():
        if "///" not in line:  # most lines, quickly
            continue
        if opening := OPENING.fullmatch(line):
            headers.append(_header(number, opening))
        elif CLOSING.fullmatch(line) and headers and headers[-1].closed_at is None:
            headers[-1] = CardHeader(**(vars(headers[-1]) | {"closed_at": number}))
    return tuple(headers)


def reading_minutes(source: str) -> int:
    """Return how long a careful reader takes for a page, in minutes; cards and code are not counted."""
    cards = [range(header.line, header.closed_at or header.line) for header in headers_in(source)]
    text = "\n".join(line for number, line in prose_lines(source) if not any(number in card for card in cards))
    words = [word for word in ADDRESS.sub("] ", text).split() if any(map(str.isalnum, word))]
    return max(1, math.ceil(len(words) / WORDS_PER_MINUTE))


def split_header(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Split `Question? {#id .class}` into the question, the ids and the classes."""
    match = ATTRIBUTES.fullmatch(text)
    if match is None:
        return text, (), ()
    words = match["attributes"].split()
    ids = tuple(word[1:] for word in words if word.startswith("#"))
    return match["question"], ids, tuple(word.lstrip(".") for word in words if not word.startswith("#"))


def _header(line: int, opening: re.Match[str]) -> CardHeader:
    question, ids, classes = split_header(opening["text"])
    column = len(opening["indent"]) + 1
    return CardHeader(line, column, opening["block"].lower(), opening["text"], question, ids, classes)


def _fence_after(fence: str, line: str) -> tuple[str, bool]:
    """Return the fence that is open after `line`, and whether `line` belongs to fenced code."""
    match = FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
    if fence:
        closes = match and match["marks"].startswith(fence) and not match["info"].strip()
        return ("" if closes else fence), True
    return (match["marks"], True) if match and "`" not in match["info"] else ("", False)
