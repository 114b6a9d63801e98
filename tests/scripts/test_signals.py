"""What the finder says of postings: forty of our own, their sections, and texts that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from postings import EEO, POSTINGS, posting

FOLDER = Path(__file__).resolve().parents[2] / "docs/assets/finder"
TABLE, WORDS = ((FOLDER / name).read_text(encoding="utf-8") for name in ("signals.tsv", "words.tsv"))
HEAD, *LINES = (line.split("\t") for line in TABLE.strip().split("\n"))
ROWS = [dict(zip(HEAD, line, strict=True)) for line in LINES]
IN_PAGE = """async ([script, given]) => {
  const signals = await import("/learning/signals.js"), parts = await import("/learning/posting.js")
  const phrases = await import("/learning/phrases.js"), words = await import("/learning/words.js")
  const roles = await import("/learning/roles.js")
  globalThis.table ??= signals.signalsIn(given.table, given.words)
  const read = text => {
    const { asked, ...rest } = signals.read(text, table)
    return { ...rest, asked: Object.fromEntries(asked) }
  }
  const known = { signals, parts, phrases, words, roles, given, read }
  return new Function(...Object.keys(known), `return ${script}`)(...Object.values(known))
}"""


@pytest.fixture(scope="module")
def page(chromium, scripts_address):
    opened = chromium.new_page()
    opened.goto(scripts_address)
    yield opened
    opened.close()


def ask(page, script: str, **given: object) -> object:
    return page.evaluate(IN_PAGE, [script, {"table": TABLE, "words": WORDS, **given}])


def read(page, text: str) -> dict:
    return ask(page, "read(given.text)", text=text)


def sections(page, text: str) -> dict[str, str]:
    lines = ask(page, "parts.linesOf(given.text).lines", text=text)
    return {line["plain"].strip(" -"): line["section"] for line in lines}


def chosen(name: str) -> str:
    return POSTINGS[name][1]


def test_there_are_forty_postings():
    assert len(POSTINGS) == 40


@pytest.mark.parametrize("name", POSTINGS)
def test_a_posting_of_our_own_is_read_as_it_is_meant(page, name):
    verdict, text = POSTINGS[name]
    assert read(page, text)["verdict"] == verdict


def test_a_tribe_that_is_plain_is_said_clearly_and_one_that_is_not_is_not(page):
    assert read(page, chosen("evaluation"))["certainty"] == read(page, chosen("serving"))["certainty"] == "clearly"
    assert read(page, chosen("both sides"))["certainty"] != "clearly"


def test_the_lean_points_to_the_side_that_is_ahead(page):
    leans = {name: read(page, chosen(name))["lean"] for name in ("evaluation", "both sides", "serving")}
    assert leans["evaluation"] > 0.5 > abs(leans["both sides"]) and leans["serving"] < -0.5


def test_equal_opportunity_and_benefits_change_nothing(page):
    text = chosen("evaluation")
    assert read(page, text + EEO)["lean"] == read(page, text)["lean"]


def test_a_line_that_stands_twice_counts_once(page):
    text = chosen("both sides")
    again = text + "\nWhat you'll do\n- Write prompts and build evaluation suites for our agents\n"
    assert read(page, again)["lean"] == read(page, text)["lean"]


def test_duties_count_more_than_what_the_company_says_of_itself(page):
    blurb = "\nAbout us\n" + "Our agents, prompts and evals are famous. " * 3
    lean = read(page, chosen("serving"))["lean"]
    assert lean <= read(page, chosen("serving") + blurb)["lean"] < lean + 0.3


def test_sections_are_told_apart_by_their_heads(page):
    text = (
        "AI Engineer\nWe make tea.\nWhat you'll do\n- write prompts\nRequirements:\n- know Python\n"
        "Nice to have\n- know Go\nAbout the team\nfive people\nWhat we offer\nlunch\n"
        "We are an equal opportunity employer.\n"
    )
    found = sections(page, text)
    assert found["ai engineer"] == "title" and found["we make tea."] == "blurb" and found["write prompts"] == "duties"
    assert found["know python"] == "must" and found["know go"] == "nice" and found["five people"] == "team"
    assert found["lunch"] == "blurb" and found["we are an equal opportunity employer."] == "boilerplate"


def test_sections_are_told_apart_in_a_text_that_was_pasted_into_one_line(page):
    duties = "Overview: We sell tea. Key Responsibilities: • Write prompts. • Run evals."
    found = sections(page, f"AI Engineer\n{duties} Requirements: • Know Python well.")
    assert found["write prompts."] == found["run evals."] == "duties" and found["know python well."] == "must"


def test_a_text_without_heads_is_all_duties(page):
    found = sections(page, chosen("mail").replace(". ", ".\n"))
    assert "blurb" not in found.values()


def test_highlights_are_few_lie_apart_and_are_found_where_they_say(page):
    text = "\n".join(chosen(name) for name in POSTINGS)
    found = read(page, text)["highlights"]
    assert len(found) == 20
    assert all(one["end"] <= other["start"] for one, other in zip(found, found[1:], strict=False))
    for hit in found:
        said, pattern = text[hit["start"] : hit["end"]].lower(), hit["signal"]["pattern"]
        assert ask(page, "phrases.phrases([given.pattern])(given.said)", said=said, pattern=pattern)
        assert hit["signal"]["reason"] and hit["signal"]["topic"]


def test_words_that_look_like_signals_are_named_and_count_nothing(page):
    plain = posting("AI Engineer", "Write prompts and evals. Improve retrieval quality. Reduce errors of our models")
    more = plain.replace("models", "models, for production on AWS with Docker, Python and scalable")
    words = {word for trap in read(page, more)["traps"] for word in trap["words"]}
    assert {"AWS", "Docker", "Python", "scalable", "production"} <= words
    assert read(page, more)["lean"] == pytest.approx(read(page, plain)["lean"])


WORDS_SAY = "words.wordsSay(parts.linesOf(given.text).lines, words.wordsIn(given.table))"
SMALL = "word\twhere\tjob\tlean\tboth\naccuracy\t\t1\t2\t-1\ndata\ttitle\t-3\t0\t0\n"


def test_plain_words_speak_for_the_job_the_side_and_both_and_those_of_a_title_in_a_title_only(page):
    said = ask(page, WORDS_SAY, text="Data Engineer\n\nWhat you'll do\n- accuracy of data, and accuracy", table=SMALL)
    plain = ask(page, WORDS_SAY, text="Engineer\n\nWhat you'll do\n- accuracy of data", table=SMALL)
    assert plain["lean"] == said["lean"] == 2 * plain["job"] == -2 * plain["both"] > 0 > said["job"]


def test_a_word_that_is_not_in_the_table_says_nothing_nor_does_one_in_benefits(page):
    text = "Engineer\n\nWhat you'll do\n- accuracy"
    assert ask(page, WORDS_SAY, text=text + " of everything\nOur 401(k) has accuracy", table=SMALL) == ask(
        page, WORDS_SAY, text=text, table=SMALL
    )


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Acme: Founding Applied AI + Founding Infrastructure Engineer", True),
        ("We hire two.\n1. Senior ML engineer: evals\n2. Platform engineer: GPUs", True),
        ("Senior AI Platform Engineer\n- Work with ML engineers", False),
        ("We hire two.\n1. Senior ML engineer: evals\n2. Research scientist", False),
    ],
)
def test_a_posting_that_seeks_a_role_of_each_tribe_seeks_both(page, text, both):
    assert ask(page, "roles.seeksBoth(parts.linesOf(given.text).lines)", text=text) is both


def test_what_a_posting_says_is_not_asked_and_what_it_does_not_say_is(page):
    more = "\nThe interview process has three rounds. There is an on-call rotation."
    silent = read(page, chosen("evaluation"))["questions"]
    told = read(page, chosen("evaluation") + more)["questions"]
    assert len(silent) == len(told) + 2 and set(told) < set(silent)


APPLIED, BUILDER = "applied-researcher", "infrastructure-builder"
WANTED = {
    "know-your-tribe": [APPLIED, BUILDER],
    "deep-dive-rag": [APPLIED, BUILDER],
    "async-vs-threading": [APPLIED, BUILDER],
    "llm-as-judge": [APPLIED],
    "load-balancing": [BUILDER],
}
TOPICS = [
    {
        "id": topic,
        "order": order,
        "drill": "deep-dive" in topic,
        "for": dict.fromkeys(tribes, "non-negotiable"),
        "shelf": f"{tribes[0] if len(tribes) == 1 else 'both-tribes'}/non-negotiable",
    }
    for order, (topic, tribes) in enumerate(WANTED.items())
]
FIRST = "signals.firstTopics(signals.read(given.text, table), given.topics, given.most).map(({ id }) => id)"


def test_the_topics_to_learn_first_are_those_that_the_text_asks_for_of_the_tribe_that_asks(page):
    assert ask(page, FIRST, text=chosen("evaluation"), topics=TOPICS, most=10) == ["llm-as-judge", "async-vs-threading"]
    assert ask(page, FIRST, text=chosen("gateway"), topics=TOPICS, most=10) == ["load-balancing", "async-vs-threading"]
    assert ask(page, FIRST, text=chosen("gateway"), topics=TOPICS, most=1) == ["load-balancing"]


def test_what_the_text_does_not_ask_for_begins_with_the_tribes_own_shelf_and_of_both_tribes_comes_in_turns(page):
    shelves = {"both-tribes": [APPLIED, BUILDER], APPLIED: [APPLIED], BUILDER: [BUILDER]}
    topics = [
        {"id": f"{shelf[0]}{at}", "order": order * 10 + at, "drill": False, "shelf": f"{shelf}/non-negotiable"}
        | {"for": dict.fromkeys(tribes, "non-negotiable")}
        for order, (shelf, tribes) in enumerate(shelves.items())
        for at in range(2)
    ]
    script = "signals.firstTopics({ verdict: given.verdict, asked: new Map() }, given.topics).map(({ id }) => id)"
    assert ask(page, script, verdict=BUILDER, topics=topics) == ["i0", "i1", "b0", "b1"]
    assert ask(page, script, verdict="both-tribes", topics=topics) == ["a0", "i0", "a1", "i1", "b0", "b1"]


def test_a_mail_of_two_lines_is_read_if_its_signals_are_strong_and_never_surely(page):
    mail = "45 minute system design round: design a URL shortener, then scale it. Expect questions on caching, sharding"
    found = read(page, f"{mail} and rate limiting.")
    assert (found["verdict"], found["certainty"]) == (BUILDER, "perhaps")
    assert read(page, "A 45 minute round with the team, then a chat with the founder of the company.")["why"]


MEGABYTE = 1_000_000
HOSTILE = {
    "one word": "a",
    "one signal": "prompt",
    "signals": "evaluating and ",
    "spaces": " ",
    "lines": "\n",
    "brackets": "([{",
    "stops": ". A",
    "bullets": "•",
    "heads": "What you'll do\n",
    "equal": "equal ",
    "emoji": "😀",
    "right to left": "\u202eabc ",
    "no character": "\x00 ",
    "markup": "<script>alert(1)</script>",
    "long words": "evaluat" * 9 + " ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_of_a_megabyte_is_read_to_where_no_posting_goes_and_that_is_said(page, name):
    piece = HOSTILE[name]
    script = "(given.piece.repeat(given.times), read(given.piece.repeat(given.times)))"
    found = ask(page, script, piece=piece, times=MEGABYTE // len(piece))
    assert found["cut"] and found["verdict"]
    assert all(hit["end"] <= 60_000 for hit in found["highlights"])


def test_a_text_of_usual_size_is_read_whole(page):
    assert not read(page, chosen("evaluation"))["cut"]


def test_reading_needs_no_more_than_the_text(page):
    assert read(page, "")["verdict"] == read(page, " \n\t")["verdict"] == "too-little"


def test_javascript_finds_the_examples_of_each_signal_as_the_check_does(page):
    script = "given.rows.filter(({ pattern, match, miss }) => !find(pattern, match) || find(pattern, miss))"
    find = "const find = (pattern, text) => phrases.phrases([pattern])(text.toLowerCase()).length > 0"
    assert ask(page, f"(() => {{ {find}; return {script} }})()", rows=ROWS) == []


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"prompts?\b", ["pro"]),
        (r"(?:ml|ai) platforms?", ["ml ", "ai "]),
        (r"a?bc|x(?!y)z", ["abc", "bc", "xz"]),
        (r"\.net\b|c#", [".ne", "c#"]),
        (r"[ab]c{0,2}d", ["acd", "bcd", "ad", "bd"]),
        (r"(?:re)?-?rank", ["re-", "rer", "-ra", "ran"]),
        (r"ml\b|ml ops", ["ml", "ml "]),
    ],
)
def test_a_pattern_is_tried_wherever_it_can_begin(page, pattern, letters):
    assert sorted(ask(page, "[...phrases.beginnings(given.pattern)]", pattern=pattern)) == sorted(letters)


def test_phrases_are_found_at_the_beginning_of_words_only(page):
    script = "phrases.phrases(given.patterns)(given.text).map(({ which, start, end }) => [which, start, end])"
    found = ask(page, script, patterns=["rag", r"prompts?\b"], text="drag rag ragged prompts prompter")
    assert found == [[0, 5, 8], [0, 9, 12], [1, 16, 23]]


def test_a_pattern_that_may_end_after_a_letter_or_two_is_found_once(page):
    script = "phrases.phrases(given.patterns)(given.text).map(({ which, start, end }) => [which, start, end])"
    found = ask(
        page, script, patterns=[r"r\b", r"ml\b(?: ops)?|ml platform"], text="r, ml ops and r ml platform ragged"
    )
    assert found == [[0, 0, 1], [1, 3, 9], [0, 14, 15], [1, 16, 18]]
