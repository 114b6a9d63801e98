"""Compare HTML as a reader sees it: parsed text and parsed trees, not bytes."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "wbr"})


class _Flat(HTMLParser):
    """Flatten HTML to a list of start tags, end tags and text, entities decoded, white space folded."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = sorted((name, value) for name, value in attrs if name not in ("href", "src"))
        self.parts.append(f"<{tag} {kept}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if data.strip():
            self.parts.append(" ".join(data.split()))


def tree(html: str) -> list[str]:
    """Return tags, attributes but for addresses, and text, in order."""
    flat = _Flat()
    flat.feed(html)
    flat.close()
    return flat.parts


def text(html: str) -> str:
    """Return the text of HTML with white space folded, in Unicode form C: Anki keeps every field in that form."""
    flat = _Flat()
    flat.feed(html)
    flat.close()
    return unicodedata.normalize("NFC", " ".join("".join(flat.text).split()))
