"""Where keys and values of front matter stand: YAML itself forgets lines, and keys that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import yaml

from ..flashcards.plain_yaml import Loader
from ..flashcards.shelves import FRONT_MATTER
from ..model import Page

Pair = tuple[yaml.Node, yaml.Node]


@lru_cache(maxsize=8)
def pairs(page: Page) -> tuple[Pair, ...]:
    """Return the keys of front matter and their values; nothing where it cannot be read."""
    match = FRONT_MATTER.match(page.source)
    try:
        node = yaml.compose(match["yaml"] or "" if match else "", Loader=Loader)
    except (yaml.YAMLError, ValueError):
        return ()
    return tuple(node.value) if isinstance(node, yaml.MappingNode) else ()


def place(node: yaml.Node) -> tuple[int, int]:
    """Return line and column of a node in the page's source, from 1."""
    return node.start_mark.line + 2, node.start_mark.column + 1


def place_of(page: Page, key: object) -> tuple[int, int]:
    """Return line and column of a key, or of the beginning of the page where it is missing."""
    return next((place(found) for found, _ in pairs(page) if found.value == str(key)), (1, 1))


def repeated(mapping: tuple[Pair, ...]) -> Iterator[yaml.Node]:
    """Yield each key that stands a second time in its mapping, at any depth."""
    seen: set[str] = set()
    for key, value in mapping:
        name = str(key.value)
        if name in seen:
            yield key
        seen.add(name)
        if isinstance(value, yaml.MappingNode):
            yield from repeated(tuple(value.value))


def scalars(page: Page) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Yield (top-level key, value) for each single value, also in lists and mappings, nested keys included."""
    for key, value in pairs(page):
        yield from ((str(key.value), node) for node in _scalars(value))


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.CollectionNode):
        for item in node.value:
            for child in item if isinstance(item, tuple) else (item,):
                yield from _scalars(child)
