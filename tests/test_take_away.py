"""To take away: the site as an archive for a disk, and each tribe's topics as one document."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from fieldguide.browser import chromium as chromium_path
from fieldguide.browser import print_pdf
from fieldguide.disk import zip_for_disk
from fieldguide.model import Guide, Topic, Tribe
from fieldguide.prints import write_prints
from html_text import text
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disk")
    with zipfile.ZipFile(site / "two-tribes.zip") as archive:
        archive.extractall(folder)
    return folder / "two-tribes"


def test_a_link_to_a_folder_leads_to_its_page_and_others_stay(tmp_path: Path):
    page = '<a href="../b/#c"><a href="."><a href="../.."><a href="a.png"><a href="https://b.c/d/"><a href="#e">'
    shown = '<a href="../b/index.html#c"><a href="./index.html"><a href="../../index.html">'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(zip_for_disk(tmp_path))) as archive:
        on_disk = archive.read("two-tribes/index.html").decode()
    assert on_disk == shown + '<a href="a.png"><a href="https://b.c/d/"><a href="#e">'


def test_every_link_between_pages_on_a_disk_leads_to_a_file(unpacked: Path):
    for page in unpacked.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        folder = page.parent.parent if "<base " in text else page.parent
        for address in re.findall(r'<a [^>]*href="(?![a-z]+:)([^"#?]+)', text):
            if not address.startswith("/") and not address.endswith((".apkg", ".txt", ".zip")):
                assert (folder / address).resolve().is_file(), f"{page}: {address}"


def test_the_archive_says_what_does_not_work_and_holds_no_decks(unpacked: Path):
    assert "What does not" in (unpacked / "README.txt").read_text(encoding="utf-8")
    assert not list(unpacked.rglob("*.apkg"))


def test_search_on_a_disk_leads_to_a_page(chromium, unpacked: Path):
    tab = chromium.new_page()
    tab.goto((unpacked / "index.html").as_uri())
    tab.get_by_role("textbox", name="Search").click()
    tab.keyboard.type("load balancer")
    expect(tab.locator(".md-search-result__link").first).to_be_visible()
    tab.locator(".md-search-result__link").first.click()
    expect(tab.locator("h1").first).to_contain_text("Load balancing")
    tab.close()


def test_a_tribe_is_one_document_with_contents_and_open_answers(site: Path, guide):
    for tribe in Tribe:
        html = (site / "print" / tribe / "index.html").read_text(encoding="utf-8")
        topics = [topic for topic in guide.topics if topic.shelf.tribe == tribe]
        shown = text(html)
        assert html.count("<article ") == len(topics) and "<details" not in html
        for topic in topics:
            assert f'<a href="#{topic.slug}">' in html and f'<article id="{topic.slug}">' in html
            assert all(text(card.answer)[:60] in shown for card in topic.cards)
        assert f'href="../print/{tribe}/"' in (site / tribe / "index.html").read_text(encoding="utf-8")


def test_a_document_becomes_a_pdf_of_a4_pages_whose_contents_lead_into_it(site: Path, tmp_path: Path):
    target = tmp_path / "tribe.pdf"
    print_pdf(chromium_path(), site / "print" / Tribe.APPLIED / "index.html", target)
    pdf = target.read_bytes()
    assert pdf.startswith(b"%PDF-") and len(re.findall(rb"/Type /Page\b", pdf)) > 100
    widths = {float(width) for width in re.findall(rb"/MediaBox \[0 0 ([\d.]+)", pdf)}
    assert widths and all(594 < width < 596 for width in widths)  # 210 mm in points
    assert len(re.findall(rb"/Dest\b", pdf)) >= 20


def test_addresses_stand_once_at_the_end_by_number_and_links_within_are_words(tmp_path: Path):
    html = '<a href="https://a.b/">one</a> <a href="https://a.b/">two</a> <a href="../c/">three</a>'
    topic = Topic(f"{Tribe.BOTH}/non-negotiable/t.md", "t/", "", "T", {}, html)
    (tmp_path / Tribe.BOTH).mkdir()
    (tmp_path / Tribe.BOTH / "index.html").write_text("<article></article>", encoding="utf-8")
    write_prints(tmp_path, Guide("", "", (topic,)))
    printed = (tmp_path / "print" / Tribe.BOTH / "index.html").read_text(encoding="utf-8")
    assert 'one<sup>1</sup> two<sup>1</sup> three\n<ol class="links"><li>https://a.b/</li></ol>' in printed
