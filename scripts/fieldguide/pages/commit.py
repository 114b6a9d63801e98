"""When the tree was committed, and which pages are not: never the clock, so that equal sources get equal verdicts."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from pathlib import Path

from ..git import GitFailed, git, is_repository


def commit_time(root: Path) -> str:
    """Return the time of the commit in seconds since 1970, as git or the archive of a commit has it, or ''."""
    if is_repository(root):
        return _git(root, "log", "-1", "--format=%ct").strip()
    archived = root / "cards" / "commit-time"
    return archived.read_text(encoding="utf-8").strip() if archived.exists() else ""


def commit_day(root: Path) -> date | None:
    """Return the day of the commit in UTC, or None where there is none."""
    time = commit_time(root)
    return datetime.fromtimestamp(int(time), UTC).date() if time.isdigit() else None


def uncommitted(docs_dir: Path) -> frozenset[str]:
    """Return the paths below docs/ of what differs from the commit: somebody is writing it just now."""
    if not is_repository(docs_dir.parent):
        return frozenset()
    listed = _git(docs_dir.parent, "status", "--porcelain", "--no-renames", "-uall", "-z", "--", docs_dir.name)
    return frozenset(line[3:].partition("/")[2] for line in listed.split("\0"))


def _git(root: Path, *arguments: str) -> str:
    with contextlib.suppress(GitFailed):  # an empty repository, or no git on this machine
        return git(root, *arguments)
    return ""
