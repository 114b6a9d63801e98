"""What templates and style of the cards may hold: the fields, and nothing that runs, fetches or hides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ..model import Problem
from .catalogue import SITE_ADDRESS, Catalogue

_Found = Iterator[tuple[int, str]]
"""What a rule yields: where in the text, counted in characters, and what is wrong there."""

_ELEMENT = re.compile(r'</?(?:article|div|p|hr|a|span|strong|em|small)(?: (?:class|id|dir|lang|href)="[^"<>]*")*>')
_HREF = re.compile(r'href="(?!' + re.escape(SITE_ADDRESS) + r'\{\{Path\}\}")[^"]*"')
_FIELD = re.compile(r"\{\{(?P<mark>[#^/]|cloze:)?(?P<name>[^{}#^/:]+)\}\}")
_SECTION = re.compile(r"\{\{[#^](?P<name>[^{}]+)\}\}.*?\{\{/(?P=name)\}\}", re.DOTALL)
_LINK = f'href="{SITE_ADDRESS}{{{{Path}}}}"'
_SHOWN = {
    ("basic", "front"): ("{{Question}}", "{{Topic}}"),
    ("basic", "back"): ("{{Question}}", "{{Answer}}", "{{Card id}}", _LINK),
    ("cloze", "front"): ("{{Question}}", "{{cloze:Text}}"),
    ("cloze", "back"): ("{{Question}}", "{{cloze:Text}}", "{{Card id}}", _LINK),
}
"""What each side shows, whatever else it shows."""

_GIVEN_AWAY = {("basic", "front"): "Answer", ("cloze", "front"): "Text", ("cloze", "back"): "Text"}
"""The field that a side may not show as it is."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FONT = re.compile(r'url\("data:font/woff2;base64,[A-Za-z0-9+/=]+"\)')
_CALL = re.compile(r"(?:url|image|image-set|src|attr|expression)\(", re.IGNORECASE)
_FOREIGN = re.compile(rf"[<\\]|{_CALL.pattern}|@(?!media\b|supports\b|font-face\b)[\w-]*", re.IGNORECASE)
_BLOCK = re.compile(r"\{(?P<inside>[^{}]*)\}")
_DECLARATION = re.compile(r"(?P<name>[\w-]+)\s*:(?P<value>[^;]*)")
_LENGTH = r"(?:auto|0|\d{0,2}(?:\.\d+)?(?:em|px|%)?)"
_SIZE = r"(?:\.[5-9]\d?em|[1-3](?:\.\d+)?em|[1-3]\dpx)"
_FREE = r".+"
_VALUES = {
    **dict.fromkeys(("margin", "margin-top", "padding", "padding-left"), rf"{_LENGTH}(?: {_LENGTH}){{0,3}}"),
    **dict.fromkeys(("border", "border-top", "border-bottom", "border-left", "border-right"), _FREE),
    **dict.fromkeys(("border-collapse", "border-radius", "background", "filter"), _FREE),
    **dict.fromkeys(("font-family", "font-weight", "line-height", "letter-spacing", "content"), _FREE),
    **dict.fromkeys(("text-align", "vertical-align", "overflow-wrap", "white-space", "direction"), _FREE),
    **dict.fromkeys(("text-decoration", "text-decoration-thickness", "text-decoration-color"), _FREE),
    **dict.fromkeys(("text-underline-offset", "-webkit-box-decoration-break", "box-sizing"), _FREE),
    **dict.fromkeys(("overflow-x", "overflow-y"), "auto|hidden"),
    "color": r"var\(--(?!paper|line|tint|code)[a-z]+\)|inherit",
    "display": r"(?:inline-)?(?:block|table)|table-(?:row|cell)",
    "font": rf"{_SIZE}.*",
    "font-size": _SIZE,
    "height": "auto|0",
    "src": r'(?:format\("woff2"\))?',  # the font that is part of the style itself
    "max-width": r"\d\d(?:em)|100%|min\(100%, \d\dem\)",
}
"""Properties that the style may use, and what their values look like: none of them hides, moves or fetches."""

