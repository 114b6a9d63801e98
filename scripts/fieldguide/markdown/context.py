"""Which page is being rendered, whether MkDocs or Zensical renders it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown


@dataclass(frozen=True)
class Context:
    """The page at hand: its path below `docs_dir` and its front matter."""

    path: str
    meta: Mapping[str, object]
    docs_dir: Path


def context_of(md: Markdown) -> Context | None:
    """Return what the builder says of the page it renders, or None outside of both builders.

    What they leave there has types of their own, which are not known here.
    """
    if "relpath" in md.treeprocessors:
        mkdocs: Any = md.treeprocessors["relpath"]
        return Context(mkdocs.file.src_uri, mkdocs.file.page.meta, Path(mkdocs.config.docs_dir))
    if "rendering_context" in md.preprocessors:
        zensical: Any = md.preprocessors["rendering_context"]
        return Context(zensical.page.path, zensical.page.meta, Path(zensical.config["docs_dir"]).absolute())
    return None
