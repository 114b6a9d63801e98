"""Of the kinds of page that real guides have none is refused: the check stops slips, and no writer who made none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import GuideFrom, problems_in

KIND = re.compile(r"^=== (.+)\n", re.MULTILINE)
HEAD = "---\ndescription: A page that people write.\n---\n\n# A page\n\nWhat it is about.\n\n"
RING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>\n'
SHOWN = "![A ring.](../assets/pictures/ring.svg)\n"
AROUND = {"contributing/index.md": HEAD + SHOWN, "assets/pictures/ring.svg": RING}


def kinds() -> dict[str, str]:
    """Return the text of each kind of page by its name."""
    _, *parts = KIND.split((Path(__file__).parent / "real_pages.md").read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


KINDS = kinds()


def test_there_are_35_kinds_of_page():
    assert len(KINDS) == 35


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_a_real_kind_has_no_problem(kind: str, guide_from: GuideFrom):
    assert said_of(KINDS[kind], guide_from) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_a_real_kind_that_has_a_slip_has_a_problem(kind: str, guide_from: GuideFrom):
    assert said_of(KINDS[kind] + "\nA list:\n- one\n", guide_from) != []


def said_of(text: str, guide_from: GuideFrom) -> list[str]:
    """Return what the check says of a page in a guide that has no problem without it."""
    return [str(problem) for problem in problems_in(guide_from, {**AROUND, "contributing/kind.md": HEAD + text})]
