"""Owns a sentence that a table or a scorecard cuts in two, as a wrong order of pages does (F22)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.checks.print.published import plain
from juesuan_gui.document import Block, Grid, Paragraph, Place
from juesuan_gui.forms import Level

#: Running text that ends without a mark.
_OPEN_END = re.compile(r"[。;；,，][^。;；]{2,}[\u4e00-\u9fff]$")
#: The rest of a word, and then the sentence goes on: 标,将目标细化…
_REST = re.compile(r"[\u4e00-\u9fff]{1,3}[,，、;；。](?=[\u4e00-\u9fff])")
#: What stands between is the table and its titles.
_LONGEST_TITLE = 40
_SHOWN = 16


def interrupted_checks(blocks: Sequence[Block]) -> Iterator[Observation]:
    """A paragraph that stops within a sentence before a table, and goes on behind it in the middle of a word."""
    cut: Paragraph | None = None
    has_table = False
    for block in blocks:
        if isinstance(block, Grid):
            has_table = cut is not None
            continue
        if not isinstance(block, Paragraph) or not (text := plain(block.text)):
            continue
        if cut is not None and has_table and _REST.match(text):
            yield _observation(cut, block)
            cut, has_table = None, False
        elif _OPEN_END.search(text):
            cut, has_table = block, False
        elif len(text) > _LONGEST_TITLE or "。" in text:
            cut, has_table = None, False


def _observation(cut: Paragraph, rest: Paragraph) -> Observation:
    before, behind = cut.text.strip()[-_SHOWN:], rest.text.strip()[:_SHOWN]
    return Observation(
        key="F22|断句",
        check="F22",
        level=Level.WARNING,
        kind="structure",
        spot=Spot(cut.place or Place(), before),
        message=f"这句话写到“{before}”就断了，接在后面表格之后的“{behind}”，请核对表格的位置。",
        others=(Spot(rest.place or Place(), behind),),
    )
