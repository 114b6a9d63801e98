"""How a rule on sources is written: like any rule, but on files and their bytes instead of rendered pages."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..rules import Found, registered_in

_UNREADABLE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000)], "?")
"""What would break a line of the report: control characters and what is left of bytes that are not UTF-8."""


@dataclass(frozen=True)
class Entry:
    """A file or folder as the file system lists it: path from the project, mode and size in bytes."""

    path: str
    mode: int
    size: int

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)

    @property
    def shown(self) -> str:
        """Return the path as a problem can show it, in one line."""
        return self.path.translate(_UNREADABLE)[:200]


@dataclass(frozen=True)
class Source:
    """A text file that contributors write: path from the project, bytes (the first of a large file), size in bytes."""

    path: str
    data: bytes
    size: int

    @property
    def page(self) -> str:
        """Return the path of a page below docs/, or '' for another file."""
        return self.path.partition("/")[2] if self.path.endswith(".md") else ""

    @cached_property
    def text(self) -> str:
        """Return the text without byte order mark, with LF line ends; '' where it is not UTF-8."""
        try:
            return self.data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            return ""


_TreeRule = Callable[[Sequence[Entry]], Iterator[tuple[Entry, str]]]
_TextRule = Callable[[Source], Found]

TREE_RULES: dict[str, _TreeRule] = {}
TEXT_RULES: dict[str, _TextRule] = {}

tree_rule = registered_in(TREE_RULES)
"""Register a rule that looks at names and kinds of all files and folders below docs/."""

text_rule = registered_in(TEXT_RULES)
"""Register a rule that looks at one text file as it was saved."""


def place_at(text: str, start: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character of `text` at `start`, from 0."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
