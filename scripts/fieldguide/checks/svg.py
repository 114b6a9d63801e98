"""The rule about drawings: an SVG file draws, and does nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

from ..model import Guide
from ..rules import FoundIn, guide_rule
from .allowed import naming
from .pictures import DRAWINGS, LARGEST_FILE, LONGEST_SIDE, files

_ELEMENTS = "circle desc ellipse g line path polygon polyline rect svg text title tspan"
_ATTRIBUTES = (
    "aria-label cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size font-style "
    "font-weight height id letter-spacing opacity points preserveAspectRatio r role rx ry stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "textLength transform vector-effect version viewBox width x x1 x2 xml:space xmlns y y1 y2"
)
"""What draws, and refers to nothing: no style, no script, nothing that makes a browser draw a thing many times."""

_KNOWN, _CARRIED = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())
_WORDS = ("aria-label", "id", "role", "xmlns")
_REFERENCE = re.compile(r"url|src|image|\\|@", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
_DEEPEST = 50
"""Elements inside one another."""

_SVG = "http://www.w3.org/2000/svg"


@naming(elements=_ELEMENTS.split())
@guide_rule
def drawing_still(guide: Guide) -> FoundIn:
    """An SVG file draws and does nothing else: it holds {elements}, no style and no reference.

    Bad:  <svg onload="…">, <script>, <foreignObject>, <image href="https://…">, style="…"
    Good: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 340"><rect width="560" height="340"/></svg>
    """
    for name, path in files(guide.docs_dir):
        if path.suffix == DRAWINGS and 0 < path.stat().st_size <= LARGEST_FILE:
            for line, column, what in _Drawing().faults(path):
                yield name, line, column, what


class _Drawing:
    """One reading of an SVG file."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, str]] = []
        self.depth = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = lambda *_: self._give_up("a document type; remove <!DOCTYPE …>")
        self.parser.ProcessingInstructionHandler = lambda *_: self._say("an instruction <?…>; remove it")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def faults(self, path: Path) -> list[tuple[int, int, str]]:
        """Return line, column and what is wrong."""
        try:
            self.parser.Parse(path.read_bytes(), True)
        except expat.ExpatError as error:
            what = f"not SVG that can be read ({expat.ErrorString(error.code)}); export the drawing again"
            self.found.append((error.lineno, error.offset + 1, what))
        except _Enough:
            pass
        return self.found

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() != "utf-8":
            self._say(f"encoding {encoding[:60]!r}; save the file as UTF-8")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.depth and (name != "svg" or attributes.get("xmlns") != _SVG):
            self._give_up(f'not an SVG file; begin with <svg xmlns="{_SVG}">')
        if self.depth == _DEEPEST:
            self._give_up(f"more than {_DEEPEST} elements inside one another; simplify the drawing")
        if name not in _KNOWN:
            self._say(f"element <{name[:60]}> is not allowed; remove it, or save the picture as PNG")
        for key, value in attributes.items():
            if key not in _CARRIED:
                self._say(f"attribute '{key[:60]}' is not allowed; remove it, or save the picture as PNG")
            elif key not in _WORDS and _REFERENCE.search(value):
                self._say(f"a reference in '{key[:60]}'; draw it in this file")
            elif not self.depth and key in ("width", "height") and _too_long(value):
                self._say(f"{key} {value[:60]!r}; write at most {LONGEST_SIDE}, without a unit")
        self.depth += 1

    def _end(self, _: str) -> None:
        self.depth -= 1

    def _say(self, what: str) -> None:
        self.found.append((self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what))

    def _give_up(self, what: str) -> None:
        """Say what is wrong, and read no further: what follows may be a bomb of entities."""
        self._say(what)
        raise _Enough


class _Enough(Exception):
    """Nothing further in this file is worth reading, or safe to read."""


def _too_long(value: str) -> bool:
    match = _NUMBER.fullmatch(value)
    return value != "100%" and (not match or float(match[1]) > LONGEST_SIDE)
