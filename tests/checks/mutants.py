"""Pages that nobody would write: the real ones and the fixtures, damaged by a seeded generator."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from conftest import ROOT

SOURCES = sorted((ROOT / "docs").rglob("*.md")) + sorted(Path(__file__).parent.glob("*/*.md"))
EXPECT = re.compile(r"^<!-- expect .* -->\n", re.MULTILINE)

TRAPS = [
    "```", "~~~", "```python title=\"a.py\"\n", "```pycon\n>>> 1\n", "---\n", "...\n", "///", "/// flashcard | ",
    "/// cloze | x? {#a .number}\n\n", "/// topics | both-tribes/nice-to-have\n///\n", "/// downloads\n///\n",
    "/// retired\n///\n", "/// topics | ../..\n///\n", "/// details\n", "{", "}", "{#", "{#a .concept}",
    "{onclick=a}", "{{c1::", "}}", "[", "](", "[x](http://[oops)", "[x](\0.md)", "![](../x.svg)", "[^1]",
    "[^1]: x\n", "[x]: y\n", "*[x]: y\n", "$", "$$", "$\\frac{a}{$", "`", "``", "==", "<", "<!--", "-->",
    "<![CDATA[", "<?x", "<!x", "</", "<div markdown>", "<details>", "<b ", "&#x110000;", "&#xD800;", "&amp", "|",
    "|---|\n", "# ", "####### ", "\n\n", "\n    ", "\t", "- ", "1. ", "> ", ": ", "\\", "\0", "\x1f", "\x0b",
    "\x0c", "\x1c", "\x85", "\u2028", "\u202e", "\ufeff", "\u200b", "e\u0301", "\U0001f600", "\x02", "\x03",
    "wzxhzdk:0", "\x02wzxhzdk:0\x03", "klzzwxh:0000", "\x02klzzwxh:9\x03", "\x02amp\x03", "::error::x",
    "##[error]x", "\x1b[31m", "%00", "%", "!!python/object:x", "&a [*a]", "*a", "<<: x", "needs: [[x]]\n",
    "also: {1: 2}\n", "reviewed: 9999-99-99\n", "reviewed: 2026-11-23T00:00:00\n", "description: !!binary x\n",
    "? [a]\n: b\n", "\"", "'", "javascript:", "file:///", "//x", "#", "?", "TTFT", "teh the the", "crucial", "\r",
    "\r\n",
]  # fmt: skip


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield (what it was made from, bytes) of `count` pages; the same seed gives the same pages."""
    texts = [EXPECT.sub("", path.read_text(encoding="utf-8")) for path in SOURCES]
    for number in range(seed, seed + count):
        chance = random.Random(number)
        at = chance.randrange(len(texts))
        text = texts[at]
        for _ in range(chance.randint(1, 6)):
            text = chance.choice(MUTATIONS)(text, chance, texts)[:60_000]
        yield f"{number} from {SOURCES[at].stem}", _damaged(text.encode("utf-8", "surrogatepass"), chance)


def _insert(text: str, chance: random.Random, texts: list[str]) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(TRAPS) + text[at:]


def _repeat(text: str, chance: random.Random, texts: list[str]) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(TRAPS) * chance.choice([2, 10, 100]) + text[at:]


def _cut(text: str, chance: random.Random, texts: list[str]) -> str:
    start = chance.randint(0, len(text))
    return text[:start] + text[start + chance.choice([1, 3, 50, 1000]) :]


def _end(text: str, chance: random.Random, texts: list[str]) -> str:
    return text[: chance.randint(0, len(text))]


def _swap(text: str, chance: random.Random, texts: list[str]) -> str:
    """Delete, double or move a line."""
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.choice([0, 1, 2])):
        lines.insert(chance.randint(0, len(lines)), line)
    return "\n".join(lines)


def _indent(text: str, chance: random.Random, texts: list[str]) -> str:
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    for number in range(start, min(len(lines), start + chance.randint(1, 20))):
        lines[number] = chance.choice([" ", "    ", "\t", "> ", "- "]) + lines[number]
    return "\n".join(lines)


def _splice(text: str, chance: random.Random, texts: list[str]) -> str:
    other = chance.choice(texts)
    start = chance.randint(0, len(other))
    at = chance.randint(0, len(text))
    return text[:at] + other[start : start + 2000] + text[at:]


def _head(text: str, chance: random.Random, texts: list[str]) -> str:
    """Damage the front matter, which is little and would be missed."""
    return _insert(text[:120], chance, texts) + text[120:]


def _braces(text: str, chance: random.Random, texts: list[str]) -> str:
    """Lose a brace, bracket, fence or dollar."""
    places = [at for at, char in enumerate(text) if char in "{}[]()`$=|/#<>*\"'"]
    at = chance.choice(places or [0])
    return text[:at] + chance.choice(["", text[at : at + 1] * 2, "{", "]"]) + text[at + 1 :]


MUTATIONS: list[Callable[[str, random.Random, list[str]], str]] = [
    _insert, _insert, _repeat, _cut, _end, _swap, _indent, _splice, _head, _braces, _braces
]  # fmt: skip


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Change bytes of one page in eight, so that not every one ends as no UTF-8."""
    if chance.random() < 1 / 8 and data:
        at = chance.randrange(len(data))
        data = data[:at] + chance.randbytes(chance.choice([1, 4])) + data[at + 1 :]
    return data
