"""Make the project's own `.venv` from the lock, then run the calling verb in it. Standard library only."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = Path(os.environ.get("TWO_TRIBES_VENV", ROOT / ".venv"))
OWNER = VENV / "made-by-two-tribes"
"""Marks an environment as ours and says which lock and Python it was made from; a developer's own is never touched."""

PIP_OPTIONS = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--quiet"]


def in_project_environment() -> None:
    """Continue in the project's environment; make it first where it is missing or older than the lock."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file runs in whatever Python there is
        _stop("Two Tribes needs Python 3.11 or newer; this is " + sys.version.split()[0])
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    if _owner() != _wanted():
        try:
            _make()
        except OSError as error:
            _stop(f"could not make {VENV}: {error}")
    python = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    os.execv(python, [python, *sys.argv])


def _make() -> None:
    with _one_at_a_time():
        if _owner() == _wanted():  # another first run made it while this one waited
            return
        if OWNER.exists() and ROOT not in VENV.parents and not _owner().endswith(f" {ROOT}\n"):
            _stop(f"{VENV} belongs to another copy of this project; name another folder in TWO_TRIBES_VENV")
        if VENV.exists() and not OWNER.exists():
            _stop(f"{VENV} was not made by this project; move it away, or name another folder in TWO_TRIBES_VENV")
        print(f"Making {VENV.name} from {LOCK.name}, once: this takes about a minute.", file=sys.stderr, flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        VENV.mkdir(parents=True)
        OWNER.write_bytes(os.fsencode(f"unfinished {ROOT}\n"))
        _run("-m", "venv", str(VENV), failing="on Debian and Ubuntu: sudo apt install python3-venv")
        python = next(VENV.glob("bin/python")) if os.name != "nt" else VENV / "Scripts/python.exe"
        _run("-m", "pip", "install", *PIP_OPTIONS, "-r", str(LOCK), python=str(python), failing="is the network up?")
        packages = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib/site-packages")
        (packages / "fieldguide.pth").write_text(path_line(ROOT / "scripts"))
        OWNER.write_bytes(os.fsencode(_wanted()))


def path_line(folder: Path) -> str:
    """Return what a `.pth` file says to make `folder` known: code in ASCII, since Python reads it by the locale."""
    return f"import sys; sys.path.append({ascii(str(folder))})\n"


def _run(*arguments: str, failing: str, python: str = sys.executable) -> None:
    command = [python, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout)
        _stop(f"could not make {VENV} ({' '.join(arguments[:2])} failed); {failing}")


def _wanted() -> str:
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{lock} {sys.version_info.major}.{sys.version_info.minor} {ROOT}\n"


def _owner() -> str:
    with contextlib.suppress(OSError):
        return os.fsdecode(OWNER.read_bytes())
    return ""


@contextlib.contextmanager
def _one_at_a_time():
    try:
        import fcntl
    except ImportError:  # Windows: two first runs at once are on their own
        yield
        return
    with open(ROOT / ".venv.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stop(message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(3)
