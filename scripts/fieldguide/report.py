"""Say what is wrong: one line per fault for people, annotations for GitHub, JSON for other programs."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from .model import Problem, causes_first

_MOST_LINES = 200
_LONGEST_MESSAGE = 400
"""Characters: rules quote 80 of what somebody wrote, and say the rest themselves."""

_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Categories of characters that move the cursor, hide or turn text, or end lines."""

_COMMAND = re.compile(r"(?<!\w):(?=:[A-Za-z])|##(?=\[)")
"""How commands to GitHub Actions begin, in the present and the older form; its runner obeys both."""


def report(problems: Sequence[Problem], form: str = "text", remarks: Sequence[Problem] = ()) -> None:
    """Print problems, causes first, and how many there are, then remarks, which are no fault, in one of FORMS."""
    FORMS[form]([_harmless(problem) for problem in causes_first(problems)], [_harmless(remark) for remark in remarks])


def say(line: str) -> None:
    """Print a line of progress to stderr, so that stdout holds results only."""
    print(harmless(line), file=sys.stderr, flush=True)


def warn(line: str, form: str) -> None:
    """Print a line of warning to stderr; in the form "github" as an annotation of the whole run."""
    print(f"::warning::{_data(harmless(line))}" if form == "github" else harmless(line), file=sys.stderr, flush=True)


def harmless(text: str) -> str:
    """Return `text` on one line, in which nothing is unseen and nothing is a command to whoever shows a log."""
    if not text.isascii() or not text.isprintable():
        text = "".join(_escaped(char) if unicodedata.category(char) in _UNSEEN else char for char in text)
    return _COMMAND.sub(lambda match: f"\\x{ord(match[0][0]):02x}{match[0][1:]}", text)


def _text(problems: list[Problem], remarks: list[Problem]) -> None:
    for line in [*problems[:_MOST_LINES], *remarks[:_MOST_LINES]]:
        print(_printable(str(line)), file=sys.stderr)
    if problems:
        left = f", {len(problems) - _MOST_LINES} of them not shown" if len(problems) > _MOST_LINES else ""
        print(f"{len(problems)} problem{'s' * (len(problems) != 1)}{left}.", file=sys.stderr)


def _github(problems: list[Problem], remarks: list[Problem]) -> None:
    for line in (*_annotations("error", problems), *_annotations("notice", remarks)):
        print(_printable(line))
    _text(problems, [])


def _annotations(level: str, problems: Iterable[Problem]) -> Iterator[str]:
    """Yield GitHub's own commands, https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    for problem in list(problems)[:_MOST_LINES]:
        place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
        yield f"::{level} {place},title={_property(problem.rule)}::{_data(problem.message)}"


def _json(problems: list[Problem], remarks: list[Problem]) -> None:
    shown = {"problems": problems[:_MOST_LINES], "remarks": remarks[:_MOST_LINES]}
    lists = {name: [asdict(problem) for problem in found] for name, found in shown.items()}
    print(json.dumps({"count": len(problems), **lists}, indent=2))


FORMS: dict[str, Callable[[list[Problem], list[Problem]], None]] = {"text": _text, "github": _github, "json": _json}
"""How problems can be printed."""


def _harmless(problem: Problem) -> Problem:
    message = harmless(problem.message)
    if len(message) > _LONGEST_MESSAGE:
        message = message[: _LONGEST_MESSAGE - 1] + "…"
    return replace(problem, path=harmless(problem.path), message=message)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _printable(line: str) -> str:
    """Return a line without what the terminal's encoding cannot show."""
    encoding = sys.stderr.encoding or "utf-8"
    return line.encode(encoding, "backslashreplace").decode(encoding)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
