"""Fixtures: the scripts that the browser runs, in a real browser, without the site."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

SCRIPTS = Path(__file__).resolve().parent.parent / "docs/assets/scripts"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]

Run = Callable[..., object]

PATIENCE = 30.0
"""Seconds that a test waits for a page, on a machine with much else to do."""


BEGUN = """for (const kind of ["load", "error"]) document.addEventListener(kind, ({ target }) => {
  if (target.src?.endsWith("guide.js")) begun()
}, true)
const begun = () => setTimeout(() => window.component$ ? setTimeout(() => window.begun = true) : begun())
new PerformanceObserver(seen => {
  if (seen.getEntries().some(({ name }) => name.endsWith("sitemap.xml"))) window.linked = true
}).observe({ type: "resource", buffered: true })"""
"""Tell when the last script of a page has run and the theme's parts of it have begun, and when the page knows which
links lead to pages of the site: scripts begin when the page has been painted, maybe after it is loaded."""

READY = "!document.querySelector('link[as=script]') || window.begun && (window.linked || location.protocol == 'file:')"


class Handler(SimpleHTTPRequestHandler):
    """Serve the scripts, and an empty page for every other address."""

    def do_GET(self) -> None:
        if self.path.endswith(".js"):
            super().do_GET()
            return
        body = b"<!doctype html><title>A page of the tests</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing: pytest's output is for the tests."""


@pytest.fixture(scope="session")
def scripts_address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(SCRIPTS)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one of this process: a second would refuse to start."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser without service workers, unless a test asks: each first visit would fetch and hash what they keep."""
    opened = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
    opened.new_context = partial(_new_context, opened.new_context)
    opened.new_page = partial(opened.new_page, service_workers="block")
    yield opened
    opened.close()


def _new_context(new_context: Callable[..., BrowserContext], **options: object) -> BrowserContext:
    """Return a context whose pages are there when their scripts have begun."""
    context = new_context(**{"service_workers": "block", **options})
    if options.get("java_script_enabled", True):
        context.add_init_script(BEGUN)
        context.on("page", _wait_for_scripts)
    return context


def _wait_for_scripts(page: Page) -> None:
    def patient(go: Callable[..., object], *arguments: object, **options: object) -> object:
        answer = go(*arguments, **options)
        until(page, READY)
        return answer

    page.goto, page.reload = partial(patient, page.goto), partial(patient, page.reload)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context()
    yield opened
    opened.close()


@pytest.fixture
def tab(context: BrowserContext, scripts_address: str) -> Page:
    """Return an empty page of the server that has the scripts."""
    page = context.new_page()
    page.goto(scripts_address)
    return page


@pytest.fixture(scope="module")
def run(chromium: Browser, scripts_address: str) -> Iterator[Run]:
    """Call a function of a pure module: `run("learning/schedule.js", "interval", 10, 0.9)`."""
    page = chromium.new_page()
    page.goto(scripts_address)

    def call(module: str, name: str, *arguments: object) -> object:
        script = f"async given => (await import('/{module}')).{name}(...given)"
        return page.evaluate(script, json.loads(json.dumps(arguments)))

    yield call
    page.close()


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true; Playwright's own way needs `eval`, which the site's policy refuses."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(Error):  # a page that is just left
            if page.evaluate(expression):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"still not true: {expression}")
