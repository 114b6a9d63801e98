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
    "It runs on an H100, an A100 or a T4; p99 is 800 ms.",
    "The answer is 42% of 1,000, or 4.2 × 10^2.",
    "Use `pip install x[y]` or `x[0][1]`.",
    "A well-known trade-off: write-ahead logs (WAL) cost a write.",
    "Who asks? You do!",
    "The file is called `a_b_c.py` and the flag `--no-cache`.",
    "snake_case names and __init__ stand in code: `__init__`.",
    "E.g. this, i.e. that, etc.",
    "Set `x = {1, 2}`; the set {1, 2} has two members.",
    "The interval [0, 1) is half open, and (0, 1] too.",
    "Rows with x > 5 && y < 3 pass.",
    "Let $x_i$ and $y_j$ be vectors; $\\hat{x}$ is a mean.",
    "$a < b$ and $b > c$.",
    "$\\frac{1}{2}$ of it, $\\sum_{i=1}^n i$ of that.",
    "The cost is O(n log n), the memory O(n).",
    "Prices fell from $60 to $0.15 for a million tokens.",
    "US$5, A$5 and 5 $ are prices.",
    "The **first** and the *second*, ***both***.",
    "It takes `~~Gone~~` for text.",
    "An e-mail to [a@example.org](mailto:a@example.org) comes back.",
    "See <https://example.org/a_b_c> and [a_b](https://example.org/a_b).",
    "[A (b) c](https://example.org/a_(b))",
    "[`code`](https://example.org)",
    "[**bold** link](https://example.org)",
    "A ring of 4 nodes (see above) holds 2^32 keys.",
    "Line one\nline two\nline three",
    "A line that ends in a colon:\n\n1. one\n2. two\n3. three",
    "- one\n- two\n\n    a paragraph of two\n\n- three",
    "- one\n    - one of one\n    - two of one\n- two",
    "1. one\n    - a\n    - b\n2. two",
    "* one\n* two",
    "+ one\n+ two",
    "> one\n> two\n>\n> three",
    "---",
    "Text.\n\n***\n\nText.",
    "| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |",
    "| a |\n|---|\n| 1 |",
    "| a | b |\n|---|---|\n| x \\| y | z |",
    "```python\nif x:\n\n    y = {1: [2]}\n```",
    "```bash\n$ ls | wc -l\n```",
    "```sql\nSELECT * FROM t WHERE a < 5;\n```",
    '```json\n{"a": [1, 2]}\n```',
    "```yaml\na: b\n# c\n```",
    "```text\n| not | a table |\n# nor a heading\n```",
    "````markdown\n```python\nx\n```\n````",
    "~~~text\nx\n~~~",
    "!!! tip\n    Text.\n\n    - one\n    - two",
    '!!! warning "Not now"\n    Text.',
    "## A question?\n\nAn answer.",
    "## Cost of reads\n\nText.\n\n### Cost of writes\n\nText.",
    "## What is `asyncio`?\n\nText.",
    "## C++ and C# too\n\nText.",
    "Term\n:   What it means.",
    "A quote: “so it is”, he said; ‘so’ and 'so'.",
    "An en dash – and an em dash — and an ellipsis…",
    "Zürich, naïve, São Paulo, 東京 and Москва.",
    "5 µs, 3 °C, ±2, ≤ 7, ≠ 8, → 9, × 10.",
    "It is 3/4 of the 24/7 traffic, and/or less.",
    "At 10:30 on 2026-11-23, UTC+2.",
    "Version 3.12.1 of v2; see §5 and #7.",
    'He asked: "why?"',
    "Ask for a 5-year-old, 8-bit, on-call engineer's post-mortem.",
    "x -> y => z <- w <= v",
    "What is 2 ** 3, a // b and a % b in prose?",
    "Zeile, Größe und Œuvre; 1st, 2nd and 3rd.",
    "The key, if any, is `None`; else it is 7.",
    "The key is `|`, the mark is `` ` ``.",
    "Back\\\\slash, C:\\\\temp and \\# 5.",
    "a: b; c, d. e! f? (g) [h] {i}",
    "&copy; 2026, 10&nbsp;MB, &mdash; and &lt;.",
    "A [link](https://example.org/?a=1&b=2#c) with a query.",
]

TWINS = {
    "It takes 3 ms**, or 4 ms.\n\n** At full load.": "It takes 3 ms**, or 4 ms.\n\nAt full load.",
    "Set $PATH before you start.": "Set $path before you start.",
    "See $HOME, $PATH_A.": "See $HOME = 2.",
    "```powershell\nls\n```": "```powershel\nls\n```",
    "$$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}$$": "$$\\begin{alined} a &= b \\\\ c &= d \\end{alined}$$",
    "A pre- and post-training loop; a low- or high-rank one.": "A pre-training loop.- [One](https://example.org) more.",
    "At `x`- level, and 3 -- 4.": "At that level.- And three more.",
    "The factor is $1/(1-h)$, at $5/(user and day).": "The factor is 1/(1-h)$.",
    "It takes $1/(1-0.7)$, or A$ and US$ 5.": "It takes $1/(1-0.7) = 3.3 times as long.",
    "- one\n  goes on\n- two": "- one\n goes on\n- two",
    "It holds $2^{13}$ keys.": "It holds $2^{13} = 8192 keys.",
    "It holds \\$5 of 10^2.": "It holds 2^{13} keys.",
    "See [x](https://example.org/[) there.": "See [x](http://[) there.",
}
"""A good sentence, and one beside it that is refused."""


@pytest.mark.parametrize("text", [*GOOD, *TWINS])
def test_a_good_sentence_adds_no_problem_to_a_page(text: str, guide_from: GuideFrom):
    usual = {problem.rule for problem in problems_in(guide_from, {PATH: PAGE})}
    found = problems_in(guide_from, {PATH: f"{PAGE}{text}\n"})
    assert [str(problem) for problem in found if problem.rule not in usual] == []


@pytest.mark.parametrize("text", TWINS.values())
def test_what_differs_from_a_good_sentence_has_one_problem(text: str, guide_from: GuideFrom):
    usual = {problem.rule for problem in problems_in(guide_from, {PATH: PAGE})}
    assert (
        len([problem for problem in problems_in(guide_from, {PATH: f"{PAGE}{text}\n"}) if problem.rule not in usual])
        == 1
    )
