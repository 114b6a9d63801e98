"""A Content-Security-Policy for the built site, the same on every page: nothing runs or loads that is not its own."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_DIRECTIVES = (
    "default-src 'self'", "script-src 'self' {scripts}", "style-src 'self'", "img-src 'self' data:",
    "object-src 'none'", "frame-src 'none'", "base-uri 'self'", "form-action 'self'",
)  # fmt: skip
"""Pictures of the style sheets are data; a policy in a page can say nothing of who may frame it."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_ALIGNED = re.compile(r'<(?P<cell>t[dh])(?P<more>[^>]*?) style="text-align: (?P<side>left|right|center);?"')


def set_policy(site: Path) -> None:
    """Put the policy into every page of a site; policies add up under instant navigation, so all must be one."""
    pages = {path: _without_styles(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    hashes = sorted({_hash(script) for html in pages.values() for script in _SCRIPT.findall(html)})
    policy = "; ".join(_DIRECTIVES).format(scripts=" ".join(hashes))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    for path, html in pages.items():
        path.write_text(_CHARSET.sub(lambda match: f"{match[0]}\n{meta}", html, count=1), encoding="utf-8")


def _without_styles(html: str) -> str:
    """Return a page whose aligned cells say so by a class, since the policy refuses attributes of style."""

    def by_class(cell: re.Match[str]) -> str:
        return f'<{cell["cell"]} class="to-{cell["side"]}"{cell["more"]}'

    return _ALIGNED.sub(by_class, html)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
