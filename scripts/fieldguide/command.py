"""How a command of `scripts/` ends: a line and an exit code, whatever goes wrong on the way."""

from __future__ import annotations

import argparse
import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from . import pages
from .report import report, say

CONTENT, _USAGE, MACHINE, _INTERRUPTED = 1, 2, 3, 130
"""Exit codes: something a contributor must fix, a wrong command line, the machine, Ctrl-C."""

_Verb = Callable[[argparse.ArgumentParser], int]


def verb(run: _Verb) -> Callable[[str], int]:
    """Make a command of `run`: parse, and turn what may go wrong into one line and an exit code."""

    @functools.wraps(run)
    def command(description: str) -> int:
        signal.signal(signal.SIGTERM, _end)
        os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
        try:
            return run(argparse.ArgumentParser(description=description))
        except pages.Refused as refused:
            report(refused.problems)
            return CONTENT
        except pages.Misconfigured as error:
            say(str(error))
            return _USAGE
        except OSError as error:
            say(f"{Path(sys.argv[0]).name}: {error}")
            return MACHINE
        except KeyboardInterrupt:
            return _INTERRUPTED

    return command


def _end(number: int, frame: object) -> None:
    """End on SIGTERM as on Ctrl-C: whoever has temporary files removes them on the way out."""
    raise SystemExit(128 + number)
