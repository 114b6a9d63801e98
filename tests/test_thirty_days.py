"""A learner of thirty days with two devices, a release in the middle: nothing is lost, both know the same."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from site_server import MODULE, RELEASED

pytestmark = pytest.mark.long

START = datetime(2026, 11, 2, 9)
DAYS, RELEASE = 30, 15
EVENTS = f"async () => (await (await {MODULE}('the-log')).theLog()).events"
STATES = f"""async () => {{
  const [log, deck] = await Promise.all(["the-log", "deck"].map({MODULE}))
  return [...deck.statesOf((await log.theLog()).events)].sort()
}}"""


class Device:
    """A browser of its own: what the learner does on it, and how many events of each kind that must have made."""

    def __init__(self, browser: Browser, address: str, chance: random.Random) -> None:
        self.address, self.chance = address, chance
        self.context = browser.new_context(viewport={"width": 390, "height": 800})
        self.page = self.context.new_page()
        self.did: Counter[str] = Counter()
        self.asked: set[str] = set()

    def at(self, moment: datetime) -> None:
        self.context.clock.set_fixed_time(moment)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="commit")
        return self.page

    def review(self, answers: int, page: Page | None = None) -> None:
        """Answer some cards, with an undo and a suspension now and then; stop in the middle of the session."""
        page = page or self.open("practice/review/")
        go_on = page.get_by_role("button", name="Review", exact=True)
        expect(page.locator(".review-count")).to_contain_text("card")
        if go_on.is_disabled():
            return
        go_on.click()
        for _ in range(answers):
            expect(page.locator(".review-question, .review-summary").first).to_be_visible()
            if not page.locator(".review-question").count():
                return
            self._answer(page)

    def _answer(self, page: Page) -> None:
        self.asked.add(page.locator(".review-place").get_attribute("href").partition("#")[2])
        act = self.chance.choices(("answer", "undo", "suspend"), (20, 2, 1))[0]
        bar, before = page.locator(".review-bar, .review-summary").first, page.locator(".review-bar").inner_text()
        if act == "suspend":
            page.get_by_role("button", name="Suspend").click()
        elif act == "undo" and page.get_by_role("button", name="Undo").is_enabled():
            page.keyboard.press("u")
        else:
            act = "review"
            page.keyboard.press("Space")
            expect(page.locator(".review-answer")).to_be_visible()
            page.keyboard.press(self.chance.choice("1233334"))
        expect(bar).not_to_have_text(before)
        expect(page.locator(".review-answer")).to_have_count(0)
        self.did[act] += 1

    def read(self, topic: str) -> None:
        page = self.open(topic)
        button = page.locator("read-mark:not([listed]) button")
        pressed = button.get_attribute("aria-pressed")
        button.click()
        expect(button).not_to_have_attribute("aria-pressed", pressed or "none")
        self.did["read"] += 1

    def close_and_reopen(self) -> None:
        self.page.close()
        self.page = self.context.new_page()

    def export(self) -> Path:
        page = self.open("practice/progress/")
        with page.expect_download() as download:
            page.get_by_role("button", name="Export to a file").click()
        return download.value.path()

    def take(self, file: Path) -> None:
        page = self.open("practice/progress/")
        page.get_by_label("Import a file").set_input_files(file)
        expect(page.locator(".said")).not_to_have_text("")

    def told(self, script: str) -> list:
        """What the log says, once the page stands."""
        page = self.open("practice/progress/")
        expect(page.get_by_role("heading", name="Your data")).to_be_visible()
        return page.evaluate(script)


def released(library: dict) -> tuple[dict, set[str], set[str], set[str]]:
    """The next release: ten cards that change, five that are new, ten that are retired; return it and their ids."""
    cards = [dict(card) for card in library["cards"]]
    changed = {card["id"] for card in cards[:20:2]}
    retired = {card["id"] for card in cards[1:20:2]}
    for card in cards[:20:2]:
        card["question"] += " (mended)"
    fresh = [
        {**cards[0], "id": f"new-{number}", "address": f"#new-{number}", "order": number / 10} for number in range(5)
    ]
    kept = [*fresh, *(card for card in cards if card["id"] not in retired)]
    return {**library, "cards": kept}, changed, {card["id"] for card in fresh}, retired


@pytest.fixture
def library(site: Path) -> dict:
    return json.loads((site / "decks/cards.json").read_text(encoding="utf-8"))


@pytest.fixture
def devices(chromium: Browser, address: str) -> Iterator[tuple[Device, Device]]:
    chance = random.Random(16)
    expect.set_options(timeout=30_000)
    laptop, phone = (Device(chromium, address, chance) for _ in range(2))
    yield laptop, phone
    expect.set_options(timeout=5_000)
    RELEASED.clear()
    laptop.context.close()
    phone.context.close()


def a_day(device: Device, day: int, topics: list[dict], chance: random.Random) -> None:
    device.review(chance.randint(2, 8))
    if chance.random() < 0.3:
        device.page.reload()
        device.review(3, device.page)
    if chance.random() < 0.3:
        device.close_and_reopen()
        device.review(2)
    if chance.random() < 0.3:
        second = device.context.new_page()
        second.goto(device.address + "practice/review/")
        device.review(2, second)
        device.review(2)
        second.close()
    if chance.random() < 0.4:
        device.read(topics[day]["url"])


def test_thirty_days_on_two_devices_lose_and_double_nothing(devices, library):
    laptop, phone = devices
    chance, topics = random.Random(30), library["topics"]
    after, changed, fresh, retired = released(library)
    for day in range(DAYS):
        if day == RELEASE:
            RELEASED["cards.json"] = json.dumps(after).encode()
            laptop.asked.clear()
            phone.asked.clear()
        if day % 7 == 3:
            continue  # a missed day
        for device, hour in ((laptop, 0), (phone, 11)):
            device.at(START + timedelta(days=day, hours=hour))
            if device is laptop or chance.random() < 0.7:
                a_day(device, day, topics, chance)
        if day % 5 == 4:
            phone.take(laptop.export())
            laptop.take(phone.export())
    phone.take(laptop.export())
    laptop.take(phone.export())
    phone.take(laptop.export())

    here, there = laptop.told(EVENTS), phone.told(EVENTS)
    ids = [event["id"] for event in here]
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(event["id"] for event in there)
    made = Counter(event["kind"] for event in here)
    did = laptop.did + phone.did
    print(did, len(ids), "events")
    assert {kind: made[kind] for kind in ("review", "undo", "suspend", "read")} == {
        kind: did[kind] for kind in ("review", "undo", "suspend", "read")
    }
    states = laptop.told(STATES)
    assert states == phone.told(STATES)
    answered = {card for card, state in states if state["answers"]}
    asked = laptop.asked | phone.asked
    assert changed & answered and retired & answered and fresh & answered
    assert not retired & asked
