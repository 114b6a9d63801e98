"""Rules about pictures and maths: they can be shown, on the site and on a card."""

from __future__ import annotations

import html
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from ..markdown.maths import FAILED
from ..model import Guide, Page
from ..rules import Found, FoundIn, guide_rule, page_rule
from .text import place, split_address

_IMAGE = re.compile(r"<img\b(?P<attributes>[^>]*)>")
MATHS = re.compile(r"<math\b.*?</math>", re.DOTALL)
_FILE_NAME = re.compile(
    r".*\.(?:png|jpe?g|svg|gif|webp|bmp|tiff?|heic|pdf)"
    r"|(?:an? |the )?(?:image|picture|photo|screen ?shot|figure|fig|diagram|drawing|chart|graph|img|dsc|pxl)[\W\d_]*"
)
"""What a camera or a desktop calls a file, or a word that fits all of them."""

_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]+")
_ERROR = re.compile(rf'<(?:span|div) class="{FAILED}">(?P<text>.*?)</(?:span|div)>', re.DOTALL)


@page_rule
def picture_described(page: Page) -> Found:
    """A picture has alt text that says what it shows.

    Bad:  ![](../../assets/pictures/ring.svg), ![IMG_1234](../../assets/pictures/ring.svg)
    Good: ![A ring of four nodes; each key belongs to the next node clockwise.](../../assets/pictures/ring.svg)
    """
    for source, alt in _pictures(page):
        name = Path(unquote(source)).name
        said = alt.strip().lower()
        if not said:
            yield *place(page, Path(source).name), "picture without alt text; write ![what it shows](…)"
        elif said in (name.lower(), name.rpartition(".")[0].lower()) or _FILE_NAME.fullmatch(said):
            what = f"alt text {alt.strip()[:60]!r} is a name and says nothing; write ![what it shows](…)"
            yield *place(page, Path(source).name), what


@guide_rule
def picture_ours(guide: Guide) -> FoundIn:
    """A picture is a file in docs/assets/: remote ones vanish, and a deck must carry its own.

    Bad:  ![A ring](https://example.org/ring.png)
    Good: ![A ring](../../assets/pictures/ring.svg)
    """
    for page in guide.pages:
        for source, _ in _pictures(page):
            path = _path(page, source)
            if path is None or not path.startswith("assets/") or not Path(guide.docs_dir, path).is_file():
                what = f"no picture {source[:80]!r} in docs/assets/; add the file and give its path from this page"
                yield page, *place(page, Path(source).name), what


@guide_rule
def picture_used(guide: Guide) -> FoundIn:
    """A file in docs/assets/pictures/ is shown by a page, and a folder in docs/assets/labs/ belongs to a topic.

    Bad:  ring-old.svg, which no page shows
    Good: ring.svg, and on a page ![A ring of four nodes](../../assets/pictures/ring.svg)
    """
    slugs = {topic.slug for topic in guide.topics}
    for path in _files(guide, "pictures"):
        if not any(path.name in page.source for page in guide.pages):
            yield _shown(guide, path), 1, 1, "no page shows this picture; show it, or remove the file"
    for path in _files(guide, "labs"):
        folder = path.relative_to(guide.docs_dir).parts[2]
        if folder not in slugs:
            yield _shown(guide, path), 1, 1, f"no topic {folder[:60]!r}; name the folder after the topic it is for"


@page_rule
def maths_understood(page: Page) -> Found:
    r"""Every command in maths is one that can be shown.

    Bad:  $\softmax(x)$
    Good: $\operatorname{softmax}(x)$
    """
    for maths in MATHS.findall(page.html):
        for command in _UNKNOWN_COMMAND.findall(html.unescape(maths)):
            yield *place(page, command), f"maths command '{command[:60]}' is unknown; use another or \\operatorname"
    for error in _ERROR.findall(page.html):
        text = html.unescape(error).strip()
        what = "write it with 'aligned', 'cases' or 'matrix'" if "\\begin" in text else "check its braces"
        yield *place(page, text), f"maths that cannot be read: {text[:80]!r}; {what}"


def _files(guide: Guide, folder: str) -> list[Path]:
    return sorted(path for path in Path(guide.docs_dir, "assets", folder).rglob("*") if path.is_file())


def _shown(guide: Guide, path: Path) -> str:
    return f"docs/{path.relative_to(guide.docs_dir).as_posix()}"


def _pictures(page: Page) -> list[tuple[str, str]]:
    return [(_attribute("src", tag), _attribute("alt", tag)) for tag in _IMAGE.findall(page.html)]


def _attribute(name: str, tag: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(match[1]) if match else ""


def _path(page: Page, source: str) -> str | None:
    """Return the path below docs/ that a picture's address on the page leads to, or None for a remote one."""
    parts = split_address(source)
    if parts is None or parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    base = "" if page.url == "./" else page.url
    return posixpath.normpath(posixpath.join(base, unquote(parts.path)))
