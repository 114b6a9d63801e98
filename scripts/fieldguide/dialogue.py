"""A new topic, made from answers at the terminal: on which shelf it stands, and under which title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .model import SHELVES, Priority, Shelf, Tribe
from .outputs import write_whole
from .scaffold import slug_of, title_fault, topic_page

ASKS = {
    Tribe.BOTH: "Both tribes ask it",
    Tribe.APPLIED: "Those who evaluate, tune, retrieve and build agents ask it",
    Tribe.INFRA: "Those who build for load, consistency and cost ask it",
}
NEEDED = {Priority.MUST: "no answer, no offer", Priority.NICE: "an answer sets one apart"}


class NoTopic(Exception):
    """There is no page to be made of the answers; the message says why."""


def write_topic(docs_dir: Path, shelf: str | None, title: str | None, day: str) -> Path:
    """Write the page of a new topic and return its path, asking for what is None; raises NoTopic or OSError.

    `day` is today as YYYY-MM-DD.
    """
    if title is not None and (what := _title_fault(title, docs_dir)):
        raise NoTopic(what)
    try:
        chosen = next((known for known in SHELVES if str(known) == shelf), None) or _ask_shelf()
        title = title or _asked("Title: ", lambda answer: _title_fault(answer, docs_dir))
    except EOFError:
        raise NoTopic("nobody answers; give --shelf and --title") from None
    path = docs_dir / str(chosen) / f"{slug_of(title)}.md"
    path.parent.mkdir(exist_ok=True)  # git keeps no empty folder
    write_whole(path, topic_page(title, chosen, day).encode())
    return path


def _ask_shelf() -> Shelf:
    print("Who asks about it, and how badly does a candidate need it?")
    for number, shelf in enumerate(SHELVES, 1):
        print(f"  {number}  {shelf}\n     {ASKS[shelf.tribe]}; {NEEDED[shelf.priority]}.")
    numbers = [str(number) for number in range(1, len(SHELVES) + 1)]
    what = f"type a number from 1 to {len(SHELVES)}"
    answer = _asked(f"Shelf (1-{len(SHELVES)}): ", lambda answer: "" if answer in numbers else what)
    return SHELVES[int(answer) - 1]


def _title_fault(title: str, docs_dir: Path) -> str:
    """Say why no new topic can have this title and what to do instead, or return ""."""
    if what := title_fault(title):
        return what
    paths = (docs_dir / str(shelf) / f"{slug_of(title)}.md" for shelf in SHELVES)
    taken = next((path for path in paths if path.exists()), None)
    if taken:
        shown = taken.relative_to(docs_dir.parent).as_posix()
        return f"{shown} has this name already; mend that page, or choose another title"
    return ""


def _asked(question: str, fault: Callable[[str], str]) -> str:
    while what := fault(answer := " ".join(input(question).split())):
        print(f"  {what}.")
    return answer
