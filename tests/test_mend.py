"""Mending puts each sentence on its line, once, and what readers and learners see stays as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from fieldguide.mend import mend_files, mended
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FRONT = "---\ndescription: One. Two.\nreviewed: 2026-11-23\n---\n\n# Title. Two\n\n"
PATH = "both-tribes/nice-to-have/page.md"
PRE = re.compile(r"<pre.*?</pre>", re.DOTALL)

SPLIT = {
    "One. Two? Three! Four.": "One.\nTwo?\nThree!\nFour.",
    "- **One.** Two. Three.": "- **One.** Two.\n    Three.",
    '1. He said "yes." `Then` it ran. It did.': '1. He said "yes."\n    `Then` it ran.\n    It did.'.replace(
        "\n    `", " `"
    ),
    "See [a. B](x.md). Then go.": "See [a. B](x.md).\nThen go.",
    "It costs (so they say.) Much. More.": "It costs (so they say.)\nMuch.\nMore.",
}
KEPT = [
    "E.g. This, i.e. That, vs. Those, Dr. Who, J. Smith, etc. And so on",
    "It is 3.14 and 2. then lower case.",
    "| One. Two. | Three. Four. |",
    "# One. Two.",
    "One. Two. ===\n==",
    "> One. Two.",
    "    One. Two.",
    "```text\nOne. Two.\n```",
    "$$\na. B\n$$",
    "Code `a. B` and maths $a. B$ and **bold. Bold** and [a. B](c) and <b>x. Y</b> z",
    "One.  \nTwo",
    "One.\\\nTwo",
    "Term\n: One. Two.",
    "*[GIL]: One. Two.",
    "[x]: One. Two.",
    "/// flashcard | Why? Because. {#why .concept}\n\nOne. Two.\n\n///",
    "<div>\nOne. Two.\n</div>",
]
PIECES = st.sampled_from(
    [
        "One. ", "Two? ", "Three! ", "and ", "`a. B` ", "`", "$x. Y$ ", "$", "**Bold. X** ", "**", "*", "_",
        "\n", "\n\n", "- ", "1. ", "    ", "# ", "> ", "| ", "|---|---|\n", "```\n", "~~~\n", "$$\n",
        "[a. B](c.md) ", "[", "](", ")", "(", '"', "<b>", "</b>", "<!-- ", "--> ", "<div>\n", "</div>\n",
        "/// ", "///\n", "{#a .b}", "{", "}", "==", "***\n", "===\n", ": ", "e.g. ",
        "/// flashcard | Why? {#why .concept}\n\n", "\\", "  \n", "\t", "É. Ü. ", "A. ", "5. Six. ", "*[A]: ",
        "[^1]: ", "! ", "&",
    ]
)  # fmt: skip


@pytest.mark.parametrize("line", SPLIT)
def test_each_sentence_gets_a_line(line: str):
    assert mended(FRONT + line + "\n") == FRONT + SPLIT[line] + "\n"


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_plain_prose_stays(text: str):
    assert mended(FRONT + text + "\n") == FRONT + text + "\n"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=30))
def test_mending_any_page_changes_white_space_only_and_only_once(guide_from, pieces: list[str]):
    text = FRONT + "".join(pieces)
    again = mended(text)
    assert mended(again) == again
    if again != text:
        assert shown(guide_from, again) == shown(guide_from, text)


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.stem)
def test_mending_the_guide_changes_nothing_that_readers_see(guide_from, path: Path):
    text = path.read_text(encoding="utf-8")
    assert mended(mended(text)) == mended(text)
    assert shown(guide_from, mended(text)) == shown(guide_from, text)


@pytest.mark.parametrize("data", [b"\xff One. Two.\r\n", b"\xef\xbb\xbf# T\r\n\r\nOne. Two.\r\n"])
def test_mending_keeps_bytes_that_are_not_its_business(tmp_path: Path, data: bytes):
    page = tmp_path / "a.md"
    page.write_bytes(data)
    assert list(mend_files([page, tmp_path / "absent.md"])) == [page]
    assert page.read_bytes() == data.replace(b". T", b".\r\nT")
    assert list(mend_files([page])) == []


def shown(guide_from, text: str) -> tuple[object, ...]:
    """Return what a page shows: its cards and code to the letter, the rest without regard to white space."""
    page = guide_from({PATH: text}).pages[-1]
    return page.cards, PRE.findall(page.html), page.title, " ".join(PRE.sub("", page.html).split())
