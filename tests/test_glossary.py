"""The glossary: every term with its sentence, and a note at the first mention on other pages."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import ROOT
from fieldguide.markdown import cards_in
from fieldguide.pages.mentions import link_mentions
from fieldguide.sources.terms import Term, glossary, terms_in
from playwright.sync_api import expect
from test_browser import address, page  # noqa: F401  fixtures

MENTIONS = "infrastructure-builder/non-negotiable/retrieval-latency/"
HEAD = "# A page\n\n## How it works\n\n"


def names(text: str) -> list[str]:
    return [term.name for term in terms_in(HEAD + text, "a.md")]


def test_a_term_is_what_stands_in_bold_with_its_explanation():
    assert names("**Fan-out** is to start many calls.") == ["Fan-out"]
    assert names("It needs a **semaphore** (a counter that makes callers wait).") == ["semaphore"]
    assert names("That is called **backpressure** here.") == ["backpressure"]


def test_a_stressed_word_a_title_and_a_label_are_no_terms():
    for text in ("It is **never** safe.", "**Written by hand.**\nText.", "**Red flag:** yes", "**the prompt** is long"):
        assert names(text) == []


def test_a_term_is_at_home_where_the_page_explains():
    assert not list(terms_in("# A page\n\n## What breaks\n\n**Fan-out** is to start many calls.\n", "a.md"))


def test_a_sentence_stands_without_its_marks_or_not_at_all():
    (linked,) = terms_in(f"{HEAD}- A **term** is [a link](b.md#c) to `code` of $k$.", "a.md")
    assert linked.sentence == "A term is a link to code of k."
    (formula,) = terms_in(HEAD + r"**Half** is $\frac{1}{2}$.", "a.md")
    assert formula.sentence == ""


def test_the_first_mention_elsewhere_becomes_a_link_but_not_in_code_or_links(tmp_path: Path):
    shelf = "both-tribes/non-negotiable"
    explained = "<code>event loop</code> <a>event loop</a> <p>Event loops, event loop</p>"
    html = f'<h2 id="how-it-works">How it works</h2>{explained}<h2 id="sources">Sources</h2>'
    home, elsewhere = (tmp_path / shelf / name / "index.html" for name in ("home", "page"))
    for path in (home, elsewhere):
        path.parent.mkdir(parents=True)
        path.write_text(html, encoding="utf-8")
    link_mentions(tmp_path, {"event-loop": Term("Event loop", "", "It waits.", f"{shelf}/home.md", 1, 1)})
    marked = elsewhere.read_text(encoding="utf-8")
    assert marked.count('class="term"') == 1
    assert '<p><a class="term" href="../../../glossary/#event-loop">Event loops</a>, event loop</p>' in marked
    assert home.read_text(encoding="utf-8") == html


def test_the_glossary_lists_every_term(site: Path):
    shown = set(re.findall(r'<dt id="([^"]+)"', (site / "glossary/index.html").read_text(encoding="utf-8")))
    assert shown == set(glossary(ROOT / "docs")) and len(shown) > 1000


def test_every_link_to_a_term_leads_to_it_and_no_card_holds_one(site: Path, guide):
    known = set(glossary(ROOT / "docs"))
    links = 0
    for topic in guide.topics:
        html = (site / topic.url / "index.html").read_text(encoding="utf-8")
        mentioned = re.findall(r'class="term" href="\.\./\.\./\.\./glossary/#([^"]+)"', html)
        assert set(mentioned) <= known and len(mentioned) == len(set(mentioned)) <= 10
        assert not [card.id for card in cards_in(html) if 'class="term"' in card.question + card.answer]
        links += len(mentioned)
    assert links > 100


def test_a_note_shows_by_pointer_and_by_keyboard_and_goes(page, address):  # noqa: F811
    page.goto(address + MENTIONS)
    term, note = page.locator("a.term").first, page.locator("term-note")
    term.hover()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    page.locator("a.term").nth(1).focus()
    expect(note).to_be_visible()
    assert page.locator("a.term").nth(1).get_attribute("aria-describedby") == note.get_attribute("id")
    page.locator("a[rel=edit]").focus()
    expect(note).to_have_count(0)


def test_a_touch_shows_the_note_and_a_second_one_follows_the_link(chromium, address):  # noqa: F811
    context = chromium.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.goto(address + MENTIONS)
    tab.locator("a.term").first.tap()
    expect(tab.locator("term-note")).to_be_visible()
    spot = tab.locator("term-note").bounding_box()
    assert spot["x"] >= 0 and spot["x"] + spot["width"] <= 360 and spot["width"] > 280 and spot["height"] < 250, spot
    assert spot["y"] >= 0 and spot["y"] + spot["height"] <= 740, spot
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.locator("a.term").first.tap()
    tab.wait_for_url("**/glossary/#**")
    context.close()
