"""Turn the maths that arithmatex found into MathML, which needs no script on the site and none in Anki."""

from __future__ import annotations

import html
import xml.etree.ElementTree as etree
from functools import lru_cache

from latex2mathml.converter import convert
from markdown.treeprocessors import Treeprocessor

FAILED = "maths-error"
"""Class of maths that could not be converted; a rule refuses it."""

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


class MathsToMathML(Treeprocessor):
    """Replace `<span class="arithmatex">` and `<div …>` by `<math>`."""

    def run(self, root: etree.Element) -> None:
        for element in list(root.iter()):
            if element.get("class") == "arithmatex":
                _replace(element)


def _replace(element: etree.Element) -> None:
    block = element.tag == "div"
    latex = html.unescape(element.text or "") if block else element.text or ""
    try:
        maths = etree.fromstring(_mathml(latex.strip(), "block" if block else "inline"))
    except Exception:  # whatever latex2mathml raises on a formula it cannot read: its errors share no base class
        element.set("class", FAILED)
        return
    element.text = None
    element.set("class", "maths")
    element.append(_without_namespace(maths))


@lru_cache(maxsize=4096)
def _mathml(latex: str, display: str) -> str:
    return convert(latex, display=display)


def _without_namespace(maths: etree.Element) -> etree.Element:
    for element in maths.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    return maths
