"""The pieces of a page's source as GitHub's preview shows them, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...markdown.maths import INLINE
from ...sources.document import OPENING, document_of, split_header
from .shown import Piece, code_of, item_of, leaf

_BLOCK = re.compile(r"/{3,}\s*(?:\w[\w-]*\s*(?:\|.*)?)?")
_ADMONITION = re.compile(r'!!! \w+(?: "[^"]*")?\s*')
_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}]+))(?:\s[^{}]*)?\}")
_NUMBER = re.compile(r"^\d+(?=[.)]\s*$)")
"""The answer of a card that is a number: GitHub would show an empty list, and nobody means one."""

_DEFINITION = re.compile(r":(?=\s+\S)")


_BEGINS = re.compile(r"[\n!$&*<\[\\\]_`~]")
"""What begins or ends something in a line."""


def _maths(state: StateInline, silent: bool) -> bool:
    """Read a formula as the guide's own extension reads it."""
    match = INLINE.match(state.src, state.pos) if state.src[state.pos] == "$" else None
    if match is None or state.src[: state.pos].endswith("\\"):
        return False
    if not silent:
        state.push("maths", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _inline(state: StateCore) -> None:
    """Take apart what stands in lines, and leave text in which nothing begins as it is."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _BEGINS.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline", "text_join"])
    parser.core.ruler.at("inline", _inline)
    parser.inline.ruler.before("escape", "maths", _maths)
    parser.inline.terminator_re = _BEGINS
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # another rule judges addresses,
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # and as they are written
    return parser


_PARSER = _parser()


@lru_cache(maxsize=4)
def tokens_of(source: str) -> tuple[Token, ...]:
    """Take a page's source apart, once; lines count from 0 in what stands at `map`."""
    return tuple(_PARSER.parse(_plain_markdown(source)))


def pieces_of(source: str) -> list[Piece]:
    """Return the pieces of a page's source."""
    return list(_pieces(tokens_of(source)))


def _plain_markdown(source: str) -> str:
    """Return a source in which every line stays and what is the guide's own is what it stands for: no block, no `!!!`.

    A card's question is a heading, a block's other lines are empty, the body of an admonition is not indented, and a
    definition is an item of a list.
    """
    document = document_of(source)
    lines = ["" if number < document.begins else line for number, line in enumerate(document.lines, 1)]
    for number, line in document.prose:
        lines[number - 1] = _without_block(line)
    return "\n".join(_dedented(lines))


def _without_block(line: str) -> str:
    if not line.startswith("///") or not _BLOCK.fullmatch(line):
        return _DEFINITION.sub("-", line, count=1) if line.startswith(":") else _NUMBER.sub(r"\g<0>\\", line)
    opening = OPENING.fullmatch(line)
    return f"### {split_header(opening['text'])[0]}" if opening else ""


def _dedented(lines: list[str]) -> list[str]:
    """Take the heads of admonitions away, and four spaces off their bodies."""
    found: list[str] = []
    inside = False
    for number, line in enumerate(lines):
        wide = line.expandtabs(4)
        inside = inside and (not line.strip() or wide.startswith("    "))
        if not inside and _ADMONITION.fullmatch(line) and _is_indented(lines[number + 1 :]):
            inside = True
            found.append("")
        else:
            found.append(wide[4:] if inside else line)
    return found


def _is_indented(lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    return first.expandtabs(4).startswith("    ")


def _pieces(tokens: tuple[Token, ...]) -> Iterator[Piece]:
    depth, kind, line = 0, "text", 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        depth += token.nesting * token.type.endswith(("list_open", "list_close"))
        kind = _kind(token, kind)
        if token.type == "inline":
            yield from _pieces_in(token, kind, line)
        elif token.type in ("fence", "code_block"):
            yield Piece("code", code_of(token.content), line)
        elif token.type == "tr_open":
            yield Piece("row", "", line)
        elif token.type == "list_item_open":
            yield Piece("item", item_of(depth, int(token.info) if token.info else None), line)


def _kind(token: Token, before: str) -> str:
    if token.type == "heading_open":
        return f"heading {token.tag[1]}"
    if token.type in ("td_open", "th_open"):
        return "cell"
    return before if token.type == "inline" else "text"


def _pieces_in(token: Token, kind: str, line: int) -> Iterator[Piece]:
    text, inside, links = "", [], []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line, text = line + 1, f"{text} "
        elif child.type == "image":
            inside.append(Piece("picture", " ".join(child.content.split()), line))
        elif child.type == "code_inline":
            inside.append(Piece("code in a line", " ".join(child.content.split()), line))
            text += child.content
        elif child.type == "maths":
            inside.append(Piece("formula", "", line))
            text += "$"
        elif child.type == "link_open":
            links.append(len(text))
        elif child.type == "link_close":
            inside.append(Piece("link", " ".join(text[links.pop() :].split()), line))
        else:
            text += _ATTRIBUTES.sub("", child.content)
    yield from leaf(kind, text, inside, token.map[0] + 1 if token.map else line)
