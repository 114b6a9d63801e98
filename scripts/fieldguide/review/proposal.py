"""What a commit would change: pages, cards as decks see them, domains that links lead to, and how all of it is made."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from .. import checks, pages
from ..checks.text import plain
from ..decks import BuiltNote, content_hash, notes_of, read_catalogue, read_history
from ..sources.document import document_of
from .commits import REMOVED, FileChange, branch_point, changes_since, files_of

_CONTENT = re.compile(
    r"docs/(?!\.theme/|assets/).*\.md|docs/\.nav\.yml|docs/assets/(?:images|pictures|labs)/.*|cards/retired\.yml"
)
_BESIDE = re.compile(r"[^/]+\.md|LICENSE[^/]*")
"""Neither content nor what makes it: README, CHANGELOG, licences."""

_PAGE = re.compile(r"docs/(?!\.theme/).*\.md")
_READ_FOR_LINKS = (".md", ".yml", ".svg", ".html", ".css", ".js")
_LINK = re.compile(r"https?:[\\/]*(?P<host>[^\s\\/?#\"'<>()\[\]{}|^`]+)", re.IGNORECASE)
_INVISIBLE = re.compile(r"&(?:Tab|NewLine|#0*(?:9|10|13)|#x0*[9ad]);", re.IGNORECASE)
"""What a browser drops from an address."""


@dataclass(frozen=True)
class PageChange:
    """A page that differs, and its title; that of a removed page is the one it had."""

    file: FileChange
    title: str


@dataclass(frozen=True)
class Proposal:
    """What a commit changes. Cards are ids with their questions; `unknown` says why there may be others."""

    pages: tuple[PageChange, ...]
    new: Mapping[str, str]
    changed: Mapping[str, str]
    moved: Mapping[str, str]
    gone: Mapping[str, str]
    domains: tuple[str, ...]
    content: bool
    machinery: tuple[str, ...]
    unknown: str = ""


def proposal_of(root: Path, base: str) -> Proposal:
    """Compare the commit that is checked out in `root` with the one where it left `base`; raises commits.NoCommit.

    Both are rendered by the code and the settings of `root`; nothing that stands in either of them is run.
    """
    commit = branch_point(root, base)
    files = changes_since(root, commit)
    with files_of(root, commit) as old, files_of(root, "HEAD") as new:
        before, cannot = _cards(root, old, judged=False)
        after, wrong = _cards(root, new, judged=True)
        known = not (cannot or wrong)
        return Proposal(
            pages=tuple(_page_changes(files, old, new)),
            new={card: now[0] for card, now in after.items() if known and card not in before},
            changed={card: now[0] for card, now in after.items() if known and before.get(card, now)[:2] != now[:2]},
            moved={card: now[0] for card, now in after.items() if known and _only_moved(before.get(card, now), now)},
            gone={card: was[0] for card, was in before.items() if known and card not in after},
            domains=tuple(sorted(_domains(new) - _domains(old))),
            content=any(_CONTENT.fullmatch(path) for file in files for path in file.paths),
            machinery=tuple(path for file in files for path in file.paths if _is_machinery(path)),
            unknown=wrong or cannot,
        )


def _is_machinery(path: str) -> bool:
    """Say whether a file decides how the guide is made or checked; what nobody thought of does."""
    return not (_CONTENT.fullmatch(path) or _BESIDE.fullmatch(path))


def _page_changes(files: tuple[FileChange, ...], old: Path, new: Path) -> Iterator[PageChange]:
    for file in files:
        if any(_PAGE.fullmatch(path) for path in file.paths):
            yield PageChange(file, _title((old if file.kind == REMOVED else new) / file.path))


def _title(page: Path) -> str:
    source = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
    return document_of(source).title


def _only_moved(before: tuple[str, str, str], now: tuple[str, str, str]) -> bool:
    return before[:2] == now[:2] and before[2] != now[2]


def _cards(root: Path, tree: Path, judged: bool) -> tuple[dict[str, tuple[str, str, str]], str]:
    """Return question, text and place of each card of a tree by its id, or why it cannot be read."""
    try:
        guide = pages.load(root / "mkdocs.yml", docs_dir=str(tree / "docs"))
        history = read_history(tree / "cards")
        problems = checks.run(guide, history) if judged else []
        if problems:
            raise pages.Refused(problems)
        notes = notes_of(guide, read_catalogue(tree / "cards", guide.site_url), {}, 0)
        return {note.card_id: _seen(note) for note in notes}, ""
    except Exception as error:  # a tree that no rule has passed can make anything of the libraries
        return {}, f"The check refuses {'this commit' if judged else 'the commit before'} ({_reason(error)})"


def _seen(built: BuiltNote) -> tuple[str, str, str]:
    """Return what readers see of a card: its question, all that it says, and where it stands."""
    note = built.note
    kind = " ".join(tag for tag in note.tags if "::kind::" in tag or tag.endswith("::start-here"))
    media = [content_hash(path.read_bytes()) for path in built.media.values()]
    return plain(note.fields[0]), content_hash(note.note_type, *note.fields[:2], kind, *media), built.topic.path


def _reason(error: Exception) -> str:
    return f"problems: {len(error.problems)}" if isinstance(error, pages.Refused) else type(error).__name__


def _domains(tree: Path) -> set[str]:
    """Return every domain that an address in docs/ or cards/ names, code and comments included."""
    paths = (path for folder in ("docs", "cards") for path in (tree / folder).rglob("*"))
    texts = (
        path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.suffix in _READ_FOR_LINKS and path.is_file()
    )
    return {domain for text in texts for domain in _domains_in(text)} - {""}


def _domains_in(text: str) -> Iterator[str]:
    for match in _LINK.finditer(html.unescape(_INVISIBLE.sub("", text))):
        host = unquote(match["host"]).rpartition("@")[2]
        yield _ascii(re.sub(r":\d*$", "", host).strip(".,;:!*_&").lower())


def _ascii(host: str) -> str:
    """Return a domain as the net knows it, so that letters that look alike do not hide another one."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode()
