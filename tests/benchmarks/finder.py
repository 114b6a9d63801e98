"""Measure the finder of tribes on postings with labels, through its page in Chromium; print figures, assert nothing."""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from fieldguide.browser import ADVICE, chromium
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = "practice/which-tribe/"
KINDS = ("applied", "infra", "mixed", "other")
VERDICTS = {
    "applied-researcher": "applied",
    "infrastructure-builder": "infra",
    "both-tribes": "mixed",
    "other-job": "other",
    "too-little": "other",
}
LABELS = {name: kind for kind in KINDS for name in (kind,)} | VERDICTS | {"both": "mixed"}
SAMPLES = 2_000
SLOWER = 6
"""How many times slower the browser is made for the time of one reading."""

READ = """async text => {
  const finder = document.querySelector("posting-finder")
  finder.text.value = text
  await finder.show()
  const { verdict, certainty, lean } = finder.dataset
  return [verdict, certainty, Number(lean)]
}"""
TIME = """async text => {
  const finder = document.querySelector("posting-finder")
  const loaded = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/learning/signals.js"))
  const { read } = await import(loaded.name)
  const times = []
  for (let run = 0; run < 15; run++) {
    const start = performance.now()
    read(text, finder.table)
    times.push(performance.now() - start)
  }
  return times
}"""


@dataclass(frozen=True)
class Case:
    """A posting: its label, what the finder says, how sure, and which way it leans (1 all applied, -1 all infra)."""

    label: str
    said: str
    certainty: str
    lean: float


def main(arguments: Sequence[str]) -> None:
    """Read the command line, ask the page about each posting, and print the figures."""
    parser = argparse.ArgumentParser(prog="bench finder", description=__doc__)
    parser.add_argument("folder", type=Path, help="postings, each in a file ID.txt")
    parser.add_argument("labels", type=Path, help="a table with tabs and the columns id and label")
    parser.add_argument("--split", help="only rows whose column `split` has this value")
    options = parser.parse_args(arguments)
    labels = _labels(options.labels, options.split)
    browser = chromium()
    if not browser:
        sys.exit(ADVICE)
    with _page(browser) as page:
        texts = {name: (options.folder / f"{name}.txt").read_text(encoding="utf-8") for name in labels}
        cases = [_case(page, texts[name], label) for name, label in labels.items()]
        print("\n".join(_figures(cases)))
        print(_speed(page, max(texts.values(), key=len)))


def _labels(path: Path, split: str | None) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if split in (None, row.get("split"))]
    return {row["id"]: LABELS[row["label"]] for row in rows if row["label"] in LABELS}


@contextmanager
def _page(browser: str) -> Iterator[Page]:
    """Open the finder's page of the built site."""
    site = ROOT / "site"
    if not (site / PAGE).is_dir():
        sys.exit("no site; run scripts/build first")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
        page.locator("posting-finder textarea").wait_for()
        yield page
        opened.close()
    server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _case(page: Page, text: str, label: str) -> Case:
    verdict, certainty, lean = page.evaluate(READ, text)
    return Case(label, VERDICTS[verdict], certainty, lean)


def _figures(cases: list[Case]) -> Iterator[str]:
    yield f"{len(cases)} postings; intervals hold 95 of 100 samples with replacement"
    yield _line("accuracy", accuracy, cases, 0.76)
    yield _line("macro-F1", macro_f1, cases, 0.72)
    for kind in KINDS:
        yield _line(f"  F1 {kind}, of {sum(case.label == kind for case in cases)}", partial(f1, kind=kind), cases)
    tribes = [case for case in cases if case.label in KINDS[:2]]
    swaps = sum({case.label, case.said} == set(KINDS[:2]) for case in tribes)
    yield f"{'swaps of the tribes':28} {swaps} of {len(tribes)}   aim: at most 3 in 80"
    yield _line("AUC of the lean", auc, cases, 0.95)
    yield _line("clearly: share", partial(share, certainty="clearly"), cases, 0.4)
    for certainty in ("clearly", "probably", "perhaps"):
        here = [case for case in cases if case.certainty == certainty]
        yield _line(f"{certainty}: right, of {len(here)}", accuracy, here, 0.9 if certainty == "clearly" else None)
    yield f"\n{'label, down; said, across':28} " + " ".join(f"{kind:>8}" for kind in KINDS)
    for label in KINDS:
        said = [sum((case.label, case.said) == (label, kind) for case in cases) for kind in KINDS]
        yield f"{label:28} " + " ".join(f"{count:8}" for count in said)


def _line(name: str, figure: Callable[[list[Case]], float], cases: list[Case], aim: float | None = None) -> str:
    if not cases:
        return f"{name:28} none"
    chance = random.Random(1)
    sampled = sorted(figure(chance.choices(cases, k=len(cases))) for _ in range(SAMPLES))
    low, high = sampled[SAMPLES // 40], sampled[-SAMPLES // 40]
    return f"{name:28} {figure(cases):.3f}   {low:.3f} to {high:.3f}" + (f"   aim: {aim}" if aim else "")


def accuracy(cases: list[Case]) -> float:
    """Return the share of cases in which what is said is the label."""
    return statistics.fmean(case.said == case.label for case in cases)


def f1(cases: list[Case], kind: str) -> float:
    """Return the harmonic mean of precision and recall of a kind; 0 where it neither is nor is said."""
    right = sum(case.said == case.label == kind for case in cases)
    wrong = sum((case.said == kind) != (case.label == kind) for case in cases)
    return 2 * right / (2 * right + wrong) if right or wrong else 0.0


def macro_f1(cases: list[Case]) -> float:
    """Return the mean of the F1 of all kinds."""
    return statistics.fmean(f1(cases, kind) for kind in KINDS)


def auc(cases: list[Case]) -> float:
    """Return how often an applied posting leans more to that side than one of infrastructure; ties count half."""
    applied, infra = ([case.lean for case in cases if case.label == kind] for kind in KINDS[:2])
    pairs = [(one > other) + (one == other) / 2 for one in applied for other in infra]
    return statistics.fmean(pairs) if pairs else 0.0


def share(cases: list[Case], certainty: str) -> float:
    """Return the share of cases that are said with this certainty."""
    return statistics.fmean(case.certainty == certainty for case in cases)


def _speed(page: Page, text: str) -> str:
    """Say how long a posting of 14,000 characters takes in a browser made slower."""
    long = (text * (14_000 // len(text) + 1))[:14_000]
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    times = page.evaluate(TIME, long)
    return (
        f"\n14,000 characters, browser {SLOWER} times slower: first {times[0]:.0f} ms, "
        f"median {statistics.median(times):.0f} ms, least {min(times):.0f} ms   aim: under 50 ms"
        f"   (load {os.getloadavg()[0]:.1f})"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
