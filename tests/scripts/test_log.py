"""The learner's log in a real browser: nothing is lost, doubled or changed, whatever tabs, files and storage do."""

from __future__ import annotations

import contextlib
import json
import os
import signal
from pathlib import Path

import pytest
from in_browser import FLAGS
from playwright.sync_api import BrowserContext, Error, Page, Playwright

OPEN = """async () => {
  const { openLog } = await import("/learning/log.js")
  window.log = await openLog(new URL("/field-guide/", location).href)
}"""
IDS = "log.events.map(event => event.id)"
FACTS = "log.events.map(({ kind, topic }) => [kind, topic])"


def opened(page: Page, address: str | None = None) -> Page:
    """Open the log in a page, and so in a tab that has just been loaded."""
    if address:
        page.goto(address)
    page.evaluate(OPEN)
    return page


def append(page: Page, *topics: str) -> None:
    page.evaluate("async topics => { for (const topic of topics) await log.append('read', { topic }) }", topics)


def imported(page: Page, text: str) -> object:
    """Import a file; return how many events were new, or the line in which it was refused."""
    return page.evaluate("text => log.import(text).catch(error => error.message)", text)


def test_what_was_appended_is_there_in_order_after_a_reload(tab, scripts_address):
    opened(tab)
    append(tab, "one", "two", "three")
    opened(tab, scripts_address)
    assert tab.evaluate(FACTS) == [["read", "one"], ["read", "two"], ["read", "three"]]


def test_an_event_carries_its_id_time_day_and_device(tab):
    opened(tab)
    append(tab, "one", "two")
    first, second = tab.evaluate("log.events")
    assert first["id"] != second["id"] and first["device"] == second["device"]
    assert tab.evaluate("Date.now()") - first["at"] < 60_000
    assert len(first["day"]) == len("2026-11-28")


@pytest.mark.parametrize("time, day", [("2026-11-28T03:59:00", "2026-11-27"), ("2026-11-28T04:00:00", "2026-11-28")])
def test_a_day_turns_at_four_in_the_morning(tab, time, day):
    found = tab.evaluate("async time => (await import('/learning/days.js')).dayOf(new Date(time).getTime())", time)
    assert found == day


def test_two_tabs_append_to_one_log_and_each_sees_the_other(context, tab, scripts_address):
    other = opened(context.new_page(), scripts_address)
    opened(tab)
    for number in range(10):
        append(tab, f"here-{number}")
        append(other, f"there-{number}")
    tab.wait_for_function("log.events.length === 20")
    other.wait_for_function("log.events.length === 20")
    assert tab.evaluate(IDS) == other.evaluate(IDS)
    assert len(set(opened(tab, scripts_address).evaluate(IDS))) == 20


def test_many_events_are_folded_into_packs_and_none_is_lost_or_doubled(tab, scripts_address):
    opened(tab)
    tab.evaluate("Promise.all(Array.from({ length: 2300 }, (_, n) => log.append('read', { topic: `t${n}` })))")
    before = tab.evaluate(IDS)
    assert opened(tab, scripts_address).evaluate(IDS) == before
    assert records(tab) == {"packs": 2, "events": 300}
    assert opened(tab, scripts_address).evaluate(IDS) == before


def records(page: Page) -> dict[str, int]:
    script = """async () => {
      const { name } = (await indexedDB.databases())[0]
      const asked = indexedDB.open(name)
      const database = await new Promise(resolve => asked.onsuccess = () => resolve(asked.result))
      const counted = {}
      for (const store of ["packs", "events"]) {
        const request = database.transaction(store).objectStore(store).count()
        counted[store] = await new Promise(resolve => request.onsuccess = () => resolve(request.result))
      }
      database.close()
      return counted
    }"""
    return page.evaluate(script)


def test_two_sites_of_one_origin_have_logs_of_their_own(tab):
    opened(tab)
    append(tab, "one")
    other = "async () => (await (await import('/learning/log.js')).openLog(location.origin + '/other/')).events.length"
    assert tab.evaluate(other) == 0


def test_an_export_imports_elsewhere_as_a_union_and_twice_changes_nothing(chromium, tab, scripts_address):
    opened(tab)
    append(tab, "one", "two")
    elsewhere = chromium.new_context()
    device = opened(elsewhere.new_page(), scripts_address)
    append(device, "three")
    assert imported(device, tab.evaluate("log.exported()")) == 2
    assert imported(device, tab.evaluate("log.exported()")) == 0
    assert imported(tab, device.evaluate("log.exported()")) == 1
    assert tab.evaluate("log.events") == device.evaluate("log.events")
    assert opened(device, scripts_address).evaluate("log.events.length") == 3
    elsewhere.close()


def test_what_one_tab_imports_the_other_sees(context, tab, scripts_address):
    other = opened(context.new_page(), scripts_address)
    opened(tab)
    append(tab, "one")
    assert imported(tab, file(event(), event(id="b"))) == 2
    other.wait_for_function("log.events.length === 3")
    assert tab.evaluate(IDS) == other.evaluate(IDS)


def event(**changed: object) -> dict[str, object]:
    whole = {"id": "a", "at": 1_700_000_000_000, "day": "2026-11-28", "device": "d", "kind": "read", "topic": "t"}
    return {key: value for key, value in (whole | changed).items() if value is not None}


def file(*events: object, **changed: object) -> str:
    return json.dumps({"format": "two-tribes-log", "version": 1, "events": list(events)} | changed)


