"""What a deck is made of: pages and `cards/` in, notes and packages out; and what of it was released."""

from __future__ import annotations

from .catalogue import Catalogue, read_catalogue
from .harm import harm
from .ledger import ledger_text, read_accepted, read_history
from .looks import LOOK_RULES, look_problems
from .packages import BuiltNote, notes_of, packages_of, sources_of
from .record import NAME, Record, checksum, record_text, seen_in, stamped
from .reference import FROZEN, Reference, last_release, read_record_in, written_at
from .stamps import build_time, content_hash

__all__ = [
    "FROZEN",
    "LOOK_RULES",
    "NAME",
    "BuiltNote",
    "Catalogue",
    "Record",
    "Reference",
    "build_time",
    "checksum",
    "content_hash",
    "harm",
    "last_release",
    "ledger_text",
    "look_problems",
    "notes_of",
    "packages_of",
    "read_accepted",
    "read_catalogue",
    "read_history",
    "read_record_in",
    "record_text",
    "seen_in",
    "sources_of",
    "stamped",
    "written_at",
]
