"""Short postings of our own writing, from `postings.txt`, with what the finder shall say of each."""

from __future__ import annotations

import re
from pathlib import Path

POSTINGS: dict[str, tuple[str, str]] = {
    name: (verdict, text.strip())
    for name, verdict, text in re.findall(
        r"^=== ([a-z -]+): ([a-z-]+)\n(.*?)(?=^===|\Z)",
        Path(__file__).with_suffix(".txt").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
}
"""What the finder shall say, and the text, by name."""

EEO = """
401(k), dental insurance, Kubernetes-themed socks, paid parental leave.
We are an equal opportunity employer and do not discriminate on the basis of gender identity or veteran status.
"""


def posting(title: str, duties: str) -> str:
    """Return a posting with a title and duties, each sentence one of them."""
    return "\n".join([title, "", "What you'll do", *(f"- {duty}" for duty in duties.split(". "))])
