"""A document of its own beside the site's pages, without the theme: a sheet, or a shelf to be printed."""

from __future__ import annotations

import re
from string import Template

_DOCUMENT = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
$base<link rel="icon" href="${root}assets/images/favicon.svg">
<link rel="stylesheet" href="${root}assets/style/$style.css">
</head>
<body>
<main>
$main
</main>
</body>
</html>
""")
_ID = re.compile(r' id="[^"]*"')


def document(title: str, main: str, style: str, root: str, base: str = "") -> str:
    """Return a whole document from HTML; `root` is the way to the site's root, from `base` if there is one."""
    based = f'<base href="{base}">\n' if base else ""
    return _DOCUMENT.substitute(title=title, main=main, style=style, root=root, base=based)


def without_ids(html: str) -> str:
    """Return HTML of a page for use in another document, where its ids would stand a second time."""
    return _ID.sub("", html)
