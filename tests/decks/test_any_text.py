"""What Anki shows is what the page says, for any text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unicodedata import normalize

from anki.collection import Collection
from anki_backend import cards_by_id, collection, import_package, shown
from fieldguide import pages
from fieldguide.decks import notes_of, packages_of, read_catalogue
from fieldguide.decks.apkg import apkg
from fieldguide.model import Guide
from fieldguide.project import Project
from html_text import text
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

TRAPS = st.sampled_from(
    [
        "{{c1::x}}", "{{Question}}", "}}", "{{", "::", "[sound:x.mp3]", "[latex]x[/latex]", "[$]x[/$]", "[$$]y[/$$]",
        "[anki:tts lang=en_US]x[/anki:tts]", "Vec<String>", "if a < b and c > d", "&amp;", "&lt;", "<b>", "\\(x\\)",
        "<!--", "-->", "$5 and $6", "{{cloze:Text}}", "{{#Answer}}", "{{type:Answer}}", "'\"",
    ]
)  # fmt: skip
LETTERS = st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "), max_size=12)
"""What the rules on characters let through; they refuse what nobody sees."""

ANY_TEXT = st.lists(st.one_of(TRAPS, LETTERS), min_size=1, max_size=6).map(" ".join).map(partial(normalize, "NFC"))


def page(answers: list[str]) -> str:
    """Return a page with a card for each text: in a code block, where Markdown changes nothing."""
    cards = "".join(
        f"/// flashcard | Question {number}? {{#any-{number} .concept}}\n\n```text\n{answer}\n```\n\n///\n\n"
        for number, answer in enumerate(answers)
    )
    return f"---\ndescription: x\nreviewed: 2026-11-23\n---\n\n# Any\n\n{cards}"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(ANY_TEXT, min_size=1, max_size=12))
def test_anki_shows_any_text_of_a_card_to_the_letter(project, guide_from, tmp_path: Path, answers):
    guide = accepted(guide_from, page(answers))
    assert len(guide.topics[0].cards) == len(answers)
    with imported(project, guide, tmp_path) as col:
        assert col.card_count() == len(answers)
        cards = cards_by_id(col)
        for number, answer in enumerate(answers):
            on_page = text(guide.topics[0].cards[number].answer)
            assert on_page == folded(answer)
            assert on_page in text(shown(cards[f"any-{number}"].answer()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hidden=ANY_TEXT.map(lambda drawn: drawn.replace("`", "'").replace("=", "-")))
def test_a_cloze_hides_any_text(project, guide_from, tmp_path: Path, hidden):
    cloze = f"/// cloze | What? {{#any-0 .number}}\n\nBefore ==`` {hidden} ``== after.\n\n///\n"
    guide = accepted(guide_from, f"---\ndescription: x\n---\n\n# Any\n\n{cloze}")
    with imported(project, guide, tmp_path) as col:
        assert col.card_count() == 1
        card = cards_by_id(col)["any-0"]
        assert text(guide.topics[0].cards[0].answer) in text(shown(card.answer()))
        assert "Before [...] after." in text(shown(card.question()))
        assert folded(hidden) in text(shown(card.answer()))


@contextmanager
def imported(project: Project, guide: Guide, folder: Path) -> Iterator[Collection]:
    """Package a guide and import it into an empty collection."""
    catalogue = read_catalogue(project.cards, guide.site_url)
    package = packages_of(notes_of(guide, catalogue, {}, 1_700_000_000), catalogue, "test")[0]
    (folder / "any.apkg").write_bytes(apkg(package))
    with collection() as col:
        assert import_package(col, folder / "any.apkg")["new"] == len(package.notes)
        yield col


def accepted(guide_from, source: str) -> Guide:
    """Load a page; a text that the rules on characters refuse is none that Anki ever sees."""
    try:
        return guide_from({"both-tribes/nice-to-have/any.md": source})
    except pages.Refused:
        reject()


def folded(drawn: str) -> str:
    return normalize("NFC", " ".join(drawn.split()))
