"""One sentence per line in the source, which a browser shows as before; what is not plain prose stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .flashcards import prose_lines
from .outputs import write_whole

ITEM = re.compile(r"(?:[-*+]|\d+\.) +")
NOT_PROSE = re.compile(
    r"\s|[#|>:<!{/\\~`=-]{2}|[#|>:<!{/=]|\[[^]]*\]:|\*\[|\d+[.)]\s|([-*_] *){3}$|[-*+]\s|[-*+=]+$|\$\$"
)
"""What a line begins with that is a heading, a table, a block, a definition, maths or part of an item above."""

UNDERLINE = re.compile(r" {0,3}[=-]+ *")
"""What makes a heading of the line above, but only if that is the first of its paragraph."""

NEVER_SPLIT = re.compile(r"`|\$|<|\{|\\|\*\*[^*]*$")
CLOSED = re.compile(r"`[^`]*`|\$[^$\s][^$]*\$(?!\d)|\[[^][]*\]\([^()\s]*\)|\*\*[^*]+\*\*|\"[^\"]*\"|“[^”]*”|\([^()]*\)")
"""What is kept whole: code, maths, links, bold text, quotations, parentheses."""

END = re.compile(r"(?P<last>\S*[.?!][\"”)*]*) +(?=[\"“(*\[`]*[A-Z])")
ABBREVIATED = re.compile(
    r"(?i)(?:\W|^)(?:e\.g|i\.e|etc|vs|cf|approx|fig|eq|no|vol|pp?|ch|sec|dr|mrs?|ms|prof|st|al|ca|[a-z])\.\W*$"
)


def mend_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Mend files in place and yield those that changed; one that is no text is left to the check."""
    for path in paths:
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        text = data.decode("utf-8", errors="surrogateescape")
        mark, line_end = "\ufeff" * text.startswith("\ufeff"), "\r\n" if "\r\n" in text else "\n"
        better = mark + mended(text.removeprefix(mark).replace("\r\n", "\n")).replace("\n", line_end)
        if better != text.replace("\r\n", "\n").replace("\n", line_end):
            write_whole(path, better.encode("utf-8", errors="surrogateescape"))
            yield path


def mended(source: str) -> str:
    """Return a page's source with one sentence per line in its paragraphs and items of lists, outside of cards."""
    lines = source.split("\n")
    underlined = {number for number, below in enumerate(lines[1:], 1) if UNDERLINE.fullmatch(below)}
    plain = set(_plain_lines(source)) - underlined
    return "\n".join(
        part for number, line in enumerate(lines, 1) for part in (_parts(line) if number in plain else [line])
    )


def _plain_lines(source: str) -> Iterator[int]:
    """Yield the numbers of lines that are prose from end to end, and no neighbour of anything else."""
    after_prose, in_block, blank_before = False, False, True
    for number, line in prose_lines(source):
        if line.startswith("///"):
            in_block = bool(line.strip("/ "))
        is_text = not in_block and not line.startswith("///") and not NOT_PROSE.match(ITEM.sub("", line, count=1))
        starts = bool(ITEM.match(line)) or blank_before or after_prose
        after_prose = bool(line) and is_text and starts
        if after_prose:
            yield number
        blank_before = not line.strip()


def _parts(line: str) -> list[str]:
    """Return the sentences of a line; those that follow the first of an item are indented to belong to it."""
    item = ITEM.match(line)
    hidden = CLOSED.sub(lambda match: "x" * (len(match[0]) - 1) + _end(match[0]), line)
    if NEVER_SPLIT.search(hidden) or line.endswith(("  ", "\\")):
        return [line]
    cuts = [match for match in END.finditer(hidden, item.end() if item else 0) if not ABBREVIATED.search(match["last"])]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.end("last") for match in cuts), len(line)]
    found = [line[start:end] for start, end in zip(starts, ends, strict=True)]
    if any(NOT_PROSE.match(part) for part in found[1:]):
        return [line]
    return [found[0], *("    " * bool(item) + part for part in found[1:])]


def _end(closed: str) -> str:
    """Return what stands for the end of something closed: a quotation may end a sentence, code and labels may not."""
    return "." if re.search(r"[.?!][\"”)]$", closed) else "x"
