"""The last release as git has it, never as a copy under review says: at its tag, or in the commit that made it."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..git import GitFailed, git, is_repository
from ..pages import Misconfigured
from ..released import RETIRED, History, Written
from ..sources.document import document_of
from .harm import harm
from .ledger import ACCEPTABLE, as_released, read_history
from .record import NAME, Record, read_record

_RELEASE = re.compile(r"(?P<commit>[0-9a-f]{40}) (?:Release |v)(?P<version>\d+\.\d+\.\d+)")
_TAGGED = "%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end) %(refname:short)"
FROZEN = ("ledger.tsv", "addresses.txt")
"""What a release writes into `cards/` beside its record, and nobody else."""

_KEPT = (*FROZEN, "retired.yml")


@dataclass(frozen=True)
class Reference:
    """The last release: what learners have, what was ever released, and the commit of it, or '' where git has none."""

    record: Record
    history: History
    commit: str = ""


def last_release(root: Path, at: str = "HEAD") -> Reference | None:
    """Return the last release before or at a commit, or None before the first; raises pages.Misconfigured.

    Where git cannot tell (an archive, a clone without the commit) the files of the tree are taken; what
    vouches for them then is the seal of their record alone.
    """
    commit = _commit(root, at) if is_repository(root) else ""
    data = _record_of(root, commit) if commit else _in_tree(root)
    history = _history(root, commit) if commit else read_history(root / "cards")
    if data is None:
        if history.version:
            raise Misconfigured(f"{root / 'cards' / NAME} is missing; restore it from git")
        return None
    return Reference(_read(root, data), history, commit)


def written_at(root: Path, release: Reference, left: Iterable[str]) -> dict[str, Written]:
    """Return how the cards that left since a release were written in it, as far as git can tell."""
    cards = [card for card_id in left if (card := release.history.cards.get(card_id)) and card.hash != RETIRED]
    pages = [f"{release.commit}:docs/{topic}.md" for topic in sorted({card.topic for card in cards})]
    if not release.commit or not pages:
        return {}
    with contextlib.suppress(GitFailed):  # a clone too shallow to hold the release
        document = document_of(git(root, "show", *pages))
        found = {card_id: header for header in document.cards for card_id in header.ids}
        kept = {card.id: header for card in cards if (header := found.get(card.id))}
        return {key: Written(card.block, card.question, document.answer_of(card)) for key, card in kept.items()}
    return {}


def read_record_in(root: Path) -> Record | None:
    """Return the record that lies in the tree, or None; raises pages.Misconfigured."""
    data = _in_tree(root)
    return None if data is None else _read(root, data)


def _read(root: Path, data: bytes) -> Record:
    with as_released(root / "cards" / NAME):
        return read_record(data)


def _in_tree(root: Path) -> bytes | None:
    path = root / "cards" / NAME
    return path.read_bytes() if path.is_file() else None


def _commit(root: Path, at: str) -> str:
    """Return the commit of the newest release that `at` grew from, or ''.

    A tag says so, which only maintainers can push. Where tags are missing, a commit's message is believed if its
    record follows that of the release before and harms nobody who has that one: anybody can write a message.
    """
    try:
        now = int(git(root, "log", "-1", "--format=%ct", at))
        said = git(root, "log", "--reverse", "--format=%H %s", "--extended-regexp", "--grep=^Release [0-9.]+$", at)
        tags = git(root, "for-each-ref", f"--merged={at}", f"--format={_TAGGED}", "refs/tags/v*")
    except GitFailed:  # no commit yet, or a clone too shallow to hold `at`
        return ""
    newest = max(_releases(tags), default=((), ""))
    for version, commit in _releases(said):
        if not newest[1] or (version > newest[0] and _follows(root, newest[1], commit, now)):
            newest = version, commit
    return newest[1]


def _releases(listed: str) -> list[tuple[tuple[int, ...], str]]:
    """Return version and commit of each line of git that names a release."""
    found = [match for line in listed.splitlines() if (match := _RELEASE.fullmatch(line))]
    return [(tuple(map(int, match["version"].split("."))), match["commit"]) for match in found]


def _follows(root: Path, before: str, commit: str, now: int) -> bool:
    """Say whether the record of a commit is that of a release that came after another and harmed nobody."""
    try:
        first, second = (read_record(_record_of(root, each) or b"") for each in (before, commit))
    except ValueError:
        return False
    return second.before == first.seal and not harm(first, second, now, ACCEPTABLE)


def _record_of(root: Path, commit: str) -> bytes | None:
    """Return the record that a release wrote; that of 0.1.0, which wrote none, is the first one that came after."""
    for made in (commit, *_first_with_a_record(root, commit)):
        with contextlib.suppress(GitFailed):
            return git(root, "show", f"{made}:cards/{NAME}").encode(errors="surrogateescape")
    return _in_tree(root)


def _first_with_a_record(root: Path, commit: str) -> list[str]:
    later = ("log", "--reverse", "--diff-filter=A", "--format=%H", f"{commit}..HEAD", "--", f"cards/{NAME}")
    return git(root, *later).split()[:1]


def _history(root: Path, commit: str) -> History:
    with tempfile.TemporaryDirectory() as folder:
        for name in _KEPT:
            with contextlib.suppress(GitFailed):  # the release had no such file
                text = git(root, "show", f"{commit}:cards/{name}")
                Path(folder, name).write_text(text, encoding="utf-8", errors="surrogateescape")
        return read_history(Path(folder))
