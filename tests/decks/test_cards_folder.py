"""What lies in cards/ was written by a release or decided once; damage to it is told in one line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from fieldguide.decks import read_catalogue, read_history
from fieldguide.pages import Misconfigured


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """A copy of cards/ to damage."""
    return shutil.copytree(ROOT / "cards", tmp_path / "cards")


@pytest.mark.parametrize("damage", ["decks: [", "decks: {a: b}", "[]", ""])
def test_a_damaged_list_of_decks_is_told_in_one_line(damage: str, cards: Path):
    assert read_catalogue(cards, "https://example.org/").decks
    (cards / "decks.yml").write_text(damage)
    with pytest.raises(Misconfigured, match=r"decks\.yml is not as a release wrote it; restore it from git \(.+\)$"):
        read_catalogue(cards, "https://example.org/")


@pytest.mark.parametrize("damage", ["#release\t0.1.0\tyesterday\n", "wait-why\tbasic\n", "a\tb\tc\td\te\tf\n"])
def test_a_damaged_ledger_is_told_in_one_line(damage: str, cards: Path):
    (cards / "ledger.tsv").write_text("#release\t0.1.0\t1795000000\n")
    assert read_history(cards).version == "0.1.0"
    (cards / "ledger.tsv").write_text(damage)
    with pytest.raises(Misconfigured, match=r"ledger\.tsv is not as a release wrote it; restore it from git \(.+\)$"):
        read_history(cards)
