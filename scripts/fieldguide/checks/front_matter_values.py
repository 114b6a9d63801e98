"""Rules about the values of front matter: plain text, read alike by every builder, and true."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..model import Guide, Page
from ..pages.sources.characters import CONTROL, DIRECTION, INVISIBLE
from .front_matter_nodes import place, place_of, scalars
from .registry import Found, FoundIn, guide_rule

NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|[-+]?\.(?:inf|nan)", re.IGNORECASE)
"""What YAML 1.2 takes for a number; PyYAML reads 1.1, in which `1e3` is text."""

TYPES = {"bool": "true or false", "null": "nothing", "int": "a number", "float": "a number", "timestamp": "a day"}
NOT_TEXT = ("reviewed", "search")
"""Keys whose values are a day, a number or a switch."""

MARKUP = re.compile(r'[<>"`{}\\|]|\]\(|\]\[|&#?\w+;|\*\w|\n(?=.)|\$[^$]+\$')
HIDE = ("navigation", "toc", "path", "footer")
GUIDE_BEGAN = date(2026, 1, 1)
SLACK = timedelta(days=1)
"""A commit knows its time in UTC; a contributor may live a day ahead."""


def value_faults(page: Page) -> Found:
    """Yield what is wrong with values: read otherwise than meant, with markup or unseen, or unknown to the theme."""
    yield from _front_matter_words(page)
    yield from _description_plain(page)
    yield from _front_matter_visible(page)
    yield from _page_options(page)


def _front_matter_words(page: Page) -> Found:
    for key, node in scalars(page):
        if key in NOT_TEXT or node.style or not node.value:
            continue
        kind = TYPES.get(node.tag.rpartition(":")[2], "")
        if kind or NUMBER.fullmatch(node.value):
            yield *place(node), f"{node.value[:60]!r} is read as {kind or 'a number'}; put it in quotes"


def _description_plain(page: Page) -> Found:
    for key, node in scalars(page):
        match = MARKUP.search(node.value.strip()) if key == "description" else None
        if match:
            yield *place(node), f"markup in the description ({match[0][:20]!r}); write one line of plain text"


def _front_matter_visible(page: Page) -> Found:
    for _, node in scalars(page):
        for pattern in (CONTROL, DIRECTION, INVISIBLE):
            if match := pattern.search(node.value):
                yield *place(node), f"escape for U+{ord(match[0][0]):04X}, which nobody can see; remove it"


def _page_options(page: Page) -> Found:
    hide, search = page.meta.get("hide", []), page.meta.get("search", {})
    if not isinstance(hide, list) or any(part not in HIDE for part in hide):
        yield *place_of(page, "hide"), f"'hide' is {str(hide)[:60]!r}; write a list of: {', '.join(HIDE)}"
    if not isinstance(search, dict) or not all(_understood(key, value) for key, value in search.items()):
        what = f"'search' is {str(search)[:60]!r}; write {{exclude: true}} or {{boost: 2}}"
        yield *place_of(page, "search"), what


@guide_rule
def reviewed_in_time(guide: Guide) -> FoundIn:
    """A review took place after the guide began and before the commit that says so.

    Bad:  reviewed: 2062-11-23
    Good: reviewed: 2026-11-23
    """
    for topic in guide.topics:
        day = _day(topic.meta.get("reviewed"))
        if day and day < GUIDE_BEGAN:
            yield topic, *place_of(topic, "reviewed"), f"{day} is before this guide began; write the day of the review"
        elif day and guide.committed and topic.path not in guide.uncommitted and day > guide.committed + SLACK:
            what = f"{day} is after the commit of {guide.committed}; write the day of the review"
            yield topic, *place_of(topic, "reviewed"), what


def _understood(key: object, value: object) -> bool:
    if key == "boost":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 10
    return key == "exclude" and isinstance(value, bool)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
