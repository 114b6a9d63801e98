"""What the contributing pages show is true: examples pass, bad ones are refused as quoted, links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import ROOT
from fieldguide import checks
from fieldguide.model import Guide, Tribe
from fieldguide.released import History, Released, Retired
from small import INDEX, TOPIC, unlinked

PAGES = ROOT / "docs/contributing"
BLOCK = re.compile(r"^````markdown\n(.*?)^````$", re.M | re.S)
HOW_MANY = {"page-length", "follow-ups-answered", "enough-cards"}
"""Rules that the example of a topic may break: it is small on purpose."""

EXAMPLE = "infrastructure-builder/non-negotiable/token-bucket.md"
NEEDED = "both-tribes/non-negotiable/calling-model-apis-reliably.md"
HEAD = "---\ndescription: x\n---\n\n# Cards\n\n"
INDEXES = {f"{tribe}/index.md": INDEX for tribe in Tribe}


def without(card_id: str) -> Callable[[str], str]:
    """Return a change that deletes a card."""
    block = re.compile(rf"/// \w+ \| [^\n]*\{{#{card_id} .*?\n///\n\n", re.DOTALL)
    return lambda source: block.sub("", source)


def renamed(old: str, new: str) -> Callable[[str], str]:
    """Return a change that replaces the first of `old`."""
    return lambda source: source.replace(old, new, 1)


GONE = "async-gil-waiting"
BACK = "is gone; give it back its id if only that changed, put it back, or enter it in cards/retired.yml"
MOVES = [
    (
        without(GONE),
        [],
        f"released card '{GONE}' {BACK}",
    ),
    (
        renamed("{#async-idle-but-slow ", "{#async-slow-but-idle "),
        [],
        f"released card 'async-idle-but-slow' {BACK}",
    ),
    (str, [Retired(GONE, "the lock is gone", "", 1)], f"id '{GONE}' belongs to a retired card; choose another"),
    (
        renamed("/// flashcard | Why can Python threads overlap", "/// cloze | Why can Python threads overlap"),
        [],
        f"'{GONE}' was released as basic; make a new card and retire this one",
    ),
    (without(GONE), [Retired(GONE, "", "", 1)], f"'{GONE}' has no reason; write 'reason: …'"),
    (
        without(GONE),
        [Retired(GONE, "the lock is gone", "nope", 1)],
        "replacement 'nope' is no card of the guide; name one or leave it out",
    ),
    (str, [Retired("never-was", "x", "", 1)], "'never-was' was never released; remove this entry"),
    (without(GONE), [Retired(GONE, "x", "", 1)] * 2, f"'{GONE}' is retired twice; remove one entry"),
]
"""What somebody does to a released topic, what they enter in cards/retired.yml, and what the check says."""


def test_the_example_of_a_topic_passes_but_for_its_size(guide_from):
    guide = guide_from({EXAMPLE: "\n".join(blocks("write-a-topic.md")), **needed()})
    found = [problem for problem in checks.run(guide) if problem.path == f"docs/{EXAMPLE}"]
    elsewhere = {"term-explained"}  # its home is a topic that this small guide has not
    assert {problem.rule for problem in found} - elsewhere == HOW_MANY, found
    assert [problem.message for problem in found if problem.rule == "follow-ups-answered"] == [
        "1 follow-ups; write at least 4 as '### Question?'"
    ]
    assert {problem.message.split(";")[0] for problem in found if problem.rule == "enough-cards"} == {
        "2 cards",
        *(f"no card of kind '{kind}'" for kind in ("decision", "trade-off", "failure")),
    }
    assert checks.run_code(guide.topics) == []


def test_a_fault_in_the_example_of_a_topic_would_be_found(guide_from):
    wrong = "\n".join(blocks("write-a-topic.md")).replace("\n620\n", "\n621\n").replace("== SIZE", "== RATE")
    guide = guide_from({EXAMPLE: wrong, **needed()})
    assert [problem.rule for problem in checks.run_code(guide.topics)] == ["lab-runs", "lab-runs"]


def test_the_good_cards_pass(guide_from):
    assert [what for text, good in cards() if good for what in said_of_card(guide_from, text)] == []


def test_each_good_card_follows_a_bad_one_and_there_are_six_pairs_at_least():
    verdicts = [good for _, good in cards()]
    assert verdicts == [False, True] * (len(verdicts) // 2)
    assert len(verdicts) >= 12


def test_the_bad_cards_are_refused_as_quoted_and_otherwise_left_to_people(guide_from):
    said = [what for text, good in cards() if not good for what in said_of_card(guide_from, text)]
    quoted = re.findall(r"^This one the check refuses: `(.*)`\.$", read("cards.md"), re.M)
    assert said == quoted and quoted


def test_the_arithmetic_on_the_page_of_sources_is_right_and_a_wrong_one_is_refused_as_quoted(guide_from):
    text = blocks("sources.md")[0]
    assert checks.run_code(guide_from({"page.md": HEAD + text}).pages) == []
    wrong = checks.run_code(guide_from({"page.md": HEAD + text.replace("\n128\n", "\n127\n")}).pages)
    assert [f"{problem.message} [{problem.rule}]" in read("sources.md") for problem in wrong] == [True]


@pytest.mark.parametrize(("change", "retired", "said"), MOVES)
def test_the_page_of_moves_quotes_what_the_check_says(guide_from, change, retired: list[Retired], said: str):
    source = unlinked((ROOT / TOPIC).read_text(encoding="utf-8"))
    path = TOPIC.removeprefix("docs/")
    released = history_of(guide_from({path: source, **INDEXES}))
    guide = guide_from({path: change(source)})
    history = replace(released, retired=tuple(retired))
    assert said in {problem.message for problem in checks.run(guide, history)}
    assert said in read("moves-and-retirements.md")


def test_a_page_that_moves_leads_on_or_is_refused_as_quoted(guide_from):
    old = "infrastructure-builder/nice-to-have/cpu-versus-gpu-memory"
    history = History(version="0.1.0", addresses=("", f"{old}/", f"{old}/#gpu-weights-70b"))
    guide = guide_from({"index.md": INDEX})
    said = [str(problem) for problem in checks.run(guide, history) if problem.rule == "address-kept"]
    assert [problem in read("moves-and-retirements.md") for problem in said] == [True]
    moved = replace(guide, redirects=((f"{old}.md", "index.md", 1),))
    assert [problem for problem in checks.run(moved, history) if problem.rule == "address-kept"] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_of_the_pages_that_only_github_shows_lead_to_files(page: str):
    beyond = r"https?:|#|\.\./\.\./issues/"  # what is GitHub's own stands above the files of a branch
    links = re.findall(rf"\]\((?!{beyond})([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_contributing_fits_on_a_screen():
    assert (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").count("\n") <= 40


def said_of_card(guide_from, text: str) -> list[str]:
    """Return what the check says of a page with one card on it, as `message [rule]`."""
    guide = guide_from({"page.md": HEAD + "Text.\n\n" + text})
    assert len(guide.pages[0].cards) == 1
    return [f"{problem.message} [{problem.rule}]" for problem in checks.run(guide) if problem.rule != "topic-on-shelf"]


def needed() -> dict[str, str]:
    """Return the pages that the example of a topic counts on."""
    return {NEEDED: f"---\ndescription: x\n---\n\n# {NEEDED}\n", **INDEXES}


def history_of(guide: Guide) -> History:
    """Return what the ledger would say had the cards of `guide` been released."""
    cards = {
        card.id: Released(card.id, card.note_type, page.path.removesuffix(".md"), "hash", 1)
        for page in guide.topics
        for card in page.cards
    }
    return History(version="0.1.0", released_at=1, cards=cards)


def blocks(page: str) -> list[str]:
    """Return the examples in Markdown on a contributing page."""
    return BLOCK.findall(read(page))


def cards() -> list[tuple[str, bool]]:
    """Return the cards of the page that judges them, each with whether it is called good."""
    found = re.finditer(r"^(Bad|Good): [^\n]*\n\n````markdown\n(.*?)^````$", read("cards.md"), re.M | re.S)
    return [(match[2], match[1] == "Good") for match in found]


def read(page: str) -> str:
    return (PAGES / page).read_text(encoding="utf-8")
