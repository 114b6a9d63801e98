"""Rules about flashcards: their shape, their length, how many of which kind."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..markdown import BLOCKS
from ..markdown.blocks.flashcard import CARD_ID, START_HERE
from ..model import Card, CardHeader, Kind, Page, Priority, Topic
from ..rules import Found, did_you_mean, page_rule, topic_rule
from ..sources.document import document_of
from .markup import where
from .media import MATHS
from .text import TAGS, count_words, plain, section_line

EXAMPLE = "/// flashcard | Question? {#card-id .failure}"
_MOST_FRONT, _MOST_BACK = 25, 60
"""Words on a card; code, tables and maths do not count."""

_MOST_IN_ALL = 2_000
"""Characters of an answer, with its code and tables: what fits on two screens of a phone."""

_FEWEST_CARDS = 9
_NEEDED_KINDS = (Kind.DECISION, Kind.TRADE_OFF, Kind.FAILURE, Kind.NUMBER)
_START_HERE_PER_TOPIC = 2
_BLOCK = re.compile(r" {0,3}/{3,}\s*(?P<name>[\w-]*).*")
_FEW_STROKES = r"^ {0,3}//?\s*(?:flashcard|cloze)\b"
_NOT_IN_CARDS = re.compile(r"<(h[1-6]|details|sup id|section|ol class=\"footnote)\b")


@page_rule
def card_header(page: Page) -> Found:
    """A card opens with its question, one id and one kind; a malformed card would show as plain text.

    Bad:  /// flashcard | Why does blocking hurt?
    Good: /// flashcard | Why does blocking hurt? {#async-blocking .failure}
    """
    for header in page.headers:
        for fault in header_faults(header):
            yield header.line, header.column, f"{fault}; write '{EXAMPLE}'"
    for line, name in _blocks(page):
        if name and name.lower() not in BLOCKS:
            yield line, 1, f"unknown block {name[:60]!r}; write '{EXAMPLE}'"
    for at in where(page, _FEW_STROKES) if "//" in page.source else ():
        yield *at, f"a card opens with three strokes; write '{EXAMPLE}'"


@page_rule
def card_closed(page: Page) -> Found:
    """A card ends with a line `///` before the next one opens; a forgotten one swallows the rest of the page.

    Bad:  /// flashcard | … {#one .concept} … /// flashcard | … {#two .concept}
    Good: … /// … /// flashcard | … {#two .concept} … ///
    """
    for header in page.headers:
        if header.closed_at is None and header.column == 1:
            yield header.line, header.column, "this card is not closed; put a line '///' after its answer"
    blocks = list(_blocks(page))
    for (_, before), (line, name) in zip([(0, ""), *blocks], blocks, strict=False):
        if not before and not name:
            yield line, 1, "this '///' closes nothing; remove it"


@page_rule
def card_short(page: Page) -> Found:
    """A card asks in at most 25 words and answers in at most 60; code, tables and maths do not count.

    Bad:  an answer of three paragraphs
    Good: one sentence that is the answer, one or two that say why
    """
    for card, line in _cards(page):
        front, back = count_words(card.question), count_words(card.answer)
        if front > _MOST_FRONT:
            yield line, 1, f"question of {front} words; ask in {_MOST_FRONT}"
        if back > _MOST_BACK:
            yield line, 1, f"answer of {back} words; say it in {_MOST_BACK} or make two cards"
        elif (length := len(TAGS.sub("", MATHS.sub("", card.answer)))) > _MOST_IN_ALL:
            yield line, 1, f"answer of {length:,} characters with its code; show {_MOST_IN_ALL:,} at most"


@page_rule
def card_filled(page: Page) -> Found:
    """A card has a question and an answer without heading, footnote or fold, and a cloze has something to hide.

    Bad:  /// cloze | How many words are 1,000 tokens? {#tokens .number} … about 750 words.
    Good: … about ==750== words.
    """
    for card, line in _cards(page):
        if not plain(card.question).strip():
            yield line, 1, "the question has no text; write one before the braces"
        if not html.unescape(re.sub(r"<(?!img|pre|math|table)[^>]*>", "", card.answer)).strip():
            yield line, 1, "the answer is empty; write it between the header and '///'"
        elif card.note_type == "cloze" and "<mark>" not in card.answer:
            yield line, 1, "nothing is hidden; mark it as in '==750=='"
        if found := _NOT_IN_CARDS.search(card.answer):
            yield line, 1, f"<{found[1].split()[0]}> inside a card; use paragraphs, lists, tables, code or pictures"


@topic_rule
def enough_cards(page: Topic) -> Found:
    """A topic has at least nine cards, with one each of decision, trade-off, failure and number.

    Bad:  nine cards of kind .concept
    Good: five of them .decision, .trade-off, .failure, .number
    """
    line = section_line(page, "Check yourself")
    if len(page.cards) < _FEWEST_CARDS:
        yield line, 1, f"{len(page.cards)} cards; write at least {_FEWEST_CARDS}"
    for kind in _NEEDED_KINDS:
        if kind not in {card.kind for card in page.cards}:
            yield line, 1, f"no card of kind '{kind}'; write one with '{{#card-id .{kind}}}'"


@topic_rule
def two_start_here(page: Topic) -> Found:
    """A non-negotiable topic marks two cards `.start-here`: what someone with a week left learns.

    Bad:  no card marked, or five
    Good: {#async-blocking-call .failure .start-here} on two cards
    """
    marked = [card for card in page.cards if card.start_here]
    wanted = _START_HERE_PER_TOPIC if page.shelf.priority is Priority.MUST else 0
    if len(marked) != wanted:
        line = section_line(page, "Check yourself")
        yield line, 1, f"{len(marked)} cards are marked '.{START_HERE}'; mark {wanted or 'none on this shelf'}"


def header_faults(header: CardHeader) -> Iterator[str]:
    """Yield what is wrong with the line that opens a card."""
    if not header.question.strip():
        yield "this card has no question"
    if len(header.ids) != 1:
        yield f"this card has {len(header.ids) or 'no'} id{'s' * (len(header.ids) > 1)}"
    elif not CARD_ID.fullmatch(header.ids[0]):
        space = ", with a space before the dot" if "." in header.ids[0] else ""
        yield f"card id {header.ids[0][:60]!r} is not made of lower-case words and hyphens{space}"
    kinds = [name for name in header.classes if name in list(Kind)]
    unknown = [name for name in header.classes if name not in kinds and name != START_HERE]
    if len(kinds) != 1 and not unknown:
        yield f"this card has {len(kinds) or 'no'} kind{'s' * (len(kinds) > 1)} (one of {', '.join(Kind)})"
    for name in unknown:
        remedy = did_you_mean(name, [*Kind, START_HERE], f"the kinds are {', '.join(Kind)}", ".{}")
        yield f"unknown class {name[:60]!r} ({remedy})"


def _blocks(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the line and name of whatever opens a block, and the line and "" of whatever closes one."""
    found = ((line, _BLOCK.fullmatch(text)) for line, text in document_of(page.source).prose if "///" in text)
    return ((line, match["name"]) for line, match in found if match)


def _cards(page: Page) -> Iterator[tuple[Card, int]]:
    """Yield each card and its line; one that is not closed holds what is not its own, and another rule says so."""
    lines = {header.ids[0]: header.line for header in page.headers if header.ids and header.closed_at}
    written = {header.ids[0] for header in page.headers if header.ids}
    return ((card, lines.get(card.id, 1)) for card in page.cards if card.id in lines or card.id not in written)
