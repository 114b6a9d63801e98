"""Measure build, check and decks, each beside a reference in the same run; print figures, assert nothing."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 3
"""How often all that is compared runs, unless the command line says otherwise; it runs by turns, since on a shared
machine what one run suffers, the next to it does too."""

RENDER = "from pathlib import Path; from fieldguide import pages; pages.load(Path('mkdocs.yml'))"
CHECK = """
from pathlib import Path
from fieldguide import checks, pages
checks.run(pages.load(Path('mkdocs.yml')))
"""
CHECK_ONE = CHECK.replace("Path('mkdocs.yml')", "Path('mkdocs.yml'), only=['{page}']")
SITE = """
from pathlib import Path
import os
from fieldguide import pages
pages.build_site(Path("{config}"), Path("out"))
"""
DECKS = """
from pathlib import Path
from fieldguide import build
from fieldguide.promises import decks_of
project = build.Project(Path("."))
build.deck_files(project, decks_of(project))
"""
READY_CARDS = """
import json
from pathlib import Path
from fieldguide import pages
topics = pages.load(Path("mkdocs.yml")).topics
json.dump([[card.question, card.answer] for page in topics for card in page.cards], open("cards-ready.json", "w"))
"""
REFERENCE_DECKS = """
import genanki, markdown, re, yaml
from pathlib import Path
from mkdocs.config import load_config
config = load_config("mkdocs.yml", plugins=[])
model = genanki.Model(1, "m", fields=[{"name": "Q"}, {"name": "A"}],
                      templates=[{"name": "c", "qfmt": "{{Q}}", "afmt": "{{A}}"}])
deck = genanki.Deck(2, "d")
for path in sorted(Path("docs").rglob("*.md")):
    md = markdown.Markdown(extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"])
    md.convert(re.sub(r"\\A---\\n.*?\\n---\\n", "", path.read_text(), flags=re.S))
for card in CARDS:
    deck.add_note(genanki.Note(model, card))
for _ in range(3):
    genanki.Package(deck).write_to_file("reference.apkg")
"""

SYNTHETIC_CARDS = """
ANSWER = "<p>The event loop runs on one thread.</p>\\n" * 8 + "<pre><code>await call()</code></pre>"
FIELDS = [(f"Why {n}?", f"{ANSWER}{n}", "Topic", f"topic/#card-{n}", f"card-{n}", "", "", "") for n in range(%d)]
TAGS = ("two-tribes::tribe::both-tribes", "two-tribes::kind::failure")
"""
PACK = """
from pathlib import Path
from fieldguide.decks.apkg import apkg
from fieldguide.decks import read_catalogue
from fieldguide.decks.notes import Deck, Note, Package
catalogue = read_catalogue(Path("cards"), "https://example.org/")
deck = next(iter(catalogue.decks.values()))
notes = tuple(Note(f"tt-{f[4]}", "basic", deck.name, f, TAGS, n, 1_700_000_000) for n, f in enumerate(FIELDS, 1))
package = Package("x.apkg", "x", (Deck(deck.id, deck.name, ""),), catalogue.note_types, notes)
Path("ours.apkg").write_bytes(apkg(package))
"""
PACK_REFERENCE = """
import genanki
model = genanki.Model(1, "m", fields=[{"name": f"F{n}"} for n in range(8)],
                      templates=[{"name": "c", "qfmt": "{{F0}}", "afmt": "{{F1}}"}])
deck = genanki.Deck(2, "d")
for fields in FIELDS:
    deck.add_note(genanki.Note(model, list(fields), tags=list(TAGS), guid=fields[4]))
genanki.Package(deck).write_to_file("reference.apkg")
"""
PEAK = """
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description="Measure build, check and decks beside a reference; print figures.")
    parser.add_argument("--pages", type=int, nargs="+", default=[500], help="topics of each made-up tree")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs of which the quickest counts")
    arguments = parser.parse_args()
    run(ROOT, arguments.pages, arguments.rounds, partial(print, flush=True))


def run(root: Path, sizes: list[int], rounds: int, say: Callable[[str], None]) -> None:
    """Print the figures of this repository, of synthetic trees of so many topics, and of packing cards."""
    say("CPU seconds of a process of its own, and the ratio to the reference beside it.")
    _measure("this repository", root, None, rounds, say)
    for topics in sizes:
        _measure(f"{topics} topics", root, topics, rounds, say)
    for cards in (10_000, 50_000):
        _measure_packaging(cards, root, rounds, say)


