"""Where keys and values of front matter stand, which YAML itself forgets, and whether they are what they seem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..model import Page
from ..rules import Found
from ..sources import yaml_nodes
from ..sources.characters import unseen
from ..sources.document import document_of
from ..sources.yaml_nodes import Node, ScalarNode

_MARKUP = re.compile(r'[<>"`{}\\|]|\]\(|\]\[|&#?\w+;|\*\w|\n(?=.)|\$[^$]+\$')
_NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|[-+]?\.(?:inf|nan)", re.IGNORECASE)
"""What YAML 1.2 takes for a number; PyYAML reads 1.1, in which `1e3` is text."""

_TYPES = {"bool": "true or false", "null": "nothing", "int": "a number", "float": "a number", "timestamp": "a day"}
_Pair = tuple[Node, Node]


@lru_cache(maxsize=8)
def pairs(page: Page) -> tuple[_Pair, ...]:
    """Return the keys of front matter and their values, which know their lines; nothing where it cannot be read."""
    return tuple(yaml_nodes.pairs(yaml_nodes.readable_node(document_of(page.source).front_matter)))


def place(node: Node) -> tuple[int, int]:
    """Return line and column of a node in the page's source, from 1."""
    return yaml_nodes.place(node, above=1)


def place_of(page: Page, key: object) -> tuple[int, int]:
    """Return line and column of a key, or of the beginning of the page where it is missing."""
    return next((place(found) for found, _ in pairs(page) if found.value == str(key)), (1, 1))


def written(page: Page, key: str) -> str:
    """Return the beginning of a value as it stands in the source."""
    head = document_of(page.source).front_matter or ""
    node = next((value for found, value in pairs(page) if found.value == key), None)
    return " ".join(head[node.start_mark.index : node.end_mark.index].split())[:80] if node else ""


def repeated(mapping: tuple[_Pair, ...]) -> Iterator[Node]:
    """Yield each key that stands a second time in its mapping, at any depth."""
    seen: set[str] = set()
    for key, value in mapping:
        if str(key.value) in seen:
            yield key
        seen.add(str(key.value))
        yield from repeated(tuple(yaml_nodes.pairs(value)))


def misread(page: Page) -> Found:
    """Yield the single values that are not what they seem, and where they stand."""
    for key, value in pairs(page):
        for node in yaml_nodes.scalars(value):
            if what := _misread(str(key.value), node):
                yield *place(node), what


def _misread(key: str, node: ScalarNode) -> str:
    """Say what is wrong with a single value, whatever it is for, or return ''."""
    kind = _TYPES.get(node.tag.rpartition(":")[2], "") or ("a number" if _NUMBER.fullmatch(node.value) else "")
    if kind and key != "reviewed" and node.value and not node.style:
        return f"{node.value[:60]!r} is read as {kind}; put it in quotes"
    for at in unseen(node.value):
        return f"escape for U+{ord(node.value[at]):04X}, which nobody can see; remove it"
    if key == "description" and (match := _MARKUP.search(node.value.strip())):
        return f"markup in the description ({match[0][:20]!r}); write one line of plain text"
    return ""
