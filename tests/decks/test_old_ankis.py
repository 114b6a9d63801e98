"""The years of releases in an old, a middle and the newest Anki from PyPI, each in an environment of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import venv
from pathlib import Path

import pytest
import simulated
from conftest import ROOT
from simulated import card, notes_in, simulation
from test_years import SHARED, YEARS, begin

pytestmark = pytest.mark.long

VERSIONS = ("2.1.55", "24.6.3", "26.9.3")
DRIVER = ROOT / "tests/any_anki.py"


@pytest.fixture(scope="module")
def releases(tmp_path_factory) -> list[tuple[Path, int, int]]:
    """Ten packages, each with how many notes it adds and how many it changes."""
    folder = tmp_path_factory.mktemp("releases")
    made = []
    with simulation() as guide:
        begin(guide)
        for number, change in enumerate([None, *YEARS]):
            if change:
                change(guide)
            decks, changes = guide.release()
            package = folder / f"{number}.apkg"
            package.write_bytes((decks / "two-tribes.apkg").read_bytes())
            made.append((package, len(changes.added), len(changes.changed) + len(changes.moved)))
    return made


@pytest.mark.parametrize("version", VERSIONS)
def test_ten_releases_lose_nothing_and_arrive(releases, tmp_path, version):
    python = environment_with(version, tmp_path)
    command = [python, DRIVER, *(package for package, _, _ in releases)]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    ever = 0
    for step, (package, added, changed) in zip(result["steps"], releases, strict=True):
        ever += added
        assert (step["counts"]["new"], step["counts"]["updated"]) == (added, changed), package
        assert step["counts"]["conflicting"] == 0
        assert step["reviews"][0] == step["reviews"][1]
        assert step["kept"] and step["note types"] == 2
        assert step["cards"] == step["notes"] == ever
    for card_id, (fields, tags) in notes_in(releases[-1][0]).items():
        assert result["state"][card_id] == [fields.split("\x1f"), sorted(tags.split())], card_id


def test_what_an_old_anki_takes_for_older_comes_with_always_or_with_the_text_file(tmp_path, monkeypatch):
    """Anki before 25.02 gives an updated note the time of its import; https://github.com/ankitects/anki/pull/3693."""
    monkeypatch.setattr(simulated, "FIRST_RELEASE", int(time.time()) - 100 * 86_400)
    packages = []
    with simulation() as guide:
        begin(guide)
        for words in ("First.", "Second.", "Third."):
            guide.topics[SHARED][1] = card("wait-1", words)
            decks, _ = guide.release()
            packages.append(shutil.copy(decks / "two-tribes.apkg", tmp_path / f"{words}apkg"))
        text = shutil.copy(decks / "two-tribes.txt", tmp_path)
        python = environment_with("24.6.3", tmp_path)
        command = [python, ROOT / "tests/late_anki.py", text, *packages]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [["<p>Second.</p>"], ["<p>Third.</p>"]] * 2


def environment_with(version: str, folder: Path) -> Path:
    """Make an environment with one version of Anki and return its Python."""
    venv.create(folder / "env", with_pip=True)
    python = folder / "env/bin/python"
    install = [python, "-m", "pip", "install", "--quiet", "--only-binary=:all:", f"anki=={version}"]
    subprocess.run([str(part) for part in install], check=True, capture_output=True)
    return python
