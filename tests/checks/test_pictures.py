"""Pictures of every format are measured, and refused where they break off; fixtures of text cannot show that."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fieldguide.checks.pictures import picture_size, picture_whole
from fieldguide.checks.svg import drawing_still
from fieldguide.model import Guide

GuideFrom = Callable[[dict[str, str]], Guide]

PAGE = "---\ndescription: Topics.\n---\n\n# A tribe\n\nIts topics.\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    app = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    return b"\xff\xd8" + app + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\0\2x\xff\xd9"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def webp(kind: bytes, head: bytes) -> bytes:
    body = b"WEBP" + kind + struct.pack("<I", len(head)) + head
    return b"RIFF" + struct.pack("<I", len(body)) + body


def lossy(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height))


def lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14))


def extended(width: int, height: int) -> bytes:
    return webp(b"VP8X", b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"))


FORMATS = {
    "a.png": png,
    "a.jpg": jpeg,
    "a.jpeg": jpeg,
    "a.gif": gif,
    "lossy.webp": lossy,
    "lossless.webp": lossless,
    "extended.webp": extended,
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_picture_of_a_sensible_size_passes(name: str, guide_from: GuideFrom, tmp_path: Path):
    assert problems(guide_from, tmp_path, name, FORMATS[name](4000, 300)) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("size", [(4001, 300), (300, 4001)])
def test_a_picture_with_a_long_side_is_refused(name: str, size, guide_from: GuideFrom, tmp_path: Path):
    found = problems(guide_from, tmp_path, name, FORMATS[name](*size))
    assert found == [f"docs/assets/pictures/{name}:1:1: {size[0]} by {size[1]} pixels; scale it to 4,000 at most"]


def test_a_picture_without_pixels_is_refused(guide_from: GuideFrom, tmp_path: Path):
    assert "0 by 300 pixels" in problems(guide_from, tmp_path, "a.png", png(0, 300))[0]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("other", FORMATS)
def test_a_picture_is_what_its_name_says(name: str, other: str, guide_from: GuideFrom, tmp_path: Path):
    found = problems(guide_from, tmp_path, name, FORMATS[other](400, 300))
    assert bool(found) == (FORMATS[name] != FORMATS[other] and not name.endswith(other[-5:]))


@pytest.mark.parametrize("name", FORMATS)
def test_a_picture_that_breaks_off_anywhere_is_refused(name: str, guide_from: GuideFrom, tmp_path: Path):
    whole = FORMATS[name](400, 300)
    guide = guide_from({"index.md": PAGE})
    passed = [n for n in range(len(whole)) if not found_in(guide, tmp_path, name, whole[:n])]
    assert passed == []


def test_a_large_file_is_refused_and_not_read(guide_from: GuideFrom, tmp_path: Path):
    found = problems(guide_from, tmp_path, "a.png", b"x" * 500_001)
    assert found == ["docs/assets/pictures/a.png:1:1: 500,001 bytes; scale or compress it to 500,000"]


def test_a_large_drawing_is_refused_and_not_read(guide_from: GuideFrom, tmp_path: Path):
    assert len(problems(guide_from, tmp_path, "a.svg", b"<svg>" * 100_001)) == 1


@pytest.mark.parametrize("data", [b"\xff\xfe<\0s\0", "<svg/>".encode("utf-16"), b"<svg \xe9/>", b"\0", b"<"])
def test_a_drawing_that_is_not_utf_8_is_refused(data: bytes, guide_from: GuideFrom, tmp_path: Path):
    assert len(problems(guide_from, tmp_path, "a.svg", data)) == 1


def problems(guide_from: GuideFrom, tmp_path: Path, name: str, data: bytes) -> list[str]:
    """Return what the rules say of one picture, without the rule's name."""
    return found_in(guide_from({"index.md": PAGE}), tmp_path, name, data)


def found_in(guide: Guide, tmp_path: Path, name: str, data: bytes) -> list[str]:
    folder = tmp_path / "docs/assets/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    rules = (picture_whole, picture_size, drawing_still)
    return [f"docs/{path}:{line}:{column}: {what}" for rule in rules for path, line, column, what in rule(guide)]
