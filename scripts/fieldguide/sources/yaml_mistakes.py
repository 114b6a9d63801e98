"""What people write that is not YAML, told in plain words instead of YAML's own."""

from __future__ import annotations

import re

_KEY = r"[ -]*[^\s:'\"\[{#-][^:]*"
_QUOTED = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')"
_MISTAKES = {
    r"[ -]*(?P<at>\t)": "a tab stands here; indent with spaces",
    rf"{_KEY}: *(?P<at>\t)": "a tab stands here; write a space",
    rf"{_KEY}(?P<at>:)(?![\s/])": "no space after this colon; write one",
    rf"{_KEY}: +(?P<at>\"(?:[^\"\\]|\\.)*|'[^']*)$": "this quote is not closed; end the value with the same mark",
    rf"{_KEY}: +{_QUOTED}(?P<at>) *[^\s#]": "the quoted value ends here; put all of it in quotes of the other kind",
    rf"{_KEY}: +(?![\[{{'\"|>]).*?(?P<at>: )": "a value with ': ' in it; put the whole value in quotes",
    rf"{_KEY}: +(?P<at>\[[^\]]*|\{{[^}}]*)$": "this bracket is not closed; close it, or put the whole value in quotes",
    rf"{_KEY}: +(?P<at>[@`%]|\[[^\]]*\] *[^\s#])": "a value cannot begin with this character; put all of it in quotes",
    r"(?P<at>[A-Za-z])[^:]*$": "a line without a colon",
}
_PATTERNS = [(re.compile(pattern), words) for pattern, words in _MISTAKES.items()]


def mistake_in(text: str, last: int) -> tuple[int, int, str] | None:
    """Return line and column, from 1, and plain words for the last mistake up to a line: YAML often stops below it."""
    lines = text.split("\n")[:last]
    for number, line in reversed(list(enumerate(lines, 1))):
        for pattern, words in _PATTERNS:
            if found := pattern.match(line):
                return number, found.start("at") + 1, words
    return None
