"""Rules about links: they lead somewhere."""

from __future__ import annotations

import html
import posixpath
import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote

from ..model import Guide, Page
from ..rules import Found, FoundIn, guide_rule, page_rule
from ..sources.registry import place_at
from .allowed import SCHEMES, naming
from .markup import ids
from .text import place, split_address

_WEB = re.compile(
    r"https?://(?!xn--|[^/?#]*\.xn--)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:[/?#][^\s\\]*)?"
)
"""An address that every browser reads alike: a host of plain letters, no user name, no backslash, no space."""

_HREF = re.compile(r'<a\b[^>]*?\bhref="(?P<url>[^"]*)"')


@naming(schemes=SCHEMES)
@page_rule
def link_scheme(page: Page) -> Found:
    """A link goes to a page of the guide or to the web: its scheme is none, or one of {schemes}, and its host is plain.

    Bad:  [notes](file:///home/me/notes.md), or https://docs.python.org@example.org, or https:/example.org
    Good: [PEP 779](https://peps.python.org/pep-0779/)
    """
    for url, parts in _links(page):
        if parts is None or parts.scheme not in ("", *SCHEMES) or (parts.netloc and not parts.scheme):
            yield *place(page, url), f"link to {url[:80]!r}; use https:// or a path to a page of the guide"
        elif parts.scheme in ("http", "https") and not _WEB.fullmatch(url):
            what = "browsers may read this address in another way; write https://, a host of plain letters and a path"
            yield *place(page, url), f"{what}: {url[:80]!r}"


@guide_rule
def link_target_exists(guide: Guide) -> FoundIn:
    """A link inside the guide leads to a page, and to a heading or card on it.

    Bad:  [caching](caching.md)   (no such file), or the address at which the site shows a page
    Good: [caching](../non-negotiable/caching-layers.md)
    """
    pages = {page.url.rstrip("/") if page.url != "./" else "": page for page in guide.pages}
    anchors = {page.path: set(ids(page)) for page in guide.pages if page.rendered}
    for page in guide.pages:
        for url, parts in _links(page):
            if url.startswith(guide.site_url):
                yield page, *_place(page, url), f"{url[:80]!r} is on this site; give the path to its .md file"
            if parts is None or parts.scheme or parts.netloc:
                continue
            here = page if parts.fragment else None
            at_root = parts.path.startswith("/")  # the root of the host, above the site
            target = None if at_root else pages.get(_address(page, parts.path)) if parts.path else here
            if target is None:
                yield page, *_place(page, url), f"no page at {url[:80]!r}; give the path to its .md file"
            elif parts.fragment and unquote(parts.fragment) not in anchors.get(target.path, {unquote(parts.fragment)}):
                what = f"docs/{target.path} has no '#{parts.fragment[:60]}'; link to one of its headings or cards"
                yield page, *_place(page, f"#{parts.fragment}"), what


@lru_cache(maxsize=1024)
def _links(page: Page) -> list[tuple[str, SplitResult | None]]:
    """Return where the links of a page lead, and the parts of each address; those of a thousand pages are kept."""
    urls = dict.fromkeys(html.unescape(url) for url in _HREF.findall(page.html))
    return [(url, split_address(url)) for url in urls]


def _address(page: Page, path: str) -> str:
    base = "" if page.url == "./" else page.url
    return posixpath.normpath(posixpath.join("/", base, unquote(path))).strip("/")


def _place(page: Page, url: str) -> tuple[int, int]:
    """Return where a link to `url`, or one that ends in `url`, stands; it may have a title or be a reference."""
    ending = rf"[^\n)]*?(?P<url>{re.escape(url)})(?=[)>\s]|$)" if url else r"(?P<url>)\)"
    match = re.search(rf"\](?:\(|:){ending}", page.source)
    return place_at(page.source, match.start("url")) if match else (1, 1)
