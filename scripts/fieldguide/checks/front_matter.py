"""Rules about front matter: the few lines between `---` at the top of a page."""

from __future__ import annotations

import difflib
import re

import yaml

from ..flashcards.shelves import FRONT_MATTER
from ..model import Guide, Page, Priority, Tribe
from .registry import Found, FoundIn, guide_rule, page_rule, topic_rule
from .text import place

TOPIC_KEYS = ("description", "reviewed", "needs", "also")
PAGE_KEYS = ("description", "hide", "search")
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
        meta = yaml.safe_load(match["yaml"] or "")
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        yield line, column, f"front matter is not YAML ({getattr(error, 'problem', error)}); quote the value"
        return
    if not isinstance(meta, dict):
        yield 2, 1, "front matter is not a list of 'key: value' lines; write 'description: …'"


@page_rule
def front_matter_keys(page: Page) -> Found:
    """Front matter holds known keys only; the folder says the shelf, the first heading says the title.

    Bad:  tribe: infrastructure-builder
    Good: (nothing: the page lies in docs/infrastructure-builder/)
    """
    known = TOPIC_KEYS if page.shelf else PAGE_KEYS
    for key in page.meta:
        if key not in known:
            close = difflib.get_close_matches(str(key), known, 1)
            remedy = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"
            yield *_place_of(page, key), f"unknown key '{key}'; {remedy}"


@page_rule
def description_given(page: Page) -> Found:
    """Every page describes itself in one sentence: lists, search engines and previews show it.

    Bad:  description:
    Good: description: Wait on many model calls at once without one of them stopping everybody else.
    """
    description = page.meta.get("description")
    if not isinstance(description, str) or not description.strip():
        yield *_place_of(page, "description"), "no description; write one sentence that says what a reader gets"
    elif len(description) > LONGEST_DESCRIPTION:
        what = f"description of {len(description)} characters; say it in {LONGEST_DESCRIPTION}"
        yield *_place_of(page, "description"), what
    elif "<" in description:
        yield *_place_of(page, "description"), "markup in the description; write plain text"


@topic_rule
def reviewed_date(page: Page) -> Found:
    """A topic says on which day somebody last checked it.

    Bad:  reviewed: last week
    Good: reviewed: 2026-11-23
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(page.meta.get("reviewed"))):
        yield *_place_of(page, "reviewed"), "'reviewed' is not a day; write it as 2026-11-23"


@topic_rule
def also_names_other_tribe(page: Page) -> Found:
    """`also:` names the other tribe that wants a topic, and how badly; only on one tribe's shelf.

    Bad:  also: applied-researcher
    Good: also: {applied-researcher: nice-to-have}
    """
    if "also" not in page.meta:
        return
    others = [tribe for tribe in (Tribe.APPLIED, Tribe.INFRA) if tribe != page.shelf.tribe]
    if page.shelf.tribe is Tribe.BOTH:
        yield *_place_of(page, "also"), "both tribes have this topic already; remove 'also'"
    elif list(page.also) != others or page.also != page.meta["also"]:
        wanted = " or ".join(f"{{{others[0]}: {priority}}}" for priority in Priority)
        yield *_place_of(page, "also"), f"'also' is {str(page.meta['also'])[:80]!r}; write {wanted}"


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
            yield topic, *_place_of(topic, "needs"), "'needs' is not a list; write needs: [topic]"
            continue
        for slug in needs:
            if slug == topic.slug or slug not in slugs:
                close = difflib.get_close_matches(str(slug), slugs, 1)
                remedy = f"did you mean '{close[0]}'?" if close else "name the file of an existing topic"
                yield topic, *_place_of(topic, "needs"), f"no other topic '{slug}'; {remedy}"


def _place_of(page: Page, key: str) -> tuple[int, int]:
    line, column = place(page, f"\n{key}:")
    return (line + 1, 1) if page.source.find(f"\n{key}:") >= 0 else (1, 1)
