"""Where the parts of a checkout lie, which version it is, and what time its decks and its site carry."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .decks import build_time, read_history
from .model import Guide

ROOT = Path(__file__).resolve().parents[2]
"""This checkout."""


@dataclass(frozen=True)
class Project:
    """Where a guide's parts lie."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def cards(self) -> Path:
        return self.root / "cards"

    @property
    def site(self) -> Path:
        return self.root / "site"


def time_of(project: Project, guide: Guide) -> int:
    """Return the time of a build in seconds since 1970; that of a release stands in the ledger."""
    released_at = 0 if is_preview(project) else read_history(project.cards).released_at
    return build_time(project.root, released_at, _newest_review(guide))


def version_label(project: Project, now: int) -> str:
    """Return the version as decks and site name it: a release, or the preview of a day."""
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    return f"preview of {day}" if is_preview(project) else version_number(project)


def is_preview(project: Project) -> bool:
    """Say whether this tree is on its way to a release and not one itself."""
    return "dev" in version_number(project)


def version_number(project: Project) -> str:
    """Return the version that `pyproject.toml` gives."""
    return str(tomllib.loads((project.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def _newest_review(guide: Guide) -> int:
    days = [str(page.meta.get("reviewed")) for page in guide.topics]
    return int(datetime.fromisoformat(max(days, default="2026-01-01")).replace(tzinfo=UTC).timestamp())
