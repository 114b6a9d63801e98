"""Marks of Markdown that nothing reads: they stand in the text of a page, on GitHub and on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

_ESCAPED, _OTHER = "\ue000", "\ufffc"
"""What stands for the backslash before a bracket, and for whatever is not text: code, formulas, pictures."""

_TABLE = "this table shows as bars; under its head put a line such as '|---|---|' with as many cells, and no empty line"
_ADDRESS = r"(?:https?:|(?:[\w.-]*/)*[\w.-]+\.(?:md|svg|png|jpe?g|gif|webp)\b)"
_JOINED = r"(?<=[.:;,!?–—])- (?=\w)|(?<=\w)- (?=[A-Z])"
_FORMULA = r"\$\S*(?:[\^\\{}]|\([\w.]+[-+*/])|(?:[)}\]]|(?<!\w)[a-z])\$(?!\w)|[\^_]\{|(?<![\w:])\\[a-z]{2,}"
_VARIABLE = r"[A-Z][A-Z0-9_]+(?:[.,;:)]|\s+\w|$)"
_LOST = "this link or item lost a mark; write [words](address), and an item as '- ' on a line of its own"
_LEFT = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (r"^\s*(?:~{3,}|`{3,})", "this fence is no code; put an empty line above it and its end on a line of its own"),
        (r"^\s*\||^[|:\s—–-]*\|[|:\s—–-]*$", _TABLE),
        (r"^\s*#{1,6}\s+\S", "this heading shows as text; put it at the left edge, with an empty line above it"),
        (r"^\s*[-*+]\s+\S", "this list shows as text; put an empty line above it and indent it by 0, 4 or 8 spaces"),
        (r"^\s*!!!(?=\s|$)", "write '!!! note', '!!! tip' or '!!! warning', and indent its body by four spaces"),
        (r"^\s*(?:\?\?\?\+?|===[+!]?|:::)(?=\s+\S)", "this makes nothing here; write '!!! note', or answers as cards"),
        (r"^\[!\w+\]", "GitHub's alerts show as text here; write '!!! note' and indent its body by four spaces"),
        (r"^;?-+8<-+|^\{!.+!\}", "includes are not allowed; write the text itself, or show the line as code"),
        (r"(?<![:/])/{3,}", "a block begins at the left edge with an empty line above it, and stands in no other"),
        (r"`", "this backtick has no partner; put one on each side of the code"),
        (r"</?[A-Za-z][\w-]*(?:[\s/][^<>]*)?>?|<[!?]|--!?>", "HTML shows as text; write Markdown or use backticks"),
        (rf"\[[^\[\]()]*\((?={_ADDRESS})|\](?={_ADDRESS})|(?<=\S)- (?=[\[*\"“{_OTHER}])|{_JOINED}", _LOST),
        (
            rf"{_FORMULA}|(?<!\w)\$(?=\\?[A-Za-z{{])(?!{_VARIABLE})",
            "this dollar has no partner; close the formula, or write \\$",
        ),
        (rf"\]\((?=\S)|\] \((?={_ADDRESS}|#)", "this link is text; write [words](address)"),
        (r"\[\^[^\]\s]+\]", "footnotes make nothing here; write it in a sentence, or link to the source"),
        (r"\[[^\[\]]+\]\[[^\[\]]*\]", "this link leads nowhere; write [words](address)"),
        (r"\$\$", "this formula is not closed, or has an empty line in it; put '$$' on both sides"),
        (rf"{_ESCAPED}\(.+?{_ESCAPED}\)|^{_ESCAPED}\[.+{_ESCAPED}\]$", "write a formula as $x$, or alone as $$x$$"),
        (
            r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)|(?<![\w*])\*(?=\w)",
            "this mark has no partner; close it or write \\*",
        ),
        (r"(?<!\\)\\$", "this backslash shows as text; remove it"),
    )
)
"""Patterns in a line of text, and what to do; the first that is found is told."""

_BESIDE_LIST = (*_LEFT, (re.compile(r"^--+ "), _LOST))
"""Elsewhere two dashes name whom a quote is from."""

_MARK = re.compile(r"[`|#*<>\[\]$\\_^~&{}\ue000]|[-+]\s|!!!|\?\?\?|===|:::|//")
"""What every one of them needs; most lines of a page hold none of it."""

_PICTURE = re.compile(r"^(?!https?:).*\.(?:svg|png|jpe?g|gif|webp)$")
_BEGUN = ("link_open", "strong_open", "em_open")
_STARS = re.compile(r"(?<=\w)\*\*(?=[\s.,;:)]|$)")
"""What leads to a note that begins with two stars."""

_ONE = re.compile(r" \S")
"""How a line begins that lost the mark of an item."""

_BOX = re.compile(r"^\[[ xX]\]\s")


def marks_left(tokens: tuple[Token, ...], source: str) -> Iterator[tuple[int, int, str]]:
    """Yield line and column of each mark that shows as text, once a line, and what to do about it."""
    lines, at = source.split("\n"), 1
    noted = any(token.content.startswith("** ") for token in tokens)
    for number, token in enumerate(tokens):
        at = token.map[0] + 1 if token.map else at
        if token.type == "inline" and _MARK.search(token.content):
            told, left = set(), _BESIDE_LIST if _beside_list(tokens, number) else _LEFT
            for line, text in enumerate(_lines(token), at):
                text = _STARS.sub(_OTHER, text) if noted else text
                if (found := _left(text, left)) and found[1] not in told:
                    told.add(found[1])
                    yield line, lines[line - 1].find(found[0].strip()) + 1 or 1, found[1]
            links = (str(child.attrGet("href")) for child in token.children or () if child.type == "link_open")
            if any(_PICTURE.search(link) for link in links):
                yield at, 1, "this link leads to a picture, which shows with a '!' right before its brackets"
            if _BOX.match(token.content) and tokens[number - 2].type == "list_item_open":
                yield at, 1, "boxes to tick show as text here; write a plain list"


def shapes(tokens: tuple[Token, ...], source: str) -> Iterator[tuple[int, int, str]]:
    """Yield the place of what other rules could not tell apart: code by indentation, odd headings, uneven rows."""
    lines, columns = source.split("\n"), 0
    for number, token in enumerate(tokens):
        at = token.map[0] + 1 if token.map else 1
        if token.type == "code_block":
            yield at, 1, "indented by four spaces, this becomes code; indent it less, or put it between ``` lines"
        elif token.type == "heading_open" and (token.level or token.markup[0] != "#"):
            yield at, 1, "this heading cannot be told from text; write '## …' at the left edge"
        elif token.type == "tr_open":
            cells = _cells(lines[at - 1])
            columns = cells if tokens[number - 1].type == "thead_open" else columns
            if cells != columns:
                yield at, 1, f"cells in this row: {cells}, in the table's head: {columns}; {_row(cells, columns)}"
        elif token.type == "inline" and _beside_list(tokens, number):
            yield from (
                (line, 1, _LOST) for line in range(at + 1, at + len(_lines(token))) if _ONE.match(lines[line - 1])
            )


def _row(cells: int, columns: int) -> str:
    return "escape a bar in a cell as \\|" if cells > columns else "add cells, or put an empty line above this text"


def _cells(row: str) -> int:
    """Count the cells of a row as GitHub does: at each bar without a backslash."""
    inner = re.sub(r"\\.", "", row).strip().removeprefix(">").strip()
    return inner.removeprefix("|").removesuffix("|").count("|") + 1


def _lines(token: Token) -> list[str]:
    """Return the lines of a paragraph, heading or cell, with one character for whatever is not text."""
    lines = [""]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append("")
        elif child.type == "text":
            lines[-1] += child.content
        elif child.type in _BEGUN and lines[-1].endswith("- "):
            lines[-1] += _OTHER
        elif child.type == "text_special" and child.content in "()[]":
            lines[-1] += _ESCAPED + child.content
        elif child.type in ("text_special", "code_inline", "maths", "image"):
            lines[-1] += _OTHER
    return lines


def _beside_list(tokens: tuple[Token, ...], number: int) -> bool:
    """Tell whether the paragraph of a token stands in a list, or right above or below one."""
    around = (*tokens[max(number - 2, 0) : number], *tokens[number + 2 : number + 3])
    return any("list" in token.type for token in around)


def _left(text: str, patterns: tuple[tuple[re.Pattern[str], str], ...]) -> tuple[str, str] | None:
    if not _MARK.search(text):
        return None
    found = ((pattern.search(text), what) for pattern, what in patterns)
    return next(((match[0], what) for match, what in found if match), None)
