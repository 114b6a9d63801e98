"""What the Markdown extension writes, and what the pages of the guide say about themselves."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT
from fieldguide import checks
from fieldguide.markdown import cards_in
from fieldguide.model import SHELVES, Kind, Priority
from fieldguide.sources.document import document_of
from fieldguide.sources.learning_order import entries, learning_order
from html_text import text

TOPICS = [path for path in learning_order(ROOT / "docs") if path.count("/") == 2]
FRONT = "---\ndescription: x\nreviewed: 2026-11-23\n---\n\n# Title\n\n"
PATH = "both-tribes/nice-to-have/page.md"


def html_of(guide_from, body: str, path: str = PATH) -> str:
    pages = guide_from({path: FRONT + body}).pages
    return next(page.html for page in pages if page.path == path)


@pytest.mark.parametrize("path", TOPICS)
def test_labs_and_examples_of_a_topic_run(guide, path):
    page = next(page for page in guide.pages if page.path == path)
    assert checks.run_code([page]) == []


def test_a_card_is_a_heading_and_a_closed_answer(guide_from):
    html = html_of(guide_from, "/// flashcard | Why `x`? {#why .failure .start-here}\n\nSo.\n\n///\n")
    assert '<section class="flashcard basic failure start-here">' in html
    assert '<h3 id="why">Why <code>x</code>?' in html
    assert "<details>\n<summary>Answer</summary>\n<p>So.</p>" in html
    (card,) = cards_in(html)
    assert (card.id, card.kind, card.start_here, card.note_type) == ("why", Kind.FAILURE, True, "basic")
    assert (card.question, card.answer) == ("Why <code>x</code>?", "<p>So.</p>")


def test_a_card_can_be_reported_with_its_id(guide_from):
    html = html_of(guide_from, "/// flashcard | Why? {#why .failure}\n\nSo.\n\n///\n")
    assert "/issues/new?template=wrong-card.yml&amp;title=Wrong%20card%3A%20why&amp;card=why" in html


def test_the_form_that_the_report_opens_has_a_field_for_the_id():
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/wrong-card.yml").read_text(encoding="utf-8"))
    assert "card" in {field["id"] for field in form["body"]}


def test_a_cloze_shows_blanks_and_then_the_text(guide_from):
    html = html_of(guide_from, "/// cloze | How many? {#many .number}\n\nAbout ==750== of `==code==`.\n\n///\n")
    assert '<div class="blanks">\n<p>About <span class="blank">[…]</span> of <code>==code==</code>.</p>' in html
    (card,) = cards_in(html)
    assert card.answer == "<p>About <mark>750</mark> of <code>==code==</code>.</p>"


def test_what_opens_a_card_inside_code_is_code(guide_from):
    body = "```text\n/// flashcard | Why? {#why .failure}\n\n///\n```\n"
    assert document_of(FRONT + body).cards == ()
    assert cards_in(html_of(guide_from, body)) == ()


def test_dollars_that_are_money_are_text_and_maths_is_mathml(guide_from):
    html = html_of(guide_from, "It costs $3 and $4.\n\nBut $L = \\lambda W$ and\n\n$$a \\le b$$\n")
    assert "It costs $3 and $4." in html
    assert html.count("<math ") == 2
    assert "arithmatex" not in html and "\\lambda" not in html


def test_a_comma_in_braces_separates_no_thousands_and_another_one_does(guide_from):
    html = html_of(guide_from, "There are $10{,}000$ of $f(a, b)$.\n")
    assert html.count('<mo rspace="0">,</mo>') == 1 and html.count("<mo>,</mo>") == 1


def test_maths_that_cannot_be_read_is_marked_for_the_rules(guide_from):
    assert "maths-error" in html_of(guide_from, "Broken: $\\frac{a}{$.\n")


def test_a_topic_says_its_shelf_reading_time_review_and_what_to_read_first(guide_from):
    first = FRONT.replace("# Title", "# First things")
    page = FRONT.replace("reviewed:", "needs: [first]\nalso: {applied-researcher: nice-to-have}\nreviewed:")
    guide = guide_from(
        {
            "both-tribes/non-negotiable/first.md": first,
            "infrastructure-builder/non-negotiable/page.md": page + "word " * 500,
        }
    )
    html = guide.pages[-1].html
    assert "Infrastructure builder · Non-negotiable" in html
    assert "Applied researcher · Nice to have" in html
    assert "3 min read" in html
    assert '<time datetime="2026-11-23">' in html
    assert 'Read first: <a href="../../../both-tribes/non-negotiable/first/">First things</a>.' in html


def test_lists_hold_every_topic_of_a_shelf_in_learning_order_then_the_guests(guide_from):
    nav = "nav:\n  - Both:\n      - both-tribes/nice-to-have/z.md\n      - both-tribes/nice-to-have/*.md\n"
    also = FRONT.replace("reviewed:", "also: {applied-researcher: nice-to-have}\nreviewed:")
    guide = guide_from(
        {
            ".nav.yml": nav,
            "both-tribes/nice-to-have/a.md": FRONT.replace("# Title", "# A"),
            "both-tribes/nice-to-have/z.md": FRONT.replace("# Title", "# Z"),
            "infrastructure-builder/nice-to-have/guest.md": also.replace("# Title", "# Guest"),
            "applied-researcher/nice-to-have/own.md": FRONT.replace("# Title", "# Own"),
            "index.md": "# Home\n\n/// topics | both-tribes/nice-to-have\n///\n\n"
            "/// topics | applied-researcher/nice-to-have\n///\n",
        }
    )
    home = text(next(page.html for page in guide.pages if page.path == "index.md"))
    places = [home.index(name) for name in ("Z x", "A x", "Own x", "Guest x")]
    assert places == sorted(places)


def test_the_guide_has_a_topic_on_every_shelf_and_two_cards_to_start_with_on_each_non_negotiable_one(guide):
    assert {topic.shelf for topic in guide.topics} == set(SHELVES)
    for topic in guide.topics:
        starts = sum(card.start_here for card in topic.cards)
        assert starts == (2 if topic.shelf.priority is Priority.MUST else 0), topic.path


def test_every_topic_stands_in_the_list_of_its_shelf(guide):
    listed = [entry.path for shelf in SHELVES for entry in entries(ROOT / "docs", shelf)]
    assert {topic.path for topic in guide.topics} == set(listed)


def test_examples_in_docstrings_are_true():
    """No module has any so far that doctest could not run."""
    modules = [sys.modules[name] for name in sorted(sys.modules) if name.startswith("fieldguide.")]
    assert all(doctest.testmod(module).failed == 0 for module in modules)


VERBS = ["build", "check", "decks", "serve", "new-topic", "generate", "test", "release", "bench", "pdf"]


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself(verb):
    done = subprocess.run([sys.executable, f"scripts/{verb}", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("usage:")


def test_a_wrong_command_line_is_one_message_and_exit_code_2():
    done = subprocess.run([sys.executable, "scripts/check", "nowhere.md"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "is not a page below" in done.stderr
