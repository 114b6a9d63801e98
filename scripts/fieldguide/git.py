"""Ask git: the one place that runs it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class GitFailed(Exception):
    """Git did not do what it was asked for; the message says why, in one line."""


def is_repository(root: Path) -> bool:
    """Say whether `root` is a checkout of its own: a repository that merely lies around an archive is not asked."""
    return (root / ".git").exists()


def git(root: Path, *arguments: str, **environment: str) -> str:
    """Return what git prints; raises GitFailed, also where there is no git."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, env=os.environ | environment, capture_output=True, check=False)
    except OSError as error:
        raise GitFailed(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().splitlines() or [f"exit code {done.returncode}"]
        raise GitFailed(f"git {arguments[0]} failed: {_told(said)}")
    return os.fsdecode(done.stdout)


def _told(said: list[str]) -> str:
    """Return the line that says what is wrong: git often adds advice below it."""
    return next((line for line in said if line.startswith(("fatal:", "error:"))), said[-1])
