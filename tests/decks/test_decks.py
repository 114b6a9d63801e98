"""The decks in the real Anki backend: everything arrives, is rendered, and arrives once."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from anki_backend import cards_by_id, collection, import_package, shown
from fieldguide import build
from fieldguide.model import SHELVES
from fieldguide.project import Project
from html_text import text, tree

PACKAGES = ("two-tribes", "applied-researcher", "infrastructure-builder")


@pytest.fixture(scope="module")
def decks(deck_files, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("decks")
    for name, data in deck_files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def full(decks):
    with collection() as col:
        import_package(col, decks / "two-tribes.apkg")
        yield col


def wanted(guide, package: str) -> set[str]:
    tribes = {"both-tribes", package} if package != "two-tribes" else set(PACKAGES) | {"both-tribes"}
    return {card.id for topic in guide.topics if {topic.shelf.tribe, *topic.also} & tribes for card in topic.cards}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_holds_the_cards_of_its_tribes_and_no_others(guide, decks, package):
    with collection() as col:
        counts = import_package(col, decks / f"{package}.apkg")
        assert set(cards_by_id(col)) == wanted(guide, package)
        assert counts["new"] == col.note_count() == col.card_count() == len(wanted(guide, package))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_second_import_changes_nothing(decks, package):
    with collection() as col:
        first = import_package(col, decks / f"{package}.apkg")
        before = {note_id: col.get_note(note_id).mod for note_id in col.find_notes("")}
        again = import_package(col, decks / f"{package}.apkg")
        assert again == {"new": 0, "updated": 0, "duplicate": first["new"], "conflicting": 0}
        assert before == {note_id: col.get_note(note_id).mod for note_id in col.find_notes("")}


@pytest.mark.parametrize("order", [PACKAGES[1:], PACKAGES[:0:-1]])
def test_both_tribes_decks_in_either_order_and_then_the_full_one_give_no_duplicate(decks, guide, order):
    with collection() as col:
        for package in (*order, "two-tribes"):
            counts = import_package(col, decks / f"{package}.apkg")
            assert counts["conflicting"] == counts["updated"] == 0
        assert counts["new"] == 0
        assert set(cards_by_id(col)) == wanted(guide, "two-tribes")
        assert len(cards_by_id(col)) == col.note_count()


def test_anki_shows_every_card_as_the_page_does(guide, full):
    """Question and answer, as Anki renders them, have the tree of the page's HTML, addresses apart."""
    cards = cards_by_id(full)
    for topic in guide.topics:
        for card in topic.cards:
            rendered = tree(shown(cards[card.id].answer()))
            assert _contains(rendered, tree(card.question)), card.id
            if card.note_type == "basic":
                assert _contains(rendered, tree(card.answer)), card.id
            else:
                assert text(card.answer) in text(cards[card.id].answer()), card.id


def _contains(whole: list[str], part: list[str]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole)))


def test_a_cloze_hides_what_the_page_hides(guide, full):
    cards = cards_by_id(full)
    clozes = [card for topic in guide.topics for card in topic.cards if card.note_type == "cloze"]
    assert clozes
    for card in clozes:
        front = text(shown(cards[card.id].question()))
        assert text(re.sub(r"<mark>.*?</mark>", "[...]", card.answer, flags=re.S)) in front


def test_no_card_is_empty_and_no_template_fails(full):
    for card in cards_by_id(full).values():
        assert text(shown(card.question())) and text(shown(card.answer()))
        assert "Front of card is blank" not in card.question()
        assert "{{" not in shown(card.answer())
    assert full.get_empty_cards().notes == []


def test_no_picture_is_missing_and_none_is_left_over(full):
    assert not full.media.check().missing
    assert not full.media.check().unused
    assert any("<img" in card.answer() for card in cards_by_id(full).values())


def test_new_cards_come_in_learning_order_with_the_non_negotiable_first(guide, full):
    order = [card.id for shelf in SHELVES for t in guide.topics if t.shelf == shelf for card in t.cards]
    cards = cards_by_id(full)
    assert sorted(cards, key=lambda card_id: cards[card_id].due) == order


def test_each_card_links_to_its_place_on_the_site(guide, full):
    cards = cards_by_id(full)
    for topic in guide.topics:
        for card in topic.cards:
            assert f'href="{guide.site_url}{topic.url}#{card.id}"' in cards[card.id].answer()


def test_tags_say_tribe_priority_topic_kind_and_where_to_start(guide, full):
    cards = cards_by_id(full)
    for topic in guide.topics:
        for card in topic.cards:
            tags = set(cards[card.id].note().tags)
            assert {f"two-tribes::tribe::{topic.shelf.tribe}", f"two-tribes::topic::{topic.slug}"} < tags
            assert {f"two-tribes::priority::{topic.shelf.priority}", f"two-tribes::kind::{card.kind}"} < tags
            assert ("two-tribes::start-here" in tags) == card.start_here


