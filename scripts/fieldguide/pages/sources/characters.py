"""Rules about bytes and characters: a page is UTF-8, and everything in it can be seen by whoever reviews it."""

from __future__ import annotations

import re
import unicodedata

from ...flashcards import prose_lines
from .registry import Found, Source, place_at, text_rule

UTF_16 = (b"\xff\xfe", b"\xfe\xff")

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff"
    "\U000f0000-\U0010ffff\ufff9-\ufffb]"
)
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ufe00-\ufe0d]"
    "|(?<![\u00a9\u00ae\u2000-\u2bff\u3000-\u33ff\U0001f000-\U0001faff#*0-9])[\ufe0e\ufe0f]"
    "|(?<![\ufe0f\u2000-\u2bff\U0001f000-\U0001faff])\u200d|\u200d(?![\u2000-\u2bff\U0001f000-\U0001faff])"
)
"""What shows nothing; emoji keep the joiners and variation selectors that make them."""

MAYBE_INVISIBLE = re.compile(f"{INVISIBLE.pattern.partition(']')[0]}\u200d\ufe0e\ufe0f]")

SPACES = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
SPACE = re.compile(SPACES)
BREAKING_SPACE = re.compile(
    f"^[ \t>]*{SPACES}|^ *(?:#+|[-*+]|\\d+[.)]|///+|[`~]{{3,}}) *{SPACES}"
    f"|\\]\\([^)]*?{SPACES}|\\{{[#.:][^}}]*?{SPACES}",
)
"""Where Markdown wants a plain space: before text, after its marks, in links and ids."""

CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
MOJIBAKE = re.compile("â€[\u0090-\u009d™œžšœ¢¦“”˜]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|ï»¿|\ufffd{2,}")
MAYBE_MOJIBAKE = re.compile("[âÃÂï\ufffd]")


@text_rule
def utf_8(source: Source) -> Found:
    """A page is saved as UTF-8.

    Bad:  the bytes 63 61 66 E9 for "café" (Latin-1), or two bytes for each letter (UTF-16)
    Good: the bytes 63 61 66 C3 A9
    """
    data = source.data
    if data.startswith(UTF_16) or data[:64].count(0) > len(data[:64]) / 3:
        yield 1, 1, "saved as UTF-16; save the file as UTF-8"
        return
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if source.size == len(data):  # else its end was not read
            yield *_after(data[: error.start]), f"not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8"


@text_rule
def plain_characters(source: Source) -> Found:
    """Every character of a page can be seen: no control character, nothing invisible, plain spaces, LF, form NFC.

    Bad:  U+001F, for which Anki refuses a deck; U+202E or U+200B in a link; #[U+00A0]Caching; donâ€™t
    Good: # Caching, don’t, and in code the escape \\u200b
    """
    yield from _line_ends(source)
    yield from _control_character(source)
    yield from _text_direction(source)
    yield from _invisible_character(source)
    yield from _odd_space(source)
    yield from _unicode_form(source)
    yield from _mojibake(source)


def _line_ends(source: Source) -> Found:
    """A line ends in LF, or in CR LF; a bare CR makes one line of a page, or two of a line."""
    start = source.text.find("\r")
    if start >= 0:
        yield *place_at(source.text, start), "bare CR (U+000D); convert the line ends to LF"


def _control_character(source: Source) -> Found:
    """A page holds no control characters: Anki refuses a whole deck for one U+001F."""
    yield from _each(CONTROL, CONTROL, source, "control character {}; remove it")


def _text_direction(source: Source) -> Found:
    """A page holds no marks that turn the direction of text: they show a reviewer another order than there is."""
    yield from _each(DIRECTION, DIRECTION, source, "{} changes the direction of text; remove it")


def _invisible_character(source: Source) -> Found:
    """A page holds no character that shows nothing: nobody can review it, and links and ids break at it."""
    what = "invisible character {}; remove it, or write it as an escape in code"
    yield from _each(INVISIBLE, MAYBE_INVISIBLE, source, what)


def _odd_space(source: Source) -> Found:
    """Code in a line, links, ids and the marks of Markdown hold plain spaces: others look the same and break them."""
    if SPACE.search(source.alphabet):
        prose = dict(prose_lines(source.text))
        begins = min(prose, default=0)
        for number, line in enumerate(source.text.split("\n"), 1):
            is_code = number > begins and number not in prose
            column = _column_of_space(line) if SPACE.search(line) and not is_code else 0
            if column:
                yield number, column, f"U+{ord(line[column - 1]):04X} looks like a space; write a plain space"


def _unicode_form(source: Source) -> Found:
    """Text is in Unicode form NFC: Anki makes it so, and a card would differ from its source."""
    if unicodedata.is_normalized("NFC", source.text):
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        good = unicodedata.normalize("NFC", line)
        if good != line:
            column = next((n for n, (a, b) in enumerate(zip(line, good, strict=False), 1) if a != b), len(good))
            yield number, column, f"text not in Unicode form NFC (U+{ord(line[column - 1]):04X}); write it composed"


def _mojibake(source: Source) -> Found:
    """Text was not read in one encoding and saved in another on its way here."""
    if MAYBE_MOJIBAKE.search(source.alphabet):
        prose = dict(prose_lines(source.text))
        for number, line in enumerate(source.text.split("\n"), 1):
            visible = CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
            if (match := MOJIBAKE.search(visible)) and (number in prose or number < min(prose, default=number + 1)):
                what = f"{match[0]!r} looks like UTF-8 that was read as Latin-1; write what it was"
                yield number, match.start() + 1, what


def visible(text: str) -> str:
    """Return a text with a mark for each character that cannot be seen, and a plain space for each that looks like one.

    Every line and column stays: a page with such a character is judged as it would be without it.
    """
    text = text.replace("\r", "\n")
    for pattern, instead in ((CONTROL, "\ufffd"), (DIRECTION, "\ufffd"), (INVISIBLE, "\ufffd"), (SPACE, " ")):
        text = pattern.sub(lambda match, instead=instead: instead * len(match[0]), text)
    return text


def _column_of_space(line: str) -> int:
    """Return the column of a space that breaks something, or 0."""
    parts = [(span.start(), span[0]) for span in CODE_SPAN.finditer(line)]
    if match := BREAKING_SPACE.search(line):
        parts.append((match.start(), match[0]))
    found = ((start, SPACE.search(part)) for start, part in parts)
    return min((start + match.start() + 1 for start, match in found if match), default=0)


def _each(pattern: re.Pattern[str], characters: re.Pattern[str], source: Source, message: str) -> Found:
    """Yield `message` with the code point that was found, once a line; look only where `characters` occur at all."""
    if characters.search(source.alphabet):
        for number, line in enumerate(source.text.split("\n"), 1):
            if match := pattern.search(line):
                at = characters.search(match[0])
                yield number, match.start() + at.start() + 1, message.format(f"U+{ord(at[0]):04X}")


def _after(data: bytes) -> tuple[int, int]:
    before = data.decode("utf-8-sig", errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
