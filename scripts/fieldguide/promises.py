"""Hold a tree to what its last release promised: by the rules, and by what its decks do to those who have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from . import checks
from .decks import (
    FROZEN,
    LOOK_RULES,
    NAME,
    BuiltNote,
    Record,
    Reference,
    checksum,
    harm,
    look_problems,
    notes_of,
    packages_of,
    read_accepted,
    seen_in,
    sources_of,
    stamped,
    written_at,
)
from .decks.apkg import apkg
from .decks.notes import Package
from .model import Problem, causes_first
from .project import Project
from .released import History

_RULE = "last-release"


@dataclass(frozen=True)
class Decks:
    """What is built of a guide for Anki: notes, packages, and each package as the bytes of its file.

    `time` is that of the build, in seconds since 1970; `version` a release, or the preview of a day.
    """

    time: int
    version: str
    notes: tuple[BuiltNote, ...]
    packages: tuple[Package, ...]
    files: Mapping[str, bytes]


def judged(project: Project) -> tuple[list[Problem], Decks | None]:
    """Return everything that is wrong with a guide and what its decks would do to learners, and the decks, if whole.

    Raises pages.Misconfigured, pages.Refused, or OSError.
    """
    problems = faults(project)
    decks = _decks_if_possible(project, problems)
    if decks and project.last_release:
        problems += told(harm_of(project, decks, _comparable(project.last_release.record, decks, problems)))
    return causes_first(problems), decks


def faults(project: Project) -> list[Problem]:
    """Return what is wrong with pages, note types and the files that only a release writes."""
    reference, here = project.last_release, project.history
    released = _history(project, reference, here) if reference else here
    rewritten = told(_rewritten_files(project, reference)) if reference else []
    return [*checks.run(project.guide, released), *look_problems(project.cards, project.catalogue), *rewritten]


def _history(project: Project, reference: Reference, here: History) -> History:
    """Return what was released, and what the tree retires of it."""
    written = written_at(project.root, reference, [entry.id for entry in here.retired])
    return replace(reference.history, retired=here.retired, written=written)


def told(lines: Iterable[str]) -> list[Problem]:
    """Return what learners would suffer as problems."""
    return [Problem(f"cards/{NAME}", 1, 1, line, _RULE) for line in lines]


def _last_release_harms_nobody() -> None:
    """What a build would do to learners who have the last release is compared with what that release gave them.

    Bad:  a renamed deck, a GUID made in another way, a line of `cards/ledger.tsv` removed
    Good: cards that are new, corrected or retired
    """


PROMISES: dict[str, Callable[..., object]] = {**LOOK_RULES, _RULE: _last_release_harms_nobody}
"""What is documented beside the rules on pages."""


def decks_of(project: Project) -> Decks:
    """Make the decks of a guide; raises pages.Misconfigured or OSError."""
    now, catalogue = project.time, project.catalogue
    catalogue = replace(catalogue, note_types=stamped(catalogue.note_types, project.record, now))
    notes = notes_of(project.guide, catalogue, project.history.cards, now)
    made = packages_of(notes, catalogue, project.label)
    return Decks(now, project.label, notes, made, {package.file: apkg(package) for package in made})


def record_of(project: Project, decks: Decks, before: Record | None) -> Record:
    """Return what an importer sees of a tree as it is built; `before` is the record of the release before."""
    return replace(
        seen_in(decks.files, project.guide.site_url, sources_of(project.guide)),
        version=project.version,
        retired=tuple(sorted(entry.id for entry in project.history.retired)),
        files=_checksums(project),
        before=before.seal if before else "",
    )


def harm_of(project: Project, decks: Decks, before: Record) -> list[str]:
    """Return what learners who have the release `before` would suffer from these decks."""
    accepted = read_accepted(project.cards, before.version)
    return harm(before, record_of(project, decks, before), decks.time, accepted)


def _decks_if_possible(project: Project, problems: list[Problem]) -> Decks | None:
    """Return the decks where every page was rendered; a fault that is told already may keep them from being made."""
    if not all(page.rendered for page in project.guide.pages):
        return None
    with suppress(*([Exception] if problems else [])):
        return decks_of(project)
    return None


def _comparable(record: Record, decks: Decks, problems: list[Problem]) -> Record:
    """Leave out the cards that a page with faults lacks: what is wrong there is told in its place."""
    made = {note.card_id for note in decks.notes}
    kept = {card: note for card, note in record.notes.items() if card in made or not problems}
    return replace(record, notes=kept)


def _rewritten_files(project: Project, reference: Reference) -> Iterator[str]:
    """Yield each file of `cards/` that only a release may write, and that is not as one wrote it."""
    record = reference.record
    found = _checksums(project) | {NAME: project.record.seal if project.record else ""}
    for name, expected in {**record.files, NAME: record.seal}.items():
        if found.get(name) != expected:
            how = f"git checkout {reference.commit[:12]} -- cards/{name}" if reference.commit else "restore it from git"
            yield f"cards/{name} is not as release {record.version} wrote it, and decks are made from it; {how}"


def _checksums(project: Project) -> dict[str, str]:
    paths: Mapping[str, Path] = {name: project.cards / name for name in FROZEN}
    return {name: checksum(path.read_bytes()) for name, path in paths.items() if path.is_file()}
