"""The words that the rules on prose know: common misspellings, and what stands in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..model import Guide
from ..project import ROOT
from ..rules import FoundIn, guide_rule

FILE = "docs/contributing/words.toml"
"""Where contributors add a word, as problems name it."""

_LISTS: dict[str, dict[str, type[list[str]] | type[dict[str, str]]]] = {
    "spelling": {"right": list},
    "abbreviations": {"known": list, "names": list},
    "voice": {"forbidden": dict, "terms": list},
    "topics": {"no_technique": list},
    "glossary": {"terms": list},
}
"""What the file holds."""

_KNOWN = "; ".join(f"{', '.join(lists)} in [{section}]" for section, lists in _LISTS.items())


@guide_rule
def words_list(guide: Guide) -> FoundIn:
    """`docs/contributing/words.toml` can be read, and holds the lists that the rules know.

    Bad:  right = "ans", or [speling]
    Good: right = ["ans"], under [spelling]
    """
    path = Path(guide.docs_dir, "contributing/words.toml")
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = next(iter(re.findall(r"line (\d+)", str(error))), "1")
        yield FILE, int(line), 1, f"not TOML ({str(error)[:80]}); correct it"
        return
    for section, entries in found.items():
        for name, value in entries.items() if isinstance(entries, dict) else ((section, entries),):
            wanted = _LISTS.get(section, {}).get(name)
            if wanted is None or not isinstance(value, wanted) or not all(isinstance(word, str) for word in value):
                line = next((n for n, at in enumerate(text.split("\n"), 1) if at.strip().startswith(name)), 1)
                yield FILE, line, 1, f"{name[:60]!r} is not a list that the rules know; they are: {_KNOWN}"


@cache
def _words() -> dict[str, dict[str, Any]]:
    path = ROOT / FILE
    found = _lists_in(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: found.get(name, {}) for name in _LISTS}


def _lists_in(text: str) -> dict[str, dict[str, Any]]:
    """Return what a file of words says, or {} where it cannot be read: a rule says so."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def terms_of_the_map() -> list[str]:
    """Return the terms that an interview asks for by name, each of which some topic has to explain."""
    return list(_words()["glossary"].get("terms", ()))


@cache
def misspellings() -> dict[str, str]:
    """Return what codespell's list of common misspellings would write instead, by misspelt word in lower case."""
    lines = (files("codespell_lib") / "data/dictionary.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("->", 1) for line in lines if "disabled" not in line)
    wrong = {word.lower(): right for word, right in pairs}
    for right in _words()["spelling"].get("right", ()):
        wrong.pop(right, None)
    return wrong


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations that need no explanation, in capitals."""
    told = _words()["abbreviations"]
    return frozenset(told.get("known", ())) | frozenset(told.get("names", ()))


@cache
def no_technique() -> frozenset[str]:
    """Return the names of the topics that are no technique: they need no lab, and only the sections that make sense."""
    return frozenset(_words()["topics"].get("no_technique", ()))


@cache
def forbidden() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the voice's forbidden words, outside of technical terms, and the remedy for each."""
    voice = {"terms": [], "forbidden": {}} | _words()["voice"]
    pattern = f"(?P<term>{_any(voice['terms'])})|(?P<word>{_any(voice['forbidden'])})"
    return re.compile(rf"(?i)(?<![\w'‘-])(?:{pattern})(?!\w)"), voice["forbidden"]


def remedy(word: str) -> str:
    """Return what to write instead of a forbidden word."""
    told = ((re.fullmatch(_any([entry]), word, re.IGNORECASE), text) for entry, text in forbidden()[1].items())
    return next(text for found, text in told if found)


def _any(entries: Iterable[str]) -> str:
    """Return a pattern of entries, in which `*` stands for the end of a word and a space for any white space."""
    escaped = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in entries)
    return "|".join(entry.replace("'", "['’]") for entry in escaped)
