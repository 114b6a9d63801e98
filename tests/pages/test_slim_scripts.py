"""The theme's script, slim: each phrase still finds its place in the locked theme; and it begins late."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
from fieldguide.pages import slim_scripts

[BUNDLE] = Path(material.__file__).parent.glob("templates/assets/javascripts/bundle.*.min.js")
WHOLE = BUNDLE.read_text(encoding="utf-8")

WITHOUT_PAINT = "PerformanceObserver.prototype.observe = function () {}"
ORDER = """() => {
  const [paint] = performance.getEntriesByType("paint")
  return [paint.startTime, window.ran.map(([name]) => name), window.ran[0][1]]
}"""
AT_GUIDE = """document.addEventListener("load", ({ target }) => {
  if (target.src?.endsWith("guide.js")) window.atGuide = [typeof window.document$, typeof window.component$]
}, true)"""
RAN = """window.ran = []
document.addEventListener("load", ({ target }) => {
  if (target.localName === "script") window.ran.push([target.src.split("/").pop().split(".")[0], performance.now()])
}, true)"""


@pytest.fixture(scope="module")
def slim() -> str:
    return slim_scripts._without_uncalled(WHOLE)


@pytest.mark.parametrize("phrase", slim_scripts._NEVER_CALLED)
def test_a_function_that_is_never_called_is_there_and_emptied(phrase: str, slim: str):
    opened, closed = slim_scripts._function_around(WHOLE, WHOLE.index(phrase))
    assert closed > opened
    assert slim.count(phrase) < WHOLE.count(phrase)


@pytest.mark.parametrize("theirs", [theirs for theirs, _ in slim_scripts._REWRITTEN], ids=lambda theirs: theirs.pattern)
def test_what_is_done_otherwise_here_is_there_and_gone(theirs, slim: str):
    assert theirs.search(WHOLE)
    assert not theirs.search(slim)


def test_the_script_on_the_site_is_the_slim_one(site: Path, slim: str):
    [published] = site.glob(f"assets/*/{BUNDLE.name}")
    assert published.read_text(encoding="utf-8") == slim
    assert len(slim) < 0.9 * len(WHOLE)


def test_scripts_begin_in_their_order_when_the_page_is_painted(context, address):
    page = context.new_page()
    page.add_init_script(RAN)
    page.goto(address)
    painted, names, began = page.evaluate(ORDER)
    assert names[:3] == ["search", "bundle", "guide"]
    assert painted < began


def test_the_parts_of_a_page_begin_in_turns_of_their_own(context, address):
    page = context.new_page()
    page.add_init_script(AT_GUIDE)
    page.goto(address)
    assert page.evaluate("window.atGuide") == ["object", "undefined"]
    assert page.evaluate("typeof component$") == "object"


def test_scripts_begin_where_no_paint_is_told(context, address):
    page = context.new_page()
    page.add_init_script(WITHOUT_PAINT)
    page.goto(address)
    assert page.evaluate("typeof document$") == "object"
