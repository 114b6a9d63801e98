"""Learners who are played to a date: cards by gain stand beside due-first and new-first, with as many answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from statistics import mean

import pytest
from playwright.sync_api import Browser

LEARNERS = (Path(__file__).parent / "learners.js").read_text(encoding="utf-8")
ORDERS = ("gain", "due", "fresh")
CARDS = 300
PLAY = "async given => (await import(window.learners)).remembered(given)"

Play = Callable[..., float]


@pytest.fixture(scope="module")
def play(chromium: Browser, scripts_address: str) -> Iterator[Play]:
    """Return the mean share of cards that learners of some seeds recall on the date."""
    page = chromium.new_page()
    page.goto(scripts_address)
    page.evaluate(
        """text => {
             const here = text.replaceAll("/learning/", `${location.origin}/learning/`)
             window.learners = URL.createObjectURL(new Blob([here], { type: "text/javascript" }))
           }""",
        LEARNERS,
    )

    def mean_share(order: str, days: int, answers: int, memory: str = "default", seeds: int = 2) -> float:
        given = {"cards": CARDS, "days": days, "answers": answers, "memory": memory, "order": order}
        return mean(page.evaluate(PLAY, {**given, "seed": seed}) for seed in range(seeds))

    yield mean_share
    page.close()


def test_the_same_seed_plays_the_same_learner(play: Play):
    assert play("gain", 7, 30, seeds=1) == play("gain", 7, 30, seeds=1)


def test_by_gain_more_is_remembered_than_due_first_when_time_is_short(play: Play):
    by_gain, due_first = (play(order, 14, 45) for order in ("gain", "due"))
    assert by_gain > due_first + 0.1


@pytest.mark.long
def test_by_gain_as_much_is_remembered_as_in_the_better_of_two_simple_orders(play: Play):
    rows = []
    for days, answers, memory in product((7, 14, 30), (20, 45, 90, 120), ("default", "weak", "strong")):
        shares = [play(order, days, answers, memory) for order in ORDERS]
        rows.append((days, answers, memory, *shares))
        print(f"{days:>3} days {answers:>4} a day, {memory:<8}" + "".join(f"{share:7.3f}" for share in shares))
    for days, answers, memory, by_gain, due_first, new_first in rows:
        assert by_gain >= max(due_first, new_first) - 0.02, (days, answers, memory)
