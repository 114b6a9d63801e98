"""A small guide that is released again and again, and a learner who studies it in between."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from anki.collection import Collection
from anki.scheduler.v3 import CardAnswer
from conftest import ROOT
from fieldguide import build, promises
from fieldguide.project import Project
from fieldguide.releases import release
from fieldguide.releases.changes import Changes

FIRST_RELEASE = 1_700_000_000
"""When the first simulated release is made, in seconds since 1970; each later one comes a month after.

All of them lie in the past, since what the learner does is stamped by the real clock."""

MONTH = 30 * 86_400
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h{}v9H0z"/></svg>\n'


@dataclass
class Simulation:
    """A guide on disk, and how often it was released."""

    root: Path
    topics: dict[str, list[str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    releases: int = 0
    harm: list[str] = field(default_factory=list)
    """What the last release would do to those who have the one before."""

    @property
    def project(self) -> Project:
        return Project(self.root)

    def write(self) -> None:
        """Write the pages as `topics` has them: path below docs/ to the cards' source."""
        docs = self.root / "docs"
        for path in docs.rglob("*.md"):
            path.unlink()
        for tribe in ("both-tribes", "applied-researcher", "infrastructure-builder"):
            self._write(f"{tribe}/index.md", f"---\ndescription: x\n---\n\n# {tribe}\n")
        for path, cards in self.topics.items():
            title = Path(path).stem.replace("-", " ").capitalize()
            self._write(path, f"---\ndescription: x\nreviewed: 2026-11-23\n---\n\n# {title}\n\n" + "\n".join(cards))

    def _write(self, path: str, text: str) -> None:
        target = self.root / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def picture(self, width: int) -> None:
        """Draw the guide's only picture anew, under its old name."""
        path = self.root / "docs/assets/pictures/drawing.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PICTURE.format(width))

    def release(self) -> tuple[Path, Changes]:
        """Release the guide as the release command does, without git and site; return the decks and what changed."""
        self.write()
        self.releases += 1
        version, when = f"0.{self.releases}.0", FIRST_RELEASE + self.releases * MONTH
        with _clock(when):
            project = self.project
            after, changes = release.next_history(project, version)
        released = release.write_records(project, after, f"## {version}\n")
        before, made = released.record, promises.decks_of(released)
        if before:
            self.harm = promises.harm_of(released, made, before)
        release.write_record(released, made, before)
        decks = self.root / f"release-{self.releases}"
        decks.mkdir()
        for name, data in build.deck_files(released, made).items():
            (decks / name).write_bytes(data)
        return decks, changes


@contextmanager
def simulation() -> Iterator[Simulation]:
    """Set up a project with the real settings, note types and ids, and no pages yet."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("mkdocs.yml", "pyproject.toml"):
            shutil.copy(ROOT / name, root)
        shutil.copytree(ROOT / "cards", root / "cards")
        for name in ("ledger.tsv", "retired.yml", "addresses.txt", "commit-time", "released.jsonl"):
            (root / "cards" / name).unlink(missing_ok=True)
        (root / "docs/.theme").mkdir(parents=True)
        yield Simulation(root)


@contextmanager
def _clock(when: int) -> Iterator[None]:
    os.environ["SOURCE_DATE_EPOCH"] = str(when)
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]


def card(card_id: str, answer: str, kind: str = "concept") -> str:
    """Return the source of a flashcard."""
    return f"/// flashcard | What about {card_id}? {{#{card_id} .{kind}}}\n\n{answer}\n\n///\n"


def cloze(card_id: str, body: str) -> str:
    """Return the source of a cloze card."""
    return f"/// cloze | How many {card_id}? {{#{card_id} .number}}\n\n{body}\n\n///\n"


def notes_in(package: Path) -> dict[str, tuple[str, str]]:
    """Return fields and tags of each note of a package, by card id, read without our own code."""
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract("collection.anki2", folder)
        rows = sqlite3.connect(Path(folder, "collection.anki2")).execute("SELECT flds, tags FROM notes").fetchall()
    return {fields.split("\x1f")[4]: (fields, tags) for fields, tags in rows}


def study(col: Collection, cards: int) -> int:
    """Answer some due cards as "Good"; return how many were answered."""
    col.decks.select(col.decks.id_for_name("Two Tribes"))
    for done in range(cards):
        queued = col.sched.get_queued_cards(fetch_limit=1).cards
        if not queued:
            return done
        shown = col.get_card(queued[0].card.id)
        shown.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=shown, states=queued[0].states, rating=CardAnswer.GOOD))
    return cards


def progress(col: Collection) -> Mapping[str, tuple[int, ...]]:
    """Return all that Anki knows of the learner's progress with each card, by our card id."""
    cards = (col.get_card(card_id) for card_id in col.find_cards('"note:Two Tribes*"'))
    return {
        card.note()["Card id"]: (card.type, card.queue, card.ivl, card.factor, card.reps, card.lapses, card.user_flag())
        for card in cards
    }
