"""Rules about code on a page: non-negotiable techniques have a lab, and what a page runs does what it says."""

from __future__ import annotations

import ast
import contextlib
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model import Page, Priority, Topic
from ..project import ROOT
from ..rules import Found, run_rule, topic_rule
from ..sources.document import document_of
from .text import section_line
from .words import no_technique

_LAB = re.compile(r'python\b.*\btitle="(?P<file>[\w-]+\.py)"')
_LONGEST_LAB = 60
"""Lines of a lab, blank ones included: what a reader takes in at once."""

_DATA = ROOT / "docs/assets/labs"
"""Folders by topic: what its labs read."""

_TIME_LIMIT = 20.0
"""Seconds; a lab takes under five on a machine that has nothing else to do."""


_MOST_SAID = 1_000_000
"""Bytes of output that are kept, and of a file that a lab may write."""


@dataclass(frozen=True)
class _Code:
    """A fenced block: its text and the line of its first line of code."""

    line: int
    info: str
    text: str


@topic_rule
def lab_present(page: Topic) -> Found:
    """A non-negotiable technique has a lab: code that shows the point of the page by running.

    Bad:  no ```python block with a title
    Good: ```python title="blocked_loop.py"
    """
    wanted = page.shelf.priority is Priority.MUST and page.slug not in no_technique()
    if wanted and not list(_labs(page)):
        line = section_line(page, "How it works")
        yield line, 1, 'no lab; add a block that opens with ```python title="name.py" and ends in an assert'


@topic_rule
def lab_proves(page: Topic) -> Found:
    """A lab has at most 60 lines and ends in an assert on the point of the page.

    Bad:  a lab that only prints
    Good: assert blocking > 10 * awaiting
    """
    for lab in _labs(page):
        length = lab.text.count("\n")
        if length > _LONGEST_LAB:
            yield lab.line, 1, f"a lab of {length} lines; show the point in {_LONGEST_LAB}"
        try:
            last = ast.parse(lab.text).body[-1:]
        except (SyntaxError, ValueError) as error:  # ValueError: a NUL byte, before Python 3.12
            line, column = getattr(error, "lineno", 1) or 1, getattr(error, "offset", 1) or 1
            yield lab.line + line - 1, column, f"not Python: {getattr(error, 'msg', error)}; correct it"
            continue
        if not any(isinstance(node, ast.Assert) for node in last):
            yield lab.line, 1, "this lab proves nothing; end it in an assert on the point of the page"


@run_rule
def lab_runs(page: Page) -> Found:
    """A lab runs to its end, and what stands after `>>>` prints what stands below it.

    Bad:  assert 1 == 2, or >>> 40 / 2 … 21.0
    Good: assert 1 < 2, and >>> 40 / 2 … 20.0
    """
    for lab in _labs(page):
        failure = _run(lab.text, page.slug)
        if failure:
            yield lab.line + _failing_line(failure) - 1, 1, f"this lab fails: {failure.splitlines()[-1][:80]}; mend it"
    yield from _untrue_examples(page)


def _untrue_examples(page: Page) -> Found:
    blocks = [code for code in _fenced(page) if code.info.split()[:1] == ["pycon"]]
    if not blocks:
        return
    report = _run(_DOCTEST, page.slug, "\n".join(_at_its_line(blocks)))
    for failed in re.finditer(r'^File "page", line (\d+).*?\n(.*?)(?=^\*{5}|\Z)', report, re.M | re.S):
        given = _given(failed[2])
        remedy = "mend it" if _MISTAKE.match(given) else "write what it gives"
        yield int(failed[1]), 1, f"this example gives {given[-80:]!r}; {remedy}"
    if report and "Failed example" not in report:
        yield blocks[0].line, 1, f"these examples do not finish: {report.splitlines()[-1][:80]}; mend them"


_MISTAKE = re.compile(r"(?:Name|Syntax|Indentation|Import|ModuleNotFound)Error\b")  # what nobody means to show

_DOCTEST = """
import doctest, sys
examples = doctest.DocTestParser().get_doctest(sys.stdin.read(), {}, "page", "page", 0)
failed = doctest.DocTestRunner().run(examples).failed
sys.exit(bool(failed))
"""


def _labs(page: Page) -> Iterator[_Code]:
    return (code for code in _fenced(page) if _LAB.match(code.info))


def _fenced(page: Page) -> Iterator[_Code]:
    document = document_of(page.source)
    whole = (fence for fence in document.fences if fence.end and ">" not in fence.indent)
    return (_Code(fence.line + 1, fence.info.strip(), document.code_in(fence)) for fence in whole)


def _at_its_line(blocks: list[_Code]) -> Iterator[str]:
    """Yield lines so that each block stands at the line that it has on the page."""
    at = 1
    for block in blocks:
        yield from [""] * (block.line - at)
        lines = block.text.rstrip("\n").split("\n")
        yield from lines
        at = block.line + len(lines)


def _given(report: str) -> str:
    """Return on one line what doctest says that an example gave; of an exception, its last line."""
    given = re.split(r"^(?:Got:|Exception raised:|Got)\s", report, flags=re.M)[-1].strip()
    return given.splitlines()[-1].strip() if "Traceback (most recent call last)" in given else " ".join(given.split())


def _run(code: str, slug: str, stdin: str = "") -> str:
    """Run `code` alone, in its topic's data folder if there is one; return "" or what went wrong."""
    with tempfile.TemporaryDirectory() as empty:
        script, ended = Path(empty, "lab.py"), Path(empty, "ended")
        script.write_text(f"{code}\nopen({str(ended)!r}, 'w').close()\n", encoding="utf-8")
        try:
            status, said = _python(script, _DATA / slug if (_DATA / slug).is_dir() else Path(empty), stdin)
        except subprocess.TimeoutExpired:
            return f"it takes longer than {_TIME_LIMIT:.0f} s"
        if not status and not ended.exists() and not stdin:
            return "it leaves before its last line"
    return said.strip() or "it fails" if status else ""


def _python(script: Path, cwd: Path, stdin: str) -> tuple[int, str]:
    """Run a script that sees nothing of this machine but PATH; return its status and the first of what it said.

    Not by `-I`, which would ignore the fixed hash seed. What it started ends with it; what a lab prints is not kept.
    """
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "-P", "-s", str(script)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=said if stdin else subprocess.DEVNULL,
            stderr=said,
            cwd=cwd,
            env=environment,
            start_new_session=True,
            preexec_fn=_limited,
        )
        try:
            process.communicate(stdin.encode(), _TIME_LIMIT)
        finally:
            _end_with_children(process)
        said.seek(0)
        return process.returncode, said.read(_MOST_SAID).decode(errors="replace")


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_SAID, _MOST_SAID))


def _end_with_children(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failing_line(failure: str) -> int:
    lines = re.findall(r'lab\.py", line (\d+)', failure)
    return int(lines[-1]) if lines else 1
