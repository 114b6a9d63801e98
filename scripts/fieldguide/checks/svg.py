"""The rule about drawings: an SVG file draws, and does nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

from ..model import Guide
from .allowed import DRAWING, naming
from .pictures import DRAWINGS, LARGEST_FILE, LONGEST_SIDE, files
from .registry import FoundIn, guide_rule

OUTSIDE = re.compile(r"url\s*\((?!\s*['\"]?#)|@import|expression\s*\(|image-set|\bsrc\s*\(", re.IGNORECASE)
COSTLY = re.compile(r"\b(?:filter|mask|backdrop|mix-blend-mode|animation|transition)\b[^;:]*:", re.IGNORECASE)
"""What makes a browser draw a thing many times over."""

IN_ONE_ANOTHER = ("marker", "clipPath")
"""Elements that could refer to each other, so that a few lines draw millions of times."""
NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
DEEPEST = 50
"""Elements inside one another."""

SVG = "http://www.w3.org/2000/svg"


@naming(elements=DRAWING.split())
@guide_rule
def drawing_still(guide: Guide) -> FoundIn:
    """An SVG file holds no script, no event, no reference to other files, and of elements only {elements}.

    Bad:  <svg onload="…">, <script>, <foreignObject>, <image href="https://…">, @import
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
        self.opened: list[str] = []
        self.style = ""
        self.parser = expat.ParserCreate("utf-8")
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = lambda *_: self._give_up("a document type; remove <!DOCTYPE …>")
        self.parser.ProcessingInstructionHandler = lambda *_: self._say("an instruction <?…>; remove it")
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._text
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
        if (encoding or "utf-8").lower() != "utf-8":
            self._say(f"encoding {encoding[:60]!r}; save the file as UTF-8")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.opened and (name != "svg" or attributes.get("xmlns") != SVG):
            self._give_up(f'not an SVG file; begin with <svg xmlns="{SVG}">')
        if len(self.opened) == DEEPEST:
            self._give_up(f"more than {DEEPEST} elements inside one another; simplify the drawing")
        if name not in DRAWING.split():
            self._say(f"element <{name[:60]}> is not allowed; remove it, or export as plain SVG")
        for key, value in attributes.items():
            self._attribute(key, value)
        self.opened.append(name)

    def _attribute(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self._say(f"event attribute '{key[:60]}'; remove it")
        elif key.split(":")[-1].lower() in ("href", "src", "base") and not value.startswith("#"):
            self._say(f"a reference to {value[:60]!r}; draw it in this file")
        elif OUTSIDE.search(value) or (key == "style" and "\\" in value):
            self._say(f"a reference to outside in '{key[:60]}'; refer to '#id' in this file only")
        elif key in ("filter", "mask") or (key == "style" and COSTLY.search(value)):
            self._say(f"{key[:60]!r} {value[:60]!r} keeps a browser busy; draw it plainly")
        elif "url" in value.lower() and set(self.opened).intersection(IN_ONE_ANOTHER):
            self._say(f"a reference inside <{self.opened[-1][:60]}>; these may not use one another")
        elif not self.opened and key in ("width", "height") and _too_long(value):
            self._say(f"{key} {value[:60]!r}; write at most {LONGEST_SIDE}, without a unit")

    def _text(self, text: str) -> None:
        self.style += text if self.opened and self.opened[-1] == "style" else ""

    def _end(self, name: str) -> None:
        self.opened.pop()
        if name == "style" and (OUTSIDE.search(self.style) or "\\" in self.style):
            self._say("a reference to outside in <style>; refer to '#id' in this file only")
        elif name == "style" and (COSTLY.search(self.style) or "url" in self.style.lower()):
            self._say("a filter, mask, animation or url() in <style>; draw it plainly")

    def _say(self, what: str) -> None:
        self.found.append((self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what))

    def _give_up(self, what: str) -> None:
        """Say what is wrong, and read no further: what follows may be a bomb of entities."""
        self._say(what)
        raise _Enough


class _Enough(Exception):
    """Nothing further in this file is worth reading, or safe to read."""


def _too_long(value: str) -> bool:
    match = NUMBER.fullmatch(value)
    return value != "100%" and (not match or float(match[1]) > LONGEST_SIDE)
