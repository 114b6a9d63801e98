"""A tribe's topics as one document to be printed: contents, answers open, links as footnotes."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from string import Template

from .documents import document, without_ids
from .export import from_root
from .model import SHELVES, Guide, Topic, Tribe

_MAIN = Template("""<h1>$title</h1>
<p class="where"><a href="../../$tribe/">Back to the list</a> · Print this page: each topic begins on a new sheet.</p>
<nav>
<ol>
$contents
</ol>
</nav>
$topics""")
_TITLES = {
    Tribe.BOTH: "What both tribes ask",
    Tribe.APPLIED: "What applied researchers ask",
    Tribe.INFRA: "What infrastructure builders ask",
}
_TAKEN_OUT = re.compile(
    r'<a class="headerlink".*?</a>|<div class="topic-facts".*?</div>|<p class="flashcard-tools".*?</p>'
    r"|<read-mark.*?</read-mark>|<summary>.*?</summary>",
    re.DOTALL,
)
_LINK = re.compile(r'<a [^>]*?href="(?P<url>https?:[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
_INWARD = re.compile(r'<a [^>]*?href="(?!https?:)[^"]*"[^>]*>(?P<text>.*?)</a>', re.DOTALL)


def write_prints(site: Path, guide: Guide) -> None:
    """Write a page to print for each tribe of a built site, and lead to it from the tribe's list."""
    for tribe in Tribe:
        topics = [topic for shelf in SHELVES for topic in guide.topics if topic.shelf == shelf and shelf.tribe == tribe]
        listed = site / tribe / "index.html"
        if not topics or not listed.exists():
            continue
        (site / "print" / tribe).mkdir(parents=True)
        (site / "print" / tribe / "index.html").write_text(_document(tribe, topics), encoding="utf-8")
        link = f'<p><a href="../print/{tribe}/">Print this shelf</a>, as one document.</p>\n</article>'
        listed.write_text(listed.read_text(encoding="utf-8").replace("</article>", link, 1), encoding="utf-8")


def _document(tribe: Tribe, topics: list[Topic]) -> str:
    contents = [f'<li><a href="#{topic.slug}">{escape(topic.title)}</a></li>' for topic in topics]
    parts = [f'<article id="{topic.slug}">\n{_printed(topic.html, topic.url)}\n</article>' for topic in topics]
    title = _TITLES[tribe]
    main = _MAIN.substitute(title=title, tribe=tribe, contents="\n".join(contents), topics="\n".join(parts))
    return document(title, main, "print", root="../../")


def _printed(html: str, url: str) -> str:
    """Return a topic as it is printed: answers open, and each address once, at the end, by its number."""
    addresses: dict[str, int] = {}

    def numbered(link: re.Match[str]) -> str:
        number = addresses.setdefault(link["url"], len(addresses) + 1)
        return f"{link['text']}<sup>{number}</sup>"

    text = without_ids(_TAKEN_OUT.sub("", html))
    text = from_root(_INWARD.sub(lambda link: link["text"], text), url, "../../")
    text = _LINK.sub(numbered, text).replace("<details>", "<div>").replace("</details>", "</div>")
    notes = "".join(f"<li>{address}</li>" for address in addresses)
    return f'{text}\n<ol class="links">{notes}</ol>' if notes else text
