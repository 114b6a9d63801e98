"""Say what is wrong, one line per fault."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .model import Problem

MOST_LINES = 200


def report(problems: Sequence[Problem]) -> None:
    """Print problems to stderr in order of place, and how many there are."""
    for problem in problems[:MOST_LINES]:
        print(problem, file=sys.stderr)
    left = f", {len(problems) - MOST_LINES} of them not shown" if len(problems) > MOST_LINES else ""
    print(f"{len(problems)} problem{'s' * (len(problems) != 1)}{left}.", file=sys.stderr)


def say(line: str) -> None:
    """Print a line of progress to stderr, so that stdout holds results only."""
    print(line, file=sys.stderr, flush=True)
