"""What a deck is made of: pages and `cards/` in, notes and packages out."""

from __future__ import annotations

from .catalogue import Catalogue, read_catalogue
from .packages import notes_of, packages_of
from .stamps import build_time, read_ledger

__all__ = ["Catalogue", "build_time", "notes_of", "packages_of", "read_catalogue", "read_ledger"]
