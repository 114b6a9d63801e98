"""Measure built sites on a slow phone: bytes, the first hit of a search, the next card after a tap; print figures."""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from fieldguide.browser import ADVICE, chromium
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from site_server import Handler, Server  # noqa: E402  the tests' own

TOPIC = "both-tribes/non-negotiable/async-vs-threading/"
QUERY = "kv cache"
ROUNDS = 5
SLOWER = 6
"""How many times slower the processor is made."""
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""Milliseconds, and bytes a second: 1.6 Mbit/s down."""
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".tsv", ".xml", "/")

SEARCH = """query => new Promise(resolve => {
  const box = document.querySelector("[data-md-component=search-query]"), begun = performance.now()
  const watch = new MutationObserver(() => {
    if (!document.querySelector(".md-search-result__item a")) return
    watch.disconnect()
    resolve(performance.now() - begun)
  })
  watch.observe(document.querySelector("[data-md-component=search]"), { childList: true, subtree: true })
  box.focus()
  box.value = query
  for (const kind of ["input", "keyup"]) box.dispatchEvent(new Event(kind, { bubbles: true }))
})"""

TAPS = """async taps => {
  const times = [], tool = document.querySelector("review-session")
  const shown = (selector, old) => new Promise(resolve => {
    const look = () => {
      const found = tool.querySelector(selector)
      if (!found || found === old) return
      watch.disconnect()
      resolve(performance.now())
    }
    const watch = new MutationObserver(look)
    watch.observe(tool, { childList: true, subtree: true })
    look()
  })
  const rest = () => new Promise(resolve => setTimeout(resolve, 200)) // nobody taps before the last card is painted
  for (let tap = 0; tap < taps; tap++) {
    await rest()
    tool.querySelector(".review-buttons .go-on").click()
    await shown(".rating")
    await rest()
    const begun = performance.now(), next = shown(".review-question", tool.querySelector(".review-question"))
    tool.querySelectorAll(".rating")[2].click()
    times.push(await next - begun)
  }
  return times
}"""

WRITES = """async times => {
  const request = indexedDB.open("bench", 1)
  request.onupgradeneeded = () => request.result.createObjectStore("events", { autoIncrement: true })
  await new Promise(resolve => request.onsuccess = resolve)
  const taken = []
  for (let write = 0; write < times; write++) {
    await new Promise(resolve => setTimeout(resolve, 200))
    const begun = performance.now()
    await new Promise(resolve => {
      const transaction = request.result.transaction("events", "readwrite", { durability: "strict" })
      transaction.objectStore("events").add({ write })
      transaction.oncomplete = resolve
    })
    taken.push(performance.now() - begun)
  }
  return taken
}"""


def main(arguments: Sequence[str]) -> None:
    """Read the command line, take the sites by turns, and print a line for each figure."""
    parser = argparse.ArgumentParser(prog="bench phone", description=__doc__)
    parser.add_argument("sites", type=Path, nargs="*", default=[ROOT / "site"], help="built sites, this one's at first")
    parser.add_argument(
        "--full-speed", action="store_true", help="search as fast as this machine can, and nothing else"
    )
    options = parser.parse_args(arguments)
    sites, slow = options.sites, not options.full_speed
    browser = chromium()
    if not browser:
        sys.exit(ADVICE)
    if missing := [site for site in sites if not (site / TOPIC).is_dir()]:
        sys.exit(f"{missing[0]} is not a built site; run scripts/build first")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(ROUNDS):
            for site in sites:
                with _served(site) as address:
                    print(f"{str(site)[-28:]:28} {_search(opened, address, slow)}   (load {os.getloadavg()[0]:.1f})")
        for site in sites if slow else ():
            if (site / "practice/review").is_dir():
                with _served(site) as address:
                    print(f"{str(site)[-28:]:28} {_taps(opened, address)}   (load {os.getloadavg()[0]:.1f})")
        opened.close()


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """Serve a site, compressed and kept for ten minutes, as GitHub Pages does."""
    server = Server(("127.0.0.1", 0), partial(_Compressing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/field-guide/"
    server.shutdown()
    server.server_close()


class _Compressing(Handler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        if path.name.endswith(COMPRESSED):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _search(browser: Browser, address: str, slow: bool) -> str:
    """Say what a page fetches before its search box is touched, and what the first hit takes."""
    with _page(browser, address + TOPIC, slow) as (page, fetched):
        page.wait_for_load_state("networkidle")
        before = sum(fetched)
        taken = page.evaluate(SEARCH, QUERY)
        page.wait_for_load_state("networkidle")
        after = sum(fetched) - before
    return f"page {before / 1000:4.0f} kB, search {after / 1000:4.0f} kB more, first hit after {taken / 1000:.2f} s"


def _taps(browser: Browser, address: str) -> str:
    """Say how long the next card takes after a tap, beside a bare write to the browser's storage."""
    with _page(browser, address + "practice/review/") as (page, _):
        page.get_by_role("button", name="Review", exact=True).click()
        taps, writes = page.evaluate(TAPS, 15), page.evaluate(WRITES, 15)
    return f"next card after {_times(taps)}; a bare write takes {_times(writes)}"


def _times(taken: list[float]) -> str:
    return f"{statistics.median(taken):.0f} ms (least {min(taken):.0f})"


@contextmanager
def _page(browser: Browser, address: str, slow: bool = True) -> Iterator[tuple[Page, list[float]]]:
    """Open a page, on the slow phone or at full speed; the list grows by the bytes of each answer."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, service_workers="block")
    page = context.new_page()
    fetched: list[float] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
    if slow:
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    yield page, fetched
    context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
