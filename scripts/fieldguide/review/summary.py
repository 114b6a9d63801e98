"""What a commit changes, in Markdown for whoever reviews it; nothing that it quotes is more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..report import harmless
from .commits import ADDED, CHANGED, MOVED, REMOVED
from .proposal import PageChange, Proposal, proposal_of

_MOST_ITEMS = 50
"""Of each list; all of them together stay far below the 1 MiB that GitHub shows."""

_LONGEST_ITEM = 120
"""Characters of one quotation."""

_TOUCHES_BOTH = "This changes content and, with it, code, workflows, dependencies or settings"


def summary(root: Path, base: str) -> tuple[str, str]:
    """Return what the commit checked out in `root` changes since it left `base`, and a warning or ''.

    Raises commits.NoCommit, or OSError.
    """
    proposal = proposal_of(root, base)
    touched = len(proposal.machinery)
    warning = f"{_TOUCHES_BOTH} ({touched} file{'s' * (touched != 1)})." if proposal.content and touched else ""
    sections = list(_sections(proposal, warning)) or ["Nothing that readers or learners see changes."]
    return "\n\n".join(["## What this changes", *sections]), warning


def _quoted(text: str) -> str:
    """Return `text` as a code span: nothing in it is Markdown, HTML, a link, a mention or a command."""
    line = harmless(" ".join(text.split())) or "-"
    if len(line) > _LONGEST_ITEM:
        line = line[: _LONGEST_ITEM - 1] + "…"
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    return f"{fence} {line} {fence}"


def _sections(proposal: Proposal, warning: str) -> Iterator[str]:
    if warning:
        yield f"**{warning}** Read these with care:"
        yield _list([_quoted(path) for path in proposal.machinery])
    if proposal.unknown:
        yield f"**{proposal.unknown}**, so cards are not compared."
    for kind in (ADDED, CHANGED, MOVED, REMOVED):
        here = [page for page in proposal.pages if page.file.kind == kind]
        yield from _section(f"Pages {kind}", [_page(page) for page in here])
    yield from _section("Cards that are new", _cards(proposal.new))
    yield from _section("Cards that change for learners", _cards(proposal.changed))
    yield from _section("Cards that move to another page", _cards(proposal.moved))
    yield from _section("Cards that leave", _cards(proposal.gone))
    yield from _section("Domains that nothing led to before", [_quoted(domain) for domain in proposal.domains])


def _section(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"### {title}: {len(items)}"
        yield _list(items)


def _list(items: list[str]) -> str:
    left = len(items) - _MOST_ITEMS
    return "\n".join([*(f"- {item}" for item in items[:_MOST_ITEMS]), *[f"- and {left} more"] * (left > 0)])


def _page(page: PageChange) -> str:
    before = f", before {_quoted(page.file.before)}" if page.file.before else ""
    return f"{_quoted(page.file.path)} {_quoted(page.title)}{before}"


def _cards(cards: Mapping[str, str]) -> list[str]:
    return [f"{_quoted(card)} {_quoted(question)}" for card, question in cards.items()]
