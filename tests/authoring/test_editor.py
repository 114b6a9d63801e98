"""What is made from the code is as the code says, and each file as .editorconfig says."""

from __future__ import annotations

import configparser
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest
from conftest import ROOT
from fieldguide.authoring.generated import write_generated


def test_what_is_made_from_the_code_is_as_the_code_says(tmp_path: Path):
    (tmp_path / "docs").mkdir()
    made = [path.relative_to(tmp_path) for path in write_generated(tmp_path)]
    assert {path.name for path in made} == {"blocks.md", "rules.md", "skeleton.md"}
    for path in made:
        assert (ROOT / path).read_text() == (tmp_path / path).read_text(), f"{path}: run scripts/generate"


def test_each_file_is_as_the_editorconfig_says():
    files = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()
    texts = [path for path in files if not path.endswith((".png", ".woff2")) and (ROOT / path).exists()]
    assert [fault for path in texts for fault in unlike_editorconfig(path, (ROOT / path).read_bytes())] == []


@pytest.mark.parametrize(
    ("path", "data", "fault"),
    [
        ("a.py", b"a\r\n", "line end"),
        ("a.py", b"a", "last line end"),
        ("a.py", b"a \n", "blank at the end of a line"),
        ("a.py", b"\ta\n", "indented by a tab"),
        ("docs/a.md", b"\xff\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_not_as_the_editorconfig_says_is_found(path: str, data: bytes, fault: str):
    assert unlike_editorconfig(path, data) == [f"{path}: {fault}"]
    assert unlike_editorconfig("tests/checks/bad/a.md", data) == []


def test_two_blanks_break_a_line_in_markdown_and_a_tab_parts_columns():
    assert unlike_editorconfig("docs/a.md", b"a  \nb\n") == []
    assert unlike_editorconfig("docs/assets/labs/a/b.tsv", b"\ta\n") == []


def unlike_editorconfig(path: str, data: bytes) -> list[str]:
    """Return in what the text of a file is not as .editorconfig says."""
    wanted = editorconfig(path)
    text = data.decode("utf-8", errors="replace")
    found = {
        "not UTF-8": wanted["charset"] == "utf-8" and "\ufffd" in text,
        "line end": wanted["end_of_line"] == "lf" and "\r" in text,
        "last line end": wanted["insert_final_newline"] == "true" and text and not text.endswith("\n"),
        "blank at the end of a line": wanted["trim_trailing_whitespace"] == "true" and re.search(r"[ \t]$", text, re.M),
        "indented by a tab": wanted["indent_style"] == "space" and re.search(r"^\t", text, re.M),
    }
    return [f"{path}: {what}" for what, is_so in found.items() if is_so]


def editorconfig(path: str) -> dict[str, str]:
    """Return what .editorconfig says of a file: later sections win."""
    parser = configparser.ConfigParser()
    parser.read_string("[top]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    wanted: dict[str, str] = {}
    for section in parser.sections():
        if any(fnmatch(path if "/" in glob else Path(path).name, glob) for glob in _globs(section)):
            wanted |= dict(parser[section])
    return wanted


def _globs(pattern: str) -> list[str]:
    match = re.fullmatch(r"(.*)\{(.*)\}(.*)", pattern)
    return [f"{match[1]}{word}{match[3]}" for word in match[2].split(",")] if match else [pattern]
