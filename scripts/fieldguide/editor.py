"""What helps an editor along, made from the rules and the skeleton: schemas of front matter, and snippets."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from .checks.front_matter import LONGEST_DESCRIPTION, PAGE_KEYS, TOPIC_KEYS
from .checks.front_matter_values import HIDE, MARKUP
from .model import Kind, Priority, Tribe
from .pages.sources.tree import PAGE_NAME
from .scaffold import CARD, FOLLOW_UP, LAB, Blanks, page_of

Json = dict[str, object]

FOLDER = ".vscode"
TOPIC_SCHEMA, PAGE_SCHEMA = f"{FOLDER}/topic.schema.json", f"{FOLDER}/page.schema.json"
SNIPPETS = f"{FOLDER}/two-tribes.code-snippets"

WANTED: Json = {"enum": list(Priority)}
KEYS: dict[str, Json] = {
    "description": {
        "description": "What a reader gets from this page, in one sentence of plain text.",
        "type": "string",
        "pattern": r"\S",
        "maxLength": LONGEST_DESCRIPTION,
        "not": {"pattern": MARKUP.pattern},
    },
    "reviewed": {
        "description": "The day on which somebody last checked every statement, such as 2026-11-23.",
        "type": "string",
        "format": "date",
        "pattern": r"^\d{4}-\d{2}-\d{2}$",
    },
    "needs": {
        "description": "Topics to read first, by the names of their files without .md.",
        "type": "array",
        "items": {"type": "string", "pattern": f"^{PAGE_NAME.pattern}$"},
    },
    "also": {
        "description": "Only on one tribe's shelf: the other tribe that wants this topic, and how badly.",
        "type": "object",
        "properties": {Tribe.APPLIED: WANTED, Tribe.INFRA: WANTED},
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    },
    "hide": {
        "description": "Parts of the site that this page does without.",
        "type": "array",
        "items": {"enum": list(HIDE)},
    },
    "search": {
        "description": "Keep this page out of the search, or move it up there.",
        "type": "object",
        "properties": {
            "exclude": {"type": "boolean"},
            "boost": {"type": "number", "exclusiveMinimum": 0, "maximum": 10},
        },
        "additionalProperties": False,
    },
}
"""What each key of front matter holds; the lists of keys and words are those of the rules."""

TODO = re.compile(r'TODO(?:[^\n|"`*\][{}]*[^\s|"`*\][{}])?')


def editor_files() -> dict[str, str]:
    """Return the text of each file that an editor reads, by its path in the repository."""
    return {
        TOPIC_SCHEMA: _text(schema("Front matter of a topic", TOPIC_KEYS, ("description", "reviewed"))),
        PAGE_SCHEMA: _text(schema("Front matter of a page that is no topic", PAGE_KEYS, ("description",))),
        SNIPPETS: _text(snippets()),
    }


def schema(title: str, keys: Sequence[str], required: Sequence[str]) -> Json:
    """Return the JSON schema of front matter that holds `keys`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": {key: KEYS[key] for key in keys},
        "required": list(required),
        "additionalProperties": False,
    }


def snippets() -> Json:
    """Return the snippets in the form of Visual Studio Code: they grow from the words that stand under `prefix`."""
    blanks = Blanks(
        title="${1:Title}",
        slug="${TM_FILENAME_BASE}",
        lab="${TM_FILENAME_BASE/-/_/g}",
        day="$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE",
    )
    return {
        "Topic, non-negotiable": _snippet("topic", _with_stops(page_of(blanks, Priority.MUST))),
        "Topic, nice to have": _snippet("topic-nice", _with_stops(page_of(blanks, Priority.NICE))),
        "Card": _snippet("card", _card("flashcard", "${4:The answer in one sentence. Then why.}")),
        "Cloze card": _snippet("cloze", _card("cloze", "${4:What one sees} ==${5:what is hidden}==.")),
        "Follow-up": _snippet("follow-up", _follow_up()),
        "Lab": _snippet("lab", _with_stops(LAB.format(file="${1:name}"))),
    }


def _snippet(prefix: str, body: str) -> Json:
    return {"scope": "markdown", "prefix": prefix, "body": body.strip("\n").split("\n")}


def _card(block: str, answer: str) -> str:
    kind = f"${{3|{','.join(Kind)}|}}"
    return CARD.format(
        block=block, question="${1:Question?}", card_id="${2:words-for-ever}", kind=kind, first="", answer=answer
    )


def _follow_up() -> str:
    return FOLLOW_UP.format(question="${1:Question?}", answer="${2:Its outline.}", red_flag="${3:What sinks.}")


def _with_stops(text: str) -> str:
    """Make of each TODO a place where the cursor stops, from the second on."""
    stops = (f"${{{number}:" for number in range(2, 10_000))
    return TODO.sub(lambda match: f"{next(stops)}{match[0]}}}", text)


def _text(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
