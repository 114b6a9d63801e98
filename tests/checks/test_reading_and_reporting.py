"""How pages are read does not depend on the editor that wrote them, and what is wrong is said in order and in brief."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fieldguide import checks
from fieldguide.model import CAUSES, Guide, Page, Problem
from fieldguide.report import report

GuideFrom = Callable[[dict[str, str]], Guide]

PATH = "both-tribes/non-negotiable/async.md"
SOURCE = """---
description: Wait on many model calls at once.
reviewed: 2026-11-23
---

# Async versus threading

Waiting is cheap, $40 / 2$.

```python
time.sleep(1)
```

/// flashcard | Why does `time.sleep` stall every request? {#async-blocking-call .failure}

The event loop runs on one thread.

///
"""


@pytest.mark.parametrize(
    "bytes_, line, column, byte", [(b"\n\ncaf\xe9", 3, 4, "E9"), ("é".encode() + b"\xff", 1, 2, "FF")]
)
def test_a_page_that_is_not_utf_8_is_refused_with_its_place(bytes_, line, column, byte, guide_from, tmp_path: Path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "latin.md").write_bytes(bytes_)
    what = f"not UTF-8 (byte 0x{byte}); save the file as UTF-8"
    assert guide_from({PATH: SOURCE}).problems == (Problem("docs/latin.md", line, column, what, "utf-8"),)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_a_block_that_would_be_read_for_ever_is_refused_with_its_line(mark: str, guide_from: GuideFrom):
    opening = "/// flashcard | Why? {#why .concept}"
    endless = guide_from({PATH: f"{SOURCE}\n{mark}{opening}\n{mark}///\n {opening}\n"})
    assert [(problem.line, problem.rule) for problem in endless.problems] == [(22, "renders")]
    assert guide_from({PATH: f"{SOURCE}\n{mark}{opening}\n{mark}///\n"}).pages[0].html


@pytest.mark.parametrize("start, end", [("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_a_byte_order_mark_and_crlf_line_ends_change_nothing(start: str, end: str, guide_from: GuideFrom):
    plain = guide_from({PATH: SOURCE}).pages[0]
    other = guide_from({PATH: start + SOURCE.replace("\n", end)}).pages[0]
    assert plain.cards and rendered(other) == rendered(plain)


def test_causes_come_first_and_the_rest_in_order_of_place_whatever_rule_found_them(guide_from: GuideFrom):
    guide = guide_from({"b.md": "text\n", "a.md": SOURCE.replace("# Async", "#### Async").replace(" .failure}", "}")})
    found = checks.run(guide)
    assert len({problem.rule for problem in found}) > 3
    assert [problem.rule for problem in found[:2]] == ["front-matter-present", "card-header"]
    others = [(p.path, p.line, p.column) for p in found if p.rule not in CAUSES]
    assert others and others == sorted(others)


def test_problems_of_code_are_sorted_by_place(guide_from: GuideFrom):
    wrong = '\n```pycon\n>>> 1\n2\n```\n\n```python title="no.py"\nassert False\n```\n'
    found = checks.run_code(guide_from({PATH: SOURCE + wrong, "a.md": SOURCE + wrong}).pages)
    places = [(problem.path, problem.rule) for problem in found]
    page_a, page_b = "docs/a.md", f"docs/{PATH}"
    assert places == [(page_a, "lab-runs")] * 2 + [(page_b, "lab-runs")] * 2


MORE = "this rule finds more from here on, which is not told; mend what is told, then check again"


@pytest.mark.parametrize(
    "faults, last",
    [
        (200, MORE),
        (199, "this link is text; write [words](address)"),
    ],
)
def test_a_rule_that_finds_more_on_a_page_than_is_told_says_so(faults: int, last: str, guide_from: GuideFrom):
    links = "\n\n".join(["See [the docs] (https://docs.python.org)."] * faults)
    found = [problem for problem in checks.run(guide_from({PATH: SOURCE + links})) if problem.rule == "marks-read"]
    assert (len(found), found[-1].message) == (faults, last)


def test_the_report_names_200_problems_and_counts_the_rest(capsys):
    report([problem(number) for number in range(1, 1001)])
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert printed.out == ""
    assert lines[:200] == [str(problem(number)) for number in range(1, 201)]
    assert lines[200:] == ["1000 problems, 800 of them not shown."]


@pytest.mark.parametrize(
    "count, last", [(200, "200 problems."), (1, "1 problem."), (201, "201 problems, 1 of them not shown.")]
)
def test_the_report_ends_with_how_many_problems_there_are(count: int, last: str, capsys):
    report([problem(number) for number in range(1, count + 1)])
    assert capsys.readouterr().err.splitlines()[-1] == last


def problem(line: int) -> Problem:
    return Problem("docs/index.md", line, 1, "something is wrong; mend it", "one-title")


def rendered(page: Page) -> tuple[object, ...]:
    """Return what a learner sees of a page, and where its cards stand in the source."""
    return page.html, page.cards, page.title, page.meta, page.headers
