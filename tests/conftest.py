"""Fixtures: a guide is what the real mkdocs.yml makes of some pages; an Anki collection is the real one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fieldguide import build, checks, pages
from fieldguide.decks import read_history
from fieldguide.model import Guide, Problem
from fieldguide.project import Project
from fieldguide.promises import Decks
from in_browser import chromium, context, playwright, run, scripts_address, tab  # noqa: F401  fixtures
from odd_files import Content, write
from site_server import address  # noqa: F401  a fixture

ROOT = Path(__file__).resolve().parent.parent
os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")

GuideFrom = Callable[[dict[str, Content]], Guide]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Tell a failure when it happens, so that a run that is cut off has named it."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        print(f"\n{report.nodeid}: {report.when}\n{report.longreprtext}", flush=True)


@pytest.fixture(scope="session")
def project() -> Project:
    """This repository."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def checked(project: Project) -> Decks:
    """The decks of the guide, checked and made once."""
    return build.checked(project)


@pytest.fixture(scope="session")
def guide(project: Project, checked: Decks) -> Guide:
    """The guide itself, checked."""
    return project.guide


@pytest.fixture(scope="session")
def deck_files(project: Project, checked: Decks) -> dict[str, bytes]:
    """Everything that stands in `site/decks/`, by name."""
    return build.deck_files(project, checked)


@pytest.fixture
def guide_from(tmp_path: Path) -> Iterator[GuideFrom]:
    """Render pages, given as `{path below docs/: text}`, with the settings of the project or of `../mkdocs.yml`."""

    def load(texts: dict[str, Content]) -> Guide:
        docs = tmp_path / "docs"
        docs.mkdir(exist_ok=True)
        for path, text in texts.items():
            write(docs / path, text)
        own = tmp_path / "mkdocs.yml"
        return pages.load(own if own.exists() else ROOT / "mkdocs.yml", docs_dir=str(docs))

    yield load


def problems_in(guide_from: GuideFrom, texts: dict[str, Content]) -> list[Problem]:
    """Return every problem of a guide of these pages, given what `../cards/` says was released."""
    try:
        guide = guide_from(texts)
        return checks.run(guide, read_history(Path(guide.docs_dir).parent / "cards"))
    except pages.Refused as refused:
        return refused.problems


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, decks included, built as `scripts/build` builds it, in a folder of the tests."""
    tree = tmp_path_factory.mktemp("built")
    for name in ("mkdocs.yml", "pyproject.toml", "docs", "cards", ".git"):
        (tree / name).symlink_to(ROOT / name)
    build.build(Project(tree), lambda line: None)
    return tree / "site"
