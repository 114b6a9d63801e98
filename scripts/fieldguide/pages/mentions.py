"""Link the first mention of a term on a page to its entry in the glossary, where the page is not the term's home."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from ..model import Shelf
from ..sources.terms import Term

_MOST = 10
"""How many terms of a page are linked: more would be noise."""

_LONGEST = 4
"""Words of a term that is looked for."""

_ARTICLE = re.compile(r'(?<=<h2 id="how-it-works">).*?(?=<h2 id="(?:check-yourself|sources)">)', re.DOTALL)
_PIECE = re.compile(r"<[^>]+>|[^<]+")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z0-9]+)")
_WORD = re.compile(r"[A-Za-z0-9]+")
_LEFT_ALONE = {
    *("a", "button", "code", "details", "figure", "h1", "h2", "h3", "h4"),
    *("math", "pre", "script", "strong", "summary", "th"),
}
"""Elements whose words stay as they are."""


def link_mentions(site_dir: Path, terms: Mapping[str, Term]) -> None:
    """Rewrite the topics below `site_dir`, and write what a note on a term says, by its first letter."""
    known = _known(terms)
    for path in sorted(site_dir.glob("*/*/*/index.html")):
        page = path.parent.relative_to(site_dir).as_posix() + ".md"
        if Shelf.of(page):
            before, text, after = _split(path.read_text(encoding="utf-8"))
            path.write_text(before + _linked(text, page, known) + after, encoding="utf-8")
    notes: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for key, term in sorted(terms.items()):
        name = f"{term.name} ({term.short})" if term.short else term.name
        notes[key[0]][key] = [name, term.sentence, f"{term.path.removesuffix('.md')}/"]
    (site_dir / "glossary").mkdir(exist_ok=True)
    for letter, entries in notes.items():
        text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
        (site_dir / "glossary" / f"{letter}.json").write_text(text, encoding="utf-8")


def _split(html: str) -> tuple[str, str, str]:
    """Return a page as what stands before its explanations, the explanations, and the rest."""
    found = _ARTICLE.search(html)
    start, end = found.span() if found else (0, 0)
    return html[:start], html[start:end], html[end:]


def _known(terms: Mapping[str, Term]) -> dict[str, Term]:
    """Return the terms that are looked for, by key: a single everyday word would be found where it means another."""
    found = {key: term for key, term in terms.items() if "-" in key and term.sentence}
    shorts = {term.short.lower(): term for term in terms.values() if term.short.isupper() and term.sentence}
    return {key: term for key, term in (shorts | found).items() if key.count("-") < _LONGEST}


def _linked(html: str, page: str, known: Mapping[str, Term]) -> str:
    """Return the HTML of a page with the first mentions of terms that are at home elsewhere as links."""
    seen = {term.key for term in known.values() if term.path == page}
    most = len(seen) + _MOST
    inside: list[str] = []
    pieces = []
    for piece in _PIECE.findall(html):
        if tag := _TAG.match(piece):
            _step(inside, tag)
        elif len(seen) < most and not inside:
            piece = _with_link(piece, known, seen)
        pieces.append(piece)
    return "".join(pieces)


def _step(inside: list[str], tag: re.Match[str]) -> None:
    """Note which element that is left alone was entered or left."""
    if tag["end"] and inside and inside[-1] == tag["name"]:
        inside.pop()
    elif not tag["end"] and tag["name"] in _LEFT_ALONE:
        inside.append(tag["name"])


def _with_link(text: str, known: Mapping[str, Term], seen: set[str]) -> str:
    """Return a text with one mention as a link, the first of a term that was not seen yet."""
    words = list(_WORD.finditer(text))
    for at in range(len(words)):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + size - 1].end()
            term = _mentioned(text[start:end], known)
            if term and term.key not in seen:
                seen.add(term.key)
                link = f'<a class="term" href="../../../glossary/#{term.key}">{text[start:end]}</a>'
                return text[:start] + link + text[end:]
    return text


def _mentioned(text: str, known: Mapping[str, Term]) -> Term | None:
    if not re.fullmatch(r"[A-Za-z0-9]+(?:[ \-/'’^@\n][A-Za-z0-9]+)*", text):
        return None
    key = "-".join(_WORD.findall(text.lower()))
    if "-" not in key and not text.isupper():
        return None
    return known.get(key) or known.get(key.removesuffix("s"))
