"""Rules about `mkdocs.yml`: it holds what both site builders understand, and one address of the repository."""

from __future__ import annotations

from collections.abc import Iterator

from ..rules import Found, did_you_mean
from .registry import Source, text_rule
from .yaml_nodes import Node, Place, items, kind_of, pairs, place, readable_node

_FILE = "mkdocs.yml"

_SETTINGS = (
    "copyright docs_dir edit_uri extra extra_css extra_javascript markdown_extensions plugins repo_name repo_url "
    "site_author site_description site_dir site_name site_url theme use_directory_urls validation"
)
_PLUGINS = "awesome-nav redirects search"
_EXTENSIONS = (
    "admonition attr_list def_list fieldguide.markdown pymdownx.betterem pymdownx.highlight "
    "pymdownx.inlinehilite pymdownx.mark pymdownx.superfences tables toc"
)
_KNOWN = {"": _SETTINGS.split(), "plugins": _PLUGINS.split(), "markdown_extensions": _EXTENSIONS.split()}
"""What stands at the top of the file, and in its lists: what the rules on pages were written for."""

_LIST = "scripts/fieldguide/sources/settings.py"
"""Where a maintainer adds what the rules are ready for, as problems name it."""


@text_rule
def settings_known(source: Source) -> Found:
    """`mkdocs.yml` holds what both builders and the rules understand, and leads to one repository, its `repo_url`.

    Bad:  hooks: [scripts/hook.py], or edit_uri: https://github.com/theirs/guide/edit/main/docs/
    Good: a step before or after the builder, in scripts/, and an address that begins with `repo_url`
    """
    for parent, name, at in _names(_settings(source)):
        if name not in _KNOWN[parent]:
            remedy = did_you_mean(name, _KNOWN[parent], f"remove it, or add it to {_LIST}")
            yield *at, f"unknown {parent.rstrip('s').replace('_', ' ') or 'setting'} {name[:60]!r}; {remedy}"
    yield from _other_repositories(source)


def _other_repositories(source: Source) -> Found:
    settings = {name: (value, at) for name, value, at in _values(_settings(source))}
    repository = settings.get("repo_url", ("", (1, 1)))[0].rstrip("/")
    for name, (value, at) in settings.items():
        if name in ("edit_uri", "report_url") and not value.startswith(f"{repository}/"):
            yield *at, f"'{name}' leads to another repository than 'repo_url'; begin it with {repository[:80]}/"
        if name == "repo_name" and not repository.endswith(f"/{value}"):
            ours = "/".join(repository.split("/")[-2:])
            yield *at, f"'repo_name' is {value[:60]!r}; write {ours[:60]!r}, as in 'repo_url'"


def _settings(source: Source) -> Node | None:
    """Return the settings, or None for another file and for what cannot be read: MkDocs says what is wrong with it."""
    return readable_node(source.text) if source.path == _FILE else None


def _names(settings: Node | None) -> Iterator[tuple[str, str, Place]]:
    """Yield (list in which it stands, name, place) of settings, plugins and extensions."""
    for key, value in pairs(settings):
        yield "", key.value, place(key)
        for item in items(value) if key.value in _KNOWN else ():
            named = pairs(item)[0][0] if pairs(item) else item
            yield key.value, str(named.value), place(named)


def _values(node: Node | None) -> Iterator[tuple[str, str, Place]]:
    """Yield (key, value, place) of each single value, at any depth."""
    for key, value in pairs(node):
        if kind_of(value) == "value":
            yield str(key.value), value.value, place(value)
        for child in items(value) or [value]:
            yield from _values(child)
