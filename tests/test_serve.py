"""While serving, an edit shows by itself; the server ends with the test."""

from __future__ import annotations

import shutil
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
SERVE = "from pathlib import Path; from fieldguide import pages; pages.serve_site(Path('mkdocs.yml'), '127.0.0.1:{}')"
PATIENCE = 30.0
"""Seconds until the test gives up; how fast it is stands in the benchmark."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", SERVE.format(port)], cwd=tmp_path, stderr=subprocess.DEVNULL)
    try:
        yield tmp_path / "docs", f"http://127.0.0.1:{port}/field-guide/{PAGE}/"
    finally:
        server.terminate()
        server.wait()


def test_an_edit_shows_while_serving(served):
    docs, address = served
    assert "Async versus threading" in wait_for("Async versus threading", address)
    page = docs / f"{PAGE}.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("## In the interview", "Edited just now.\n\n## In the interview"),
        encoding="utf-8",
    )
    assert "Edited just now." in wait_for("Edited just now.", address)


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
