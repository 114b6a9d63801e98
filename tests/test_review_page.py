"""Review on the built site: by keyboard, by touch, with undo, over reloads and tabs, and where storage is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from site_server import MODULE

REVIEW = "practice/review/"
TOPIC = "both-tribes/non-negotiable/async-vs-threading/"
SMALLEST_TARGET = 44
EVENTS = f"async () => (await (await {MODULE}('the-log')).theLog()).events"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def begun(page: Page, address: str, cards: int = 20) -> Page:
    """Begin a session of new cards with the mouse."""
    page.goto(address + REVIEW)
    page.get_by_label("New cards, at most").fill(str(cards))
    page.get_by_role("button", name="Review", exact=True).click()
    expect(question(page)).to_be_visible()
    return page


def question(page: Page) -> Locator:
    return page.locator(".review-question")


def answer(page: Page) -> Locator:
    return page.locator(".review-answer")


def rate(page: Page, key: str) -> None:
    """Show the answer and rate it, by keyboard."""
    page.keyboard.press("Space")
    expect(answer(page)).to_be_visible()
    page.keyboard.press(key)
    expect(answer(page)).to_have_count(0)


def reviews(page: Page) -> list[dict]:
    return [event for event in page.evaluate(EVENTS) if event["kind"] == "review"]


def test_a_session_of_20_cards_by_keyboard_alone(page, address):
    page.goto(address + REVIEW)
    most = page.get_by_label("New cards, at most")
    expect(most).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Review":
            break
    page.keyboard.press("Enter")
    for number in range(20):
        expect(question(page)).to_be_focused()
        page.keyboard.press("Space")
        expect(answer(page)).to_be_focused()
        page.keyboard.press("1234"[number % 4] if number != 4 else "3")
        expect(answer(page)).to_have_count(0)
    expect(page.locator(".review-bar")).to_contain_text("20 done, 4 left")
    while question(page).count():
        rate(page, " ")
    expect(page.get_by_role("heading", name="Done for now")).to_be_focused()
    assert [event["rating"] for event in reviews(page)].count(1) == 4
    assert len({event["card"] for event in reviews(page)}) == 20


ON_TOP = """box => {
  const { x, y, width, height } = box.getBoundingClientRect()
  return box.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}"""


def tools_are_at_hand(phone: Page) -> None:
    """Nothing covers the tools above a card, and they are on the screen, as its question is."""
    tools = phone.locator(".review-bar :is(button, a)").all()
    assert len(tools) == 4
    assert all(tool.evaluate(ON_TOP) for tool in [*tools, question(phone)])


def test_a_session_of_20_cards_by_touch_on_a_phone(phone, address):
    begun(phone, address)
    for number in range(20):
        tools_are_at_hand(phone)
        phone.get_by_role("button", name="Show answer").tap()
        tools_are_at_hand(phone)
        buttons = phone.locator(".rating")
        expect(buttons).to_have_count(4)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        for box in (button.bounding_box() for button in buttons.all()):
            assert min(box["width"], box["height"]) >= SMALLEST_TARGET
            assert box["y"] >= 0 and box["y"] + box["height"] <= 740
        buttons.nth(2 if number % 2 else 3).tap()
        expect(buttons).to_have_count(0)
    expect(phone.get_by_role("heading", name="Done for now")).to_be_visible()
    assert len(reviews(phone)) == 20


def test_again_brings_a_card_back_in_the_same_session_and_the_end_says_what_was_hard(page, address):
    begun(page, address, 3)
    first = question(page).text_content()
    rate(page, "1")
    asked = []
    while question(page).count():
        asked.append(question(page).text_content())
        rate(page, "3")
    assert asked.count(first) == 1 and len(asked) == 3
    summary = page.locator(".review-summary")
    expect(summary).to_contain_text("2 of 3 right")
    expect(summary.get_by_role("link", name=first)).to_have_attribute("href", re.compile("#async-blocking-call$"))


def test_each_button_says_the_day_on_which_the_card_then_comes_back(page, address):
    begun(page, address, 1)
    page.keyboard.press("Space")
    said = page.locator(".rating").all_inner_texts()
    assert [text.split("\n")[0] for text in said] == ["Again", "Hard", "Good", "Easy"]
    page.keyboard.press("4")
    due = """async () => {
      const [log, deck, days] = await Promise.all(["the-log", "deck", "days"].map(MODULE))
      const [state] = deck.statesOf((await log.theLog()).events).values()
      return days.daysBetween(days.dayOf(Date.now()), state.due)
    }"""
    expect(page.get_by_role("heading", name="Done for now")).to_be_visible()
    assert said[3].split("\n")[1] == f"{page.evaluate(due.replace('MODULE', MODULE))} d"


def test_undo_goes_back_any_number_of_steps_from_the_end_too(page, address):
    begun(page, address, 5)
    asked = []
    while question(page).count():
        asked.append(question(page).text_content())
        rate(page, "3")
    for text in reversed(asked):
        page.keyboard.press("u")
        expect(question(page)).to_have_text(text)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    rate(page, "4")
    counted = f"async () => (await {MODULE}('deck')).standing(await ({EVENTS})()).map(event => event.kind)"
    assert page.evaluate(counted).count("review") == 1


def test_a_suspended_card_leaves_and_progress_brings_it_back(page, address):
    begun(page, address, 2)
    first = question(page).text_content()
    page.get_by_role("button", name="Suspend").click()
    expect(question(page)).not_to_have_text(first)
    expect(page.locator(".spoken")).to_contain_text("Suspended")
    page.goto(address + "practice/progress/")
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_role("button", name="Bring back")).to_have_count(0)
    begun(page, address, 2)
    expect(question(page)).to_have_text(first)


def test_e_opens_the_cards_page_and_the_way_back_goes_on_with_the_session(page, address):
    begun(page, address, 4)
    rate(page, "3")
    second = question(page).text_content()
    page.evaluate("window.same = true")
    page.keyboard.press("e")
    page.wait_for_url("**#*")
    assert page.evaluate("window.same") is True
    page.go_back()
    expect(question(page)).to_have_text(second)
    expect(page.locator(".review-bar")).to_contain_text("1 done, 3 left")


def test_a_topic_leads_to_a_review_of_its_cards(page, address):
    page.goto(address + TOPIC)
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Review this topic").click()
    expect(page.get_by_label("From")).to_have_value("async-vs-threading")
    assert page.evaluate("window.same") is True
    page.get_by_role("button", name="Review", exact=True).click()
    expect(page.locator(".review-place")).to_have_text("Async versus threading")


def test_a_choice_is_remembered(page, address):
    page.goto(address + REVIEW)
    page.get_by_label("From").select_option("infrastructure-builder/non-negotiable")
    page.get_by_label("Kind").select_option("failure")
    page.get_by_label("Start here only").check()
    page.get_by_role("button", name="Review", exact=True).click()
    expect(question(page)).to_be_visible()
    page.reload()
    expect(page.get_by_label("From")).to_have_value("infrastructure-builder/non-negotiable")
    expect(page.get_by_label("Kind")).to_have_value("failure")
    expect(page.get_by_label("Start here only")).to_be_checked()


def test_a_reload_loses_no_answer_and_brings_back_what_was_not_known(page, address):
    begun(page, address, 2)
    first = question(page).text_content()
    rate(page, "1")
    rate(page, "3")
    page.reload()
    expect(page.locator(".review-count")).to_contain_text("1 due")
    page.get_by_label("New cards, at most").fill("0")
    page.get_by_role("button", name="Review", exact=True).click()
    expect(question(page)).to_have_text(first)
    assert len(reviews(page)) == 2


def test_a_card_that_another_tab_has_answered_is_not_asked_again(page, address):
    begun(page, address, 3)
    other = begun(page.context.new_page(), address, 3)
    rate(page, "3")
    second = question(page).text_content()
    rate(page, "3")
    third = question(page).text_content()
    expect(question(other)).to_have_text(third)
    assert second != third
    rate(other, "3")
    expect(other.get_by_role("heading", name="Done for now")).to_be_visible()


def test_a_card_can_be_reported_with_its_id(page, address):
    begun(page, address, 1)
    expect(page.get_by_role("link", name="Report")).to_have_attribute(
        "href", re.compile(r"wrong-card\.yml&title=Wrong%20card%3A%20async-blocking-call&card=async-blocking-call$")
    )


def test_screen_readers_are_told_what_happened(page, address):
    begun(page, address, 2)
    rate(page, "3")
    expect(page.get_by_role("status").first).to_have_text("Good. 1 card left.")
    page.keyboard.press("u")
    expect(page.get_by_role("status").first).to_have_text("Undone.")


def test_where_storage_is_refused_the_page_says_so_and_the_session_goes_on(page, address):
    page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }")
    begun(page, address, 2)
    expect(page.get_by_role("alert")).to_contain_text("keeps nothing for this site")
    rate(page, "3")
    rate(page, "3")
    expect(page.get_by_role("heading", name="Done for now")).to_be_visible()


def test_a_cloze_hides_its_blanks_until_the_answer(page, address):
    page.goto(address + REVIEW)
    cards = f"(await (await {MODULE}('library')).theLibrary()).cards"
    find = f"async () => {cards}.find(card => card.note_type === 'cloze').topic"
    page.goto(f"{address}{REVIEW}?topic={page.evaluate(find)}")
    page.get_by_role("button", name="Review", exact=True).click()
    while not page.locator(".blank").count():
        rate(page, "3")
    expect(page.locator(".review-card mark")).to_have_count(0)
    page.keyboard.press("Space")
    expect(answer(page).locator("mark").first).to_be_visible()


def test_without_the_cards_the_page_says_so_and_keeps_what_it_had(page, address):
    page.route("**/cards.json", lambda route: route.abort())
    page.goto(address + REVIEW)
    expect(page.locator("review-session .trouble")).to_contain_text("could not be loaded")
    expect(page.locator("review-session")).to_contain_text("The decks")


def test_without_scripts_the_page_names_the_decks(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for tool in ("review", "plan", "progress"):
        page.goto(f"{address}practice/{tool}/")
        expect(page.get_by_text("needs JavaScript")).to_be_visible()
    context.close()


def test_with_a_date_the_page_says_so_and_cards_are_held_to_a_number(page, address):
    page.goto(address + "practice/plan/")
    page.get_by_role("button", name="Make the plan").click()
    page.goto(address + REVIEW)
    expect(page.locator("review-session")).to_contain_text("Your interview is on")
    page.get_by_label("Cards, at most").fill("7")
    expect(page.locator(".review-count")).to_contain_text("This session has 7.")
