"""The topics on each shelf in learning order, read from `docs/.nav.yml` and the pages' own first lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..model import SHELVES, Shelf, also_in
from .document import Document, document_of
from .yaml_nodes import value_of

_LONGEST = 200_000
"""Characters that are read of a file: a longer page is refused."""


@dataclass(frozen=True)
class Entry:
    """What a list says of a topic."""

    path: str
    title: str
    description: str
    group: str
    """Title of the innermost list of the navigation, below tribe and shelf, that names the topic; or ''."""


def learning_order(docs_dir: Path) -> list[str]:
    """Return the paths of all pages in the order of `docs/.nav.yml`; pages it does not name come last."""
    return list(_grouped(docs_dir, _pages(docs_dir)))


def _pages(docs_dir: Path) -> list[str]:
    return sorted(path.relative_to(docs_dir).as_posix() for path in docs_dir.rglob("[!.]*.md"))


def _grouped(docs_dir: Path, pages: list[str]) -> dict[str, str]:
    """Return all pages in learning order, each with the title of its group."""
    found: dict[str, str] = {}
    for pattern, titles in _nav_items(docs_dir):
        for path in _matches(pattern, pages):
            found.setdefault(path, "".join(titles[2:3]))
    return found | {path: "" for path in pages if path not in found}


def entries(docs_dir: Path, shelf: Shelf) -> list[Entry]:
    """Return the topics of a shelf in learning order, then those of other shelves that say `also:` this one."""
    groups = _grouped(docs_dir, _pages(docs_dir))
    order = [path for path in groups if Shelf.of(path)]
    own = [path for path in order if Shelf.of(path) == shelf]
    guests = [path for path in order if path not in own and _also(docs_dir, path, shelf)]
    return [_entry(docs_dir, path, groups[path]) for path in own] + [_entry(docs_dir, path) for path in guests]


def document_at(docs_dir: Path, path: str) -> Document:
    """Return a page below docs/ as it lies on the disk, taken apart."""
    return document_of(_text(str(docs_dir / path), os.stat(docs_dir / path).st_mtime_ns))


def title_of(docs_dir: Path, slug: str) -> Entry | None:
    """Return the topic whose file is `slug.md`, or None."""
    paths = (f"{shelf}/{slug}.md" for shelf in SHELVES)
    return next((_entry(docs_dir, path) for path in paths if (docs_dir / path).is_file()), None)


def _nav_items(docs_dir: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each page or pattern of the navigation, and the titles above it."""
    path = docs_dir / ".nav.yml"
    nav = _mapping(_text(str(path), path.stat().st_mtime_ns)) if path.is_file() else {}
    yield from _titled(nav.get("nav", []), ())


def _titled(item: object, titles: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(item, str):
        yield item, titles
    for child in item if isinstance(item, list) else ():
        yield from _titled(child, titles)
    for title, child in item.items() if isinstance(item, dict) else ():
        yield from _titled(child, (*titles, str(title)))


def _matches(pattern: str, pages: list[str]) -> list[str]:
    if "*" not in pattern:
        return [pattern] if pattern in pages else []
    name = re.compile(re.escape(pattern).replace(r"\*", "[^/]*"))
    return [page for page in pages if name.fullmatch(page) and not page.endswith("/index.md")]


def _also(docs_dir: Path, path: str, shelf: Shelf) -> bool:
    return also_in(_mapping(document_at(docs_dir, path).front_matter)).get(shelf.tribe) == shelf.priority


def _entry(docs_dir: Path, path: str, group: str = "") -> Entry:
    page = document_at(docs_dir, path)
    description = str(_mapping(page.front_matter).get("description", ""))
    return Entry(path, page.title or Path(path).stem, description, group)


@lru_cache(maxsize=4096)
def _text(path: str, changed: int) -> str:
    """Read a file, but not for ever; `changed` is in the key so that an edit is seen while serving."""
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        return file.read(_LONGEST)


@lru_cache(maxsize=4096)
def _mapping(text: str | None) -> Mapping[str, object]:
    value = value_of(text)
    return value if isinstance(value, dict) else {}
