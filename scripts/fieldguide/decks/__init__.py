"""What a deck is made of: pages and `cards/` in, notes and packages out."""

from __future__ import annotations

from .catalogue import Catalogue, read_catalogue
from .history import ledger_text, read_history, shape_of
from .packages import BuiltNote, notes_of, packages_of
from .stamps import build_time, changed_at, looks_hash

__all__ = [
    "BuiltNote",
    "Catalogue",
    "build_time",
    "changed_at",
    "ledger_text",
    "looks_hash",
    "notes_of",
    "packages_of",
    "read_catalogue",
    "read_history",
    "shape_of",
]
