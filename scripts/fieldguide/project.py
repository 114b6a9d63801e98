"""A checkout, read once: its parts, pages and version, what was released, and what time its decks and site carry."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from . import pages
from .decks import (
    Catalogue,
    Record,
    Reference,
    build_time,
    last_release,
    read_catalogue,
    read_history,
    read_record_in,
)
from .model import Guide
from .released import History

ROOT = Path(__file__).resolve().parents[2]
"""This checkout."""


@dataclass(frozen=True)
class Project:
    """A checkout; what was asked of it once is kept. With `only` (paths below docs/), just those pages are rendered.

    What is read here raises pages.Misconfigured, or OSError; the guide raises pages.Refused too.
    """

    root: Path
    only: tuple[str, ...] | None = None

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def cards(self) -> Path:
        return self.root / "cards"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @cached_property
    def version(self) -> str:
        """What `pyproject.toml` gives."""
        return str(tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])

    @property
    def is_preview(self) -> bool:
        """Whether this tree is on its way to a release and not one itself."""
        return "dev" in self.version

    @property
    def label(self) -> str:
        """The version as decks and site name it: a release, or the preview of a day."""
        day = datetime.fromtimestamp(self.time, UTC).date().isoformat()
        return f"preview of {day}" if self.is_preview else self.version

    @cached_property
    def guide(self) -> Guide:
        """The pages in learning order, rendered."""
        return pages.load(self.config, self.only)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What `cards/` says of decks, packages and note types."""
        return read_catalogue(self.cards, self.guide.site_url)

    @cached_property
    def history(self) -> History:
        """What the files of this tree say was ever released."""
        return read_history(self.cards)

    @cached_property
    def record(self) -> Record | None:
        """The record in this tree; a damaged one counts as none, since what it should say is known."""
        with suppress(pages.Misconfigured):
            return read_record_in(self.root)
        return None

    @cached_property
    def last_release(self) -> Reference | None:
        """The last release as git has it."""
        return last_release(self.root)

    @cached_property
    def time(self) -> int:
        """The time of a build in seconds since 1970; that of a release stands in the ledger."""
        released_at = 0 if self.is_preview else self.history.released_at
        days = [str(page.meta.get("reviewed")) for page in self.guide.topics]
        newest = datetime.fromisoformat(max(days, default="2026-01-01")).replace(tzinfo=UTC)
        return build_time(self.root, released_at, int(newest.timestamp()))

    def read_again(self) -> Project:
        """Return this checkout with nothing kept but the guide: a release has written the rest anew."""
        again = Project(self.root, self.only)
        vars(again)["guide"] = self.guide
        return again
