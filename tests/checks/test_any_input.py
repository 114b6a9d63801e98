"""Whatever a contributor writes ends in problems, one line each, and never in a traceback."""

from __future__ import annotations

import pytest
from conftest import GuideFrom, problems_in
from fieldguide import checks

PATH = "both-tribes/non-negotiable/page.md"
KEYS = "description: Wait on many model calls at once.\nreviewed: 2026-11-23\n"


def front(keys: str) -> str:
    return f"---\n{keys}---\n\n# Async versus threading\n\nWaiting is cheap.\n"


def body(text: str) -> str:
    return f"{front(KEYS)}\n{text}\n"


def card(question: str, answer: str = "Because.", header: str = "{#why .concept}") -> str:
    return body(f"/// flashcard | {question} {header}\n\n{answer}\n\n///")


LAYERS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 7))
ALIAS_BOMB = KEYS + "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + LAYERS

REFUSED = {
    "B13 no front matter": ("# Async versus threading\n", "front-matter-present"),
    "B13 empty file": ("", "front-matter-present"),
    "B13 front matter that never ends": (f"---\n{KEYS}", "front-matter-present"),
    "B15 YAML that breaks off": (front("description: [oops\n"), "front-matter-present"),
    "B15 control character in YAML": (front("description: \x07\n"), "plain-characters"),
    "B15 NUL in YAML": (front('description: "a\0b"\n'), "plain-characters"),
    "B15 tab in YAML": (front("\tdescription: a\n"), "front-matter-present"),
    "B15 key that is a list": (front("? [a]\n: b\n"), "front-matter-present"),
    "B15 key of two lines": (front(KEYS + '"a\\nb": c\n'), "front-matter"),
    "B17 key twice": (front(KEYS + "description: b\n"), "front-matter"),
    "B19 description that is true": (front("description: on\nreviewed: 2026-11-23\n"), "front-matter"),
    "B19 needs that are false": (front(KEYS + "needs: No\n"), "needs-exist"),
    "B19 date that is a number": (front("description: a\nreviewed: 1e3\n"), "front-matter"),
    "B19 needs of any shape": (front(KEYS + "needs: [[a], {b: c}, 1, null]\n"), "needs-exist"),
    "B19 also of any shape": (front(KEYS + "also: {x: [y], 1: null}\n"), "front-matter"),
    "B21 tag that runs code": (
        front("description: !!python/object/apply:os.system ['false']\n"),
        "plain-yaml",
    ),
    "B21 tag that does not fit": (front("description: !!timestamp x\n"), "plain-yaml"),
    "B21 empty number": (front("description: !!int ''\n"), "plain-yaml"),
    "B23 alias bomb": (front(ALIAS_BOMB), "plain-yaml"),
    "B23 alias bomb in needs": (front(ALIAS_BOMB + "needs: *a6\n"), "plain-yaml"),
    "B23 alias bomb in also": (front(ALIAS_BOMB + "also: *a6\n"), "plain-yaml"),
    "B25 deep nesting": (front(f"description: {'[' * 3000}\n"), "plain-yaml"),
    "B27 day that does not exist": (front("description: a\nreviewed: 2026-02-30\n"), "front-matter"),
    "B27 month that does not exist": (front("description: a\nreviewed: '2026-13-01'\n"), "front-matter"),
    "B27 yesterday": (front("description: a\nreviewed: yesterday\n"), "front-matter"),
    "B51 two titles": (body("# More"), "one-title"),
    "B51 no title": (f"---\n{KEYS}---\n\nText.\n", "one-title"),
    "B51 jump": (body("#### Cost"), "one-title"),
    "B61 card in a card": (card("Why?", "/// flashcard | Why not? {#not .concept}\n\nNo.\n\n///"), "card-closed"),
    "B61 ten cards in one another": (body("/// flashcard | Why? {#why .concept}\n\n" * 10), "card-closed"),
    "B65 question of a line break": (card("<br>"), "marks-read"),
    "B65 question of a space": (card("&nbsp;"), "card-filled"),
    "B65 question of a picture": (card("![](../../assets/pictures/ring.svg)"), "card-filled"),
    "B65 no question": (card(""), "card-header"),
    "B65 a header of braces": (card("", header="{{{{####}}}}"), "card-header"),
    "B73 same question": (card("Why cache?") + card("why   **CACHE** ?", header="{#two .concept}"), "card-unique"),
    "B89 nothing but front matter": (f"---\n{KEYS}---\n", "section-filled"),
    "B89 placeholder": (body("TODO"), "section-filled"),
    "B89 empty section": (body("## Trade-offs"), "section-filled"),
    "NUL in a link": (body("[x](\0.md) ![x](\0.svg)"), "plain-characters"),
    "NUL in a lab": (body('```python title="a.py"\nx = 1\0\nassert x\n```'), "plain-characters"),
    "link out of the guide": (body("[x](../../../../../../etc/passwd)"), "link-target-exists"),
    "link that cannot be read": (body('<a href="http://[oops">x</a>'), "marks-read"),
    "picture that cannot be found": (body("![x](%00.svg)"), "picture-ours"),
    "picture with a long name": (body(f"![x](../../assets/{'x' * 5000}.svg)"), "page-size"),
    "picture that cannot be read": (body('<img src="http://[oops" alt="a">'), "marks-read"),
    "B11 card id in a form of Unicode": (card("Why?", header="{#cafe\u0301 .concept}"), "plain-characters"),
    "B11 card id in another form of Unicode": (card("Why?", header="{#caf\u00e9 .concept}"), "card-header"),
    "B11 anchor that is not plain letters": (body("## Cost {#caf\u00e9}"), "attribute-allowed"),
    "B31 script": (body("<script>alert(1)</script>"), "marks-read"),
    "B33 attribute list": (body("[x](page.md){onclick=alert(1)}"), "attribute-allowed"),
    "B35 scheme behind entities": (body('<a href="&#106;ava&Tab;script&colon;alert(1)">x</a>'), "marks-read"),
    "B35 scheme behind a space": (body('<a href=" javascript:alert(1)">x</a>'), "marks-read"),
    "B35 scheme in capitals": (body("[x](JavaScript:alert(1))"), "link-scheme"),
    "B39 comment closed early": (body("<!-- --!><img src=x onerror=alert(2)> -->"), "marks-read"),
    "B41 drawing": (body("<svg><use href='data:image/svg+xml,x'></svg>"), "marks-read"),
    "B43 frame": (body('<iframe src="https://example.org"></iframe>'), "marks-read"),
    "B43 form": (body('<form action="https://example.org"><input type="password"></form>'), "marks-read"),
    "B45 details never closed": (body("<details><summary>s</summary>"), "marks-read"),
    "B47 unknown language": (body("```nopelang\nx\n```"), "code-language"),
    "B49 three spaces": (body("!!! note\n   x"), "marks-read"),
    "B53 heading of an emoji": (body("## 😀\n\nText."), "heading-anchor"),
    "B53 heading of other letters": (body("## 日本\n\nText."), "heading-anchor"),
    "B55 include": (body('--8<-- ".git/config"'), "marks-read"),
    "quotes of one stroke": (body("<p title='>'>x</p>"), "marks-read"),
    "10,000 tags that never end": (body("<b>" * 10_000), "page-size"),
    "maths that cannot be read": (body(r"$\left( x$"), "maths-understood"),
}
"""Inputs, by their number in the list that they come from, and the rule that refuses each."""

