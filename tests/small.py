"""A small project that passes the check: two real topics and what decks need, unlinked from the rest of the guide."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from conftest import ROOT

TOPIC = "docs/both-tribes/non-negotiable/async-vs-threading.md"
HASHES = "docs/infrastructure-builder/non-negotiable/hash-ids-and-collisions.md"
COPIED = (
    *("mkdocs.yml", "pyproject.toml", ".gitignore", ".gitattributes", "cards", "scripts"),
    *(
        "docs/assets",
        "docs/.theme",
        "docs/sw.js",
        "docs/manifest.webmanifest",
        "docs/retired.md",
        "docs/learn-with-anki.md",
        "docs/decks.md",
    ),
)
NAVIGATION = "nav:\n  - index.md\n  - both-tribes/non-negotiable/*.md\n  - infrastructure-builder/non-negotiable/*.md\n"
INDEX = "---\ndescription: x\n---\n\n# Index\n"
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)[^)]*\)")
REDIRECTS = re.compile(r"^( +redirect_maps:).*\n(?: {8,}.*\n)*", re.MULTILINE)
"""What the guide redirects leads to pages that the small one does not have."""

EXPLAINED_ELSEWHERE = re.compile(
    "connection pool|backpressure|token bucket|Bloom filter|idempotency key", re.IGNORECASE
)
LEFT_OUT = shutil.ignore_patterns("__pycache__", "labs", "finder")


def small_project(root: Path, source: Path = ROOT) -> Path:
    """Make the small project of a guide in `root`, without git and with nothing released; return `root`."""
    for name in COPIED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, root / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source / name, root / name)
    for name in ("ledger.tsv", "addresses.txt", "released.jsonl"):
        (root / "cards" / name).unlink(missing_ok=True)
    (root / "cards/retired.yml").write_text("[]\n")
    for folder in ("docs", "docs/both-tribes", "docs/infrastructure-builder"):
        _write(root / folder / "index.md", INDEX)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    _write(root / "mkdocs.yml", REDIRECTS.sub(r"\1 {}\n", settings))
    for page in (TOPIC, HASHES, *(name for name in COPIED if name.endswith(".md"))):
        _write(root / page, unlinked((source / page).read_text(encoding="utf-8")))
    _write(root / "docs/.nav.yml", NAVIGATION)
    _remove_unseen_pictures(root / "docs")
    return root


def unlinked(page: str) -> str:
    """Return a page without links to other pages of the guide, `needs:`, and terms that other pages explain."""
    page = EXPLAINED_ELSEWHERE.sub("thing", LINK.sub(r"\1", page))
    return re.sub(r"^needs:.*\n", "", page, flags=re.MULTILINE)


def _remove_unseen_pictures(docs: Path) -> None:
    seen = "".join(page.read_text(encoding="utf-8") for page in docs.rglob("*.md"))
    for picture in (docs / "assets/pictures").iterdir():
        if picture.name not in seen:
            picture.unlink()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
