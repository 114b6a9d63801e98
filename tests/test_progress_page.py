"""Progress on the built site: figures, the log as a file out and in, and the way over to the real Anki."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_backend import cards_by_id, collection, import_package
from playwright.sync_api import Browser, Page, expect
from site_server import MODULE

PROGRESS = "practice/progress/"
SEED = """async days => {
  const [{ theLog }, { theLibrary }, { dayOf }] = await Promise.all(
    ["the-log", "library", "days"].map(MODULE))
  const log = await theLog(), { cards, topics } = await theLibrary(), events = []
  const add = (kind, facts, ago) => {
    const at = Date.now() - ago * 86_400_000 + events.length
    events.push({ id: `seed-${events.length}`, at, day: dayOf(at), device: "seed", kind, ...facts })
  }
  for (let ago = days; ago > 0; ago--) {
    const from = (days - ago) * 5
    for (const [at, { id }] of cards.slice(from, from + 10).entries()) {
      add("review", { card: id, rating: [3, 4, 3, 1, 3, 2][(at + ago) % 6] }, ago)
    }
    add("read", { topic: topics[(days - ago) % topics.length].id }, ago)
  }
  add("suspend", { card: cards[1].id }, 0.01)
  await log.import(JSON.stringify({ format: "two-tribes-log", version: 1, events }))
}""".replace("MODULE", MODULE)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.goto(address + PROGRESS)
    expect(opened.get_by_role("heading", name="Your data")).to_be_visible()
    yield opened
    context.close()


def exported(page: Page) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export to a file").click()
    return download.value.path()


def events(page: Page) -> str:
    return page.locator("learning-progress").get_by_text(re.compile(r"events? in this browser")).inner_text()


def test_a_beginner_sees_an_empty_picture_and_what_will_be_there(page):
    expect(page.locator("learning-progress")).to_contain_text("As soon as cards come back on a later day")
    expect(page.get_by_role("button", name="Export to a file")).to_be_disabled()


def test_figures_say_what_is_read_known_due_remembered_and_practised(page):
    page.evaluate(SEED, 20)
    tool = page.locator("learning-progress")
    for caption in ("Cards known and pages read by shelf", "Cards due in the next four weeks", "Days with an answer"):
        expect(tool.get_by_role("table", name=caption)).to_be_visible()
    shelf = tool.get_by_role("row", name=re.compile("Both tribes · Non-negotiable"))
    expect(shelf).to_contain_text(re.compile(r"[1-9]\d*\sof\s\d+;\s20\sof\s30\spages\sread"))
    expect(tool.get_by_role("table", name="Answers that were right")).to_contain_text(
        re.compile(r"\d+% of \d+, expected \d+%")
    )
    expect(tool.get_by_role("row", name=re.compile("The last 7 days"))).to_contain_text("6 days, 60 answers")


def test_an_export_goes_to_another_device_and_nothing_is_doubled(page, chromium, address):
    page.evaluate(SEED, 5)
    file = exported(page)
    expect(page.locator(".said")).to_contain_text("Exported")
    expect(page.locator("learning-progress")).to_contain_text("last export on")
    context = chromium.new_context()
    other = context.new_page()
    other.goto(address + PROGRESS)
    number = len(json.loads(file.read_text())["events"])
    other.get_by_label("Import a file").set_input_files(file)
    expect(other.locator(".said")).to_have_text(f"{number} events imported.")
    other.get_by_label("Import a file").set_input_files(file)
    expect(other.locator(".said")).to_have_text("Nothing new in this file.")
    expect(other.locator("learning-progress")).to_contain_text(f"{number} events in this browser")
    context.close()


@pytest.mark.parametrize(
    "text, said",
    [
        ('{"format": "two-tribes-log", "version": 9, "events": []}', "version 9"),
        ('{"format": "two-tribes-log"', "damaged"),
        (
            '{"format": "two-tribes-log", "version": 1, "events": [{"id": "x", "at": 1, "day": "2026-11-28", '
            '"device": "d", "kind": "review", "card": "c", "rating": 7}]}',
            "event 1 has no proper 'rating'",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_line_and_changes_nothing(page, tmp_path, text, said):
    page.evaluate(SEED, 2)
    before = events(page)
    (tmp_path / "file.json").write_text(text)
    page.get_by_label("Import a file").set_input_files(tmp_path / "file.json")
    expect(page.locator(".said")).to_contain_text(said)
    assert events(page) == before


LINES = """cell => {
  const text = document.createRange()
  text.selectNodeContents(cell)
  return new Set([...text.getClientRects()].map(({ top }) => top)).size
}"""


def test_figures_of_a_shelf_take_two_lines_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    cells = page.get_by_role("table", name="Cards known and pages read by shelf").locator("td:last-child").all()
    assert max(cell.evaluate(LINES) for cell in cells) <= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


APPEND = """async ([kind, facts]) => (await (await MODULE('the-log')).theLog()).append(kind, facts)""".replace(
    "MODULE", MODULE
)
BAD = {
    "a setting that makes no sense": ("setting", {"name": "retention", "value": "abc"}),
    "an answer that makes no sense": ("review", {"card": "c", "rating": 9}),
}


@pytest.mark.parametrize("kind", BAD)
def test_whatever_the_log_holds_it_can_be_exported_and_deleted(page, kind):
    page.evaluate(SEED, 2)
    page.evaluate(APPEND, list(BAD[kind]))
    page.reload()
    assert exported(page).stat().st_size
    expect(page.get_by_role("heading", name="What you know")).to_be_visible()
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator(".said")).to_have_text("Deleted.")
    expect(page.get_by_role("heading", name="What you know")).to_be_visible()


def test_where_no_figure_can_be_drawn_the_log_can_still_be_taken_out(page):
    page.evaluate(SEED, 2)
    page.add_init_script("document.createElementNS = () => { throw new Error('no picture') }")
    page.reload()
    expect(page.get_by_text("Your figures cannot be drawn (no picture)")).to_be_visible()
    assert exported(page).stat().st_size


def test_everything_is_deleted_behind_a_question_only(page):
    page.evaluate(SEED, 2)
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Keep it").click()
    assert not events(page).startswith("0 ")
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator(".said")).to_have_text("Deleted.")
    assert events(page).startswith("0 events")
    page.reload()
    expect(page.locator("learning-progress")).to_contain_text("0 events in this browser")


def test_what_a_learner_wants_to_remember_is_kept(page):
    field = page.get_by_label("Per cent to remember")
    field.fill("80")
    field.press("Tab")
    expect(page.locator("learning-progress")).to_contain_text("1 event in this browser")
    page.reload()
    expect(page.get_by_label("Per cent to remember")).to_have_value("80")
    field = page.get_by_label("Per cent to remember")
    field.fill("50")
    field.press("Tab")
    page.reload()
    expect(page.get_by_label("Per cent to remember")).to_have_value("80")


FOR_ANKI = """async () => {
  const [log, library, deck, progress, days] = await Promise.all(
    ["the-log", "library", "deck", "progress", "days"].map(MODULE))
  const { cards } = await library.theLibrary(), states = deck.statesOf((await log.theLog()).events)
  const today = days.dayOf(Date.now())
  const waits = [...states].map(([id, { due }]) => [id, days.daysBetween(today, due || today)])
  return [progress.forAnki(cards, states, today), Object.fromEntries(waits)]
}""".replace("MODULE", MODULE)


def test_what_is_known_here_is_found_in_the_real_anki_and_due_there_on_the_same_days(page, site):
    page.evaluate(SEED, 25)
    rows, waits = page.evaluate(FOR_ANKI)
    assert len(rows) > 5
    with collection() as col:
        import_package(col, site / "decks/two-tribes.apkg")
        ids = {card.id: name for name, card in cards_by_id(col).items()}
        for row in rows:
            found = col.find_cards(row["search"])
            assert len(found) == row["cards"]
            col.sched.set_due_date(found, row["days"])
            least, most = (int(number) for number in (row["days"].rstrip("!").split("-") * 2)[:2])
            for card in (col.get_card(number) for number in found):
                assert least <= max(waits[ids[card.id]], 0) <= most
                assert least <= card.due - col.sched.today <= most
                assert card.ivl == max(card.due - col.sched.today, 1)
                assert int(card.type) == 2
