"""Rules about where a page lies: the folder is the classification."""

from __future__ import annotations

from ..model import SHELVES, Guide, Page, Tribe
from ..rules import Found, FoundIn, did_you_mean, guide_rule, page_rule

_FOLDERS = (*Tribe, "contributing", "design-rounds", "practice")
"""What lies in docs/, beside pages."""


@page_rule
def topic_on_shelf(page: Page) -> Found:
    """A topic lies on a shelf, `docs/<tribe>/<priority>/`, and cards stand in topics alone.

    Bad:  docs/infrastructure-builder/load-balancing.md
    Good: docs/infrastructure-builder/non-negotiable/load-balancing.md
    """
    folder, *rest = page.path.split("/")
    if rest and folder not in _FOLDERS:
        remedy = did_you_mean(folder, _FOLDERS, f"the folders are: {', '.join(_FOLDERS)}", "docs/{}/")
        yield 1, 1, f"'docs/{folder[:60]}/' is not a folder of the guide; {remedy}"
    for header in page.headers if page.shelf is None else ():
        what = "a card on a page that is not a topic is in no deck; move it to a topic, docs/<tribe>/<priority>/…"
        yield header.line, header.column, what
    if folder in list(Tribe) and page.shelf is None and rest != ["index.md"]:
        shelves = ", ".join(f"docs/{shelf}/" for shelf in SHELVES if shelf.tribe == folder)
        yield 1, 1, f"this page lies on no shelf; move it to one of: {shelves}"


@guide_rule
def topic_name_unique(guide: Guide) -> FoundIn:
    """A topic's file name is its name in the whole guide: `needs:` and tags use it.

    Bad:  caching.md on two shelves
    Good: caching-for-llm-apps.md on one, caching-layers.md on the other
    """
    first: dict[str, Page] = {}
    for topic in guide.topics:
        other = first.setdefault(topic.slug, topic)
        if other is not topic:
            yield topic, 1, 1, f"the name '{topic.slug}' is taken by docs/{other.path}; rename this file"
