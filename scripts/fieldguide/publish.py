"""One build: check the guide, write the decks, build the site, and put all of it in place at once."""

from __future__ import annotations

import contextlib
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from . import checks, export, pages
from .anki import apkg
from .changes import newest_notes, published_notes
from .decks import build_time, changed_at, looks_hash, notes_of, packages_of, read_catalogue, read_history
from .flashcards.lists import DECKS_FILE
from .model import Guide
from .notes import Package
from .outputs import whole_folder, write_whole

Say = Callable[[str], None]
"""Called with a line of progress."""


@dataclass(frozen=True)
class Project:
    """Where a guide's parts lie."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def cards(self) -> Path:
        return self.root / "cards"

    @property
    def site(self) -> Path:
        return self.root / "site"


def checked(project: Project) -> Guide:
    """Load the guide; raises Refused with every problem where there are any."""
    guide = pages.load(project.config)
    problems = checks.run(guide, read_history(project.cards))
    if problems:
        raise pages.Refused(problems)
    return guide


def build(project: Project, say: Say) -> dict[str, bytes]:
    """Write the whole site, decks included; raises Refused, or OSError, and then leaves yesterday's in place."""
    guide = checked(project)
    say(f"Checked {count(guide)}.")
    files = deck_files(project, guide)
    say("Made the decks; building the site ...")
    with whole_folder(project.site) as staging:
        aside = staging / ".decks"  # MkDocs empties the folder it builds into, but for what starts with a dot
        export.write(aside, files)
        told = {DECKS_FILE: str(aside / "decks.json"), "SOURCE_DATE_EPOCH": str(time_of(project, guide))}
        with _environment(told):
            pages.build_site(project.config, staging)
        shutil.rmtree(aside)
        export.write(staging / "decks", files)
        export.write(staging, _texts(project, guide))
    return files


def write_decks(project: Project, folder: Path, say: Say) -> dict[str, bytes]:
    """Write the decks and their exports into `folder`; raises Refused or OSError."""
    guide = checked(project)
    say(f"Checked {count(guide)}.")
    files = deck_files(project, guide)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_whole(folder / name, data)
    return files


def deck_files(project: Project, guide: Guide) -> dict[str, bytes]:
    """Return every file that stands in `site/decks/`, by name; a release has notes beside the checksums."""
    now = time_of(project, guide)
    made, looks_changed = packages(project, guide, now)
    files = {package.file: apkg(package, looks_changed) for package in made}
    facts = [export.deck_facts(package, files[package.file]) for package in made]
    texts = {package.file.replace(".apkg", ".txt"): export.text_export(package) for package in made}
    lists = {
        "decks.json": export.decks_json(version_label(project, now), facts),
        "cards.json": export.cards_json(guide),
    }
    files |= texts | lists
    sums = export.checksums(files)
    return files | {"SHA256SUMS": sums.encode()} | _notes(project, sums)


def _notes(project: Project, sums: str) -> dict[str, bytes]:
    changelog = project.root / "CHANGELOG.md"
    if is_preview(project) or not changelog.exists():
        return {}
    return {"NOTES.md": published_notes(newest_notes(changelog.read_text(encoding="utf-8")), sums).encode()}


def packages(project: Project, guide: Guide, now: int) -> tuple[tuple[Package, ...], int]:
    """Return the packages of a guide at `now`, and when the look of their cards last changed (seconds since 1970)."""
    catalogue = read_catalogue(project.cards, guide.site_url)
    history = read_history(project.cards)
    looks_changed = changed_at(looks_hash(catalogue.note_types, guide.site_url), *history.looks, now)
    notes = notes_of(guide, catalogue, history.cards, now)
    return packages_of(notes, catalogue, version_label(project, now)), looks_changed


def time_of(project: Project, guide: Guide) -> int:
    """Return the time of a build in seconds since 1970; that of a release stands in the ledger."""
    released_at = 0 if is_preview(project) else read_history(project.cards).released_at
    return build_time(project.root, released_at, _newest_review(guide))


def version_label(project: Project, now: int) -> str:
    """Return the version as decks and site name it: a release, or the preview of a day."""
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    return f"preview of {day}" if is_preview(project) else version_number(project)


def is_preview(project: Project) -> bool:
    """Say whether this tree is on its way to a release and not one itself."""
    return "dev" in version_number(project)


def version_number(project: Project) -> str:
    """Return the version that `pyproject.toml` gives."""
    return tomllib.loads((project.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def count(guide: Guide) -> str:
    """Say how much there is: pages, topics and cards."""
    cards = sum(len(page.cards) for page in guide.topics)
    return f"{len(guide.pages)} pages, {len(guide.topics)} topics and {cards} cards"


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Tell MkDocs and the Markdown extension what no setting would hand on to them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _newest_review(guide: Guide) -> int:
    days = [str(page.meta.get("reviewed")) for page in guide.topics]
    return int(datetime.fromisoformat(max(days, default="2026-01-01")).replace(tzinfo=UTC).timestamp())


def _texts(project: Project, guide: Guide) -> dict[str, bytes]:
    config = yaml.safe_load(project.config.read_text(encoding="utf-8"))
    return {"llms.txt": export.llms_txt(guide, config["site_name"], config["site_description"])}
