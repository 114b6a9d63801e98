"""Who may import whom, and how long code may be: the house style, held by tools."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from statistics import median

from conftest import ROOT

LIBRARY = sorted((ROOT / "scripts/fieldguide").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 200, 30


def test_imports_go_downward_only_and_third_parties_stay_behind_their_fences():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_linter_finds_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "scripts", "tests"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_files_and_functions_are_short():
    lengths = [length for path in LIBRARY for length in _function_lengths(path)]
    assert median(lengths) <= 8
    assert sum(length < 15 for length in lengths) >= 0.9 * len(lengths)
    assert max(lengths) <= LONGEST_FUNCTION
    assert all(path.read_text().count("\n") < LONGEST_FILE for path in LIBRARY)


def test_every_module_says_in_a_sentence_what_it_is():
    for path in LIBRARY:
        docstring = ast.get_docstring(ast.parse(path.read_text()))
        assert docstring and docstring.split("\n")[0].endswith((".", ":")), path


def test_verbs_are_short_and_say_what_they_do():
    for verb in (ROOT / "scripts").iterdir():
        if verb.is_file() and not verb.suffix:
            lines = [line for line in verb.read_text().splitlines() if line and not line.startswith("#!")]
            assert len(lines) <= 10, verb
            assert verb.stat().st_mode & 0o111, verb


def _function_lengths(path: Path) -> list[int]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, functions)]
    return [_body_length(node) for node in found]


def _body_length(function: ast.FunctionDef) -> int:
    """Count the lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 1
