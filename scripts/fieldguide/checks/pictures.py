"""The rule about picture files: they are what their name says, whole and of a sensible size."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..model import Guide
from ..rules import FoundIn, guide_rule

LARGEST_FILE = 500_000
"""Bytes; a phone on a slow line loads that in about three seconds."""

LONGEST_SIDE = 4000
"""Pixels; 16 million of them take 64 MB once decoded."""

_FOLDERS = ("assets/images", "assets/pictures")
DRAWINGS = ".svg"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@guide_rule
def picture_whole(guide: Guide) -> FoundIn:
    """A picture is a whole PNG or SVG file, of at most 500,000 bytes and 4,000 pixels on a side.

    Bad:  a page of HTML saved as ring.png, half a download, a photograph of 6 MB
    Good: ring.png, which begins and ends like a PNG, scaled to 1,600 pixels
    """
    for name, path in files(guide.docs_dir):
        length = path.stat().st_size
        if not length:
            yield name, 1, 1, "this picture is empty; add it again"
        elif length > LARGEST_FILE:
            yield name, 1, 1, f"{length:,} bytes; scale or compress it to {LARGEST_FILE:,}"
        elif path.suffix != DRAWINGS and (what := _wrong(_size_of(path))):
            yield name, 1, 1, what


def _wrong(size: tuple[int, int] | None) -> str:
    if size is None:
        return "not a whole PNG file; save the picture again in the format that its name says"
    whole = all(0 < side <= LONGEST_SIDE for side in size)
    return "" if whole else f"{size[0]} by {size[1]} pixels; scale it to {LONGEST_SIDE:,} at most"


def files(docs_dir: str) -> Iterator[tuple[str, Path]]:
    """Yield the path in the repository, and the place on the disk, of each picture."""
    for path in sorted(path for folder in _FOLDERS for path in Path(docs_dir, folder).rglob("*")):
        if path.is_file():
            yield f"docs/{path.relative_to(docs_dir).as_posix()}", path


def _size_of(path: Path) -> tuple[int, int] | None:
    """Return width and height in pixels of a whole PNG file; None for any other."""
    try:
        chunks = list(_chunks(path.read_bytes()))
        pixels = zlib.decompressobj()
        packed = b"".join(content for kind, content in chunks if kind == b"IDAT")
        while packed and not pixels.eof:  # a little at a time: a few bytes can stand for many
            packed = pixels.decompress(packed, LARGEST_FILE) and pixels.unconsumed_tail
        whole = pixels.eof and (chunks[0][0], *chunks[-1]) == (b"IHDR", b"IEND", b"")
        return struct.unpack_from(">II", chunks[0][1]) if whole else None
    except (struct.error, zlib.error, ValueError, IndexError):
        return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each part of a PNG file; raises where one is not what its checksum says."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("no signature")
    at = len(_SIGNATURE)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        if struct.unpack_from(">I", data, at + 8 + length)[0] != zlib.crc32(kind + content):
            raise ValueError("checksum")
        yield kind, content
        at += length + 12
