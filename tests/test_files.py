"""Every final name holds a complete old file or a complete new one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from fieldguide import files
from fieldguide.files import whole_folder, write_whole


def test_a_file_is_written_whole_with_an_ordinary_mode(tmp_path: Path):
    os.umask(0o022)
    write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(files.os, "fsync", _no_space)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_replaces_the_old_one_whole(tmp_path: Path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/old").write_text("old")
    with whole_folder(tmp_path / "site") as staging:
        (staging / "new").write_text("new")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_is_swapped_by_two_renames_where_the_system_cannot_exchange(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    test_a_folder_replaces_the_old_one_whole(tmp_path)


def test_a_failed_build_leaves_yesterdays_folder(tmp_path: Path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/old").write_text("old")
    with pytest.raises(KeyboardInterrupt), whole_folder(tmp_path / "site") as staging:
        (staging / "new").write_text("new")
        raise KeyboardInterrupt
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_can_be_read_by_a_web_server_whatever_the_umask(tmp_path: Path):
    before = os.umask(0o077)
    try:
        with whole_folder(tmp_path / "site") as staging:
            (staging / "sub").mkdir()
            (staging / "sub/file").write_text("x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "site/sub").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "site/sub/file").stat().st_mode) == 0o644


def _no_space(handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_a_killed_build_left_is_removed_by_the_next_good_one_and_a_running_builds_folder_is_not(tmp_path: Path):
    left, file = tmp_path / ".site.killed", tmp_path / ".site.txt"
    (left / "half").mkdir(parents=True)
    file.write_text("not a folder")
    with whole_folder(tmp_path / "site") as running:
        with whole_folder(tmp_path / "site") as staging:
            (staging / "one").write_text("one")
        assert not left.exists() and running.exists() and file.exists()
        (running / "two").write_text("two")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.txt", "site"]
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["two"]


def test_a_failed_build_removes_nothing_that_another_left(tmp_path: Path):
    (tmp_path / ".site.killed").mkdir()
    with pytest.raises(OSError, match="full"), whole_folder(tmp_path / "site"):
        raise OSError("full")
    assert [path.name for path in tmp_path.iterdir()] == [".site.killed"]
