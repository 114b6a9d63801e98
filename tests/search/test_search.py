"""The search box of the built site: nothing before it is touched, then the page or card that somebody wanted."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from test_browser import TOPIC, address, page  # noqa: F401  fixtures

QUERIES = Path(__file__).with_name("queries.tsv")
LEAST_FIRST, LEAST_IN_THREE = 0.75, 0.9
FIRST_HIT = 105_000
"""Bytes, compressed, from the first touch of the box to the first hit."""


@pytest.fixture
def box(page: Page, address: str) -> Page:  # noqa: F811
    """The home page, with somebody in the search box."""
    page.goto(address)
    page.get_by_role("textbox", name="Search").click()
    expect(page.locator(".md-search-result__meta")).to_be_visible()
    return page


def typed(box: Page, text: str) -> list[str]:
    """Put text into the box and return where the first ten hits lead, the best first."""
    hits = box.locator(".md-search-result__link")
    for what in ("", text):
        box.get_by_role("textbox", name="Search").fill(what)  # without a key, as text comes that is pasted by touch
        expect(hits).to_have_count(0) if not what else expect(hits.first).to_be_visible()
    return hits.evaluate_all("hits => hits.slice(0, 10).map(hit => hit.href)")


def test_what_people_type_leads_to_what_they_want(box):
    with QUERIES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) >= 60
    found = [typed(box, row["query"]) for row in rows]
    places = [place(hits, row["wanted"].split()) for hits, row in zip(found, rows, strict=True)]
    missed = [row["query"] for row, place in zip(rows, places, strict=True) if place > 2]
    assert sum(place == 0 for place in places) >= LEAST_FIRST * len(rows), places
    assert len(missed) <= (1 - LEAST_IN_THREE) * len(rows), missed


def place(hits: list[str], wanted: list[str]) -> int:
    """Return the place of the first hit on a wanted topic, or of a wanted card, from 0."""
    names = {name.rpartition("#")[2] for name in wanted}
    parts = [{*urlsplit(hit).path.split("/"), urlsplit(hit).fragment} for hit in hits]
    return next((number for number, given in enumerate(parts) if given & names), len(hits))


def test_nothing_of_the_search_is_fetched_before_the_box_is_touched_and_then_little(page, address):  # noqa: F811
    fetched: dict[str, bytes] = {}
    page.on("response", lambda response: fetched.update({response.url: response.body()}))
    page.goto(address + TOPIC)
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "/search/" in url or "/finding/" in url or "worker" in url]
    page.get_by_role("textbox", name="Search").click()
    assert "hallucination" in typed(page, "hallucination")[0]
    searched = [body for url, body in fetched.items() if "/search/" in url or "/finding/" in url]
    assert 3 < len(searched) < 8
    assert sum(len(gzip.compress(body, 9)) for body in searched) < FIRST_HIT


def test_a_slip_finds_the_word_that_was_meant_and_says_so(box):
    assert "hallucination-and-grounding" in typed(box, "halucination")[0]
    expect(box.locator(".md-search-result__meta")).to_contain_text("searched for “hallucination”")


def test_a_word_that_is_right_is_not_called_a_slip(box):
    typed(box, "hallucination")
    expect(box.locator(".md-search-result__meta")).not_to_contain_text("searched for")


def test_what_is_not_found_is_said_and_a_number_that_is_a_limit_too(box):
    meta = box.locator(".md-search-result__meta")
    typed(box, "model")
    expect(meta).to_contain_text("50 matching documents, and more")
    typed(box, "kubernetes")
    expect(meta).not_to_contain_text("more")
    box.get_by_role("textbox", name="Search").fill("c++")
    expect(meta).to_contain_text("Nothing here says “c++”")


def test_what_is_found_can_be_opened_by_keys_and_is_marked_there(box):
    typed(box, "hallucination")
    box.keyboard.press("Enter")
    box.wait_for_url("**/hallucination-and-grounding/**")
    expect(box.locator("article.md-content__inner mark").first).to_be_visible()


def test_a_card_is_a_hit_of_its_own(box):
    hits = typed(box, "Why does one time.sleep(1) in an async def handler stall every request of the process?")
    assert hits[0].endswith("#async-blocking-call")


def test_pages_for_contributors_come_last(box):
    hits = typed(box, "flashcard")
    first = next(number for number, hit in enumerate(hits) if "/contributing/" in hit)
    assert not [hit for hit in hits[first:] if "/contributing/" not in hit and "/retired/" not in hit]


def test_titles_and_sections_come_without_marks_of_the_theme(box):
    typed(box, "tokens")
    assert "¶" not in box.locator(".md-search-result__list").text_content()


def test_a_page_may_have_workers_of_its_own(box):
    assert box.evaluate("Worker.toString()") == "function Worker() { [native code] }"


def test_the_search_works_in_a_site_opened_from_a_disk(chromium, site):
    tab = chromium.new_page()
    tab.goto((site / "index.html").as_uri())
    tab.get_by_role("textbox", name="Search").click()
    assert "load-balancing" in typed(tab, "load balancer")[0]
    tab.close()


def test_the_index_of_the_theme_is_not_published(site):
    assert not (site / "search/search_index.json").exists()
    assert not list(site.rglob("workers"))
