"""List and read what contributors send: follows no link, opens nothing but plain files, reads no more than fits."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from .limits import LARGEST_PAGE
from .registry import Entry, Source

_DROPPINGS = re.compile(r"\.DS_Store|\.#.*|\.[^/]*\.sw[a-p]")
"""What editors and desktops leave while somebody writes; it is never published."""

_LISTS = ("retired.yml", "decks.yml")
"""Files of cards/ that are read on the way to a page."""


def entries_of(docs_dir: Path) -> tuple[Entry, ...]:
    """Return every file and folder below docs/, sorted by path."""
    return tuple(sorted(_walk(docs_dir, docs_dir.name), key=lambda entry: entry.path))


def sources_of(docs_dir: Path, entries: Sequence[Entry]) -> Iterator[Source]:
    """Read the text files that contributors write: pages, the navigation, lists of cards."""
    for entry in entries:
        if entry.is_file and (entry.name.endswith(".md") or entry.path == f"{docs_dir.name}/.nav.yml"):
            yield source_at(docs_dir.parent / entry.path, entry.path)
    for name in _LISTS:
        path = docs_dir.parent / "cards" / name
        if path.is_file():
            yield source_at(path, f"cards/{name}")


def source_at(path: Path, shown: str) -> Source:
    """Read a file, but not much more than is allowed; `shown` is its path from the project."""
    with path.open("rb") as file:
        return Source(shown, file.read(LARGEST_PAGE + 1), os.fstat(file.fileno()).st_size)


def _walk(folder: Path, shown: str) -> Iterator[Entry]:
    waiting = [(str(folder), shown)]
    while waiting:
        place, shown = waiting.pop()
        with os.scandir(place) as listing:
            for item in listing:
                status = item.stat(follow_symlinks=False)
                if _DROPPINGS.fullmatch(item.name) and not stat.S_ISDIR(status.st_mode):
                    continue
                path = f"{shown}/{item.name}"
                yield Entry(path, status.st_mode, status.st_size)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append((item.path, path))
