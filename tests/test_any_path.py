"""A checkout may lie at any path, with its environment elsewhere, and whoever runs it may have any locale."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import bootstrap  # noqa: E402


def test_git_ignores_an_environment_that_is_a_link_to_one_elsewhere(tmp_path: Path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    (tmp_path / ".venv").symlink_to(tmp_path.parent)
    listed = subprocess.check_output(["git", "-C", tmp_path, "status", "--porcelain"], text=True)
    assert listed == "?? .gitignore\n"


def test_python_starts_and_finds_the_library_at_a_path_with_letters_beyond_ascii(tmp_path: Path):
    library = tmp_path / "Führer ☕"
    (library / "fieldguide").mkdir(parents=True)
    (library / "fieldguide/__init__.py").touch()
    venv.create(tmp_path / "Umgebung ü")
    packages = next((tmp_path / "Umgebung ü").glob("lib/python*/site-packages"))
    (packages / "fieldguide.pth").write_text(bootstrap.path_line(library), encoding="ascii")
    command = [str(tmp_path / "Umgebung ü/bin/python"), "-c", "import fieldguide; print('found')"]
    done = subprocess.run(command, env={"LC_ALL": "C"}, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("found\n", "")