ACCEPTED = {
    "B67 braces in code": card("Why?", "```jinja\n{{c1::x}} {{Field}} }}\n```"),
    "B69 less and greater": card("Why?", "if a < b and c > d"),
    "Anki syntax in prose": card("Why [sound:x.mp3]?", "[latex]x[/latex] [$]y[/$] [anki:play:q:0] {{c1::z}}"),
    "a cloze in code": card("Why?", "`==x==` and `[sound:x.mp3]`"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_input_is_refused_in_one_line(case: str, guide_from: GuideFrom):
    text, rule = REFUSED[case]
    found = problems_in(guide_from, {PATH: text})
    assert rule in {problem.rule for problem in found}
    assert [problem for problem in found if len(str(problem).splitlines()) > 1 or len(str(problem)) > 400] == []


@pytest.mark.parametrize("case", ACCEPTED)
def test_an_input_that_only_looks_bad_makes_one_card_without_a_problem(case: str, guide_from: GuideFrom):
    guide = guide_from({PATH: ACCEPTED[case]})
    about_cards = [problem for problem in checks.run(guide) if problem.rule.startswith("card-")]
    assert about_cards == [] and len(guide.pages[0].cards) == 1


def test_the_same_card_id_on_two_pages_is_refused_on_the_second(guide_from: GuideFrom):
    guide = guide_from({PATH: card("Why?"), "both-tribes/nice-to-have/other.md": card("Why not?")})
    found = [problem for problem in checks.run(guide) if problem.rule == "card-unique"]
    assert [problem.path for problem in found] == [f"docs/{PATH}"]
