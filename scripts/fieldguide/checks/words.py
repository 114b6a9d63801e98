"""The words that the rules on prose know: common misspellings, and what stands in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Set
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FILE = "scripts/fieldguide/checks/words.toml"
"""Where contributors add a word, as problems name it."""


class Entry(NamedTuple):
    """A phrase that the voice forbids, as far as it is one text, and its words; whole ones end in a space."""

    phrase: str
    words: tuple[str, ...]


@cache
def _words() -> dict[str, dict]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def misspellings() -> dict[str, str]:
    """Return what codespell's list of common misspellings would write instead, by misspelt word in lower case."""
    lines = (files("codespell_lib") / "data/dictionary.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("->", 1) for line in lines if "disabled" not in line)
    wrong = {word.lower(): right for word, right in pairs}
    for right in _words()["spelling"]["right"]:
        wrong.pop(right, None)
    return wrong


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations that need no explanation, in capitals."""
    told = _words()["abbreviations"]
    return frozenset(told["known"]) | frozenset(told["names"])


@cache
def forbidden() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the voice's forbidden words, outside of technical terms, and the remedy for each."""
    voice = _words()["voice"]
    pattern = f"(?P<term>{_any(voice['terms'])})|(?P<word>{_any(voice['forbidden'])})"
    return re.compile(rf"(?i)(?<![\w'‘-])(?:{pattern})(?!\w)"), voice["forbidden"]


def maybe_among(words: Set[str]) -> list[Entry]:
    """Return the forbidden entries all of whose words stand among `words`, in whatever order; on most pages, few."""
    together = f" {' '.join(words)} "
    return [entry for entry in _entries() if all(word in together for word in entry.words)]


def remedy(word: str) -> str:
    """Return what to write instead of a forbidden word."""
    told = ((re.fullmatch(_any([entry]), word, re.IGNORECASE), text) for entry, text in forbidden()[1].items())
    return next(text for found, text in told if found)


@cache
def _entries() -> list[Entry]:
    """Return the forbidden entries as text in lower case holds them, with a dot for a hyphen."""
    entries = [f" {entry} ".replace("-", " . ") for entry in _words()["voice"]["forbidden"]]
    spaced = ([f" {word} ".replace("* ", "") for word in entry.split() if word != "."] for entry in entries)
    return [Entry(entry.partition("*")[0], tuple(words)) for entry, words in zip(entries, spaced, strict=True)]


def _any(entries: Iterable[str]) -> str:
    """Return a pattern of entries, in which `*` stands for the end of a word and a space for any white space."""
    escaped = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in entries)
    return "|".join(entry.replace("'", "['’]") for entry in escaped)
