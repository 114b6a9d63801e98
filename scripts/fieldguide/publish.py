"""One build: check the guide, write the decks, build the site, and put all of it in place at once."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import yaml

from . import export, pages
from .changes import newest_notes, published_notes
from .flashcards.lists import DECKS_FILE
from .model import Guide
from .outputs import whole_folder
from .project import Project, is_preview, time_of, version_label
from .promises import packages, problems_in

NOTES = "NOTES.md"
"""What a release says of itself, beside its decks."""

PAGE = "index.html"
"""The page of the site that stands where its decks are."""

Say = Callable[[str], None]
"""Called with a line of progress."""


def checked(project: Project) -> Guide:
    """Load the guide; raises Refused with every problem where there are any."""
    guide = pages.load(project.config)
    problems = problems_in(project, guide)
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
    """Write the decks and their exports as `folder`, all at once; raises Refused or OSError.

    What was there before is replaced, so a folder that holds anything else is refused, but for the page of the site.
    """
    guide = checked(project)
    say(f"Checked {count(guide)}.")
    files = deck_files(project, guide)
    others = {path.name for path in folder.iterdir()} - {*files, NOTES, PAGE} if folder.exists() else set()
    if others:
        raise FileExistsError(f"{folder} holds {min(others)!r}, which is no deck; name a folder that is new or empty")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with whole_folder(folder.resolve()) as staging:
        export.write(staging, files)
        if (folder / PAGE).is_file():
            shutil.copy(folder / PAGE, staging)
    return files


def deck_files(project: Project, guide: Guide) -> dict[str, bytes]:
    """Return every file that stands in `site/decks/`, by name; a release has notes beside the checksums."""
    now = time_of(project, guide)
    made, files = packages(project, guide)
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
    return {NOTES: published_notes(newest_notes(changelog.read_text(encoding="utf-8")), sums).encode()}


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


def _texts(project: Project, guide: Guide) -> dict[str, bytes]:
    config = yaml.safe_load(project.config.read_text(encoding="utf-8"))
    return {"llms.txt": export.llms_txt(guide, config["site_name"], config["site_description"])}
