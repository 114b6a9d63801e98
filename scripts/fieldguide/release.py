"""Make a release: refuse what would hurt learners, bump the ledger, write decks, site, checksums and notes."""

from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import replace
from pathlib import Path

from . import checks, pages, publish
from .changes import Changes, changes_between, release_notes
from .decks import BuiltNote, changed_at, ledger_text, looks_hash, notes_of, read_catalogue, read_history, shape_of
from .model import Guide
from .outputs import write_whole
from .publish import Project, Say
from .released import RETIRED, History, Released

VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
NUMBER = re.compile(r'^version = ".*"$', re.MULTILINE)
CHANGELOG_HEAD = "# Changelog\n\nWhat changed for learners, release by release.\n"


class NotReleasable(Exception):
    """The tree cannot be released as it is; the message says why, in one line."""


def release(project: Project, version: str, say: Say) -> str:
    """Release the tree as `version` and return the notes; raises NotReleasable, pages.Refused or OSError.

    Writes ledger, addresses, CHANGELOG and version, builds the site with decks, notes and checksums into `site/`,
    commits and tags. Whatever fails on the way leaves the tree as it was.
    """
    history = read_history(project.cards)
    _refuse_dirty(project.root)
    _refuse_old(version, history.version)
    guide = publish.checked(project)
    problems = checks.run_code(guide.topics)
    if problems:
        raise pages.Refused(problems)
    say(f"Checked {publish.count(guide)}, code included.")
    after, changes = next_history(project, guide, history, version)
    notes = release_notes(after, changes, guide)
    write_records(project, after, notes)
    try:
        _build(project, notes, say)
        _commit(project.root, version)
    except BaseException:
        _git(project.root, "reset", "--quiet", "--hard")
        raise
    _begin_next(project, version)
    return notes


def next_history(project: Project, guide: Guide, before: History, version: str) -> tuple[History, Changes]:
    """Return what the ledger says after a release of `guide`, and what changes; raises NotReleasable."""
    catalogue = read_catalogue(project.cards, guide.site_url)
    shapes = {key: shape_of(note_type) for key, note_type in catalogue.note_types.items()}
    for key, shape in before.note_types.items():
        if shapes.get(key) != shape:
            raise NotReleasable(f"note type '{key}' lost, gained, renamed or reordered a field or template; undo that")
    now = max(publish.time_of(project, guide), before.released_at + 1)
    notes = notes_of(guide, catalogue, before.cards, now)
    looks = looks_hash(catalogue.note_types, guide.site_url)
    after = History(
        version=version,
        released_at=now,
        cards=_next_cards(before, notes, now),
        note_types=shapes,
        looks=(looks, changed_at(looks, *before.looks, now)),
        retired=before.retired,
        addresses=tuple(sorted({*before.addresses, *_addresses(guide)})),
    )
    return after, changes_between(before, after, [note.card_id for note in notes])


def _next_cards(before: History, notes: tuple[BuiltNote, ...], now: int) -> dict[str, Released]:
    """Return every card ever released; a retired one keeps its line, with `retired` in place of the hash."""
    live = {note.card_id: _released(note) for note in notes}
    gone = {entry.id: before.cards[entry.id] for entry in before.retired}
    left = {
        card.id: card if card.hash == RETIRED else replace(card, hash=RETIRED, changed=now) for card in gone.values()
    }
    return {**before.cards, **left, **live}


def _released(note: BuiltNote) -> Released:
    topic = note.topic.path.removesuffix(".md")
    return Released(note.card_id, note.note.note_type, topic, note.hash, note.note.modified)


def _addresses(guide: Guide) -> list[str]:
    """Return the address of each page and card, below the site's; that of the home page is empty."""
    pages_ = {"" if page.url == "./" else page.url: page for page in guide.pages}
    return [*pages_, *(f"{url}#{card.id}" for url, page in pages_.items() for card in page.cards)]


def write_records(project: Project, after: History, notes: str) -> None:
    """Write ledger, addresses, CHANGELOG and version; raises OSError."""
    changelog = project.root / "CHANGELOG.md"
    old = changelog.read_text(encoding="utf-8") if changelog.exists() else CHANGELOG_HEAD
    entries = old.removeprefix(CHANGELOG_HEAD)
    write_whole(project.cards / "ledger.tsv", ledger_text(after))
    write_whole(project.cards / "addresses.txt", ("\n".join(after.addresses) + "\n").encode())
    write_whole(changelog, f"{CHANGELOG_HEAD}\n{notes}{entries}".encode())
    _set_version(project, after.version)


def _set_version(project: Project, version: str) -> None:
    path = project.root / "pyproject.toml"
    text = NUMBER.sub(f'version = "{version}"', path.read_text(encoding="utf-8"), count=1)
    write_whole(path, text.encode())


def _build(project: Project, notes: str, say: Say) -> None:
    """Build the site of the release, and write notes and checksums beside its decks."""
    files = publish.build(project, say)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    write_whole(project.site / "decks" / "SHA256SUMS", sums.encode())
    write_whole(project.site / "decks" / "NOTES.md", notes.encode())


def _commit(root: Path, version: str) -> None:
    _git(root, "add", "cards", "CHANGELOG.md", "pyproject.toml")
    _git(root, "commit", "--quiet", "-m", f"Release {version}")
    _git(root, "tag", f"v{version}")


def _begin_next(project: Project, version: str) -> None:
    """Go on as a preview of the release after this one."""
    major, minor, _ = VERSION.fullmatch(version).groups()
    _set_version(project, f"{major}.{int(minor) + 1}.0.dev0")
    _git(project.root, "commit", "--quiet", "-am", f"Begin {major}.{int(minor) + 1}.0")


def _refuse_dirty(root: Path) -> None:
    if _git(root, "status", "--porcelain"):
        raise NotReleasable("the tree has changes that are not committed; commit them or put them away")


def _refuse_old(version: str, before: str) -> None:
    if not VERSION.fullmatch(version):
        raise NotReleasable(f"'{version}' is not a version; write it as 0.1.0")
    if before and _key(version) <= _key(before):
        raise NotReleasable(f"{version} is not newer than {before}, the last release; choose a greater one")


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReleasable(f"git {arguments[0]} failed: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout.strip()
