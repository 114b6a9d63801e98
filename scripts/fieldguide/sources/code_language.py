"""The rule about languages of code: the highlighter reads code before a page is judged, and some take it for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rules import Found, did_you_mean
from .document import FENCE
from .registry import Source, text_rule

_KNOWN = (
    "bash console css diff docker dockerfile go html http ini java javascript jinja js json makefile "
    "markdown md nginx powershell py pycon python rust sh shell sql text toml ts typescript xml yaml yml"
)
LANGUAGES = _KNOWN.split()
"""What the guide needs and the highlighter reads in linear time; over some others it takes minutes a page."""

_INLINE = re.compile(r"`[ \t]*(?:#!|:::)(?P<language>[\w.+#-]+)")
_OPTIONS = r"(?:\s+\w+=(?:\"[^\"]*\"|'[^']*'))*+"
_INFO = re.compile(
    rf"\s*(?:\{{\s*\.?(?P<braced>[\w#.+-]*)[^}}]*\}}|(?P<plain>[\w#.+-]*){_OPTIONS}(?:\s*\{{[^}}]*\}})?)\s*"
)


@text_rule
def code_language(source: Source) -> Found:
    """The language of code is one that the guide knows, and options after it are written name="value".

    Bad:  ```pyton
    Good: ```python title="lab.py"
    """
    if not source.page or not any(mark in source.text for mark in ("```", "~~~", "#!", ":::")):
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        for column, language in _languages(line) if "`" in line or "~~~" in line else ():
            if language is None:
                what = f'{line[column - 1 :].strip()[:60]!r} cannot be read; write the language, then name="value"'
                yield number, column, what
            elif language and language.lower() not in LANGUAGES:
                remedy = did_you_mean(language.lower(), LANGUAGES, "use 'text'")
                yield number, column, f"unknown language {language.lower()[:60]!r}; {remedy}"


def known_only(text: str) -> str:
    """Return a text with `text` for each language that the highlighter may not read, so that the rest can be judged."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for column, language in _languages(line) if "`" in line or "~~~" in line else ():
            if language is None:
                lines[number] = f"{line[: column - 1]}text"
            elif language and language.lower() not in LANGUAGES:
                lines[number] = line.replace(language, "text", 1)
    return "\n".join(lines)


def _languages(line: str) -> Iterator[tuple[int, str | None]]:
    """Yield column and name of each language that a line asks for; None where it cannot be read."""
    if fence := FENCE.fullmatch(line):
        info = _INFO.fullmatch(fence["info"])
        yield fence.start("info") + 1, (info["braced"] or info["plain"] or "") if info else None
    else:
        yield from ((match.start("language") + 1, match["language"]) for match in _INLINE.finditer(line))
