"""The hook of pre-commit, in a clone of this repository: what it checks, and what it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

TOPIC = "docs/both-tribes/non-negotiable/async-vs-threading.md"
BIN = Path(sys.executable).parent
WHO = {
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory) -> Path:
    """This tree as a repository of its own, with the hook installed and without a commit of it checked."""
    root = tmp_path_factory.mktemp("repository")
    files = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, files):
        if (ROOT / name).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes((ROOT / name).read_bytes())
            (root / name).chmod((ROOT / name).stat().st_mode)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--no-verify", "-m", "First")
    return root


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> Path:
    root = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(origin), str(root))
    done = run(root, str(BIN / "pre-commit"), "install")
    assert done.returncode == 0, done.stdout
    return root


def test_a_good_page_is_committed(clone: Path):
    edit(clone, "## Trade-offs", "One sentence more.\n\n## Trade-offs")
    done = run(clone, "git", "commit", "--quiet", "-m", "Good")
    assert done.returncode == 0, done.stdout
    assert git(clone, "log", "-1", "--format=%s") == "Good"


def test_a_broken_page_is_not_committed_and_the_fault_is_named_with_its_line(clone: Path):
    edit(clone, "## Trade-offs", "## Pitfalls")
    line = (clone / TOPIC).read_text(encoding="utf-8").split("\n").index("## Pitfalls") + 1
    done = run(clone, "git", "commit", "--quiet", "-m", "Bad")
    assert done.returncode == 1
    assert f"{TOPIC}:{line}:1: unknown section 'Pitfalls'" in done.stdout
    assert git(clone, "log", "-1", "--format=%s") == "First"


def test_a_page_that_is_left_alone_is_not_checked(clone: Path):
    edit(clone, "## Trade-offs", "## Pitfalls")
    git(clone, "commit", "--quiet", "--no-verify", "-m", "Broken by somebody else")
    (clone / "docs/decks.md").open("a", encoding="utf-8").write("\nOne more sentence.\n")
    git(clone, "add", ".")
    done = run(clone, "git", "commit", "--quiet", "-m", "Good")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("change", [["rm", "--quiet", TOPIC], ["mv", "README.md", "READ.md"]])
def test_what_is_no_page_of_the_commit_is_not_asked_for(clone: Path, change: list[str]):
    """A page that goes leaves nothing to check by itself; the check on the pull request reads all others."""
    git(clone, *change)
    done = run(clone, "git", "commit", "--quiet", "-m", "Other")
    assert done.returncode == 0, done.stdout
    assert "no files to check" in done.stdout


@pytest.mark.parametrize("names", [["docs/nowhere.md", "README.md"], ["docs/.nav.yml"]])
def test_names_that_are_gone_or_no_pages_are_passed_over(clone: Path, names: list[str]):
    done = run(clone, str(BIN / "pre-commit"), "run", "--files", *names)
    assert (done.returncode, "no files to check" in done.stdout) == (0, True), done.stdout


def edit(clone: Path, old: str, new: str) -> None:
    text = (clone / TOPIC).read_text(encoding="utf-8")
    assert old in text
    (clone / TOPIC).write_text(text.replace(old, new, 1), encoding="utf-8")
    git(clone, "add", TOPIC)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=os.environ | WHO, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with the tests' own environment for `scripts/check`, and a cache of pre-commit beside the clone."""
    places = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "TWO_TRIBES_VENV": sys.prefix,
    }
    out = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.run(command, cwd=folder, env=os.environ | WHO | places, check=False, **out)
