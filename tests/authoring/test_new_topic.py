"""A new topic: what is written, what is refused, and that the page passes once it is filled in."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from conftest import ROOT
from fieldguide import checks
from fieldguide.authoring.new_topic import NoTopic, write_topic
from fieldguide.model import SHELVES, Kind, Priority, Shelf, Tribe

TITLE, DAY = "Rate limiting", "2026-11-23"
INDEX = "---\ndescription: Topics.\n---\n\n# A tribe\n\nIts topics.\n"
MUST = Shelf(Tribe.BOTH, Priority.MUST)
TODO = re.compile(r'TODO(?:[^\n|"`*\][{}]*[^\s|"`*\][{}])?')
"""A placeholder to its end."""

SLUGS = {
    "Rate limiting": "rate-limiting",
    "C++ & asyncio: what's new?": "c-asyncio-whats-new",
    "  Naïve – Bayes ": "naive-bayes",
}
SKELETON = (ROOT / "docs/contributing/skeleton.md").read_text(encoding="utf-8")
REFUSED_TITLES = {
    "a <b> `c`": "a title is plain text, without < > `; write it in words",
    "a\nb": "a title is plain text, without \\n; write it in words",
    "日本": "the file is named by the title's letters a to z and digits, and here are none; add an English word",
    "x" * 98: "this title makes a file name of 98 characters; say it in fewer words",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of pages that is empty but for its shelves' parents."""
    for tribe in Tribe:
        (tmp_path / "empty" / tribe).mkdir(parents=True)
    return tmp_path / "empty"


def new_topic(docs: Path, shelf: Shelf) -> str:
    """Return the page that the command writes."""
    return write_topic(docs, shelf, TITLE, DAY).read_text(encoding="utf-8")


@pytest.mark.parametrize("title", SLUGS)
def test_a_title_gives_the_name_of_the_file(title: str, docs: Path):
    assert write_topic(docs, MUST, title, DAY).name == f"{SLUGS[title]}.md"


@pytest.mark.parametrize("title", REFUSED_TITLES)
def test_a_title_that_no_page_can_have_is_refused_with_a_reason(title: str, docs: Path):
    with pytest.raises(NoTopic) as refused:
        write_topic(docs, MUST, title, DAY)
    assert str(refused.value) == REFUSED_TITLES[title]


@pytest.mark.parametrize("title", ["Rate limiting", "C++ & asyncio: what's new?", "Naïve Bayes (in 2026)", "x" * 97])
def test_a_title_in_plain_words_is_fine(title: str, docs: Path):
    assert f"# {title}\n" in write_topic(docs, MUST, title, DAY).read_text(encoding="utf-8")


@pytest.mark.parametrize("shelf", SHELVES, ids=str)
def test_a_new_topic_passes_once_it_is_filled_in(guide_from, shelf: Shelf, docs: Path):
    assert problems_of(guide_from, shelf, filled(new_topic(docs, shelf))) == []


@pytest.mark.parametrize("shelf", SHELVES, ids=str)
def test_of_an_empty_topic_the_check_names_placeholders_and_length_and_nothing_else(
    guide_from, shelf: Shelf, docs: Path
):
    page = new_topic(docs, shelf)
    found = problems_of(guide_from, shelf, page)
    assert {problem.rule for problem in found} == {"section-filled", "page-length"}
    with_todo = {number for number, line in enumerate(page.split("\n"), 1) if "TODO" in line}
    assert {problem.line for problem in found if problem.rule == "section-filled"} == with_todo


def test_the_ids_of_a_new_topic_may_stay_as_they_are(docs: Path):
    ids = re.findall(r"\{#(\S+) ", new_topic(docs, MUST))
    assert len(set(ids)) == 9
    assert all(card_id.startswith("rate-limiting-") and "todo" not in card_id for card_id in ids)


def test_the_skeleton_on_the_site_becomes_what_the_command_writes(docs: Path):
    text = SKELETON.partition("````markdown\n")[2].removesuffix("````\n")
    for blank, word in {
        "TODO: the title": TITLE,
        "TODO-name": "rate-limiting",
        "TODO_name": "rate_limiting",
        "TODO, as in 2026-11-23": DAY,
    }.items():
        text = text.replace(blank, word)
    assert text == new_topic(docs, MUST)


def test_a_skeleton_whose_names_were_left_is_refused(guide_from):
    """Otherwise the ids of the first forgetful author would stand for ever, and the second's would collide."""
    text = SKELETON.partition("````markdown\n")[2].removesuffix("````\n")
    rules = {problem.rule for problem in problems_of(guide_from, MUST, text)}
    assert {"card-header", "front-matter", "section-filled"} <= rules


@pytest.mark.parametrize("shelf", SHELVES, ids=str)
def test_a_new_topic_is_written_on_its_shelf_even_where_that_is_empty(tmp_path: Path, shelf: Shelf):
    (tmp_path / "docs" / shelf.tribe).mkdir(parents=True)
    path = write_topic(tmp_path / "docs", shelf, TITLE, DAY)
    assert path == tmp_path / f"docs/{shelf}/rate-limiting.md"


def test_a_name_that_is_taken_on_any_shelf_is_refused_and_the_page_stays(tmp_path: Path):
    docs = tmp_path / "docs"
    (docs / "both-tribes").mkdir(parents=True)
    path = write_topic(docs, MUST, TITLE, DAY)
    path.write_text("mine\n")
    for shelf in SHELVES:
        with pytest.raises(NoTopic, match="rate-limiting.md has this name already; mend that page"):
            write_topic(docs, shelf, TITLE, DAY)
    assert path.read_text() == "mine\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: --shelf, --title"),
        (["--shelf", "both-tribes/non-negotiable", "--title", "Chunking strategy"], "has this name already"),
        (["--shelf", "both-tribes/non-negotiable", "--title", ""], "add an English word"),
        (["--shelf", "both"], "invalid choice: 'both'"),
    ],
)
def test_what_cannot_be_made_is_one_message_and_exit_code_2(arguments: list[str], said: str):
    command = [sys.executable, "scripts/new-topic", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def problems_of(guide_from, shelf: Shelf, page: str) -> list:
    indexes = {f"{tribe}/index.md": INDEX for tribe in Tribe}
    guide = guide_from({f"{shelf}/rate-limiting.md": page, **indexes})
    found = checks.run(guide) + checks.run_code(guide.topics)
    return [problem for problem in found if problem.path.endswith("rate-limiting.md")]


def filled(page: str) -> str:
    """Write something else over each TODO, and enough of it under the mechanism."""
    numbers = count(1)
    page = TODO.sub(lambda match: f"Case {next(numbers)} asks for plain words", page)
    steps = " ".join(f"In the order given, step {n} hands its result to the step after it." for n in range(60))
    return page.replace("## How it works\n\n", f"## How it works\n\n{steps}\n\n")


def test_the_cards_of_a_new_topic_are_of_each_kind(docs: Path):
    assert set(re.findall(r"\{#\S+ \.([a-z-]+)", new_topic(docs, MUST))) == set(Kind)
