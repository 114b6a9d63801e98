"""Rules about figures and sources: each is computed on the page or linked to where it comes from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..model import Page, Topic
from ..rules import Found, topic_rule
from ..sources.document import document_of
from .text import headings, plain, section_line, sections
from .words import no_technique

_ROW = re.compile(r"<tr>\s*(<td.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_WEB_LINK = re.compile(r'href="(https?://[^"]+)"')
_RULER = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*")
"""The line of a table that stands between its head and its rows."""

_FEWEST_SOURCES = 2


@topic_rule
def numbers_have_origin(page: Topic) -> Found:
    """Each row under `## Numbers` says in its last column "computed", or links to its source.

    Bad:  | Threads | 40 | well known |
    Good: | Threads | 40 | [Starlette, thread pool](https://www.starlette.io/threadpool), as of 2026-11 |
    """
    start = section_line(page, "Numbers")
    rows = [_CELL.findall(row) for row in _ROW.findall(sections(page).get("Numbers", ""))]
    lines = [*_row_lines(page, start), *[start] * len(rows)]
    for cells, line in zip(rows, lines, strict=False):
        if "computed" not in plain(cells[-1]) and "href=" not in cells[-1]:
            figure = plain(cells[0]).strip()
            yield line, 1, f"{figure[:60]!r} has no origin; write 'computed above' or link to its source"


@topic_rule
def sources_used(page: Topic) -> Found:
    """A topic has at least two sources, each linked in the text above where it is used.

    Bad:  a link that stands only under ## Sources
    Good: the same link next to the figure that it supports
    """
    sources = _web_links(sections(page).get("Sources", ""))
    above = set(_web_links("".join(markup for title, markup in sections(page).items() if title != "Sources")))
    fewest = 0 if page.slug in no_technique() and "Sources" not in sections(page) else _FEWEST_SOURCES
    if len(sources) < fewest:
        yield section_line(page, "Sources"), 1, f"{len(sources)} sources; link at least {_FEWEST_SOURCES}"
    for url in sources:
        if url not in above:
            line = page.source.count("\n", 0, page.source.rfind(url)) + 1
            yield line, 1, f"this source is not used above: {url[:80]}; link it where it is used, or remove it"


def _row_lines(page: Page, start: int) -> Iterator[int]:
    """Yield the lines of the rows of tables, without their heads, in the section that starts at line `start`."""
    end = next((h.line for h in headings(page) if h.level == 2 and h.line > start), page.source.count("\n") + 2)
    lines = [(number, line) for number, line in document_of(page.source).prose if start < number < end]
    rulers = {number for number, line in lines if "|" in line and _RULER.fullmatch(line)}
    for number, line in lines:
        if line.lstrip().startswith("|") and not {number, number + 1} & rulers:
            yield number


def _web_links(markup: str) -> list[str]:
    return [html.unescape(url) for url in _WEB_LINK.findall(markup) if "issues/new" not in url]
