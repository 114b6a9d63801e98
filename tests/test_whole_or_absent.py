"""Whatever happens to a build, every final name holds a complete old or a complete new file."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_backend import collection, import_package
from fieldguide import files
from fieldguide.files import whole_folder, write_whole
from small import TOPIC, small_project


def build(root: Path, verb: str = "build", **environment: str) -> subprocess.Popen:
    """Start a verb of the project in `root`, in the environment that the tests run in."""
    code = (
        f"import sys; sys.path.insert(0, {str(root / 'scripts')!r}); sys.argv = [{verb!r}];"
        f"from fieldguide import cli; sys.exit(cli.{verb}('x'))"
    )
    variables = os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "TMPDIR": str(root)} | environment
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, cwd=root, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def digest(folder: Path) -> str:
    """Return one digest of all names, modes and bytes below a folder."""
    state = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        state.update(f"{path.relative_to(folder)} {path.stat().st_mode}".encode())
        state.update(path.read_bytes() if path.is_file() else b"")
    return state.hexdigest()


@pytest.fixture(scope="module")
def states(tmp_path_factory) -> Iterator[tuple[Path, str, str, float]]:
    """A project whose site is the old one, the digests of its old and its new site, and how long a build takes."""
    root = small_project(tmp_path_factory.mktemp("kills") / "project")
    assert build(root).wait() == 0
    old = digest(root / "site")
    shutil.copytree(root / "site", root / "yesterday")
    page = root / TOPIC
    page.write_text(page.read_text(encoding="utf-8").replace("The event loop runs on", "An event loop runs on"))
    start = time.monotonic()
    assert build(root).wait() == 0
    seconds = time.monotonic() - start
    new = digest(root / "site")
    assert old != new
    with collection() as col:
        import_package(col, root / "yesterday/decks/two-tribes.apkg")
        assert import_package(col, root / "site/decks/two-tribes.apkg")["conflicting"] == 0
    yield root, old, new, seconds


def back_to_yesterday(root: Path) -> None:
    for leftover in [*root.glob(".site.*"), *root.glob("tmp*")]:
        shutil.rmtree(leftover)
    shutil.rmtree(root / "site")
    shutil.copytree(root / "yesterday", root / "site")


def kill_somewhere(states, number: int, ending: signal.Signals) -> Path:
    """Build over yesterday's site, end the build at a random point, and check that the site is whole."""
    root, old, new, seconds = states
    back_to_yesterday(root)
    running = build(root)
    time.sleep(random.Random(number).uniform(0, seconds * 1.1))
    running.send_signal(ending)
    running.communicate()
    assert digest(root / "site") in (old, new)
    return root


@pytest.mark.parametrize("number", range(20))
def test_a_killed_build_leaves_the_old_site_or_the_new_one(states, number):
    kill_somewhere(states, number, signal.SIGKILL)


@pytest.mark.long
@pytest.mark.parametrize("number", range(20, 200))
def test_a_killed_build_leaves_the_old_site_or_the_new_one_at_any_point(states, number):
    kill_somewhere(states, number, signal.SIGKILL)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("number", range(3))
def test_an_interrupted_build_leaves_nothing_behind(states, number, ending):
    root = kill_somewhere(states, number, ending)
    assert not list(root.glob(".site.*"))
    assert not list(root.glob("tmp*"))


@pytest.mark.parametrize("number", range(6))
def test_killed_decks_are_all_old_or_all_new_and_what_was_left_goes_with_the_next_good_ones(states, number):
    root, *_, seconds = states
    back_to_yesterday(root)
    folder = root / "site/decks"
    running = build(root, "decks")
    time.sleep(random.Random(number).uniform(0.3, 0.7) * seconds)
    running.kill()
    running.communicate()
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)
    if number == 5:
        assert build(root, "decks").wait() == 0
        assert not list(folder.parent.glob(".decks.*"))


def test_decks_are_not_written_over_a_folder_that_holds_something_else(states):
    root, *_ = states
    (root / "site/decks/mine.txt").write_text("mine")
    running = build(root, "decks")
    _, errors = running.communicate()
    assert running.returncode == 3 and "holds 'mine.txt', which is no deck" in errors
    assert (root / "site/decks/mine.txt").read_text() == "mine"


def test_two_builds_at_once_do_not_mix(states):
    at_once(states, 2)


