"""Rules about HTML, judged on the rendered page: whatever wrote it, it holds what is on the list and no more."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from ..model import Page
from .allowed import ATTRIBUTES, ELEMENTS, EVERYWHERE, OF_MATHS, OF_ONE, TEXT, VALUES, naming
from .markup import Tag, faults_of_nesting, first, tags, unclosed_comments, unread, where, written_tags
from .registry import MOST_OF_A_KIND, Found, page_rule
from .text import place


@page_rule
def html_readable(page: Page) -> Found:
    """HTML is written so that every program reads it alike: lower case, `name="value"`, whole comments, `&lt;` for <.

    Bad:  <A HREF='caching.md'>, or <!-- a -- b -->
    Good: <a href="caching.md">, or <!-- a - b -->
    """
    if any(not tag.name and not tag.comment for tag in tags(page)):
        for text, at in unread(page):
            yield *at, f"HTML that cannot be read: {text!r}; write &lt; for '<', or <name attribute=\"value\">"


@naming(elements=TEXT.split())
@page_rule
def element_allowed(page: Page) -> Found:
    """The elements of a page are those of MathML for formulas and {elements}.

    Bad:  <iframe src="https://example.org/demo"></iframe>
    Good: [the demo](https://example.org/demo)
    """
    unknown = {tag.name for tag in tags(page) if tag.name and not tag.end} - ELEMENTS
    for name in sorted(unknown)[:MOST_OF_A_KIND]:
        for line, column in [*where(page, rf"<{name}\b")] or [(1, 1)]:
            yield line, column, f"element <{name[:60]}> is not allowed; write Markdown, or put it in backticks"


@naming(
    everywhere=sorted(EVERYWHERE),
    ours=[f"{name} {attribute}" for name, own in sorted(OF_ONE.items()) for attribute in sorted(own)],
    maths=OF_MATHS.split(),
)
@page_rule
def attribute_allowed(page: Page) -> Found:
    """An element carries {everywhere}, besides {ours}; in formulas {maths}.

    Bad:  [caching](caching.md){onclick=alert(1)}
    Good: [caching](caching.md){.lead}
    """
    for tag, name, value, remedy in islice(_refused(page), MOST_OF_A_KIND):
        yield *_place(page, tag, name, value), f"attribute '{name[:60]}' on <{tag.name}> is not allowed; {remedy}"


@page_rule
def element_closed(page: Page) -> Found:
    """HTML closes what it opens, and only that; an open element swallows or restyles the rest of the page.

    Bad:  <details><summary>Why?</summary> Because.
    Good: <details><summary>Why?</summary> Because.</details>
    """
    for line, column in unclosed_comments(page):
        yield line, column, "this comment is not closed; add -->"
    faults = list(faults_of_nesting(tags(page)))
    if not faults:
        return
    source = written_tags(page)
    located = [(*source[at][:2], end, name) for at, end, name in faults_of_nesting((t[2], t[3]) for t in source)]
    for line, column, end, name in located or [(1, 1, end, name) for _, end, name in faults]:
        what = (
            f"</{name[:60]}> closes nothing; remove it" if end else f"<{name[:60]}> is not closed; add </{name[:60]}>"
        )
        yield line, column, what


def _refused(page: Page) -> Iterator[tuple[Tag, str, str, str]]:
    """Yield tag, name and value of each attribute that is not allowed, and what to do about it."""
    for tag in dict.fromkeys(tags(page)):
        for name, value in tag.attributes if tag.name in ELEMENTS else ():
            if name not in ATTRIBUTES[tag.name]:
                yield tag, name, value, "remove it"
            elif name in VALUES and not VALUES[name].fullmatch(html.unescape(value)):
                yield tag, name, value, f"its value {html.unescape(value)[:60]!r} is not one that a page may use"


def _place(page: Page, tag: Tag, name: str, value: str) -> tuple[int, int]:
    """Return where an attribute was written: as HTML, in the braces of an attribute list, or as a part of its value."""
    words = html.unescape(value).split()
    exact = [rf"\b{name}\s*=\s*[\"']?{re.escape(word)}" for word in words[:1]]
    outside_code = (*exact, *(rf"[#.]{re.escape(word)}" for word in words))
    places = [first(page, pattern) for pattern in outside_code]
    places += [place(page, f"{mark}{word}") for word in words for mark in "#."]
    places += [first(page, pattern) for pattern in (rf"\b{name}\s*=", rf"<{tag.name}\b")]
    return next((at for at in places if at != (1, 1)), (1, 1))
