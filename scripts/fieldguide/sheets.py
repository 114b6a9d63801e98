"""Sheets for the morning of an interview: one printed page for each topic, and the first cards with their answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from string import Template

from .documents import document, without_ids
from .export import from_root
from .model import Card, Guide, Page

_MAIN = Template("""<p class="where"><a href="./">The whole topic</a> · Print this page: it is one sheet.</p>
<h1>$title</h1>
<p class="about">$about</p>
$parts""")
_TABLE = re.compile(r"<tbody>(?P<rows>.*?)</tbody>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_QUESTIONS = re.compile(r"The first two questions:</strong>.*?(?P<list><ul>.*?</ul>)", re.DOTALL)
_LISTED = re.compile(r'<li><a href="[^"#]*#(?P<id>[\w-]+)">(?P<question>.*?)</a></li>')
_MINUTES = re.compile(r'(<span class="fact">\d+ min read</span>)')


def write_sheets(site: Path, guide: Guide) -> None:
    """Write the sheet of each topic of a built site, lead to it from the topic, and answer the list of first cards."""
    for topic in guide.topics:
        page = site / topic.url / "index.html"
        (page.parent / "sheet").mkdir()
        (page.parent / "sheet" / "index.html").write_text(_sheet(topic), encoding="utf-8")
        html = page.read_text(encoding="utf-8")
        link = r'\1 <a class="fact" href="sheet/">Sheet for the morning</a>'
        page.write_text(_MINUTES.sub(link, html, count=1), encoding="utf-8")
    first = site / "start-here" / "index.html"
    if first.exists():
        cards = {card.id: (card, topic) for topic in guide.topics for card in topic.cards}
        first.write_text(_with_answers(first.read_text(encoding="utf-8"), cards), encoding="utf-8")


def _sheet(topic: Page) -> str:
    """Return the sheet of a topic: its questions, its numbers, choices and failures in a line each, its first cards."""
    questions = _QUESTIONS.search(topic.html)
    parts = [
        _part("They ask", questions["list"] if questions else ""),
        _part("By heart", _lines(topic, "by-heart", lambda cells: f"{cells[0]}: <b>{cells[1]}</b>")),
        _part("Choose", _lines(topic, "trade-offs", _choice)),
        _part("What breaks", _lines(topic, "what-breaks", _failure)),
        _part("Say it", "".join(_card(card) for card in topic.cards if card.start_here)),
    ]
    about = escape(str(topic.meta.get("description", "")))
    title = escape(topic.title)
    main = _MAIN.substitute(title=title, about=about, parts="\n".join(filter(None, parts)))
    return document(f"{title} - the sheet", main, "sheet", root="../../../", base="../")


def _with_answers(html: str, cards: Mapping[str, tuple[Card, Page]]) -> str:
    """Return the list of first cards with each question as what opens its answer."""

    def opened(listed: re.Match[str]) -> str:
        if listed["id"] not in cards:
            return listed[0]
        card, topic = cards[listed["id"]]
        answer = without_ids(from_root(card.answer, topic.url, "../"))
        link = f'<p><a href="../{topic.url}#{card.id}">{escape(topic.title)}</a></p>'
        return f"<li><details><summary>{listed['question']}</summary>{answer}{link}</details></li>"

    return _LISTED.sub(opened, html)


def _choice(cells: list[str]) -> str:
    costs = f" It costs: {_small(cells[2])}." if len(cells) > 3 else ""
    return f"<b>{cells[0]}</b>, when {_small(cells[-1])}.{costs}"


def _failure(cells: list[str]) -> str:
    remedy = f". → {cells[2]}." if len(cells) > 2 else ""
    return f"<b>{cells[0]}</b>: {_small(cells[1])}{remedy}"


def _lines(topic: Page, anchor: str, line: Callable[[list[str]], str]) -> str:
    """Return the rows of the first table below a heading, each as a line."""
    _, _, below = topic.html.partition(f' id="{anchor}"')
    found = _TABLE.search(below.partition("<h2")[0])
    rows = [_CELL.findall(row) for row in _ROW.findall(found["rows"])] if found else []
    lines = [line(cells) for cells in rows if len(cells) > 1]
    return f"<ul>{''.join(f'<li>{text}</li>' for text in lines)}</ul>" if lines else ""


def _small(text: str) -> str:
    """Return a text whose first letter is small, unless it begins a name."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _part(title: str, html: str) -> str:
    return f"<section>\n<h2>{title}</h2>\n{html}\n</section>" if html else ""


def _card(card: Card) -> str:
    return f'<div class="card"><h3>{re.sub(r"</?a[^>]*>", "", card.question)}</h3>{without_ids(card.answer)}</div>'
