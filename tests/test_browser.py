"""The built site in a real browser: search, keyboard, both schemes, a phone, no script, print, no foreign request."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from html_text import text
from in_browser import until
from playwright.sync_api import Browser, Page, expect
from site_server import address  # noqa: F401  a fixture

TOPIC = "both-tribes/non-negotiable/async-vs-threading/"
PAGE_TYPES = {
    "home": "",
    "tribe": "infrastructure-builder/",
    "topic": TOPIC,
    "topic with maths": "applied-researcher/non-negotiable/retrieval-metrics/",
    "decks": "decks/",
    "contributing": "contributing/write-a-topic/",
    "404": "no/such/page/",
}
SCHEMES = ("light", "dark")
HEAVIEST = 80_000
"""Bytes of HTML, styles and scripts of a page, compressed; search index, fonts and pictures aside."""
OPEN_ALL = "document.querySelectorAll('details').forEach(answer => answer.open = true)"
MOST_SHIFTED = 0.02
"""Layout shift of a page, as Lighthouse counts it."""
SMALLEST_TARGET = 44
"""Pixels of a thing to touch, on its shorter side."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_search_finds_a_card_by_its_question_and_leads_to_it(page, address, guide):
    page.goto(address)
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("stall every request of the process", delay=10)
    result = page.locator(".md-search-result__link[href*='#async-blocking-call']").first
    expect(result).to_be_visible(timeout=15_000)
    result.click()
    page.wait_for_url("**/async-vs-threading/**")
    expect(page.locator("#async-blocking-call")).to_be_in_viewport()


def test_a_link_to_a_card_opens_its_answer(page, address):
    page.goto(f"{address}{TOPIC}#async-thread-ceiling")
    answer = page.locator(".flashcard:has(#async-thread-ceiling) > details")
    expect(answer).to_have_attribute("open", "")


def test_answers_are_closed_and_one_control_shows_and_hides_them_all(page, address):
    page.goto(address + TOPIC)
    answers = page.locator(".flashcard > details")
    opened = page.locator(".flashcard > details[open]")
    assert answers.count() >= 9
    expect(opened).to_have_count(0)
    page.get_by_role("button", name="Show all answers").click()
    expect(opened).to_have_count(answers.count())
    page.get_by_role("button", name="Hide all answers").click()
    expect(opened).to_have_count(0)


def test_the_control_is_there_after_instant_navigation(page, address):
    page.goto(address + "both-tribes/")
    page.locator(".topic-list a", has_text="Async versus threading").click()
    expect(page.get_by_role("button", name="Show all answers")).to_be_visible()


def test_a_page_and_an_instant_click_load_no_style_twice(page, address):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".css") else None)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    for place in ("both-tribes/", TOPIC):
        page.evaluate("sheet => sheet.here = true", page.query_selector("link[rel=stylesheet]"))
        page.locator(f"article a[href$='{place}'], .md-tabs a[href$='{place}']").first.click()
        page.wait_for_url(f"**/{place}")
        until(page, f"document.querySelector('link[rel=canonical]').href.endsWith('{place}')")
        assert page.evaluate("document.querySelector('link[rel=stylesheet]').here"), "this page was loaded anew"
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Fraunces")
    assert len(asked) == len(set(asked)) >= 2


def test_a_card_opens_by_keyboard(page, address):
    page.goto(address + TOPIC)
    summary = page.locator(".flashcard summary").first
    summary.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator(".flashcard > details").first).to_have_attribute("open", "")


