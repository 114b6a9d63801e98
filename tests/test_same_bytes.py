"""The same sources give the same bytes of site and decks, whatever the machine is like."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BUILD = """
import os, sys, time
sys.path.insert(0, {scripts!r})
os.umask({umask})
offset, real = {offset}, time.time
time.time = lambda: real() + offset
os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
from pathlib import Path
from fieldguide import build
build.build(build.Project(Path({root!r})), lambda line: None)
"""


def built(folder: Path, seed: int) -> dict[str, str]:
    """Copy the project in a random order of files, build it in a random environment, return digests by path."""
    chance = random.Random(seed)
    root = folder / chance.choice(["plain", "with spaces", "ünïcödé"]) / str(seed)
    copy_in_random_order(root, chance)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    code = BUILD.format(
        scripts=str(root / "scripts"),
        root=str(root),
        umask=chance.choice([0o002, 0o022, 0o077]),
        offset=chance.choice([0, 86_400 * 400, -86_400 * 3]),
    )
    environment = {
        "PATH": os.environ["PATH"],
        "TZ": chance.choice(["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"]),
        "LC_ALL": chance.choice(["C", "C.UTF-8", "tr_TR.UTF-8"]),
        "PYTHONHASHSEED": str(chance.randrange(1000)),
        "SOURCE_DATE_EPOCH": "1700000000",
        "HOME": str(elsewhere),
    }
    subprocess.run([sys.executable, "-c", code], cwd=chance.choice([root, elsewhere]), env=environment, check=True)
    site = root / "site"
    files = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def copy_in_random_order(root: Path, chance: random.Random) -> None:
    folders = [ROOT / name for name in ("docs", "cards", "scripts")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    files += [ROOT / "mkdocs.yml", ROOT / "pyproject.toml"]
    chance.shuffle(files)
    for path in files:
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


@pytest.fixture(scope="module")
def reference(tmp_path_factory) -> dict[str, str]:
    return built(tmp_path_factory.mktemp("reference"), 0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_random_environments_give_the_same_bytes(reference, tmp_path, seed):
    assert built(tmp_path, seed) == reference


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4, 24))
def test_twenty_random_environments_give_the_same_bytes(reference, tmp_path, seed):
    assert built(tmp_path, seed) == reference
