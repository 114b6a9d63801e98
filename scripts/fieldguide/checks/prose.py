"""Rules about prose: it is spelt right, plain, and says no word twice."""

from __future__ import annotations

import re

from ..model import Page
from ..rules import Found, remark_rule
from ..sources.registry import place_at
from . import words
from .prose_text import prose_of, without_quotations

_WORD = re.compile(r"(?<![\w'’])(?:[A-Za-z]?[a-z]+)(?:['’][a-z]+)*(?!\w)")
_PART = re.compile(r"(?<=[\w'’]-)\w{1,4}\b|\w{1,4}(?=-\w)")
"""A short part of a word with a hyphen: add-ons."""

_NAME = re.compile(r"(?<=[\w,;&] )[A-Z][a-z]{1,3}\b|(?<=\b[A-Z]\. )[A-Z]\w+|[A-Z]\w+(?=,? et al\b)")
_AFTER_NAME = re.compile(r"\b[A-Z][\w'’-]*\.? \Z")
"""Who wrote what: Ba and Teh, J. Hight, Mark Skelton, Stange et al."""

_TWICE = re.compile(r"(?i)(?<![\w'’-])(?P<word>[a-z]++)(?: |\n {0,4})(?P<again>(?P=word))(?![\w'’-])")
_RIGHT_TWICE = frozenset(
    {"that", "had", "is", "do", "so", "very", "bye", "log", "no", "yes", "many", "more", "long", "can", "blah"}
)

_EMOJI = re.compile("(?:[\U0001f000-\U0001faff\u2705\u274c\u274e\u2728\u2b50\u26a1\u2753-\u2757\u2764\ufe0f] ?)+")


@remark_rule
def spelling(page: Page) -> Found:
    """No word is a common misspelling or stands twice; words of the field that look like one stand in `words.toml`.

    Bad:  Embeddings are retreived. It waits for the the lock.
    Good: Embeddings are retrieved. It waits for the lock.
    """
    wrong = words.misspellings()
    prose = prose_of(page)
    for match in _WORD.finditer(prose):
        word = match[0].lower().replace("’", "'")
        right = wrong.get(word) or wrong.get(word.removesuffix("'s"))
        if right and not _PART.match(prose, match.start()) and not _is_name(match):
            what = f"{match[0][:60]!r} is a common misspelling; write {_choices(right, match[0])}"
            yield *place_at(prose, match.start()), f"{what}, or add the word to {words.FILE}"
    for match in _TWICE.finditer(prose):
        if match["again"].islower() and match["again"] not in _RIGHT_TWICE:
            yield *place_at(prose, match.start("again")), f"{match['again'][:60]!r} stands twice; remove one"


@remark_rule
def voice(page: Page) -> Found:
    """The prose is plain: no word of hype and no emoji, but in quotations and where the word is a technical term.

    Bad:  A robust cache is crucial.
    Good: A cache that survives a restart saves 40% of the calls. Robust statistics resist outliers.
    """
    prose = without_quotations(prose_of(page))
    for match in words.forbidden()[0].finditer(prose):
        if match["word"]:
            what = f"{' '.join(match[0].split())[:60]!r} says nothing; {words.remedy(match[0])}"
            yield *place_at(prose, match.start()), what
    for match in _EMOJI.finditer(prose):
        yield *place_at(prose, match.start()), "emoji in prose; say it in words"


def _choices(right: str, wrong: str) -> str:
    """Return what codespell would write instead, three words at most, with a capital where there was one."""
    choices = [choice.strip() for choice in right.strip(",").split(",")[:3]]
    return " or ".join(choice[0].upper() + choice[1:] if wrong[0].isupper() else choice for choice in choices)


def _is_name(match: re.Match[str]) -> bool:
    """Say whether a match is likely somebody's name: short and in a sentence, or next to another name."""
    before = match.string[max(match.start() - 30, 0) : match.start()].rpartition("\n")[2]
    return bool(_NAME.match(match.string, match.start()) or (match[0][0].isupper() and _AFTER_NAME.search(before)))