def test_the_first_tab_offers_to_skip_to_the_content_and_search_opens_by_a_key(page, address):
    page.goto(address + TOPIC)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def test_a_reader_can_switch_to_dark_and_it_stays(page, address):
    page.emulate_media(color_scheme="light")
    page.goto(address + TOPIC)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("label[title='Switch to dark mode']").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_reader_who_chose_nothing_follows_the_system(page, address):
    colours = []
    for scheme in ("light", "dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address + TOPIC)
        until(page, "document.querySelector('label[title^=Switch]:not([hidden])')")
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours[0] == colours[2] != colours[1]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_axe_finds_nothing(page, address, kind, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + PAGE_TYPES[kind])
    page.wait_for_load_state("networkidle")
    page.evaluate(OPEN_ALL)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


TOO_WIDE = """() => [
  ...document.documentElement.scrollWidth > innerWidth ? ["the page"] : [],
  ...[...document.querySelectorAll(`.md-typeset__scrollwrap${innerWidth > 1000 ? ", pre > code" : ""}`)]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.slice(0, 60)),
]"""


LOADED = "[...document.querySelectorAll(':not(:defined)')].every(element => customElements.get(element.localName))"
"""Every element of the page has its script: what that fetches belongs to the page."""

PICTURES = """() => [...document.querySelectorAll("article p > img:not(.flashcard img)")].map(picture =>
  [picture.hasAttribute("width") && picture.hasAttribute("height"), picture.loading,
    getComputedStyle(picture).filter != "none"])"""


def test_every_page_fits_its_window_shows_its_pictures_well_and_fetches_only_from_the_site(page, address, guide):
    """One round over all pages: most of the time goes into opening them."""
    requested: list[str] = []
    complaints: list[str] = []
    pictures: list[tuple[object, ...]] = []
    page.emulate_media(color_scheme="dark")
    page.goto(address + PAGE_TYPES["404"])  # answered with an error, as it must be: the listeners come after it
    _fits(page, "404")
    page.on("request", lambda request: requested.append(request.url))
    page.on("response", lambda response: complaints.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in [*(path for kind, path in PAGE_TYPES.items() if kind != "404"), *(t.url for t in guide.topics)]:
        page.goto(address + path)
        until(page, LOADED)
        _fits(page, path)
        pictures += [(path, *found) for found in page.evaluate(PICTURES)]
    page.wait_for_load_state("networkidle")
    origins = {urlsplit(url).netloc for url in requested if not url.startswith(("data:", "blob:"))}
    assert origins == {urlsplit(address).netloc}
    assert complaints == []
    assert len(pictures) >= 20
    assert [picture for picture in pictures if picture[1:] != (True, "lazy", True)] == []


def _fits(page: Page, path: str) -> None:
    page.evaluate(OPEN_ALL)
    for width in (1280, 390, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], f"{path} at {width}"


def test_on_a_phone_a_row_of_a_wide_table_names_its_columns(chromium, address):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + TOPIC)
    cell = page.locator("#trade-offs ~ .md-typeset__scrollwrap td").nth(3)
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Choose it when"'
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"
    page.set_viewport_size({"width": 1280, "height": 800})
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"
    context.close()


def test_wide_code_can_be_scrolled_by_keys_on_a_phone(chromium, address):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + TOPIC)
    code = page.locator("pre > code").first
    expect(code).to_have_attribute("tabindex", "0")
    code.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('pre > code').scrollLeft > 0")
    context.close()


def test_follow_ups_are_closed_and_open_together_by_link_and_in_print(page, address):
    page.goto(address + TOPIC)
    answers, opened = (page.locator(f".follow-up > details{state}") for state in ("", "[open]"))
    assert answers.count() >= 4
    expect(opened).to_have_count(0)
    assert "Red flag:" in answers.first.text_content()
    page.get_by_role("button", name="Show all strong answers").click()
    expect(opened).to_have_count(answers.count())
    anchor = page.locator(".follow-up h3").last.get_attribute("id")
    page.goto(f"{address}{TOPIC}?#{anchor}")
    expect(page.locator(f".follow-up:has(#{anchor}) > details")).to_have_attribute("open", "")
    page.emulate_media(media="print")
    for answer in answers.all():
        assert answer.evaluate("answer => answer.children[1].getBoundingClientRect().height") > 0


def test_a_click_on_a_question_opens_its_answer_and_targets_are_large(chromium, address):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + TOPIC)
    for kind in ("flashcard", "follow-up"):
        card = page.locator(f".{kind}").first
        card.locator("h3").click(position={"x": 5, "y": 5})
        expect(card.locator("details")).to_have_attribute("open", "")
        card.locator("h3").click(position={"x": 5, "y": 5})
        expect(card.locator("details")).not_to_have_attribute("open", "")
        box = card.locator("summary").bounding_box()
        assert min(box["width"], box["height"]) >= SMALLEST_TARGET
    assert "GitHub account" in page.locator(".flashcard-tools a").first.text_content()
    context.close()


def test_sums_are_tall_and_their_limits_touch_nothing_without_a_font_for_maths(page, address):
    page.goto(address + PAGE_TYPES["topic with maths"])
    page.evaluate("document.fonts.load('16px Maths', '∑')")
    total = page.locator("div.maths munderover").first
    sign, below, above = (total.locator("xpath=*").nth(part).bounding_box() for part in range(3))
    size = total.evaluate("total => parseFloat(getComputedStyle(total).fontSize)")
    assert sign["height"] > 1.2 * size
    assert above["y"] + above["height"] <= sign["y"] + 1
    assert sign["y"] + sign["height"] <= below["y"] + 1


def test_keys_reach_the_cards_without_a_stop_at_each_heading(page, address):
    page.goto(address + TOPIC)
    until(page, "document.querySelector('.headerlink').tabIndex == -1")
    assert page.locator(".headerlink:not([tabindex='-1'])").count() == 0
    stops: list[str] = []
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.className"))
    assert not [stop for stop in stops if "scrollwrap" in stop]


def test_the_home_page_leads_to_a_plan_by_the_date_and_to_the_deck_in_its_first_screen(chromium, address):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    for link in page.locator(".by-date a, .download a").all():
        box = link.bounding_box()
        assert box["y"] + box["height"] < 844 and box["height"] >= SMALLEST_TARGET
    page.get_by_role("link", name="three days").click()
    page.wait_for_url("**/by-date/#three-days")
    page.goto(address)
    with page.expect_download() as download:
        page.locator(".download a").click()
    assert download.value.suggested_filename == "two-tribes.apkg"
    context.close()


