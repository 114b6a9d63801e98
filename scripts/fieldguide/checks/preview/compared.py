"""The rules that a page is published as GitHub's preview shows it, and that each mark of Markdown does something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ...model import Page
from ...rules import Found, page_rule
from .fences import fence_faults
from .marks import marks_left, shapes
from .shown import Piece, Site
from .written import pieces_of, tokens_of

_MOST_COMPARED = 400
"""Pieces from the first difference on: comparing takes time that grows with their square."""

_NAMES = {
    "text": "a paragraph",
    "item": "an item of a list",
    "row": "a row of a table",
    "cell": "a cell of a table",
    "code": "a block of code",
    "code in a line": "code",
    "link": "a link",
    "picture": "a picture",
    "formula": "a formula",
}
_REMEDIES = {
    "item": "write '- ' or '1. ', indent what belongs to an item by four spaces",
    "row": "put an empty line above and below the table, and a bar at both ends of each row",
    "cell": "write a bar inside a cell as \\|, and end each row with a bar",
    "code": "put ``` lines around it at the left edge, or indented by 4 or 8 spaces in a list",
    "code in a line": "put the same number of backticks on both sides",
    "link": "write [words](address), without spaces or brackets in the address",
    "picture": "write ![what it shows](address), without spaces or brackets in the address",
    "formula": "write $x$ without a space inside the dollars",
}


_WRAPPED = (["markdown"], ["text"])
"""What code is in when it is wrapped, and may be as wide as it likes."""

_WIDEST_CODE = 80
"""Characters: what a page shows beside its lists."""


@page_rule
def code_width(page: Page) -> Found:
    """A line of code has at most 80 characters, what a page shows beside its lists; Markdown and text wrap.

    Bad:  answers = [answer for answer in answers if answer.score >= threshold]  # those that we show
    Good: the comment on a line of its own, above the code
    """
    for token in (token for token in tokens_of(page.source) if token.type == "fence"):
        wraps = token.info.split()[:1] in _WRAPPED
        for number, line in enumerate([] if wraps else token.content.split("\n"), (token.map or [0])[0] + 2):
            if len(line) > _WIDEST_CODE:
                what = f"a line of code of {len(line)} characters; break it, or move its comment up, for {_WIDEST_CODE}"
                yield number, _WIDEST_CODE + 1, what


@page_rule
def as_previewed(page: Page) -> Found:
    """A page is published as GitHub's preview shows it: the same headings, lists, tables, code, links and formulas.

    Bad:  "Three things break:" and right below it "- the index"
    Good: "Three things break:", an empty line, "- the index"
    """
    preview, site = pieces_of(page.source), Site(page.html).pieces
    if [piece[:2] for piece in preview] != [piece[:2] for piece in site]:
        found = list(_differences(preview, site))
        before = (0, "")
        for wanted, shown in [pair for pair in found if pair[0].kind] or found:
            what = _told(wanted, shown, page.source.split("\n"))
            if before != (wanted.line - 1, what):  # of a list or table that is lost, the first line tells why
                yield wanted.line, 1, what
            before = (wanted.line, what)


@page_rule
def marks_read(page: Page) -> Found:
    """Each mark of Markdown does something, code stands between fences, and a table's rows have the cells of its head.

    Bad:  [the docs](https://docs.python.org, | a | b | c | in two columns, <div>, ``TTL`
    Good: [the docs](https://docs.python.org), | a | b |, `TTL`, 5 < 7, \\*
    """
    if not list(fence_faults(page.source)):
        tokens = tokens_of(page.source)
        yield from marks_left(tokens, page.source)
        yield from shapes(tokens, page.source)


def _differences(preview: list[Piece], site: list[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Yield what the preview shows and what the site shows instead, for each difference."""
    pairs = enumerate(zip(preview, site, strict=False))
    same = next((number for number, (a, b) in pairs if a[:2] != b[:2]), min(len(preview), len(site)))
    expected, found = preview[same : same + _MOST_COMPARED], site[same : same + _MOST_COMPARED]
    matcher = SequenceMatcher(None, [piece[:2] for piece in expected], [piece[:2] for piece in found], autojunk=False)
    for kind, start, end, other, other_end in matcher.get_opcodes():
        if kind != "equal" and max(start, other) < _MOST_COMPARED - 1:
            nearest = expected[start : start + 1] or preview[: same + start][-1:] or [Piece("text", "", 1)]
            yield _first(nearest[0], expected[start:end], found[other:other_end])


def _first(nearest: Piece, expected: Sequence[Piece], found: Sequence[Piece]) -> tuple[Piece, Piece]:
    """Return the first piece that is not what it should be; of text that swallowed what stands below it, that."""
    wanted, shown = expected[0] if expected else Piece("", "", nearest.line), found[0] if found else Piece("")
    if wanted.kind == shown.kind and shown.text.startswith(wanted.text) and len(expected) > 1:
        return expected[1], Piece("text", shown.text[len(wanted.text) :])
    return wanted, shown


def _told(wanted: Piece, shown: Piece, lines: list[str]) -> str:
    what = f"GitHub's preview shows {_name(wanted)} here, the site {_name(shown)}"
    if wanted.kind == shown.kind == "item":
        what = f"GitHub's preview shows an item {wanted.text} here, the site one {shown.text}"
    elif wanted.kind == shown.kind:
        at = next((n for n, (a, b) in enumerate(zip(wanted.text, shown.text, strict=False)) if a != b), 0)
        start = max(at - 10, 0)
        what = f"GitHub's preview shows {wanted.text[start : at + 30]!r} here, the site {shown.text[start : at + 30]!r}"
    return f"{what}; {_remedy(wanted, shown, lines)}"


def _name(piece: Piece) -> str:
    return _NAMES.get(piece.kind) or (f"a {piece.kind}" if piece.kind else "nothing")


def _remedy(wanted: Piece, shown: Piece, lines: list[str]) -> str:
    here, above = lines[wanted.line - 1], lines[wanted.line - 2] if wanted.line > 1 else ""
    spaces = len(here) - len(here.lstrip(" "))
    block = wanted.kind in ("item", "row", "cell", "code") or wanted.kind.startswith("heading")
    if wanted.kind.startswith("heading") and here.startswith((" ", "\t")):
        return "remove the spaces before it"
    if block and above.strip() and shown.kind in ("text", ""):
        return "put an empty line above it"
    if spaces % 4:
        return f"indent this line by {spaces - spaces % 4} or {spaces + 4 - spaces % 4} spaces, not {spaces}"
    if re.match(r"\s*#+[^#\s]", here):
        return "put a space after the '#', or a backslash before it where no heading is meant"
    if wanted.kind == shown.kind == "item" and (wanted.text[-1] != shown.text[-1] or "'-'" in wanted.text + shown.text):
        return "put a sentence between two lists, and indent an item inside another by four spaces"
    if re.match(r"\s*\d+[.)](?:\s|$)", here):
        return "number a list '1.', '2.', or write \\. behind a number that only begins a line"
    return _REMEDIES.get(wanted.kind) or _REMEDIES.get(shown.kind) or "put an empty line above and below it"
