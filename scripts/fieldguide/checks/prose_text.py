"""A page's running text: what people read as sentences, at its own place in the source, all else blanked out."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import compress
from operator import eq

from ..flashcards import prose_lines
from ..model import Page

CONTAINER = re.compile(r"\s*(?:[-*+]|\d+[.)]|:|!!!)\s")
"""What opens a list, a definition or an admonition: indented lines belong to it and are no code."""

DESCRIPTION = re.compile(r"---[ \t]*\n(?:(?!---|\.\.\.).*\n)*?description:(?P<text>.*)")
NOT_PROSE = re.compile(
    r"(?=[<$`(\[&{:/])(?:"  # quickly past what begins none of these
    r"(?s:<!--.*?(?:-->|\Z))"  # comments
    r"|<(?P<raw>code|pre|kbd|samp|var)\b[^<>]*>[^<]*</(?P=raw)>"  # code as HTML
    r"|(?s:\$\$.+?\$\$)"  # maths, displayed
    r"|(?<![\\$])\$(?=[^\s$])[^$\n]*?(?<=[^\s$])\$(?!\d)"  # maths, in a line
    r"|(?<![`\\])(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # where a link leads
    r"|(?<=\])\[[^][\n]*\]|^ {0,3}\[[^]\n]+\]:.*$"
    r"|://[^\s)>\]]+|</?[A-Za-z][^<>\n]*>|&#?\w+;"  # addresses, tags, entities
    r"|\{[:#.][^{}\n]*\}|\{ ?[\w-]+=[^{}\n]*\}|\{ [^{}\n]*\}"  # ids and classes
    r"|(?<!\S)/[\w./-]+)",
    re.MULTILINE,
)
INSIDE_A_NAME = re.compile(r"[._@](?:(?<=\w.)(?=\w)|(?<=_))")
"""What words do not hold, but names of files, hosts and variables."""

NAME_CHARACTERS = string.ascii_letters + string.digits + "_.@/-"
NAME = re.compile(r"[\w.@/-]+")
QUOTED = re.compile(r'"(?:[^"\n]|\n(?!\s*\n))*"|“(?:[^“”\n]|\n(?!\s*\n))*”|^ {0,3}>.*$', re.MULTILINE)
TITLES = re.compile(r"\[[^][\n]*\](?=\s*[(\[ ])|^#+ .*$|^\*\[[^]\n]+\]:.*$", re.MULTILINE)
"""What a link is called, headings, and what the abbr extension shows when asked."""

SEEN = re.compile(r"[^\n]")
APOSTROPHE = "’".encode()
PARTS = {ord(char): char for char in string.ascii_letters + string.digits + "'"} | {ord(char): " " for char in " \n\t"}
WORDS = bytes(ord(PARTS.get(n, ".").lower()) for n in range(256))
CAPITALS = bytes(n if chr(n) in string.ascii_uppercase + string.digits else 32 for n in range(256))
"""Tables for UTF-8: letters in lower case, dots for what is none; or capitals and digits, spaces for what is none."""


@lru_cache(maxsize=8)
def prose_of(page: Page) -> str:
    """Return the source with every character blanked that is not running text; lines and columns stay."""
    return _without_names(_blank(NOT_PROSE, "\n".join(_lines(page.source))))


@lru_cache(maxsize=8)
def words_of(page: Page) -> frozenset[str]:
    """Return the words of the running text, in lower case, with a plain apostrophe.

    Rules look here before they look for a place, so that a page without faults costs next to nothing. A letter
    beyond ASCII parts a word in two; what has an apostrophe stands here without it and its end as well.
    """
    words = frozenset(_in_order(page))
    return words | {word.strip("'").removesuffix("'s") for word in words if "'" in word}


def doubled_words(page: Page) -> frozenset[str]:
    """Return the words that come after themselves, in lower case, with spaces or something blanked between."""
    words = _in_order(page)
    return frozenset(filter(str.isalpha, compress(words, map(eq, words, words[1:]))))


@lru_cache(maxsize=8)
def spoken(page: Page) -> str:
    """Return the running text in lower case, a space between words and dots for punctuation marks."""
    return f" {' '.join(_in_order(page))} "


def capitals_in(prose: str) -> frozenset[str]:
    """Return what stands in capitals and digits in a text, be it all of a word or a part."""
    return frozenset(prose.encode().translate(CAPITALS).decode("ascii").split())


def paragraphs_with(phrases: Collection[tuple[str, ...]], prose: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs that hold all words of any of some phrases, and where in the text they start."""
    start = 0
    for paragraph in prose.split("\n\n"):
        lowered = paragraph.lower().replace("’", "'")
        if any(all(word.strip() in lowered for word in phrase) for phrase in phrases):
            yield start, paragraph
        start += len(paragraph) + 2


def without_quotations(prose: str) -> str:
    """Blank what stands between double quotation marks, and quoted paragraphs."""
    return _blank(QUOTED, prose)


@lru_cache(maxsize=8)
def untitled(page: Page) -> str:
    """Return the running text without quotations, headings and texts of links: others may have given those names."""
    return _blank(TITLES, without_quotations(prose_of(page)))


@lru_cache(maxsize=8)
def _in_order(page: Page) -> list[str]:
    data = prose_of(page).encode().replace(APOSTROPHE, b"'")
    return data.translate(WORDS).replace(b".", b" . ").decode("ascii").split()


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(_spaces, text)


def _spaces(match: re.Match[str]) -> str:
    text = match[0]
    return SEEN.sub(" ", text) if "\n" in text else " " * len(text)


def _without_names(prose: str) -> str:
    """Blank names with a dot, an underscore or an at sign inside: looked for from there, since most words have none."""
    parts, done = [], 0
    for inside in INSIDE_A_NAME.finditer(prose):
        if inside.start() >= done:
            start = len(prose[done : inside.start()].rstrip(NAME_CHARACTERS)) + done
            end = NAME.match(prose, inside.start()).end()
            parts += [prose[done:start], " " * (end - start)]
            done = end
    return "".join([*parts, prose[done:]])


def _lines(source: str) -> list[str]:
    """Return the lines of the source, empty ones in the place of front matter and code; the description stays."""
    lines = [""] * (source.count("\n") + 1)
    contained, after_blank = False, True
    for number, line in prose_lines(source):
        if not line or line.isspace():
            after_blank = True
        elif not line.startswith(("    ", "\t")):
            contained = bool(CONTAINER.match(line)) or (contained and not after_blank)
            lines[number - 1], after_blank = line, False
        elif contained or not after_blank:  # else it is indented code
            lines[number - 1], after_blank = line, False
    if match := DESCRIPTION.match(source):
        lines[source.count("\n", 0, match.start("text"))] = " " * len("description:") + match["text"]
    return lines
