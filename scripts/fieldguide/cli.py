"""The verbs: what each command of `scripts/` takes, prints and returns."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import date
from pathlib import Path

from . import build as building
from . import checks, pages, serving
from .authoring.generated import write_generated
from .authoring.new_topic import NoTopic, write_topic
from .browser import ADVICE, chromium, print_pdf
from .command import CONTENT, MACHINE, verb
from .decks import build_time
from .model import SHELVES, Problem
from .project import ROOT, Project
from .promises import judged
from .releases.releasable import NotReleasable
from .releases.release import release as make_release
from .releases.verification import verify
from .report import FORMS, harmless, report, say, warn
from .review.commits import NoCommit
from .review.summary import summary as summary_of


@verb
def build(parser: argparse.ArgumentParser) -> int:
    parser.parse_args()
    project, start = Project(ROOT), time.perf_counter()
    files = building.build(project, say)
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
    parser.add_argument("--format", choices=FORMS, default="text", help="how to print problems, default text")
    options = parser.parse_args()
    project = Project(ROOT, _below_docs(parser, options.page))
    try:
        problems, _ = judged(project)
        guide = project.guide
        if options.run:
            problems += checks.run_code(page for page in guide.topics if page.rendered)
        remarks = [*checks.due_for_review(guide, build_time(ROOT, 0, 0)), *checks.remarks(guide.pages)]
    except pages.Refused as refused:
        problems, remarks = refused.problems, []
    except pages.Misconfigured as error:
        if options.format != "text":
            report([Problem("mkdocs.yml", error.line, 1, str(error), "settings")], options.format)
        raise
    report(problems, options.format, remarks)
    if not problems and options.format == "text":
        print(f"No problems in {sum(page.rendered for page in guide.pages)} of {building.count(guide)}.")
    return CONTENT if problems else 0


@verb
def decks(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("folder", nargs="?", default="site/decks", type=Path, help="default: site/decks")
    folder = parser.parse_args().folder
    for name in building.write_decks(Project(ROOT), folder, say):
        print(folder / name)
    return 0


@verb
def serve(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("--address", default="127.0.0.1:8000", help="host:port, default 127.0.0.1:8000")
    address = parser.parse_args().address
    say(f"Serving http://{address}/ until Ctrl-C; an edit shows by itself.")
    pages.serve_site(ROOT / "mkdocs.yml", address, Path(serving.__file__))
    return 0


@verb
def new_topic(parser: argparse.ArgumentParser) -> int:
    shelves = {str(shelf): shelf for shelf in SHELVES}
    parser.add_argument("--shelf", choices=shelves, required=True, help="who asks, and how badly one needs it")
    parser.add_argument("--title", required=True, help="what the page is about, in plain words")
    options = parser.parse_args()
    try:
        path = write_topic(ROOT / "docs", shelves[options.shelf], options.title, date.today().isoformat())
    except NoTopic as reason:
        parser.error(str(reason))
    name = path.relative_to(ROOT).as_posix()
    print(f"{name} is there. Write over every TODO in it; this says what is left to do, line by line:")
    print(f"scripts/check --run {name}")
    return 0


@verb
def pdf(parser: argparse.ArgumentParser) -> int:
    parser.parse_args()
    browser, printed = chromium(), sorted((ROOT / "site" / "print").glob("*/index.html"))
    if not browser or not printed:
        print(ADVICE if printed else "nothing to print; run scripts/build first", file=sys.stderr)
        return MACHINE
    for page in printed:
        target = ROOT / "site" / "decks" / f"{page.parent.name}.pdf"
        print_pdf(browser, page, target)
        print(target)
    return 0


@verb
def test(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("--long", action="store_true", help="also run the tests that take minutes")
    options, others = parser.parse_known_args()
    browser = chromium()
    if not browser:
        print(ADVICE, file=sys.stderr)
        return MACHINE
    building.checked(Project(ROOT))  # a broken page is told in a line, before a hundred tests fail over it
    os.environ["CHROMIUM"] = browser
    os.chdir(ROOT)
    import pytest

    workers = [] if "-n" in others else ["-n", str(os.cpu_count() or 1), "--dist", "loadfile"]
    return pytest.main([*others, *workers, *(["--timeout=3600"] if options.long else ["-m", "not long"])])


@verb
def generate(parser: argparse.ArgumentParser) -> int:
    parser.parse_args()
    for path in write_generated(ROOT):
        print(path.relative_to(ROOT))
    return 0


@verb
def release(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("version", help="three numbers, such as 0.1.0, greater than the last release's")
    version = parser.parse_args().version
    try:
        notes = make_release(Project(ROOT), version, say)
    except NotReleasable as reason:
        print(f"release: {reason}", file=sys.stderr)
        return CONTENT
    print(notes)
    print(f"Committed and tagged v{version}; site, decks, notes and checksums are in {Project(ROOT).site}.")
    print(f"To publish it: git push --atomic origin main v{version}")
    return 0


@verb
def verify_release(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("tag", help="the tag of the commit that is checked out, such as v0.1.0")
    tag = parser.parse_args().tag
    try:
        print(verify(Project(ROOT), tag))
    except NotReleasable as reason:
        print(f"verify-release: {harmless(str(reason))}", file=sys.stderr)
        return CONTENT
    return 0


@verb
def summary(parser: argparse.ArgumentParser) -> int:
    parser.add_argument("base", help="the commit to compare with, such as main")
    parser.add_argument("--format", choices=("text", "github"), default="text", help="how to print a warning")
    options = parser.parse_args()
    try:
        text, warning = summary_of(ROOT, options.base)
    except NoCommit as error:
        parser.error(harmless(str(error)))
    print(text)
    if warning:
        warn(warning, options.format)
    return 0


def _below_docs(parser: argparse.ArgumentParser, names: list[str]) -> tuple[str, ...] | None:
    docs = ROOT / "docs"
    paths = [Path(name).resolve() for name in names]
    for path in paths:
        if docs not in path.parents or not path.is_file() or path.suffix != ".md":
            parser.error(f"{harmless(str(path))} is not a page below {docs}")
    return tuple(path.relative_to(docs).as_posix() for path in paths) or None
