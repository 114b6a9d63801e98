"""What keeps a tree from being released: where it stands, what its number is, and what git says."""

from __future__ import annotations

import re
from pathlib import Path

from ..git import GitFailed, git
from ..project import Project

VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class NotReleasable(Exception):
    """The tree cannot be released as it is; the message says why, in one line."""


def refuse_place(project: Project) -> None:
    """Refuse a release from elsewhere than `main` with the last release behind it."""
    root, version = project.root, project.history.version
    refuse_dirty(root)
    branch = ask_git(root, "branch", "--show-current")
    if branch != "main":
        raise NotReleasable(f"this is {branch or 'no branch'}, and a release is made from main; git switch main")
    before = project.last_release
    if version and not (before and before.commit and before.record.version == version):
        raise NotReleasable(f"{version}, the last release, is not behind this commit; git pull --unshallow --tags")
    newest = max(ask_git(root, "tag", "--list", "v*").split(), key=_tag_key, default="")
    if newest and not (before and _tag_key(newest) <= _key(before.record.version)):
        raise NotReleasable(f"{newest} was released from another commit that is not behind this one; merge it first")


def refuse_dirty(root: Path) -> None:
    """Raise NotReleasable where something is not committed."""
    if ask_git(root, "status", "--porcelain"):
        raise NotReleasable("the tree has changes that are not committed; commit them or put them away")


def refuse_old(version: str, before: str) -> None:
    """Refuse what is not a version, or not greater than the version `before`."""
    if not VERSION.fullmatch(version):
        raise NotReleasable(f"'{version}' is not a version; write it as 0.1.0")
    if before and _key(version) <= _key(before):
        raise NotReleasable(f"{version} is not newer than {before}, the last release; choose a greater one")


def refuse_taken_tag(root: Path, version: str) -> None:
    """Refuse a version whose tag exists."""
    if ask_git(root, "tag", "--list", f"v{version}"):
        raise NotReleasable(f"there is a tag v{version} already; choose another number, or git tag -d v{version}")


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _tag_key(tag: str) -> tuple[int, ...]:
    return _key(tag[1:]) if VERSION.fullmatch(tag[1:]) else ()


def ask_git(root: Path, *arguments: str) -> str:
    """Return what git says; raises NotReleasable."""
    try:
        return git(root, *arguments).strip()
    except GitFailed as error:
        raise NotReleasable(str(error)) from error
