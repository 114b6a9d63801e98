"""When a note last changed: from the ledger of the last release, or now if it differs from what was released."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LEDGER_COLUMNS = ("id", "note type", "topic", "hash", "changed")


@dataclass(frozen=True)
class Released:
    """A card as the last release had it; `changed` is in seconds since 1970."""

    id: str
    note_type: str
    topic: str
    hash: str
    changed: int


def read_ledger(path: Path) -> dict[str, Released]:
    """Return every card ever released, by id; {} before the first release."""
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {row[0]: Released(row[0], row[1], row[2], row[3], int(row[4])) for row in rows}


def content_hash(*parts: str | bytes) -> str:
    """Return a digest of everything in a note whose change must reach learners."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def changed_at(card_id: str, digest: str, ledger: Mapping[str, Released], now: int) -> int:
    """Return the time stamp of a note: the ledger's if nothing changed, else a strictly greater one."""
    released = ledger.get(card_id)
    if released is None:
        return now
    return released.changed if released.hash == digest else max(now, released.changed + 1)


def build_time(root: Path, newest_review: int) -> int:
    """Return the time of this build in seconds since 1970: never the clock, so that equal sources give equal bytes.

    `SOURCE_DATE_EPOCH` wins, then the commit, then what `git archive` wrote into `cards/commit-time`,
    then `newest_review`, the date of the last review of a page.
    """
    candidates = (os.environ.get("SOURCE_DATE_EPOCH", ""), _commit_time(root), _archived_time(root))
    return next((int(text) for text in candidates if text.isdigit()), newest_review)


def _commit_time(root: Path) -> str:
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    if not (root / ".git").exists():  # never ask a repository that merely lies around an unpacked archive
        return ""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:  # no git on this machine
        return ""


def _archived_time(root: Path) -> str:
    path = root / "cards" / "commit-time"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""
