"""Files as somebody may send them: any bytes, links and pipes, written from what a test or a fixture says."""

from __future__ import annotations

import os
import re
from pathlib import Path

Content = str | bytes | Path | None
"""Text, bytes, what a symbolic link leads to, or None for a named pipe."""

ESCAPED = "<!-- escaped -->\n"
"""The first line of a fixture in which `\\xE9` is a byte, `\\u202E` a character, and `\\{60*- }` sixty times `- `."""

REPEATED = re.compile(r"\\\{(\d+)\*([^}]*)\}")
ESCAPE = re.compile(rb"\\(x[0-9A-F]{2}|u[0-9A-F]{4}|U[0-9A-F]{8}|r|n)")
SPECIAL = re.compile(r"(?:a link to (?P<target>\S+)|(?P<pipe>a named pipe))\s*")


def write(path: Path, content: Content) -> None:
    """Make a file below an existing or new folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        os.mkfifo(path)
    elif isinstance(content, Path):
        path.symlink_to(content)
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def unescaped(text: str) -> Content:
    """Return what a fixture stands for: its text, unless it says that it is escaped, a link or a pipe."""
    if special := SPECIAL.match(text):
        return Path(special["target"]) if special["target"] else None
    if not text.startswith(ESCAPED):
        return text
    repeated = REPEATED.sub(lambda match: int(match[1]) * match[2], text.removeprefix(ESCAPED))
    return ESCAPE.sub(_byte_or_character, repeated.encode())


def _byte_or_character(match: re.Match[bytes]) -> bytes:
    if match[1] in (b"r", b"n"):
        return {b"r": b"\r", b"n": b"\n"}[match[1]]
    code = int(match[1][1:], 16)
    return bytes([code]) if match[1].startswith(b"x") else chr(code).encode()
