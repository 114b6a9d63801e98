# ruff: noqa: F811  the fixtures are imported
"""The site without a connection, and two releases one after another: never a mixed or broken page, no event lost."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_browser import until
from playwright.sync_api import Browser, BrowserContext, Page, expect
from releases_served import ALWAYS, BASE, OFFLINE, OTHER, PICTURE, TOPIC, Host, host, releases, running  # noqa: F401

STORE = "two-tribes:" + BASE
STEPS = (0, 1, 2, 7, 20)
"""After how many answers the server goes away."""

ASK = """async ([what, given]) => {
  const { ask } = await import(document.querySelector("script[src$='guide.js']").src.replace("guide.js", "edition.js"))
  return ask(what, given)
}"""
LOG = """async kind => {
  const guide = document.querySelector("script[src$='guide.js']").src
  const log = await (await import(guide.replace("guide.js", "learning/the-log.js"))).theLog()
  if (kind) await log.append(kind, { topic: "x" })
  return log.events.length
}"""
SEEN = """() => ({
  edition: document.querySelector("meta[name=edition]").content,
  release: document.querySelectorAll("#release").length === 1 ? document.querySelector("#release").textContent : "none",
  ran: window.ran,
  style: getComputedStyle(document.documentElement).getPropertyValue("--release").trim(),
  fetched: performance.getEntriesByType("resource").map(({ name }) => name).filter(name => name.endsWith(".js")),
  styled: [...document.styleSheets].every(sheet => sheet.cssRules.length),
})"""
WAITED = """() => {
  const [guide, edition] = ["guide.js", "edition.js"].map(name =>
    performance.getEntriesByType("resource").find(entry => entry.name.endsWith(name)))
  return edition && edition.startTime - guide.responseEnd
}"""
PICTURES = """async () => Promise.all([...document.querySelectorAll("article img")].map(async picture => {
  picture.loading = "eager"
  await picture.decode().catch(() => undefined)
  return [picture.src, picture.naturalWidth]
}))"""


@pytest.fixture
def browser_context(chromium: Browser, host: Host) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 390, "height": 800}, service_workers="allow")
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Page:
    return browser_context.new_page()


def whole(page: Page, pictures: bool = True) -> int:
    """Check that all of a page is of one release, and its pictures where a worker keeps them; return its number."""
    until(page, "window.ran?.guide")
    seen = page.evaluate(SEEN)
    numbers = {seen["release"], seen["style"], *map(str, seen["ran"].values())}
    assert len(numbers) == 1 and seen["styled"], seen
    assert all(seen["edition"] in name for name in seen["fetched"]), seen
    for source, width in page.evaluate(PICTURES):
        assert width > 0, source
        assert not pictures or PICTURE not in source or f"{width // 100}" == seen["release"], (source, width, seen)
    return int(seen["release"])


def visit(page: Page, host: Host, path: str = "") -> None:
    """Open a page, and wait until the worker has kept it."""
    page.goto(host.address + path)
    kept = f"{ASK.replace('(what, given)', '(what)')[:-1]}}}"
    until(
        page,
        f"""async () => {{
      const {{ missing }} = await ({kept})(["count"])
      return navigator.serviceWorker.controller && !missing.includes(location.href)
    }}""",
    )


def update(page: Page) -> None:
    """Let the browser look for a new release, as it does when a page is opened; wait for what comes of it."""
    page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration.update().catch(() => undefined)
      const coming = registration.installing
      if (coming) await new Promise(resolve => coming.onstatechange = () => coming.state !== "installing" && resolve())
    }""")


def switched_off(host: Host) -> None:
    host.answers = 0


def offered(page: Page):
    return page.locator(".new-edition")


def take_new(page: Page) -> None:
    with page.expect_navigation():
        offered(page).get_by_role("button", name="Load it").click()


