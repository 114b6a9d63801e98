"""The verbs: what each command of `scripts/` takes, prints and returns."""

from __future__ import annotations

import argparse
import functools
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from . import checks, dialogue, handbook, pages, publish
from . import release as releases
from .browser import ADVICE, chromium_or_install
from .decks import build_time, read_history
from .mend import mend_files
from .model import SHELVES
from .publish import Project
from .report import FORMS, harmless, report, say

ROOT = Path(__file__).resolve().parent.parent.parent
CONTENT, USAGE, MACHINE, INTERRUPTED = 1, 2, 3, 130
"""Exit codes: something a contributor must fix, a wrong command line, the machine, Ctrl-C."""

Verb = Callable[[argparse.ArgumentParser], int]


def verb(run: Verb) -> Callable[[str], int]:
    """Make a command of `run`: parse, and turn what may go wrong into one line and an exit code."""

    @functools.wraps(run)
    def command(description: str) -> int:
        signal.signal(signal.SIGTERM, _end)
        os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
        try:
            return run(argparse.ArgumentParser(description=description)) or 0
        except pages.Refused as refused:
            report(refused.problems)
            return CONTENT
        except pages.Misconfigured as error:
            say(str(error))
            return USAGE
        except OSError as error:
            say(f"{Path(sys.argv[0]).name}: {error}")
            return MACHINE
        except KeyboardInterrupt:
            return INTERRUPTED

    return command


@verb
def build(parser: argparse.ArgumentParser) -> int:
    parser.parse_args()
    project, start = Project(ROOT), time.perf_counter()
    files = publish.build(project, say)
    say(f"Built in {time.perf_counter() - start:.1f} s.")
    print(f"site:  {project.site / 'index.html'}")
    for name in files:
        if name.endswith(".apkg"):
            print(f"deck:  {project.site / 'decks' / name}")
    return 0


@verb
def check(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("page", nargs="*", help="check only these pages of docs/ (default: all)")
    parser.add_argument("--run", action="store_true", help="also run the labs and the pycon examples")
    parser.add_argument("--rules", action="store_true", help="print the page that documents the rules, and do no more")
    parser.add_argument("--format", choices=FORMS, default="text", help="how to print problems, default text")
    options = parser.parse_args()
    if options.rules:
        print(handbook.rules_page(), end="")
        return 0
    only = _below_docs(parser, options.page)
    try:
        guide = pages.load(ROOT / "mkdocs.yml", only)
        problems = checks.run(guide, read_history(ROOT / "cards"))
        if options.run:
            problems += checks.run_code(page for page in guide.topics if page.rendered)
        remarks = checks.due_for_review(guide, build_time(ROOT, 0, 0))
    except pages.Refused as refused:
        problems, remarks = refused.problems, []
    report(problems, options.format, remarks)
    if not problems and options.format == "text":
        print(f"No problems in {sum(page.rendered for page in guide.pages)} of {publish.count(guide)}.")
    return CONTENT if problems else 0


@verb
def decks(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("folder", nargs="?", default="site/decks", type=Path, help="default: site/decks")
    folder = parser.parse_args().folder
    for name in publish.write_decks(Project(ROOT), folder, say):
        print(folder / name)
    return 0


@verb
def serve(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("--address", default="127.0.0.1:8000", help="host:port, default 127.0.0.1:8000")
    address = parser.parse_args().address
    say(f"Serving http://{address}/ until Ctrl-C; an edit shows by itself.")
    pages.serve_site(ROOT / "mkdocs.yml", address)
    return 0


@verb
def new_topic(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("--shelf", metavar="SHELF", choices=list(map(str, SHELVES)), help="asked for if not given")
    parser.add_argument("--title", help="asked for if not given")
    options = parser.parse_args()
    try:
        path = dialogue.write_topic(ROOT / "docs", options.shelf, options.title, date.today().isoformat())
    except dialogue.NoTopic as reason:
        parser.error(str(reason))
    name = path.relative_to(ROOT).as_posix()
    print(f"{name} is there. Write over every TODO in it; this says what is left to do, line by line:")
    print(f"scripts/check --run {name}")
    return 0


@verb
def test(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("--long", action="store_true", help="also run the tests that take minutes")
    options, others = parser.parse_known_args()
    browser = chromium_or_install()
    if not browser:
        print(ADVICE, file=sys.stderr)
        return MACHINE
    publish.checked(Project(ROOT))  # a broken page is told in a line, before a hundred tests fail over it
    os.environ["CHROMIUM"] = browser
    os.chdir(ROOT)
    import pytest

    workers = [] if "-n" in others else ["-n", str(os.cpu_count() or 1), "--dist", "loadfile"]
    return pytest.main([*others, *workers, *([] if options.long else ["-m", "not long"])])


@verb
def mend(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("page", nargs="*", help="mend only these pages of docs/ (default: all)")
    only = _below_docs(parser, parser.parse_args().page)
    paths = sorted((ROOT / "docs").rglob("*.md")) if only is None else [ROOT / "docs" / name for name in only]
    for path in mend_files(paths):
        print(path.relative_to(ROOT))
    return 0


@verb
def generate(parser: argparse.ArgumentParser) -> int:
    parser.parse_args()
    for path in handbook.write_generated(ROOT):
        print(path.relative_to(ROOT))
    return 0


@verb
def release(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("version", help="three numbers, such as 0.1.0, greater than the last release's")
    version = parser.parse_args().version
    try:
        notes = releases.release(Project(ROOT), version, say)
    except releases.NotReleasable as reason:
        print(f"release: {reason}", file=sys.stderr)
        return CONTENT
    print(notes)
    print(f"Committed and tagged v{version}; site, decks, notes and checksums are in {Project(ROOT).site}.")
    print(f"To publish it: git push --atomic origin main v{version}")
    return 0


@verb
def bench(parser: argparse.ArgumentParser) -> int:
    from . import bench as benchmark

    parser.add_argument("--pages", type=int, default=500, help="pages of the synthetic tree, default 500")
    benchmark.run(ROOT, parser.parse_args().pages, print)
    return 0


def _end(number: int, frame: object) -> None:
    """End on SIGTERM as on Ctrl-C: whoever has temporary files removes them on the way out."""
    raise SystemExit(128 + number)


def _below_docs(parser: argparse.ArgumentParser, names: list[str]) -> list[str] | None:
    docs = ROOT / "docs"
    paths = [Path(name).resolve() for name in names]
    for path in paths:
        if docs not in path.parents or not path.is_file() or path.suffix != ".md":
            parser.error(f"{harmless(str(path))} is not a page below {docs}")
    return [path.relative_to(docs).as_posix() for path in paths] or None
