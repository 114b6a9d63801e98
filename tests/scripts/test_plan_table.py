"""The plans for 1 to 30 days at 30 to 120 minutes, for each tribe, as a table that a person can judge: plans.md.

The topics are those of November 2026 (topics.tsv), so that new pages change nothing here.
`WRITE_PLANS=1 scripts/test tests/scripts/test_plan_table.py` writes the table anew; judge what changed.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

HERE = Path(__file__).parent
TABLE = HERE / "plans.md"
TODAY = date(2026, 11, 30)
TRIBES = ("applied-researcher", "infrastructure-builder")
LENGTHS, MINUTES = (1, 3, 7, 14, 30), (30, 60, 120)
IN_FULL = ((1, 120), (3, 60), (7, 60), (14, 30))
"""Plans that are written out day by day: days, minutes."""

PLAN = "async ([library, wishes]) => (await import('/learning/plan.js')).planned(library, new Map(), new Map(), wishes)"
HEAD = """# Plans

Written by `test_plan_table.py` from the topics of November 2026, for a learner who has read and answered nothing.

| Tribe | Days | Minutes | Pages | New cards | From before | Drills | Remembered | Topics left | Cards unseen |
|---|---|---|---|---|---|---|---|---|---|
"""


@pytest.fixture(scope="module")
def library() -> dict[str, list[dict]]:
    with open(HERE / "topics.tsv", encoding="utf-8") as file:
        topics = [_topic(order, row) for order, row in enumerate(csv.DictReader(file, delimiter="\t"))]
    return {"topics": topics, "cards": [card for topic in topics for card in _cards(topic)]}


def _topic(order: int, row: dict[str, str]) -> dict:
    tribe, priority = row["shelf"].split("/")
    wanted = dict.fromkeys(TRIBES if tribe == "both-tribes" else [tribe], priority)
    wanted |= dict([row["also"].split(":")]) if row["also"] else {}
    numbers = {"order": order, "minutes": int(row["minutes"]), "cards": int(row["cards"])}
    return row | numbers | {"for": wanted, "needs": row["needs"].split(), "drill": bool(row["drill"]), "url": ""}


def _cards(topic: dict) -> Iterator[dict]:
    for number in range(topic["cards"]):
        place = {"order": 100 * topic["order"] + number, "start_here": number < 2}
        yield {"id": f"{topic['id']}-{number}", "topic": topic["id"], **place}


def planned(tab: Page, library: dict, tribe: str, days: int, minutes: int, **more: object) -> dict:
    dates = {"today": str(TODAY), "date": str(TODAY + timedelta(days))}
    return tab.evaluate(PLAN, [library, {"tribe": tribe, "minutes": minutes, **dates, **more}])


def _row(tribe: str, days: int, minutes: int, plan: dict) -> str:
    total = {key: sum(day[key] for day in plan["days"]) for key in ("fresh", "reviews")}
    pages = sum(len(day["read"]) for day in plan["days"])
    drills = sum(bool(day["drill"]) for day in plan["days"])
    share = f"{plan['share']:.0%} of {plan['cards']}"
    cells = (tribe, days, minutes, pages, *total.values(), drills, share, len(plan["left"]), len(plan["unseen"]))
    return "| " + " | ".join(map(str, cells)) + " |\n"


def _in_full(tribe: str, minutes: int, plan: dict) -> Iterator[str]:
    yield f"\n## {tribe}, {len(plan['days'])} days, {minutes} minutes\n\n"
    for number, day in enumerate(plan["days"], 1):
        parts = [f"{page['title']} ({page['minutes']})" for page in day["read"]]
        parts += [f"drill {day['drill']['title']}"] if day["drill"] else []
        parts += [f"{day['fresh']} new", f"{day['reviews']} from before"] + ["rest"] * day["rest"]
        yield f"{number}. {day['minutes']} minutes: {', '.join(parts)}\n"


def test_the_plans_are_those_of_the_table_that_a_person_has_judged(tab, library):
    text = HEAD
    for tribe, days, minutes in product(TRIBES, LENGTHS, MINUTES):
        text += _row(tribe, days, minutes, planned(tab, library, tribe, days, minutes))
    for tribe, (days, minutes) in product(TRIBES, IN_FULL):
        text += "".join(_in_full(tribe, minutes, planned(tab, library, tribe, days, minutes)))
    if os.environ.get("WRITE_PLANS"):
        TABLE.write_text(text, encoding="utf-8")
    assert text == TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("tribe", TRIBES)
def test_more_days_and_more_minutes_never_make_a_plan_worse(tab, library, tribe):
    share = {
        (days, minutes): planned(tab, library, tribe, days, minutes)["share"]
        for days, minutes in product(LENGTHS, MINUTES)
    }
    for days, minutes in share:
        assert all(
            share[more, longer] >= share[days, minutes] - 0.02
            for more, longer in share
            if more >= days and longer >= minutes
        )


def test_who_comes_from_statistics_reads_in_the_order_of_that_page(tab, library):
    background = ["hash-ids-and-collisions", "async-vs-threading"]
    plan = planned(tab, library, "infrastructure-builder", 7, 60, background=background)
    assert [page["id"] for day in plan["days"] for page in day["read"]][:2] == background


def test_minutes_that_are_spent_today_are_not_asked_for_again(tab, library):
    plan = planned(tab, library, "infrastructure-builder", 7, 60, spent=60)
    first, second = plan["days"][:2]
    assert (first["read"], first["fresh"], first["minutes"]) == ([], 0, 0)
    assert second["read"]
