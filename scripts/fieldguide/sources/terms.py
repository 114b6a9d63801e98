"""The terms of the guide: each at home where it stands in bold with its explanation, in a topic's "How it works"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from ..model import Shelf
from .document import Document, document_of
from .learning_order import document_at, learning_order

_HEADING = re.compile(r"##? +(?P<title>.*?) *")
_EXPLAINING = "How it works"
_TERM = re.compile(r"\*\*(?=[^\s*])(?P<name>[^*`\[\]\n]{2,60}?)(?: \((?P<short>[^()*]{2,12})\))?(?<![\s.:!?,;])\*\*")
_VERBS = "are is means mean says say keeps keep holds hold counts measures runs gives makes lets takes stands"
_SAYS_WHAT = re.compile(
    rf" (?:\(|(?:{'|'.join(_VERBS.split())})\b)|, (?:a|an|the|which|that|where|one|so|when|who)\b|: | = "
)
_NAMES_IT = re.compile(r"(?:called|named|(?P<rest>is|are|as|means)) (?:(?:a|an|the) )?$", re.IGNORECASE)
"""What a name follows; behind the shorter words, something stressed may follow too, and then the sentence goes on."""

_BEGINS = re.compile(r"\s*(?:[-*] |\d+\. )?(?:(?:A|An|The) )?$")
_FORMULA = re.compile(r"\$([^$\\]*)\$")
"""A formula that reads as it is written; a sentence with another one cannot stand outside its page."""

_BEFORE_NAMES = (
    "a all an as at both by each every for from how in its no not on one same "
    "that the to two three what when who with you"
)
_NOT_A_NAME = re.compile(rf"(?:{'|'.join(_BEFORE_NAMES.split())})\s", re.IGNORECASE)
"""What begins a stressed phrase, and no term."""

_MARKS = re.compile(r"\*\*|`|(?<!\w)\*|\*(?!\w)|!?\[(?P<text>[^\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)|\{[^{}]*\}")


@dataclass(frozen=True)
class Term:
    """A term, its short form if there is one, the sentence that explains it, and where that stands."""

    name: str
    short: str
    sentence: str
    path: str
    line: int
    column: int

    @cached_property
    def key(self) -> str:
        """What two mentions of the same term have in common; also its anchor in the glossary."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@lru_cache(maxsize=1024)
def terms_in(source: str, path: str) -> tuple[Term, ...]:
    """Return the terms that a topic explains in bold, in order."""
    return tuple(_terms(document_of(source), path))


def _terms(document: Document, path: str) -> Iterator[Term]:
    section = ""
    cards = [range(header.line, (header.closed_at or header.line) + 1) for header in document.cards]
    for number, line in document.prose:
        if heading := _HEADING.fullmatch(line):
            section = heading["title"]
        if section != _EXPLAINING or "**" not in line or line.startswith("|") or any(number in card for card in cards):
            continue
        for match in _TERM.finditer(line):
            if _explains(line, match) and not _NOT_A_NAME.match(match["name"]):
                name, short = match["name"], match["short"] or ""
                yield Term(name, short, _plain(line), path, number, match.start() + 1)


def glossary(docs_dir: Path) -> dict[str, Term]:
    """Return the terms of all topics by key; of two pages that explain the same, the first in learning order counts."""
    found: dict[str, Term] = {}
    for path in learning_order(docs_dir):
        for term in terms_in(document_at(docs_dir, path).source, path) if Shelf.of(path) else ():
            found.setdefault(term.key, term)
    return found


def _plain(line: str) -> str:
    """Return a line of Markdown without its marks, or '' where it holds a formula."""
    line = _FORMULA.sub(r"\1", line)
    text = "" if "$" in line else _MARKS.sub(lambda match: match["text"] or "", line.strip())
    return re.sub(r"^(?:[-*]|\d+\.) +", "", text)


def _explains(line: str, term: re.Match[str]) -> bool:
    before = line[: term.start()]
    named = _NAMES_IT.search(before)
    last = line[term.end() : term.end() + 1] in (".", ",", ";", ":")
    return bool(_BEGINS.match(before) or _SAYS_WHAT.match(line, term.end()) or (named and (last or not named["rest"])))
