"""Commits of the repository: what differs between two, and the files of one in a temporary folder."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..git import GitFailed, git

ADDED, CHANGED, MOVED, REMOVED = "added", "changed", "moved", "removed"
_KINDS = {"A": ADDED, "D": REMOVED, "R": MOVED}


class NoCommit(Exception):
    """Git knows no such commit, or no way from it to this one; the message says so in one line."""


@dataclass(frozen=True)
class FileChange:
    """A file that differs between two commits: its path in the newer one, and where it was if it moved."""

    kind: str
    path: str
    before: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, self.before) if self.before else (self.path,)


def branch_point(root: Path, base: str) -> str:
    """Return the id of the newest commit that `base` and the one that is checked out share; raises NoCommit."""
    try:
        commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}").strip()
        return git(root, "merge-base", commit, "HEAD").strip()
    except GitFailed as error:
        raise NoCommit(f"'{base}' is no commit that HEAD grew from; name one, such as main, and fetch it") from error


def changes_since(root: Path, commit: str) -> tuple[FileChange, ...]:
    """Return the files that differ between `commit` and the one that is checked out, sorted by path."""
    listed = git(root, "diff-tree", "-r", "-z", "-M", "--name-status", commit, "HEAD").split("\0")
    return tuple(sorted(_file_changes(iter(listed)), key=lambda change: change.path))


@contextlib.contextmanager
def files_of(root: Path, commit: str) -> Iterator[Path]:
    """Yield a temporary folder with the files of a commit; links are plain files there, and no code of it runs.

    Not `git archive`: a commit says in its `.gitattributes` what an archive leaves out.
    """
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        git(root, "read-tree", commit, **index)
        tree = Path(folder, "tree")
        git(root, "-c", "core.symlinks=false", "checkout-index", "--all", f"--prefix={tree}/", **index)
        yield tree


def _file_changes(parts: Iterator[str]) -> Iterator[FileChange]:
    for status in parts:
        if status.startswith("R"):
            before = next(parts)
            yield FileChange(MOVED, next(parts), before)
        elif status:
            yield FileChange(_KINDS.get(status, CHANGED), next(parts))
