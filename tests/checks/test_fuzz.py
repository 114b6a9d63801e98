"""Damaged pages end in problems: no traceback, no long wait, nothing written, run or fetched, and no strange lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT
from fieldguide import checks, pages
from fieldguide.model import Problem
from fieldguide.report import harmless
from mutants import mutants

PATH = "both-tribes/non-negotiable/page.md"
MOST_SECONDS = 2.0
MOST_QUOTED = 80
WRITES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate"}
REACHES_OUT = {"subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "socket.connect"}

seen: list[str] | None = None


def _watch(event: str, arguments: tuple) -> None:
    """Note what touches the world; an audit hook cannot be removed, so it looks only while `seen` is a list."""
    if seen is None:
        return
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if (writes or event in WRITES | REACHES_OUT) and "__pycache__" not in str(arguments[0]):
        seen.append(f"{event} {arguments}"[:300])


sys.addaudithook(_watch)


@pytest.mark.parametrize("seed", range(0, 500, 100))
def test_500_damaged_pages_are_refused_or_accepted_in_good_order(seed: int, tmp_path: Path, monkeypatch):
    assert faults(seed, 100, tmp_path, monkeypatch) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1_000, 11_000, 500))
def test_10_000_damaged_pages_are_refused_or_accepted_in_good_order(seed: int, tmp_path: Path, monkeypatch):
    assert faults(seed, 500, tmp_path, monkeypatch) == []


def test_the_watch_sees_what_is_written_and_run(tmp_path: Path):
    with watched() as noticed:
        (tmp_path / "a").write_text("x")
        (tmp_path / "a").unlink()
    assert [line.split()[0] for line in noticed] == ["open", "os.remove"]


def test_a_seed_gives_the_same_pages_each_time():
    assert list(mutants(7, 5)) == list(mutants(7, 5))


def faults(seed: int, count: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what goes wrong on `count` damaged pages."""
    docs = folder / "docs"
    page = docs / PATH
    page.parent.mkdir(parents=True)
    load = sys.modules["fieldguide.pages.load"]
    config = load.configured(ROOT / "mkdocs.yml", plugins=[], docs_dir=str(docs))
    monkeypatch.setattr(load, "configured", lambda *_, **__: config)  # reading settings takes longer than a page
    return [
        f"{name}: {fault}"
        for name, data in mutants(seed, count)
        for fault in _faults(page, data, lambda: _problems(docs))
    ]


def _problems(docs: Path) -> list[Problem]:
    try:
        return checks.run(pages.load(ROOT / "mkdocs.yml", docs_dir=str(docs)))
    except pages.Refused as refused:
        return refused.problems


def _faults(page: Path, data: bytes, problems_of) -> Iterator[str]:
    page.write_bytes(data)
    start = time.process_time()
    with watched() as noticed:
        try:
            problems = problems_of()
        except Exception as error:  # whatever it is, it is a fault
            yield f"{type(error).__name__}: {error}"
            problems = []
    seconds = time.process_time() - start
    if seconds > MOST_SECONDS:
        yield f"takes {seconds:.1f} s"
    yield from noticed
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")  # as editors count lines
    yield from (fault for problem in problems for fault in _strange(problem, text))


def _strange(problem: Problem, text: str) -> Iterator[str]:
    """Yield what is wrong with a problem itself."""
    message = problem.message.replace("\\\\", "\\")  # a quotation shows one backslash as two
    quoted = (message[at : at + MOST_QUOTED + 1] for at in range(len(message) - MOST_QUOTED))
    if any(part in text for part in quoted):
        yield f"quotes more than {MOST_QUOTED} characters: {problem}"
    if len(harmless(message)) > 400:
        yield f"is longer than {400} characters: {problem}"
    if not 1 <= problem.line <= text.count("\n") + 1 or problem.column < 1:
        yield f"stands nowhere: {problem}"


@contextmanager
def watched() -> Iterator[list[str]]:
    """Yield a list that fills with what is written, run or fetched meanwhile."""
    global seen
    noticed: list[str] = []
    seen = noticed
    try:
        yield noticed
    finally:
        seen = None
