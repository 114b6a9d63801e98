"""The rule about the tables that contributors edit, `.tsv`: which columns they have, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model import Guide
from ..rules import FoundIn, guide_rule

SIGNALS, WORDS = "assets/finder/signals.tsv", "assets/finder/words.tsv"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    SIGNALS: ("pattern", "side", "where", "weight", "job", "topic", "reason", "match", "miss"),
    WORDS: ("word", "where", "job", "lean", "both"),
    "assets/words/spellings.tsv": ("typed", "meant"),
}
"""The tables whose first line names the columns, below docs/; those of labs have as many columns as their first row."""


@guide_rule
def table_columns(guide: Guide) -> FoundIn:
    """A table in docs/assets/, a file `.tsv`, is UTF-8 and has the same columns in each row, with one tab between two.

    Bad:  accuracy    0.5    1.5    0
    Good: the same with tabs, two of them around an empty column
    """
    for path in sorted(Path(guide.docs_dir, "assets").rglob("*.tsv")):
        name = path.relative_to(guide.docs_dir).as_posix()
        rows = list(_lines(path))
        columns = list(COLUMNS.get(name, rows[0][1]))
        if rows[0][1] != columns:
            what = f"the head is not the names of the columns; write {' '.join(columns)}, with tabs between"
            yield f"docs/{name}", 1, 1, what
            continue
        for line, cells in rows:
            if len(cells) != len(columns):
                what = f"columns: {len(cells)} in place of {len(columns)}"
                yield f"docs/{name}", line, 1, f"{what}; put one tab between two columns, and no spaces"
            elif any("\ufffd" in cell for cell in cells):
                yield f"docs/{name}", line, 1, "not UTF-8; save the file as UTF-8"


def rows_of(guide: Guide, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells of each row of a table of the finder that has all its columns."""
    head, *rows = _lines(Path(guide.docs_dir, name)) if Path(guide.docs_dir, name).is_file() else [(1, [])]
    if head[1] == list(COLUMNS[name]):
        yield from ((line, cells) for line, cells in rows if len(cells) == len(COLUMNS[name]))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return ((line, row.split("\t")) for line, row in enumerate(text.rstrip("\n").split("\n"), 1))
