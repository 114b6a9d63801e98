"""What would hang or kill a builder is refused before it is read, at once and in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, problems_in
from fieldguide.sources import SOURCE_RULES
from fieldguide.sources.code_language import LANGUAGES
from odd_files import Content, write

PAGE = "both-tribes/non-negotiable/page.md"
FRONT = "---\ndescription: Wait on many calls.\nreviewed: 2026-11-23\n---\n\n# Async\n\n"
BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))

LOAD = r"""
import json, re, sys, time
from pathlib import Path
from fieldguide import checks, pages
start = time.process_time()
try:
    found = checks.run(pages.load(Path("mkdocs.yml"), docs_dir=sys.argv[1]))
except pages.Refused as error:
    found = error.problems
refused = [str(problem) for problem in found]
peak = int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps([refused, time.process_time() - start, peak]))
"""

HUGE: dict[str, tuple[Content, str]] = {
    "10 MB": (FRONT + "word " * 2_000_000, "page-size"),
    "a line of 1 MB": (FRONT + "a" * 1_000_000, "page-size"),
    "8,000 brackets in a line": (FRONT + "[" * 8_000, "page-size"),
    "8,000 brackets in lines": (FRONT + ("[" * 100 + "\n") * 80, "page-size"),
    "3,000 nested lists": (FRONT + "".join(" " * 4 * depth + "- a\n" for depth in range(3_000)), "page-size"),
    "3,000 lists in a line": (FRONT + "- " * 3_000 + "a", "page-size"),
    "200 nested lists": (FRONT + "".join(" " * 4 * depth + "- a\n" for depth in range(200)), "page-size"),
    "100,000 cards": (FRONT + "/// flashcard | Why? {#why .concept}\n\nSo.\n\n///\n\n" * 100_000, "page-size"),
    "stars in short lines": (FRONT + ("*" * 60 + "\n") * 3_000, "page-size"),
    "half a link again and again": (FRONT + ("<a " * 1_000 + "\n\n") * 60, "page-size"),
    "headings": (FRONT + "# a\n\n" * 30_000, "page-size"),
    "underlined headings": (FRONT + "a\n-\n" * 30_000, "page-size"),
    "definitions": (FRONT + "a\n: " * 30_000, "page-size"),
    "aliases of aliases": (f"---\n{BOMB}---\n", "plain-yaml"),
    "brackets in front matter": (f"---\nneeds: {'[' * 3_000}\n---\n", "plain-yaml"),
    "a pipe": (None, "plain-file"),
    "a link to itself": (Path("page.md"), "plain-file"),
    "a link to an endless file": (Path("/dev/zero"), "plain-file"),
}


WITHIN_LIMITS = {
    "spaces in headings": ("## a" + " " * 99 + "b{ \n\n") * 280,
    "spaces in cards": "".join(f"/// cloze | a{' ' * 99}b{n} {{#x-{n} .number}}\n\nx\n\n///\n\n" for n in range(60)),
    "tables": ("a|" * 70 + "\n" + "-|" * 70 + "\n" + "|\n" * 150 + "\n") * 6,
    "code": "\n\n".join(f"```{name}\n" + "a /{{\n" * 140 + "```" for name in LANGUAGES),
    "long words": "\n\n".join(f"[{'a' * 1400}.](https://x.org)" for _ in range(120)),
    "equal headings": ("`\n# _" * 290 + "\n\n") * 6,
    "unknown elements": "\n\n".join("\n".join(f"<x{n}{name}>" for n in range(250)) for name in "abcdefg"),
    "links that never end": ('<a href="#x">y\n' * 280 + "\n\n") * 7 + "\n\n".join(["y " * 2400] * 30),
    "maths": "\n\n".join(f"${'xy' * 140}{n}$" for n in range(60)),
    "empty lines": "\n" * 190_000,
    "ends of cards": "///\n\n" * 30_000,
    "lists": "\n".join(" " * 4 * (n % 6) + "- a" for n in range(290)),
    "emphasis": "\n\n".join("*a " * 290 for _ in range(6)),
}
"""The worst that stays below every limit, or just above one."""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process says what it needed itself")
@pytest.mark.parametrize("case", WITHIN_LIMITS)
def test_the_worst_page_within_all_limits_is_judged_in_two_seconds_and_300_mb(case: str, tmp_path: Path):
    write(tmp_path / "docs" / PAGE, FRONT + WITHIN_LIMITS[case] + "\n")
    _, seconds, megabytes = judged(tmp_path / "docs")
    assert seconds < 2 and megabytes < 300


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process says what it needed itself")
@pytest.mark.parametrize("case", HUGE)
def test_what_would_take_for_ever_is_refused_in_two_seconds_and_300_mb(case: str, tmp_path: Path):
    content, rule = HUGE[case]
    write(tmp_path / "docs" / PAGE, content)
    problems, seconds, megabytes = judged(tmp_path / "docs")
    assert any(problem.endswith(f"[{rule}]") for problem in problems), problems
    assert seconds < 2 and megabytes < 300


def test_a_folder_that_leads_out_of_the_guide_is_not_entered(guide_from, tmp_path: Path):
    write(tmp_path / "outside" / "secret.md", b"\xff")
    write(tmp_path / "docs" / "more", tmp_path / "outside")
    assert refused(guide_from, {PAGE: FRONT}) == ["docs/more: plain-file"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is Unicode")
def test_a_name_that_is_not_utf_8_is_shown_as_far_as_it_can_be(guide_from, tmp_path: Path):
    os.makedirs(tmp_path / "docs")
    (Path(os.fsdecode(os.fsencode(tmp_path / "docs") + b"/caf\xe9.md"))).write_text(FRONT)
    assert refused(guide_from, {PAGE: FRONT}) == ["docs/caf?.md: file-name"]


@pytest.mark.parametrize("file", ["retired.yml", "decks.yml"])
def test_lists_of_cards_are_judged_before_they_are_read(file: str, guide_from, tmp_path: Path):
    write(tmp_path / "cards" / file, BOMB)
    assert set(refused(guide_from, {PAGE: FRONT})) == {f"cards/{file}: plain-yaml"}


def test_faults_of_all_files_are_told_at_once(guide_from, tmp_path: Path):
    found = refused(guide_from, {"a.md": b"\xff", "b.md": "a\rb", "c.md": None, PAGE: FRONT + "\u202e"})
    assert found == [
        "docs/a.md: utf-8",
        "docs/b.md: plain-characters",
        f"docs/{PAGE}: plain-characters",
        "docs/c.md: plain-file",
    ]


def test_a_page_that_cannot_be_read_hides_no_fault_of_another(guide_from):
    found = problems_in(guide_from, {"a.md": b"\xff", "b.md": FRONT + "[x](a.md) [x](c.md) [x](a.md#y)\n\nTODO"})
    at_links = [problem for problem in found if problem.rule == "link-target-exists"]
    assert [problem.message.partition(";")[0] for problem in at_links] == ["no page at 'c.md'"]
    assert ("docs/a.md", "utf-8") in {(problem.path, problem.rule) for problem in found}


def test_a_list_of_topics_reads_no_front_matter_that_is_refused(guide_from):
    index = f"{FRONT}/// topics | both-tribes/non-negotiable\n///\n"
    bomb = f"---\n{BOMB}description: *a29\n---\n\n# Bomb\n"
    found = refused(guide_from, {"both-tribes/index.md": index, PAGE: bomb})
    assert set(found) == {f"docs/{PAGE}: plain-yaml"}


def test_a_second_byte_order_mark_is_a_character_that_nobody_sees(guide_from):
    assert refused(guide_from, {PAGE: "\ufeff\ufeff" + FRONT}) == [f"docs/{PAGE}: plain-characters"]


def judged(docs: Path) -> tuple[list[str], float, float]:
    """Return the problems of a tree, and the CPU seconds and megabytes that a process of its own needed."""
    command = [sys.executable, "-W", "ignore", "-c", LOAD, str(docs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    return json.loads(done.stdout)


def refused(guide_from, texts: dict[str, Content]) -> list[str]:
    """Return path and rule of each problem for which files of this guide are not read."""
    found = problems_in(guide_from, texts)
    return [f"{problem.path}: {problem.rule}" for problem in found if problem.rule in SOURCE_RULES]
