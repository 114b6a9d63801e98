"""The site as one archive, for whoever opens it from a disk: a browser follows links to files there, not to folders."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

NAME = "two-tribes.zip"
_LEFT_OUT = re.compile(r".*\.map|sw\.js|sitemap\.xml.*|manifest\.webmanifest|.*\.apkg|.*\.zip")
_FOLDER = re.compile(r'(?<= href=")(?P<path>(?:\.\.?/)*\.\.?|(?![a-z]+:|/)[^"?#]*/)(?=["?#])')
_YEAR_0 = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can name: the same site gives the same bytes."""

_README = """Two Tribes, to be read from a disk: unpack everything, then open index.html.

What works: all pages, cards with their answers, pictures, sheets, the search.
What does not, since a browser lets a page on a disk load no modules and no data: review, plan, progress and the finder
of your tribe, and the notes on terms (their links lead to the glossary). The decks for Anki are on the site.
"""


def zip_for_disk(site: Path) -> bytes:
    """Return the archive of a finished site."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", _README.encode())
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            name = file.relative_to(site).as_posix()
            if not _LEFT_OUT.fullmatch(name):
                _add(archive, name, _to_files(file) if name.endswith(".html") else file.read_bytes())
    return buffer.getvalue()


def _to_files(page: Path) -> bytes:
    """Return a page whose links to folders lead to the pages in them."""
    html = page.read_text(encoding="utf-8")
    return _FOLDER.sub(lambda link: f"{link['path'].removesuffix('/')}/index.html", html).encode()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(f"two-tribes/{name}", _YEAR_0)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    archive.writestr(entry, data)
