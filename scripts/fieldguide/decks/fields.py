"""Turn a card's HTML into what an Anki field may hold: same text, no Anki syntax, own media, full addresses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

_ADDRESS = re.compile(r'(?P<before><(?P<tag>a|img)\b[^>]*?\b(?P<key>href|src)=")(?P<url>[^"]*)(?P<after>")')
_HIDDEN = re.compile(r"<mark>(?P<text>.*?)</mark>", re.DOTALL)
_ANKI_SYNTAX = str.maketrans({"[": "&#91;", "{": "&#123;", "}": "&#125;"})
"""Anki obeys `[sound:…]`, `[latex]`, `[$]`, `{{c1::…}}` wherever they stand, code included; entities it shows."""


@dataclass(frozen=True)
class Field:
    """The HTML of a field and the files it shows, by the names that they have inside the package."""

    html: str
    media: dict[str, Path]


def field_of(html: str, page_url: str, docs_dir: Path, site_url: str) -> Field:
    """Make the HTML of a card ready for Anki; `page_url` is the page's address below the site's."""
    media: dict[str, Path] = {}

    def moved(match: re.Match[str]) -> str:
        move = _media_name(docs_dir, media) if match["tag"] == "img" else _absolute(site_url)
        return match["before"] + move(page_url, match["url"]) + match["after"]

    return Field(_ADDRESS.sub(moved, html.translate(_ANKI_SYNTAX)), media)


def cloze_of(html: str) -> str:
    """Hide what is marked, all of it together, as the first and only cloze."""
    return _HIDDEN.sub(lambda match: "{{c1::" + match["text"].replace("::", "&#58;&#58;") + "}}", html)


def _absolute(site_url: str) -> Callable[[str, str], str]:
    return lambda page_url, url: urljoin(urljoin(site_url, page_url), url)


def _media_name(docs_dir: Path, media: dict[str, Path]) -> Callable[[str, str], str]:
    """Name a picture by its content: Anki never updates a file whose name it knows."""

    def name(page_url: str, url: str) -> str:
        path = docs_dir / urlsplit(urljoin("https://site/" + page_url, url)).path.lstrip("/")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        media[f"two-tribes-{path.stem}-{digest}{path.suffix}"] = path
        return f"two-tribes-{path.stem}-{digest}{path.suffix}"

    return name