def _measure(name: str, root: Path, topics: int | None, rounds: int, say: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place)
        first = _copy(root, tree, topics)
        say(f"\n{name}, {_cards(tree)} cards")
        site, plain = _cpu(tree, rounds, SITE.format(config="mkdocs.yml"), SITE.format(config="plain.yml"))
        _line(say, "site build", site, "without our extension", plain, 1.15)
        check, render, decks, reference = _cpu(tree, rounds, CHECK, RENDER, DECKS, _reference(tree))
        _line(say, "check", check, "rendering alone", render, 1.2)
        _line(say, "decks", decks, "Markdown + genanki", reference, 1.0)
        start = time.perf_counter()
        _once(CHECK_ONE.format(page=first), tree)
        seconds = time.perf_counter() - start
        say(f"  {'check, one page':18} {seconds:7.2f} s of wall clock   aim: under 1 s")


def _measure_packaging(cards: int, root: Path, rounds: int, say: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(root / "cards", Path(place, "cards"))
        say(f"\npackaging {cards} cards whose HTML is ready")
        ready = SYNTHETIC_CARDS % cards
        ours, reference = _cpu(Path(place), rounds, ready + PACK, ready + PACK_REFERENCE)
        _line(say, "package, deflated", ours, "genanki, not deflated", reference, 1.0)
        peak = int(_output(ready + PACK + PEAK, Path(place))) / 1024
        say(f"  {'peak memory':18} {peak:7.0f} MB   aim: under 400 MB")


def _line(say: Callable[[str], None], name: str, cpu: float, reference: str, base: float, aim: float) -> None:
    say(f"  {name:18} {cpu:7.2f} s   {reference:22} {base:7.2f} s   ratio {cpu / base:.2f}   aim: {aim}")


def _cards(tree: Path) -> int:
    return sum(
        page.read_text(encoding="utf-8").count("\n/// flashcard |") for page in (tree / "docs").glob("*/n*/*.md")
    )


def _copy(root: Path, tree: Path, topics: int | None) -> str:
    """Copy the project into `tree`, with the real topics or with so many made from them; return a page's path."""
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(root / name, tree)
    shutil.copytree(root / "cards", tree / "cards")
    shutil.copytree(root / "docs", tree / "docs")
    (tree / "plain.yml").write_text(_without_extension((tree / "mkdocs.yml").read_text(encoding="utf-8")))
    real = sorted((tree / "docs").glob("*/n*/*.md"))
    if topics:
        _multiply(real, topics)
    return real[0].relative_to(tree / "docs").as_posix()


def _multiply(topics: list[Path], wanted: int) -> None:
    """Write copies of the real topics, each with ids and questions of its own, until there are as many as wanted."""
    for number in range(wanted - len(topics)):
        original = topics[number % len(topics)]
        text = original.read_text(encoding="utf-8").replace("{#", f"{{#copy-{number}-")
        text = re.sub(r"^(/// \w+ \| )", rf"\g<1>{number}: ", text, flags=re.MULTILINE)
        original.with_name(f"{original.stem}-{number}.md").write_text(text, encoding="utf-8")


def _without_extension(config: str) -> str:
    lines = config.splitlines()
    start = next(n for n, line in enumerate(lines) if "fieldguide.markdown" in line)
    return "\n".join(lines[:start] + lines[start + 2 :]) + "\n"


def _reference(tree: Path) -> str:
    """Return the reference for decks: Python-Markdown on the same pages, genanki on cards that are ready."""
    _once(READY_CARDS, tree)
    return "import json; CARDS = json.load(open('cards-ready.json'))\n" + REFERENCE_DECKS


def _cpu(folder: Path, rounds: int, *codes: str) -> list[float]:
    """Run each code in a new Python in `folder`, by turns; return the least user and system time of each in seconds."""
    times = [[_once(code, folder) for code in codes] for _ in range(rounds)]
    return [min(of_one) for of_one in zip(*times, strict=True)]


def _output(code: str, folder: Path) -> str:
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def _once(code: str, folder: Path) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
