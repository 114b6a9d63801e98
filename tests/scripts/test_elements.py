"""Custom elements on the built site: loaded where they stand, under instant navigation too, gone when they leave."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

TOPIC = "both-tribes/non-negotiable/async-vs-threading/"
SHELF = "both-tribes/"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def mark(page: Page):
    return page.locator("read-mark:not([listed]) button")


def go_instantly(page: Page, link: str) -> None:
    """Follow a link of the page, and see that the page was exchanged and not loaded anew."""
    page.evaluate("window.same = true")
    page.locator(f".md-content a[href*='{link}']").first.click()
    page.wait_for_url(f"**/{link}/**")
    assert page.evaluate("window.same") is True


def test_a_topic_is_marked_as_read_and_stays_so(page, address):
    page.goto(address + TOPIC)
    expect(mark(page)).to_have_text("Mark as read")
    mark(page).click()
    expect(mark(page)).to_have_text(re.compile(r"✓ Read on \w{3},? \d+ \w{3}"))
    page.reload()
    expect(mark(page)).to_have_attribute("aria-pressed", "true")
    mark(page).click()
    expect(mark(page)).to_have_text("Mark as read")


def test_a_list_says_what_is_read_after_instant_navigation_too(page, address):
    page.goto(address + SHELF)
    here = page.locator("read-mark[topic=async-vs-threading]")
    expect(here).to_have_text("")
    go_instantly(page, "async-vs-threading")
    mark(page).click()
    expect(mark(page)).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(here).to_have_text("✓ read")
    expect(page.locator("read-mark[topic=tokens-and-api-cost]")).to_have_text("")


def test_a_module_is_loaded_once_and_an_element_that_leaves_lets_go(page, address):
    loaded = []
    page.on("request", lambda request: loaded.append(request.url) if request.url.endswith("read-mark.js") else None)
    page.add_init_script(LISTENERS)
    page.goto(address + TOPIC)
    expect(mark(page)).to_be_visible()
    before = page.evaluate("window.listening")
    assert before == 1
    for there in ("calling-model-apis-reliably", "async-vs-threading"):
        go_instantly(page, there)
        expect(mark(page)).to_be_visible()
    assert page.evaluate("window.listening") == before
    assert len(loaded) == 1


LISTENERS = """
  window.listening = 0
  const add = EventTarget.prototype.addEventListener, remove = EventTarget.prototype.removeEventListener
  EventTarget.prototype.addEventListener = function (name, ...rest) {
    if (name === "change" && this.constructor.name === "Log") window.listening++
    return add.call(this, name, ...rest)
  }
  EventTarget.prototype.removeEventListener = function (name, ...rest) {
    if (name === "change" && this.constructor.name === "Log") window.listening--
    return remove.call(this, name, ...rest)
  }
"""


def test_a_page_without_elements_loads_none(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "learn-with-anki/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/elements/" in url or "/learning/" in url]


def test_a_second_worker_of_the_page_works_and_ends(page, address):
    code = "onmessage = ({ data }) => postMessage(data * 2)"
    page.context.route("**/double.js", lambda route: route.fulfill(body=code, content_type="text/javascript"))
    page.goto(address + TOPIC)
    script = """async () => {
      const worker = new Worker("double.js")
      const answer = new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = () => reject(new Error("the worker did not start"))
      })
      worker.postMessage(21)
      const found = await answer
      worker.terminate()
      return [found, worker instanceof Worker]
    }"""
    assert page.evaluate(script) == [42, True]