def test_after_one_visit_the_page_opens_without_a_connection_with_its_pictures(page, host):
    visit(page, host, TOPIC)
    expect(offered(page)).to_have_count(0)  # the first edition is nothing new
    switched_off(host)
    page.goto(host.address + TOPIC)
    assert whole(page) == 1
    expect(page.get_by_role("button", name="Show all answers")).to_be_visible()
    expect(page.locator("read-mark:not([listed]) button")).to_have_text("Mark as read")


def test_a_page_that_was_never_seen_says_so_and_leads_to_one_that_is_there(page, host):
    visit(page, host, TOPIC)
    switched_off(host)
    assert page.goto(host.address + OTHER).status == 503
    expect(page.locator("h1")).to_have_text("You are offline")
    assert whole(page) == 1
    links = page.locator("article a").evaluate_all("links => links.slice(1).map(link => link.href)")
    assert host.address + "practice/review/" in links and all(link.startswith(host.address) for link in links), links
    assert page.goto(host.address + "practice/never/").status == 503
    assert whole(page) == 1
    page.locator("article a").nth(1).click()
    page.wait_for_url(host.address)
    assert whole(page) == 1
    host.answers = ALWAYS
    page.goto(host.address + OTHER)
    expect(page.locator("h1")).to_contain_text("Hash ids")


def test_a_page_reached_by_an_instant_click_is_kept_too(page, host):
    visit(page, host, TOPIC)
    page.evaluate("window.same = true")
    page.locator("a.md-footer__link--next").click()
    page.wait_for_url("**/" + OTHER)
    expect(page.locator("h1")).to_contain_text("Hash ids")
    assert page.evaluate("window.same")
    switched_off(host)
    page.goto(host.address + OTHER)
    assert whole(page) == 1


def test_a_new_release_is_offered_and_not_mixed_with_the_old_one(page, host, releases):
    visit(page, host, TOPIC)
    page.evaluate(LOG, "read")
    host.site = releases[2]
    update(page)
    expect(offered(page)).to_contain_text("A new edition is there")
    page.reload()
    assert whole(page) == 1
    take_new(page)
    assert whole(page) == 2
    switched_off(host)
    page.reload()
    assert whole(page) == 2
    assert page.evaluate(LOG, "") == 1


@pytest.mark.long
@pytest.mark.parametrize("step", STEPS)
def test_an_update_that_breaks_off_leaves_the_old_release_whole(page, host, releases, step):
    visit(page, host, TOPIC)
    page.evaluate(LOG, "read")
    host.site, host.answers = releases[2], step
    update(page)
    page.reload()
    assert whole(page) == 1
    expect(offered(page)).to_have_count(0)
    host.answers = ALWAYS
    update(page)
    take_new(page)
    assert whole(page) == 2
    assert page.evaluate(LOG, "") == 1


@pytest.mark.long
@pytest.mark.parametrize("step", STEPS)
def test_a_first_visit_that_breaks_off_is_made_good_by_the_next(page, host, releases, step):
    page.goto(host.address + TOPIC, wait_until="commit")
    until(page, "window.ran?.guide")
    host.answers = step
    page.wait_for_timeout(300)
    host.site, host.answers = releases[2], ALWAYS
    page.goto(host.address + TOPIC)
    assert whole(page, pictures=False) in (1, 2)
    visit(page, host, OTHER)
    switched_off(host)
    page.reload()
    assert whole(page) == 2


def test_an_open_page_of_the_old_release_keeps_its_scripts_until_it_goes_elsewhere(browser_context, host, releases):
    old, new = browser_context.new_page(), browser_context.new_page()
    visit(old, host, OTHER)
    visit(new, host, TOPIC)
    host.site = releases[2]
    update(new)
    take_new(new)
    assert whole(new) == 2
    old.evaluate(
        "import(document.querySelector(\"script[src$='guide.js']\").src.replace('guide.js', 'elements/study-plan.js'))"
    )
    assert whole(old) == 1
    old.locator("a.md-footer__link--prev").click()
    old.wait_for_url("**/" + TOPIC)
    until(old, "window.ran?.guide === 2")
    assert whole(old) == 2


