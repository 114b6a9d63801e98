"""What the check refuses is what learners would suffer: one change of each kind, let through and imported into Anki."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from anki.collection import Collection
from anki_backend import cards_by_id, collection, import_package
from fieldguide import promises
from simulated import Simulation, simulation
from test_years import begin, mend_typos

pytestmark = pytest.mark.long

Change = Callable[[Simulation, pytest.MonkeyPatch], object]
Seen = Callable[[Collection, dict[str, int]], bool]

OWN = " My own words."


def settings(pattern: str, new: str, file: str = "decks.yml") -> Change:
    """Return a change of a file in `cards/` that every release writes or reads."""

    def change(guide: Simulation, patch: pytest.MonkeyPatch) -> None:
        path = guide.root / "cards" / file
        text, found = re.subn(pattern, new, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert found
        path.write_text(text, encoding="utf-8")

    return change


def notes(**parts: Callable) -> Change:
    """Return a change of the code that makes notes."""

    def change(guide: Simulation, patch: pytest.MonkeyPatch) -> None:
        real = promises.notes_of

        def made(*given):
            found = [(built, {name: part(built.note) for name, part in parts.items()}) for built in real(*given)]
            return tuple(replace(built, note=replace(built.note, **new)) for built, new in found)

        patch.setattr(promises, "notes_of", made)

    return change


def correction_with_its_old_time(guide: Simulation, patch: pytest.MonkeyPatch) -> None:
    mend_typos(guide)
    notes(modified=lambda note: 1_600_000_000)(guide, patch)


def style_with_its_old_time(guide: Simulation, patch: pytest.MonkeyPatch) -> None:
    settings("^hr {", "hr { border-radius: 9px;", "note-types/style.css")(guide, patch)
    patch.setattr(promises, "stamped", lambda types, *_: {k: replace(t, changed=1) for k, t in types.items()})


HARMS: dict[str, tuple[Change, str, Seen]] = {
    "another GUID": (notes(guid=lambda note: f"x{note.guid}"), "a second time", lambda col, log: log["new"] == 18),
    "another note type": (
        settings(r"^(      Spare 3: 2.*)$", r"\1\n      Hint: 2193905376818700491"),
        "learners would get a second one",
        lambda col, log: log["conflicting"] > 0,
    ),
    "another name of a deck": (
        settings("Two Tribes::1 Non-neg", "Two Tribes::1 Neg"),
        "learners would get a twin",
        lambda col, log: bool(col.decks.id_for_name("Two Tribes::1 Negotiable::1 Both tribes")),
    ),
    "a time for nothing": (
        notes(modified=lambda note: note.modified + 200_000_000),
        "learners' own edits and tags on them would be lost",
        lambda col, log: OWN not in cards_by_id(col)["wait-3"].note()["Answer"],
    ),
    "no time for a correction": (
        correction_with_its_old_time,
        "the correction would never reach learners",
        lambda col, log: "tpyo" in cards_by_id(col)["wait-1"].note()["Answer"],
    ),
    "no time for a style": (
        style_with_its_old_time,
        "it would never reach learners",
        lambda col, log: "9px" not in cards_by_id(col)["wait-1"].css(),
    ),
}


@pytest.mark.parametrize("name", HARMS)
def test_a_harm_that_is_refused_is_what_anki_does(monkeypatch, name):
    change, line, suffered = HARMS[name]
    with simulation() as guide, collection() as col:
        imported_and_edited(guide, col)
        change(guide, monkeypatch)
        decks, _ = guide.release()
        assert line in "\n".join(guide.harm)
        assert suffered(col, import_package(col, decks / "two-tribes.apkg"))


@pytest.mark.parametrize("name", HARMS)
def test_without_the_change_no_learner_suffers_it(name):
    _, _, suffered = HARMS[name]
    with simulation() as guide, collection() as col:
        imported_and_edited(guide, col)
        mend_typos(guide)
        settings("^hr {", "hr { border-radius: 9px;", "note-types/style.css")(guide, None)
        decks, _ = guide.release()
        assert guide.harm == []
        assert not suffered(col, import_package(col, decks / "two-tribes.apkg"))


def imported_and_edited(guide: Simulation, col: Collection) -> None:
    """Import a first release and write on one of its cards."""
    begin(guide)
    import_package(col, guide.release()[0] / "two-tribes.apkg")
    note = cards_by_id(col)["wait-3"].note()
    note["Answer"] += OWN
    col.update_note(note)
