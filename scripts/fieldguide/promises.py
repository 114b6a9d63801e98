"""Hold a tree to what its last release promised: by the rules, and by what its decks do to those who have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from . import checks
from .anki import apkg
from .decks import (
    FROZEN,
    LOOK_RULES,
    NAME,
    Record,
    Reference,
    changed_at,
    checksum,
    harm,
    last_release,
    look_problems,
    looks_hash,
    notes_of,
    packages_of,
    read_accepted,
    read_catalogue,
    read_history,
    read_record_in,
    seen_in,
    sources_of,
)
from .model import Guide, Problem
from .notes import Package
from .pages import Misconfigured
from .project import Project, is_preview, time_of, version_label, version_number

RULE = "last-release"


def problems_in(project: Project, guide: Guide) -> list[Problem]:
    """Return everything that is wrong with a guide, its note types, and what its decks would do to learners.

    The decks are judged where every page was rendered and passed. Raises pages.Misconfigured, or OSError.
    """
    reference = last_release(project.root)
    here = read_history(project.cards)
    released = replace(reference.history, retired=here.retired) if reference else here
    problems = [*checks.run(guide, released), *look_problems(project.cards, guide.site_url)]
    if not problems and reference and all(page.rendered for page in guide.pages):
        lines = [*_rewritten_files(project, reference), *_harm(project, guide, reference)]
        problems = [Problem(f"cards/{NAME}", 1, 1, line, RULE) for line in lines]
    return sorted(problems)


def last_release_harms_nobody() -> None:
    """What a build would do to learners who have the last release is compared with what that release gave them.

    Bad:  a renamed deck, a GUID made in another way, a line of `cards/ledger.tsv` removed
    Good: cards that are new, corrected or retired
    """


PROMISES = {**LOOK_RULES, RULE: last_release_harms_nobody}
"""What is documented beside the rules on pages."""


def packages(project: Project, guide: Guide) -> tuple[tuple[Package, ...], dict[str, bytes]]:
    """Return the packages of a guide, and each as the bytes of its file; raises pages.Misconfigured or OSError."""
    now, history = time_of(project, guide), read_history(project.cards)
    catalogue = read_catalogue(project.cards, guide.site_url)
    looks_changed = changed_at(looks_hash(catalogue.note_types), *history.looks, now)
    made = packages_of(notes_of(guide, catalogue, history.cards, now), catalogue, version_label(project, now))
    return made, {package.file: apkg(package, looks_changed) for package in made}


def record_of(project: Project, guide: Guide, before: Record | None) -> Record:
    """Return what an importer sees of a tree as it is built; `before` is the record of the release before."""
    return replace(
        seen_in(packages(project, guide)[1], guide.site_url, sources_of(guide)),
        version=version_number(project),
        retired=tuple(sorted(entry.id for entry in read_history(project.cards).retired)),
        files=_checksums(project),
        before=before.seal if before else "",
    )


def harm_of(project: Project, guide: Guide, before: Record) -> list[str]:
    """Return what learners who have the release `before` would suffer from this tree."""
    accepted = read_accepted(project.cards, before.version)
    return harm(before, record_of(project, guide, before), time_of(project, guide), accepted)


def _harm(project: Project, guide: Guide, reference: Reference) -> list[str]:
    return harm_of(project, guide, reference.record)


def _rewritten_files(project: Project, reference: Reference) -> Iterator[str]:
    """Yield each file of `cards/` that only a release may write, and that is not as one wrote it."""
    record = _expected(project, reference)
    here = _record_here(project)
    found = _checksums(project) | {NAME: here.seal if here else ""}
    for name, expected in {**record.files, NAME: record.seal}.items():
        if found.get(name) != expected:
            how = f"git checkout {reference.commit[:12]} -- cards/{name}" if reference.commit else "restore it from git"
            yield f"cards/{name} is not as release {record.version} wrote it, and decks are made from it; {how}"


def _expected(project: Project, reference: Reference) -> Record:
    """Return the record that lies in the tree, if it is that of a release just being made; else the last one's."""
    here = _record_here(project)
    made = here and here.before == reference.record.seal and here.version == version_number(project)
    return here if made and not is_preview(project) else reference.record


def _record_here(project: Project) -> Record | None:
    """Return the record in the tree; a damaged one counts as none, since what it should say is known."""
    with suppress(Misconfigured):
        return read_record_in(project.root)
    return None


def _checksums(project: Project) -> dict[str, str]:
    paths: Mapping[str, Path] = {name: project.cards / name for name in FROZEN}
    return {name: checksum(path.read_bytes()) for name, path in paths.items() if path.is_file()}
