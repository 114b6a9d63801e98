"""Numbers and days in words, without the browser's own way, which loads a language before it says the first."""

from __future__ import annotations

import re

import pytest
from in_browser import SCRIPTS


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0"), (999, "999"), (1093, "1,093"), (12_509, "12,509"), (1_234_567, "1,234,567")]
)
def test_a_number_has_a_comma_before_each_three_figures(run, number: int, said: str):
    assert run("elements/parts.js", "figure", number) == said


@pytest.mark.parametrize(
    ("day", "said"), [("2026-11-29", "Sun 29 Nov"), ("2027-01-01", "Fri 1 Jan"), ("2028-02-29", "Tue 29 Feb")]
)
def test_a_day_has_its_weekday_and_month(run, day: str, said: str):
    assert run("learning/days.js", "dayName", day) == said


def test_no_script_asks_the_browser_for_a_language():
    asked = re.compile(r"\bIntl\b|\.toLocale\w*\(|\.localeCompare\(")
    assert not [path for path in SCRIPTS.rglob("*.js") if asked.search(path.read_text(encoding="utf-8"))]
