"""Maths between dollars as MathML, which needs no script on the site and none in Anki."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from functools import lru_cache

from latex2mathml.converter import convert
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from .block import Writes

FAILED = "maths-error"
"""Class of maths that could not be converted; a rule refuses it."""

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"

INLINE = re.compile(
    r"(?<!\\)(?:\$\$(?P<block>[^$]+?)\$\$|\$(?![\s$])(?P<line>(?:\\.|[^\\$])+?)(?<!\s)\$(?!\d))", re.DOTALL
)
"""By pandoc's rule: no space behind the first dollar or before the second, and no digit after it, as in $5-$10."""

_ALONE = re.compile(r"\s*\$\$(?P<block>[^$]+)\$\$\s*")


def add_maths(md: Markdown) -> None:
    """Teach Markdown `$…$` in a line, and `$$…$$` in a line or alone."""
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
    md.inlinePatterns.register(_InlineMaths(INLINE.pattern, md), "fieldguide-maths", 189)
    md.parser.blockprocessors.register(_BlockMaths(md.parser), "fieldguide-maths", 79)


class _InlineMaths(Writes, InlineProcessor):
    """Read a formula inside a paragraph, heading or cell."""

    CLASSES = f"maths {FAILED}"

    def handleMatch(  # type: ignore[override]  # InlineProcessor itself differs from Pattern in this
        self, match: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        element = _maths("span", self.unescape(match["block"] or match["line"]), bool(match["block"]))
        return element, match.start(0), match.end(0)


class _BlockMaths(BlockProcessor):
    """Read a formula that stands alone between empty lines."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_ALONE.fullmatch(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        parent.append(_maths("div", _ALONE.sub(r"\g<block>", blocks.pop(0)), True))


def _maths(tag: str, latex: str, block: bool) -> etree.Element:
    element = etree.Element(tag, {"class": "maths"})
    try:
        maths = etree.fromstring(_mathml(html.unescape(latex).strip(), "block" if block else "inline"))
    except Exception:  # whatever latex2mathml raises on a formula it cannot read: its errors share no base class
        element.set("class", FAILED)
        element.text = AtomicString(latex)
        return element
    for part in maths.iter():
        part.tag = part.tag.removeprefix(_NAMESPACE)
        part.text = AtomicString(part.text) if part.text else None
    for group in maths.iter("mrow"):
        if len(group) == 1 and group[0].text == ",":
            group[0].set("rspace", "0")  # `10{,}000` is one number: in braces a comma separates nothing
    element.append(maths)
    return element


@lru_cache(maxsize=4096)
def _mathml(latex: str, display: str) -> str:
    return convert(latex.replace("{aligned}", "{split}"), display=display)  # one thing, of which it knows one name