def test_what_belongs_to_no_release_in_use_is_let_go_one_release_later(page, host, releases):
    visit(page, host, TOPIC)
    first = kept(page)
    for number in (2, 3):
        host.site = releases[number]
        update(page)
        take_new(page)
        assert whole(page) == number
        held = first <= kept(page)
        assert held == (number == 2)


def kept(page: Page) -> set[str]:
    return set(page.evaluate("async name => (await (await caches.open(name)).keys()).map(({ url }) => url)", STORE)) - {
        ""
    }


def test_a_page_that_only_the_new_release_can_give_is_whole(page, host, releases):
    visit(page, host, TOPIC)
    host.site = releases[2]
    page.goto(host.address + OTHER)
    assert whole(page) == 2
    page.locator("a.md-footer__link--prev").click()
    page.wait_for_url("**/" + TOPIC)
    until(page, "document.querySelector('h1').textContent.includes('Async')")
    assert whole(page) in (1, 2)
    switched_off(host)
    page.goto(host.address + OTHER)  # which the old release must not have taken for its own
    assert whole(page) == 1
    expect(page.locator("h1")).to_have_text("You are offline")


def test_an_instant_click_onto_a_new_release_loads_the_page_anew(chromium, host, releases):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(host.address + TOPIC)
    host.site = releases[2]
    page.locator("a.md-footer__link--next").click()
    until(page, "window.ran?.guide === 2")
    assert page.url == host.address + OTHER
    assert whole(page) == 2
    context.close()


def test_everything_is_kept_after_a_break_half_way_and_can_be_removed(page, host, releases):
    visit(page, host, OFFLINE)
    page.evaluate(LOG, "read")
    tool = page.locator("keep-offline")
    expect(tool).to_contain_text(re.compile(r"The whole guide is \d\.\d MB: \d+ files"))
    host.answers = 15
    tool.get_by_role("button", name="Keep everything offline").click()
    expect(tool).to_contain_text("There is no connection")
    page.reload()
    assert whole(page) == 1
    host.answers = ALWAYS
    tool.get_by_role("button", name="Go on").click()
    expect(tool).to_contain_text("Everything is kept on this device")
    switched_off(host)
    for html in releases[1].rglob("index.html"):
        if "guide.js" not in html.read_text(encoding="utf-8"):  # a document to be printed
            continue
        page.goto(host.address + html.relative_to(releases[1]).as_posix().removesuffix("index.html"))
        assert whole(page) == 1
    page.goto(host.address + OFFLINE)
    tool.get_by_role("button", name="Remove it").click()
    expect(tool).to_contain_text("Keep everything offline")
    page.goto(host.address + OTHER)
    expect(page.locator("h1")).to_have_text("You are offline")
    assert page.evaluate(LOG, "") == 1


def test_who_keeps_everything_has_the_whole_new_release_before_it_is_offered(page, host, releases):
    visit(page, host, OFFLINE)
    page.get_by_role("button", name="Keep everything offline").click()
    expect(page.locator("keep-offline")).to_contain_text("Everything is kept")
    host.site = releases[2]
    update(page)
    switched_off(host)
    take_new(page)
    assert whole(page) == 2
    assert page.evaluate(ASK, ["count", None])["left"] == 0
    page.goto(host.address + OTHER)
    assert whole(page) == 2


def test_the_worker_waits_at_the_first_visit_alone_until_the_page_has_begun(page, host):
    visited = []
    for _ in range(2):
        page.goto(host.address + TOPIC)
        until(page, f"({WAITED})() !== undefined")
        visited.append(page.evaluate(WAITED))
        until(page, "navigator.serviceWorker.controller !== null")
    first, second = visited
    assert first >= 2000 and first > second


