"""Each rule is quiet about its good pages and says of its bad pages what they expect, where they expect it."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath

import pytest
from conftest import GuideFrom, problems_in
from fieldguide import checks, pages, sources
from fieldguide.checks import GUIDE_RULES, HISTORY_RULES, PAGE_RULES, REMARK_RULES, RUN_RULES, labs
from fieldguide.model import Problem
from fieldguide.project import Project
from fieldguide.sources import SOURCE_RULES, STOPPING
from odd_files import Content, unescaped

HERE = Path(__file__).parent
RULES = SOURCE_RULES | PAGE_RULES | GUIDE_RULES | HISTORY_RULES | RUN_RULES | REMARK_RULES
BAD = sorted(path.stem for path in (HERE / "bad").glob("*.md"))
GOOD = sorted(path.stem for path in (HERE / "good").glob("*.md"))

EXPECT = re.compile(r"^<!-- expect (?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<message>.+) -->$", re.M)
PAGE = re.compile(r"^<!-- page: (.+) -->\n", re.M)
REGISTERED = re.compile(r"^@(?:tree|text|page|topic|guide|history|run|remark)_rule\ndef (\w+)", re.M)

USUAL_PAGE = "both-tribes/non-negotiable/page.md"
TRIBE_PAGE = "---\ndescription: Topics.\n---\n\n# A tribe\n\nIts topics.\n"
AROUND = {
    "both-tribes/index.md": TRIBE_PAGE,
    "applied-researcher/index.md": TRIBE_PAGE,
    "infrastructure-builder/index.md": TRIBE_PAGE,
    "assets/pictures/ring.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
"""What each page of the guide may count on: the pages that its badges lead to, and a picture."""


@pytest.mark.parametrize("case", GOOD)
def test_a_rule_accepts_its_good_page(case: str, guide_from: GuideFrom):
    assert found_by(rule_of(case), guide_from, pages_of("good", case)) == []


@pytest.mark.parametrize("case", BAD)
def test_a_rule_reports_of_its_bad_page_what_the_page_expects(case: str, guide_from: GuideFrom, monkeypatch):
    expected = expected_of(case)
    assert expected, "a bad page ends in <!-- expect path:LINE:COLUMN: message -->"
    if any("longer than 1 s" in problem.message for problem in expected):
        monkeypatch.setattr(labs, "_TIME_LIMIT", 1.0)
    assert found_by(rule_of(case), guide_from, pages_of("bad", case)) == expected


def test_a_bad_page_differs_from_its_good_twin():
    assert [case for case in BAD if pages_of("bad", case) == pages_of("good", case)] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_bad_and_a_good_page(rule: str):
    assert rule in BAD and rule in GOOD


def test_each_page_belongs_to_a_rule_and_has_its_twin():
    assert BAD == GOOD
    assert {rule_of(case) for case in BAD} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_what_it_wants_and_shows_a_bad_and_a_good_example(rule: str):
    first, *rest = (RULES[rule].__doc__ or "").split("\n")
    assert re.fullmatch(r"[A-Z`].+\.", first), "a docstring begins with a sentence on its first line"
    examples = [line.split(maxsplit=1) for line in rest if line.strip()]
    assert [example[0] for example in examples] == ["Bad:", "Good:"]
    assert all(len(example) == 2 for example in examples)


def test_an_id_names_one_rule_in_all_registries():
    places = (Path(checks.__file__).parent, Path(sources.__file__).parent)
    texts = (path.read_text(encoding="utf-8") for place in places for path in place.rglob("*.py"))
    written = [name.replace("_", "-") for text in texts for name in REGISTERED.findall(text)]
    assert sorted(written) == sorted(RULES)


def test_the_guide_has_no_problem(project: Project):
    guide = pages.load(project.config)
    assert guide.topics
    assert [str(problem) for problem in checks.run(guide)] == []


def found_by(rule: str, guide_from: GuideFrom, texts: dict[str, Content]) -> list[Problem]:
    """Return what one rule says of a guide; only rules on sources keep a page from being rendered."""
    if rule in RUN_RULES:
        return checks.run_code(guide_from(AROUND | texts).pages)
    if rule in REMARK_RULES:
        return [problem for problem in checks.remarks(guide_from(AROUND | texts).pages) if problem.rule == rule]
    found = problems_in(guide_from, AROUND | texts)
    unread = [problem for problem in found if problem.rule in STOPPING]
    assert rule in SOURCE_RULES or unread == []
    return [problem for problem in found if problem.rule == rule]


def expected_of(case: str) -> list[Problem]:
    """Return the problems that a bad page expects, in order of place."""
    matches = EXPECT.finditer(read("bad", case))
    return sorted(
        Problem(normpath(f"docs/{m['path']}"), int(m["line"]), int(m["column"]), m["message"], rule_of(case))
        for m in matches
    )


def pages_of(kind: str, case: str) -> dict[str, Content]:
    """Return the pages of a fixture by path, without what it expects."""
    text = EXPECT.sub("", read(kind, case)).rstrip("\n") + "\n"
    if not PAGE.match(text):
        return {USUAL_PAGE: unescaped(text)}
    _, *parts = PAGE.split(text)
    return {path: unescaped(content) for path, content in zip(parts[::2], parts[1::2], strict=True)}


def rule_of(case: str) -> str:
    """Return the rule of a fixture: `card-short.2` belongs to `card-short`."""
    return case.split(".")[0]


def read(kind: str, case: str) -> str:
    return (HERE / kind / f"{case}.md").read_text(encoding="utf-8")
