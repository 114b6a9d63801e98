"""The finder on the built site: paste a posting, see what it says, and know that nothing has left the page."""

# ruff: noqa: F811  fixtures

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from postings import POSTINGS, posting
from test_elements import go_instantly, page  # noqa: F401
from test_signals_verdicts import EVEN

PLACE = "practice/which-tribe/"
APPLIED, BUILDER, BOTH = (POSTINGS[name][1] for name in ("evaluation", "serving", "both sides"))


LONG = "Run experiments on the quality of retrieval and on the grounding of answers for you"


def paste(page: Page, text: str) -> None:
    page.locator("posting-finder textarea").fill(text)


def told(page: Page):
    return page.locator(".finder-told")


def test_a_pasted_posting_is_read_at_once(page, address):
    page.goto(address + PLACE)
    expect(told(page)).to_have_text("")
    paste(page, APPLIED)
    expect(told(page)).to_have_text("Clearly the applied researcher.")
    paste(page, BUILDER)
    expect(told(page)).to_have_text("Clearly the infrastructure builder.")
    paste(page, BOTH)
    expect(told(page)).to_have_text(re.compile("both, in earnest"))
    paste(page, "AI Engineer")
    expect(told(page)).to_have_text("Too little to tell.")
    expect(page.locator(".finder-result a")).to_have_count(0)
    paste(page, "")
    expect(told(page)).to_have_text("")


def test_what_decided_it_is_marked_with_a_reason_and_a_topic(page, address):
    page.goto(address + PLACE)
    paste(page, APPLIED)
    expect(page.locator(".finder-text mark.applied-researcher").first).to_be_visible()
    marks, reasons = page.locator(".finder-text mark"), page.locator(".finder-reasons li")
    assert 5 < marks.count() == reasons.count() <= 20
    reason = reasons.filter(has_text="hallucinations")
    topic = f"{address}both-tribes/non-negotiable/hallucination-and-grounding/"
    expect(reason.get_by_role("link")).to_have_attribute("href", topic)
    assert page.locator(".finder-text").text_content() == APPLIED


def test_ten_topics_are_linked_and_go_on_to_the_plan(page, address):
    page.goto(address + PLACE)
    paste(page, BUILDER)
    topics = page.locator(".finder-topics li a")
    expect(topics).to_have_count(10)
    slugs = [topics.nth(at).get_attribute("href").rstrip("/").rsplit("/", 1)[1] for at in range(10)]
    assert "llm-serving-throughput" in slugs
    plan = page.get_by_role("link", name="Make a plan of them").get_attribute("href")
    assert plan == f"{address}practice/plan/#tribe=infrastructure-builder&topics={','.join(slugs)}"
    assert page.request.get(topics.first.get_attribute("href")).ok


def test_another_job_gets_no_plan_but_a_word_of_advice(page, address):
    page.goto(address + PLACE)
    paste(page, POSTINGS["data warehouse"][1])
    expect(told(page)).to_have_text("Clearly another job.")
    expect(page.locator(".finder-topics")).to_have_count(0)
    expect(page.get_by_role("link", name="what both tribes ask", exact=True)).to_be_visible()


def test_nothing_of_the_text_leaves_the_page_and_nothing_is_kept_unasked(page, address):
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url, request.post_data)))
    page.goto(address + PLACE)
    paste(page, APPLIED)
    expect(told(page)).not_to_have_text("")
    assert {(method, data) for method, _, data in asked} == {("GET", None)}
    assert all(url.startswith((address, "blob:", "data:")) and "?" not in url for _, url, _ in asked)
    page.context.new_page().goto(address + PLACE)
    other = page.context.pages[-1]
    expect(other.locator("posting-finder textarea")).to_have_value("")
    expect(other.locator(".finder-kept li")).to_have_count(0)
    expect(page.locator("posting-finder")).to_contain_text("Nothing of it leaves your browser")


def test_postings_are_kept_by_name_when_asked_and_removed_when_asked(page, address):
    page.goto(address + PLACE)
    for name, text in (("Acme", APPLIED), ("Umbrella", BUILDER)):
        paste(page, text)
        expect(told(page)).to_have_text(re.compile("Clearly"))
        page.get_by_label("Keep it in your log, as").fill(name)
        page.get_by_role("button", name="Keep").click()
        expect(told(page)).to_have_text(f"Kept as “{name}”.")
    page.reload()
    expect(page.locator(".finder-kept li")).to_have_count(2)
    page.get_by_role("button", name="Acme", exact=True).click()
    expect(page.locator("posting-finder textarea")).to_have_value(APPLIED)
    expect(told(page)).to_have_text("Clearly the applied researcher.")
    page.get_by_role("button", name="Remove Umbrella").click()
    expect(page.locator(".finder-kept li")).to_have_count(1)
    page.reload()
    expect(page.locator(".finder-kept li")).to_have_count(1)


