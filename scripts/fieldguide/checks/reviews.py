"""What is no fault but worth a look: topics that nobody has reviewed for a year."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ..model import Guide, Problem
from .text import place

_DAYS_OF_A_YEAR = 365


def due_for_review(guide: Guide, now: int) -> list[Problem]:
    """Return a remark for each topic whose last review is more than a year before `now`, in seconds since 1970."""
    today = datetime.fromtimestamp(now, UTC).date()
    return sorted(
        Problem(f"docs/{page.path}", place(page, "reviewed:")[0], 1, _remark(str(page.meta["reviewed"])), "review-due")
        for page in guide.topics
        if page.rendered and _is_old(page.meta.get("reviewed"), today)
    )


def _is_old(reviewed: object, today: date) -> bool:
    try:
        return (today - date.fromisoformat(str(reviewed))).days > _DAYS_OF_A_YEAR
    except ValueError:  # a rule says what is wrong with it
        return False


def _remark(reviewed: str) -> str:
    return f"last reviewed on {reviewed[:10]}; check every statement, then change the date"
