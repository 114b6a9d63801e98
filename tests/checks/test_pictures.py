"""Pictures of every format are measured, and refused where they break off; fixtures of text cannot show that."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fieldguide.checks.pictures import picture_whole
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


def test_a_whole_picture_of_a_sensible_size_passes(guide_from: GuideFrom, tmp_path: Path):
    assert problems(guide_from, tmp_path, "a.png", png(4000, 300)) == []


@pytest.mark.parametrize("size", [(4001, 300), (300, 4001)])
def test_a_picture_with_a_long_side_is_refused(size: tuple[int, int], guide_from: GuideFrom, tmp_path: Path):
    found = problems(guide_from, tmp_path, "a.png", png(*size))
    assert found == [f"docs/assets/pictures/a.png:1:1: {size[0]} by {size[1]} pixels; scale it to 4,000 at most"]


def test_a_picture_without_pixels_is_refused(guide_from: GuideFrom, tmp_path: Path):
    assert "0 by 300 pixels" in problems(guide_from, tmp_path, "a.png", png(0, 300))[0]


@pytest.mark.parametrize("data", [b"<html></html>", b"GIF89a\0\0;", b"\xff\xd8\xff\xd9", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_is_what_its_name_says(data: bytes, guide_from: GuideFrom, tmp_path: Path):
    assert "not a whole PNG file" in problems(guide_from, tmp_path, "a.png", data)[0]


def test_a_picture_that_breaks_off_anywhere_is_refused(guide_from: GuideFrom, tmp_path: Path):
    whole, guide = png(400, 300), guide_from({"index.md": PAGE})
    assert [n for n in range(len(whole)) if not found_in(guide, tmp_path, "a.png", whole[:n])] == []


def test_a_picture_with_nonsense_in_it_anywhere_is_refused(guide_from: GuideFrom, tmp_path: Path):
    whole, guide = png(400, 300), guide_from({"index.md": PAGE})
    broken = (whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(len(whole)))
    assert [data for data in broken if not found_in(guide, tmp_path, "a.png", data)] == []


def test_a_picture_whose_pixels_are_nonsense_is_refused(guide_from: GuideFrom, tmp_path: Path):
    nonsense = png(400, 300).replace(chunk(b"IDAT", zlib.compress(b"\0" * 100)), chunk(b"IDAT", b"nonsense"))
    assert "not a whole PNG file" in problems(guide_from, tmp_path, "a.png", nonsense)[0]


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
    rules = (picture_whole, drawing_still)
    return [f"{path}:{line}:{column}: {what}" for rule in rules for path, line, column, what in rule(guide)]
