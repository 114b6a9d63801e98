"""Take the marks off code that no style tells from plain text: a fortieth of a page's weight."""

from __future__ import annotations

import re

from markdown.postprocessors import Postprocessor

_UNSTYLED = re.compile(r'<span class="(?:n|nn|nx|o|p|w)">([^<]*)</span>')
"""Pygments' classes of names, operators, punctuation and white space."""


class PlainNames(Postprocessor):
    """Unwrap highlighted code that looks like its surroundings."""

    def run(self, text: str) -> str:
        return _UNSTYLED.sub(r"\1", text)
