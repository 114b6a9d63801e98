"""FSRS-6 as the browser computes it, held to the package `fsrs` and to Anki's own backend."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.decks import DeckId
from fsrs import Card, Rating, Scheduler

HISTORIES = 5_000
LONGEST = 36_500
"""Days: Anki's stability ends there."""

REPLAY = """async histories => {
  const { answered, interval } = await import("/learning/schedule.js")
  return histories.map(history => {
    let memory = null
    return history.map(([days, rating]) => {
      memory = answered(memory, rating, days)
      return [memory.stability, memory.difficulty, interval(memory.stability, 0.9)]
    })
  })
}"""


def histories(seed: int, number: int) -> list[list[tuple[int, int]]]:
    """Return reviews as (whole days since the last one, rating 1 to 4), same-day reviews included."""
    rng = random.Random(seed)
    return [
        [
            (0 if first else rng.choice([0, 0, 1, 1, 2, 3, 5, 8, 13, 30, 100, 400]), rng.choice([1, 2, 3, 3, 3, 4]))
            for first in [True, *[False] * rng.randint(0, 14)]
        ]
        for _ in range(number)
    ]


def by_the_package(history: list[tuple[int, int]]) -> list[tuple[float, float, int]]:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now, found = Card(), datetime(2026, 1, 1, tzinfo=UTC), []
    for days, rating in history:
        now += timedelta(days=days)
        card, _ = scheduler.review_card(card, Rating(rating), now)
        found.append((card.stability, card.difficulty, (card.due - now).days))
    return found


def by_anki(given: list[list[tuple[int, int]]], path: Path) -> Iterator[tuple[float, float]]:
    """Yield the memory (stability, difficulty) that Anki's backend computes from each review log."""
    collection = Collection(str(path))
    collection.set_config("fsrs", True)
    note_type = collection.models.by_name("Basic")
    for number, history in enumerate(given):
        note = collection.new_note(note_type)
        note.fields = ["question", "answer"]
        collection.add_note(note, DeckId(1))
        card = note.cards()[0]
        log = reviews_of(card.id, history, number)
        collection.db.executemany("insert into revlog values (?, ?, -1, ?, ?, 0, 2500, 5000, ?)", log)
        state = collection._backend.compute_memory_state(card.id).state
        yield state.stability, state.difficulty
    collection.close()


def reviews_of(card: int, history: list[tuple[int, int]], apart: int) -> list[tuple[int, int, int, int, int]]:
    """Return rows of Anki's review log that end yesterday about noon: id, card, rating, interval, kind.

    Ids are milliseconds and unique in the collection, so each history begins `apart` milliseconds later.
    """
    now = (datetime.now() - timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
    at = now - timedelta(days=sum(days for days, _ in history))
    rows = []
    for number, (days, rating) in enumerate(history):
        at += timedelta(days=days, minutes=1)
        rows.append((int(at.timestamp() * 1000) + apart, card, rating, max(days, 1), 0 if number == 0 else 1))
    return rows


def test_memory_and_intervals_are_those_of_the_package_over_thousands_of_histories(tab):
    given = histories(7, HISTORIES)
    for history, ours in zip(given, tab.evaluate(REPLAY, given), strict=True):
        for (stability, difficulty, days), expected in zip(ours, by_the_package(history), strict=True):
            assert stability == pytest.approx(expected[0], rel=1e-9)
            assert difficulty == pytest.approx(expected[1], rel=1e-9)
            assert days == expected[2]


@pytest.mark.parametrize("number", [300, pytest.param(HISTORIES, marks=pytest.mark.long)])
def test_memory_is_that_of_anki_over_many_histories(tab, tmp_path, number):
    given = histories(11, number)
    expected = by_anki(given, tmp_path / "collection.anki2")
    for ours, (stability, difficulty) in zip(tab.evaluate(REPLAY, given), expected, strict=True):
        if ours[-1][0] < LONGEST:
            assert ours[-1][0] == pytest.approx(stability, rel=1e-5)
            assert ours[-1][1] == pytest.approx(difficulty, rel=1e-5)


@pytest.mark.parametrize("retention", [0.7, 0.8, 0.9, 0.97])
def test_an_interval_ends_when_recall_has_fallen_to_what_is_wanted(run, retention):
    days = run("learning/schedule.js", "interval", 100, retention)
    assert run("learning/schedule.js", "recall", days, 100) == pytest.approx(retention, abs=0.002)


def test_fuzz_is_the_same_for_the_same_seed_and_differs_between_cards(run):
    days = [run("learning/schedule.js", "fuzzed", 40, f"card-{number}") for number in range(60)]
    assert days == [run("learning/schedule.js", "fuzzed", 40, f"card-{number}") for number in range(60)]
    assert len(set(days)) > 4
    assert min(days) >= 36 and max(days) <= 44


def test_short_intervals_have_no_fuzz(run):
    assert [run("learning/schedule.js", "fuzzed", days, "card") for days in (1, 2)] == [1, 2]
