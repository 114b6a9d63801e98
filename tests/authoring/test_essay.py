"""The table of the essay's phrases: none of them is lost, and each leads to a question of a topic."""

from __future__ import annotations

import re

import pytest

ROW = re.compile(r"^\| (?P<phrase>[^|]+) \| \[.+\]\(\.\./(?P<topic>[\w/-]+\.md)#(?P<anchor>[\w-]+)\) \|$", re.MULTILINE)
PHRASES = 88
"""Rows when the table was made; the essay does not change, so the number does not fall."""


@pytest.fixture(scope="module")
def rows(project) -> list[re.Match[str]]:
    return list(ROW.finditer((project.root / "docs/contributing/essay.md").read_text(encoding="utf-8")))


def test_every_phrase_of_the_essay_has_its_own_row(rows):
    phrases = [row["phrase"].lower() for row in rows]
    assert len(phrases) >= PHRASES
    assert len(set(phrases)) == len(phrases)


def test_every_phrase_leads_to_a_question_or_section_of_a_topic(rows, guide):
    """A link to an anchor that is gone is the check's own error; here, that it stands on a topic."""
    topics = {topic.path for topic in guide.topics}
    assert [row["topic"] for row in rows if row["topic"] not in topics] == []


def test_a_row_that_leads_to_a_whole_page_is_not_an_answer():
    assert not ROW.search("| embeddings | [a page](../both-tribes/non-negotiable/async-vs-threading.md) |")
