"""A learner imports release after release: nothing they did is lost, everything that was corrected arrives."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import simulated
from anki_backend import cards_by_id, collection, import_package, shown
from fieldguide.decks import packages as packaging
from html_text import text
from simulated import Simulation, card, cloze, notes_in, progress, simulation, study

SHARED, APPLIED, INFRA = (
    f"{tribe}/non-negotiable/{name}.md"
    for tribe, name in (
        ("both-tribes", "waiting"),
        ("applied-researcher", "metrics"),
        ("infrastructure-builder", "sharding"),
    )
)
MOVED = "infrastructure-builder/nice-to-have/sharding.md"
IMAGE = "![A drawing](../../assets/pictures/drawing.svg)"


def begin(guide: Simulation) -> None:
    guide.picture(3)
    guide.topics = {
        SHARED: [card(f"wait-{n}", f"Answer {n} with a tpyo.") for n in range(6)]
        + [cloze("wait-tokens", "About ==750==.")],
        APPLIED: [card(f"metric-{n}", f"Answer {n}.\n\n$L = {n}$") for n in range(5)] + [card("metric-picture", IMAGE)],
        INFRA: [card(f"shard-{n}", f"```python\nx = {n}\n```") for n in range(5)],
    }


def mend_typos(guide: Simulation) -> set[str]:
    guide.topics[SHARED][1] = card("wait-1", "Answer 1 without a typo.")
    guide.topics[SHARED][6] = cloze("wait-tokens", "About ==750== words.")
    return {"wait-1", "wait-tokens"}


def add_cards(guide: Simulation) -> set[str]:
    guide.topics[SHARED].insert(0, card("wait-new", "A new first card."))
    guide.topics[APPLIED].append(cloze("metric-new", "At ==0.7==."))
    return set()


def retire_cards(guide: Simulation) -> set[str]:
    guide.topics[SHARED] = [source for source in guide.topics[SHARED] if "#wait-2 " not in source]
    guide.topics[APPLIED] = [source for source in guide.topics[APPLIED] if "#metric-0 " not in source]
    (guide.root / "cards/retired.yml").write_text(
        "- {id: wait-2, reason: too easy}\n- {id: metric-0, reason: wrong, replacement: metric-1}\n"
    )
    return set()


def move_a_card_to_another_topic(guide: Simulation) -> set[str]:
    source = guide.topics[APPLIED].pop(0)
    guide.topics[SHARED].append(source)
    return {"metric-1"}


def move_a_topic_to_another_shelf(guide: Simulation) -> set[str]:
    guide.topics[MOVED] = guide.topics.pop(INFRA)
    return {f"shard-{n}" for n in range(5)}


def draw_a_picture_anew(guide: Simulation) -> set[str]:
    guide.picture(7)
    return {"metric-picture"}


def restyle(guide: Simulation) -> set[str]:
    types = guide.root / "cards/note-types"
    (types / "style.css").write_text((types / "style.css").read_text() + ".card { letter-spacing: 1px; }\n")
    for template in types.glob("*/back.html"):
        template.write_text(template.read_text() + "<p>New footer</p>\n")
    return set()


def use_a_spare_field(guide: Simulation) -> set[str]:
    """Put a spare field to use: it gets a place in the template and keeps its name, which old Ankis know it by."""
    template = guide.root / "cards/note-types/basic/front.html"
    template.write_text(template.read_text() + "{{#Spare 1}}<p>Hint: {{Spare 1}}</p>{{/Spare 1}}\n")
    return set()


def reorder(guide: Simulation) -> set[str]:
    guide.topics[SHARED].reverse()
    return set()


YEARS: list[Callable[[Simulation], set[str]]] = [
    mend_typos,
    add_cards,
    retire_cards,
    move_a_card_to_another_topic,
    move_a_topic_to_another_shelf,
    draw_a_picture_anew,
    restyle,
    use_a_spare_field,
    reorder,
]


def test_ten_releases_are_imported_into_a_collection_that_is_studied(monkeypatch):
    with simulation() as guide, collection() as col:
        begin(guide)
        decks, _ = guide.release()
        counts = import_package(col, decks / "two-tribes.apkg")
        assert counts["new"] == 18
        ever, before = set(notes_in(decks / "two-tribes.apkg")), notes_in(decks / "two-tribes.apkg")
        untouched = leave_marks(col)
        for change in YEARS:
            answered = study(col, 4)
            expected = change(guide)
            if change is use_a_spare_field:
                expected |= fill_hints(monkeypatch)
            reviews, learned = col.db.scalar("select count() from revlog"), progress(col)
            assert answered == 4
            decks, changes = guide.release()
            counts = import_package(col, decks / "two-tribes.apkg")
            assert guide.harm == [], change.__name__
            after = notes_in(decks / "two-tribes.apkg")
            differing = {card_id for card_id in before if card_id in after and before[card_id] != after[card_id]}
            assert differing == expected == set(changes.changed) | set(changes.moved), change.__name__
            assert set(changes.added) == set(after) - ever, change.__name__
            assert counts == {
                "new": len(changes.added),
                "updated": len(expected),
                "duplicate": len(after) - len(changes.added) - len(expected),
                "conflicting": 0,
            }, change.__name__
            ever |= set(after)
            before = after
            assert set(cards_by_id(col)) == ever and col.note_count() == col.card_count() == len(ever)
            assert col.db.scalar("select count() from revlog") == reviews
            assert {card_id: progress(col)[card_id] for card_id in learned} == learned
            assert len([name for name in col.models.all_names() if name.startswith("Two Tribes")]) == 2
        check_marks(col, untouched)
        check_everything_arrived(col, before)


def test_the_site_moves_and_links_on_every_old_card_follow_without_a_note_touched():
    with simulation() as guide, collection() as col:
        begin(guide)
        decks, _ = guide.release()
        import_package(col, decks / "two-tribes.apkg")
        config = guide.project.config
        config.write_text(re.sub(r"(?m)^site_url: .*$", "site_url: https://moved.example/guide/", config.read_text()))
        decks, changes = guide.release()
        assert ["the site moves" in line for line in guide.harm] == [True]
        counts = import_package(col, decks / "two-tribes.apkg")
        assert (counts["new"], counts["updated"], counts["conflicting"]) == (0, 0, 0) and not changes.changed
        for card in cards_by_id(col).values():
            assert f'href="https://moved.example/guide/{card.note()["Path"]}"' in card.answer()


def test_the_deck_above_all_says_the_release_even_where_a_shelf_became_empty():
    with simulation() as guide, collection() as col:
        begin(guide)
        decks, _ = guide.release()
        import_package(col, decks / "two-tribes.apkg")
        move_a_topic_to_another_shelf(guide)
        decks, _ = guide.release()
        import_package(col, decks / "two-tribes.apkg")
        said = {deck["name"]: deck["desc"] for deck in col.decks.all()}
        assert said["Two Tribes"] == said["Two Tribes::1 Non-negotiable"]
        assert said["Two Tribes"] != said["Two Tribes::1 Non-negotiable::3 Infrastructure builder"]


def leave_marks(col) -> dict[str, list[str]]:
    """Do to cards that no release will change what a learner does: tags, flags, suspension, edits."""
    cards = cards_by_id(col)
    for card_id in ("wait-3", "metric-3"):
        note = cards[card_id].note()
        note.tags.append("mine::hard")
        note["Answer"] += " My own words."
        col.update_note(note)
    col.set_user_flag_for_cards(3, [cards["wait-4"].id])
    col.sched.suspend_cards([cards["metric-4"].id])
    return {card_id: cards_by_id(col)[card_id].note().fields for card_id in ("wait-3", "metric-3")}


def check_marks(col, untouched: dict[str, list[str]]) -> None:
    cards = cards_by_id(col)
    for card_id, fields in untouched.items():
        assert cards[card_id].note().fields == fields
        assert "mine::hard" in cards[card_id].note().tags
    assert cards["wait-4"].user_flag() == 3
    assert cards["metric-4"].queue == -1


def check_everything_arrived(col, latest: dict[str, tuple[str, str]]) -> None:
    cards = cards_by_id(col)
    for card_id, (fields, _) in latest.items():
        if card_id not in ("wait-3", "metric-3"):
            assert cards[card_id].note().fields == fields.split("\x1f"), card_id
    assert "New footer" in cards["shard-0"].answer()
    assert "letter-spacing: 1px" in cards["shard-0"].css()
    assert "Hint: think of wait-0" in text(shown(cards["wait-0"].question()))
    picture = re.search(r'src="(two-tribes-drawing-[0-9a-f]+\.svg)"', cards["metric-picture"].answer())[1]
    assert "h7" in Path(col.media.dir(), picture).read_text()
    assert cards["shard-0"].note().has_tag("two-tribes::priority::nice-to-have")
    retired = col.find_cards('"Card id:wait-2" OR "Card id:metric-0"')
    assert len(retired) == 2


def fill_hints(monkeypatch) -> set[str]:
    """Let the code of a later year write a hint for one card."""
    texts = packaging._texts

    def with_hint(topic, source, question, answer):
        hint = ("think of wait-0",) if source.id == "wait-0" else ()
        return texts(topic, source, question, answer) + hint

    monkeypatch.setattr(packaging, "_texts", with_hint)
    return {"wait-0"}


def test_the_text_export_corrects_our_fields_and_keeps_the_learners_own():
    from anki.collection import ImportCsvRequest

    with simulation() as guide, collection() as col:
        begin(guide)
        decks, _ = guide.release()
        import_package(col, decks / "two-tribes.apkg")
        notetype = col.models.by_name("Two Tribes card")
        col.models.add_field(notetype, col.models.new_field("My notes"))
        notetype["name"] = "Two Tribes, my own name"
        col.models.update_dict(notetype)
        note = cards_by_id(col)["wait-1"].note()
        note["My notes"] = "remember the loop"
        note["Spare 1"] = "mine too"
        note.tags.append("mine::hard")
        col.update_note(note)
        study(col, 3)
        reviews = col.db.scalar("select count() from revlog")
        mend_typos(guide)
        decks, _ = guide.release()
        path = str(decks / "two-tribes.txt")
        for updated in (2, 0):
            metadata = col.get_csv_metadata(path=path, delimiter=None)
            log = col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
            assert (len(log.new), len(log.updated)) == (0, updated)
        note = cards_by_id(col)["wait-1"].note()
        assert "without a typo" in note["Answer"]
        assert (note["My notes"], note["Spare 1"]) == ("remember the loop", "mine too")
        assert "mine::hard" in note.tags
        assert note.has_tag("two-tribes::kind::concept")
        assert col.db.scalar("select count() from revlog") == reviews
        assert col.note_count() == 18


def test_a_note_changes_its_stamp_exactly_when_it_changes():
    with simulation() as guide:
        begin(guide)
        guide.release()
        first = stamps(guide)
        assert set(first.values()) == {simulated.FIRST_RELEASE + simulated.MONTH}
        guide.release()
        assert stamps(guide) == first
        mend_typos(guide)
        guide.release()
        moved = {card_id for card_id, stamp in stamps(guide).items() if stamp != first[card_id]}
        assert moved == {"wait-1", "wait-tokens"}
        assert all(stamps(guide)[card_id] > first[card_id] for card_id in moved)


def stamps(guide: Simulation) -> dict[str, int]:
    from fieldguide.decks import read_history

    return {card.id: card.changed for card in read_history(guide.project.cards).cards.values()}


@pytest.mark.parametrize("clock", [1, simulated.FIRST_RELEASE - 5])
def test_a_change_is_newer_than_the_release_even_if_the_commit_is_older(clock, monkeypatch):
    """A shallow clone, a rebased commit or a wrong clock must not hide a correction from learners."""
    from fieldguide import pages
    from fieldguide.decks import notes_of, read_catalogue, read_history

    with simulation() as guide:
        begin(guide)
        guide.release()
        mend_typos(guide)
        guide.write()
        loaded = pages.load(guide.project.config)
        released = read_history(guide.project.cards).cards
        notes = notes_of(loaded, read_catalogue(guide.project.cards, ""), released, clock)
        changed = {built.card_id for built in notes if built.note.modified > released[built.card_id].changed}
        assert {"wait-1", "wait-tokens"} <= changed
