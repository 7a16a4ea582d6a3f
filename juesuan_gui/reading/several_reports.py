"""Owns telling where a second report begins in one file: its own cover, and the first table once more below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.document import Block, Grid, Paragraph, Section
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.surroundings import department_in_titles

_COVER = re.compile(r"[^。,;:]{0,30}(20\d\d)年?度?[^。,;:]{0,30}(?:部门|单位)(?:收支)?决算(?:公开)?(?:报告|说明|文本)?")
_FIRST_TABLE = re.compile(r"(?:.{0,6}、)?(?:20\d\d年度?)?(?:部门|单位)?收入支出决算总表(?:\(.{1,8}\))?")
#: As many blocks may stand between the title of a table and its grid, and between an office's name and its cover.
_LINES_OF_TABLE, _LINES_OF_COVER = 6, 2
_LONGEST_NAME = 40


def first_report(source: Source) -> tuple[Source, Paragraph | None]:
    """The source up to a second report, and the cover of that one; the whole source and ``None`` where it has one.

    A second report names another office or another year on its cover and prints the first of the tables again.
    """
    blocks = [block for section in source.document.sections for block in section.blocks]
    firsts = [place for place, block in enumerate(blocks) if _is_first_table(blocks, place, block)]
    if len(firsts) < 2:
        return source, None
    covers = [
        place
        for place, block in enumerate(blocks)
        if firsts[0] < place < firsts[-1] and isinstance(block, Paragraph) and _COVER.fullmatch(folded(block.text))
    ]
    for place in covers:
        start = _start(blocks, place)
        if _differs(blocks[:start], blocks[start:]):
            cover = blocks[place]
            return _cut(source, start), cover if isinstance(cover, Paragraph) else None
    return source, None


def _is_first_table(blocks: Sequence[Block], place: int, block: Block) -> bool:
    if not isinstance(block, Paragraph) or _FIRST_TABLE.fullmatch(folded(block.text)) is None:
        return False
    # The contents name it as well, without a table.
    return any(isinstance(after, Grid) for after in blocks[place + 1 : place + 1 + _LINES_OF_TABLE])


def _start(blocks: Sequence[Block], place: int) -> int:
    """Where the cover begins: the name of the office may stand on a line before it."""
    for start in range(place - 1, max(place - 1 - _LINES_OF_COVER, 0), -1):
        block = blocks[start]
        text = folded(block.text) if isinstance(block, Paragraph) else ""
        if text and len(text) <= _LONGEST_NAME and department_in_titles([f"{text}2020年度部门决算"]) == text:
            return start
        if text:
            break
    return place


def _differs(before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether both parts have a cover of their own, of another office or another year."""
    first, second = (_named(part) for part in (before, after))
    return first[1] is not None and second[1] is not None and first != second


def _named(blocks: Sequence[Block]) -> tuple[str, str | None]:
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    years = (match[1] for line in lines if (match := _COVER.fullmatch(folded(line))) is not None)
    return department_in_titles(lines), next(years, None)


def _cut(source: Source, start: int) -> Source:
    left = start
    sections: list[Section] = []
    for section in source.document.sections:
        own = section.blocks[:left]
        left -= len(own)
        if own:
            sections.append(replace(section, blocks=own))
    return replace(source, document=replace(source.document, sections=tuple(sections)))
