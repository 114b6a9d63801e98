"""A report can be read by people, GitHub and programs, and what it quotes commands nobody."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fieldguide import checks, cli
from fieldguide.model import Guide, Problem
from fieldguide.report import FORMS, harmless, report
from hypothesis import given
from hypothesis import strategies as st

GuideFrom = Callable[[dict[str, str]], Guide]

HOSTILE = (
    "\x1b[31mred\x1b[0m\x1b]0;title\x07", "a\n::error::b", "a\r::warning file=x::b", "::stop-commands::x", "##[error]x",
    "##[group]", "a\u2028::error::b", "\u202egnp.exe",
    "\0", "\x85", "\u200b", "\ud800", "\ue000", "section_start:1:x\r\x1b[0K", " ::add-mask::x", "':::error::x",
)  # fmt: skip
COMMANDS = re.compile(r"(?<!\w)::[a-z-]+|##\[", re.IGNORECASE)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_quoted_is_one_visible_line_and_no_command(text: str):
    assert_harmless(harmless(text))


@given(st.text())
def test_any_text_is_one_visible_line_and_no_command(text: str):
    assert_harmless(harmless(text))


@pytest.mark.parametrize("text", ["std::vector", "a: b", "# One", "## Two", "{{c1::x}}", "naïve → “x”, 日本", "C:\\x"])
def test_honest_text_stays_as_it_is(text: str):
    assert harmless(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_report_lets_a_page_speak_to_the_log(text: str, capsys):
    problem = Problem(f"docs/{text}.md", 1, 1, f"unknown key '{text}'; remove it", "front-matter")
    report([problem], "text", [problem])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    for line in lines:
        assert_harmless(line)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_annotation_is_one_command_of_ours(text: str, capsys):
    report([Problem(f"docs/{text}.md", 3, 4, f"100% {text}", "renders")], "github")
    (line,) = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"::error file=docs/[^:,]*\.md,line=3,col=4,title=renders::100%25 .*", line)
    assert_harmless(line.split("title=renders::")[1])


def test_json_holds_what_the_lines_hold(capsys):
    report([Problem("docs/b.md", 2, 1, "x; y", "voice"), Problem("docs/a.md", 1, 9, "é; y", "voice")], "json")
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["remarks"]) == (2, [])
    assert told["problems"][0] == {"path": "docs/a.md", "line": 1, "column": 9, "message": "é; y", "rule": "voice"}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_200_problems_sorted_and_counts_all(form: str, capsys):
    report([Problem("docs/a.md", line, 1, "x; y", "voice") for line in range(500, 0, -1)], form)
    out, err = capsys.readouterr()
    lines = re.findall(r'(?:^docs/a\.md:|"line": |,line=)(\d+)', out or err, re.M)
    assert lines == [str(line) for line in range(1, 201)]
    assert "500 problems, 300 of them not shown." in err or json.loads(out)["count"] == 500


def test_a_message_without_end_is_cut(capsys):
    report([Problem("docs/a.md", 1, 1, "x" * 10_000, "voice")])
    assert len(capsys.readouterr().err) < 400 + 60


@pytest.mark.parametrize(
    "reviewed, days", [("2025-11-22", ["2025-11-22"]), ("2025-11-23", []), ("2026-11-23", []), ("soon", []), ("", [])]
)
def test_a_topic_that_nobody_reviewed_for_a_year_is_remarked_on(reviewed: str, days: list, guide_from: GuideFrom):
    page = f"---\ndescription: x\nreviewed: {reviewed}\n---\n\n# Title\n\nText.\n"
    guide = guide_from({"both-tribes/nice-to-have/a.md": page, "index.md": page})
    found = checks.due_for_review(guide, int(datetime(2026, 11, 23, tzinfo=UTC).timestamp()))
    assert [(problem.path, problem.line, problem.message[17:27]) for problem in found] == [
        ("docs/both-tribes/nice-to-have/a.md", 3, day) for day in days
    ]


def test_a_remark_is_printed_and_is_no_fault(capsys, monkeypatch):
    remark = Problem("docs/a.md", 3, 1, "last reviewed on 2025-01-01; check", "review-due")
    monkeypatch.setattr(checks, "due_for_review", lambda guide, now: [remark])
    monkeypatch.setattr("sys.argv", ["check", "--format", "github", str(cli.ROOT / "docs/decks.md")])
    code = cli.check("x")
    out, err = capsys.readouterr()
    assert out.startswith("::notice file=docs/a.md,line=3") and (code, err) == (0, "")


def assert_harmless(line: str) -> None:
    assert not COMMANDS.search(line)
    assert not [char for char in line if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]


@pytest.mark.parametrize("form", ["github", "json"])
def test_a_broken_mkdocs_yml_is_a_problem_in_the_form_that_was_asked_for(form, capsys, monkeypatch, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nnav: [\n")
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    monkeypatch.setattr("sys.argv", ["check", "--format", form])
    code = cli.check("x")
    out, err = capsys.readouterr()
    assert code == 2 and "Traceback" not in err
    if form == "github":
        assert out.startswith("::error file=mkdocs.yml,line=3,col=1,title=settings::")
    else:
        assert [(problem["path"], problem["line"]) for problem in json.loads(out)["problems"]] == [("mkdocs.yml", 3)]
