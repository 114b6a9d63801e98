"""What templates and style of the cards may hold: the fields, and nothing that runs, fetches or hides."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..model import Problem
from ..rules import Found
from ..sources.registry import place_at
from .catalogue import SITE_ADDRESS, Catalogue

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


def _card_template(kind: str, side: str, text: str, fields: set[str]) -> Found:
    """A template shows its fields, in a few elements, and does nothing else: no script, no address but the site's.

    Bad:  <script>, <img src="https://…">, {{type:Answer}}, {{Answer}} on the front, a back without {{Answer}}
    Good: <div class="answer">{{Answer}}</div>
    """
    for match in re.finditer("<[^>]*>?", text):
        if not _ELEMENT.fullmatch(match[0]) or _HREF.search(match[0]):
            what = f"{match[0][:60]!r} would run, fetch or lead elsewhere on every card; take it out"
            yield *place_at(text, match.start()), what
    for match in re.finditer(r"\{\{[^}]*\}*|\}\}", text):
        field = _FIELD.fullmatch(match[0])
        if not field or field["name"] not in fields or (field["mark"] == "cloze:" and kind != "cloze"):
            what = f"{match[0][:60]!r} is not a field of this note type, and every card would show that"
            yield *place_at(text, match.start()), what
        elif field["name"] == _GIVEN_AWAY.get((kind, side)) and not field["mark"]:
            yield *place_at(text, match.start()), f"{match[0]} gives the answer away; every card would show it at once"
    always = _SECTION.sub("", text)
    for wanted in _SHOWN[kind, side]:
        if wanted not in always:
            yield 1, 1, f"the {side} does not show {wanted}, and no card would; put it back"


def _card_style(text: str) -> Found:
    """The style of the cards loads nothing and hides nothing: a list of properties, with values of a known form.

    Bad:  @import, url(https://…), .answer { display: none }, </style>, an empty file
    Good: .answer { margin-top: .8em; color: var(--ink); }
    """
    plain = _FONT.sub(_blank, _COMMENT.sub(_blank, text))
    for match in _FOREIGN.finditer(plain):
        what = f"{match[0]!r} in the style would load from elsewhere or end it; take it out"
        yield *place_at(text, match.start()), what
    for block in _BLOCK.finditer(plain):
        for match in _DECLARATION.finditer(block["inside"]):
            name, value = match["name"], match["value"].strip()
            form = r"#[0-9a-f]{6}|rgba\([^()]+\)" if name.startswith("--") else _VALUES.get(name, "(?!)")
            if not re.fullmatch(form, value, re.DOTALL):
                what = f"'{name}: {value[:40]}' is not known to leave cards readable; take it out"
                yield *place_at(text, block.start("inside") + match.start()), what
    for wanted in _NEEDED:
        if wanted not in plain:
            yield 1, 1, f"the style says nothing of {wanted}, so cards would lose their look; put it back"


LOOK_RULES: dict[str, Callable[..., Found]] = {"card-template": _card_template, "card-style": _card_style}


def look_problems(cards_dir: Path, catalogue: Catalogue) -> list[Problem]:
    """Return what is wrong with templates and style; raises OSError."""
    folder = cards_dir / "note-types"
    style = "cards/note-types/style.css"
    found = [Problem(style, *fault, "card-style") for fault in _card_style(_text(folder / "style.css"))]
    for kind, note_type in catalogue.note_types.items():
        for side in ("front", "back"):
            text, fields = _text(folder / kind / f"{side}.html"), set(dict(note_type.fields))
            shown = f"cards/note-types/{kind}/{side}.html"
            found += [Problem(shown, *fault, "card-template") for fault in _card_template(kind, side, text, fields)]
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _blank(match: re.Match[str]) -> str:
    """Take something out and leave every place as it is."""
    return re.sub(r"[^\n]", " ", match[0])
