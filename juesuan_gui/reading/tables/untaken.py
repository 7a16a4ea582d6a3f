"""Owns the tables of a document that the form does not have, which nothing was held against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.document import Grid, Paragraph, Place
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognised import Recognised

_NUMBERED = re.compile(r"(?:公开|附)\d{1,2}表|附?表\d{1,2}")
_TITLE = re.compile(r"[^。,;:]{4,50}(?:决算|情况|明细)表(?:\([^()]{1,20}\))?")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+")
#: So many lines above a table may be its title, number, department and unit.
_LINES_ABOVE = 5
_FEWEST = 2


def untaken_tables(source: Source, recognised: Recognised) -> Iterator[tuple[Place, str]]:
    """Where such a table begins, and its title: with a printed number and title of its own, and figures in it.

    A sheet of a workbook is told by its name elsewhere; lists, charts and scorecards print no such number.
    """
    ignored = {item.place for item in recognised.ignored if item.place.sheet is None}
    for section in source.document.sections:
        above: list[str] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                above = [*above, block.text.strip()][-_LINES_ABOVE:]
            elif isinstance(block, Grid):
                title = _title_of(above)
                if block.place is not None and block.place in ignored and title and _has_figures(block):
                    yield block.place, title
                above = []


def _title_of(lines: list[str]) -> str:
    words = [folded(line) for line in lines]
    if not any(_NUMBERED.fullmatch(word) for word in words):
        return ""
    return next((line for line, word in zip(lines, words, strict=True) if _TITLE.fullmatch(word)), "")


def _has_figures(grid: Grid) -> bool:
    found = sum(1 for cell in grid.cells if cell.amount is not None or _AMOUNT.fullmatch(cell.text.strip()))
    return found >= _FEWEST
