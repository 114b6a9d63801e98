"""The rule about abbreviations that a reader may not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..model import Page
from ..rules import Found, remark_rule
from ..sources.registry import place_at
from . import words
from .prose_text import prose_of, untitled

_ABBREVIATION = re.compile(r"[A-Z](?<![\w-].)[A-Z]+[A-Z0-9]*(?=s?(?!\w))")
_NEAR = 400
"""How many characters around an abbreviation may explain it; most of them are the blanked address of a link."""

_MOST_LOOKS = 50
"""How often an abbreviation is looked at before its first use, in titles and quotations: a page may be full of it."""

_SAYS = r"(?:also|an?|are|called|for|i\.e\.|is|known as|means|or|short|stands|that|the)"
_BRACKETS = re.compile(r"s?[^\w(]*+(?:\w++(?:-\w++)*+[^\w(]++){0,2}\((?P<words>[^()]*)")
_GAP_BEFORE = re.compile(rf"(?:\A|(?<=\w))(?:[^\w]|\b{_SAYS}\b)*\Z")
_GAP_AFTER = re.compile(rf"s?(?P<gap>[^\w]*(?:{_SAYS}\b[^\w]*)*)")
_SETS_OFF = re.compile(r"[(,:;|=–—a-z]| - ")
"""What stands between an abbreviation and its words where there are no brackets."""


@remark_rule
def abbreviation_explained(page: Page) -> Found:
    """An abbreviation is written out at its first use on a page, unless everybody in the field knows it.

    Bad:  TTFT is what users feel.
    Good: The time to first token (TTFT) is what users feel.
    """
    prose = prose_of(page)
    title = prose.find("\n# ") + 1
    sources = prose.find("\n## Sources", title)
    body = (title, sources if sources >= 0 else len(prose))
    for start, end in ((0, title), body):  # lists show a description alone
        for match in _unexplained(page, start, end):
            what = f"{match[0][:60]!r} is not written out at its first use; write 'its words ({match[0][:60]})'"
            yield *place_at(prose, match.start()), f"{what}, or add a name to {words.FILE}"


def _unexplained(page: Page, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the uses of abbreviations that come before their words; in titles they need none, but may stand."""
    known = set(words.abbreviations())
    looks = Counter[str]()
    for match in _ABBREVIATION.finditer(prose_of(page), start, end):
        looks[match[0]] += 1
        if match[0] not in known and looks[match[0]] < _MOST_LOOKS:
            explained = _is_explained(match)
            if not explained and untitled(page)[match.start()] != " ":
                yield match
                explained = True
            if explained:
                known.add(match[0])


def _is_explained(match: re.Match[str]) -> bool:
    """Say whether the words next to an abbreviation are what it stands for."""
    letters = match[0].lower()
    before, after = _around(match)
    if (brackets := _BRACKETS.match(after)) and _spell(letters, _words(brackets["words"])):
        return True
    following = _GAP_AFTER.match(after)
    words = _words(after[following.end() :])[: 2 * len(letters)] if following else []
    if following and _SETS_OFF.search(following["gap"]) and _begin(letters, words):
        return True
    gap = _GAP_BEFORE.search(before)
    if gap is None or not _SETS_OFF.search(gap[0]):
        return False
    preceding = _words(before[: gap.start()])[-2 * len(letters) - 2 :]
    matches = _spell if "(" in gap[0] else _begin
    return any(matches(letters, preceding[n:]) for n in range(len(preceding)))


def _around(match: re.Match[str]) -> tuple[str, str]:
    """Return what stands before and after on the line; of an abbreviation that ends its line, the next line too."""
    before = match.string[max(match.start() - _NEAR, 0) : match.start()].rpartition("\n")[2]
    after = match.string[match.end() : match.end() + _NEAR]
    return before, after[:1] + after[1:].partition("\n")[0]


def _spell(letters: str, among: list[str]) -> bool:
    """Say whether words hold letters in their order, anywhere but for the first: multilayer perceptron, MLP."""
    return _starts(letters, among) and _in_order(letters, "".join(among))


def _begin(letters: str, among: list[str]) -> bool:
    """Say whether letters begin some of the words, the first one among them, in their order."""
    return _starts(letters, among) and _in_order(letters, (word[0] for word in among))


def _starts(letters: str, among: list[str]) -> bool:
    return bool(among) and (among[0].startswith(letters[0]) or letters[0] == "x")  # extensible, cross, transmit


def _in_order(letters: str, among: Iterable[str]) -> bool:
    rest = iter(among)
    return all(letter in rest for letter in letters.removeprefix("x") if letter.isalpha())


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())
