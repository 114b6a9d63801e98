"""What is refused before MkDocs or YAML touches it: files, bytes, sizes and dangerous YAML. Reads, and runs nothing."""

from __future__ import annotations

from pathlib import Path

from ...model import Problem
from . import characters, limits, tree, yaml_form  # noqa: F401
from .read import entries_of, source_of, sources_of
from .registry import SOURCE_RULES, TEXT_RULES, TREE_RULES

__all__ = ["SOURCE_RULES", "read_sources"]


def read_sources(docs_dir: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of each page by its path below docs/, and every problem of the files as they lie there.

    Where the tree itself has problems, files that are no plain text files of a known size are not opened.
    """
    entries = entries_of(docs_dir)
    problems = [
        Problem(entry.shown, 1, 1, message, rule_id)
        for rule_id, rule in TREE_RULES.items()
        for entry, message in rule(entries)
    ]
    sources = [source_of(place, entry) for place, entry in sources_of(docs_dir, entries)]
    for source in sources:
        problems += [
            Problem(source.path, line, column, message, rule_id)
            for rule_id, rule in TEXT_RULES.items()
            for line, column, message in rule(source)
        ]
    named = {entry.path for entry in entries if entry.shown == entry.path}  # MkDocs can hold no other name
    texts = {source.page: source.text for source in sources if source.page and source.path in named}
    return texts, sorted(set(problems))
