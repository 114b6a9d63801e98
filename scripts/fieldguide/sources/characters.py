"""Rules about bytes and characters: a page is UTF-8, and everything in it can be seen by whoever reviews it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from ..rules import Found
from .document import CODE_SPAN, document_of, without_code
from .registry import Source, text_rule

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
"""Categories of Unicode that show nothing: control, format, unassigned, private use, surrogates, separators."""

_SEEN = re.compile("[\t\n\U0001f000-\U0001faff]")
"""What is of these categories and seen: the block of emoji has some that this Python does not know yet."""

_BLANK_LETTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing."""

_JOINERS = "\u200d\ufe0e\ufe0f"
"""What makes one emoji of several, or says how it looks."""

_SPACES = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_SPACE = re.compile(_SPACES)
_BETWEEN_WORDS = re.compile(rf"(?<=[\w%,;–—]){_SPACES}(?=[\w$€£–—])")
"""Where a space that does not break harms nobody: `10 ms` on one line."""

_TO_THE_LETTER = re.compile(rf"{CODE_SPAN.pattern}|\]\([^\s)]*{_SPACES}[^)]*|\{{[^}}]*|^ *\[[^]]*\]:|\]\[[^]]*")
"""Parts of a line that are compared and never read: code, targets of links, ids, names of references."""

_MOJIBAKE = re.compile("â€[\u0090-\u009d™œžšœ¢¦“”˜]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|ï»¿|\ufffd{2,}")
_REFERENCE = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")


@text_rule
def utf_8(source: Source) -> Found:
    """A page is saved as UTF-8.

    Bad:  the bytes 63 61 66 E9 for "café" (Latin-1), or two bytes for each letter (UTF-16)
    Good: the bytes 63 61 66 C3 A9
    """
    data = source.data
    if data.startswith(_UTF_16) or data[:64].count(0) > len(data[:64]) / 3:
        yield 1, 1, "saved as UTF-16; save the file as UTF-8"
        return
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if source.size == len(data):  # else its end was not read
            before = data[: error.start].decode("utf-8-sig", errors="replace")
            what = f"not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8"
            yield before.count("\n") + 1, len(before) - before.rfind("\n"), what


@text_rule
def plain_characters(source: Source) -> Found:
    """Every character of a page can be seen: no control character, nothing invisible, plain spaces, LF, form NFC.

    Bad:  U+001F, for which Anki refuses a deck; U+202E or U+200B in a link; pay&#8238;load; #[U+00A0]Caching; donâ€™t
    Good: # Caching, don’t, a &lt; b, and in code the escape \\u200b
    """
    document = document_of(source.text)
    prose = dict(document.prose)
    drawn = {n for fence in document.fences if fence.info.split() == ["text"] for n in range(fence.line, fence.last)}
    for number, line in enumerate(document.lines, 1):
        if not line.isascii() or not line.isprintable():
            yield from ((number, column, what) for column, what in _odd(line))
        if not line.isascii() and number - 1 not in drawn:  # such as what `tree` prints
            yield from ((number, column, what) for column, what in _spaces(line, bool(source.page) and number in prose))
        if ("&" in line or not line.isascii()) and (number in prose or number < document.begins or not prose):
            yield from ((number, column, what) for column, what in _misread(line))


def unseen(text: str) -> Iterator[int]:
    """Yield the place of each character that nobody can see; a joiner in an emoji is a part of it."""
    odd = "".join(filter(_is_unseen, set(text)))
    for match in re.finditer(f"[{re.escape(odd)}]", text) if odd else ():
        if match[0] not in _JOINERS or not _in_emoji(text, match.start()):
            yield match.start()


def visible(text: str) -> str:
    """Return a text with a mark for each character that cannot be seen, and a plain space for each that looks like one.

    Every line and column stays: a page with such a character is judged as it would be without it.
    """
    marks = dict.fromkeys((ord(char) for char in set(text) if _is_unseen(char) and char not in _JOINERS), "\ufffd")
    return _SPACE.sub(" ", text.translate(marks | {ord("\r"): "\n"}))


def _odd(line: str) -> Iterator[tuple[int, str]]:
    """Yield the first character of a line that cannot be seen, and the first that another form of Unicode writes."""
    for at in list(unseen(line))[:1]:
        remedy = "convert the line ends to LF" if line[at] == "\r" else "remove it, or write it as an escape in code"
        yield at + 1, f"U+{ord(line[at]):04X} cannot be seen; {remedy}"
    good = unicodedata.normalize("NFC", line)
    if good != line:
        at = next((n for n, (a, b) in enumerate(zip(line, good, strict=False)) if a != b), len(good) - 1)
        yield at + 1, f"text not in Unicode form NFC (U+{ord(line[at]):04X}); write it composed"


def _spaces(line: str, prose: bool) -> Iterator[tuple[int, str]]:
    """Yield the first character that looks like a space and is none to Markdown, YAML or a program."""
    exact = _TO_THE_LETTER.sub(lambda part: "`" * len(part[0]), line) if prose else ""
    harmless = {space.start() for space in _BETWEEN_WORDS.finditer(exact)}
    for at in [space.start() for space in _SPACE.finditer(line) if space.start() not in harmless][:1]:
        yield at + 1, f"U+{ord(line[at]):04X} looks like a space; write a plain space"


def _misread(line: str) -> Iterator[tuple[int, str]]:
    """Yield what a line outside of code says in other characters than it seems to: references, encodings."""
    text = without_code(line)
    if match := _MOJIBAKE.search(text):
        yield match.start() + 1, f"{match[0]!r} looks like UTF-8 that was read as Latin-1; write what it was"
    for match in _REFERENCE.finditer(text):
        meant = html.unescape(match[0])
        if meant in ("", "\ufffd") or list(unseen(meant)):
            yield match.start() + 1, f"{match[0]} stands for a character that nobody can see; remove it"


def _is_unseen(char: str) -> bool:
    return bool(_BLANK_LETTERS.match(char) or (unicodedata.category(char) in _UNSEEN and not _SEEN.match(char)))


def _in_emoji(text: str, at: int) -> bool:
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if text[at] == "\u200d":
        return _is_symbol(before) and _is_symbol(after)
    return _is_symbol(before) or before in tuple("#*0123456789")


def _is_symbol(char: str) -> bool:
    return char in ("\u00a9", "\u00ae") or (char > "\u2000" and not char.isalnum())
