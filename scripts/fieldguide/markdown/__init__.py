"""The Markdown extension that makes a page a page of this guide: cards, maths, facts of a topic, lists of topics."""

from __future__ import annotations

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from .blocks import BLOCKS
from .layout import Bars, Layout
from .maths import add_maths
from .plain_names import PlainNames
from .read_back import cards_in
from .topic_facts import TopicFacts

__all__ = ["BLOCKS", "cards_in", "makeExtension"]


class _FieldGuideExtension(BlocksExtension):
    """Teach Python-Markdown the blocks of the guide."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.config = {
            "report_url": ["", "address of the form that reports a wrong card"],
            "decks": [{}, "the decks of the build that is under way: its version and its packages"],
        }
        super().__init__(*args, **kwargs)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        for block in BLOCKS.values():
            block_mgr.register(block, self.getConfigs())
        add_maths(md)
        md.preprocessors.deregister("html_block")  # so that nothing has to be sanitised
        md.inlinePatterns.deregister("html")
        numbered = md.parser.blockprocessors["olist"]
        numbered.LAZY_OL = False  # type: ignore[attr-defined]  # a list begins with the number that it was given
        md.treeprocessors.register(Bars(md), "fieldguide-bars", 25)
        md.treeprocessors.register(TopicFacts(md), "fieldguide-facts", 12)
        md.treeprocessors.register(Layout(md), "fieldguide-layout", 11)
        md.postprocessors.register(PlainNames(md), "fieldguide-code", 0)


def makeExtension(**options: object) -> _FieldGuideExtension:
    """Let `mkdocs.yml` name this package as a Markdown extension."""
    return _FieldGuideExtension(**options)
