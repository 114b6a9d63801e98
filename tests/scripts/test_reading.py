"""What a learner has read, derived from the log."""

from __future__ import annotations

TOPICS = "async events => [...(await import('/learning/reading.js')).topicsRead(events)]"


def read(topic: str, day: str, undone: bool = False) -> dict[str, object]:
    return {"kind": "read", "topic": topic, "day": day, "undone": undone}


def test_a_topic_is_read_from_the_day_on_which_it_was_marked(tab):
    assert tab.evaluate(TOPICS, [read("a", "2026-11-01"), read("b", "2026-11-02")]) == [
        ["a", "2026-11-01"],
        ["b", "2026-11-02"],
    ]


def test_a_mark_can_be_taken_back_and_set_again(tab):
    taken_back = [read("a", "2026-11-01"), read("a", "2026-11-02", undone=True)]
    assert tab.evaluate(TOPICS, taken_back) == []
    assert tab.evaluate(TOPICS, [*taken_back, read("a", "2026-11-03")]) == [["a", "2026-11-03"]]


def test_other_events_say_nothing_of_reading(tab):
    assert tab.evaluate(TOPICS, [{"kind": "review", "card": "a", "day": "2026-11-01"}]) == []
