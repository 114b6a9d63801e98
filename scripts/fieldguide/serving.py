"""What MkDocs does around each rebuild while somebody writes: nothing dangerous is read, and every problem is told.

Of an edit that other pages do not show, that page alone is rendered and judged.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from fieldguide import build, pages
from fieldguide.files import write_files
from fieldguide.project import Project
from fieldguide.promises import judged
from fieldguide.report import report, say
from fieldguide.search import search_files
from fieldguide.sources import read_sources
from fieldguide.sources.document import document_of

_JUDGE = "import sys; from fieldguide import serving; serving.judge(*sys.argv[1:])"


class _Templates(BytecodeCache):
    """The templates as they were compiled at first: half of the time of an edit."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


@dataclass
class _Serving:
    """What was served last, which pages differ from it, and the judge that is at work, if there is one."""

    texts: dict[str, str] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    judges: list[subprocess.Popen[bytes]] = field(default_factory=list)
    templates: _Templates = field(default_factory=_Templates)


_now = _Serving()


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuse what must not be read, and the browser keeps the last good site; see what was edited."""
    texts, problems = read_sources(Path(config.docs_dir))
    if problems:
        report(problems)
        raise Abort("Not rebuilt; mend this first.")
    edited = [path for path in texts if texts[path] != _now.texts.get(path)]
    same_pages = texts.keys() == _now.texts.keys()
    alone = same_pages and all(_shown(texts[path]) == _shown(_now.texts[path]) for path in edited)
    _now.texts, _now.edited = texts, edited if alone else []


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Let everything be rendered that may show the edit: one page, or all where its head or another file changed."""
    for file in files:
        if file.is_documentation_page():
            shows_it = not _now.edited or file.src_uri in _now.edited
            file.is_modified = partial(bool, shows_it)  # type: ignore[method-assign]


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Name the pages that are not rendered, which MkDocs would name by their files."""
    for page in nav.pages:
        if _now.edited and page.file.src_uri not in _now.edited:
            page.title = document_of(_now.texts[page.file.src_uri]).title


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Compile each template once."""
    env.bytecode_cache = _now.templates


def on_post_build(config: MkDocsConfig) -> None:
    """Judge what was just built; the judge of an earlier edit stops."""
    on_shutdown()
    command = [sys.executable, "-W", "ignore", "-c", _JUDGE, config.config_file_path, config.site_dir, *_now.edited]
    _now.judges.append(subprocess.Popen(command))


def on_shutdown() -> None:
    """End the judge."""
    for judge_at_work in _now.judges:
        judge_at_work.terminate()
        judge_at_work.wait()
    _now.judges.clear()


def judge(config_file: str, site_dir: str, *edited: str) -> None:
    """Print every problem of the edited pages, or of the whole guide, and give it what its search box reads."""
    project = Project(Path(config_file).parent, edited or None)
    try:
        if not edited:
            write_files(Path(site_dir) / "search", search_files(project.guide))
        problems, _ = judged(project)
        report(problems)
        if not problems:
            say(f"No problems in {', '.join(edited) or build.count(project.guide)}.")
    except pages.Refused as refused:
        report(refused.problems)
    except (pages.Misconfigured, OSError) as error:
        say(str(error))


def _shown(text: str) -> tuple[object, ...]:
    """Return what other pages show of a page: its head, up to its first section, and its cards' questions."""
    return text.partition("\n## ")[0], *((card.ids, card.question, card.classes) for card in document_of(text).cards)
