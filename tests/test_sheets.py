"""Sheets for the morning: one printed page for each topic, made from it; and the list of first cards with answers."""

from __future__ import annotations

import re
from pathlib import Path

from fieldguide.export import from_root
from html_text import text
from playwright.sync_api import expect
from test_browser import TOPIC, address, page  # noqa: F401  fixtures

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page[^s]")


def test_each_sheet_prints_on_one_page(page, address, guide):  # noqa: F811
    for topic in guide.topics:
        page.goto(f"{address}{topic.url}sheet/")
        assert len(PAGE_OF_PDF.findall(page.pdf(prefer_css_page_size=True))) == 1, topic.url


def test_a_sheet_has_the_questions_the_numbers_the_choices_the_failures_and_the_first_cards(site: Path, guide):
    for topic in guide.topics:
        sheet = text((site / topic.url / "sheet/index.html").read_text(encoding="utf-8"))
        for part in ("They ask", "By heart", "What breaks"):
            assert part in sheet, topic.url
        for card in topic.cards:
            assert (text(card.answer) in sheet) == card.start_here, card.id


def test_a_topic_leads_to_its_sheet_and_the_sheet_back(page, address):  # noqa: F811
    page.goto(address + TOPIC)
    page.get_by_role("link", name="Sheet for the morning").click()
    page.wait_for_url("**/sheet/")
    page.get_by_role("link", name="The whole topic").click()
    page.wait_for_url(f"**/{TOPIC}")


def test_the_list_of_first_cards_answers_when_asked(page, address, guide):  # noqa: F811
    page.goto(address + "start-here/")
    cards = page.locator(".start-list details")
    first = [card for topic in guide.topics for card in topic.cards if card.start_here]
    assert cards.count() >= len(first) > 100  # a topic that two tribes want stands in both lists
    expect(page.locator(".start-list details[open]")).to_have_count(0)
    cards.first.locator("summary").click()
    expect(cards.first.locator("p").first).to_be_visible()
    for picture in page.locator(".start-list img").all():
        assert "/assets/pictures/" in picture.get_attribute("src")


def test_what_an_answer_shows_and_leads_to_is_found_from_another_page():
    answer = '<a href="../b/#c">x</a><img src="../../p.svg"><a href="https://d.e/">y</a>'
    moved = '<a href="../s/b/#c">x</a><img src="../p.svg"><a href="https://d.e/">y</a>'
    assert from_root(answer, "s/a/", "../") == moved
