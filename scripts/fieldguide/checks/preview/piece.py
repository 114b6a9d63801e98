"""What a page is taken apart into, be it its source or what it became."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """A heading, paragraph, item, row, cell, block of code, link, picture or formula, and its line in the source."""

    kind: str
    text: str = ""
    line: int = 0