@pytest.mark.long
def test_eight_builds_at_once_do_not_mix(states):
    at_once(states, 8)


def at_once(states, builds: int) -> None:
    root, _, new, _ = states
    back_to_yesterday(root)
    running = [build(root) for _ in range(builds)]
    assert [process.wait() for process in running] == [0] * builds
    assert digest(root / "site") == new
    assert not list(root.glob(".site.*"))


def test_a_build_with_a_broken_page_leaves_yesterdays_site(states):
    root, old, _, _ = states
    back_to_yesterday(root)
    page = root / TOPIC
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("## What breaks", "## Pitfalls"))
    try:
        running = build(root)
        _, errors = running.communicate()
    finally:
        page.write_text(text)
    assert running.returncode == 1
    assert f"{TOPIC}:" in errors and "Traceback" not in errors
    assert digest(root / "site") == old


@pytest.mark.parametrize("name", ["fsync", "replace", "fchmod", "open", "unlink"])
def test_a_fault_at_any_step_of_writing_a_file_leaves_the_old_one(tmp_path, monkeypatch, name):
    for step in range(1, 5):
        (tmp_path / "file").write_bytes(b"old")
        with monkeypatch.context() as patch:
            failed = fail_at(patch, name, step)
            try:
                write_whole(tmp_path / "file", b"new")
            except OSError:
                assert failed
        assert (tmp_path / "file").read_bytes() in (b"old", b"new")
        assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("name", ["fsync", "rename", "chmod"])
def test_a_fault_at_any_step_of_swapping_a_folder_leaves_the_old_or_the_new_one(tmp_path, monkeypatch, name, exchange):
    for step in range(1, 9):
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        (tmp_path / "site").mkdir()
        (tmp_path / "site/a").write_text("old")
        with monkeypatch.context() as patch:
            if not exchange:
                patch.setattr(files, "_exchange", lambda one, other: False)
            fail_at(patch, name, step)
            try:
                with whole_folder(tmp_path / "site") as staging:
                    (staging / "a").write_text("new")
            except OSError:
                pass
        assert (tmp_path / "site/a").read_text() in ("old", "new")
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


def fail_at(patch: pytest.MonkeyPatch, name: str, step: int) -> list[int]:
    """Let the `step`-th call of `os.<name>` from outputs fail as on a full disk."""
    calls: list[int] = []
    real = getattr(os, name)

    def failing(*arguments, **options):
        calls.append(1)
        if len(calls) == step:
            raise OSError(28, "No space left on device")
        return real(*arguments, **options)

    patch.setattr(files.os, name, failing)
    return calls


def mounted(size: str, options: str, commands: str) -> subprocess.CompletedProcess:
    """Run shell commands in a mount namespace of their own, with a small disk at /mnt."""
    script = f"mount -t tmpfs -o size={size},{options} none /mnt && {commands}"
    return subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)


CAN_MOUNT = shutil.which("unshare") and mounted("1m", "mode=755", "true").returncode == 0
needs_mount = pytest.mark.skipif(not CAN_MOUNT, reason="this machine lets nobody mount a small disk")


@needs_mount
@pytest.mark.parametrize("size", ["16k", "64k", "200k", "600k", "2m"])
def test_a_full_disk_is_one_line_and_exit_code_3_and_yesterdays_decks_are_whole(states, size):
    root, *_ = states
    done = mounted(
        size, "mode=755", f"{decks_verb(root)}; echo exit $?; ls -a /mnt /mnt/decks; cat /mnt/decks/*.json | wc -c"
    )
    if "exit 0" in done.stdout:
        assert "two-tribes.apkg" in done.stdout
        return
    assert "exit 3" in done.stdout
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
    assert not [name for name in done.stdout.split() if name.startswith(".") and len(name) > 2]


@needs_mount
def test_a_read_only_folder_is_one_line_and_exit_code_3(states):
    root, *_ = states
    done = mounted("4m", "ro", f"{decks_verb(root)}; echo exit $?")
    assert "exit 3" in done.stdout
    assert "Read-only file system" in done.stderr and "Traceback" not in done.stderr


def decks_verb(root: Path) -> str:
    code = (
        f"import sys; sys.path.insert(0, '{root / 'scripts'}'); sys.argv = ['decks', '/mnt/decks'];"
        "from fieldguide import cli; sys.exit(cli.decks('x'))"
    )
    return f'{sys.executable} -c "{code}"'
