"""Rules about `mkdocs.yml`: it holds what both site builders understand, and one address of the repository."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import yaml

from .registry import Found, Source, text_rule
from .yaml_nodes import Loader, not_plain

FILE = "mkdocs.yml"

SETTINGS = (
    "copyright docs_dir edit_uri extra extra_css extra_javascript markdown_extensions plugins repo_name repo_url "
    "site_author site_description site_dir site_name site_url theme use_directory_urls validation"
)
PLUGINS = "awesome-nav redirects search"
EXTENSIONS = (
    "admonition attr_list def_list fieldguide.markdown pymdownx.betterem pymdownx.highlight "
    "pymdownx.inlinehilite pymdownx.mark pymdownx.superfences tables toc"
)
KNOWN = {"": SETTINGS.split(), "plugins": PLUGINS.split(), "markdown_extensions": EXTENSIONS.split()}
"""What stands at the top of the file, and in its lists: what the rules on pages were written for."""

LIST = "scripts/fieldguide/sources/settings.py"
"""Where a maintainer adds what the rules are ready for, as problems name it."""

Place = tuple[int, int]


@text_rule
def settings_known(source: Source) -> Found:
    """`mkdocs.yml` holds settings, plugins and extensions that both builders understand and the rules were written for.

    Bad:  hooks: [scripts/hook.py], or an extension that includes files
    Good: a step before or after the builder, in scripts/
    """
    for parent, name, at in _names(_settings(source)):
        if name not in KNOWN[parent]:
            close = difflib.get_close_matches(name, KNOWN[parent], 1)
            remedy = f"did you mean '{close[0]}'?" if close else f"remove it, or add it to {LIST}"
            yield *at, f"unknown {parent.rstrip('s').replace('_', ' ') or 'setting'} {name[:60]!r}; {remedy}"


@text_rule
def one_repository(source: Source) -> Found:
    """The addresses in `mkdocs.yml` that lead to the repository begin with its `repo_url`.

    Bad:  repo_url: https://github.com/ours/guide, and edit_uri: https://github.com/theirs/guide/edit/main/docs/
    Good: repo_url: https://github.com/ours/guide, and edit_uri: https://github.com/ours/guide/edit/main/docs/
    """
    settings = {name: (value, at) for name, value, at in _values(_settings(source))}
    repository = settings.get("repo_url", ("", (1, 1)))[0].rstrip("/")
    for name, (value, at) in settings.items():
        if name in ("edit_uri", "report_url") and not value.startswith(f"{repository}/"):
            yield *at, f"'{name}' leads to another repository than 'repo_url'; begin it with {repository[:80]}/"
        if name == "repo_name" and not repository.endswith(f"/{value}"):
            ours = "/".join(repository.split("/")[-2:])
            yield *at, f"'repo_name' is {value[:60]!r}; write {ours[:60]!r}, as in 'repo_url'"


def _settings(source: Source) -> yaml.Node | None:
    """Return the settings as nodes, which know their places, or None for another file and for what cannot be read."""
    if source.path != FILE or next(not_plain(source.text), None):
        return None
    try:
        return yaml.compose(source.text, Loader=Loader)
    except (yaml.YAMLError, ValueError):  # MkDocs says what is wrong, and where
        return None


def _names(settings: yaml.Node | None) -> Iterator[tuple[str, str, Place]]:
    """Yield (list in which it stands, name, place) of settings, plugins and extensions."""
    for key, value in _pairs(settings):
        yield "", key.value, _place(key)
        if key.value in KNOWN:
            items = value.value if isinstance(value, yaml.SequenceNode) else ()
            named = [item.value[0][0] if isinstance(item, yaml.MappingNode) and item.value else item for item in items]
            yield from ((key.value, str(item.value), _place(item)) for item in named)


def _values(node: yaml.Node | None) -> Iterator[tuple[str, str, Place]]:
    """Yield (key, value, place) of each single value, at any depth."""
    for key, value in _pairs(node):
        if isinstance(value, yaml.ScalarNode):
            yield str(key.value), value.value, _place(value)
        for child in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            yield from _values(child)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1
