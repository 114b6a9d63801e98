"""What is remembered and what comes next: order of a session, undo, suspension, and the date."""

from __future__ import annotations

import pytest

TODAY = "2026-11-28"
IN_PAGE = """async ([script, given]) => {
  const deck = await import("/learning/deck.js")
  return new Function("deck", "given", `return ${script}`)(deck, given)
}"""


def ask(tab, script: str, **given: object) -> object:
    """Evaluate an expression over `deck` (the module) and `given`."""
    return tab.evaluate(IN_PAGE, [script, given])


def card(id_: str, topic: str = "t", order: int = 0) -> dict[str, object]:
    return {"id": id_, "topic": topic, "order": order}


def review(number: int, of: str, day: str, rating: int = 3) -> dict[str, object]:
    return {"id": f"e{number}", "kind": "review", "card": of, "day": day, "rating": rating, "at": number}


SESSION = "deck.session(given.cards, deck.statesOf(given.events), given.options).map(card => card.id)"


def order(tab, cards: list, events: list, **options: object) -> list[str]:
    return ask(tab, SESSION, cards=cards, events=events, options={"today": TODAY, **options})


def test_the_most_overdue_comes_first_and_new_cards_follow_in_learning_order(tab):
    cards = [card("new-2", "n", 5), card("new-1", "n", 4), card("a", "x", 1), card("b", "y", 2), card("later", "z", 3)]
    events = [review(1, "a", "2026-11-20"), review(2, "b", "2026-10-01"), review(3, "later", "2026-11-28", 4)]
    assert order(tab, cards, events) == ["b", "a", "new-1", "new-2"]


def test_the_number_of_new_cards_can_be_held(tab):
    cards = [card(f"c{number}", order=number) for number in range(9)]
    assert order(tab, cards, [], fresh=3) == ["c0", "c1", "c2"]


def test_a_few_new_cards_come_from_more_than_one_topic_in_learning_order(tab):
    cards = [card(f"{topic}{number}", topic, 10 * at + number) for at, topic in enumerate("abc") for number in range(9)]
    assert order(tab, cards, [], fresh=4) == ["a0", "b0", "a1", "b1"]
    assert order(tab, cards[:9], [], fresh=2) == ["a0", "a1"]


def test_a_topic_does_not_come_twice_in_a_row_while_another_is_due(tab):
    cards = [card("a1", "a"), card("a2", "a"), card("b1", "b"), card("a3", "a"), card("b2", "b")]
    topics = ask(tab, "deck.mixed(given.cards).map(card => card.topic)", cards=cards)
    assert topics == ["a", "b", "a", "b", "a"]
    only = ask(tab, "deck.mixed(given.cards).map(card => card.id)", cards=[card("a1", "a"), card("a2", "a")])
    assert only == ["a1", "a2"]


def test_a_suspended_card_leaves_sessions_until_it_is_taken_back(tab):
    cards, suspended = [card("a"), card("b", order=1)], {"id": "s", "kind": "suspend", "card": "a", "day": TODAY}
    assert order(tab, cards, [suspended]) == ["b"]
    assert order(tab, cards, [suspended, suspended | {"id": "u", "undone": True}]) == ["a", "b"]


def test_undo_makes_an_answer_as_if_it_had_never_been(tab):
    events = [review(1, "a", "2026-11-01"), review(2, "a", "2026-11-10", 1)]
    undo = {"id": "u", "kind": "undo", "of": "e2", "day": TODAY}
    state = "deck.statesOf(given.events).get('a')"
    assert ask(tab, state, events=[*events, undo]) == ask(tab, state, events=events[:1])
    assert ask(tab, state, events=events) != ask(tab, state, events=events[:1])


def test_a_replay_gives_the_same_days_each_time(tab):
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 29)]
    events = [review(number, f"c{number % 40}", day) for number, day in enumerate(days)]
    due = "[...deck.statesOf(given.events).values()].map(state => state.due)"
    assert ask(tab, due, events=events) == ask(tab, due, events=events)


def test_retired_cards_stay_in_the_log_and_leave_sessions(tab):
    assert order(tab, [card("here")], [review(1, "gone", "2026-10-01"), review(2, "here", "2026-10-01")]) == ["here"]


@pytest.mark.parametrize("days", [1, 7, 30])
def test_with_a_date_the_card_that_gains_most_comes_first(tab, days):
    cards = [card("new", "n", 1), card("strong", "s", 2), card("weak", "w", 3)]
    events = [review(1, "strong", "2026-11-27", 4), review(2, "weak", "2026-11-01", 1)]
    date = f"2026-12-{days:02}" if days < 28 else "2026-12-28"
    found = order(tab, cards, events, date=date)
    gains = ask(
        tab,
        "given.ids.map(id => deck.gain(deck.statesOf(given.events).get(id), given.today, given.date))",
        ids=found,
        events=events,
        today=TODAY,
        date=date,
    )
    assert gains == sorted(gains, reverse=True)
    assert found[-1] == "strong" or "strong" not in found


def test_with_a_date_no_card_is_asked_twice_on_a_day(tab):
    cards, events = [card("a"), card("b", "u", 1)], [review(1, "a", TODAY)]
    assert order(tab, cards, events, date="2026-12-05") == ["b"]


def test_a_date_that_has_passed_counts_for_nothing(tab):
    cards, events = [card("a"), card("b", "u", 1)], [review(1, "a", "2026-11-01")]
    assert order(tab, cards, events, date="2026-11-01") == order(tab, cards, events)
