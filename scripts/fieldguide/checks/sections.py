"""Rules about the shape of a topic: its headings, their order, its length."""

from __future__ import annotations

import re

from ..model import Page, Topic
from ..rules import Found, did_you_mean, page_rule, topic_rule
from ..sources.document import Heading
from ..sources.registry import place_at
from .text import CARDS, FACTS, count_words, headings, running_text, section_line, sections
from .words import no_technique

_SECTIONS = (
    "In the interview",
    "How it works",
    "Trade-offs",
    "What breaks",
    "Numbers",
    "Go deep",
    "Check yourself",
    "Sources",
)
_FEWEST_WORDS, _MOST_WORDS = 700, 1400
_FEWEST_FOLLOW_UPS = 4
_FOLLOW_UP_PARTS = ("Strong answer:", "Red flag:")
_PLACEHOLDER = re.compile(r"(?=[TFLl])\b(?:TODO|Todo|TBD|FIXME|(?i:lorem ipsum))\b")
_NOTHING = re.compile(r"<h1.*?</h1>|<(?P<ours>[a-z]+-[a-z-]+)[^>]*></(?P=ours)>", re.DOTALL)
"""What says nothing: the title, and elements that a script of the guide fills."""


@page_rule
def one_title(page: Page) -> Found:
    """A page has exactly one level-1 heading, and no heading skips a level.

    Bad:  # Caching … # More on caching
    Good: # Caching … ## More on caching
    """
    found = headings(page)
    titles = [heading for heading in found if heading.level == 1]
    if not titles:
        yield 1, 1, "no title; write '# Title' under the front matter"
    for extra in titles[1:]:
        yield extra.line, 1, f"a second level-1 heading; write '## {extra.title[:60]}'"
    for before, after in zip(found, found[1:], strict=False):
        if after.level > before.level + 1:
            yield after.line, 1, f"heading jumps from level {before.level} to {after.level}; use {before.level + 1}"


@topic_rule
def sections_in_order(page: Topic) -> Found:
    """A topic has the sections of the content guide, in its order.

    Bad:  ## Pitfalls
    Good: ## What breaks
    """
    found = [heading for heading in headings(page) if heading.level == 2]
    wanted = [title for title in _SECTIONS if page.slug not in no_technique() or title in {h.title for h in found}]
    for heading in found:
        if heading.title not in _SECTIONS and page.slug not in no_technique():
            otherwise = f"the sections are: {', '.join(_SECTIONS)}"
            remedy = did_you_mean(heading.title.capitalize(), _SECTIONS, otherwise, "## {}")
            yield heading.line, 1, f"unknown section {heading.title[:60]!r}; {remedy}"
    known = [heading for heading in found if heading.title in _SECTIONS]
    if [heading.title for heading in known] != wanted:
        at, what = _first_difference(known, wanted)
        yield at, 1, what


@topic_rule
def section_filled(page: Topic) -> Found:
    """No section is empty or waits for somebody to write it.

    Bad:  ## Trade-offs, then nothing, or TODO
    Good: ## Trade-offs, then its table
    """
    for placeholder in _PLACEHOLDER.finditer(page.source):
        yield *place_at(page.source, placeholder.start()), f"placeholder {placeholder[0]!r}; write what belongs here"
    for title, markup in sections(page).items():
        if not _NOTHING.sub("", FACTS.sub("", markup)).strip():
            at = section_line(page, title) if title else next((h.line for h in headings(page)), 1)
            yield at, 1, f"nothing stands under {title[:60] or 'the title'!r}; write it or remove the heading"


@topic_rule
def page_length(page: Topic) -> Found:
    """A topic has 700 to 1,400 words of running text; code, tables, follow-ups, cards and sources do not count.

    Bad:  3,000 words
    Good: two topics
    """
    words = count_words(running_text(page))
    if not _FEWEST_WORDS <= words <= _MOST_WORDS and page.slug not in no_technique():
        remedy = "say more" if words < _FEWEST_WORDS else "make it two topics"
        yield 1, 1, f"{words} words of running text; {remedy}: {_FEWEST_WORDS} to {_MOST_WORDS:,}"


@topic_rule
def follow_ups_answered(page: Topic) -> Found:
    """`## Go deep` has at least four follow-ups, each with the outline of a strong answer and the red flag.

    Bad:  ### Why not threads? … (no **Red flag:**)
    Good: ### Why not threads? … **Strong answer:** … **Red flag:** …
    """
    if "Go deep" not in sections(page):
        return
    start = section_line(page, "Go deep")
    end = next((h.line for h in headings(page) if h.level == 2 and h.line > start), len(page.source))
    questions = [h for h in headings(page) if h.level == 3 and start < h.line < end]
    answers = re.split(r"<h3\b", CARDS.sub("", sections(page)["Go deep"]))[1:]
    if len(questions) < _FEWEST_FOLLOW_UPS:
        yield start, 1, f"{len(questions)} follow-ups; write at least {_FEWEST_FOLLOW_UPS} as '### Question?'"
    for question, answer in zip(questions, answers, strict=False):
        for part in _FOLLOW_UP_PARTS:
            if f"<strong>{part}</strong>" not in answer:
                yield question.line, 1, f"this follow-up has no '{part}'; write '**{part}** …' under it"


def _first_difference(found: list[Heading], wanted: list[str]) -> tuple[int, str]:
    for number, heading in enumerate(found):
        if heading.title in [before.title for before in found[:number]]:
            return heading.line, f"section '## {heading.title}' stands twice; join the two"
        if heading.title != wanted[number]:
            return heading.line, f"'## {heading.title}' stands where '## {wanted[number]}' is due; add or move it"
    return found[-1].line if found else 1, f"section '## {wanted[len(found)]}' is missing; add it at the end"
