"""The same tree builds with Zensical, the way out of Material: the same pages, the same card ids, the same lists."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from fieldguide.markdown import cards_in
from html_text import text

LINKS = re.compile(r'<ul class="topic-list.*?</ul>', re.DOTALL)


@pytest.fixture(scope="module")
def zensical(tmp_path_factory) -> Path:
    tree = tmp_path_factory.mktemp("zensical")
    for name in ("docs", "cards", "scripts"):
        shutil.copytree(ROOT / name, tree / name)
    shutil.copy(ROOT / "mkdocs.yml", tree)
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--clean"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return tree / "site"


BEHIND = re.compile(r"(?:^|/)(?:sheet|print)/|^offline\.html$")
"""What a step behind our builder makes: sheets, documents to be printed, the page for whoever is offline."""


def test_zensical_builds_the_same_pages(zensical, site):
    def pages(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}

    assert pages(zensical) == {page for page in pages(site) if not BEHIND.search(page)}


def test_zensical_builds_the_same_cards(zensical, guide):
    for page in guide.pages:
        there = cards_in((zensical / page.url.removeprefix("./") / "index.html").read_text(encoding="utf-8"))
        assert [card.id for card in there] == [card.id for card in page.cards]
        for ours, theirs in zip(page.cards, there, strict=True):
            assert text(ours.question) == text(theirs.question)
            assert text(ours.answer) == text(theirs.answer)


def test_zensical_makes_the_same_lists_and_facts_of_topics(zensical, site, guide):
    for page in guide.pages:
        here, there = (
            (folder / page.url.removeprefix("./") / "index.html").read_text(encoding="utf-8")
            for folder in (site, zensical)
        )
        assert [text(found) for found in LINKS.findall(here)] == [text(found) for found in LINKS.findall(there)]
        assert here.count('class="badge ') == there.count('class="badge ')
