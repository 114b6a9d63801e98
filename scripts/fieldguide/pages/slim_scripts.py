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
    ".annotate:not(.highlight)", '"md-typeset__scrollwrap"', '"md-code__button"', "content.code.select",
    "details:not([open])", "navigation.instant.preview", "content.lazy",
    "Symbol.asyncIterator is not defined.", "getReader", "Generator is already executing.",
)  # fmt: skip
"""What stands in the functions of Material for things that this site has not: annotated code, versions, diagrams as
code, tabs, stars of a repository, tooltips, a shared search, asynchronous iterators; and for what `box_contents` and
our own script do to tables, code and answers."""

_REWRITTEN = (
    (re.compile(r'(?<=&&)\(document\.documentElement\.classList\.add\("js-focus-visible"\),[^)]*\)\)'), "0"),
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
    (
        re.compile(
            r'(?<=return )(\w+\(document,"DOMContentLoaded",\{once:!0\}\)\.subscribe\(\(\)=>(\w+\.next\(document\))\))'
        ),
        r'document.readyState=="loading"?\1:\2',
    ),
    (re.compile(r'\.\.\.\w+\("content"\)\.map\(\w+=>\w+\(\w+,\{sitemap\$[^}]*\}\)\),'), ""),
    (re.compile(r"\$\(document\)\.subscribe\((\w+)\);"), r"setTimeout(\1,0,document);"),
    (re.compile(r"&&(\w+\(\{sitemap\$:\w+,location\$[^;]*\.subscribe\(\w+\));"), r"&&setTimeout(()=>\1);"),
    (re.compile(r"\.\.\.(\w+)(\(\"[a-z-]+\"\))\.map\("), r"...later(\1\2,"),
    (
        re.compile(
            r"(?<!turn\(\));(?=\w+\(\{viewport\$:\w+,document\$:\w+\}\);|\w+\(\{viewport\$:\w+,tablet\$:\w+\}\);"
            r"|var \w+=\w+\(\w+\(\"header\"\),|\w+\.subscribe\(\);window\.document\$)"
        ),
        ";await turn();",
    ),
    (
        re.compile(
            r"(function \w+\(\)\{return location\.protocol===\"file:\"\?[^\n]*?;)(\w+\(\{alert\$:\w+\}\);[^\n]*?"
            r"(?<==)(\w)(?=\(\(\)=>)[^\n]*pipe\((\w)(?=\(\(\)=>)[^\n]*?;)((?:window\.\w+\$=\w+;){9})([^\n]*)(?=\}\)\(\);)"
        ),
        r"Promise.resolve().then(async()=>{let turn=()=>new Promise(go=>setTimeout(go)),"
        r"later=(all,mount)=>all.map(one=>\3(turn).pipe(\4(()=>mount(one))));\1\5await turn();\2\6})",
    ),
)
"""What Material does when a page begins and when colours are chosen, and what to put in its place. It names a class of
the page that no style knows; it stops transitions and tells the browser the scheme, which our style does; it gives each
link its whole address, at which a browser loads the style sheets anew, so the addresses of those are kept beside, for
the comparison with the next page. Each of that styles the whole page once more. And it keeps colours that nobody chose,
and would never follow the system again. Its scripts begin late (`begin_after_paint`), maybe when the page has been
read; tables and code have their boxes already (`box_contents`). What it does at once is done in turns, each part of a
page in one of its own, so that a tap need not wait for all of them; what our script subscribes to is there before the
first. They begin with an empty stack, since a browser that is asked where a call came from reads each function on it
again."""

_BEGIN = "assets/scripts/begin.js"
_LAST_SCRIPTS = re.compile(r'(?:<script src="[^"]+"></script>\n)+(?=</body>)')
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')

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


def begin_after_paint(site_dir: Path) -> None:
    """Have the scripts at the end of each page below `site_dir` begin when the page has been painted."""
    begin = site_dir / _BEGIN
    loader = f"<script>\n{begin.read_text(encoding='utf-8')}</script>\n"
    begin.unlink()

    def later(scripts: re.Match[str]) -> str:
        return _SCRIPT.sub(r'<link rel="preload" as="script" fetchpriority="low" href="\1">', scripts[0]) + loader

    for path in site_dir.rglob("*.html"):
        path.write_text(_LAST_SCRIPTS.sub(later, path.read_text(encoding="utf-8")), encoding="utf-8")


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
