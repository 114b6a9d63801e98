"""Take out of the site's scripts what no page here can call, and what only their authors read."""

from __future__ import annotations

import re
from pathlib import Path

_NEVER_CALLED = (
    "_annotation_", "md-annotation-list", '.closest(".md-annotation")', '".c1"', "(\\d+\\))(!)?",
    "md-version__current", "md-version__list", "md-version__item", "versions.json", "selectedVersionSitemap",
    "__tooltip2_", "$preview_", "mermaid.initialize", "unpkg.com/mermaid", ".tabbed-labels", "tabbed-control",
    "api.github.com/users", "/api/v4/projects/", "gitlab[^/]+", '"__source"',
    '"data-clipboard-text",e.href', "%26", "split(/([\\s-]+)/)", "uFFFD",
    "Symbol.asyncIterator is not defined.", "getReader", "Generator is already executing.",
)  # fmt: skip
"""What stands in the functions of Material for things that this site has not: annotated code, versions, diagrams as
code, tabs, stars of a repository, tooltips, a shared search, asynchronous iterators."""

_REWRITTEN = (
    (re.compile(r'document\.body\.(?:set|remove)Attribute\("data-md-color-switching"(?:,"")?\)'), "0"),
    (re.compile(r"\w+\.content=\w+\.colorScheme,"), ""),
    (re.compile(r'(?<=\{name:")color-scheme(?="\})'), "theme-scheme"),
    (re.compile(r'__md_set\("__palette",(\w+)\)'), r'__md_set("__palette",matchMedia(\1.color.media).matches?null:\1)'),
)
"""What Material does when colours are chosen, on each page at its beginning too, and what to put in its place. It stops
transitions and tells the browser the scheme, which our style does, and each styles the whole page once more. And it
keeps the choice: at a first visit too, so that the page would never follow the reader's system again."""

_DIAGRAM_STYLE = re.compile(r'="\.node circle[^"]*"')
_FUNCTION = re.compile(r"function \w+\([^()]*(?:\([^()]*\)[^()]*)*\)\{")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[{}]')
_FOR_AUTHORS = re.compile(r"^[ \t]*(?://.*|/\*\*[^*]*(?:\*(?!/)[^*]*)*\*/)\n|^[ \t]+", re.MULTILINE)


def slim_scripts(site_dir: Path) -> None:
    """Rewrite the scripts below `site_dir`; what they do on the pages there stays the same."""
    for path in site_dir.glob("assets/javascripts/bundle.*.js"):
        path.write_text(_without_uncalled(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in site_dir.glob("assets/scripts/**/*.js"):
        path.write_text(_FOR_AUTHORS.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")


def _without_uncalled(script: str) -> str:
    """Return Material's script with the functions emptied that nothing here calls."""
    script = _DIAGRAM_STYLE.sub('=""', script)
    for theirs, ours in _REWRITTEN:
        script = theirs.sub(ours, script)
    for phrase in _NEVER_CALLED:
        start = 0
        while (at := script.find(phrase, start)) >= 0:
            opened, closed = _function_around(script, at)
            script = script[:opened] + script[closed:]
            start = opened + 1
    return script


def _function_around(script: str, at: int) -> tuple[int, int]:
    """Return where the body of the innermost named function around a place begins and ends, between its braces."""
    for match in reversed(list(_FUNCTION.finditer(script, max(0, at - 4000), at))):
        closed = _closing(script, match.end())
        if closed > at:
            return match.end(), closed
    return at, at


def _closing(script: str, start: int) -> int:
    depth = 1
    for match in _STRING.finditer(script, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.start()
    return len(script)
