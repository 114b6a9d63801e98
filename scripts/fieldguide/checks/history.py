"""Rules about what was released: learners' decks and bookmarks hold it, so nothing of it may vanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..model import CardHeader, Guide, Page
from ..released import RETIRED, History, Retired, Written
from ..rules import FoundIn, history_rule
from ..sources.document import document_of

_ANCHOR = re.compile(r"[\w-]*")
_PAGE = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
_FILE = "cards/retired.yml"
_NOTE_TYPES = {"flashcard": "basic", "cloze": "cloze"}
"""The block that opens a card, and the note type that it makes."""

_SAME = 0.8
"""How much of two questions or answers is alike that are one card; on the cards retired since 0.1.0 it is 0.5."""

_FEWEST_WORDS = 5
"""Two answers of fewer words, such as "Yes", can be the same by chance."""


@history_rule
def released_card_kept(guide: Guide, history: History) -> FoundIn:
    """A released card stays what it is, flashcard or cloze, or is entered in `cards/retired.yml`; its id stays its own.

    Bad:  its id was renamed (and the old one retired), its block deleted or made a cloze, or {#rag-old} used again
    Good: a new card with a new id, and - {id: rag-old, reason: the API is gone, replacement: rag-new}
    """
    yield from _cards_gone(guide, history)
    yield from _types_changed(guide, history)
    yield from _retired_ids_used(guide, history)
    yield from _renamed(guide, history)


def _cards_gone(guide: Guide, history: History) -> FoundIn:
    kept = {card_id for _, header in _headers(guide) for card_id in header.ids}
    kept |= {entry.id for entry in history.retired}
    kept |= {card.id for card in history.cards.values() if card.hash == RETIRED}
    for card in history.cards.values():
        if card.id not in kept:
            remedy = f"give it back its id if only that changed, put it back, or enter it in {_FILE}"
            yield f"docs/{card.topic}.md", 1, 1, f"released card '{card.id}' is gone; {remedy}"


def _types_changed(guide: Guide, history: History) -> FoundIn:
    """Anki cannot change a flashcard into a cloze, nor the other way round."""
    for page, header in _headers(guide):
        released = history.cards.get(header.ids[0]) if header.ids else None
        if released and released.note_type != _NOTE_TYPES[header.block]:
            what = f"'{released.id}' was released as {released.note_type}; make a new card and retire this one"
            yield f"docs/{page.path}", header.line, header.column, what


def _retired_ids_used(guide: Guide, history: History) -> FoundIn:
    """Learners still have the old card under the id of one that is retired."""
    retired = {entry.id for entry in history.retired}
    retired |= {card.id for card in history.cards.values() if card.hash == RETIRED}
    for page, header in _headers(guide):
        for card_id in retired.intersection(header.ids):
            what = f"id '{card_id}' belongs to a retired card; choose another"
            yield f"docs/{page.path}", header.line, header.column, what


def _renamed(guide: Guide, history: History) -> FoundIn:
    """A card that is retired and comes back under another id comes without its reviews."""
    new = [(page, header) for page, header in _headers(guide) if history.cards.keys().isdisjoint(header.ids)]
    for entry in (entry for entry in history.retired if entry.id in history.written):
        for page, header in new:
            near = entry.replacement in header.ids or page.path == f"{history.cards[entry.id].topic}.md"
            if near and _is_same(history.written[entry.id], header, document_of(page.source).answer_of(header)):
                remedy = f"give it that id back and take the entry out of {_FILE}, or ask something else"
                what = f"this is the released card '{entry.id}' under another id, without learners' reviews; {remedy}"
                yield f"docs/{page.path}", header.line, header.column, what


def _is_same(old: Written, header: CardHeader, answer: str) -> bool:
    if old.block != header.block:  # which is to be retired
        return False
    return _alike(old.question, header.question) or _alike(old.answer, answer, _FEWEST_WORDS)


def _alike(old: str, new: str, fewest: int = 1) -> bool:
    before, after = (re.findall(r"\w+", text.lower()) for text in (old, new))
    return len(before) >= fewest and SequenceMatcher(None, before, after, autojunk=False).ratio() >= _SAME


@history_rule
def retirement_explained(guide: Guide, history: History) -> FoundIn:
    """An entry in `cards/retired.yml` names a released card once, says why it left, and which card replaces it, if any.

    Bad:  - {id: rag-old}
    Good: - {id: rag-old, reason: the API is gone, replacement: rag-new}
    """
    live = {card_id for _, header in _headers(guide) for card_id in header.ids}
    seen: set[str] = set()
    for entry in history.retired:
        for what in _retirement_faults(entry, live, seen, history):
            yield _FILE, entry.line, 1, what
        seen.add(entry.id)


@history_rule
def address_kept(guide: Guide, history: History) -> FoundIn:
    """An address that was ever released leads to its page, or is redirected in `mkdocs.yml` to a page that is there.

    Bad:  a page renamed, and nothing else; or caching.md: caching-layers.md, while docs/caching.md is still there
    Good: the same, with `old.md: new.md` under redirect_maps in mkdocs.yml
    """
    yield from _lost_addresses(guide, history)
    yield from _misleading_redirects(guide)


def _lost_addresses(guide: Guide, history: History) -> FoundIn:
    urls = {"" if page.url == "./" else page.url for page in guide.pages}
    urls |= {old.removesuffix("index.md").removesuffix(".md") + "/" for old, _, _ in guide.redirects}
    for address in history.addresses:
        url = address.partition("#")[0]
        if url not in urls:
            remedy = f"add '{url.rstrip('/')}.md: new/page.md' to redirect_maps"
            yield "mkdocs.yml", 1, 1, f"released address '{url}' leads nowhere; {remedy}"


def _misleading_redirects(guide: Guide) -> FoundIn:
    paths = {page.path for page in guide.pages}
    for old, new, line in guide.redirects:
        if old in paths or not _PAGE.fullmatch(old):
            what = f"{old[:80]!r} is no page that is gone; name the old path below docs/, or remove the line"
            yield "mkdocs.yml", line, 1, what
        if new.partition("#")[0] not in paths or not _ANCHOR.fullmatch(new.partition("#")[2]):
            yield "mkdocs.yml", line, 1, f"no page {new[:80]!r} to redirect to; give its path below docs/"


def _retirement_faults(entry: Retired, live: set[str], seen: set[str], history: History) -> Iterator[str]:
    if entry.id not in history.cards:
        yield f"'{entry.id}' was never released; remove this entry"
    if entry.id in seen:
        yield f"'{entry.id}' is retired twice; remove one entry"
    if not entry.reason.strip():
        yield f"'{entry.id}' has no reason; write 'reason: …'"
    if entry.replacement and entry.replacement not in live:
        yield f"replacement '{entry.replacement}' is no card of the guide; name one or leave it out"


def _headers(guide: Guide) -> Iterator[tuple[Page, CardHeader]]:
    return ((page, header) for page in guide.pages for header in page.headers)
