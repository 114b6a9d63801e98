"""The files that the search box reads: small enough that only those a query needs are fetched."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..model import Guide
from ..sources.terms import glossary
from .passages import Passage, passages
from .words import PART, pairs_in, spellings, stem, words_in

_SATURATED, _BY_LENGTH = 1.2, 0.6
"""The k1 and b of BM25: how soon more of a word says nothing new, and how far a long passage must say it more often."""

_IN_TEXT = 0.55
"""How much of what a word can say it says by its number."""

_PLACED = (0.44, 0.24, 0.15)
"""And how much in the name of a passage, as a term that is at home there, and as another one in bold."""

_LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How much a word says in a passage, from a little to all it can."""

_PART_SIZE = 16_000
"""Characters of a file of words, before compression."""

_SPELLINGS = Path("assets/words/spellings.tsv")
"""What people type, and the words of the guide for it."""

_Groups = dict[str, dict[int, float]]
"""For each stem, how much it says in which passage."""


def search_files(guide: Guide) -> dict[str, bytes]:
    """Return the files of the search by name: scripts, which a page opened from a disk may load too."""
    found = list(passages(guide))
    groups, forms = _grouped(found, _at_home(guide))
    parts = list(_parts(groups, forms))
    start = {
        "passages": [_entry(passage, guide) for passage in found],
        "from": [first for first, _ in parts],
        "means": _short_forms(Path(guide.docs_dir)) | _meanings(Path(guide.docs_dir) / _SPELLINGS),
    }
    files = {f"{number}.js": _script(str(number), lines) for number, (_, lines) in enumerate(parts)}
    return {"start.js": _script("start", start), "words.js": _script("words", _known(found, groups)), **files}


def _known(found: Iterable[Passage], groups: _Groups) -> str:
    """Return the words that somebody may have meant, the most frequent first."""
    words = {word for passage in found for word in passage.plain if len(word) > 3 and word.isalpha()}
    spelled = {other for word in words if len(groups[stem(word)]) > 1 for other in spellings(word)}
    return " ".join(sorted(spelled, key=lambda word: (-len(groups[stem(word)]), word)))


def _entry(passage: Passage, guide: Guide) -> list[str | float]:
    topics = {page.url for page in guide.topics}
    url = passage.url.partition("#")[0]
    weight = 1.0 if url in topics else 0.2 if url.startswith(("contributing/", "retired/")) else 0.7
    return [passage.url if passage.kind == "page" else passage.url[len(url) :], passage.title, passage.about, weight]


def _at_home(guide: Guide) -> dict[str, set[str]]:
    """Return, by the address of a page, the words of the terms that the glossary sends there."""
    urls = {page.path: page.url for page in guide.pages}
    words: dict[str, set[str]] = defaultdict(set)
    for term in glossary(Path(guide.docs_dir)).values():
        words[urls.get(term.path, "")].update(words_in(f"{term.name} {term.short}"), pairs_in(term.name))
    return words


def _grouped(found: list[Passage], at_home: dict[str, set[str]]) -> tuple[_Groups, dict[str, set[str]]]:
    """Return how much each stem says in each passage, and the words that have this stem."""
    groups: _Groups = defaultdict(dict)
    forms: dict[str, set[str]] = defaultdict(set)
    usual = _usual_length(found)
    for number, passage in enumerate(found):
        counted: dict[str, float] = defaultdict(float)
        for word, weight in passage.words.items():
            forms[stem(word)] |= spellings(word)
            counted[stem(word)] += weight
        longer = 1 - _BY_LENGTH + _BY_LENGTH * sum(passage.words.values()) / usual[passage.kind]
        placed = _placed(passage, at_home.get(passage.url, set()))
        for word, weight in counted.items():
            said = weight / (weight + _SATURATED * longer)
            groups[word][number] = _IN_TEXT * said + placed.get(word, 0)
    return groups, forms


def _placed(passage: Passage, at_home: set[str]) -> dict[str, float]:
    """Return what stems say by where they stand in a passage."""
    placed: dict[str, float] = {}
    for words, worth in zip((passage.name, at_home, passage.terms), _PLACED, strict=True):
        for word in words:
            placed.setdefault(stem(word), worth)
    return placed


def _usual_length(found: Iterable[Passage]) -> dict[str, float]:
    lengths: dict[str, list[float]] = defaultdict(list)
    for passage in found:
        lengths[passage.kind].append(sum(passage.words.values()))
    return {kind: sum(each) / len(each) for kind, each in lengths.items()}


def _parts(groups: _Groups, forms: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield (the two letters it begins with, its lines) of each file of words, in order."""
    first, previous, lines = "", "", ""
    for group in sorted(groups, key=lambda group: (min(forms[group])[:2], group)):
        begins = min(forms[group])[:2]
        if len(lines) > _PART_SIZE and begins != previous:
            yield first, lines
            first, lines = begins, ""
        previous = begins
        lines += f"{' '.join(sorted(forms[group]))}|{_postings(groups[group])}\n"
    yield first, lines


def _postings(says: dict[int, float]) -> str:
    """Return the passages of a word: each as its distance from the one before, in base 36, and a letter."""
    text, before = "", -1
    for number, value in sorted(says.items()):
        gap = number - before
        text += (_base36(gap) if gap > 1 else "") + _LEVELS[min(25, math.floor(value * 26))]
        before = number
    return text


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def _meanings(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {" ".join(PART.findall(typed.lower())): meant for row, meant in rows for typed in row.split(",")}


def _short_forms(docs_dir: Path) -> dict[str, str]:
    """Return what the short forms of terms stand for, and themselves."""
    terms = [term for term in glossary(docs_dir).values() if term.short]
    return {" ".join(PART.findall(term.short.lower())): f"{term.name} {term.short}" for term in terms}


def _script(name: str, value: object) -> bytes:
    return f"searchData({json.dumps(name)},{json.dumps(value, ensure_ascii=False, separators=(',', ':'))})\n".encode()
