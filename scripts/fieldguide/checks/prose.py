"""Rules about prose: spelling, the guide's voice, and abbreviations that a reader may not know."""

from __future__ import annotations

import re
import string

from ..model import Page
from . import words
from .prose_text import prose_of, without_quotations, without_titles
from .registry import Found, page_rule, topic_rule
from .text import place_at

WORD = re.compile(r"(?<![\w'’-])[A-Za-z]?[a-zà-ÿ]+(?:['’][a-zà-ÿ]+)*(?!\w)")
NO_MARKS = dict.fromkeys(map(ord, string.punctuation.replace("'", "") + "“”‘…–—"), " ")
SHORT_NAME = re.compile(r"[A-Z][a-z]{1,3}")
"""What stands in the middle of a sentence like this is a name: Ba, Thi, Teh."""

TWICE = re.compile(r"(?<![\w'’-])(?P<word>[A-Za-z]++)(?: |\n {0,4})(?P<again>(?P=word))(?![\w'’-])", re.IGNORECASE)
RIGHT_TWICE = frozenset({"that", "had", "is", "do", "so", "very", "bye", "log"})
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,}[A-Z0-9]*(?=s?(?![\w]))")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2705\u274c\u274e\u2728\u2b50\u26a1\u2753-\u2757\u2764\ufe0f]+")
NEAR = 120
"""How many characters around an abbreviation may explain it."""


@page_rule
def spelling(page: Page) -> Found:
    """No word is a common misspelling; words of the field that only look like one stand in `words.toml`.

    Bad:  Embeddings are retreived.
    Good: Embeddings are retrieved.
    """
    prose, wrong = prose_of(page), words.misspellings()
    if wrong.keys().isdisjoint(prose.lower().replace("’", "'").translate(NO_MARKS).split()):
        return
    for match in WORD.finditer(prose):
        right = wrong.get(match[0].lower().replace("’", "'"))
        if right and not (SHORT_NAME.fullmatch(match[0]) and prose[match.start() - 1 : match.start()] == " "):
            remedy = " or ".join(word.strip() for word in right.strip(",").split(",")[:3])
            yield *place_at(page, match.start()), f"{match[0]!r}; write {remedy}, or add the word to {words.FILE}"


@page_rule
def word_twice(page: Page) -> Found:
    """No word stands twice in a row by mistake.

    Bad:  It waits for the the lock.
    Good: It waits for the lock.
    """
    for match in TWICE.finditer(prose_of(page)):
        if match["word"].lower() not in RIGHT_TWICE and match["word"].islower():
            yield *place_at(page, match.start("again")), f"{match['again'][:60]!r} stands twice; remove one"


@page_rule
def voice(page: Page) -> Found:
    """The prose is plain: no word of hype and no emoji, but in quotations and where the word is a technical term.

    Bad:  A robust cache is crucial.
    Good: A cache that survives a restart saves 40% of the calls. Robust statistics resist outliers.
    """
    prose = without_quotations(prose_of(page))
    lowered = " ".join(prose.lower().split())
    hits = words.forbidden()[0].finditer(prose) if any(word in lowered for word in words.marks()) else ()
    for match in hits:
        if match["word"]:
            yield *place_at(page, match.start()), f"{match[0]!r} says nothing; {words.remedy(match[0])}"
    for match in EMOJI.finditer(prose):
        yield *place_at(page, match.start()), "emoji in prose; say it in words"


@topic_rule
def abbreviation_explained(page: Page) -> Found:
    """An abbreviation is written out at its first use on a page, unless everybody in the field knows it.

    Bad:  TTFT is what users feel.
    Good: The time to first token (TTFT) is what users feel.
    """
    prose = prose_of(page).split("\n## Sources")[0]
    text, explained = without_quotations(without_titles(prose)), set(words.abbreviations())
    for match in ABBREVIATION.finditer(prose):
        short = match[0]
        if short in explained:
            continue
        is_title, is_explained = text[match.start()] == " ", _is_explained(short, prose, match.start())
        if not is_title and not is_explained:
            what = f"{short[:60]!r} is not written out at its first use; write 'its words ({short[:60]})'"
            yield *place_at(page, match.start()), f"{what}, or add a name to {words.FILE}"
        if is_explained or not is_title:
            explained.add(short)


def _is_explained(short: str, prose: str, start: int) -> bool:
    """Say whether the words next to an abbreviation are what it stands for."""
    line_start = prose.rfind("\n", 0, start) + 1
    line_end = (prose + "\n").index("\n", start)
    before = prose[max(line_start, start - NEAR) : start]
    after = prose[start + len(short) : min(line_end, start + len(short) + NEAR)]
    if re.match(r"s?[*_]*\s\([^)]*\w \w", after) or re.search(r"\(\W*$", before):
        side = before.split()[-2 * len(short) :] if before.rstrip("*_\"' ").endswith("(") else after.split()
        return any(_starts(word, short[0]) for word in side)
    return _are_initials(short, before) or _are_initials(short, after)


def _are_initials(short: str, text: str) -> bool:
    """Say whether the letters of an abbreviation begin words of `text`, in its order."""
    initials = iter([word[0].upper() for word in re.findall(r"[A-Za-z]+", text)])
    return all(letter in initials for letter in short if letter.isalpha())


def _starts(word: str, letter: str) -> bool:
    return any(part[:1].upper() == letter for part in re.split(r"[\W_]+", word))
