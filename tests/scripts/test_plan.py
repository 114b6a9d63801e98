"""A plan to the day of the interview: what fits, in which order, and what a missed day changes."""

from __future__ import annotations

import pytest

TODAY = "2026-11-28"
IN_PAGE = """async ([script, given]) => {
  const modules = ["plan", "deck", "calendar"].map(name => import(`/learning/${name}.js`))
  const [plan, deck, calendar] = await Promise.all(modules)
  const states = deck.statesOf(given.events ?? [])
  const read = new Map((given.read ?? []).map(topic => [topic, "2026-11-01"]))
  const asked = new Function("plan", "calendar", "given", "states", "read", `return ${script}`)
  return asked(plan, calendar, given, states, read)
}"""


def ask(tab, script: str, **given: object) -> object:
    return tab.evaluate(IN_PAGE, [script, given])


def topic(name: str, order: int, priority: str = "non-negotiable", shelf: str = "both", **more: object) -> dict:
    tribes = {"applied-researcher": priority, "infrastructure-builder": priority}
    wanted = tribes if shelf == "both" else {shelf: priority}
    base = {"id": name, "title": name.title(), "url": f"{name}/", "minutes": 8, "order": order, "needs": []}
    return base | {"drill": False, "for": wanted, "shelf": shelf} | more


def cards_of(topics: list[dict]) -> list[dict]:
    return [
        {
            "id": f"{topic['id']}-{number}",
            "topic": topic["id"],
            "order": 100 * topic["order"] + number,
            "start_here": number in (3, 7),
        }
        for topic in topics
        if not topic["drill"]
        for number in range(10)
    ]


TOPICS = [
    *(topic(f"shared-{number:02}", number) for number in range(24)),
    *(topic(f"builder-{number:02}", 30 + number, shelf="infrastructure-builder") for number in range(19)),
    *(topic(f"applied-{number:02}", 60 + number, shelf="applied-researcher") for number in range(10)),
    *(topic(f"nice-{number:02}", 80 + number, "nice-to-have") for number in range(9)),
    *(topic(f"drill-{number}", 90 + number, drill=True, minutes=12) for number in range(5)),
]
PLAN = "plan.planned(given, states, read, given.wishes)"


def plan(tab, days: int = 7, minutes: int = 60, topics: list[dict] = TOPICS, **more: object) -> dict:
    wishes = {"tribe": "infrastructure-builder", "today": TODAY, "minutes": minutes}
    wishes |= {"date": f"2026-{12 if days > 2 else 11}-{days - 2 if days > 2 else 28 + days:02}"}
    wishes |= more.pop("wishes", {})
    return ask(tab, PLAN, topics=topics, cards=cards_of(topics), wishes=wishes, **more)


def pages(found: dict) -> list[str]:
    return [page["id"] for day in found["days"] for page in day["read"]]


def new_cards(found: dict) -> int:
    return sum(day["fresh"] for day in found["days"])


@pytest.mark.parametrize("days", [1, 3, 7, 14, 30])
@pytest.mark.parametrize("minutes", [30, 60, 120])
@pytest.mark.parametrize("tribe", ["applied-researcher", "infrastructure-builder"])
def test_every_day_fits_into_its_minutes_and_the_last_evening_is_free(tab, days, minutes, tribe):
    found = plan(tab, days, minutes, wishes={"tribe": tribe})
    assert len(found["days"]) == days
    assert all(day["minutes"] <= minutes * 1.05 for day in found["days"])
    assert days == 1 or (found["days"][-1]["rest"] and not found["days"][-1]["read"] and not found["days"][-1]["fresh"])
    assert len(set(pages(found))) == len(pages(found))
    other = "builder" if tribe == "applied-researcher" else "applied"
    assert not [page for page in pages(found) if page.startswith(other)]


def test_the_non_negotiable_comes_first_and_what_does_not_fit_is_named(tab):
    short, long = plan(tab, 3, 60), plan(tab, 30, 120)
    assert not [page for page in pages(short) if page.startswith("nice")]
    assert len(pages(short)) + len(short["left"]) == 43
    assert long["left"] == [] and pages(long)[-1].startswith("nice")


def test_a_short_plan_has_something_of_the_shared_shelf_and_of_the_tribes_own(tab):
    found = pages(plan(tab, 3, 120))
    assert [page for page in found if page.startswith("shared")]
    assert [page for page in found if page.startswith("builder")]


def test_no_page_comes_before_one_that_it_needs(tab):
    needy = [topic("a", 1, needs=["z"]), topic("b", 2), topic("z", 3, needs=["y"]), topic("y", 4)]
    assert pages(plan(tab, 7, 60, needy)) == ["y", "z", "a", "b"]


def test_what_is_read_is_not_read_again_but_its_cards_are_learned(tab):
    found = plan(tab, 7, 60, TOPICS[:4], read=["shared-00", "shared-01"])
    assert pages(found) == ["shared-02", "shared-03"]
    assert new_cards(found) == 40


def test_cards_come_when_their_page_is_read_but_for_the_two_to_start_with_and_not_if_known(tab):
    review = {"kind": "review", "rating": 3, "day": "2026-11-27", "at": 1}
    events = [{**review, "id": f"e{number}", "card": f"shared-00-{number}"} for number in range(10)]
    assert new_cards(plan(tab, 7, 60, TOPICS[:2], events=events)) == 10
    assert new_cards(plan(tab, 1, 4, TOPICS[:1])) == 2, "too little time for the page: the two to start with"


def test_what_the_finder_named_comes_first(tab):
    first = ["builder-18", "builder-02"]
    assert pages(plan(tab, 7, 60, wishes={"first": first}))[:2] == first


def test_a_plan_made_a_day_later_still_holds_everything_that_was_missed(tab):
    kept = plan(tab, 14, 60)
    missed = plan(tab, 13, 60, wishes={"today": "2026-11-29", "date": "2026-12-12"})
    assert pages(missed)[:3] == pages(kept)[:3]
    assert len(missed["days"]) == 13


def test_a_drill_comes_on_every_third_day(tab):
    found = [day["drill"]["id"] if day["drill"] else "" for day in plan(tab, 7, 60)["days"]]
    assert found == ["", "", "drill-0", "", "", "drill-1", ""]


def test_the_calendar_is_one_that_calendars_take(tab):
    given = {"topics": TOPICS, "cards": cards_of(TOPICS)}
    wishes = {"tribe": "infrastructure-builder", "today": TODAY, "date": "2026-12-05", "minutes": 60}
    text = ask(
        tab, f"calendar.calendar({PLAN}.days, 'https://example.org/guide/', given.wishes.date)", **given, wishes=wishes
    )
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 8
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTSTART;VALUE=DATE:20261128" in lines and "DTSTART;VALUE=DATE:20261205" in lines
    unfolded = text.replace("\r\n ", "")
    assert "https://example.org/guide/shared-00/" in unfolded
    assert " 0 " not in unfolded and "new cards" in unfolded
