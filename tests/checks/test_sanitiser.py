"""An independent sanitiser, given our own list, finds nothing to remove from pages and cards; templates run nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import nh3
import pytest
from fieldguide.checks import svg
from fieldguide.checks.allowed import ATTRIBUTES, ELEMENTS, SCHEMES, VALUES
from fieldguide.decks import notes_of, read_catalogue
from fieldguide.markdown.topic_facts import READ_MARK
from fieldguide.model import Guide
from fieldguide.project import Project
from html_text import VOID

OF_READ_MARK = {"topic", "listed", "data-search-exclude"}
ACTIVE = {"script", "style", "iframe", "object", "embed", "form", "input", "svg", "base", "meta", "link", "template"}
RUNS = re.compile(
    r"<script|javascript:|\bon\w+\s*=|<iframe|<object|<embed|srcdoc|@import|url\((?!['\"]?data:(?:font|image)/)",
    re.IGNORECASE,
)


class Tree(HTMLParser):
    """What a parser sees: tags with decoded attributes in any order, and text without its division into pieces."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[object, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(("start", tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen += [] if tag in VOID else [("end", tag)]

    def handle_data(self, data: str) -> None:
        before = self.seen.pop()[1] if self.seen and self.seen[-1][0] == "text" else ""
        self.seen.append(("text", before + data))


def clean(html: str) -> str:
    """Sanitise with our list, and the elements that our own blocks write, and nothing of the sanitiser's own."""
    return nh3.clean(
        html,
        tags={*ELEMENTS, READ_MARK},
        attributes={name: set(own) for name, own in ATTRIBUTES.items()} | {READ_MARK: OF_READ_MARK},
        url_schemes=set(SCHEMES),
        strip_comments=False,
        link_rel=None,
        clean_content_tags=set(),
    )


def test_the_sanitiser_finds_nothing_to_remove_from_a_page(guide: Guide):
    for page in guide.pages:
        assert Tree(clean(page.html)).seen == Tree(page.html).seen, page.path


def test_the_sanitiser_finds_nothing_to_remove_from_a_card(guide: Guide, project: Project):
    catalogue = read_catalogue(project.cards, guide.site_url)
    notes = notes_of(guide, catalogue, {}, 1_700_000_000)
    assert notes
    for built in notes:
        for field in built.note.fields:
            assert Tree(clean(field)).seen == Tree(field).seen, built.card_id


@pytest.mark.parametrize(
    "html", ["<script>x</script>", '<p onclick="x">y</p>', '<a href="javascript:x">y</a>', "<p>a<b>c</p>"]
)
def test_the_comparison_sees_what_a_sanitiser_removes(html: str):
    assert Tree(clean(html)).seen != Tree(html).seen


def test_the_list_holds_nothing_that_runs():
    assert not ACTIVE & ELEMENTS
    assert not {"script", "foreignObject", "image", "use", "animate", "set", "a"} & set(svg._ELEMENTS.split())
    names = {name for own in ATTRIBUTES.values() for name in own}
    assert not [name for name in names if name.startswith("on") or name in ("srcdoc", "srcset", "formaction", "action")]
    assert {name for name, own in ATTRIBUTES.items() if "style" in own} == {"td", "th"} and "style" in VALUES
    assert set(SCHEMES) == {"https", "http", "mailto"}


def test_no_template_of_a_note_type_runs_or_loads_anything(project: Project):
    templates = [path for path in Path(project.cards, "note-types").rglob("*") if path.is_file()]
    assert {path.suffix for path in templates} == {".css", ".html"}
    for path in templates:
        assert not RUNS.search(path.read_text(encoding="utf-8")), path
