"""Rules about front matter: the few lines between `---` at the top of a page."""

from __future__ import annotations

import difflib
import re
from datetime import date

import yaml

from ..flashcards.shelves import FRONT_MATTER
from ..model import Guide, Page, Priority, Tribe
from .front_matter_nodes import Loader, pairs, place, place_of, repeated
from .front_matter_values import value_faults
from .registry import Found, FoundIn, guide_rule, page_rule

TOPIC_KEYS = ("description", "reviewed", "needs", "also")
PAGE_KEYS = ("description", "hide", "search")
REVIEWED = re.compile(r"^reviewed:[ \t]*['\"]?(?P<day>[^\s'\"#]*)", re.MULTILINE)
CUT = re.compile(r"^description:[ \t]*(?!['\"])\S[^\n]*?[ \t](?P<rest>#.*)", re.MULTILINE)
IN_PLAIN_WORDS = {"mapping values are not allowed here": "a value with ': ' in it; put the whole value in quotes"}
"""What YAML says, and what it means."""

LONGEST_DESCRIPTION = 160
"""Characters; search engines cut longer ones."""


@page_rule
def front_matter_present(page: Page) -> Found:
    """Every page begins with front matter that can be read.

    Bad:  # Async versus threading   (on line 1)
    Good: ---, description: …, reviewed: …, ---, then the title
    """
    match = FRONT_MATTER.match(page.source)
    if match is None:
        yield 1, 1, "front matter missing or not closed; begin with '---', 'description: …' and '---'"
        return
    try:
        meta = _loaded(match["yaml"] or "")
    except Exception as error:  # PyYAML's own, KeyError on `!!bool x`, ValueError on 2026-02-30, …
        what = f"front matter cannot be read ({_said_by_yaml(error)}); correct or quote the value"
        yield *_place_in_yaml(error), what
        return
    if not isinstance(meta, dict):
        yield 2, 1, "front matter is not a list of 'key: value' lines; write 'description: …'"


@page_rule
def front_matter(page: Page) -> Found:
    """Front matter holds known keys, each once, and values that every builder reads as they were meant.

    Bad:  tribe: infrastructure-builder, reviewed: last week, also: applied-researcher, needs: [no], hide: toc
    Good: description: one sentence of plain text; reviewed: 2026-11-23; also: {applied-researcher: nice-to-have}
    """
    yield from _front_matter_keys(page)
    yield from _description_given(page)
    yield from value_faults(page)
    if page.shelf:
        yield from _reviewed_date(page)
        yield from _also_names_other_tribe(page)


def _front_matter_keys(page: Page) -> Found:
    known = TOPIC_KEYS if page.shelf else PAGE_KEYS
    for key in page.meta:
        if key not in known:
            close = difflib.get_close_matches(str(key), known, 1)
            remedy = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"
            if key in TOPIC_KEYS:
                remedy = "it is for topics, in docs/<tribe>/<priority>/; move this page there, or remove it"
            yield *place_of(page, key), f"unknown key {str(key)[:60]!r}; {remedy}"
    for key in repeated(pairs(page)):
        yield *place(key), f"key {str(key.value)[:60]!r} stands twice; remove one"


def _description_given(page: Page) -> Found:
    description = page.meta.get("description")
    if _is_unreadable(page):
        return
    if not isinstance(description, str) or not description.strip():
        yield *place_of(page, "description"), "no description; write one sentence that says what a reader gets"
    elif cut := CUT.search(page.source[: FRONT_MATTER.match(page.source).end()]):
        yield *place_of(page, "description"), f"YAML ends the description before {cut['rest'][:30]!r}; put it in quotes"
    elif len(description) > LONGEST_DESCRIPTION:
        what = f"description of {len(description)} characters; say it in {LONGEST_DESCRIPTION}"
        yield *place_of(page, "description"), what


def _reviewed_date(page: Page) -> Found:
    reviewed = page.meta.get("reviewed")
    if _is_unreadable(page):
        written = REVIEWED.search(page.source)  # YAML itself fails over the 30th of February
        reviewed = written["day"] if written else "2026-01-01"
    if not isinstance(reviewed, date | str) or not _is_day(str(reviewed)):
        yield *place_of(page, "reviewed"), "'reviewed' is not a day; write it as 2026-11-23"


def _also_names_other_tribe(page: Page) -> Found:
    if "also" not in page.meta:
        return
    others = [tribe for tribe in (Tribe.APPLIED, Tribe.INFRA) if tribe != page.shelf.tribe]
    if page.shelf.tribe is Tribe.BOTH:
        yield *place_of(page, "also"), "both tribes have this topic already; remove 'also'"
    elif list(page.also) != others or page.also != page.meta["also"]:
        wanted = " or ".join(f"{{{others[0]}: {priority}}}" for priority in Priority)
        yield *place_of(page, "also"), f"'also' is {str(page.meta['also'])[:80]!r}; write {wanted}"


@guide_rule
def needs_exist(guide: Guide) -> FoundIn:
    """`needs:` lists topics to read first, by the name of their file.

    Bad:  needs: [capacity]
    Good: needs: [capacity-planning]
    """
    slugs = {topic.slug for topic in guide.topics}
    for topic in guide.topics:
        needs = topic.meta.get("needs", [])
        if not isinstance(needs, list):
            yield topic, *place_of(topic, "needs"), "'needs' is not a list; write needs: [topic]"
            continue
        others = slugs - {topic.slug}
        for slug in needs:
            if not isinstance(slug, str) or slug not in others:
                name = slug if isinstance(slug, str) else type(slug).__name__
                close = difflib.get_close_matches(name, others, 1)
                remedy = f"did you mean '{close[0]}'?" if close else "name the file of an existing topic"
                yield topic, *place_of(topic, "needs"), f"no other topic {name[:60]!r}; {remedy}"


def _loaded(text: str) -> object:
    """Load YAML by the quick loader; what it refuses, by the one in Python, which says more of what is wrong."""
    try:
        return yaml.load(text, Loader=Loader)
    except Exception:  # the loaders raise whatever they like
        return yaml.safe_load(text)


def _is_unreadable(page: Page) -> bool:
    """Say whether another rule has told what is wrong with the front matter as a whole."""
    return not page.meta and bool(list(front_matter_present(page)))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _place_in_yaml(error: Exception) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None)
    return (mark.line + 2, mark.column + 1) if mark else (2, 1)


def _said_by_yaml(error: Exception) -> str:
    said = (getattr(error, "problem", None) or str(error) or type(error).__name__).splitlines()[0]
    return IN_PLAIN_WORDS.get(said, said)
