"""The words that the rules on prose know: common misspellings, and what stands in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

FILE = "scripts/fieldguide/checks/words.toml"
"""Where contributors add a word, as problems name it."""


@cache
def _words() -> dict[str, dict]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def misspellings() -> dict[str, str]:
    """Return what codespell's list of common misspellings would write instead, by misspelt word in lower case."""
    lines = (files("codespell_lib") / "data/dictionary.txt").read_text(encoding="utf-8").lower().splitlines()
    pairs = dict(line.split("->", 1) for line in lines if "disabled" not in line)
    for right in _words()["spelling"]["right"]:
        pairs.pop(right, None)
    return pairs


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
    return re.compile(rf"(?i)(?<![\w-])(?:{pattern})(?!\w)"), voice["forbidden"]


@cache
def marks() -> tuple[str, ...]:
    """Return what must stand somewhere on a page that has a forbidden word: most pages have none of it."""
    return tuple(max(re.split(r"[*']", entry), key=len) for entry in _words()["voice"]["forbidden"])


def remedy(word: str) -> str:
    """Return what to write instead of a forbidden word."""
    told = ((re.fullmatch(_any([entry]), word, re.IGNORECASE), text) for entry, text in forbidden()[1].items())
    return next(text for found, text in told if found)


def _any(entries: Iterable[str]) -> str:
    """Return a pattern of entries, in which `*` stands for the end of a word and a space for any white space."""
    escaped = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in entries)
    return "|".join(entry.replace("'", "['’]") for entry in escaped)