def test_the_text_outlives_the_way_to_the_plan_and_back_but_not_its_removal(page, address):
    page.goto(address + PLACE)
    paste(page, BUILDER)
    page.get_by_role("link", name="Make a plan of them").click()
    page.wait_for_url("**/practice/plan/**")
    page.goto(address + PLACE)
    expect(page.locator("posting-finder textarea")).to_have_value(BUILDER)
    expect(told(page)).to_have_text("Clearly the infrastructure builder.")
    paste(page, "")
    expect(told(page)).to_have_text("")
    page.reload()
    expect(page.locator("posting-finder textarea")).to_have_value("")


def test_it_says_that_a_removed_posting_stays_in_the_log(page, address):
    page.goto(address + PLACE)
    kept = page.locator(".finder-kept")
    expect(kept).not_to_contain_text("stays in it")
    paste(page, APPLIED)
    page.get_by_label("Keep it in your log, as").fill("Acme")
    page.get_by_role("button", name="Keep").click()
    expect(kept).to_contain_text("The log only grows: the text stays in it")
    expect(kept.get_by_role("link", name="Delete everything")).to_have_attribute("href", f"{address}practice/progress/")


PASTE = """(box, text) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData("text/plain", text)
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
  if (box.dispatchEvent(event)) document.execCommand("insertText", false, text)
}"""


@pytest.mark.parametrize("lines", ["\n- ", "Write prompts and evals\n"])
def test_a_megabyte_is_cut_before_the_box_lays_it_out_and_that_is_said(page, address, lines):
    page.goto(address + PLACE)
    box = page.locator("posting-finder textarea")
    box.focus()
    box.evaluate(PASTE, "Write prompts" + lines * (1_000_000 // len(lines)))
    expect(page.locator(".finder-result")).to_contain_text("60,000 characters, was taken")
    assert len(box.input_value()) == 60_000 == int(box.get_attribute("maxlength"))
    box.fill("")
    box.evaluate(PASTE, APPLIED)
    expect(told(page)).to_have_text("Clearly the applied researcher.")
    expect(page.locator(".finder-result")).not_to_contain_text("60,000")


def test_a_megabyte_of_empty_lines_becomes_one_and_does_not_hang_the_page(page, address):
    page.goto(address + PLACE)
    box = page.locator("posting-finder textarea")
    box.focus()
    box.evaluate(PASTE, "Write prompts" + "\n" * 1_000_000 + "and evals")
    assert box.input_value() == "Write prompts\n\nand evals"


def test_headline_and_bar_agree_on_what_is_between_the_tribes(page, address):
    page.goto(address + PLACE)
    paste(page, EVEN)
    expect(told(page)).to_have_text(re.compile("both, in earnest"))
    expect(page.locator(".finder-lean")).to_have_attribute("aria-label", "Between the two tribes")


def test_markup_in_a_posting_is_text(page, address):
    page.goto(address + PLACE)
    harm = "<img src=x onerror='window.harmed = 1'>"
    text = posting(
        "<b>AI</b> Engineer", f"Write prompts {harm} and evals. Study <script>hallucinations</script>. {LONG}"
    )
    paste(page, text)
    expect(told(page)).to_have_text(re.compile("applied"))
    assert page.locator(".finder-text").text_content() == text
    assert page.evaluate("window.harmed") is None and page.locator("posting-finder :is(img, script, b b)").count() == 0


def test_the_home_page_has_it_in_small_and_the_rest_on_demand(page, address):
    page.goto(address)
    paste(page, APPLIED)
    expect(told(page)).to_have_text("Clearly the applied researcher.")
    expect(page.locator(".finder-topics li")).to_have_count(10)
    expect(page.locator(".finder-reasons").first).not_to_be_visible()
    page.get_by_text("Why, and what to ask").click()
    expect(page.locator(".finder-reasons").first).to_be_visible()


def test_it_works_after_instant_navigation(page, address):
    page.goto(address + PLACE)
    go_instantly(page, "know-your-tribe")
    page.go_back()
    paste(page, BUILDER)
    expect(told(page)).to_have_text("Clearly the infrastructure builder.")


def test_it_fits_on_a_small_phone(page, address):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + PLACE)
    paste(page, "\n".join(text for _, text in POSTINGS.values()) + "a" * 500)
    expect(told(page)).not_to_have_text("")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
