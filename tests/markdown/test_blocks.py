"""A block is what it says of itself: its example breaks no rule, writes what it declares, and looks as its fixture."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import GuideFrom, problems_in
from fieldguide.checks.allowed import EVERYWHERE
from fieldguide.markdown import BLOCKS
from small import INDEX

HERE = Path(__file__).parent / "blocks"
OF_TOPICS = {"topic-on-shelf", "link-target-exists"}
"""What a card and a button break on a page that is not a topic, in a guide of three pages."""

INDEXES = {f"{tribe}/index.md": INDEX for tribe in ("both-tribes", "applied-researcher", "infrastructure-builder")}
FRONT = "---\ndescription: What a block writes.\n---\n\n# A block\n\n"
TOPIC_PAGE = (
    "---\ndescription: A topic.\nreviewed: 2026-11-23\n---\n\n# A topic\n\n"
    "/// flashcard | Why? {#topic-why .concept .start-here}\n\nBecause.\n\n///\n"
)
PLAIN = {"a", "code", "div", "h3", "li", "p", "pre", "section", "small", "span", "strong", "summary", "table", "tbody"}
PLAIN |= {"dd", "dl", "dt", "mark", "td", "th", "thead", "tr", "ul"}


class Written(HTMLParser):
    """Elements with their attributes, and classes, of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: dict[str, set[str]] = {}
        self.classes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.setdefault(tag, set()).update(name for name, _ in attrs)
        self.classes |= set((dict(attrs).get("class") or "").split())


@pytest.mark.parametrize("name", BLOCKS)
def test_the_source_of_a_blocks_fixture_is_its_example(name: str):
    assert (HERE / f"{name}.md").read_text(encoding="utf-8") == BLOCKS[name].EXAMPLE + "\n"


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_becomes_what_its_fixture_shows(name: str, guide_from: GuideFrom):
    assert html_of(name, guide_from) == (HERE / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_writes_only_what_it_declares(name: str, guide_from: GuideFrom):
    written, block = Written(html_of(name, guide_from)), BLOCKS[name]
    assert written.classes <= set(f"{block.CLASSES} {block.MADE} headerlink".split())
    for element, attributes in written.elements.items():
        assert element in PLAIN or element in block.ELEMENTS
        assert attributes <= {*EVERYWHERE, "href", "title", *block.ELEMENTS.get(element, "").split()}


@pytest.mark.parametrize("name", BLOCKS)
def test_the_example_of_a_block_breaks_no_rule(name: str, guide_from: GuideFrom):
    found = [problem for problem in problems_in(guide_from, around(name)) if problem.path == "docs/page.md"]
    assert [problem for problem in found if problem.rule not in OF_TOPICS] == []


def test_a_block_says_in_a_sentence_what_it_is():
    assert all(re.fullmatch(r"(?:An?|The|What) [^\n]+\.", block.__doc__ or "") for block in BLOCKS.values())


def test_a_name_that_no_block_has_is_refused(guide_from: GuideFrom):
    found = problems_in(guide_from, around("topics") | {"page.md": FRONT + "/// topic\n///\n"})
    assert "unknown block 'topic'" in " ".join(problem.message for problem in found)


def html_of(name: str, guide_from: GuideFrom) -> str:
    """Return what the example of a block becomes on a page of its own."""
    page = next(page for page in guide_from(around(name)).pages if page.path == "page.md")
    return page.html.partition("</h1>")[2].strip() + "\n"


def around(name: str) -> dict[str, str]:
    """Return a small guide with the example of a block on a page."""
    return INDEXES | {"both-tribes/non-negotiable/topic.md": TOPIC_PAGE, "page.md": FRONT + BLOCKS[name].EXAMPLE + "\n"}