def test_learners_find_no_tab_for_contributors_but_a_link_at_the_end(page, address):
    page.goto(address)
    assert "Contributing" not in " ".join(page.locator(".md-tabs__item:visible").all_text_contents())
    page.locator(".md-copyright a", has_text="Contributing").click()
    page.wait_for_url("**/contributing/")


def test_a_page_is_light(page, address, guide, site):
    """What a browser fetches for a topic without touching the search box, each file compressed by itself."""
    fetched: dict[str, bytes] = {}
    page.on("response", lambda response: fetched.update({urlsplit(response.url).path: response.body()}))
    page.goto(address + TOPIC)
    page.wait_for_load_state("networkidle")
    shared = {path: _packed(body) for path, body in fetched.items() if path.endswith((".css", ".js"))}
    assert len(shared) >= 5
    pages = {topic.url: _packed((site / topic.url / "index.html").read_bytes()) for topic in guide.topics}
    assert {url: size for url, size in pages.items() if size + sum(shared.values()) >= HEAVIEST} == {}


def _packed(body: bytes) -> int:
    return len(gzip.compress(body, 9))


SHIFTED = """window.shifted = 0
new PerformanceObserver(list => list.getEntries().forEach(({ value }) => window.shifted += value))
  .observe({ type: "layout-shift", buffered: true })"""
TOOL_PAGES = ["", *(f"practice/{name}/" for name in ("review", "plan", "progress", "which-tribe"))]


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_a_tool_begins(page, address, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTED)
    for path in TOOL_PAGES:
        page.goto(address + path)
        until(page, "document.querySelector('.tool :is(button, textarea)')")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifted") <= MOST_SHIFTED, path


def test_without_script_everything_is_readable(chromium, address, guide, site):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    for topic in guide.topics:
        built = _words((site / topic.url / "index.html").read_text(encoding="utf-8"))
        assert [card.id for card in topic.cards if _words(card.answer) not in built] == [], topic.path
    for topic in guide.topics[::10]:
        page.goto(address + topic.url)
        article = "".join(page.locator("article").text_content().split())
        assert [card.id for card in topic.cards if _words(card.answer)[:40] not in article] == []
        page.locator(".flashcard summary").first.click()
        expect(page.locator(".flashcard > details").first).to_have_attribute("open", "")
    page.goto(address)
    assert "Search needs JavaScript" in page.content()
    context.close()


def _words(html: str) -> str:
    """The text of HTML without its spaces, which depend on who reads it."""
    return "".join(text(html).split())


def test_in_print_all_answers_are_open(page, address):
    page.goto(address + TOPIC)
    page.emulate_media(media="print")
    for answer in page.locator(".flashcard > details").all():
        assert answer.evaluate("answer => answer.children[1].getBoundingClientRect().height") > 0


def test_questions_stay_out_of_the_table_of_contents(page, address, guide):
    page.goto(address + TOPIC)
    contents = page.locator("[data-md-component=toc] a")
    assert contents.count() >= 8
    anchors = {(link.get_attribute("href") or "").rpartition("#")[2] for link in contents.all()}
    assert "check-yourself" in anchors
    assert not anchors & {card.id for topic in guide.topics for card in topic.cards}


def test_a_topic_offers_edit_link_previous_and_next_and_a_report_for_each_card(page, address, guide):
    topic = next(topic for topic in guide.topics if topic.url == TOPIC)
    page.goto(address + TOPIC)
    edit = page.locator("a[rel=edit]").get_attribute("href")
    assert edit == f"https://github.com/two-tribes/field-guide/edit/main/docs/{topic.path}"
    assert page.locator(".md-footer__link--prev").count() == page.locator(".md-footer__link--next").count() == 1
    for card in topic.cards:
        report = page.locator(f".flashcard:has(#{card.id}) .flashcard-tools a").get_attribute("href")
        assert f"card={card.id}" in report


def test_the_home_page_sets_the_two_tribes_side_by_side(page, address):
    page.goto(address)
    left, right = (
        page.locator("article dt", has_text=name).first.bounding_box()
        for name in ("Applied researcher", "Infrastructure builder")
    )
    assert abs(left["y"] - right["y"]) < 5
    assert left["x"] + left["width"] <= right["x"]
    assert page.locator("article table").first.locator("tbody tr").count() == 10


def test_the_decks_can_be_downloaded_and_are_what_the_page_says(page, address, site):
    import hashlib

    page.goto(address + "decks/")
    rows = page.locator("table.downloads tbody tr")
    assert rows.count() == 3
    for row in rows.all():
        with page.expect_download() as download:
            row.locator("a").first.click()
        data = Path(download.value.path()).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row.locator("code").text_content()


def test_links_of_the_404_page_work_at_any_depth(page, address):
    page.goto(address + "no/such/deep/page/")
    page.locator("article a").first.click()
    page.wait_for_load_state()
    assert "404" not in page.title()
    assert page.locator("h1").count() >= 1
