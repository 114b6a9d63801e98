"""Rules about front matter: the few lines between `---` at the top of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ..model import Guide, Page, Priority, Tribe
from ..rules import Found, FoundIn, did_you_mean, guide_rule, page_rule
from ..sources.document import document_of
from ..sources.yaml_mistakes import mistake_in
from ..sources.yaml_nodes import Unreadable, read_trusted
from .front_matter_nodes import misread, pairs, place, place_of, repeated, written

_REVIEWED = re.compile(r"^reviewed:[ \t]*['\"]?(?P<day>[^\s'\"#]*)", re.MULTILINE)
_CUT = re.compile(r"^description:[ \t]*(?!['\"])\S[^\n]*?[ \t](?P<rest>#.*)", re.MULTILINE)
_LONGEST_DESCRIPTION = 160
"""Characters; search engines cut longer ones."""

_HIDE = ("navigation", "toc", "path", "footer")
_GUIDE_BEGAN = date(2026, 1, 1)
_SLACK = timedelta(days=1)
"""A commit knows its time in UTC; a contributor may live a day ahead."""


@page_rule
def front_matter_present(page: Page) -> Found:
    """Every page begins with front matter that can be read.

    Bad:  # Async versus threading   (on line 1)
    Good: ---, description: …, reviewed: …, ---, then the title
    """
    head = document_of(page.source).front_matter
    if head is None:
        yield 1, 1, "front matter missing or not closed; begin with '---', 'description: …' and '---'"
        return
    try:
        meta = read_trusted(head)
    except Unreadable as error:
        line, column = error.place
        yield line + 1, column, f"front matter cannot be read ({error}); write lines of 'key: value'"
        return
    if not isinstance(meta, dict):
        line, column, what = mistake_in(head, head.count("\n")) or (1, 1, "write 'description: …'")
        yield line + 1, column, f"front matter is not a list of 'key: value' lines; {what}"


@page_rule
def front_matter(page: Page) -> Found:
    """Front matter holds known keys, each once, and values that every builder reads as they were meant.

    Bad:  tribe: infrastructure-builder, reviewed: last week, also: applied-researcher, needs: [no], hide: toc
    Good: description: one sentence of plain text; reviewed: 2026-11-23; also: {applied-researcher: nice-to-have}
    """
    known = _TOPIC_KEYS if page.shelf else _PAGE_KEYS
    for key in page.meta:
        if key not in known:
            yield *place_of(page, key), f"unknown key {str(key)[:60]!r}; {_remedy(str(key), known)}"
    for twice in repeated(pairs(page)):
        yield *place(twice), f"key {str(twice.value)[:60]!r} stands twice; remove one"
    for key in known:
        if what := _KEYS[key](page):
            yield *place_of(page, key), what
    yield from misread(page)


def _description(page: Page) -> str:
    description = page.meta.get("description")
    if not page.meta and list(front_matter_present(page)):  # which says what is wrong
        return ""
    if not isinstance(description, str) or not description.strip():
        return "no description; write one sentence that says what a reader gets"
    if cut := _CUT.search(document_of(page.source).front_matter or ""):
        return f"YAML ends the description before {cut['rest'][:30]!r}; put it in quotes"
    if len(description) > _LONGEST_DESCRIPTION:
        return f"description of {len(description)} characters; say it in {_LONGEST_DESCRIPTION}"
    return ""


def _reviewed(page: Page) -> str:
    reviewed = page.meta.get("reviewed")
    if not page.meta and list(front_matter_present(page)):
        written = _REVIEWED.search(page.source)  # YAML itself fails over the 30th of February
        reviewed = written["day"] if written else "2026-01-01"
    day = _day(reviewed) if isinstance(reviewed, date | str) else None
    return "" if day and day.isoformat() == str(reviewed) else "'reviewed' is not a day; write it as 2026-11-23"


def _also(page: Page) -> str:
    if "also" not in page.meta:
        return ""
    home = page.shelf.tribe if page.shelf else Tribe.BOTH
    others = [tribe for tribe in (Tribe.APPLIED, Tribe.INFRA) if tribe != home]
    if home is Tribe.BOTH:
        return "both tribes have this topic already; remove 'also'"
    if list(page.also) == others and page.also == page.meta["also"]:
        return ""
    wanted = " or ".join(f"{{{others[0]}: {priority}}}" for priority in Priority)
    own = isinstance(page.meta["also"], dict) and home in page.meta["also"]
    what = f"names {home}, in whose folder this page lies" if own else f"is '{written(page, 'also')}'"
    return f"'also' {what}; write {wanted}, or remove it"


def _hide(page: Page) -> str:
    hide = page.meta.get("hide", [])
    right = isinstance(hide, list) and all(part in _HIDE for part in hide)
    return "" if right else f"'hide' is '{written(page, 'hide')}'; write a list of: {', '.join(_HIDE)}"


_KEYS: dict[str, Callable[[Page], str]] = {
    "description": _description,
    "reviewed": _reviewed,
    "needs": lambda _: "",  # needs-exist knows the other topics
    "also": _also,
    "hide": _hide,
}
"""What front matter may hold, and what says what is wrong with it."""

_TOPIC_KEYS = ("description", "reviewed", "needs", "also")
_PAGE_KEYS = ("description", "hide")


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
                remedy = did_you_mean(name, others, "name the file of an existing topic")
                yield topic, *place_of(topic, "needs"), f"no other topic {name[:60]!r}; {remedy}"


@guide_rule
def reviewed_in_time(guide: Guide) -> FoundIn:
    """A review took place after the guide began and before the commit that says so.

    Bad:  reviewed: 2062-11-23
    Good: reviewed: 2026-11-23
    """
    for topic in guide.topics:
        day = _day(topic.meta.get("reviewed"))
        if day and day < _GUIDE_BEGAN:
            yield topic, *place_of(topic, "reviewed"), f"{day} is before this guide began; write the day of the review"
        elif day and guide.committed and topic.path not in guide.uncommitted and day > guide.committed + _SLACK:
            what = f"{day} is after the commit of {guide.committed}; write the day of the review"
            yield topic, *place_of(topic, "reviewed"), what


def _remedy(key: str, known: tuple[str, ...]) -> str:
    if key in _TOPIC_KEYS:
        return "it is for topics, in docs/<tribe>/<priority>/; move this page there, or remove it"
    return did_you_mean(key, known, f"known are: {', '.join(known)}")


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
