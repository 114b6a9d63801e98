"""The plan on the built site: made, kept, adapted to what was done and missed, printed, and taken into a calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

PLAN = "practice/plan/"
NOON = datetime(2026, 11, 30, 12)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.clock.set_fixed_time(NOON)
    yield opened
    context.close()


def make(page: Page, days: int = 14, minutes: int = 60, **chosen: str) -> None:
    page.get_by_label("Day of the interview").fill(str(date(2026, 11, 30) + timedelta(days)))
    page.get_by_label("Minutes a day").fill(str(minutes))
    for label, value in chosen.items():
        page.get_by_label(label.replace("_", " ")).select_option(value)
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_role("heading", name=f"{days} days to")).to_be_focused()  # an earlier plan stands until then
    expect(page.locator(".plan-list > li")).to_have_count(days)


def pages(page: Page) -> list[str]:
    return page.locator(".plan-list li li a[href]").all_inner_texts()


def test_a_plan_names_days_pages_cards_a_drill_and_a_free_last_evening(page, address):
    page.goto(address + PLAN)
    make(page)
    expect(page.get_by_role("heading", name=re.compile(r"14 days to Mon 14 Dec"))).to_be_focused()
    first, last = page.locator(".plan-list > li").first, page.locator(".plan-list > li").last
    expect(first).to_contain_text("Read Async versus threading (13 min)")
    expect(first).to_contain_text("new cards")
    expect(last).to_contain_text("the evening is yours")
    expect(page.locator(".plan-list")).to_contain_text("Drill: answer aloud from")
    expect(page.locator(".plan-sum")).to_contain_text(
        re.compile(r"about \d+ of \d+ cards \(\d+%\); \d+ of them never come")
    )
    expect(page.get_by_role("heading", name="What this plan does not cover")).to_be_visible()


def test_a_plan_is_there_after_a_reload_and_adapts_to_a_missed_day(page, address):
    page.goto(address + PLAN)
    make(page)
    kept = pages(page)
    page.clock.set_fixed_time(NOON + timedelta(1))
    page.reload()
    expect(page.locator(".plan-list > li")).to_have_count(13)
    assert pages(page)[:2] == kept[:2]


def test_what_was_read_today_leaves_the_plan_and_its_minutes_count(page, address):
    page.goto(address + PLAN)
    make(page, minutes=30)
    expect(page.locator(".plan-list > li").first).to_contain_text("Async versus threading")
    page.goto(address + "both-tribes/non-negotiable/async-vs-threading/")
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("button", name="Read on")).to_be_visible()
    page.goto(address + PLAN)
    expect(page.locator(".plan-list > li .minutes").first).to_have_text("17 minutes")
    assert "Async versus threading" not in pages(page)


def test_the_finder_hands_over_tribe_and_topics(page, address):
    page.goto(f"{address}{PLAN}#tribe=applied-researcher&topics=llm-as-judge,no-such-topic,rag-pipeline-architecture")
    expect(page.locator("select[name=tribe]")).to_have_value("applied-researcher")
    make(page)
    first = page.locator(".plan-list > li").first
    expect(first).to_contain_text("named by the posting")
    assert "LLM as judge" in pages(page)[:8]


def test_what_the_finder_says_is_taken_over_once(page, address):
    page.goto(f"{address}{PLAN}#tribe=applied-researcher&topics=llm-as-judge")
    page.locator("select[name=tribe]").select_option("infrastructure-builder")
    make(page)
    assert page.evaluate("location.hash") == ""
    page.reload()
    expect(page.locator("select[name=tribe]")).to_have_value("infrastructure-builder")


def test_a_tribe_that_does_not_exist_is_not_taken_over(page, address):
    page.goto(f"{address}{PLAN}#tribe=<b>x</b>&topics=llm-as-judge")
    expect(page.locator("select[name=tribe]")).to_have_value("applied-researcher")
    make(page)
    expect(page.get_by_text("named by the posting")).to_have_count(0)


def test_where_a_learner_comes_from_changes_the_order(page, address):
    page.goto(address + PLAN)
    orders = []
    for background in ("statistics", "computer-science"):
        make(page, You_come_from=background)
        orders.append(pages(page))
    assert orders[0] != orders[1]


def test_the_plan_goes_into_a_calendar(page, address):
    page.goto(address + PLAN)
    make(page, days=7)
    with page.expect_download() as download:
        page.get_by_role("button", name="calendar").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "two-tribes-plan.ics"
    assert text.count("BEGIN:VEVENT") == 7 + 1  # the interview
    assert f"{address}both-tribes/" in text.replace("\r\n ", "").replace("\n ", "")


def test_on_paper_there_are_days_and_no_form(page, address):
    page.goto(address + PLAN)
    make(page)
    page.emulate_media(media="print")
    expect(page.locator("study-plan form")).to_be_hidden()
    expect(page.locator("study-plan .tool-row")).to_be_hidden()
    expect(page.locator(".plan-list")).to_be_visible()


def test_a_day_that_has_passed_is_said_and_asks_for_another(page, address):
    page.goto(address + PLAN)
    make(page, days=3)
    page.clock.set_fixed_time(NOON + timedelta(5))
    page.reload()
    expect(page.locator(".plan-days")).to_contain_text("has passed")