def test_the_version_stands_in_the_description_and_in_no_field(guide, checked, full):
    version = checked.version
    shelves = [deck for deck in full.decks.all() if deck["name"].count("::") == 2]
    assert len(shelves) == len({topic.shelf for topic in guide.topics})
    assert all(version in deck["desc"] for deck in shelves)
    for card in cards_by_id(full).values():
        assert not any(version in field for field in card.note().fields)


def test_the_address_of_the_site_stands_in_the_template_only(guide, full):
    own_pages = re.compile(re.escape(guide.site_url))
    for card in cards_by_id(full).values():
        assert not own_pages.search(card.note()["Path"])


def test_spare_fields_are_empty(full):
    for card in cards_by_id(full).values():
        assert [card.note()[f"Spare {number}"] for number in (1, 2, 3)] == ["", "", ""]


def test_packages_are_deflated_and_hold_no_dates(decks):
    with zipfile.ZipFile(decks / "two-tribes.apkg") as archive:
        for entry in archive.infolist():
            assert entry.compress_type == zipfile.ZIP_DEFLATED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)


def test_the_same_sources_give_the_same_bytes(project, decks):
    again = Project(project.root)
    for name, data in build.deck_files(again, build.checked(again)).items():
        assert data == (decks / name).read_bytes(), name


def test_the_list_of_decks_says_what_they_are(guide, decks):
    import hashlib

    packages = {package["file"]: package for package in json.loads((decks / "decks.json").read_text())["packages"]}
    assert set(packages) == {f"{name}.apkg" for name in PACKAGES}
    for name, package in packages.items():
        data = (decks / name).read_bytes()
        assert package["bytes"] == len(data)
        assert package["sha256"] == hashlib.sha256(data).hexdigest()
        assert package["cards"] == len(wanted(guide, name.removesuffix(".apkg")))


TOPIC_KEYS = {"id", "title", "url", "minutes", "order", "needs", "drill", "for", "shelf"}
CARD_KEYS = {"id", "question", "answer", "note_type", "kind", "start_here", "topic", "order", "deck", "tags", "hash"}


def test_the_list_of_cards_holds_every_topic_and_card_under_the_names_that_the_sites_tools_read(guide, listed):
    assert {card["id"] for card in listed["cards"]} == {card.id for topic in guide.topics for card in topic.cards}
    assert all(set(card) == CARD_KEYS | {"address", "for"} for card in listed["cards"])
    assert {topic["id"]: topic["url"] for topic in listed["topics"]} == {page.slug: page.url for page in guide.topics}
    assert all(set(topic) == TOPIC_KEYS for topic in listed["topics"])
    assert any(topic["drill"] for topic in listed["topics"]) and any(topic["needs"] for topic in listed["topics"])
    for part in (listed["topics"], listed["cards"]):
        assert [item["order"] for item in part] == list(range(len(part)))


def test_the_list_of_cards_has_the_order_to_read_in_of_the_pages_for_a_background(guide, listed):
    slugs = {topic.slug for topic in guide.topics}
    assert listed["backgrounds"].keys() == {"statistics", "computer-science"}
    for named in listed["backgrounds"].values():
        assert len(named) > 10 and len(set(named)) == len(named) and set(named) <= slugs
    assert listed["backgrounds"]["statistics"][:2] == ["know-your-tribe", "async-vs-threading"]


def test_the_list_of_cards_is_in_the_order_of_the_decks(listed, full):
    due = {card_id: card.due for card_id, card in cards_by_id(full).items()}
    assert [card["id"] for card in listed["cards"]] == sorted(due, key=due.__getitem__)


def test_the_list_of_cards_says_how_badly_each_tribe_wants_a_topic(guide, listed):
    wanted = {topic["id"]: topic["for"] for topic in listed["topics"]}
    for page in guide.topics:
        both = page.shelf.tribe == "both-tribes"
        own = ["applied-researcher", "infrastructure-builder"] if both else [page.shelf.tribe]
        assert wanted[page.slug] == dict.fromkeys(own, page.shelf.priority) | page.also
    assert all(card["for"] == wanted[card["topic"]] for card in listed["cards"])


def test_addresses_in_the_list_of_cards_start_at_the_root_of_the_site(guide, listed, project):
    texts = "".join(card[side] for card in listed["cards"] for side in ("question", "answer"))
    found = re.findall(r'(?:src|href)="(?!https?:)([^"#]*)', texts)
    pages = {page.url for page in guide.pages}
    assert found and all(address in pages or (project.root / "docs" / address).is_file() for address in found)


@pytest.fixture(scope="module")
def listed(decks) -> dict:
    return json.loads((decks / "cards.json").read_text())
