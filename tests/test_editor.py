"""What helps an editor along: schemas and snippets agree with rules and skeleton, .editorconfig with the files."""

from __future__ import annotations

import configparser
import json
import re
import subprocess
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from fieldguide import checks
from fieldguide.editor import PAGE_SCHEMA, SNIPPETS, TOPIC_SCHEMA
from fieldguide.flashcards.shelves import FRONT_MATTER
from fieldguide.handbook import generated
from fieldguide.model import Guide, Kind, Priority, Shelf, Tribe
from fieldguide.scaffold import topic_page
from jsonschema import Draft202012Validator, FormatChecker
from small import INDEX

TOPIC, PAGE = "applied-researcher/nice-to-have/page.md", "page.md"
OF_FRONT_MATTER = re.compile(r"front-matter|description|reviewed|also|page-options|needs")

FINE = [
    (TOPIC, "description: One.\nreviewed: 2026-11-23"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nneeds: [other]\nalso: {infrastructure-builder: nice-to-have}"),
    (TOPIC, f"description: {'x' * 160}\nreviewed: 2026-11-23\nneeds: []"),
    (PAGE, "description: One."),
    (PAGE, "description: One.\nhide: [toc, navigation]\nsearch: {exclude: true}"),
    (PAGE, "description: One.\nsearch: {boost: 2}"),
    (PAGE, "description: One.\nsearch: {boost: 10}"),
]
WRONG = [
    (TOPIC, "description: One."),
    (TOPIC, "reviewed: 2026-11-23"),
    (TOPIC, "description:\nreviewed: 2026-11-23"),
    (TOPIC, "description: ' '\nreviewed: 2026-11-23"),
    (TOPIC, f"description: {'x' * 161}\nreviewed: 2026-11-23"),
    (TOPIC, "description: A <b>.\nreviewed: 2026-11-23"),
    (TOPIC, "description: 3\nreviewed: 2026-11-23"),
    (TOPIC, "description: One.\nreviewed: last week"),
    (TOPIC, "description: One.\nreviewed: '2026-02-30'"),
    (TOPIC, "description: One.\nreviewed: 20261123"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\ntribe: both-tribes"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nhide: [toc]"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nneeds: other"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nneeds: [no]"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nneeds: [Other topic]"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nalso: infrastructure-builder"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nalso: {}"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nalso: {infrastructure-builder: soon}"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nalso: {both-tribes: nice-to-have}"),
    (PAGE, "hide: [toc]"),
    (PAGE, "description: One.\nreviewed: 2026-11-23"),
    (PAGE, "description: One.\nhide: toc"),
    (PAGE, "description: One.\nhide: [header]"),
    (PAGE, "description: One.\nsearch: yes"),
    (PAGE, "description: One.\nsearch: {boost: 0}"),
    (PAGE, "description: One.\nsearch: {boost: 11}"),
    (PAGE, "description: One.\nsearch: {boost: true}"),
    (PAGE, "description: One.\nsearch: {exclude: 1}"),
    (PAGE, "description: One.\nsearch: {hide: true}"),
]
CHECK_ALONE = [
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nneeds: [no-such-topic]"),
    (TOPIC, "description: One.\nreviewed: 2026-11-23\nalso: {applied-researcher: nice-to-have}"),
    (TOPIC, "description: One.\ndescription: Two.\nreviewed: 2026-11-23"),
    (TOPIC, "description: One.\nreviewed: 2062-11-23"),
]
"""What asks for more than the lines themselves: other pages, the folder, the YAML as written, the commit."""


@pytest.mark.parametrize("name", generated())
def test_what_is_made_from_the_code_is_as_the_code_says(name: str):
    assert (ROOT / name).read_text(encoding="utf-8") == generated()[name], "run scripts/generate"


@pytest.mark.parametrize("name", [TOPIC_SCHEMA, PAGE_SCHEMA])
def test_a_schema_is_valid(name: str):
    Draft202012Validator.check_schema(json.loads(generated()[name]))


def test_the_schemas_accept_the_front_matter_of_every_page(guide: Guide):
    assert {page.path: faults(page.path, front_matter(page.source)) for page in guide.pages} == {
        page.path: [] for page in guide.pages
    }


@pytest.mark.parametrize(("path", "lines"), FINE)
def test_schema_and_rules_accept_what_is_fine(guide_from, path: str, lines: str):
    assert (faults(path, yaml.safe_load(lines)), ruled(guide_from, path, lines)) == ([], [])


@pytest.mark.parametrize(("path", "lines"), WRONG)
def test_schema_and_rules_refuse_what_is_wrong(guide_from, path: str, lines: str):
    assert faults(path, yaml.safe_load(lines))
    assert ruled(guide_from, path, lines)


@pytest.mark.parametrize(("path", "lines"), CHECK_ALONE)
def test_some_faults_only_the_check_can_see(guide_from, path: str, lines: str):
    assert faults(path, yaml.safe_load(lines)) == []
    assert ruled(guide_from, path, lines) or "2062" in lines  # that date is refused once it is committed


@pytest.mark.parametrize(("prefix", "priority"), [("topic", Priority.MUST), ("topic-nice", Priority.NICE)])
def test_the_snippet_of_a_topic_becomes_what_scripts_new_topic_writes(prefix: str, priority: Priority):
    grown = expanded(snippet(prefix), "rate-limiting", "2026-11-23").replace("# Title", "# Rate limiting")
    assert grown + "\n" == topic_page("Rate limiting", Shelf(Tribe.BOTH, priority), "2026-11-23")


@pytest.mark.parametrize("prefix", ["card", "cloze"])
def test_the_snippet_of_a_card_becomes_a_card_of_any_kind(guide_from, prefix: str):
    text = expanded(snippet(prefix), "page", "2026-11-23")
    page = guide_from({PAGE: f"---\ndescription: x\n---\n\n# Title\n\nText.\n\n{text}\n"}).pages[0]
    assert [(card.id, card.kind) for card in page.cards] == [("words-for-ever", Kind.CONCEPT)]
    assert "|" + ",".join(Kind) + "|" in snippet(prefix)


def test_the_snippets_of_follow_up_and_lab_are_what_the_skeleton_has():
    page = topic_page("name", Shelf(Tribe.BOTH, Priority.MUST), "2026-11-23")
    assert expanded(snippet("lab"), "page", "2026-11-23") in page
    follow_up = expanded(snippet("follow-up"), "page", "2026-11-23")
    assert [line.split(" ")[0] for line in follow_up.split("\n")] == ["###", "", "**Strong", "", "**Red"]


def test_the_places_where_the_cursor_stops_are_numbered_without_a_gap():
    for entry in json.loads(generated()[SNIPPETS]).values():
        stops = [int(number) for number in re.findall(r"\$\{(\d+)[:|]", "\n".join(entry["body"]))]
        assert sorted(stops) == list(range(1, len(stops) + 1))


def test_each_file_is_as_the_editorconfig_says():
    files = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()
    texts = [path for path in files if not path.endswith((".png", ".woff2")) and (ROOT / path).exists()]
    assert [fault for path in texts for fault in unlike_editorconfig(path, (ROOT / path).read_bytes())] == []


@pytest.mark.parametrize(
    ("path", "data", "fault"),
    [
        ("a.py", b"a\r\n", "line end"),
        ("a.py", b"a", "last line end"),
        ("a.py", b"a \n", "blank at the end of a line"),
        ("a.py", b"\ta\n", "indented by a tab"),
        ("docs/a.md", b"\xff\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_not_as_the_editorconfig_says_is_found(path: str, data: bytes, fault: str):
    assert unlike_editorconfig(path, data) == [f"{path}: {fault}"]
    assert unlike_editorconfig("tests/checks/bad/a.md", data) == []


def test_two_blanks_break_a_line_in_markdown_and_a_tab_parts_columns():
    assert unlike_editorconfig("docs/a.md", b"a  \nb\n") == []
    assert unlike_editorconfig("docs/assets/labs/a/b.tsv", b"\ta\n") == []


def faults(path: str, meta: object) -> list[str]:
    """Return what the schema for the page at `path` says of its front matter."""
    schema = json.loads((ROOT / (TOPIC_SCHEMA if Shelf.of(path) else PAGE_SCHEMA)).read_text(encoding="utf-8"))
    plain = json.loads(json.dumps(meta, default=date.isoformat))
    return [error.message for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(plain)]


def ruled(guide_from, path: str, lines: str) -> list[str]:
    """Return the rules on front matter that the page at `path` breaks."""
    indexes = {f"{tribe}/index.md": INDEX for tribe in Tribe}
    other = "---\ndescription: x\nreviewed: 2026-11-23\n---\n\n# Other\n"
    guide = guide_from({path: f"---\n{lines}\n---\n\n# Title\n", "both-tribes/nice-to-have/other.md": other, **indexes})
    found = checks.run(guide)
    return [p.rule for p in found if p.path == f"docs/{path}" and OF_FRONT_MATTER.match(p.rule)]


def front_matter(source: str) -> object:
    return yaml.safe_load(FRONT_MATTER.match(source)["yaml"])


def snippet(prefix: str) -> str:
    """Return the body of a snippet."""
    found = [entry for entry in json.loads(generated()[SNIPPETS]).values() if entry["prefix"] == prefix]
    assert len(found) == 1 and found[0]["scope"] == "markdown"
    return "\n".join(found[0]["body"])


def expanded(body: str, file: str, day: str) -> str:
    """Return what Visual Studio Code makes of a snippet if one only presses Tab.

    https://code.visualstudio.com/docs/editing/userdefinedsnippets#_snippet-syntax
    """
    year, month, day_of_month = day.split("-")
    body = body.replace("${TM_FILENAME_BASE/-/_/g}", file.replace("-", "_")).replace("${TM_FILENAME_BASE}", file)
    body = body.replace("$CURRENT_YEAR", year).replace("$CURRENT_MONTH", month).replace("$CURRENT_DATE", day_of_month)
    body = re.sub(r"\$\{\d+\|([^,}]*)[^}]*\|\}", r"\1", body)
    body = re.sub(r"\$\{\d+:([^{}]*)\}", r"\1", body)
    assert "$" not in body
    return body


def unlike_editorconfig(path: str, data: bytes) -> list[str]:
    """Return in what the text of a file is not as .editorconfig says."""
    wanted = editorconfig(path)
    text = data.decode("utf-8", errors="replace")
    found = {
        "not UTF-8": wanted["charset"] == "utf-8" and "\ufffd" in text,
        "line end": wanted["end_of_line"] == "lf" and "\r" in text,
        "last line end": wanted["insert_final_newline"] == "true" and text and not text.endswith("\n"),
        "blank at the end of a line": wanted["trim_trailing_whitespace"] == "true" and re.search(r"[ \t]$", text, re.M),
        "indented by a tab": wanted["indent_style"] == "space" and re.search(r"^\t", text, re.M),
    }
    return [f"{path}: {what}" for what, is_so in found.items() if is_so]


def editorconfig(path: str) -> dict[str, str]:
    """Return what .editorconfig says of a file: later sections win."""
    parser = configparser.ConfigParser()
    parser.read_string("[top]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    wanted: dict[str, str] = {}
    for section in parser.sections():
        if any(fnmatch(path if "/" in glob else Path(path).name, glob) for glob in _globs(section)):
            wanted |= dict(parser[section])
    return wanted


def _globs(pattern: str) -> list[str]:
    match = re.fullmatch(r"(.*)\{(.*)\}(.*)", pattern)
    return [f"{match[1]}{word}{match[3]}" for word in match[2].split(",")] if match else [pattern]
