"""Who may import whom, and how long code may be: the house style, held by tools."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
from conftest import ROOT

LIBRARY = sorted((ROOT / "scripts/fieldguide").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 200, 30


LINTERS = {
    "lint-imports": ("--no-cache",),
    "ruff": ("check", "--no-cache", "scripts", "tests"),
    "mypy": ("--cache-dir", str(ROOT / ".mypy_cache")),
    "oxlint": ("--deny-warnings", "docs/assets/scripts"),
}
"""Imports go downward only and third parties stay behind their fences; Python and JavaScript are well-formed; types."""


@pytest.mark.parametrize("name", LINTERS)
def test_a_linter_finds_nothing(name: str):
    done = linted(ROOT, name)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("party", ["genanki", "mkdocs", "markdown", "pymdownx", "markdown_it", "yaml"])
def test_a_new_module_is_inside_the_fences_from_its_first_line(copy: Path, party: str):
    (copy / "scripts/fieldguide/scratch.py").write_text(f"import {party}\n", encoding="utf-8")
    assert f"fieldguide.scratch -> {party} (l.1)" in linted(copy, "lint-imports").stdout


def test_a_copy_of_the_library_without_a_new_module_is_inside_the_fences(copy: Path):
    assert linted(copy, "lint-imports").returncode == 0


def test_a_wrong_type_is_found(copy: Path):
    (copy / "scripts/fieldguide/released.py").write_text('"""X."""\n\nnumber: int = "one"\n', encoding="utf-8")
    assert "released.py:3: error: Incompatible types in assignment" in linted(copy, "mypy").stdout


def test_a_slip_in_a_script_is_found(copy: Path):
    (copy / "docs/assets/scripts").mkdir(parents=True)
    (copy / "docs/assets/scripts/new.js").write_text("if (document.title = 'x') alert()\n", encoding="utf-8")
    assert "no-cond-assign" in linted(copy, "oxlint").stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The library alone, with its settings."""
    shutil.copytree(ROOT / "scripts/fieldguide", tmp_path / "scripts/fieldguide")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def linted(root: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run a linter of this environment on the tree at `root`, with its settings and its library."""
    command = [str(Path(sys.executable).with_name(name)), *LINTERS[name]]
    environment = os.environ | {"PYTHONPATH": str(root / "scripts")}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


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
