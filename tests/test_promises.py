"""Single changes that once passed every check and harmed learners: each is refused in a line that says how."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fieldguide import pages, promises
from fieldguide.decks import apkg, look_problems, read_catalogue, record
from fieldguide.decks import packages as packaging
from fieldguide.pages import Misconfigured
from fieldguide.project import Project
from fieldguide.releases import release
from small import HASHES, TOPIC, small_project
from test_release import commit, drop_card, edit, git, silent

CARD = "async-blocking-call"
LEDGER, DECKS, STYLE = "cards/ledger.tsv", "cards/decks.yml", "cards/note-types/style.css"
RECORD = f"cards/{record.NAME}"
FRONT, BACK = "cards/note-types/basic/front.html", "cards/note-types/basic/back.html"
CLOZE_BACK = "cards/note-types/cloze/back.html"

GUIDES: dict[Path, Project] = {}

Change = Callable[[Project, pytest.MonkeyPatch], object]


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Project:
    """A repository with two releases behind it; the second one retired a card."""
    root = small_project(tmp_path_factory.mktemp("promises"))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Tester")
    git(root, "config", "user.email", "tester@example.org")
    project = Project(root)
    commit(root, "First")
    release.release(Project(root), "90.1.0", silent)
    drop_card(project, "async-idle-but-slow")
    (project.cards / "retired.yml").write_text("- {id: async-idle-but-slow, reason: asked twice}\n")
    commit(root, "Retire a card")
    release.release(Project(root), "90.2.0", silent)
    return project


@pytest.fixture
def project(repository: Project) -> Iterator[Project]:
    """The same, to be changed by one test and put back."""
    yield repository
    git(repository.root, "reset", "--quiet", "--hard", "main")
    git(repository.root, "clean", "--quiet", "-fd")


def said(project: Project) -> str:
    """Return every line that the check says."""
    try:
        problems, _ = promises.judged(loaded(project))
    except pages.Refused as refused:
        problems = refused.problems
    except Misconfigured as error:
        return str(error)
    return "\n".join(map(str, problems))


def loaded(project: Project) -> Project:
    """Return the project as it is now; its guide is loaded once for all changes that leave its pages alone."""
    if not (project.root / ".git").exists() or git(project.root, "diff", "HEAD", "--", "docs", "mkdocs.yml"):
        return Project(project.root)
    return GUIDES.setdefault(project.root, Project(project.root)).read_again()


def swap(path: str, old: str, new: str) -> Change:
    """Return a change of one place in one file."""
    return lambda project, patch: edit(project, path, old, new)


def rewrite(path: str, pattern: str, new: str, count: int = 0) -> Change:
    """Return a change of every place that fits a pattern, or of the first ones."""

    def change(project: Project, patch: pytest.MonkeyPatch) -> None:
        file = project.root / path
        text, found = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=count, flags=re.MULTILINE)
        assert found
        file.write_text(text, encoding="utf-8")

    return change


def write(path: str, text: str) -> Change:
    return lambda project, patch: (project.root / path).write_text(text, encoding="utf-8")


def remove(path: str) -> Change:
    return lambda project, patch: (project.root / path).unlink()


def everywhere(old: str, new: str) -> Change:
    """Return a search and replace over the whole project, what was released included."""

    def change(project: Project, patch: pytest.MonkeyPatch) -> None:
        for path in [*project.cards.rglob("*"), *(project.root / "docs").rglob("*.md"), project.config]:
            if path.is_file():
                path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return change


def both(*changes: Change) -> Change:
    return lambda project, patch: [change(project, patch) for change in changes]


def code(where: object, name: str, made: Callable) -> Change:
    """Return a change in the code: the function `name` becomes what `made` makes of it."""
    return lambda project, patch: patch.setattr(where, name, made(getattr(where, name)))


def sealed_again(project: Project, patch: pytest.MonkeyPatch) -> None:
    """Let a forger write the record anew, with a seal that fits."""
    now = Project(project.root)
    before, made = now.record, promises.record_of(now, promises.decks_of(now), None)
    made = replace(made, version=before.version, before=before.before)
    (project.root / RECORD).write_bytes(record.record_text(made))


def note_with(**fields) -> Callable:
    """Return what makes every note of a package with some parts changed."""

    def made(real):
        def notes_of(*arguments):
            found = real(*arguments)
            return tuple(
                replace(built, note=replace(built.note, **{k: f(built.note) for k, f in fields.items()}))
                for built in found
            )

        return notes_of

    return made


NO_ROW = rewrite(LEDGER, rf"^{CARD}\t.*\n", "")
TWICE = "would arrive a second time"
REWRITTEN = "learners' own edits and tags on them would be lost"
NEVER = "the correction would never reach learners"
SECOND_TYPE = "learners would get a second one"
TWIN = "learners would get a twin of it"

IDENTITY: dict[str, tuple[Change, str]] = {
    "the GUID is made in another way": (
        code(promises, "notes_of", note_with(guid=lambda note: f"x{note.guid}")),
        TWICE,
    ),
    "the root tag is renamed": (lambda project, patch: patch.setattr(packaging, "_ROOT_TAG", "tribes"), TWICE),
    "every tag gets another root": (
        code(packaging, "_tags", lambda real: lambda *card: tuple(f"x{tag}" for tag in real(*card))),
        "tags of another root",
    ),
    "the id of a note type": (rewrite(DECKS, "1573919039178", "1573919039179"), SECOND_TYPE),
    "the id of a note type, with all that was released": (everywhere("1573919039178", "1573919039179"), SECOND_TYPE),
    "the id of a note type, with a sealed record": (
        both(everywhere("1573919039178", "1573919039179"), rewrite(RECORD, ".*", ""), remove(RECORD)),
        f"{RECORD} is not as release 90.2.0 wrote it",
    ),
    "two fields swapped": (rewrite(DECKS, r"^(      Question: .*\n)(      Answer: .*\n)", r"\2\1", 1), SECOND_TYPE),
    "a field added": (rewrite(DECKS, r"^(      Spare 3: 2.*\n)", r"\1      Hint: 2193905376818700491\n"), SECOND_TYPE),
    "the kind of a note type": (
        code(packaging, "Package", lambda real: lambda **parts: real(**parts | {"note_types": flipped(parts)})),
        SECOND_TYPE,
    ),
    "the sort field": (
        lambda project, patch: patch.setattr(apkg.genanki.Model, "__init__", _sorting(apkg.genanki.Model.__init__)),
        SECOND_TYPE,
    ),
    "a deck renamed": (swap(DECKS, "1 Non-negotiable::1 Both tribes", "1 Must know::1 Both tribes"), TWIN),
    "the root of the decks renamed": (rewrite(DECKS, "Two Tribes::", "Tribes::"), TWIN),
    "a deck's id changed": (swap(DECKS, "1575464557272", "1575464557273"), TWIN),
    "a deck's name and id changed": (
        swap(
            DECKS,
            '1575464557272, name: "Two Tribes::1 Non-negotiable::1',
            '1575464557273, name: "Two Tribes::1 Must::1',
        ),
        "would land in another deck",
    ),
    "two decks swapped": (
        rewrite(
            DECKS,
            r"^(  both-tribes/non-negotiable: )(.*)\n(.*\n)(  infrastructure-builder/non-negotiable: )(.*)$",
            r"\1\5\n\3\4\2",
        ),
        "would land in another deck",
    ),
    "a package gone": (rewrite(DECKS, "^  applied-researcher: {title.*\n", ""), "applied-researcher.apkg is gone"),
    "a package renamed": (swap(DECKS, "  two-tribes: {title", "  tribes: {title"), "two-tribes.apkg is gone"),
    "a package without a tribe": (
        swap(DECKS, "tribes: [both-tribes, infrastructure-builder]", "tribes: [infrastructure-builder]"),
        "infrastructure-builder.apkg no longer holds all of two-tribes::tribe::both-tribes",
    ),
    "the site moved": (rewrite("mkdocs.yml", "^site_url: .*$", "site_url: https://x.example/"), "the site moves from"),
    "a card twice": (
        code(packaging, "_in_order", lambda real: lambda guide: (pair for pair in real(guide) for _ in range(2))),
        "holds a note twice",
    ),
    "the renderer writes something else": (
        code(packaging, "field_of", lambda real: lambda html, *rest: real(html.replace("<p>", '<p class="x">'), *rest)),
        "that nobody edited would be rewritten",
    ),
}

LEDGERS: dict[str, tuple[Change, str]] = {
    "one line removed": (NO_ROW, f"1 card ({CARD}) have a new time and no new text"),
    "all lines removed": (rewrite(LEDGER, r"^[a-z-]+\t(?:basic|cloze)\t.*\n", ""), REWRITTEN),
    "deleted": (both(remove(LEDGER), write("cards/retired.yml", "[]\n")), "restore"),
    "one time in the future": (rewrite(LEDGER, rf"^({CARD}\t.*\t)\d+$", r"\g<1>1999999999"), REWRITTEN),
    "all times in the future": (
        rewrite(LEDGER, r"^([a-z-]+\t(?:basic|cloze)\t.*\t)\d+$", r"\g<1>1999999999"),
        REWRITTEN,
    ),
    "a line twice": (rewrite(LEDGER, rf"^({CARD}\t.*)$", r"\1\n\1"), "is not as release 90.2.0 wrote it"),
    "a time too large for SQLite": (
        rewrite(LEDGER, rf"^({CARD}\t.*\t)\d+$", r"\g<1>99999999999999999999"),
        "is not a time",
    ),
    "a card removed with its line": (
        both(lambda project, patch: drop_card(project, CARD), NO_ROW),
        f"released card '{CARD}' is gone",
    ),
    "retired by hand": (
        both(
            lambda project, patch: drop_card(project, CARD),
            rewrite(LEDGER, rf"^({CARD}\t\w+\t[^\t]+\t)\w+", r"\1retired"),
        ),
        f"released card '{CARD}' is gone",
    ),
    "the entry of a retired card removed": (write("cards/retired.yml", "[]\n"), "missing on the page of retired cards"),
    "a retired id used again": (
        both(
            write("cards/retired.yml", "[]\n"),
            rewrite(LEDGER, "^async-idle-but-slow.*\n", ""),
            rewrite(TOPIC, "async-gil-waiting", "async-idle-but-slow"),
        ),
        "id 'async-idle-but-slow' belongs to a retired card",
    ),
    "a correction whose hash was entered by hand": (
        both(
            swap(TOPIC, "The event loop runs on", "An event loop runs on"), lambda project, patch: enter_hash(project)
        ),
        NEVER,
    ),
    "the look of a note type in the record, with the style": (
        both(rewrite(STYLE, "^hr {", "hr { border-radius: 1px;"), lambda project, patch: enter_looks(project)),
        "it would never reach learners",
    ),
    "a card's type with its column": (
        both(
            rewrite(LEDGER, rf"^{CARD}\tbasic", f"{CARD}\tcloze"),
            rewrite(TOPIC, rf"/// flashcard (.*{{#{CARD} .*\n\nThe event loop)", r"/// cloze \1 ==is=="),
        ),
        "was released as basic",
    ),
    "addresses emptied": (write("cards/addresses.txt", ""), "addresses.txt is not as release 90.2.0 wrote it"),
    "a page removed with its addresses": (
        both(rewrite("cards/addresses.txt", "^retired/.*\n", ""), remove("docs/retired.md")),
        "released address 'retired/'",
    ),
    "a merge conflict": (
        rewrite(LEDGER, rf"^({CARD}\t.*)$", r"<<<<<<< HEAD\n\1\n=======\n"),
        "is not as a release wrote it",
    ),
    "the record removed": (remove(RECORD), f"{RECORD} is not as release 90.2.0 wrote it"),
    "the record changed": (swap(RECORD, CARD, "x"), f"{RECORD} is not as release 90.2.0 wrote it"),
    "the record of something else, sealed": (both(rewrite(DECKS, "Two Tribes::", "Tribes::"), sealed_again), TWIN),
    "an id replaced everywhere": (everywhere(CARD, "async-blocked"), f"released card '{CARD}' is gone"),
    "an id replaced everywhere and sealed": (
        both(everywhere(CARD, "async-blocked"), remove(RECORD)),
        f"'{CARD}' is gone",
    ),
}

RETIRED_FOR_ITSELF: dict[str, Change] = {
    "under a new id": lambda project, patch: None,
    "in a question that is corrected": swap(TOPIC, "Why does one `time.sleep(1)` in", "Why does a `time.sleep(1)` in"),
    "in another question with the same answer": rewrite(TOPIC, "Why does one `time.*process[?]", "What fails?"),
    "in the same question with another answer": rewrite(TOPIC, "The event loop runs on(.*\n)+?\n", "Nobody knows.\n\n"),
}
"""A card of the last release under another id, and the old id retired."""

LOOKS: dict[str, tuple[Change, str]] = {
    "a script": (swap(BACK, "<hr", "<script>alert(1)</script><hr"), "'<script>' would run, fetch or lead elsewhere"),
    "a picture from elsewhere": (swap(BACK, "<hr", '<img src="https://x.example/i.png"><hr'), "would run, fetch"),
    "a link to elsewhere": (swap(BACK, "SITE_ADDRESS/{{Path}}", "https://x.example/"), "would run, fetch or lead"),
    "no link to the site": (rewrite(BACK, "<a href.*?</a>", ""), "the back does not show href="),
    "a style attribute": (swap(BACK, '<div class="answer">', '<div style="display: none">'), "would run, fetch"),
    "the end of the style": (swap(STYLE, "hr {", "</style> hr {"), "'<' in the style"),
    "a style from elsewhere": (
        swap(STYLE, "hr {", '@import "https://x.example/x.css"; hr {'),
        "'@import' in the style",
    ),
    "a background from elsewhere": (swap(STYLE, "hr {", "hr { background: url(https://x.example/x);"), "'url(' in"),
    "an escape in the style": (swap(STYLE, "hr {", r"hr { background: \75rl(//x.example);"), "in the style would load"),
    "a style without the answer": (
        swap(STYLE, ".answer {", ".answer { display: none;"),
        "'display: none' is not known",
    ),
    "a style far away": (swap(STYLE, ".answer {", ".answer { margin-left: -999em;"), "'margin-left: -999em' is not"),
    "a style of one colour": (
        swap(STYLE, ".answer {", ".answer { color: var(--paper);"),
        "'color: var(--paper)' is not",
    ),
    "an empty style": (write(STYLE, ""), "the style says nothing of --paper"),
    "a back without the answer": (swap(BACK, "{{Answer}}", ""), "the back does not show {{Answer}}"),
    "a misspelt field": (swap(BACK, "{{Answer}}", "{{Anser}}"), "'{{Anser}}' is not a field of this note type"),
    "an answer behind a spare field": (
        swap(BACK, "{{Answer}}", "{{#Spare 1}}{{Answer}}{{/Spare 1}}"),
        "the back does not show {{Answer}}",
    ),
    "a blank front": (write(FRONT, ""), "the front does not show {{Question}}"),
    "the answer on the front": (swap(FRONT, "{{Question}}", "{{Question}}{{Answer}}"), "gives the answer away"),
    "no cloze filter": (swap(CLOZE_BACK, "{{cloze:Text}}", "{{Text}}"), "{{Text}} gives the answer away"),
    "an answer to type": (swap(BACK, "{{Answer}}", "{{type:Answer}}"), "'{{type:Answer}}' is not a field"),
    "a template that Anki cannot read": (swap(BACK, "{{Answer}}", "{{Answer}} {{"), "is not a field of this note type"),
}


def flipped(parts: dict) -> dict:
    types = parts["note_types"]
    return {key: replace(value, cloze=not value.cloze) for key, value in types.items()}


def _sorting(real: Callable) -> Callable:
    return lambda self, *given, **named: real(self, *given, **named, sort_field_index=1)


def enter_hash(project: Project) -> None:
    """Enter in the ledger the hash that the card has now, and leave its time."""
    now = Project(project.root)
    notes = promises.notes_of(now.guide, now.catalogue, {}, 0)
    digest = next(note.hash for note in notes if note.card_id == CARD)
    rewrite(LEDGER, rf"^({CARD}\t\w+\t[^\t]+\t)\w+", rf"\g<1>{digest}")(project, None)


def enter_looks(project: Project) -> None:
    """Enter in the record, sealed, the look that note types have now, and leave its time."""
    now = Project(project.root)
    before, made = now.record, promises.record_of(now, promises.decks_of(now), None).note_types
    forged = {key: replace(seen, looks=made[key].looks) for key, seen in before.note_types.items()}
    (project.root / RECORD).write_bytes(record.record_text(replace(before, note_types=forged)))


def retired_for(project: Project, new_id: str) -> None:
    """Give a card another id, and enter the old one as retired."""
    edit(project, TOPIC, f"{{#{CARD} ", f"{{#{new_id} ")
    entry = f"- {{id: {CARD}, reason: x, replacement: {new_id}}}"
    edit(project, "cards/retired.yml", "asked twice}", f"asked twice}}\n{entry}")


def test_nothing_is_said_of_a_tree_that_keeps_its_promises(project):
    assert said(project) == ""
    edit(project, TOPIC, "The event loop runs on", "An event loop runs on")
    edit(project, STYLE, "hr {", "hr { border-radius: 1px;")
    assert said(project) == ""


@pytest.mark.parametrize("name", IDENTITY)
def test_a_change_of_identity_is_refused(project, monkeypatch, name):
    change, line = IDENTITY[name]
    change(project, monkeypatch)
    assert line in said(project)


@pytest.mark.parametrize("name", LEDGERS)
def test_a_change_of_what_was_released_is_refused(project, monkeypatch, name):
    change, line = LEDGERS[name]
    change(project, monkeypatch)
    assert line in said(project)


@pytest.mark.parametrize("name", RETIRED_FOR_ITSELF)
def test_a_card_that_is_retired_and_comes_back_under_another_id_is_refused(project, name):
    retired_for(project, "async-blocked")
    RETIRED_FOR_ITSELF[name](project, None)
    told = f"{TOPIC}:315:1: this is the released card '{CARD}' under another id, without learners' reviews"
    assert said(project).count(told) == 1


def test_a_card_that_comes_back_on_another_page_is_refused_if_the_entry_names_it(project):
    retired_for(project, "async-blocked")
    page, other = project.root / TOPIC, project.root / HASHES
    block = re.search(r"(?m)^/// \w+ \| .*#async-blocked (.*\n)+?///\n\n", page.read_text(encoding="utf-8"))[0]
    edit(project, TOPIC, block, "")
    other.write_text(f"{other.read_text(encoding='utf-8').rstrip()}\n\n{block}", encoding="utf-8")
    assert f"this is the released card '{CARD}' under another id" in said(project)
    edit(project, "cards/retired.yml", ", replacement: async-blocked", "")
    assert "under another id" not in said(project)


def test_a_card_that_is_retired_for_another_one_or_for_one_of_another_type_is_not_refused(project):
    retired_for(project, "async-blocked")
    for name in list(RETIRED_FOR_ITSELF)[2:]:
        RETIRED_FOR_ITSELF[name](project, None)
    assert said(project) == ""
    git(project.root, "checkout", "--", TOPIC)
    as_cloze = r"/// cloze \1async-blocked\2 ==runs=="
    rewrite(TOPIC, rf"/// flashcard (.*{{#){CARD}( .*\n\nThe event loop)", as_cloze)(project, None)
    assert "under another id" not in said(project)


@pytest.mark.parametrize("name", LOOKS)
def test_a_change_of_looks_that_harms_is_refused(project, monkeypatch, name):
    change, line = LOOKS[name]
    catalogue = read_catalogue(project.cards, "https://x.example/")
    assert not look_problems(project.cards, catalogue)
    change(project, monkeypatch)
    assert line in "\n".join(map(str, look_problems(project.cards, catalogue)))


@pytest.mark.parametrize("options", [[], ["--no-tags"]])
def test_a_commit_that_only_says_it_is_a_release_is_not_taken_for_one(repository, tmp_path, options):
    """Anybody can write a message, and a record with a seal; what it records must follow and harm nobody."""
    copy = Project(tmp_path / "copy")
    git(tmp_path, "clone", "--quiet", *options, f"file://{repository.root}", str(copy.root))
    before = copy.record
    rewrite(DECKS, "Two Tribes::1 Non-neg", "Two Tribes::1 Neg")(copy, None)
    made = promises.record_of(copy, promises.decks_of(copy), before)
    (copy.root / RECORD).write_bytes(record.record_text(replace(made, version="99.9.9")))
    git(copy.root, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-am", "Release 99.9.9")
    assert TWIN in said(copy)


def test_a_new_look_of_one_note_type_leaves_the_other_as_it_is(project):
    before = loaded(project).record.note_types
    edit(project, FRONT, '<p class="', '<p dir="ltr" class="')
    now = loaded(project)
    after = promises.record_of(now, promises.decks_of(now), None).note_types
    assert {seen.name for key, seen in after.items() if seen != before[key]} == {"Two Tribes card"}
    assert said(project) == ""


def test_what_decks_would_do_is_told_beside_what_is_wrong_with_a_page(project):
    edit(project, TOPIC, "## What breaks", "## Pitfalls")
    assert "[last-release]" not in said(project)
    edit(project, DECKS, "1575464557272", "1575464557273")
    assert "Pitfalls" in said(project) and TWIN in said(project)


def test_a_card_that_a_broken_page_lacks_is_told_once(project):
    edit(project, TOPIC, f"{{#{CARD} ", f"{{#{CARD.upper()} ")
    assert "[card-header]" in said(project) and "would vanish" not in said(project)


@pytest.mark.parametrize("kind", ["archive", "shallow", "without tags", "deep"])
def test_wherever_the_tree_came_from_it_is_held_to_its_release_and_not_refused_wrongly(repository, tmp_path, kind):
    """An archive and a clone of one commit have the seal alone; a clone without tags has the commit's message."""
    copy = Project(tmp_path / "copy")
    options = {"shallow": ["--depth=1"], "without tags": ["--no-tags"]}.get(kind, [])
    git(tmp_path, "clone", "--quiet", *options, f"file://{repository.root}", str(copy.root))
    if kind == "archive":
        shutil.rmtree(copy.root / ".git")
    assert said(copy) == ""
    everywhere("Two Tribes::1 Non-neg", "Two Tribes::1 Neg")(copy, None)
    assert ("seal is broken" if kind in ("archive", "shallow") else TWIN) in said(copy)


def test_a_maintainer_can_accept_what_learners_will_notice_for_one_release(project):
    rewrite("mkdocs.yml", "^site_url: .*$", "site_url: https://x.example/")(project, None)
    accepted = project.cards / "accepted.yml"
    accepted.write_text("- {after: 90.1.0, accept: site, reason: a domain of our own}\n")
    assert "the site moves from" in said(project)
    accepted.write_text("- {after: 90.2.0, accept: site, reason: a domain of our own}\n")
    assert said(project) == ""
    accepted.write_text("- {after: 90.2.0, accept: everything}\n")
    assert "accepted.yml is a list of entries such as" in said(project)
