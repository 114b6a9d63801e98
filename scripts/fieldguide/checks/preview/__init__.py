"""A page is published as GitHub's preview shows it: both are taken apart into the same pieces and compared."""

from __future__ import annotations

from . import compared, fences

__all__ = ["compared", "fences"]
