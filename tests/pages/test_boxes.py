"""Tables and code of the built pages stand in the boxes that the theme's script would make."""

from __future__ import annotations

import pytest
from fieldguide.pages.boxes import boxed
from in_browser import until

TOPIC = "both-tribes/non-negotiable/async-vs-threading/"


@pytest.fixture
def page(context):
    return context.new_page()


def test_each_code_and_table_gets_one_box_and_what_has_a_class_none():
    page = boxed('<table><tr></table><pre><span></span><code>a</code></pre><pre><code>b</code></pre><table class="x">')
    assert page.count("md-typeset__scrollwrap") == 1
    assert '<pre id="__code_0"><span></span><nav' in page and '<pre id="__code_1"><nav' in page
    assert 'data-clipboard-target="#__code_1 &gt; code"' in page


def test_links_of_headings_are_no_stop():
    assert boxed('<a class="headerlink" href="#x">') == '<a class="headerlink" tabindex="-1" href="#x">'


def test_what_a_page_shows_is_boxed_once_with_and_without_script(page, address):
    page.goto(address + TOPIC)
    assert page.locator("article pre:has(> code)").count() == page.locator("article .md-code__button").count() > 0
    assert page.locator("article table").count() == page.locator(".md-typeset__scrollwrap > div > table").count() > 0
    assert page.locator("pre > code").first.evaluate("code => code.closest('pre').id") == "__code_0"


def test_code_is_copied_by_its_button(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + TOPIC)
    code = page.locator("pre:has(.md-code__button)").first
    code.hover()
    code.locator("button").click()
    until(page, "document.querySelector('.md-dialog--active')?.textContent.includes('Copied')")
    assert page.evaluate("navigator.clipboard.readText()").strip() == code.locator("code").text_content().strip()
