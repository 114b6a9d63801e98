"""Take out of the site what no reader sees: unused rules of style, the indentation of pages, comments of scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[\w-]+")
_HELD = re.compile(r"""url\((?:"[^"]*"|'[^']*'|[^)]*)\)|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NESTED = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_IN_BRACKETS = re.compile(_NESTED)
_SELECTOR = re.compile(rf"(?:[^,()]|{_NESTED})+")
_CLASSES = re.compile(r'class="([^"]*)"')
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_VARIABLE = re.compile(r"--[\w-]+")
_USED = re.compile(r"var\((--[\w-]+)")
_TABLE = re.compile(r'''<table class="([^"]*)"|"table", \{ className: "([^"]*)"''')
_PLAIN_TABLE = "table:not([class])"
"""How the theme selects a table of Markdown. By its rules any change of a class, even on the page's root, has a browser
style all below it again; a list of the classes that tables here have does not."""
_AS_WRITTEN = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_INDENTATION = re.compile(r"\s*\n\s*")
_GROUPS = ("@media", "@supports", "@layer", "@container")


def slim_styles(site_dir: Path) -> None:
    """Rewrite every style sheet below `site_dir`; what it shows on the pages there stays the same."""
    pages, scripts = (_texts(site_dir, kind) for kind in ("html", "js"))
    named = {" ".join(_CLASSES.findall(page)) for page in pages}
    words = {word for text in (*named, *scripts) for word in _WORD.findall(text)}
    tables = {name for text in (*pages, *scripts) for names in _TABLE.findall(text) for name in "".join(names).split()}
    sheets = {path: _without_unused(path.read_text(encoding="utf-8"), words) for path in site_dir.rglob("*.css")}
    sheets = {path: sheet.replace(_PLAIN_TABLE, _but(tables)) for path, sheet in sheets.items()}
    wanted = {name for sheet in sheets.values() for name in _USED.findall(sheet)}
    wanted |= {name for text in (*pages, *scripts) for name in _VARIABLE.findall(text)}
    for path, sheet in sheets.items():
        path.write_text(_without_variables(sheet, wanted), encoding="utf-8")


def _but(tables: set[str]) -> str:
    """Return what selects a table that has none of these classes."""
    return f"table:not({','.join(f'.{name}' for name in sorted(tables))})" if tables else _PLAIN_TABLE


def slim_pages(site_dir: Path) -> None:
    """Rewrite every page below `site_dir` without its templates' indentation; what it shows stays the same."""
    for path in sorted(site_dir.rglob("*.html")):
        path.write_text(_without_indentation(path.read_text(encoding="utf-8")), encoding="utf-8")


def _without_indentation(page: str) -> str:
    """Return a page whose lines begin at their first letter, but for code and scripts; ends of lines stay."""
    parts = _AS_WRITTEN.split(page)
    return "".join(
        "" if at % 3 == 2 else part if at % 3 else _INDENTATION.sub("\n", part) for at, part in enumerate(parts)
    )


def _texts(site_dir: Path, kind: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(site_dir.rglob(f"*.{kind}"))]


def _without_unused(sheet: str, words: set[str]) -> str:
    """Return a style sheet without comments, indentation, and the rules that ask for classes not among `words`."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\0{len(held) - 1}\0"

    plain = re.sub(r"\s+", " ", _HELD.sub(hold, _COMMENT.sub("", sheet)))
    plain = re.sub(r" ?([{};]) ?", r"\1", plain)
    return re.sub(r"\0(\d+)\0", lambda match: held[int(match[1])], "".join(_kept(plain, words)))


def _without_variables(sheet: str, wanted: set[str]) -> str:
    """Return a style sheet without the declarations of custom properties that nothing asks for."""
    declared = re.compile(rf"(?<=[{{;])(--[\w-]+):((?:{_HELD.pattern}|[^;{{}}])*)(;|(?=}}))")
    return declared.sub(lambda match: match[0] if match[1] in wanted else "", sheet)


def _kept(sheet: str, words: set[str]) -> Iterator[str]:
    """Yield the rules of a sheet that some page can need."""
    for prelude, body in _rules(sheet):
        if body is None:
            yield prelude
        elif prelude.startswith(_GROUPS):
            inner = "".join(_kept(body, words))
            yield f"{prelude}{{{inner}}}" if inner else ""
        elif prelude.startswith("@"):
            yield f"{prelude}{{{body}}}"
        else:
            each = _SELECTOR.findall(prelude)
            selectors = [one for one in each if words.issuperset(_CLASS.findall(_IN_BRACKETS.sub("", one)))]
            yield f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _rules(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Yield (what stands before the braces, what stands in them) of each rule; a statement has no braces."""
    start = 0
    while start < len(sheet):
        opened, ended = sheet.find("{", start), sheet.find(";", start)
        if opened < 0 or 0 <= ended < opened:
            end = ended + 1 if ended >= 0 else len(sheet)
            yield sheet[start:end], None
        else:
            end = _closing(sheet, opened)
            yield sheet[start:opened].strip(), sheet[opened + 1 : end - 1]
        start = end


def _closing(sheet: str, opened: int) -> int:
    """Return the place behind the brace that closes the one at `opened`."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(sheet, opened):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end()
    return len(sheet)
