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
    (
        re.compile(r"\{(\w)\[(\w)\]=\1\[\2\];break\}"),
        r'{\1.rel=="stylesheet"&&\1.ownerDocument===document?\1.at=\1.href:\1[\2]=\1[\2];break}',
    ),
    (re.compile(r"(\w)\.set\((\w)\.outerHTML,\2\)"), r'\1.set(\2.rel=="stylesheet"?\2.at||\2.href:\2.outerHTML,\2)'),
    (
        re.compile(r'__md_set\("__palette",(\w+)\)'),
        r'document.querySelector("[data-md-component=palette] :checked")'
        r'&&__md_set("__palette",matchMedia(\1.color.media).matches?null:\1)',
    ),
)
"""What Material does when a page begins and when colours are chosen, and what to put in its place. It stops transitions
and tells the browser the scheme, which our style does; it gives each link its whole address, at which a browser loads
the style sheets anew, so the addresses of those are kept beside, for the comparison with the next page. Each of that
styles the whole page once more. And it keeps colours that nobody chose, and would never follow the system again."""

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
