"""What a build leaves beside the pages: sitemap, descriptions, lists, and nothing that does not belong there."""

from __future__ import annotations

import html
import json
import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fieldguide import build
from fieldguide.pages.slim import slim_pages, slim_styles
from fieldguide.promises import decks_of
from pygments.token import STANDARD_TYPES

STYLE = Path(__file__).parents[2] / "docs/assets/style/guide.css"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_names_every_page(site: Path, guide):
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    named = {entry.findtext(f"{SITEMAP}loc") for entry in root}
    assert {guide.site_url + page.url.removeprefix("./") for page in guide.pages} == named


def test_every_page_says_what_it_is_to_search_engines_and_previews(site: Path, guide):
    for page in guide.pages:
        source = (site / page.url.removeprefix("./") / "index.html").read_text(encoding="utf-8")
        described = re.search(r'<meta property="og:description" content="([^"]*)">', source)
        assert html.unescape(described[1]) == page.meta["description"], page.path
        assert re.search(r'<meta property="og:image" content="[^"]+social\.png">', source), page.path
        assert re.search(r'<link rel="canonical" href="[^"]+">', source), page.path
    assert (site / "assets/images/social.png").is_file()


def test_llms_txt_lists_every_topic_with_its_line(site: Path, guide):
    listing = (site / "llms.txt").read_text(encoding="utf-8")
    assert listing.startswith("# Two Tribes\n\n> ")
    for topic in guide.topics:
        assert f"- [{topic.title}]({guide.site_url}{topic.url}): {topic.meta['description']}" in listing


def test_search_finds_every_question(site: Path, guide):
    start = next(site.glob("assets/*/search/start.js")).read_text(encoding="utf-8")
    page, places = "", set()
    for address, *_ in json.loads(start[start.index("{") : -2])["passages"]:
        page = page if address.startswith("#") else address
        places.add(page + address if address.startswith("#") else page)
    assert {f"{topic.url}#{card.id}" for topic in guide.topics for card in topic.cards} <= places
    assert {topic.url for topic in guide.topics} <= places


def test_nothing_of_the_theme_or_the_navigation_file_is_published(site: Path):
    assert not [path for path in site.rglob("*") if path.name.startswith(".")]


def test_no_rule_of_ours_means_a_class_of_coloured_code_by_accident():
    rules = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    alone = set(re.findall(r"(?<![\w)])\.([a-z]\w*)(?=[ ,{:])", re.sub(r"\.highlight [^{]*", "", rules)))
    assert "flashcard" in alone
    assert not alone & set(STANDARD_TYPES.values())


def slimmed(folder: Path, sheet: str, page: str) -> str:
    """Return what is left of a style sheet beside a page."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "sheet.css").write_text(sheet, encoding="utf-8")
    slim_styles(folder)
    return (folder / "sheet.css").read_text(encoding="utf-8")


def test_a_style_sheet_keeps_what_a_page_can_need_and_loses_the_rest(tmp_path: Path):
    print_only = "@media print { .unseen { left: 0 } a { top: 0 } }"
    sheet = "/* a */ .seen, .unseen > a { top: 0 }\n.unseen { left: 0 } " + print_only
    assert slimmed(tmp_path, sheet, '<p class="seen">') == ".seen{top: 0}@media print{a{top: 0}}"
    for kept in (
        ":is(.unseen,a):not(.unseen){top:0}",
        'a::after{content:"{.x}; /"}',
        "@keyframes turn{from{top:0}}",
        '@import "x.css";',
    ):
        assert slimmed(tmp_path, kept, "<p>") == kept


def test_a_style_sheet_loses_the_variables_that_nothing_asks_for(tmp_path: Path):
    sheet = ':root{--seen:1px;--icon:url("data:image/svg+xml;charset=utf-8,<svg/>");--last:2px}'
    assert slimmed(tmp_path, sheet, "<p>--seen") == ":root{--seen:1px;}"
    assert slimmed(tmp_path, sheet, "<p>--seen --icon --last") == sheet


def test_a_page_loses_its_indentation_and_keeps_its_code(tmp_path: Path):
    page = "<p>\n    one\n    two  three\n</p>\n\n  <pre><code>a:\n    b\n</code></pre>\n  <script>\n  x\n</script> \n "
    kept = "<p>\none\ntwo  three\n</p>\n<pre><code>a:\n    b\n</code></pre>\n<script>\n  x\n</script>\n"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    slim_pages(tmp_path)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == kept


def test_making_decks_leaves_nothing_in_the_temporary_folder(project, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    build.deck_files(project, decks_of(project))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["two-tribes", "applied-researcher", "infrastructure-builder"])
def test_each_deck_stands_on_the_site_with_its_text(site: Path, name):
    assert (site / "decks" / f"{name}.apkg").read_bytes()[:2] == b"PK"
    assert (site / "decks" / f"{name}.txt").read_text(encoding="utf-8").startswith("#separator:tab\n")


def test_the_cards_of_an_edition_are_those_of_the_export_without_what_no_script_reads(site: Path):
    [slim] = [json.loads(path.read_text(encoding="utf-8")) for path in site.glob("assets/*/decks/cards.json")]
    whole = json.loads((site / "decks/cards.json").read_text(encoding="utf-8"))
    assert all({"deck", "tags", "hash"} <= card.keys() for card in whole["cards"])
    for card in whole["cards"]:
        del card["deck"], card["tags"], card["hash"]
    assert slim == whole
    scripts = "".join(path.read_text(encoding="utf-8") for path in site.glob("assets/*/[el]*/*.js"))
    assert not re.search(r"\bcard\??\.(?:deck|tags|hash)\b", scripts)