REFUSED = {
    "a later version": (file(event(), version=2), "version 2; this edition of the site reads up to 1"),
    "a version that is not a number": (file(event(), version="x"), "version x"),
    "another file": ('{"cards": []}', "not an export of Two Tribes"),
    "an empty file": ("", "This file is damaged"),
    "a file cut short": (file(event())[:-20], "This file is damaged"),
    "no list": (file(events={}), "no list of events"),
    "an event without an id": (file(event(), event(id=None)), "event 2 has no proper 'id'"),
    "an event without a time": (file(event(at=None)), "event 1 has no proper 'at'"),
    "an event whose time is a text": (file(event(at="now")), "event 1 has no proper 'at'"),
    "an event whose day is not one": (file(event(day="yesterday")), "event 1 has no proper 'day'"),
    "an event on a day that does not exist": (file(event(day="2026-13-45")), "event 1 has no proper 'day'"),
    "an answer without a rating": (file(event(kind="review", card="c")), "event 1 has no proper 'rating'"),
    "an answer to no card": (file(event(kind="review", rating=3)), "event 1 has no proper 'card'"),
    "a setting of a wrong value": (
        file(event(), event(id="b", kind="setting", name="retention", value="abc")),
        "event 2 has no proper 'value' of the setting 'retention'",
    ),
    "something that is not an event": (file(event(), event(id="b"), 7), "event 3 has no proper"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_a_line_and_changes_nothing(tab, scripts_address, kind):
    text, said = REFUSED[kind]
    opened(tab)
    append(tab, "one")
    line = imported(tab, text)
    assert said in line and "\n" not in line
    assert opened(tab, scripts_address).evaluate(FACTS) == [["read", "one"]]


SETTINGS = {
    "retention": (0.8, ["0.8", 0.5, 1, None]),
    "minutes": (60, ["60", 0, 9_000]),
    "date": ("2026-12-24", [7, "Christmas", "9999-12-24"]),
    "exported": ("2026-12-24", [["2026-12-24"], ""]),
    "tribe": ("applied-researcher", ["toString", 1]),
    "background": ("statistics", ["constructor", None]),
    "first": (["caches"], ["caches", [1], {}]),
    "review": ({"from": "caches", "fresh": 20, "startHere": True}, ["all", None, {"fresh": "many"}, {"from": {}}]),
    "a later edition's": ("anything", []),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_taken_from_a_file_when_its_value_makes_sense(tab, name):
    right, wrong = SETTINGS[name]
    opened(tab)
    for value in wrong:
        said = imported(tab, file(event(kind="setting", name=name) | {"value": value}))
        assert f"event 1 has no proper 'value' of the setting '{name}'" in said
    assert imported(tab, file(event(kind="setting", name=name, value=right))) == 1


def test_a_value_that_makes_no_sense_is_passed_over_on_replay(tab):
    named = [("retention", 0.8), ("retention", "abc"), ("tribe", 7), ("__proto__", {"minutes": "x"}), (["date"], "x")]
    events = [event(kind="setting", name=name, value=value) for name, value in named]
    script = "async events => ({ ...(await import('/learning/settings.js')).settingsOf(events) })"
    found = tab.evaluate(f"async events => JSON.stringify(await ({script})(events))", events)
    assert json.loads(found) == {"retention": 0.8, "__proto__": {"minutes": "x"}}


def test_the_same_file_without_fault_is_taken(tab):
    assert imported(opened(tab), file(event(), event(id="b"))) == 2


def test_delete_everything_empties_all_tabs_and_stays(context, tab, scripts_address):
    other = opened(context.new_page(), scripts_address)
    opened(tab)
    append(tab, "one")
    other.wait_for_function("log.events.length === 1")
    tab.evaluate("log.empty()")
    other.wait_for_function("log.events.length === 0")
    assert opened(tab, scripts_address).evaluate("log.events.length") == 0


REFUSALS = {
    "no storage at all": "delete window.indexedDB",
    "storage that is refused": "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }",
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_where_storage_is_refused_the_session_goes_on_in_memory_and_the_log_says_so(context, scripts_address, kind):
    page = context.new_page()
    page.add_init_script(REFUSALS[kind])
    opened(page, scripts_address)
    append(page, "one")
    assert page.evaluate(FACTS) == [["read", "one"]]
    assert "keeps nothing" in page.evaluate("log.trouble")


def test_a_full_storage_is_said_and_the_session_goes_on(tab):
    opened(tab)
    append(tab, "one")
    full = "() => { IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    tab.evaluate(full)
    append(tab, "two")
    assert tab.evaluate(FACTS) == [["read", "one"], ["read", "two"]]
    assert "could not keep this (QuotaExceededError)" in tab.evaluate("log.trouble")


def test_a_log_that_is_kept_has_no_trouble_to_tell(tab):
    assert opened(tab).evaluate("log.trouble") == ""


def test_an_acknowledged_event_survives_the_death_of_the_browser(playwright, tmp_path: Path, scripts_address):
    page = opened(lasting(playwright, tmp_path).pages[0], scripts_address)
    append(page, *(f"topic-{number}" for number in range(25)))
    kill(tmp_path)
    with pytest.raises(Error):
        page.evaluate("1")
    again = lasting(playwright, tmp_path)
    page = opened(again.pages[0], scripts_address)
    assert page.evaluate("log.events.map(({ topic }) => topic)") == [f"topic-{number}" for number in range(25)]
    again.close()


def lasting(playwright: Playwright, folder: Path) -> BrowserContext:
    """Start a browser that keeps its storage in a folder."""
    return playwright.chromium.launch_persistent_context(
        str(folder), executable_path=os.environ["CHROMIUM"], args=FLAGS
    )


def kill(folder: Path) -> None:
    """Kill the browser whose profile is `folder`, with no word before."""
    profile = f"--user-data-dir={folder}".encode()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):  # processes end while we look
            if entry.name.isdigit() and profile in (entry / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(entry.name), signal.SIGKILL)
