"""Rules about picture files: they are what their name says, whole and of a sensible size."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ..model import Guide
from .registry import FoundIn, guide_rule

LARGEST_FILE = 500_000
"""Bytes; a phone on a slow line loads that in about three seconds."""

LONGEST_SIDE = 4000
"""Pixels; 16 million of them take 64 MB once decoded."""

FOLDERS = ("assets/images", "assets/pictures")
DRAWINGS = ".svg"
PHOTOS = (".gif", ".jpeg", ".jpg", ".png", ".webp")
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers that are followed by height and width."""

PADDING = b"\0\r\n"
"""What cameras and editors leave behind the end of a file."""

Size = tuple[int, int]


@guide_rule
def picture_whole(guide: Guide) -> FoundIn:
    """A picture is a whole file of the format that its name says: PNG, JPEG, GIF, WebP or SVG.

    Bad:  a page of HTML saved as ring.png, or half a download
    Good: ring.png, which begins and ends like a PNG
    """
    for name, path in files(guide.docs_dir):
        if path.suffix not in (*PHOTOS, DRAWINGS):
            yield (
                name,
                1,
                1,
                "not a format that every browser and Anki show; save it as .svg, .png, .jpg, .gif or .webp",
            )
        elif not path.stat().st_size:
            yield name, 1, 1, "this picture is empty; add it again"
        elif path.suffix in PHOTOS and path.stat().st_size <= LARGEST_FILE and size_of(path) is None:
            what = (
                f"not a whole {path.suffix[1:].upper()} file; save the picture again in the format that its name says"
            )
            yield name, 1, 1, what


@guide_rule
def picture_size(guide: Guide) -> FoundIn:
    """A picture has at most 500,000 bytes, and at most 4,000 pixels on a side.

    Bad:  a photograph of 6 MB, or a drawing of 20,000 by 20,000 pixels
    Good: the same, scaled to 1,600 pixels
    """
    for name, path in files(guide.docs_dir):
        if path.stat().st_size > LARGEST_FILE:
            yield name, 1, 1, f"{path.stat().st_size:,} bytes; scale or compress it to {LARGEST_FILE:,}"
        elif path.suffix in PHOTOS and (size := size_of(path)) and not all(0 < side <= LONGEST_SIDE for side in size):
            yield name, 1, 1, f"{size[0]} by {size[1]} pixels; scale it to {LONGEST_SIDE:,} at most"


def files(docs_dir: str) -> Iterator[tuple[str, Path]]:
    """Yield the path below docs/, and the place on the disk, of each picture."""
    for path in sorted(path for folder in FOLDERS for path in Path(docs_dir, folder).rglob("*")):
        if path.is_file():
            yield path.relative_to(docs_dir).as_posix(), path


def size_of(path: Path) -> Size | None:
    """Return width and height in pixels of a whole file of the format that its name says; None for any other."""
    return _size(str(path), path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=1024)
def _size(path: str, changed: int, length: int) -> Size | None:
    data = Path(path).read_bytes()
    read = {".png": _png, ".gif": _gif, ".webp": _webp}.get(Path(path).suffix, _jpeg)
    try:
        return read(data)
    except (struct.error, IndexError):  # the file ends too early
        return None


def _png(data: bytes) -> Size | None:
    if data[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR":
        return None
    at = 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        at += length + 12
        if kind == b"IEND":
            return struct.unpack_from(">II", data, 16) if at == len(data) and b"IDAT" in data else None
    return None


def _gif(data: bytes) -> Size | None:
    whole = data[:6] in (b"GIF87a", b"GIF89a") and data.rstrip(PADDING).endswith(b";")
    return struct.unpack_from("<HH", data, 6) if whole else None


def _webp(data: bytes) -> Size | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or struct.unpack_from("<I", data, 4)[0] + 8 != len(data):
        return None
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(data: bytes) -> Size | None:
    if data[:3] != b"\xff\xd8\xff" or not data.rstrip(PADDING).endswith(b"\xff\xd9"):
        return None
    at = 2
    while data[at] == 0xFF:
        marker, length = struct.unpack_from(">BH", data, at + 1)
        if marker in JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += length + 2
    return None
