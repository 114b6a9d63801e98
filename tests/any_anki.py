"""Study and import packages one after another in whatever Anki is installed here; print what happened as JSON.

A program of its own, run by `test_old_ankis.py` in environments with other versions of Anki: it imports only `anki`.
"""

import json
import sys
import tempfile

from anki.buildinfo import version
from anki.collection import Collection

OURS = '"note:Two Tribes*"'


def study(col, answers):
    from anki.scheduler.v3 import CardAnswer

    col.decks.select(col.decks.id_for_name("Two Tribes"))
    for _ in range(answers):
        queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
        states = queued.states if hasattr(queued, "states") else queued.next_states
        card = col.get_card(queued.card.id)
        card.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=CardAnswer.GOOD))


def import_package(col, path):
    """Import with the version's own default options."""
    try:
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    except ImportError:  # before 23.10
        log = col.import_anki_package(path).log
    else:
        request = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())
        log = col.import_anki_package(request).log
    return {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting")}


def progress(col):
    cards = [col.get_card(card_id) for card_id in col.find_cards(OURS)]
    return {
        card.note()["Card id"]: [card.type, card.queue, card.ivl, card.factor, card.reps, card.lapses] for card in cards
    }


def state(col):
    notes = [col.get_note(note_id) for note_id in col.find_notes(OURS)]
    return {note["Card id"]: [note.fields, sorted(note.tags)] for note in notes}


def main(packages):
    col = Collection(tempfile.mkdtemp() + "/collection.anki2")
    if hasattr(col, "set_v3_scheduler"):
        col.set_v3_scheduler(True)
    steps = []
    for number, path in enumerate(packages):
        if number:
            study(col, 4)
        reviews, before = col.db.scalar("select count() from revlog"), progress(col)
        counts = import_package(col, path)
        after = progress(col)
        steps.append(
            {
                "counts": counts,
                "reviews": [reviews, col.db.scalar("select count() from revlog")],
                "kept": all(after[card_id] == known for card_id, known in before.items()),
                "note types": sum(name.name.startswith("Two Tribes") for name in col.models.all_names_and_ids()),
                "cards": len(after),
                "notes": col.note_count(),
            }
        )
    print(json.dumps({"version": version, "steps": steps, "state": state(col)}))
    col.close()


main(sys.argv[1:])
