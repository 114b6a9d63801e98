"""A page's running text: what people read as sentences, at its own place in the source, all else blanked out."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache

from ..flashcards import prose_lines
from ..model import Page

LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
DESCRIPTION = re.compile(r"description:(?P<text>.*)")
NOT_PROSE = re.compile(
    r"(?=[<$`([h&{ /.])(?:"  # quickly past what begins none of these
    r"(?s:<!--.*?(?:-->|\Z))"  # comments
    r"|(?s:\$\$.+?\$\$)"  # maths, displayed
    r"|(?<![\\$])\$(?=[^\s$])[^$\n]*?(?<=[^\s$])\$(?!\d)"  # maths, in a line
    r"|(?<![`\\])(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # where a link leads
    r"|(?<=\])\[[^][\n]*\]|^ {0,3}\[[^]\n]+\]:.*$"
    r"|\bhttps?://[^\s)>\]]+|</?[A-Za-z][^<>\n]*>|&#?\w+;"  # addresses, tags, entities
    r"|\{[:#.][^{}\n]*\}|\{ [^{}\n]*\}"  # ids and classes
    r"|(?<!\S)\.?/[\w./-]+)",
    re.MULTILINE,
)
INSIDE_A_NAME = re.compile(r"(?<=\w)[._@](?=\w)|_")
"""What words do not hold, but names of files, hosts and variables."""

NAME = re.compile(r"[\w.@-]+")
NAME_CHARACTERS = string.ascii_letters + string.digits + "_.@-"
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|^ {0,3}>.*$', re.MULTILINE)
NAMED = re.compile(r"\[[^][\n]*\](?=\s*[(\[ ])|^#+ .*$|^\*\[[^]\n]+\]:.*$", re.MULTILINE)
"""Titles: what a link is called, headings; and what the abbr extension shows when asked."""


SEEN = re.compile(r"[^\n]")


@lru_cache(maxsize=8)
def prose_of(page: Page) -> str:
    """Return the source with every character blanked that is not running text; lines and columns stay."""
    prose = _blank(NOT_PROSE, "\n".join(_lines(page.source)))
    return _without_names(prose)


def without_quotations(prose: str) -> str:
    """Blank what stands between double quotation marks, and quoted paragraphs."""
    return _blank(QUOTED, prose)


def without_titles(prose: str) -> str:
    """Blank headings and the texts of links, which are names that somebody else may have given."""
    return _blank(NAMED, prose)


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


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: SEEN.sub(" ", match[0]), text)


def _lines(source: str) -> Iterator[str]:
    """Yield each line of the source, and spaces in the place of front matter and code."""
    wanted = dict(prose_lines(source))
    first, in_list, after_blank = min(wanted, default=0), False, True
    for number, line in enumerate(source.split("\n"), 1):
        if number not in wanted:
            yield _description(line) if number < first else " " * len(line)
            continue
        indented = line.startswith(("    ", "\t"))
        if line.strip() and not indented:
            in_list = bool(LIST_ITEM.match(line)) or (in_list and not after_blank)
        is_code = indented and after_blank and not in_list
        yield " " * len(line) if is_code else line
        after_blank = not line.strip() or is_code


def _description(line: str) -> str:
    """Return a line of front matter with nothing but the description in it."""
    match = DESCRIPTION.fullmatch(line)
    return " " * match.start("text") + match["text"] if match else " " * len(line)
