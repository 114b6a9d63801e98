"""Rules about files: what may lie in docs/, under which name, and that no two pages get one address."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence

from .registry import Entry, tree_rule

_Wrong = Iterator[tuple[Entry, str]]

_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}
_UNPORTABLE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\u2028\u2029]|[. ]$|^ ')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
LONGEST_NAME, _LONGEST_PATH = 100, 180
"""Bytes; git on Windows stops at 260 for the whole path, and the built site adds to it."""

_BELONGS = re.compile(
    r"""(?!assets/)(?:[^./][^/]*/)*[^./][^/]*\.md
    | \.nav\.yml
    | sw\.js | manifest\.webmanifest
    | contributing/words\.toml
    | \.theme/(?:partials/)?[a-z0-9-]+\.html
    | assets/fonts/[^/]+\.(?:woff2|txt)
    | assets/(?:images|pictures)/(?:[a-z0-9-]+/)*[a-z0-9-]+\.(?:svg|png)
    | assets/labs/(?:[^/]+/)*[^./][^/]*\.(?:txt|tsv|csv|json|jsonl)
    | assets/scripts/(?:(?:elements|finding|learning)/)?[a-z0-9-]+\.js
    | assets/words/spellings\.tsv
    | assets/finder/[a-z0-9-]+\.tsv
    | assets/style/[^/]+\.css""",
    re.VERBOSE,
)
_PAGE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_LARGEST_DATA = 200_000
"""Bytes of a file that labs read."""

_RESERVED_FOLDERS = ("templates", "site", "search")
"""MkDocs leaves out what lies in a folder `templates`, and writes its search index into `search`."""


@tree_rule
def plain_file(entries: Sequence[Entry]) -> _Wrong:
    """Below docs/ lie plain files and folders: a link may lead out of the guide, and a pipe never ends.

    Bad:  ln -s ../../notes/caching.md docs/both-tribes/non-negotiable/caching.md
    Good: the file itself
    """
    for entry in entries:
        if not entry.is_file and not entry.is_folder:
            kind = _KINDS.get(stat.S_IFMT(entry.mode), "no plain file")
            yield entry, f"this is {kind}; put a plain file in its place"
        elif entry.is_folder and entry.name.endswith(".md"):
            yield entry, "this is a folder with the name of a page; rename it"


@tree_rule
def file_name(entries: Sequence[Entry]) -> _Wrong:
    """Files below docs/ lie where their kind belongs, under names that every system can hold, each at its own address.

    Bad:  docs/both-tribes/non-negotiable/aux.md, notes.docx, caching.md beside Caching.md, data of 50 MB for a lab
    Good: docs/both-tribes/non-negotiable/caching.md, docs/assets/pictures/ring.svg
    """
    for entry in entries:
        for what in (*_of_name(entry), *_of_place(entry)):
            yield entry, what
    yield from _one_address(entries)


def _of_name(entry: Entry) -> Iterator[str]:
    """Every system can hold a name; that of a page is lower-case words, since it becomes an address that lasts."""
    slug = entry.name.removesuffix(".md")
    if what := _unportable(entry):
        yield f"{what}; rename it to lower-case words with hyphens"
    elif entry.is_file and slug != entry.name and not _PAGE_NAME.fullmatch(slug):
        good = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "lower-case-words"
        yield f"file name {slug[:80]!r}; rename it to '{good}.md'"


def _of_place(entry: Entry) -> Iterator[str]:
    """Below docs/ lie pages and what they show or read; everything there is published, and in every clone for ever."""
    path = entry.path.partition("/")[2]
    if entry.is_file and not _BELONGS.fullmatch(path):
        yield f"{_stranger(path)}; move or remove it"
    elif entry.is_folder and entry.name in _RESERVED_FOLDERS and not path.startswith(".theme/"):
        yield "the site builder keeps this name for itself; rename the folder"
    elif entry.is_folder and "." in path and path != ".theme" and not path.startswith(".theme/"):
        yield "a folder with a dot in its name could take the place of a file of the site; rename it"
    if entry.is_file and path.startswith("assets/labs/") and entry.size > _LARGEST_DATA:
        yield f"{entry.size / 1000:,.0f} kB; keep what labs read below {_LARGEST_DATA // 1000} kB"


def _one_address(entries: Sequence[Entry]) -> _Wrong:
    """Each page has an address of its own, on systems that ignore case too."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.is_file:
            other = first.setdefault(_address(entry.path), entry)
            if other is not entry:
                yield entry, f"{other.shown} has the same address; rename one of them"


def _unportable(entry: Entry) -> str:
    """Say why some system cannot hold the name of `entry`, or return ''."""
    name = entry.name
    if any("\ud800" <= char <= "\udfff" for char in name):
        return "a name that is not UTF-8"
    if not unicodedata.is_normalized("NFC", name):
        return "a name in Unicode form NFD, which not every system finds again"
    if bad := _UNPORTABLE.search(name):
        return f"a name with U+{ord(bad[0]):04X}, which Windows refuses"
    if _RESERVED.fullmatch(name):
        return "a name that Windows keeps for a device"
    size, whole = len(name.encode()), len(entry.path.encode(errors="replace"))
    if size > LONGEST_NAME or whole > _LONGEST_PATH:
        return f"a name of {size} bytes in a path of {whole}; at most {LONGEST_NAME} and {_LONGEST_PATH} fit everywhere"
    return ""


def _stranger(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    if name.endswith(".md"):
        return "a hidden page, or a page among the assets, is not found by readers"
    if path.startswith(("assets/images/", "assets/pictures/")):
        return f"{name[:60]!r} is no name for a picture (lower-case words with hyphens, .svg or .png)"
    if name.startswith("."):
        return "a hidden file does not belong in docs/"
    suffix = f".{name.rpartition('.')[2][:20]}" if "." in name else "without a suffix"
    return f"a file {suffix.translate(dict.fromkeys(range(32)))} does not belong in this folder"


def _address(path: str) -> str:
    """Return what a page's address is, or a file's own path, as a system that ignores case sees it."""
    folded = unicodedata.normalize("NFC", path.encode(errors="replace").decode()).casefold()
    if not folded.endswith(".md"):
        return folded
    page = folded.removesuffix(".md")
    return f"{re.sub(r'(?:^|/)(?:index|readme)$', '', page)}/"
