"""While serving, an edit shows by itself; the server ends with the test."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from small import TOPIC, small_project

PAGE = TOPIC.removeprefix("docs/").removesuffix(".md")
SERVE = """
import signal
from pathlib import Path
from fieldguide import pages, serving
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite that runs in the background has it ignored
pages.serve_site(Path("mkdocs.yml"), "127.0.0.1:{}", Path(serving.__file__))
"""
HANGS = 240.0
"""Seconds after which a test gives up. Every wait ends as soon as it can, so this says nothing of how fast it is."""

AGAIN = 8.0
"""Seconds until an edit is saved anew, at first; each further time takes twice as long.

The watcher misses what is saved before its first look, and nobody can see when that is.
"""


@dataclass(frozen=True)
class Server:
    """A server at work on the small project in `root`."""

    root: Path
    address: str

    def html(self) -> str:
        """Return the page as served, or "" while nobody answers."""
        try:
            return str(urllib.request.urlopen(self.address, timeout=60).read().decode())
        except OSError:
            return ""

    def said(self) -> str:
        """Return what the server has said so far."""
        return (self.root / "said.txt").read_text(encoding="utf-8")

    def edit(self, old: str, new: str, seen: Callable[[], bool]) -> None:
        """Replace `old` on the page, and wait until the effect is seen."""
        page = self.root / TOPIC
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new), encoding="utf-8")
        pause = AGAIN
        while not wait_for(seen, pause):
            page.touch()
            pause *= 2
            assert pause < HANGS, self.said()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    small_project(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = tmp_path / "said.txt"
    with said.open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", SERVE.format(port)], cwd=tmp_path, stderr=log)
    try:
        server = Server(tmp_path, f"http://127.0.0.1:{port}/field-guide/{PAGE}/")
        assert wait_for(lambda: "Async versus" in server.html() or process.poll() is not None, HANGS)
        assert process.poll() is None, server.said()
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(HANGS)
    assert "Traceback" not in said.read_text(encoding="utf-8")


def test_an_edit_shows_while_serving(server: Server):
    assert "Edited just now." not in server.html()
    server.edit("## Trade-offs", "Edited just now.\n\n## Trade-offs", lambda: "Edited just now." in server.html())


def test_what_is_wrong_with_an_edit_is_told_while_serving(server: Server):
    fault = "placeholder 'TODO'; write what belongs here [section-filled]"
    server.edit("## Numbers", "TODO\n\n## Numbers", lambda: "TODO" in server.html())
    assert wait_for(lambda: fault in server.said(), HANGS)
    assert f"{TOPIC}:" in server.said()
    server.edit("TODO\n\n", "", lambda: "Async versus" in (html := server.html()) and "TODO" not in html)
    assert wait_for(lambda: "No problems in " in server.said().rpartition(fault)[2], HANGS)


def test_what_must_not_be_read_is_told_and_not_rebuilt_until_it_is_mended(server: Server):
    told = "U+202E cannot be seen"
    server.edit("## Numbers", "\u202eEdited\n\n## Numbers", lambda: told in server.said())
    assert wait_for(lambda: "Not rebuilt; mend this first." in server.said(), HANGS)
    server.edit("\u202eEdited", "Mended", lambda: "Mended" in server.html())  # until then MkDocs lets a browser wait


def wait_for(seen: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is seen; return whether it was in time."""
    end = time.monotonic() + seconds
    while not (done := seen()) and time.monotonic() < end:
        time.sleep(0.05)
    return done
