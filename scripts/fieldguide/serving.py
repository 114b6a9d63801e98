"""What MkDocs does around each rebuild while somebody writes: nothing dangerous is read, and every problem is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from fieldguide import build, pages
from fieldguide.files import write_files
from fieldguide.project import Project
from fieldguide.promises import judged
from fieldguide.report import report, say
from fieldguide.search import search_files
from fieldguide.sources import read_sources

_JUDGE = "import sys; from fieldguide import serving; serving.judge(*sys.argv[1:])"

judging: list[subprocess.Popen[bytes]] = []
"""The judge that is at work, if there is one: a process of its own, so that the page shows meanwhile."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuse what must not be read; the browser keeps the last good site."""
    _, problems = read_sources(Path(config.docs_dir))
    if problems:
        report(problems)
        raise Abort("Not rebuilt; mend this first.")


def on_post_build(config: MkDocsConfig) -> None:
    """Judge what was just built; the judge of an earlier edit stops."""
    on_shutdown()
    command = [sys.executable, "-W", "ignore", "-c", _JUDGE, config.config_file_path, config.site_dir]
    judging.append(subprocess.Popen(command))


def on_shutdown() -> None:
    """End the judge."""
    for judge_at_work in judging:
        judge_at_work.terminate()
        judge_at_work.wait()
    judging.clear()


def judge(config_file: str, site_dir: str) -> None:
    """Write what the search box of a site reads, and print every problem of the guide, or that there is none."""
    project = Project(Path(config_file).parent)
    try:
        guide = pages.load(project.config)
        write_files(Path(site_dir) / "search", search_files(guide))
        problems, _ = judged(project, guide)
        report(problems)
        if not problems:
            say(f"No problems in {build.count(guide)}.")
    except pages.Refused as refused:
        report(refused.problems)
    except (pages.Misconfigured, OSError) as error:
        say(str(error))
