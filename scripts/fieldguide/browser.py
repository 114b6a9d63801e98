"""Find a Chromium, for the tests and to print."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = "no Chromium found; install it (Debian: sudo apt install chromium-headless-shell) or name one in CHROMIUM"


def chromium() -> str | None:
    """Return the path of a Chromium: the one that CHROMIUM names, or the first on the PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in _NAMES if (path := shutil.which(name))), None)


def print_pdf(browser: str, page: Path, target: Path) -> None:
    """Print a page from this disk; raises OSError where the browser does not."""
    options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    done = subprocess.run([browser, *options, page.resolve().as_uri()], capture_output=True, text=True, check=False)
    if done.returncode or not target.exists():
        raise OSError(f"{browser} printed no {target.name}: {done.stderr.strip()[-200:]}")
