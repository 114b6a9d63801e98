"""Read `cards/decks.yml` and the note types: names and ids that never change, and how a card looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import SHELVES, Shelf, Tribe
from ..sources.yaml_nodes import read_trusted
from .ledger import as_released
from .notes import NoteType

_PACKAGE = re.compile(r"[a-z0-9-]+(?:\.apkg)?")
SITE_ADDRESS = "SITE_ADDRESS/"
"""Stands in the templates for the base address of the site, so that no field has to hold it."""


@dataclass(frozen=True)
class _DeckName:
    """A deck as `cards/decks.yml` freezes it."""

    id: int
    name: str


@dataclass(frozen=True)
class PackageName:
    """A package as a learner downloads it, and whose shelves it holds."""

    file: str
    title: str
    tribes: tuple[Tribe, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything in `cards/` that is not about single cards."""

    decks: Mapping[str, _DeckName]
    packages: tuple[PackageName, ...]
    note_types: Mapping[str, NoteType]
    parents: tuple[_DeckName, ...] = ()

    def deck_of(self, shelf: Shelf) -> _DeckName:
        return self.decks[str(shelf)]


def read_catalogue(cards_dir: Path, site_url: str) -> Catalogue:
    """Read deck names, packages and note types; raises Misconfigured, or OSError where a file is missing."""
    with as_released(cards_dir / "decks.yml"):
        frozen = read_trusted((cards_dir / "decks.yml").read_text(encoding="utf-8"))
        decks = {shelf: _DeckName(**deck) for shelf, deck in frozen["decks"].items()}
        parents = tuple(_DeckName(**deck) for deck in frozen.get("parents", ()))
        packages = tuple(_package(file, package) for file, package in frozen["packages"].items())
        folder = cards_dir / "note-types"
        note_types = {key: _note_type(folder, key, frozen["note-types"][key], site_url) for key in frozen["note-types"]}
        ids = [deck.id for deck in (*decks.values(), *parents)]
        if len(set(ids)) < len(ids) or not all(map(_PACKAGE.fullmatch, frozen["packages"])):
            raise ValueError("an id twice, or a package that is not called words-with-hyphens.apkg")
        if set(decks) != set(map(str, SHELVES)) or set(note_types) != {"basic", "cloze"}:
            raise ValueError("not one deck for each shelf, or not the note types 'basic' and 'cloze'")
        return Catalogue(decks, packages, note_types, parents)


def _package(file: str, package: Mapping[str, Any]) -> PackageName:
    return PackageName(file, package["title"], tuple(Tribe(tribe) for tribe in package["tribes"]))


def _note_type(folder: Path, key: str, frozen: Mapping[str, Any], site_url: str) -> NoteType:
    front, back = (_template(folder / key / f"{side}.html", site_url) for side in ("front", "back"))
    return NoteType(
        name=frozen["name"],
        id=frozen["id"],
        cloze=key == "cloze",
        fields=tuple(frozen["fields"].items()),
        template=(frozen["template"]["name"], frozen["template"]["id"]),
        front=front,
        back=back,
        style=(folder / "style.css").read_text(encoding="utf-8"),
    )


def _template(path: Path, site_url: str) -> str:
    return path.read_text(encoding="utf-8").replace(SITE_ADDRESS, site_url)
