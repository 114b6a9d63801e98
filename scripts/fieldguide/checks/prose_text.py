"""A page's running text: what people read as sentences, at its own place in the source, all else blanked out."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Page
from ..sources.document import document_of

_DESCRIPTION = re.compile(r"---[ \t]*\n(?:(?!---|\.\.\.).*\n)*?description:(?P<text>.*)")
_NOT_PROSE = re.compile(
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
_NAME = re.compile(r"[\w.@/-]+")
_INSIDE_A_NAME = re.compile(r"(?<=\w)[._@](?=\w)|_")
"""What words do not hold, but names of files, hosts and variables."""

_QUOTED = re.compile(r'"(?:[^"\n]|\n(?!\s*\n))*"|“(?:[^“”\n]|\n(?!\s*\n))*”|^ {0,3}>.*$', re.MULTILINE)
_TITLES = re.compile(r"\[[^][\n]*\](?=\s*[(\[ ])|^#+ .*$|^\*\[[^]\n]+\]:.*$", re.MULTILINE)
"""What a link is called, headings, and what the abbr extension shows when asked."""

_SEEN = re.compile(r"[^\n]")


@lru_cache(maxsize=4)
def prose_of(page: Page) -> str:
    """Return the source with every character blanked that is not running text; lines and columns stay."""
    return _NAME.sub(_without_name, _blank(_NOT_PROSE, "\n".join(_lines(page.source))))


def without_quotations(prose: str) -> str:
    """Blank what stands between double quotation marks, and quoted paragraphs."""
    return _blank(_QUOTED, prose)


@lru_cache(maxsize=4)
def untitled(page: Page) -> str:
    """Return the running text without quotations, headings and texts of links: others may have given those names."""
    return _blank(_TITLES, without_quotations(prose_of(page)))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: _SEEN.sub(" ", match[0]), text)


def _without_name(match: re.Match[str]) -> str:
    return " " * len(match[0]) if _INSIDE_A_NAME.search(match[0]) else match[0]


def _lines(source: str) -> list[str]:
    """Return the lines of the source, empty ones in the place of front matter and code; the description stays."""
    lines = [""] * (source.count("\n") + 1)
    for number, line in document_of(source).prose:
        lines[number - 1] = line
    if match := _DESCRIPTION.match(source):
        lines[source.count("\n", 0, match.start("text"))] = " " * len("description:") + match["text"]
    return lines
