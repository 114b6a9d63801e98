"""The blocks of the tools: each writes a custom element.

What stands inside a block is for whoever has no JavaScript; the element takes it away when it begins.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from ..block import GuideBlock


class _ToolBlock(GuideBlock):
    """A custom element of the site's scripts; the argument, if there is one, is its attribute `of`."""

    ELEMENT = ""
    ATTRIBUTES = ""
    """Of the element, beside what every tool has."""

    ARGUMENT = None
    CLASSES = "tool"  # pages that hold one have the tools' stylesheet

    def __init_subclass__(cls) -> None:
        cls.ELEMENTS = {cls.ELEMENT: f"data-search-exclude of {cls.ATTRIBUTES}".strip()}
        cls.EXAMPLE = f"/// {cls.NAME}\n\nThis tool needs JavaScript.\n\n///"
        super().__init_subclass__()

    def on_create(self, parent: etree.Element) -> etree.Element:
        of = {"of": self.argument} if self.argument else {}
        return etree.SubElement(parent, self.ELEMENT, {"class": "tool", **of, "data-search-exclude": ""})

    def on_markdown(self) -> str:
        return "block"


class ReviewBlock(_ToolBlock):
    """A session of cards: all that are due, or those that the argument names."""

    NAME = "review"
    ELEMENT = "review-session"
    ATTRIBUTES = "report"
    TAKES = "a topic or shelf, if not all cards are meant"

    def on_create(self, parent: etree.Element) -> etree.Element:
        element = super().on_create(parent)
        if self.config["report_url"]:
            element.set("report", self.config["report_url"])
        return element


class PlanBlock(_ToolBlock):
    """A plan of the days until an interview."""

    NAME = "plan"
    ELEMENT = "study-plan"


class ProgressBlock(_ToolBlock):
    """What is read and known, and how to take it out or in as a file."""

    NAME = "progress"
    ELEMENT = "learning-progress"


class FinderBlock(_ToolBlock):
    """A reader of job postings that says which tribe asks."""

    NAME = "finder"
    ELEMENT = "posting-finder"
    TAKES = "`small`, for the home page"


class OfflineBlock(_ToolBlock):
    """A button that keeps the whole guide on the device, and one that lets go of it."""

    NAME = "offline"
    ELEMENT = "keep-offline"
