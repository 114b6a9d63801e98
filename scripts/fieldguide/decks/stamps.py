"""When something last changed: as the last release had it, or now if it differs from what was released."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from ..pages.commit import commit_time
from ..released import Released


def content_hash(*parts: str | bytes) -> str:
    """Return a digest of everything in a note whose change must reach learners."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def changed_at(digest: str, before: str, changed: int, now: int) -> int:
    """Return a time stamp: the old one if nothing changed, else a strictly greater one."""
    return changed if digest == before else max(now, changed + 1)


def card_changed_at(card_id: str, digest: str, released: Mapping[str, Released], now: int) -> int:
    """Return when a card last changed, in seconds since 1970."""
    before = released.get(card_id)
    return changed_at(digest, before.hash, before.changed, now) if before else now


def build_time(root: Path, released_at: int, newest_review: int) -> int:
    """Return the time of this build in seconds since 1970: never the clock, so that equal sources give equal bytes.

    `SOURCE_DATE_EPOCH` wins, then `released_at` (not 0 in a release), then the commit, then what `git archive`
    wrote into `cards/commit-time`, then `newest_review`, the date of the last review of a page.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isdigit():
        return int(told)
    committed = "" if released_at else commit_time(root)
    return released_at or (int(committed) if committed.isdigit() else newest_review)
