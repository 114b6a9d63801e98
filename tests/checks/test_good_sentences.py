"""What people write rightly is not refused: prices, names, formulas, lists and code as GitHub shows them."""

from __future__ import annotations

import pytest
from conftest import GuideFrom, problems_in

PATH = "both-tribes/non-negotiable/page.md"
PAGE = "---\ndescription: Wait on many calls.\nreviewed: 2026-11-23\n---\n\n# Title\n\nA line.\n\n"
GOOD = [
    "The pipeline runs in CI/CD.",
    "TL;DR: wait less.",
    "AUC-ROC is 0.9.",
    "Set PATH and HOME; GROUP BY is slow on UNIX.",
    "An RTX 4090 and an MI300X run TGI on EKS; RAFT elects.",
    "It is VERY slow.",
    "See [Booking.com: 150 models](https://booking.ai/150).",
    "- [c]reate an archive",
    "It is known from the year\n2024. It came late.",
    "It costs $5-$10 a day, $15K–$50K a year.",
    "**$2–4/hr** class; a call **$0.01**.",
    "Holistic Evaluation of Language Models is a benchmark.",
    "The thumbs-up emoji 👍 is two tokens.",
    "if a < b and c > d then swap.",
    "5 < 7 and 2 * 3 = 6.",
    "A* search and C# are fine; so is x[0] and [sic] (see above).",
    "The rate is $\\lambda$, at $3 and $4 a call.",
    "P(A|B) is not P(B|A).",
    'He said "no" - twice.',
    "Use `a | b` for it.",
    "20.\nThe tokens bind first.",
    "R&D at AT&T.",
    "It takes 3--5 ms.",
    "A note: see ~100 ms, ~5x.",
    'Call f(x), then [the docs](https://docs.python.org/3/ "Docs") and <https://example.org>.',
    "That is 100%, or #1 of 3.",
    "!!! note\n    ```python\n    x = 1\n    ```",
    "!!! note\n\tbody by a tab",
    "```text\n├──\xa0a\n```",
    "```js\nx\n```",
    "```go\nx\n```",
    "- item\n\n    ```text\n    a\n    ```",
    "1. a\n2. b",
    "$$x^2$$",
    "Text\n$$x$$\ntext",
    "> quoted",
    "| a | b |\n|---|---|\n| `x` | [y](https://y.org) |",
    "**The first two questions:**\n\n- one?",
    "a  \nb",
    "Snow &amp; rain &lt;b&gt;",
    "\\*not\\* bold, \\$5",
    "[docs][d]\n\n[d]: https://docs.python.org",
]


@pytest.mark.parametrize("text", GOOD)
def test_a_good_sentence_adds_no_problem_to_a_page(text: str, guide_from: GuideFrom):
    usual = {problem.rule for problem in problems_in(guide_from, {PATH: PAGE})}
    found = problems_in(guide_from, {PATH: f"{PAGE}{text}\n"})
    assert [str(problem) for problem in found if problem.rule not in usual] == []
