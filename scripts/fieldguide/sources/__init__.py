"""What is refused before MkDocs or YAML touches it: files, bytes, sizes and dangerous YAML. Reads, and runs nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from ..model import Problem
from . import card_lists, characters, code_language, limits, settings, tree, yaml_form  # noqa: F401
from .read import entries_of, source_at, sources_of
from .registry import TEXT_RULES, TREE_RULES, Source

SOURCE_RULES: dict[str, Callable[..., object]] = {**TREE_RULES, **TEXT_RULES}
"""All of them, for the documentation and the tests."""

STOPPING = frozenset({*TREE_RULES, "utf-8", "plain-yaml", "page-size"})
"""Rules after which a page is not rendered: nothing may load its YAML, or it would take for ever."""

__all__ = ["SOURCE_RULES", "STOPPING", "problems_of_settings", "read_sources"]


def problems_of_settings(config_file: Path) -> list[Problem]:
    """Return what is wrong with `mkdocs.yml` before MkDocs loads it, which may run what its tags say."""
    return sorted(_problems(source_at(config_file, config_file.name))) if config_file.is_file() else []


def read_sources(docs_dir: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of each page by its path below docs/, and every problem of the files as they lie there.

    Where the tree itself has problems, files that are no plain text files of a known size are not opened.
    """
    entries = entries_of(docs_dir)
    cards = docs_dir.parent / "cards"
    beside = entries_of(cards) if cards.is_dir() else ()
    problems = [
        Problem(entry.shown, 1, 1, message, rule_id)
        for rule_id, rule in TREE_RULES.items()
        for entry, message in rule((*entries, *beside) if rule_id == "plain-file" else entries)
    ]
    sources = list(sources_of(docs_dir, entries))
    problems += [problem for source in sources for problem in _problems(source)]
    named = {entry.path for entry in entries if entry.shown == entry.path}  # MkDocs can hold no other name
    texts = {source.page: source.text for source in sources if source.page and source.path in named}
    problems = sorted(set(problems))
    return {path: _judged(path, text, problems) for path, text in texts.items()}, problems


def _judged(path: str, text: str, problems: list[Problem]) -> str:
    """Return the text of a page, or, where a rule here found something, what can be rendered of it."""
    faulty = any(problem.path == f"docs/{path}" for problem in problems)
    return code_language.known_only(characters.visible(text)) if faulty else text


@lru_cache(maxsize=1024)
def _problems(source: Source) -> tuple[Problem, ...]:
    """Return what is wrong with a text; while somebody writes, all texts but one are as they were."""
    return tuple(
        Problem(source.path, line, column, message, rule_id)
        for rule_id, rule in TEXT_RULES.items()
        for line, column, message in rule(source)
    )