def test_a_deck_that_is_kept_can_be_taken_without_a_connection(page, host, releases):
    visit(page, host, OFFLINE)
    page.get_by_role("button", name="Keep everything offline").click()
    expect(page.locator("keep-offline")).to_contain_text("Everything is kept")
    switched_off(host)
    page.goto(host.address + "decks/")
    with page.expect_download() as download:
        page.locator("table.downloads a").first.click()
    deck = next((releases[1] / "decks").glob("two-tribes.apkg"))
    assert Path(download.value.path()).read_bytes() == deck.read_bytes()


def test_a_new_release_in_the_middle_of_keeping_everything_is_said_and_made_good(page, host, releases):
    visit(page, host, OFFLINE)
    host.site = releases[2]
    tool = page.locator("keep-offline")
    tool.get_by_role("button", name="Keep everything offline").click()
    expect(tool).to_contain_text("A new edition of the guide has come out")
    update(page)
    take_new(page)
    assert whole(page) == 2
    expect(tool).to_contain_text("Everything is kept on this device")


def test_a_file_that_the_server_gives_otherwise_is_named_and_the_rest_is_kept(page, host, releases, tmp_path):
    shutil.copytree(releases[1], tmp_path / "site")
    host.site = tmp_path / "site"
    (host.site / OTHER / "index.html").write_text("<title>Of a cache between</title>")
    visit(page, host, OFFLINE)
    tool = page.locator("keep-offline")
    tool.get_by_role("button", name="Keep everything offline").click()
    expect(tool).to_contain_text(f"does not give them as this edition knows them: {host.address}{OTHER}")
    assert page.evaluate(ASK, ["count", None])["missing"] == [host.address + OTHER]
    host.site = releases[1]
    tool.get_by_role("button", name="Go on").click()
    expect(tool).to_contain_text("Everything is kept on this device")


def test_a_preview_takes_the_worker_away_and_nothing_else(page, host, releases, tmp_path):
    visit(page, host, TOPIC)
    page.evaluate("caches.open('another-site')")
    page.evaluate(LOG, "read")
    host.site = tmp_path
    for name, text in {"sw.js": PREVIEW, f"{TOPIC}index.html": "<title>A preview</title>"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    page.reload()
    until(page, "document.title === 'A preview'")
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    assert page.evaluate("caches.keys()") == ["another-site"]
    assert page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)") == [STORE]


def test_a_release_lists_each_file_with_its_hash_and_its_pages_name_nothing_that_moved(releases):
    site = releases[1]
    files = json.loads(re.search(r"const FILES = (\{.*\})", (site / "sw.js").read_text(encoding="utf-8"))[1])
    assert files.pop("__proto__") is None
    for address, (digest, size, *_) in files.items():
        data = (site / address / "index.html" if not address or address.endswith("/") else site / address).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(digest) and len(data) == size
    assert not [address for address in files if address.endswith(".map")]
    assert {"", TOPIC, "offline.html", "manifest.webmanifest", "decks/two-tribes.apkg"} <= set(files)
    edition = next(address for address in files if address.endswith("/guide.js")).removesuffix("guide.js")
    for name in ("decks/cards.json", "search/start.js", "elements/read-mark.js"):
        assert edition + name in files
    texts = [
        path.read_text(encoding="utf-8") for path in (site / edition).rglob("*.js") if "/search/" not in path.as_posix()
    ]
    assert not [
        text
        for text in texts
        if re.search(r"""["'`}](?:\.\./\.\./search|glossary/|decks/cards|assets/(?:style|finder)/)""", text)
    ]
    assert not list(site.glob("assets/scripts")) and not list(site.glob("assets/style"))


PREVIEW = (Path(__file__).resolve().parent.parent / "docs/sw.js").read_text(encoding="utf-8")


def test_the_site_can_be_installed(page, host):
    visit(page, host)
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
    problems = {error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert problems <= {"in-incognito"}
