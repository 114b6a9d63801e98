"""A page is published as GitHub's preview shows it: both are taken apart into the same pieces and compared."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """A heading, paragraph, item, row, cell, block of code, link, picture or formula, and its line in the source."""

    kind: str
    text: str = ""
    line: int = 0
