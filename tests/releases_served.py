"""Two releases of a small guide, and a server that shows one of them, or nothing, from a chosen moment on."""

from __future__ import annotations

import re
import shutil
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from conftest import ROOT
from fieldguide import build
from fieldguide.editions import seal
from fieldguide.project import Project
from site_server import Server
from small import NAVIGATION, small_project, unlinked

BASE = "/field-guide/"
TOPIC = "both-tribes/non-negotiable/async-vs-threading/"
OTHER = "infrastructure-builder/non-negotiable/hash-ids-and-collisions/"
OFFLINE = "practice/offline/"
PICTURE = "assets/pictures/event-loop-blocked.svg"
KINDS = {"html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml",
         "json": "application/json", "webmanifest": "application/manifest+json", "png": "image/png"}  # fmt: skip
ALWAYS = 10**9


class Host(Server):
    """A static host as GitHub Pages is: files may be cached for ten minutes. It can be switched off and on."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = Path()
        self.answers = ALWAYS
        """How many requests are still answered, as if the server were switched off then."""
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{BASE}"


class Handler(BaseHTTPRequestHandler):
    server: Host

    def do_GET(self) -> None:
        self.server.answers -= 1
        if self.server.answers < 0:
            self.close_connection = True
            return
        path = urlsplit(self.path).path.removeprefix(BASE)
        self.server.asked.append(path)
        file = self.server.site / path
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        body = (file if found else self.server.site / "404.html").read_bytes()
        self.send_response(200 if found else 404)
        self.send_header(
            "Content-Type", KINDS.get(file.suffix[1:], "application/octet-stream") if found else KINDS["html"]
        )
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing: pytest's output is for the tests."""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, running: Host) -> dict[int, Path]:
    """Return the folders of three releases: everything in them differs that can."""
    raw = built_without_edition(tmp_path_factory.mktemp("guide"))
    sitemap = raw / "sitemap.xml"
    sitemap.write_text(re.sub(r"https://[^/<]+/[^/<]+/", running.address, sitemap.read_text()))
    folder = tmp_path_factory.mktemp("releases")
    return {number: released(raw, folder / str(number), number) for number in (1, 2, 3)}


@pytest.fixture(scope="module")
def running() -> Host:
    host = Host()
    Thread(target=host.serve_forever, daemon=True).start()
    yield host
    host.shutdown()
    host.server_close()


@pytest.fixture
def host(running: Host, releases: dict[int, Path]) -> Host:
    """Return the server, which shows the first release."""
    running.site, running.answers = releases[1], ALWAYS
    running.asked.clear()
    return running


def built_without_edition(root: Path) -> Path:
    """Return the site of the small project with the page for offline use, as it is before it gets its edition."""
    small_project(root)
    (root / "docs/practice").mkdir()
    page = (ROOT / "docs/practice/offline.md").read_text(encoding="utf-8")
    (root / "docs/practice/offline.md").write_text(unlinked(page), encoding="utf-8")
    (root / "docs/.nav.yml").write_text(NAVIGATION + "  - practice/offline.md\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "seal", lambda site: None)
        build.build(Project(root), lambda line: None)
    return root / "site"


def released(raw: Path, site: Path, number: int) -> Path:
    """Make a release of a site: its pages, scripts, style, data and pictures say its number."""
    shutil.copytree(raw, site)
    for page in site.rglob("*.html"):
        page.write_text(page.read_text().replace("</article>", f'<p id="release">{number}</p></article>'))
    for script in (site / "assets/scripts").rglob("*.js"):
        if script.name != "worker.js":
            name = script.stem.replace("-", "_")
            script.write_text(f"{script.read_text()};(window.ran ??= {{}}).{name} = {number}\n")
    for sheet in (site / "assets/style").glob("*.css"):
        sheet.write_text(f"{sheet.read_text()}\n:root {{ --release: {number} }}\n")
    cards = site / "decks/cards.json"
    cards.write_text(cards.read_text().replace('"site":', f'"release": {number}, "site":', 1))
    picture = site / PICTURE
    picture.write_text(picture.read_text().replace("<svg ", f'<svg width="{number}00" height="100" ', 1))
    seal(site)
    return site
