"""The release command: what it writes, and what it refuses."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from anki_backend import collection, import_package
from conftest import ROOT
from fieldguide import build, checks, export, pages
from fieldguide.decks import read_history
from fieldguide.project import Project
from fieldguide.released import RETIRED
from fieldguide.releases import changes, releasable, release, verification
from small import HASHES, TOPIC, small_project, unlinked

NEW_CARD = "/// flashcard | New and never asked before, is it? {#async-brand-new .number}\n\n42.\n\n///\n\n"


def silent(line: str) -> None:
    """Say nothing of the progress."""


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Iterator[Project]:
    """A copy of this repository as a repository of its own, with one release behind it."""
    root = small_project(tmp_path_factory.mktemp("repository"))
    (root / "docs/lonely.md").write_text("---\ndescription: Nobody links here.\n---\n\n# Lonely\n\nAlone.\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Tester")
    git(root, "config", "user.email", "tester@example.org")
    commit(root, "First")
    release.release(Project(root), "90.1.0", silent)
    yield Project(root)


@pytest.fixture
def project(released: Project, tmp_path: Path) -> Project:
    """A clone of that repository, to be spoiled by one test."""
    root = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", f"file://{released.root}", str(root))
    git(root, "config", "user.name", "Tester")
    git(root, "config", "user.email", "tester@example.org")
    return Project(root)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path, message: str) -> None:
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", message)


def edit(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def drop_card(project: Project, card_id: str) -> None:
    file = project.root / TOPIC
    block = re.compile(rf"/// \w+ \| [^\n]*\{{#{card_id} .*?\n///\n\n", re.DOTALL)
    text, count = block.subn("", file.read_text(encoding="utf-8"))
    assert count == 1
    file.write_text(text, encoding="utf-8")


def test_a_release_writes_ledger_addresses_changelog_decks_checksums_and_notes(released):
    history, guide = released.history, released.guide
    ids = {card.id for topic in guide.topics for card in topic.cards}
    assert set(history.cards) == ids
    assert history.version == "90.1.0"
    assert {f"{topic.url}#{card.id}" for topic in guide.topics for card in topic.cards} < set(history.addresses)
    changelog = (released.root / "CHANGELOG.md").read_text()
    assert changelog.startswith("# Changelog\n") and "## 90.1.0 - " in changelog
    assert all(f"{topic.url}): all its {len(topic.cards)} cards" in changelog for topic in guide.topics)
    decks = released.site / "decks"
    for line in (decks / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((decks / name).read_bytes()).hexdigest() == digest
    notes = (decks / "NOTES.md").read_text()
    assert notes.startswith("## 90.1.0 - ") and (decks / "SHA256SUMS").read_text() in notes
    assert '"version": "90.1.0"' in (decks / "decks.json").read_text()


def test_a_release_is_committed_and_tagged_and_the_tree_goes_on_as_a_preview(released):
    assert git(released.root, "tag") == "v90.1.0"
    assert git(released.root, "log", "-2", "--format=%s").splitlines() == ["Begin 90.2.0", "Release 90.1.0"]
    assert git(released.root, "status", "--porcelain") == ""
    assert Project(released.root).is_preview


def test_the_tag_gives_the_bytes_of_the_release_from_a_clone_and_from_an_archive(released, tmp_path):
    clone, archive = tmp_path / "clone", tmp_path / "archive with spaces"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=v90.1.0", f"file://{released.root}", str(clone))
    archive.mkdir()
    packed = subprocess.run(["git", "-C", released.root, "archive", "v90.1.0"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", archive], input=packed, check=True)
    for root in (clone, archive):
        project = Project(root)
        for name, data in build.deck_files(project, build.checked(project)).items():
            assert data == (released.site / "decks" / name).read_bytes(), (root, name)


def test_a_second_release_after_three_changes_and_a_retirement_names_them_all(project):
    edit(project, TOPIC, "The event loop runs on one thread", "An event loop runs on one thread")
    edit(project, TOPIC, "/// flashcard | ", f"{NEW_CARD}/// flashcard | ")
    edit(project, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    drop_card(project, "async-idle-but-slow")
    (project.cards / "retired.yml").write_text(
        "- {id: async-idle-but-slow, reason: asked twice, replacement: async-blocking-call}\n"
    )
    commit(project.root, "Change things")
    notes = release.release(Project(project.root), "90.2.0", silent)
    assert "### Added: 1 card\n" in notes and "#async-brand-new)" in notes
    assert "### Changed: 1 card\n" in notes and "#async-blocking-call)" in notes
    assert "### Retired: 1 card\n" in notes and "asked twice" in notes
    history = read_history(project.cards)
    assert history.cards["async-idle-but-slow"].hash == RETIRED
    assert "async-idle-but-slow" in (project.site / "retired/index.html").read_text()
    with collection() as col:
        counts = import_package(col, project.site / "decks/two-tribes.apkg")
        assert counts["new"] == len([card for card in history.cards.values() if card.hash != RETIRED])


def refused(project: Project, version: str = "90.2.0") -> str:
    """Try to release and return the reason of the refusal; the tree must be as it was."""
    before = git(project.root, "rev-parse", "HEAD"), git(project.root, "status", "--porcelain")
    with pytest.raises((releasable.NotReleasable, pages.Refused)) as refusal:
        release.release(Project(project.root), version, silent)
    assert (git(project.root, "rev-parse", "HEAD"), git(project.root, "status", "--porcelain")) == before
    return "\n".join(str(p) for p in getattr(refusal.value, "problems", [])) or str(refusal.value)


def test_a_number_whose_tag_exists_is_not_released(project):
    git(project.root, "tag", "v90.2.0")
    assert "there is a tag v90.2.0 already" in refused(project)
    git(project.root, "tag", "--delete", "v90.2.0")
    release.release(Project(project.root), "90.2.0", silent)


def test_a_release_loads_and_judges_the_guide_once(project, monkeypatch):
    calls = {"load": count_calls(monkeypatch, pages, "load"), "run": count_calls(monkeypatch, checks, "run")}
    release.release(Project(project.root), "90.2.0", silent)
    assert {name: len(made) for name, made in calls.items()} == {"load": 1, "run": 1}


def count_calls(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[None]:
    """Let a function of a module note that it was called; return the notes."""
    real, calls = getattr(module, name), []
    monkeypatch.setattr(module, name, lambda *given, **named: calls.append(None) or real(*given, **named))
    return calls


def test_what_maintainers_say_stands_above_the_lists_once(project):
    changelog = project.root / "CHANGELOG.md"
    head, mark, entries = changelog.read_text().partition("## 90.1.0")
    changelog.write_text(f"{head}## Unreleased\n\nThe rest is missing.\n\n{mark}{entries}")
    commit(project.root, "Say what is missing")
    notes = release.release(Project(project.root), "90.2.0", silent)
    assert "cards.\n\nThe rest is missing.\n" in notes
    assert "Unreleased" not in changelog.read_text() and changelog.read_text().count("The rest is missing.") == 1
    assert "\n## 90.1.0 - " in changelog.read_text()
    assert "The rest is missing." in (project.site / "decks/NOTES.md").read_text()


def test_a_dirty_tree_is_not_released(project):
    edit(project, TOPIC, "The event loop runs", "An event loop runs")
    assert "not committed" in refused(project)


@pytest.mark.parametrize("version", ["90.1.0", "89.9.9", "1.0", "v90.2.0", "90.2.0rc1", "090.2.0", "90.02.0"])
def test_a_version_that_is_not_greater_is_not_released(project, version):
    assert "version" in refused(project, version) or "newer" in refused(project, version)


def test_a_card_that_vanished_without_retirement_is_not_released(project):
    drop_card(project, "async-idle-but-slow")
    commit(project.root, "Drop a card")
    assert "released card 'async-idle-but-slow' is gone" in refused(project)


def test_a_card_that_changed_its_type_is_not_released(project):
    edit(project, TOPIC, "/// flashcard | Why can Python threads overlap", "/// cloze | Why can Python threads overlap")
    commit(project.root, "Change a type")
    assert "was released as basic" in refused(project)


def test_a_card_that_came_back_is_not_released(project):
    drop_card(project, "async-idle-but-slow")
    (project.cards / "retired.yml").write_text("- {id: async-idle-but-slow, reason: asked twice}\n")
    commit(project.root, "Retire a card")
    release.release(Project(project.root), "90.2.0", silent)
    (project.cards / "retired.yml").write_text("[]\n")
    (project.root / TOPIC).write_text(unlinked((ROOT / TOPIC).read_text(encoding="utf-8")))
    commit(project.root, "Bring it back")
    assert "belongs to a retired card" in refused(project, "90.3.0")


@pytest.mark.parametrize("line", ["      Spare 3: ", "    template: "])
def test_a_note_type_that_lost_or_changed_a_field_or_template_is_not_released(project, line):
    file = project.cards / "decks.yml"
    lines = file.read_text().splitlines()
    at = next(number for number, text in enumerate(lines) if text.startswith(line))
    lines[at] = re.sub(r"\d{10,}", lambda number: str(int(number[0]) + 1), lines[at])
    file.write_text("\n".join(lines) + "\n")
    commit(project.root, "Change a note type")
    assert "note type 'Two Tribes card' lost, gained, renamed" in refused(project)


def test_a_page_that_moved_without_a_redirect_is_not_released(project):
    (project.root / "docs/lonely.md").rename(project.root / "docs/gone.md")
    commit(project.root, "Move a page")
    assert "released address 'lonely/' leads nowhere" in refused(project)
    edit(project, "mkdocs.yml", "redirect_maps: {}", "redirect_maps: {lonely.md: gone.md}")
    commit(project.root, "Redirect")
    release.release(Project(project.root), "90.2.0", silent)
    assert "gone/" in (project.site / "lonely/index.html").read_text()


def test_a_release_that_fails_halfway_leaves_the_tree_as_it_was(project, monkeypatch):
    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release.build, "write_site", fail)
    before = git(project.root, "rev-parse", "HEAD")
    with pytest.raises(OSError, match="No space"):
        release.release(Project(project.root), "90.2.0", silent)
    assert git(project.root, "rev-parse", "HEAD") == before
    assert git(project.root, "status", "--porcelain") == ""


def test_a_lock_of_git_leaves_the_tree_as_it_was_and_is_told_in_a_line(project):
    (project.root / ".git/index.lock").touch()
    with pytest.raises(
        releasable.NotReleasable, match=r"^git \w+ failed: fatal: Unable to create '.*index.lock'"
    ) as reason:
        release.release(Project(project.root), "90.2.0", silent)
    assert "[" not in str(reason.value)
    (project.root / ".git/index.lock").unlink()
    assert git(project.root, "status", "--porcelain") == "" and git(project.root, "tag") == "v90.1.0"
    assert refused(project, "90.1.0")
    release.release(Project(project.root), "90.2.0", silent)


def test_a_release_is_made_from_main_with_the_last_one_behind_it(project):
    git(project.root, "switch", "--quiet", "-c", "mend")
    assert "this is mend, and a release is made from main" in refused(project)
    git(project.root, "switch", "--quiet", "--detach")
    assert "this is no branch" in refused(project)
    git(project.root, "switch", "--quiet", "main")
    git(project.root, "commit", "--quiet", "--allow-empty", "-m", "Elsewhere")
    git(project.root, "tag", "v90.3.0")
    git(project.root, "reset", "--quiet", "--hard", "HEAD^")
    assert "v90.3.0 was released from another commit" in refused(project, "90.4.0")


def test_what_is_unreleased_may_stand_on_the_first_line_of_the_changelog():
    words, rest = changes.unreleased("## Unreleased\n\nMore.\n\n# Changelog\n\nWhat.\n\n## 1\n")
    assert (words, rest) == ("More.", "# Changelog\n\nWhat.\n\n## 1\n")


def test_what_is_unreleased_begins_with_at_most_ten_short_lines_for_learners():
    words, _ = changes.unreleased((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    lines = words.partition("\n### ")[0].splitlines()
    assert len(lines) <= 10 and all(len(line) <= 240 for line in lines), "put the rest under a heading of its own"


def test_a_tag_whose_decks_are_not_as_recorded_is_refused(tagged):
    assert "compared with none" in verified(tagged)
    record = tagged.cards / "released.jsonl"
    record.write_bytes(record.read_bytes().replace(b"90.1.0", b"90.0.9"))
    tag_again(tagged)
    assert "released.jsonl is not as a release wrote it" in verified(tagged)


def test_a_second_release_is_verified_against_the_first(project):
    release.release(Project(project.root), "90.2.0", silent)
    git(project.root, "checkout", "--quiet", "v90.2.0")
    assert verified(project, "v90.2.0").endswith("learners who have 90.1.0 lose nothing.")


def verified(project: Project, tag: str = "v90.1.0") -> str:
    """Verify the tag that is checked out and return what was said, be it a refusal."""
    try:
        return verification.verify(Project(project.root), tag)
    except (releasable.NotReleasable, pages.Misconfigured) as reason:
        return f"refused: {reason}"
    except pages.Refused as refusal:
        return "\n".join(map(str, refusal.problems))


@pytest.fixture
def tagged(released: Project, tmp_path: Path) -> Project:
    """What GitHub checks out for the tag: one commit, and no more of the history."""
    root = tmp_path / "tagged"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=v90.1.0", f"file://{released.root}", str(root))
    git(root, "config", "user.name", "Tester")
    git(root, "config", "user.email", "tester@example.org")
    return Project(root)


def tag_again(project: Project) -> None:
    """Move the tag to a commit of what was changed."""
    commit(project.root, "Change things")
    git(project.root, "tag", "--force", "v90.1.0")


def test_a_tag_that_the_release_command_made_is_verified(tagged):
    assert verified(tagged).startswith("v90.1.0 is what scripts/release made: ")


@pytest.mark.parametrize("tag", ["v90.2.0", "90.1.0", "v90.1.0-x", "--help", "main"])
def test_a_tag_that_is_not_the_version_is_refused(tagged, tag):
    assert f"refused: tag '{tag}' on version 90.1.0" in verified(tagged, tag)


def test_a_tag_on_the_way_to_a_release_is_refused(released):
    assert "refused: tag 'v90.2.0.dev0'" in verified(released, "v90.2.0.dev0")


def test_a_tag_on_another_commit_is_refused(tagged):
    git(tagged.root, "commit", "--quiet", "--allow-empty", "-m", "More")
    assert "not the commit that is checked out" in verified(tagged)


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("pyproject.toml", 'version = "90.1.0"', 'version = "90.1.1"', "tag 'v90.1.0' on version 90.1.1"),
        ("cards/ledger.tsv", "#release\t90.1.0", "#release\t90.0.0", "last release is '90.0.0'"),
        ("CHANGELOG.md", "## 90.1.0", "## 90.0.9", "does not begin with 90.1.0"),
        (TOPIC, "The event loop runs on", "An event loop runs on", "cards async-blocking-call are not as the ledger"),
        (TOPIC, "/// flashcard | ", f"{NEW_CARD}/// flashcard | ", "cards async-brand-new are not as the ledger"),
        ("cards/note-types/style.css", "{", "{ margin-top: 0;", "the decks are not as cards/released.jsonl says"),
    ],
)
def test_a_tag_on_something_else_than_the_release_is_refused(tagged, path, old, new, told):
    edit(tagged, path, old, new)
    tag_again(tagged)
    assert told in verified(tagged)


def test_a_tag_that_only_mends_what_no_card_holds_is_the_same_release_to_learners(tagged):
    edit(tagged, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    tag_again(tagged)
    assert verified(tagged).startswith("v90.1.0 is what scripts/release made: ")


def test_notes_that_github_would_not_take_are_cut_at_a_line_and_keep_the_checksums():
    notes = "## 1.0.0 - 2026-11-27\n\n" + "- a card that is new\n" * 10_000
    published = export.published_notes(notes, "0" * 64 + "  a.apkg\n")
    assert len(published) < 125_000
    assert "- a card that is new\n\n…\n\nThe rest stands in CHANGELOG.md.\n" in published
    assert published.endswith(f"```\n{'0' * 64}  a.apkg\n```\n")
    assert export.published_notes("## 1.0.0\n", "").startswith("## 1.0.0\n\n### Checksums")


def test_the_newest_notes_are_the_first_entry_of_the_changelog():
    assert (
        export.newest_notes("# Changelog\n\nWhat.\n\n## 2\n\n### Added\n\n- x\n\n## 1\n")
        == "## 2\n\n### Added\n\n- x\n"
    )
    assert export.newest_notes("# Changelog\n\nWhat.\n") == ""
