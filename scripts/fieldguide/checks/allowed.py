"""The one list of what a page may hold: elements, attributes, schemes of addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from pygments.token import STANDARD_TYPES

from ..markdown.block import WRITERS

_TEXT = (
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
    "img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead "
    "time tr ul var wbr"
)
_MATHS = (
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle "
    "msub msubsup msup mtable mtd mtext mtr munder munderover none"
)
ELEMENTS = frozenset([*_TEXT.split(), *_MATHS.split(), *(name for writer in WRITERS for name in writer.ELEMENTS)])
EVERYWHERE = frozenset({"class", "id", "lang", "title"})
OF_MATHS = (
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop "
    "linethickness lspace mathcolor mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace "
    "scriptlevel separator stretchy symmetric voffset width xmlns"
)
_OF_MARKDOWN = {
    "a": "href",
    "details": "open",
    "img": "alt src",
    "ol": "start",
    "td": "colspan rowspan style",
    "th": "colspan rowspan scope style",
}
"""What Markdown itself writes, and what may stand in braces behind it."""

_DECLARED = (_OF_MARKDOWN, *(writer.ELEMENTS for writer in WRITERS))
OF_ONE = {name: {key for own in _DECLARED for key in own.get(name, "").split()} for name in sorted(ELEMENTS)}
ATTRIBUTES = {name: EVERYWHERE | set(OF_MATHS.split() if name in _MATHS.split() else OF_ONE[name]) for name in ELEMENTS}
"""What each element may carry."""

SCHEMES = ("https", "http", "mailto")

_CLASSES = {
    *("admonition", "admonition-title", "by-date", "filename", "headerlink"),
    *("highlight", "lead", "note", "tip", "warning"),
    *(name for writer in WRITERS for name in f"{writer.CLASSES} {writer.MADE}".split()),
}
"""What the style sheet of the guide knows; one of the theme's could hide a part of the page or pose as the theme."""

_CODE_CLASSES = rf"language-[\w.+#-]+|[a-z]+-[A-Z][\w-]*|{'|'.join(sorted(filter(None, STANDARD_TYPES.values())))}"
"""What the highlighter writes: the language, and what each piece of code is."""

_CLASS = rf"(?:{'|'.join(sorted(_CLASSES))}|{_CODE_CLASSES})"

_LENGTH = r"-?\d?(?:\.\d+)?(?:em|ex)|\d{0,2}(?:\.\d+)?(?:px|pt)|\d{1,4}|0"
"""Of pictures and maths: what does not push text over other text."""

VALUES = {
    "class": re.compile(rf"{_CLASS}(?: {_CLASS})*"),
    "id": re.compile(r"(?:[A-Za-z0-9][\w.:-]*|_\d+)", re.ASCII),
    "colspan": re.compile(r"[1-9]"),
    "height": re.compile(_LENGTH),
    "lspace": re.compile(_LENGTH),
    "rowspan": re.compile(r"[1-9]\d?"),
    "rspace": re.compile(_LENGTH),
    "voffset": re.compile(_LENGTH),
    "width": re.compile(_LENGTH),
    "style": re.compile(r"text-align: (?:left|center|right);"),
    "xmlns": re.compile(r"http://www\.w3\.org/1998/Math/MathML"),
}
"""What the attributes hold that could hide a part of the page, or pose as a part of the theme."""


_Rule = TypeVar("_Rule", bound=Callable[..., object])


def naming(**lists: Iterable[str]) -> Callable[[_Rule], _Rule]:
    """Fill `{name}` in the docstring of a rule, so that its documentation cannot disagree with the list."""

    def fill(rule: _Rule) -> _Rule:
        for name, items in lists.items():
            rule.__doc__ = (rule.__doc__ or "").replace(f"{{{name}}}", ", ".join(f"`{item}`" for item in items))
        return rule

    return fill
