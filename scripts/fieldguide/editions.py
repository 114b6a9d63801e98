"""The edition of a finished site: its scripts and data in a folder that only its own pages name, and its worker.

Without it a page could run with scripts or data of another release, from a cache or from the server.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

_MOVED = ("assets/scripts", "assets/style", "assets/javascripts", "assets/stylesheets", "assets/finder")
"""Folders whose files go into the folder of the edition, side by side."""

_DATA = ("search/*", "glossary/*.json", "decks/cards.json")
"""What scripts fetch from elsewhere; in the folder of the edition it has the same path."""

_KEPT = ("cards.json",)
"""What also stays where it was, since others know its address."""

_FOR_OTHERS = ("deck", "tags", "hash")
"""What `cards.json` says of a card and no script here reads: a third of what a phone would fetch and take apart."""

_IN_PAGES = re.compile(rf'((?:href|src)="(?![a-z]+:)[^"]*?)(?:{"|".join(_MOVED)})/')
_IN_SCRIPTS = {
    "../../search/": "search/",
    "glossary/${": "{edition}glossary/${",
    "decks/cards.json": "{edition}decks/cards.json",
    "assets/style/": "{edition}",
    "assets/finder/": "{edition}",
}
"""How scripts name what has moved, and its new name."""

_NO_EDITION = '<meta name="edition" content="">'
_WORKER = "worker.js"
_IN_WORKER = ('const EDITION = "assets/scripts/"', "const FILES = { __proto__: null }")

_LEFT_OUT = re.compile(r".*\.map|sw\.js|sitemap\.xml\.gz|404\.html|decks/cards\.json")
"""What is of no use offline; the cards are in the folder of the edition too."""

_FOR_EVERY_PAGE = re.compile(r"|offline\.html|manifest\.webmanifest|assets/fonts/.*2|assets/images/(?:fav|icon|logo).*")
"""Addresses of what is kept from the first visit on, beside the scripts and styles of the edition."""

_DIGITS = 32
"""Of SHA-256, in hexadecimal, by which the worker knows a file."""


def seal(site: Path) -> None:
    """Give a site that is complete its edition: move scripts and data, name them in its pages, and write `sw.js`."""
    edition = f"assets/{_digest(site)}/"
    _move(site, edition)
    for page in site.rglob("*.html"):
        text = _IN_PAGES.sub(rf"\g<1>{edition}", page.read_text(encoding="utf-8"))
        name = _NO_EDITION.replace('""', f'"{edition}"')
        page.write_text(text.replace(_NO_EDITION, name), encoding="utf-8")
    for script in (site / edition).rglob("*.js"):
        script.write_text(_renamed(script.read_text(encoding="utf-8"), edition), encoding="utf-8")
    _write_worker(site, edition)


def _digest(site: Path) -> str:
    """Return what names the edition: it differs where any file differs."""
    digest = hashlib.sha256()
    for path, file in _files(site):
        digest.update(f"{path}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:12]


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(site.rglob("*")):
        if file.is_file():
            yield file.relative_to(site).as_posix(), file


def _move(site: Path, edition: str) -> None:
    targets = {file: file.relative_to(site / folder) for folder in _MOVED for file in (site / folder).rglob("*.*")}
    targets |= {file: file.relative_to(site) for pattern in _DATA for file in site.glob(pattern)}
    for file, target in targets.items():
        (site / edition / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, site / edition / target)
        if file.name not in _KEPT:
            file.unlink()
    _slim_cards(site / edition / "decks/cards.json")
    for folder in _MOVED:
        shutil.rmtree(site / folder, ignore_errors=True)


def _slim_cards(path: Path) -> None:
    library = json.loads(path.read_text(encoding="utf-8"))
    for card in library["cards"]:
        for name in _FOR_OTHERS:
            del card[name]
    path.write_text(json.dumps(library, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _renamed(script: str, edition: str) -> str:
    for old, new in _IN_SCRIPTS.items():
        script = script.replace(old, new.replace("{edition}", edition))
    return script


def _write_worker(site: Path, edition: str) -> None:
    """Put the worker where its reach is the whole site, with a list of all files, pages last."""
    worker = site / edition / _WORKER
    text = worker.read_text(encoding="utf-8")
    worker.unlink()
    listed = {
        _address(path): _entry(file, path, edition) for path, file in _files(site) if not _LEFT_OUT.fullmatch(path)
    }
    pages_last = dict(sorted(listed.items(), key=lambda entry: not entry[0] or entry[0].endswith("/")))
    files = json.dumps({"__proto__": None, **pages_last}, separators=(",", ":"), ensure_ascii=False)
    for old, new in zip(_IN_WORKER, (f'const EDITION = "{edition}"', f"const FILES = {files}"), strict=True):
        text = text.replace(old, new)
    (site / "sw.js").write_text(text, encoding="utf-8")


def _address(path: str) -> str:
    """Return how a page is asked for, which hosts do not redirect."""
    return re.sub(r"(^|/)index\.html$", r"\1", path)


def _entry(file: Path, path: str, edition: str) -> list[str | int]:
    data = file.read_bytes()
    script = path.startswith(edition) and path.endswith((".js", ".css")) and "/search/" not in path
    needed = [1] if script or _FOR_EVERY_PAGE.fullmatch(_address(path)) else []
    return [hashlib.sha256(data).hexdigest()[:_DIGITS], len(data), *needed]
