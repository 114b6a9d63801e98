"""How a card looks: rendered by the real Anki, shown by a real browser as a phone and a desktop would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from anki_backend import cards_by_id, collection, import_package, shown
from html_text import text
from playwright.sync_api import Browser, Page

ANDROID = "<style>.card { width: 100%; } body { margin: 0; }</style>"
"""What AnkiDroid adds to a style: with padding, cards were wider than the screen."""

MEASURE = """() => ({
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  cut: [...document.querySelectorAll("pre")].filter(e => e.scrollWidth > e.clientWidth + 1).length,
  turned: [...document.querySelectorAll(".card-face")].filter(e => getComputedStyle(e).direction !== "ltr").length,
})"""
COLOURS = """selector => [document.querySelector(selector), document.body]
  .map((e, i) => getComputedStyle(e)[i ? "backgroundColor" : "color"].match(/[0-9.]+/g).map(Number))"""
SEEN = "e => { const box = e.getBoundingClientRect(); return box.width > 50 && box.height > 10 && box.left >= 0; }"


@pytest.fixture(scope="module")
def cards(deck_files, tmp_path_factory) -> Iterator[dict[str, tuple[str, str, str, str]]]:
    """Style, question, answer and note type of every card, as Anki renders them."""
    path = tmp_path_factory.mktemp("looks") / "two-tribes.apkg"
    path.write_bytes(deck_files["two-tribes.apkg"])
    with collection() as col:
        import_package(col, path)
        found = {card_id: (card, card.render_output()) for card_id, card in cards_by_id(col).items()}
        yield {
            card_id: (output.css, shown(output.question_text), shown(output.answer_text), card.note_type()["name"])
            for card_id, (card, output) in found.items()
        }


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


def show(page: Page, style: str, face: str, classes: str = "card", turned: str = "rtl") -> None:
    page.set_content(f'<body class="{classes}" dir="{turned}"><style>{style}</style>{ANDROID}<div id="qa">{face}</div>')


def one_of_each(cards: dict) -> list[str]:
    return list({kind: card_id for card_id, (_, _, _, kind) in cards.items()}.values())


def test_a_phone_shows_every_card_whole_in_whatever_language_anki_is(cards, phone):
    for card_id, (style, _, answer, _) in cards.items():
        show(phone, style, answer)
        assert phone.evaluate(MEASURE) == {"wide": 0, "cut": 0, "turned": 0}, card_id


def test_a_style_without_the_size_of_its_box_is_wider_than_the_screen(cards, phone):
    style, _, answer, _ = next(iter(cards.values()))
    show(phone, style.replace("box-sizing: border-box", ""), answer)
    assert phone.evaluate(MEASURE)["wide"] > 0


def test_one_card_of_each_note_type_hides_its_answer_and_then_shows_it(guide, cards, phone):
    answers = {card.id: card for topic in guide.topics for card in topic.cards}
    assert len(one_of_each(cards)) == 2
    for card_id in one_of_each(cards):
        style, question, answer, _ = cards[card_id]
        assert text(answers[card_id].question) in text(question)
        assert text(answers[card_id].answer) not in text(question) and question != answer
        show(phone, style, question)
        assert phone.eval_on_selector(".question", SEEN)
        show(phone, style, answer)
        assert phone.eval_on_selector(".answer", SEEN)
        assert text(answers[card_id].answer).split()[-1] in phone.inner_text("body")


@pytest.mark.parametrize("classes", ["card", "card nightMode", "card night_mode"])
def test_question_and_answer_stand_out_from_the_paper_by_day_and_night(cards, phone, classes):
    style, _, answer, _ = cards[one_of_each(cards)[0]]
    show(phone, style, answer, classes)
    for selector in (".question", ".answer", ".topic", ".source"):
        ink, paper = phone.evaluate(COLOURS, selector)
        assert contrast(ink[:3], paper[:3]) >= 4.5, selector


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast of two colours as the Web Content Accessibility Guidelines count it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: list[float]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
