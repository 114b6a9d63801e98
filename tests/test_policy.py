"""The policy of the built site: one for all pages, under which everything works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fieldguide.policy import set_policy
from playwright.sync_api import expect
from test_browser import PAGE_TYPES, TOPIC, address, page  # noqa: F401  fixtures

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def test_every_page_has_the_same_policy_and_no_attribute_of_style(site: Path):
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    policies = {policy for html in pages for policy in POLICY.findall(html)}
    assert len(policies) == 1 and all(len(POLICY.findall(html)) == 1 for html in pages)
    assert "unsafe" not in policies.pop()
    assert not [html for html in pages if re.search(r"<[a-z0-9]+[^>]*? style=", html)]


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_nothing_of_the_site_is_refused(page, address, kind):  # noqa: F811
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(address + PAGE_TYPES[kind])
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("tokens")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.locator("label[title^='Switch to']:visible").first.click()
    assert refused == []


def test_what_is_not_of_the_site_is_refused(page, address):  # noqa: F811
    page.goto(address + TOPIC)
    page.evaluate("""() => {
        const script = document.createElement('script')
        script.textContent = 'document.title = "run"'
        document.head.append(script)
        document.body.setAttribute('style', 'color: red')
    }""")
    assert page.title() != "run"
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"


def test_a_script_of_one_page_is_allowed_on_all(tmp_path):
    for name, script in (("a.html", "one()"), ("b.html", "two()")):
        (tmp_path / name).write_text(f"<meta charset='utf-8'><script>{script}</script><td style='x'>", encoding="utf-8")
    set_policy(tmp_path)
    found = [POLICY.findall((tmp_path / name).read_text(encoding="utf-8")) for name in ("a.html", "b.html")]
    assert found[0] == found[1] and found[0][0].count("sha256-") == 2
