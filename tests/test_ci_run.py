"""What continuous integration runs: the tests, after Chromium where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

NEEDED = ("bash", "dirname", "env", "id")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with little more than a shell, on which `apt-get`, `sudo` and `scripts/test` tell that they ran."""
    for folder in ("bin", "checkout/.ci", "checkout/scripts"):
        (tmp_path / folder).mkdir(parents=True)
    for name in NEEDED:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    shutil.copy(ROOT / ".ci/run", tmp_path / "checkout/.ci/run")
    command(tmp_path / "bin/sudo", '[ "$1" = -n ] && shift; exec "$@"')
    command(tmp_path / "bin/apt-get", 'echo "apt-get $*" >&2')
    command(tmp_path / "checkout/scripts/test", "echo tests >&2")
    return tmp_path


def test_a_machine_without_chromium_gets_it_and_then_runs_the_tests(machine: Path):
    assert told(machine) == [
        "No Chromium here; installing Debian's with apt-get.",
        "apt-get -qq update",
        "apt-get -qq -y install chromium-headless-shell",
        "tests",
    ]


def test_a_machine_with_a_browser_of_another_name_installs_nothing(machine: Path):
    command(machine / "bin/google-chrome", "true")
    assert told(machine) == ["tests"]


def test_a_machine_whose_browser_is_named_installs_nothing(machine: Path):
    assert told(machine, CHROMIUM="/opt/chrome") == ["tests"]


def test_tests_do_not_run_where_chromium_cannot_be_installed(machine: Path):
    command(machine / "bin/apt-get", '[ "$2" = update ]')
    assert "tests" not in told(machine)


def command(path: Path, script: str) -> None:
    path.write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def told(machine: Path, **variables: str) -> list[str]:
    """Return what stands on stderr after a run."""
    environment = {"PATH": str(machine / "bin")} | variables
    done = subprocess.run(
        [shutil.which("bash") or "bash", ".ci/run"],
        cwd=machine / "checkout",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.splitlines()
