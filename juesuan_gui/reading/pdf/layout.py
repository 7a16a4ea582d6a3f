"""Owns one page's layout: its tables and the printed lines outside them, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from juesuan_gui.reading.pdf.aligned import aligned_table
from juesuan_gui.reading.pdf.frames import Frame, frames_of
from juesuan_gui.reading.pdf.lines import Line, lines_of
from juesuan_gui.reading.pdf.page import Glyph, PageContent
from juesuan_gui.reading.pdf.regions import between_lines, boxed, without_lines
from juesuan_gui.reading.pdf.stacked import apart_at_titles
from juesuan_gui.reading.pdf.tables import PageTable, table_of

#: A page with more lines than any table needs is a drawing.
_MOST_RULES = 6_000
_SAME_LEFT = 3.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line outside tables; edges in points. ``opens``: it is indented, or no prose."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    opens: bool = True
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page in reading order, with the height by which margins are told."""

    number: int
    height: float
    blocks: tuple[TextLine | PageTable, ...]


def layout_of(content: PageContent) -> PageLayout:
    """The tables and lines of a page from top to bottom."""
    frames, loose = frames_of(content.rules) if len(content.rules) <= _MOST_RULES else ([], [])
    tables, rest = _fill([frame for frame in frames if len(frame.xs) > 2], content.glyphs, content.number)
    lines = lines_of(rest)
    taken: set[int] = set()
    for region in (*boxed(frames, lines), *between_lines(loose, lines), *without_lines(lines)):
        if taken.isdisjoint(map(id, region.lines)):
            table = aligned_table(region.lines, region.rules, content.number)
            if table is not None:
                tables.append(table)
                taken.update(map(id, region.lines))
    kept = [line for line in lines if id(line) not in taken]
    blocks: list[TextLine | PageTable] = [*_text_lines(kept, content.number), *tables]
    blocks.sort(key=lambda block: (block.top + block.bottom) / 2 if isinstance(block, TextLine) else block.top)
    return PageLayout(content.number, content.height, tuple(blocks))


def _fill(frames: Sequence[Frame], glyphs: Sequence[Glyph], page: int) -> tuple[list[PageTable], list[Glyph]]:
    """The tables in these frames and the glyphs that are in none; what two frames hold is the inner one's."""
    ordered = sorted(frames, key=lambda frame: frame.area)
    found: list[list[Glyph]] = [[] for _ in ordered]
    rest: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.centre
        for index, frame in enumerate(ordered):
            if frame.holds(x, y):
                found[index].append(glyph)
                break
        else:
            rest.append(glyph)
    tables: list[PageTable] = []
    for frame, inside in zip(ordered, found, strict=True):
        table = table_of(frame, inside, page)
        if table is None:
            rest += inside
        else:
            tables += apart_at_titles(table)
    return tables, sorted(rest, key=lambda glyph: glyph.order)


def _text_lines(lines: Sequence[Line], page: int) -> list[TextLine]:
    """The lines with whether they open a paragraph: those that begin at the left margin after a full line go on."""
    if not lines:
        return []
    right = max(line.right for line in lines)
    margin = _left_margin(lines)
    result: list[TextLine] = []
    full = False
    for line in lines:
        flush = line.left - margin < line.size
        opens = not (flush and full)
        result.append(TextLine(page, line.text, line.left, line.right, line.top, line.bottom, opens, line))
        full = line.right > right - 2.5 * line.size
    return result


def _left_margin(lines: Sequence[Line]) -> float:
    """Where lines begin that are not indented: the leftmost place that two lines share."""
    lefts = sorted(line.left for line in lines)
    return next((left for left, after in pairwise(lefts) if after - left < _SAME_LEFT), lefts[0])
