"""The blocks `/// review`, `/// plan`, `/// progress` and `/// finder`: each writes the element of a tool.

What stands inside a block is for whoever has no JavaScript; the element takes it away when it begins.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block


class _ToolBlock(Block):
    """A custom element of the site's scripts; the argument, if there is one, is its attribute `of`."""

    ELEMENT = ""
    ARGUMENT = None

    def on_create(self, parent: etree.Element) -> etree.Element:
        of = {"of": self.argument} if self.argument else {}
        return etree.SubElement(parent, self.ELEMENT, {**of, "data-search-exclude": ""})

    def on_markdown(self) -> str:
        return "block"


class ReviewBlock(_ToolBlock):
    """Review cards: all that are due, or those of the topic or shelf that the argument names."""

    NAME = "review"
    ELEMENT = "review-session"


class PlanBlock(_ToolBlock):
    """Plan the days until an interview."""

    NAME = "plan"
    ELEMENT = "study-plan"


class ProgressBlock(_ToolBlock):
    """Show what is read and known, and take it out or in as a file."""

    NAME = "progress"
    ELEMENT = "learning-progress"


class FinderBlock(_ToolBlock):
    """Read a job posting and say which tribe asks; the argument `small` is for the home page."""

    NAME = "finder"
    ELEMENT = "posting-finder"


TOOLS = (ReviewBlock, PlanBlock, ProgressBlock, FinderBlock)
"""Every block that writes a custom element."""
