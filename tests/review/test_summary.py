"""What a commit changes, said in Markdown: complete, and whatever it quotes is text and nothing else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from fieldguide import cli
from fieldguide.review import commits
from fieldguide.review.commits import FileChange
from fieldguide.review.proposal import PageChange, Proposal
from fieldguide.review.summary import summary
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from small import HASHES, TOPIC, small_project

NEW_CARD = (
    "/// flashcard | New, is `</details><script>@everyone ::error::x` it? {#async-brand-new .number}\n\n42.\n\n///\n\n"
)
HOSTILE = (
    "</details><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- ", "@everyone @octocat", "::error::x",
    "a`b``c```d", "`", "``", "`" * 500, "\\", "\\`", "![x](https://evil.example/x.png)", "[x](javascript:alert(1))",
    "https://evil.example www.evil.example a@evil.example", "a\n\n# b\n- c", "a\r\n::stop-commands::x", "| a | b |",
    "&#64;everyone", "#1 owner/repo#1", "\u202egnp.exe", " ", "", "$x$", "**a** _b_", "x" * 10_000, "\ud800",
)  # fmt: skip


@pytest.fixture(scope="module")
def committed(tmp_path_factory) -> Path:
    """A small guide with a page beside its topics, committed as `main`."""
    root = small_project(tmp_path_factory.mktemp("repository"))
    (root / "docs/lonely.md").write_text("---\ndescription: Nobody links here.\n---\n\n# Lonely\n\nAll alone here.\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Tester")
    git(root, "config", "user.email", "tester@example.org")
    commit(root)
    return root


@pytest.fixture
def root(committed: Path, tmp_path: Path) -> Path:
    """A clone of it on a branch of its own, to be changed by one test."""
    git(tmp_path, "clone", "--quiet", f"file://{committed}", str(tmp_path / "clone"))
    git(tmp_path / "clone", "config", "user.name", "Tester")
    git(tmp_path / "clone", "config", "user.email", "tester@example.org")
    git(tmp_path / "clone", "switch", "--quiet", "-c", "mend")
    return tmp_path / "clone"


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder), "-c", "protocol.file.allow=always", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "Change things")


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def said(root: Path, base: str = "main") -> str:
    """Commit, and return the summary without the warning."""
    if subprocess.run(["git", "-C", str(root), "status", "--porcelain"], capture_output=True, check=True).stdout:
        commit(root)
    return summary(root, base)[0]


def outside_code(markdown: str) -> Iterator[str]:
    """Yield the kind and text of everything that GitHub would render and that is not a code span, a list or a title."""
    for token in MarkdownIt("commonmark").parse(markdown):
        for child in token.children or ([token] if token.type.startswith(("html", "fence", "code")) else []):
            if child.type != "code_inline":
                yield f"{child.type}:{child.content}"


def test_a_commit_that_changes_nothing_for_readers_says_so(root):
    assert said(root) == "## What this changes\n\nNothing that readers or learners see changes."


def test_cards_of_a_page_that_moved_are_not_told_as_changed(root):
    (root / "docs/infrastructure-builder/nice-to-have").mkdir(exist_ok=True)
    moved = HASHES.replace("hash-ids-and-collisions", "hash-ids")
    (root / HASHES).rename(root / moved)
    edit(root, moved, "#hash-", "#hash-new-")
    text = said(root)
    assert "### Cards that move to another page: " in text
    assert "### Cards that change for learners" not in text


def test_pages_that_are_added_changed_moved_and_removed_are_listed_with_their_titles(root):
    (root / "docs/new.md").write_text("---\ndescription: New.\n---\n\n# A new page\n\nText.\n")
    edit(root, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    (root / "docs/lonely.md").rename(root / "docs/alone.md")
    edit(root, "mkdocs.yml", "redirect_maps: {}", "redirect_maps: {lonely.md: alone.md}")
    (root / "docs/learn-with-anki.md").unlink()
    text = said(root)
    assert "### Pages added: 1\n\n- ` docs/new.md ` ` A new page `" in text
    assert f"### Pages changed: 1\n\n- ` {HASHES} ` ` Hash ids and collisions `" in text
    assert "### Pages moved: 1\n\n- ` docs/alone.md ` ` Lonely `, before ` docs/lonely.md `" in text
    assert "### Pages removed: 1\n\n- ` docs/learn-with-anki.md ` ` " in text


def test_cards_that_are_new_or_change_or_leave_are_listed_as_decks_see_them(root):
    edit(root, TOPIC, "The event loop runs on one thread", "An event loop runs on one thread")
    edit(root, TOPIC, "/// flashcard | ", f"{NEW_CARD}/// flashcard | ")
    text = re.sub(r"/// \w+ \| [^\n]*\{#async-idle-but-slow .*?\n///\n\n", "", (root / TOPIC).read_text(), flags=re.S)
    (root / TOPIC).write_text(text)
    shown = said(root)
    question = "` New, is </details><script>@everyone \\x3a:error::x it? `"
    assert f"### Cards that are new: 1\n\n- ` async-brand-new ` {question}" in shown
    assert "### Cards that change for learners: 1\n\n- ` async-blocking-call ` ` Why" in shown
    assert "### Cards that leave: 1\n\n- ` async-idle-but-slow ` `" in shown


def test_prose_beside_the_cards_changes_no_card(root):
    edit(root, TOPIC, "## Go deep", "Mended.\n\n## Go deep")
    assert "Cards" not in said(root)


@pytest.mark.parametrize(
    ("link", "domain"),
    [
        ("[x](https://new.example/a)", "new.example"),
        ("[x](HTTPS://New.Example:8443/a)", "new.example"),
        ("[x](https://arxiv.org@new.example/a)", "new.example"),
        ("[x](https&#58;//new.example/a)", "new.example"),
        ("[x](https://new.ex&Tab;ample/a)", "new.example"),
        ("[x](https://n%65w.example/a)", "new.example"),
        ("[x](https:\\\\\\\\new.example/a)", "new.example"),
        ("`curl https://new.example.`", "new.example"),
        ("[x](https://arx\u0456v.org/a)", "xn--arxv-n9d.org"),
    ],
)
def test_a_domain_that_nothing_led_to_before_is_named_however_it_is_written(root, link, domain):
    edit(root, HASHES, "## Go deep", f"See {link}.\n\n## Go deep")
    assert f"### Domains that nothing led to before: 1\n\n- ` {domain} `" in said(root)


def test_a_domain_that_something_led_to_before_is_not_named(root):
    known = re.search(r"https://[\w.-]+", (root / HASHES).read_text())[0]
    edit(root, HASHES, "## Go deep", f"See [this]({known}/other).\n\n## Go deep")
    assert "Domains" not in said(root)


MACHINERY = (
    "scripts/fieldguide/model.py", "requirements.lock", "pyproject.toml", "mkdocs.yml", ".github/workflows/x.yml",
    ".ci/run", "docs/.theme/main.html", "docs/assets/scripts/guide.js", "docs/assets/style/guide.css",
    "cards/note-types/style.css", "cards/decks.yml", "cards/ledger.tsv", "tests/test_x.py", ".gitattributes", "sub/new",
)  # fmt: skip


@pytest.mark.parametrize("path", MACHINERY)
def test_content_that_comes_with_what_makes_the_guide_is_flagged(root, path):
    edit(root, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    with (root / path).open("a") as file:
        file.write("\n")
    commit(root)
    text, warning = summary(root, "main")
    assert warning == "This changes content and, with it, code, workflows, dependencies or settings (1 file)."
    assert f"**{warning}** Read these with care:\n\n- ` {path} `" in text


@pytest.mark.parametrize(
    "paths",
    [
        ("scripts/fieldguide/model.py", "mkdocs.yml"),
        (HASHES, "docs/assets/pictures/new.svg", "docs/.nav.yml", "cards/retired.yml"),
        (HASHES, "README.md", "CHANGELOG.md", "LICENSE"),
    ],
)
def test_content_alone_and_code_alone_are_not_flagged(root, paths):
    for path in paths:
        with (root / path).open("a") as file:
            file.write("\n")
    commit(root)
    assert summary(root, "main")[1] == ""


def test_a_page_that_moves_into_the_machinery_is_flagged(root):
    (root / "docs/lonely.md").rename(root / "scripts/lonely.md")
    commit(root)
    assert summary(root, "main")[1]


def test_a_commit_that_breaks_a_rule_still_shows_what_git_knows(root):
    edit(root, TOPIC, "## Go deep", "<script>alert(1)</script>\n\n## Go deep")
    (root / "docs/odd.md").write_bytes(b"# Odd </details>\xff\0\n")
    text = said(root)
    assert re.search(r"\*\*The check refuses this commit \(problems: \d+\)\*\*, so cards are not compared\.", text)
    assert "### Pages added: 1\n\n- ` docs/odd.md ` ` Odd </details>" in text
    assert "### Pages changed: 1" in text and "### Cards" not in text


def test_a_commit_before_that_cannot_be_read_still_shows_what_git_knows(root):
    (root / "cards/decks.yml").rename(root / "aside")
    commit(root)
    git(root, "branch", "--force", "broken")
    (root / "aside").rename(root / "cards/decks.yml")
    text = said(root, "broken")
    assert "**The check refuses the commit before (FileNotFoundError)**, so cards are not compared." in text


def test_no_code_and_no_settings_of_the_commit_before_are_run(root, tmp_path):
    (root / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    edit(root, "mkdocs.yml", "plugins:", "hooks: [evil.py]\nplugins:")
    commit(root)
    git(root, "branch", "evil")
    edit(root, "mkdocs.yml", "hooks: [evil.py]\n", "")
    edit(root, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    assert "### Pages changed: 1" in said(root, "evil")
    assert not (tmp_path / "ran").exists()


def test_a_commit_cannot_hide_a_page_or_lead_out_of_its_tree(root, tmp_path):
    (tmp_path / "secret.md").write_text("# Secret\n\n/// flashcard | Secret? {#secret .number}\n\n1\n\n///\n")
    (root / "docs/link.md").symlink_to(tmp_path / "secret.md")
    (root / "docs/hidden.md").write_text("---\ndescription: x\n---\n\n# Hidden\n")
    (root / ".gitattributes").write_text("docs/hidden.md export-ignore\n")
    text = said(root)
    assert "` docs/hidden.md ` ` Hidden `" in text and "` docs/link.md ` ` - `" in text
    assert "Secret" not in text


def test_on_github_the_merge_and_its_parent_are_enough(root, tmp_path):
    """GitHub merges a pull request for the run; with a depth of two, HEAD^ is where it would go."""
    edit(root, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    commit(root)
    git(root, "switch", "--quiet", "main")
    edit(root, "docs/lonely.md", "All alone", "All, all alone")
    commit(root)
    git(root, "merge", "--quiet", "--no-ff", "-m", "Merge", "mend")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{root}", str(tmp_path / "shallow"))
    text = said(tmp_path / "shallow", "HEAD^")
    assert f"### Pages changed: 1\n\n- ` {HASHES} `" in text


def test_what_main_did_since_does_not_count(root):
    edit(root, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    commit(root)
    git(root, "switch", "--quiet", "main")
    edit(root, "docs/lonely.md", "All alone", "All, all alone")
    commit(root)
    git(root, "switch", "--quiet", "mend")
    assert "lonely" not in said(root)


@pytest.mark.parametrize("base", ["nonsense", "--output=x", "", "HEAD:docs", "main..HEAD"])
def test_what_is_no_commit_is_refused_in_a_line(root, base):
    with pytest.raises(commits.NoCommit, match="no commit that HEAD grew from"):
        summary(root, base)


def test_the_command_warns_in_an_annotation_and_prints_nothing_else_than_markdown(root, monkeypatch, capsys):
    edit(root, HASHES, "## Go deep", "Mended.\n\n## Go deep")
    (root / "::error::x").write_text("x")
    commit(root)
    monkeypatch.setattr(cli, "ROOT", root)
    monkeypatch.setattr("sys.argv", ["summary", "main", "--format", "github"])
    assert cli.summary("Say what changes.") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("## What this changes\n")
    assert printed.err == (
        "::warning::This changes content and, with it, code, workflows, dependencies or settings (1 file).\n"
    )
    assert "::error" not in printed.out


def quoted(text: str) -> str:
    """Return how a summary shows what stands in the repository."""
    proposal = Proposal((), {}, {}, {}, {}, (text,), False, ())
    with patch("fieldguide.review.summary.proposal_of", return_value=proposal):
        return summary(Path(), "main")[0].partition("\n- ")[2]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_code_span(text: str):
    assert_one_code_span(quoted(text))


@given(st.text())
def test_any_text_is_one_code_span(text: str):
    assert_one_code_span(quoted(text))


def assert_one_code_span(span: str) -> None:
    (inline,) = [token for token in MarkdownIt("commonmark").parse(f"- before {span} after") if token.type == "inline"]
    before, code, after = inline.children
    assert (before.content, code.type, after.content) == ("before ", "code_inline", " after")
    assert len(code.content) <= 120 and "\n" not in span
    assert not re.search(r"(?<!\w)::[a-z-]+", span)


def test_an_honest_question_is_shown_as_it_is():
    assert quoted("Why does `std::vector` cost 3 % more?") == "`` Why does `std::vector` cost 3 % more? ``"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_summary_quotes_stands_outside_of_code(text: str, monkeypatch):
    page = PageChange(FileChange("moved", f"docs/{text}.md", f"docs/old {text}.md"), text)
    many = {f"{number} {text}": text for number in range(50 + 7)}
    proposal = Proposal((page,), many, many, many, many, tuple(many), True, tuple(many))
    monkeypatch.setattr("fieldguide.review.summary.proposal_of", lambda root, base: proposal)
    markdown, warning = summary(Path(), "main")
    assert "57 files" in warning and "- and 7 more" in markdown
    assert len(markdown.encode()) < 200_000
    ours = re.compile(r"[\w ,.():*-]*")
    assert [part for part in outside_code(markdown) if not ours.fullmatch(part)] == []
