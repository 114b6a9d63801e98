"""Put the tables and the code of each page into the boxes that the theme's script would give them when the page begins.

Done once, when the site is built, a phone need not do it at each visit, and nothing is laid out twice.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_BOX = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{table}</div></div>'
_CODE = re.compile(r"<pre(?P<more>[^>]*)>(?P<before>(?:<span></span>)?)<code")
_COPY = (
    '<pre{more} id="__code_{number}">{before}<nav class="md-code__nav" role="presentation">'
    '<button class="md-code__button" title="Copy to clipboard" data-clipboard-target="#__code_{number} &gt; code"'
    ' data-md-type="copy"></button></nav><code'
)
_HEADING_LINK = '<a class="headerlink"'


def box_contents(site_dir: Path) -> None:
    """Rewrite every page below `site_dir` that has the theme's script."""
    for path in site_dir.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if 'id="__config"' in page:
            path.write_text(boxed(page), encoding="utf-8")


def boxed(page: str) -> str:
    """Return a page whose tables can be scrolled and whose code has a button to copy it."""
    numbers = count()

    def with_button(code: re.Match[str]) -> str:
        return _COPY.format(**code.groupdict(), number=next(numbers))

    page = _TABLE.sub(lambda table: _BOX.format(table=table[0]), page)
    page = page.replace(_HEADING_LINK, f'{_HEADING_LINK} tabindex="-1"')  # a stop for each heading is too many
    return _CODE.sub(with_button, page)
