"""Words as people type them: split, and grouped with their other forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_WORD = re.compile(r"[a-z0-9]+(?:[-_.'’/@+#^]+[a-z0-9]+)*")
PART = re.compile(r"[a-z0-9]+")
_ENDINGS = re.compile(
    r"(?:(?<=...)(?:ations?|ators?|ating|ated?|ates|abilit(?:y|ies)|ables?|ments?|ions?|ing|ed|ers?|ors?|e?s|e|ly)"
    r"|(?<=....)(?:enc(?:y|ies|es?)|ents?)|(?<=v)als?)$"
)
_KEEPS_S = re.compile(r"(?:ss|us|is)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_AMERICAN = ((re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"), (re.compile(r"our"), "or"))


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a text; one with a joint, such as `key-value` or `top_p`, is both its parts and a whole."""
    for match in _WORD.finditer(text.lower()):
        parts = PART.findall(match[0])
        if len(parts) > 1:
            yield "".join(parts)
        yield from (part for part in parts if len(part) > 1 or part.isdigit())


def pairs_in(text: str) -> Iterator[str]:
    """Yield neighbours as one word, so that `event loop` is found as a whole and as `eventloop`."""
    words = PART.findall(text.lower())
    yield from (left + right for left, right in zip(words, words[1:], strict=False))


@cache
def stem(word: str) -> str:
    """Return what the forms of a word have in common: `sharding` and `shards` give `shard`."""
    for _ in range(3):
        if not word.isalpha() or _KEEPS_S.search(word):
            break
        shorter = re.sub(r"ie[sd]$", "y", word) if len(word) > 4 else word
        shorter = shorter if shorter != word else _DOUBLED.sub(r"\1", _ENDINGS.sub("", word))
        if shorter == word:
            break
        word = shorter
    return re.sub(r"(?<=..[^aeiou])y$", "i", word)


def spellings(word: str) -> set[str]:
    """Return a word as it is written here and, where that differs, in America."""
    return {word, *(pattern.sub(other, word) for pattern, other in _AMERICAN)}
