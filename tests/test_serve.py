"""While serving, an edit shows by itself; the server ends with the test."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = "both-tribes/non-negotiable/async-vs-threading"
SERVE = """
from pathlib import Path
from fieldguide import pages, serving
pages.serve_site(Path("mkdocs.yml"), "127.0.0.1:{}", Path(serving.__file__))
"""
PATIENCE = 30.0
"""Seconds until the test gives up; how fast it is stands in the benchmark."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(ROOT / "cards", tmp_path / "cards")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = tmp_path / "said.txt"
    with said.open("wb") as log:
        server = subprocess.Popen([sys.executable, "-c", SERVE.format(port)], cwd=tmp_path, stderr=log)
    try:
        yield tmp_path / "docs", f"http://127.0.0.1:{port}/field-guide/{PAGE}/"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
    assert "Traceback" not in said.read_text(encoding="utf-8")


def test_an_edit_shows_while_serving(served):
    docs, address = served
    assert "Async versus threading" in wait_for("Async versus threading", address)
    page = docs / f"{PAGE}.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("## In the interview", "Edited just now.\n\n## In the interview"),
        encoding="utf-8",
    )
    assert "Edited just now." in wait_for("Edited just now.", address)


def test_what_is_wrong_with_an_edit_is_told_while_serving(served):
    docs, address = served
    wait_for("Async versus threading", address)
    page = docs / f"{PAGE}.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(good.replace("## Numbers", "TODO\n\n## Numbers"), encoding="utf-8")
    assert "TODO" in wait_for("TODO", address)
    assert_said(docs, f"docs/{PAGE}.md:", "placeholder 'TODO'; write what belongs here [section-filled]")
    page.write_text(good, encoding="utf-8")
    assert_said(docs, "No problems in ")


def test_what_must_not_be_read_is_told_and_not_rebuilt(served):
    docs, address = served
    wait_for("Async versus threading", address)
    page = docs / f"{PAGE}.md"
    text = page.read_text(encoding="utf-8").replace("## Numbers", "\u202eEdited\n\n## Numbers")
    page.write_text(text, encoding="utf-8")
    assert_said(docs, "U+202E changes the direction of text", "Not rebuilt; mend this first.")
    assert "Edited" not in wait_for("Async versus threading", address)


def assert_said(docs: Path, *words: str) -> None:
    """Wait until the server has said all of `words`."""
    end = time.monotonic() + PATIENCE
    while any(word not in said(docs) for word in words) and time.monotonic() < end:
        time.sleep(0.05)
    assert [word for word in words if word not in said(docs)] == []


def said(docs: Path) -> str:
    """Return what the server has said so far."""
    return (docs.parent / "said.txt").read_text(encoding="utf-8")


def wait_for(words: str, address: str) -> str:
    """Ask for a page until it holds `words`; return it, or its last state when patience runs out."""
    html, end = "", time.monotonic() + PATIENCE
    while words not in html and time.monotonic() < end:
        try:
            html = urllib.request.urlopen(address, timeout=5).read().decode()
        except OSError:  # not up yet
            html = ""
        time.sleep(0.05)
    return html
