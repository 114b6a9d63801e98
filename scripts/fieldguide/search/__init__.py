"""What the search box asks: which pages, questions and cards hold which words, and how much each word says there."""

from __future__ import annotations

from .files import search_files
from .passages import Passage, passages

__all__ = ["Passage", "passages", "search_files"]
