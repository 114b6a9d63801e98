"""Make a release: refuse what would hurt learners, bump the ledger, write decks, site, checksums and notes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

from . import checks, pages, publish
from .changes import Changes, changes_between, newest_notes, release_notes, unreleased
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
    _refuse_taken_tag(project.root, version)
    guide = publish.checked(project)
    problems = checks.run_code(guide.topics)
    if problems:
        raise pages.Refused(problems)
    say(f"Checked {publish.count(guide)}, code included.")
    after, changes = next_history(project, guide, history, version)
    words, changelog = unreleased(_changelog(project))
    notes = release_notes(after, changes, guide, words)
    write_records(project, after, notes, changelog)
    try:
        publish.build(project, say)
        _commit(project.root, version)
    except BaseException:
        _git(project.root, "reset", "--quiet", "--hard")
        raise
    _begin_next(project, version)
    return notes


def verify(project: Project, tag: str) -> str:
    """Say that `tag` is a release that `release` made; raises NotReleasable, pages.Refused or OSError.

    Releasing the tree again must change nothing. The ledger is what is compared, not the bytes of the decks:
    those depend on the machine's SQLite and zlib as well.
    """
    version, history = tag.removeprefix("v"), read_history(project.cards)
    _refuse_dirty(project.root)
    _refuse_other_tag(project, tag, history.version)
    guide = publish.checked(project)
    again, changes = next_history(project, guide, history, version)
    if replace(again, released_at=history.released_at) != history:
        ids = [*changes.added, *changes.changed, *changes.moved]
        what = f"cards {', '.join(ids[:5])}" if ids else "note types, addresses or retired cards"
        raise NotReleasable(f"{what} are not as the ledger says; let scripts/release write it")
    return f"{tag} is what scripts/release made: {publish.count(guide)}, all as in the ledger."


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


def write_records(project: Project, after: History, notes: str, changelog: str = CHANGELOG_HEAD) -> None:
    """Write ledger, addresses, CHANGELOG (`notes` above what it said before) and version; raises OSError."""
    entries = changelog.removeprefix(CHANGELOG_HEAD)
    write_whole(project.cards / "ledger.tsv", ledger_text(after))
    write_whole(project.cards / "addresses.txt", ("\n".join(after.addresses) + "\n").encode())
    write_whole(project.root / "CHANGELOG.md", f"{CHANGELOG_HEAD}\n{notes}{entries}".encode())
    _set_version(project, after.version)


def _changelog(project: Project) -> str:
    path = project.root / "CHANGELOG.md"
    return path.read_text(encoding="utf-8") if path.exists() else CHANGELOG_HEAD


def _set_version(project: Project, version: str) -> None:
    path = project.root / "pyproject.toml"
    text = NUMBER.sub(f'version = "{version}"', path.read_text(encoding="utf-8"), count=1)
    write_whole(path, text.encode())


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


def _refuse_taken_tag(root: Path, version: str) -> None:
    if _git(root, "tag", "--list", f"v{version}"):
        raise NotReleasable(f"there is a tag v{version} already; choose another number, or git tag -d v{version}")


def _refuse_other_tag(project: Project, tag: str, released: str) -> None:
    """Refuse a tag that is not the version of the tree, or not on the commit that is checked out."""
    number = publish.version_number(project)
    if not VERSION.fullmatch(number) or tag != f"v{number}":
        raise NotReleasable(f"tag '{tag}' on version {number}; let scripts/release make the tag")
    if released != number:
        raise NotReleasable(f"the ledger's last release is '{released}', not {number}; let scripts/release write it")
    changelog = (project.root / "CHANGELOG.md").read_text(encoding="utf-8")
    if not newest_notes(changelog).startswith(f"## {number} - "):
        raise NotReleasable(f"CHANGELOG.md does not begin with {number}; let scripts/release write it")
    if _git(project.root, "rev-parse", "HEAD") != _git(project.root, "rev-parse", f"refs/tags/{tag}^{{commit}}"):
        raise NotReleasable(f"{tag} is not the commit that is checked out; git checkout {tag}")


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReleasable(f"git {arguments[0]} failed: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout.strip()
