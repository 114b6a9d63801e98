"""What MkDocs does around each rebuild while somebody writes: nothing dangerous is read, and every problem is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from fieldguide import build, pages
from fieldguide.project import Project
from fieldguide.report import report, say
from fieldguide.sources import read_sources

_JUDGE = "import sys; from fieldguide import serving; serving.judge(sys.argv[1])"

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
    judging.append(subprocess.Popen([sys.executable, "-W", "ignore", "-c", _JUDGE, config.config_file_path]))


def on_shutdown() -> None:
    """End the judge."""
    for judge_at_work in judging:
        judge_at_work.terminate()
        judge_at_work.wait()
    judging.clear()


def judge(config_file: str) -> None:
    """Print every problem of the guide, or that there is none."""
    try:
        guide, _ = build.checked(Project(Path(config_file).parent))
        say(f"No problems in {build.count(guide)}.")
    except pages.Refused as refused:
        report(refused.problems)
    except (pages.Misconfigured, OSError) as error:
        say(str(error))