_NEEDED = ("--paper", "--ink", "nightMode", "night_mode", ".question", ".answer", ".cloze")


def _card_template(kind: str, side: str, text: str, fields: set[str]) -> _Found:
    """A template shows its fields, in a few elements, and does nothing else: no script, no address but the site's.

    Bad:  <script>, <img src="https://…">, {{type:Answer}}, {{Answer}} on the front, a back without {{Answer}}
    Good: <div class="answer">{{Answer}}</div>
    """
    for match in re.finditer("<[^>]*>?", text):
        if not _ELEMENT.fullmatch(match[0]) or _HREF.search(match[0]):
            yield match.start(), f"{match[0][:60]!r} would run, fetch or lead elsewhere on every card; take it out"
    for match in re.finditer(r"\{\{[^}]*\}*|\}\}", text):
        field = _FIELD.fullmatch(match[0])
        if not field or field["name"] not in fields or (field["mark"] == "cloze:" and kind != "cloze"):
            yield match.start(), f"{match[0][:60]!r} is not a field of this note type, and every card would show that"
        elif field["name"] == _GIVEN_AWAY.get((kind, side)) and not field["mark"]:
            yield match.start(), f"{match[0]} gives the answer away; every card would show it at once"
    always = _SECTION.sub("", text)
    for wanted in _SHOWN[kind, side]:
        if wanted not in always:
            yield 0, f"the {side} does not show {wanted}, and no card would; put it back"


def _card_style(text: str) -> _Found:
    """The style of the cards loads nothing and hides nothing: a list of properties, with values of a known form.

    Bad:  @import, url(https://…), .answer { display: none }, </style>, an empty file
    Good: .answer { margin-top: .8em; color: var(--ink); }
    """
    plain = _FONT.sub(_blank, _COMMENT.sub(_blank, text))
    for match in _FOREIGN.finditer(plain):
        yield match.start(), f"{match[0]!r} in the style would load from elsewhere or end it; take it out"
    for block in _BLOCK.finditer(plain):
        for match in _DECLARATION.finditer(block["inside"]):
            name, value = match["name"], match["value"].strip()
            form = r"#[0-9a-f]{6}|rgba\([^()]+\)" if name.startswith("--") else _VALUES.get(name, "(?!)")
            if not re.fullmatch(form, value, re.DOTALL):
                place = block.start("inside") + match.start()
                yield place, f"'{name}: {value[:40]}' is not known to leave cards readable; take it out"
    for wanted in _NEEDED:
        if wanted not in plain:
            yield 0, f"the style says nothing of {wanted}, so cards would lose their look; put it back"


LOOK_RULES: dict[str, Callable[..., _Found]] = {"card-template": _card_template, "card-style": _card_style}


def look_problems(cards_dir: Path, catalogue: Catalogue) -> list[Problem]:
    """Return what is wrong with templates and style; raises OSError."""
    folder = cards_dir / "note-types"
    faults = _card_style(_text(folder / "style.css"))
    found = [_problem("style.css", folder, place, what, "card-style") for place, what in faults]
    for kind, note_type in catalogue.note_types.items():
        for side in ("front", "back"):
            name = f"{kind}/{side}.html"
            faults = _card_template(kind, side, _text(folder / name), set(dict(note_type.fields)))
            found += [_problem(name, folder, place, what, "card-template") for place, what in faults]
    return found


def _problem(name: str, folder: Path, place: int, what: str, rule: str) -> Problem:
    before = _text(folder / name)[:place]
    line = before.count("\n") + 1
    return Problem(f"cards/note-types/{name}", line, place - before.rfind("\n"), what, rule)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _blank(match: re.Match[str]) -> str:
    """Take something out and leave every place as it is."""
    return re.sub(r"[^\n]", " ", match[0])
