"""The three pages under "Practise": axe in both schemes and 360 pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_progress_page import SEED

SCHEMES = ("light", "dark")


def _choice(page: Page) -> None:
    expect(page.locator(".review-count")).to_be_visible()


def _question(page: Page) -> None:
    page.get_by_role("button", name="Review", exact=True).click()
    expect(page.locator(".review-question")).to_be_focused()


def _answer(page: Page) -> None:
    _question(page)
    page.keyboard.press("Space")
    expect(page.locator(".review-answer")).to_be_focused()


def _end(page: Page) -> None:
    page.get_by_label("New cards, at most").fill("1")
    _answer(page)
    page.keyboard.press("1")
    while not page.locator(".review-summary").count():
        page.keyboard.press("Space")
        page.wait_for_timeout(30)


def _plan(page: Page) -> None:
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".plan-list > li").first).to_be_visible()


def _figures(page: Page) -> None:
    page.evaluate(SEED, 20)
    expect(page.get_by_role("table", name="Answers that were right")).to_be_visible()
    page.locator("learning-progress details").first.evaluate("details => details.open = true")


def _deleting(page: Page) -> None:
    _figures(page)
    page.get_by_role("button", name="Delete everything").click()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "choice": ("review", _choice),
    "question": ("review", _question),
    "answer": ("review", _answer),
    "end": ("review", _end),
    "plan": ("plan", _plan),
    "progress": ("progress", _figures),
    "deleting": ("progress", _deleting),
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, address, name):
    tool, act = STATES[name]
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}practice/{tool}/")
    act(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(100)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{scheme}: {results.generate_report()}"
