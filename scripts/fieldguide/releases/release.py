"""Make a release: refuse what would hurt learners, bump the ledger, write decks, site, checksums and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from .. import build, checks, pages
from ..build import Say
from ..decks import FROZEN, NAME, BuiltNote, Record, ledger_text, notes_of, record_text
from ..files import write_whole
from ..model import Guide, Problem, causes_first
from ..project import Project
from ..promises import Decks, decks_of, faults, harm_of, record_of, told
from ..released import RETIRED, History, Released
from .changes import Changes, changes_between, release_notes, unreleased
from .releasable import NotReleasable, ask_git, refuse_old, refuse_place, refuse_taken_tag

_NUMBER = re.compile(r'^version = ".*"$', re.MULTILINE)
_CHANGELOG_HEAD = "# Changelog\n\nWhat changed for learners, release by release.\n"


def release(project: Project, version: str, say: Say) -> str:
    """Release the tree as `version` and return the notes; raises NotReleasable, pages.Refused or OSError.

    Writes ledger, addresses, record, CHANGELOG and version, builds the site with decks, notes and checksums into
    `site/`, commits and tags. Whatever fails on the way leaves the tree as it was.
    """
    refuse_old(version, project.history.version)
    refuse_taken_tag(project.root, version)
    refuse_place(project)
    _refuse([*faults(project), *checks.run_code(project.guide.topics)])
    say(f"Checked {build.count(project.guide)}, code included.")
    after, changes = next_history(project, version)
    words, changelog = unreleased(_changelog(project))
    notes = release_notes(after, changes, project.guide, words)
    before = project.last_release.record if project.last_release else None
    with _undone_if_it_fails(project):
        released = write_records(project, after, notes, changelog)
        decks = decks_of(released)
        _refuse(told(harm_of(released, decks, before)) if before else [])
        write_record(released, decks, before)
        build.write_site(released, decks)
        _commit(project, version)
    return notes


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise pages.Refused(causes_first(problems))


def next_history(project: Project, version: str) -> tuple[History, Changes]:
    """Return what the ledger says after a release, and what changes."""
    before = project.history
    now = max(project.time, before.released_at + 1)
    notes = notes_of(project.guide, project.catalogue, before.cards, now)
    after = History(
        version=version,
        released_at=now,
        cards=_next_cards(before, notes, now),
        retired=before.retired,
        addresses=tuple(sorted({*before.addresses, *_addresses(project.guide)})),
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


def write_records(project: Project, after: History, notes: str, changelog: str = _CHANGELOG_HEAD) -> Project:
    """Write ledger, addresses, CHANGELOG (`notes` above what it said before) and version; raises OSError.

    Returns the project as it is then, with the guide that was judged.
    """
    entries = changelog.removeprefix(_CHANGELOG_HEAD)
    write_whole(project.cards / "ledger.tsv", ledger_text(after))
    write_whole(project.cards / "addresses.txt", ("\n".join(after.addresses) + "\n").encode())
    write_whole(project.root / "CHANGELOG.md", f"{_CHANGELOG_HEAD}\n{notes}{entries}".encode())
    _set_version(project, after.version)
    return project.read_again()


def write_record(project: Project, decks: Decks, before: Record | None) -> None:
    """Write what an importer sees of the release whose ledger is written, sealed; raises OSError."""
    write_whole(project.cards / NAME, record_text(record_of(project, decks, before)))


def _changelog(project: Project) -> str:
    path = project.root / "CHANGELOG.md"
    return path.read_text(encoding="utf-8") if path.exists() else _CHANGELOG_HEAD


def _set_version(project: Project, version: str) -> None:
    path = project.root / "pyproject.toml"
    text = _NUMBER.sub(f'version = "{version}"', path.read_text(encoding="utf-8"), count=1)
    write_whole(path, text.encode())


def _commit(project: Project, version: str) -> None:
    """Commit the release, go on as a preview of the one after it, and tag last: a tag is a whole release."""
    major, minor, _ = version.split(".")
    ask_git(project.root, "add", "cards", "CHANGELOG.md", "pyproject.toml")
    ask_git(project.root, "commit", "--quiet", "-m", f"Release {version}")
    made = ask_git(project.root, "rev-parse", "HEAD")
    _set_version(project, f"{major}.{int(minor) + 1}.0.dev0")
    ask_git(project.root, "commit", "--quiet", "-am", f"Begin {major}.{int(minor) + 1}.0")
    ask_git(project.root, "tag", f"v{version}", made)


@contextmanager
def _undone_if_it_fails(project: Project) -> Iterator[None]:
    """Leave what a release writes as it was, whatever fails: by our own hand, since git may be what failed."""
    head = ask_git(project.root, "rev-parse", "HEAD")
    paths = [project.cards / name for name in (*FROZEN, NAME)]
    paths += [project.root / name for name in ("CHANGELOG.md", "pyproject.toml")]
    kept = {path: path.read_bytes() if path.exists() else None for path in paths}
    try:
        yield
    except BaseException:
        for path, data in kept.items():
            path.unlink(missing_ok=True) if data is None else write_whole(path, data)
        with suppress(NotReleasable):
            ask_git(project.root, "reset", "--quiet", head)
        raise
