"""Fixtures: the built site behind a server like GitHub Pages, whose sitemap names it, as instant navigation asks."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

MODULE = """(name => import(new URL(`learning/${name}.js`, document.querySelector("script[src$='guide.js']").src)))"""
"""Give a page's own module of that name, wherever its edition stands."""

RELEASED: dict[str, bytes] = {}
"""Files of another release, by name, for tests in which the guide moves on."""


class Server(ThreadingHTTPServer):
    """One that says nothing of a browser that went away in the middle of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Serve the site below /field-guide/; the sitemap names this server."""

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        if name in RELEASED:
            self._send(200, RELEASED[name], "application/json")
        elif name == "sitemap.xml":
            text = Path(self.directory, name).read_text(encoding="utf-8")
            here = f"http://127.0.0.1:{self.server.server_port}/field-guide/"
            self._send(200, re.sub(r"https://[^/<]+/[^/<]+/", here, text).encode(), "application/xml")
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page for what is not there."""
        self._send(code, Path(self.directory, "404.html").read_bytes(), "text/html; charset=utf-8")

    def _send(self, code: int, body: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Let a browser keep files, as GitHub Pages does, but not the data that a test may replace."""
        self.send_header("Cache-Control", "no-store" if ".json" in self.path else "max-age=600")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/field-guide"))

    def log_message(self, *args: object) -> None:
        """Say nothing: pytest's output is for the tests."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served, below a path as on GitHub Pages."""
    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/field-guide/"
    server.shutdown()
    server.server_close()
