"""One build: check the guide, write the decks, build the site, and put all of it in place at once."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from . import disk, export, pages
from .editions import seal
from .export import newest_notes, published_notes
from .files import whole_folder, write_files
from .model import Guide
from .policy import set_policy
from .prints import write_prints
from .project import Project
from .promises import Decks, judged
from .search import search_files
from .sheets import write_sheets
from .sources.yaml_nodes import read_trusted

_NOTES = "NOTES.md"
"""What a release says of itself, beside its decks."""

_PAGE = "index.html"
"""The page of the site that stands where its decks are."""

Say = Callable[[str], None]
"""Called with a line of progress."""


def checked(project: Project) -> Decks:
    """Load the guide and make its decks; raises Refused with every problem where there are any."""
    problems, decks = judged(project)
    if problems or not decks:
        raise pages.Refused(problems)
    return decks


def build(project: Project, say: Say) -> dict[str, bytes]:
    """Check, and write the whole site; raises Refused, or OSError, and then leaves yesterday's in place."""
    decks = checked(project)
    say(f"Checked {count(project.guide)}, and made the decks; building the site ...")
    return write_site(project, decks)


def write_site(project: Project, decks: Decks) -> dict[str, bytes]:
    """Write the site of a guide that was checked, with its decks; raises Misconfigured or OSError."""
    guide, files = project.guide, deck_files(project, decks)
    with whole_folder(project.site) as staging:
        with _build_time(decks.time):
            pages.build_site(project.config, staging, json.loads(files["decks.json"]))
        write_files(staging / "decks", files)
        write_files(staging, _texts(project))
        write_sheets(staging, guide)
        write_prints(staging, guide)
        _search_by_own_files(staging, guide)
        set_policy(staging)
        seal(staging)
        write_files(staging, {disk.NAME: disk.zip_for_disk(staging)})
    return files


def _search_by_own_files(site: Path, guide: Guide) -> None:
    """Put what our search box reads where Material's index was, which nothing asks for."""
    shutil.rmtree(site / "search")
    shutil.rmtree(site / "assets/javascripts/workers")
    shutil.rmtree(site / "assets/javascripts/lunr", ignore_errors=True)
    write_files(site / "search", search_files(guide))


def write_decks(project: Project, folder: Path, say: Say) -> dict[str, bytes]:
    """Write the decks and their exports as `folder`, all at once; raises Refused or OSError.

    What was there before is replaced, so a folder that holds anything else is refused, but for the page of the site.
    """
    files = deck_files(project, checked(project))
    say(f"Checked {count(project.guide)}.")
    others = {path.name for path in folder.iterdir()} - {*files, _NOTES, _PAGE} if folder.exists() else set()
    if others:
        raise FileExistsError(f"{folder} holds {min(others)!r}, which is no deck; name a folder that is new or empty")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with whole_folder(folder.resolve()) as staging:
        write_files(staging, files)
        if (folder / _PAGE).is_file():
            shutil.copy(folder / _PAGE, staging)
    return files


def deck_files(project: Project, decks: Decks) -> dict[str, bytes]:
    """Return every file that stands in `site/decks/`, by name; a release has notes beside the checksums."""
    facts = [export.deck_facts(package, decks.files[package.file]) for package in decks.packages]
    texts = {package.file.replace(".apkg", ".txt"): export.text_export(package) for package in decks.packages}
    lists = {
        "decks.json": export.decks_json(decks.version, facts),
        "cards.json": export.cards_json(project.guide, decks.notes),
    }
    files = {**decks.files, **texts, **lists}
    sums = export.checksums(files)
    return files | {"SHA256SUMS": sums.encode()} | _notes(project, sums)


def _notes(project: Project, sums: str) -> dict[str, bytes]:
    changelog = project.root / "CHANGELOG.md"
    if project.is_preview or not changelog.exists():
        return {}
    return {_NOTES: published_notes(newest_notes(changelog.read_text(encoding="utf-8")), sums).encode()}


def count(guide: Guide) -> str:
    """Say how much there is: pages, topics and cards."""
    cards = sum(len(page.cards) for page in guide.topics)
    return f"{len(guide.pages)} pages, {len(guide.topics)} topics and {cards} cards"


@contextlib.contextmanager
def _build_time(now: int) -> Iterator[None]:
    """Tell MkDocs the time of a build, in seconds since 1970, which no setting would hand on to it."""
    before = dict(os.environ)
    os.environ["SOURCE_DATE_EPOCH"] = str(now)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _texts(project: Project) -> dict[str, bytes]:
    config = read_trusted(project.config.read_text(encoding="utf-8"))
    return {"llms.txt": export.llms_txt(project.guide, config["site_name"], config["site_description"])}
