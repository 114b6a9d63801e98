"""The pages: rendered as MkDocs renders them, with or without a site around. The only package that knows mkdocs."""

from __future__ import annotations

from .load import Misconfigured, Refused, load
from .site import build_site, serve_site

__all__ = ["Misconfigured", "Refused", "build_site", "load", "serve_site"]
