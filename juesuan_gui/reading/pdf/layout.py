"""Owns one page's layout: its tables and the printed lines outside them, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from juesuan_gui.reading.pdf.aligned import aligned_table
from juesuan_gui.reading.pdf.frames import Frame, frames_of
from juesuan_gui.reading.pdf.lines import Line, lines_of
from juesuan_gui.reading.pdf.page import Glyph, PageContent
from juesuan_gui.reading.pdf.pieces import is_figure
from juesuan_gui.reading.pdf.regions import between_lines, boxed, without_lines
from juesuan_gui.reading.pdf.stacked import apart_at_titles
from juesuan_gui.reading.pdf.tables import PageTable, table_of
from juesuan_gui.reading.pdf.text_columns import text_columns

_SAME_LEFT = 3.0
#: The edges of a column that stands alone; its rows, headings and figures if it is part of a table.
_ONE_COLUMN = 2
_FEWEST_ROWS = 6
_MOST_HEADS = 2


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
    frames, loose = frames_of(content.rules)
    tables, rest = _fill(_fillable(frames), content.glyphs, content.number)
    lines = lines_of(rest)
    columns = text_columns(lines)
    if columns is not None:
        lines = [*lines[: columns.first], *lines[columns.last :]]
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
    if columns is not None:
        top = min(columns.left[0].top, columns.right[0].top)
        place = next((index for index, block in enumerate(blocks) if block.top > top), len(blocks))
        left = _text_lines(columns.left, content.number)
        goes_on = _is_full(columns.left[-1], _right_edge(columns.left))
        blocks[place:place] = [*left, *_text_lines(columns.right, content.number, goes_on=goes_on)]
    return PageLayout(content.number, content.height, tuple(blocks))


def _fillable(frames: Sequence[Frame]) -> list[Frame]:
    """The frames that may hold a table; a single column is one only where it stands by itself."""
    wide = [frame for frame in frames if len(frame.xs) > _ONE_COLUMN]
    alone = [frame for frame in frames if len(frame.xs) == _ONE_COLUMN and len(frame.ys) > _FEWEST_ROWS]
    return [*wide, *(one for one in alone if not any(frame.holds(one.xs[0], one.ys[0]) for frame in wide))]


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
        if table is None or (len(frame.xs) == _ONE_COLUMN and not _is_of_figures(table)):
            rest += inside
        else:
            tables += apart_at_titles(table)
    return tables, sorted(rest, key=lambda glyph: glyph.order)


def _is_of_figures(table: PageTable) -> bool:
    """Whether a frame of one column is the last column of a wide sheet: figures under a heading, no words."""
    written = sorted((cell for cell in table.cells if cell.text.strip()), key=lambda cell: cell.row)
    figures = [cell for cell in written if is_figure(cell.text)]
    heads = [cell for cell in written if cell not in figures]
    return table.rows >= _FEWEST_ROWS and 0 < len(heads) <= _MOST_HEADS < len(figures) + 1 and written[0] in heads


def _text_lines(lines: Sequence[Line], page: int, *, goes_on: bool = False) -> list[TextLine]:
    """The lines with whether they open a paragraph: those that begin at the left margin after a full line go on.

    ``goes_on``: a full line stands before the first.
    """
    if not lines:
        return []
    margin, edge = _left_margin(lines), _right_edge(lines)
    result: list[TextLine] = []
    full = goes_on
    for line in lines:
        flush = line.left - margin < line.size
        opens = not (flush and full)
        result.append(TextLine(page, line.text, line.left, line.right, line.top, line.bottom, opens, line))
        full = _is_full(line, edge)
    return result


def _right_edge(lines: Sequence[Line]) -> float:
    return max(line.right for line in lines)


def _is_full(line: Line, edge: float) -> bool:
    return line.right > edge - 2.5 * line.size


def _left_margin(lines: Sequence[Line]) -> float:
    """Where lines begin that are not indented: the leftmost place that two lines share."""
    lefts = sorted(line.left for line in lines)
    return next((left for left, after in pairwise(lefts) if after - left < _SAME_LEFT), lefts[0])
