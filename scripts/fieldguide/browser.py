"""Find a Chromium for the tests, and install Debian's where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = "no Chromium found for the tests; install it (Debian: sudo apt install chromium) or name one in CHROMIUM"


def chromium() -> str | None:
    """Return the path of a Chromium: the one that CHROMIUM names, or the first on the PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def chromium_or_install() -> str | None:
    """Return the path of a Chromium; on Debian, as root, install it first if need be; None where that fails."""
    found = chromium()
    if found or not shutil.which("apt-get") or os.geteuid() != 0:
        return found
    print("No Chromium here; installing Debian's package, once.", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "-y", "install", "chromium"]):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return chromium()
