"""Verify a release: a tag is one that `scripts/release` made, and what it gives learners is what it recorded."""

from __future__ import annotations

from dataclasses import replace

from .. import build
from ..decks import NAME, last_release
from ..export import newest_notes
from ..project import Project
from ..promises import Decks, harm_of, record_of
from .releasable import VERSION, NotReleasable, ask_git, refuse_dirty
from .release import next_history


def verify(project: Project, tag: str) -> str:
    """Say that `tag` is a release that `release` made; raises NotReleasable, pages.Refused or OSError.

    Releasing the tree again must change nothing, and its decks must be what the record says and do no harm to those
    who have the release before. The bytes of the decks are not compared: those depend on the machine's SQLite and zlib.
    """
    version, history = tag.removeprefix("v"), project.history
    refuse_dirty(project.root)
    _refuse_other_tag(project, tag, history.version)
    decks = build.checked(project)
    again, changes = next_history(project, version)
    if replace(again, released_at=history.released_at) != history:
        ids = [*changes.added, *changes.changed, *changes.moved]
        what = f"cards {', '.join(ids[:5])}" if ids else "addresses or retired cards"
        raise NotReleasable(f"{what} are not as the ledger says; let scripts/release write it")
    compared = _refuse_harm(project, decks)
    return f"{tag} is what scripts/release made: {build.count(project.guide)}, all as in the ledger; {compared}."


def _refuse_harm(project: Project, decks: Decks) -> str:
    """Refuse decks that the record in the tree does not tell of, or that harm who has the release before."""
    recorded = project.record
    if recorded is None or recorded != replace(record_of(project, decks, None), before=recorded.before):
        raise NotReleasable(f"the decks are not as cards/{NAME} says; let scripts/release write it")
    before = last_release(project.root, "HEAD^")
    if before is None or not before.commit:
        return "git has no release before it here, so it was compared with none"
    if before.record.seal not in (recorded.before, recorded.seal):
        raise NotReleasable(f"cards/{NAME} does not follow {before.record.version}, the release before")
    for line in harm_of(project, decks, before.record):
        raise NotReleasable(line)
    return f"learners who have {before.record.version} lose nothing"


def _refuse_other_tag(project: Project, tag: str, released: str) -> None:
    """Refuse a tag that is not the version of the tree, or not on the commit that is checked out."""
    number = project.version
    if not VERSION.fullmatch(number) or tag != f"v{number}":
        raise NotReleasable(f"tag '{tag}' on version {number}; let scripts/release make the tag")
    if released != number:
        raise NotReleasable(f"the ledger's last release is '{released}', not {number}; let scripts/release write it")
    changelog = (project.root / "CHANGELOG.md").read_text(encoding="utf-8")
    if not newest_notes(changelog).startswith(f"## {number} - "):
        raise NotReleasable(f"CHANGELOG.md does not begin with {number}; let scripts/release write it")
    if ask_git(project.root, "rev-parse", "HEAD") != ask_git(project.root, "rev-parse", f"refs/tags/{tag}^{{commit}}"):
        raise NotReleasable(f"{tag} is not the commit that is checked out; git checkout {tag}")
