"""Write outputs so that a final name holds either the complete old file or the complete new one."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

_ENDINGS = {signal.SIGINT, signal.SIGTERM}
"""Signals that end a build in an orderly way."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Constants of Linux' renameat2(2)."""


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, make it durable and rename it; raises OSError and leaves nothing behind."""
    with _signals_held():
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            _write(handle, data)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
            raise
        _sync(path.parent)


@contextlib.contextmanager
def whole_folder(final: Path) -> Iterator[Path]:
    """Yield an empty folder beside `final`; swap it in when the block ends well, remove it when it does not."""
    with _signals_held() as released, _own_folder(final) as staging:
        try:
            with released():
                yield staging
            _let_all_read(staging)
            _swap(staging, final)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        _sync(final.parent)
        _remove_left_behind(final)


@contextlib.contextmanager
def _own_folder(final: Path) -> Iterator[Path]:
    """Make a folder beside `final` and hold a lock on it, which the system drops with the process that holds it."""
    while True:
        staging = Path(tempfile.mkdtemp(prefix=f".{final.name}.", dir=final.parent))
        handle = os.open(staging, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if staging.exists():  # else another build took it for one that was left, before the lock
            break
        os.close(handle)
    try:
        yield staging
    finally:
        os.close(handle)


def _remove_left_behind(final: Path) -> None:
    """Remove the folders that killed builds left beside `final`; those of running builds are locked."""
    for left in final.parent.glob(f".{final.name}.*"):
        with contextlib.suppress(OSError):
            handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(handle)


@contextlib.contextmanager
def _signals_held() -> Iterator[Callable[[], contextlib.AbstractContextManager[None]]]:
    """Let Ctrl-C and SIGTERM wait while a half-done thing would be left; yield a block in which they may come."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)

    @contextlib.contextmanager
    def released() -> Iterator[None]:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)

    try:
        yield released
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that nobody reads yet, and make them durable."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        _write(folder / name, data)


def _write(target: int | Path, data: bytes) -> None:
    with open(target, "wb") as file:
        os.fchmod(file.fileno(), 0o644)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _swap(staging: Path, final: Path) -> None:
    """Put `staging` under the name of `final`; what was there ends up under the name of `staging`."""
    if not final.exists():
        os.rename(staging, final)
    elif not _exchange(staging, final):
        _swap_in_two_steps(staging, final)


def _swap_in_two_steps(staging: Path, final: Path) -> None:
    """For a moment nothing has the final name; if the second step fails, the old folder gets it back."""
    old = staging.with_name(f"{staging.name}.old")
    os.rename(final, old)
    try:
        os.rename(staging, final)
    except BaseException:
        os.rename(old, final)
        raise
    shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step where the system can; return whether it could."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _let_all_read(folder: Path) -> None:
    for parent, _, files in os.walk(folder):
        os.chmod(parent, 0o755)
        for name in files:
            os.chmod(Path(parent, name), 0o644)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
