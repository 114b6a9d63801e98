"""What a block of the guide says of itself; every list of blocks, classes and elements is made from that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pymdownx.blocks.block import Block

WRITERS: list[type[Writes]] = []
"""Everything that writes HTML of its own."""

BLOCKS: dict[str, type[GuideBlock]] = {}
"""Every block of the guide by its name."""


class Writes:
    """A part of the extension that writes HTML, and says which; names have spaces between them."""

    CLASSES: ClassVar[str] = ""
    """Classes of what somebody wrote."""

    MADE: ClassVar[str] = ""
    """Classes of what nobody wrote, so that GitHub's preview does not show it."""

    ELEMENTS: ClassVar[Mapping[str, str]] = {}
    """Elements that Markdown would not write, or not with these attributes beside class and id."""

    def __init_subclass__(cls) -> None:
        WRITERS.append(cls)


class GuideBlock(Writes, Block):
    """A block of the guide, whose docstring and example are its documentation; one with a name is registered."""

    TAKES: ClassVar[str] = ""
    """What stands behind the bar, in words; '' for nothing."""

    EXAMPLE: ClassVar[str] = ""
    """How it is written, in Markdown."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.NAME:
            BLOCKS[cls.NAME] = cls
