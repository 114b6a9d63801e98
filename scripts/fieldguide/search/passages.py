"""What can be found: each page, each question to go deep on, and each card, with its words and where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ..model import Guide, Page, Topic
from .words import PART, pairs_in, words_in

_BOLD, _TEXT, _LINK, _SOURCE = 3.0, 1.0, 0.5, 0.1
"""How much a word says: as a term in bold, in plain text, in a link, among the sources."""

_IN_ITS_PAGE = {"page": 1.0, "follow-up": 0.7, "flashcard": 0.7}
"""How much the words of a question say about the page that asks it."""

_SPANS = re.compile(r"</?span[^>]*>")
"""The colours of code: most of the marks of a page, and none of its words."""

_EMPTY = {"area", "br", "col", "hr", "img", "input", "source", "wbr"}
_UNSAID = {"math", "summary", "button"}
_LABELS = ("Strong answer:", "Red flag:", "Who and where:", "What sinks a candidate:", "The first two questions:")


@dataclass
class Passage:
    """One thing that can be found: its place on the site, its name, and how much each of its words says."""

    kind: str
    url: str
    title: str = ""
    about: str = ""
    words: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    plain: set[str] = field(default_factory=set)
    name: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)

    def say(self, text: str, weight: float) -> None:
        """Count the words of a text; neighbours in names and terms count as one word too."""
        for word in words_in(text):
            self.words[word] += weight
        self.plain.update(PART.findall(text.lower()))
        if weight > _TEXT:
            pairs = list(pairs_in(text))
            for pair in pairs:
                self.words[pair] += weight
            self.terms.update(pairs, words_in(text))

    def call(self, name: str) -> None:
        """Count the words of a name of this passage."""
        self.say(name, _BOLD)
        self.name.update(words_in(name), pairs_in(name))


def passages(guide: Guide) -> Iterator[Passage]:
    """Yield what can be found on each page: the page itself, then the questions and cards on it."""
    for page in guide.pages:
        if page.html:
            reader = _Reader(page)
            reader.feed(_SPANS.sub("", page.html))
            yield from reader.found()


class _Reader(HTMLParser):
    """Reads a rendered page, and knows at each word in which passage and in what it stands."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = Passage("page", page.url, page.title, str(page.meta.get("description", "")))
        self._page.call(page.title)
        self._page.call(page.slug if isinstance(page, Topic) else "")
        self._page.say(self._page.about, _BOLD)
        self._inside: list[tuple[str, str]] = []
        self._parts: list[Passage] = []
        self._text: list[str] = []
        self._sources = False

    def found(self) -> Iterable[Passage]:
        """Return the page and what was found on it, once it is read."""
        for part in self._parts:
            for word, weight in part.words.items():
                self._page.words[word] += weight * _IN_ITS_PAGE[part.kind]
        return [self._page, *self._parts]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _EMPTY:
            return
        self._speak()
        classes = given.get("class", "").split()
        kind = next((kind for kind in ("flashcard", "follow-up") if kind in classes and tag == "section"), "")
        if kind:
            self._parts.append(Passage(kind, ""))
        unsaid = tag in _UNSAID or "headerlink" in classes or "data-search-exclude" in given
        self._inside.append((tag, "unsaid" if unsaid else kind))
        if tag == "h2":
            self._sources = given.get("id") == "sources"
        if tag == "h3" and self._current.kind != "page":
            self._current.url = f"{self._page.url}#{given.get('id', '')}"

    def handle_endtag(self, tag: str) -> None:
        self._speak()
        while self._inside and self._inside.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    @property
    def _current(self) -> Passage:
        open_part = any(kind in _IN_ITS_PAGE for _, kind in self._inside)
        return self._parts[-1] if open_part else self._page

    def _speak(self) -> None:
        """Give what was read since the last mark to the passage that it belongs to."""
        text, self._text = " ".join("".join(self._text).split()), []
        tags = {tag for tag, _ in self._inside}
        if not text or any(kind == "unsaid" for _, kind in self._inside) or text in _LABELS or "h1" in tags:
            return
        part = self._current
        if "h3" in tags and part.kind != "page":
            part.title = f"{part.title} {text}".strip()
            part.call(text)
        else:
            part.say(text, self._weight(tags))

    def _weight(self, tags: set[str]) -> float:
        if self._sources:
            return _SOURCE
        if "a" in tags:
            return _LINK
        return _BOLD if tags & {"strong", "h3", "dt"} else _TEXT
