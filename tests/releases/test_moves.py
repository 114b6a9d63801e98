"""A page that moves, a topic that changes its shelf and a card that is retired, all as the handbook says."""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from fieldguide import build, pages
from fieldguide.model import Guide
from fieldguide.project import Project
from small import TOPIC, small_project
from test_release import drop_card

SHELF = "infrastructure-builder/nice-to-have"
OLD, RENAMED = f"{SHELF}/cpu-versus-gpu-memory.md", f"{SHELF}/gpu-memory.md"
OTHER_SHELF = "applied-researcher/nice-to-have/gpu-memory.md"
ALSO = ("also: {applied-researcher: ", "also: {infrastructure-builder: ")
CARD = "async-gil-waiting"
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)\s#]+\.md)(?P<anchor>#[^)\s]*)?\)")


@pytest.fixture(scope="module")
def moved(tmp_path_factory) -> tuple[Project, Guide]:
    """This guide after all three, checked against what was released."""
    root = tmp_path_factory.mktemp("moved")
    for name in ("docs", "cards", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml", ".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, root)
    move(root, OLD, RENAMED)
    move(root, RENAMED, OTHER_SHELF)
    topic = root / "docs" / OTHER_SHELF
    topic.write_text(topic.read_text(encoding="utf-8").replace(*ALSO))
    redirect(root, {OLD: OTHER_SHELF, RENAMED: OTHER_SHELF})
    drop_card(Project(root), CARD)
    retired = root / "cards/retired.yml"
    before = retired.read_text(encoding="utf-8")
    retired.write_text(f"{before}- {{id: {CARD}, reason: asked twice}}\n", encoding="utf-8")
    project = Project(root)
    build.checked(project)
    return project, project.guide


def move(root: Path, old: str, new: str) -> None:
    """Move a page, and mend the links of all pages, `needs:`, the navigation and the signals of the finder."""
    docs = root / "docs"
    for page in docs.rglob("*.md"):
        here = page.relative_to(docs).as_posix()
        text = LINK.sub(lambda link, here=here: mended(link, here, old, new), page.read_text(encoding="utf-8"))
        needs = rf"(?m)^(needs: .*)\b{Path(old).stem}\b"
        page.write_text(re.sub(needs, rf"\g<1>{Path(new).stem}", text), encoding="utf-8")
    (docs / old).rename(docs / new)
    signals = docs / "assets/finder/signals.tsv"
    signals.write_text(signals.read_text(encoding="utf-8").replace(f"\t{Path(old).stem}\t", f"\t{Path(new).stem}\t"))
    nav = (docs / ".nav.yml").read_text(encoding="utf-8")
    (docs / ".nav.yml").write_text(re.sub(rf"^.*{re.escape(old)}\n", "", nav, flags=re.M), encoding="utf-8")


def mended(link: re.Match[str], here: str, old: str, new: str) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(here), link["path"]))
    place = posixpath.dirname(new if here == old else here)
    return f"]({posixpath.relpath(new if target == old else target, place or '.')}{link['anchor'] or ''})"


def redirect(root: Path, moves: dict[str, str]) -> None:
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    lines = "".join(f"        {old}: {new}\n" for old, new in moves.items())
    assert "redirect_maps: {}\n" in config or "redirect_maps:\n" in config
    (root / "mkdocs.yml").write_text(re.sub(r"redirect_maps:(?: \{\})?\n", f"redirect_maps:\n{lines}", config))


def test_the_check_has_nothing_to_say_and_learners_suffer_nothing(moved):
    _, guide = moved
    assert OTHER_SHELF in {page.path for page in guide.topics}
    assert CARD not in {card.id for topic in guide.topics for card in topic.cards}


def test_without_the_redirect_the_check_refuses_the_move(moved):
    project, _ = moved
    config = project.config.read_text(encoding="utf-8")
    project.config.write_text(config.replace(f"        {OLD}: {OTHER_SHELF}\n", ""))
    with pytest.raises(pages.Refused) as refusal:
        build.checked(Project(project.root))
    project.config.write_text(config)
    assert [problem.rule for problem in refusal.value.problems] == ["address-kept"]


def test_the_suites_own_small_guide_still_stands(moved, tmp_path):
    root = small_project(tmp_path / "small", moved[0].root)
    assert (root / TOPIC).is_file() and build.checked(Project(root))
