"""Owns where a document may hold a table: its grids with the lines around them, and the rows that a title names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from juesuan_gui.document import Block, Grid, Paragraph, Place
from juesuan_gui.reading.mending import mended, without_surroundings
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.continued import with_continued
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.kind_rows import with_kinds_beside
from juesuan_gui.reading.tables.side_by_side import with_right_parts
from juesuan_gui.reading.tables.titles import TitleIndex, is_note
from juesuan_gui.reading.tables.transposed import upright
from juesuan_gui.report import PrintedText


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of a grid that may be one table. ``named_by`` is how it got its name; lower is surer."""

    view: GridView
    first: int
    last: int
    table: str
    place: Place
    named_by: int
    before: tuple[PrintedText, ...]
    after: tuple[PrintedText, ...]
    hidden: bool
    following: tuple[Block, ...] = ()


BY_TITLE, BY_SHEET, BY_NUMBER = range(3)
#: How many lines above a grid may belong to it; what stands further up is text of its own.
_LINES_ABOVE = 12
#: And how many blocks below it may hold rows that it lost; a sheet of a workbook ends with its grid.
_BLOCKS_BELOW = 80

#: A title beside the unit and the department, in so many rows at most.
_CAPTION_ROWS = 3
_CAPTION = re.compile(r"[^。,;]{2,50}表(?:\(.{1,12}\))?|\(?20\d\d年度?\)?")


def views(
    source: Source,
) -> Iterator[tuple[GridView, tuple[PrintedText, ...], tuple[PrintedText, ...], bool, tuple[Block, ...]]]:
    """Every grid with the nearest lines above it, those below it up to the next grid, whether it is hidden.

    Last come the blocks that follow it.
    """
    hidden = source.hidden_sheets()
    for section in source.document.sections:
        lines: list[list[PrintedText]] = [[]]
        grids: list[Grid] = []
        places: list[int] = []
        blocks = with_continued(with_right_parts(section.blocks))
        for place, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                lines[-1].append(PrintedText(block.text, block.place or Place()))
            elif isinstance(block, Grid) and _is_caption(block):
                written = (cell for cell in block.cells if cell.text.strip())
                lines[-1] += [PrintedText(cell.text, cell.place or Place()) for cell in written]
            elif isinstance(block, Grid):
                grids.append(block)
                places.append(place)
                lines.append([])
        for grid, place, before, after in zip(grids, places, lines, lines[1:], strict=False):
            yield (
                GridView(with_kinds_beside(upright(mended(grid)))),
                tuple(before[-_LINES_ABOVE:]),
                tuple(after[:_LINES_ABOVE]),
                grid.sheet_name in hidden,
                blocks[place + 1 : place + 1 + _BLOCKS_BELOW] if grid.sheet_name is None else (),
            )


def _is_caption(grid: Grid) -> bool:
    """Whether a small grid holds nothing but the title, the number, the department and the unit of the next one.

    Web pages and documents lay these out in a table without lines, above the table itself.
    """
    written = [cell for cell in grid.cells if cell.text.strip()]
    if max((cell.row for cell in written), default=0) >= _CAPTION_ROWS:
        return False
    others = without_surroundings(written)
    return len(others) < len(written) and all(_CAPTION.fullmatch(folded(cell.text)) is not None for cell in others)


def behind_notes(before: tuple[PrintedText, ...]) -> tuple[PrintedText, ...]:
    """The lines above a grid that stand below the notes of the table before, which may be an empty one."""
    last = max((number for number, line in enumerate(before) if is_note(line.text)), default=-1)
    return before[last + 1 :]


def own_lines(below: tuple[PrintedText, ...], titles: TitleIndex) -> tuple[PrintedText, ...]:
    """The lines below a grid up to the title of another table: an empty one may be printed as lines only."""
    end = next((number for number, line in enumerate(below) if titles.table_of(line.text) is not None), len(below))
    return below[:end]


def segments_of(
    view: GridView,
    before: tuple[PrintedText, ...],
    after: tuple[PrintedText, ...],
    hidden: bool,
    titles: TitleIndex,
) -> list[Segment]:
    """The tables that a grid names: one from each title row to the next, else one for the whole grid."""
    grid = view.grid
    sheet = grid.sheet_name or ""
    rows = view.written_rows(0, view.height)

    def segment(first: int, last: int, table: str, named_by: int) -> Segment:
        start = next((row for row in rows if row >= first), first)
        cells = view.starting(start)
        place = (cells[0].place if cells else None) or grid.place or Place(sheet=sheet)
        return Segment(view, first, last, table, place, named_by, before, after, hidden)

    named = [
        (row, table)
        for row in rows
        if (table := next((found for cell in view.starting(row) if (found := titles.table_of(cell.text))), None))
    ]
    if named:
        # What stands above the first title (公开01表, the unit) belongs to the first table.
        starts = [0, *(row for row, _ in named[1:])]
        ends = [*starts[1:], view.height]
        return [
            segment(first, last, table, BY_TITLE) for first, last, (_, table) in zip(starts, ends, named, strict=True)
        ]
    above_texts = [line.text for line in before]
    for text in (*reversed(above_texts), sheet):
        if (titled := titles.table_of(text)) is not None:
            return [segment(0, view.height, titled, BY_SHEET)]
    above = [cell.text for row in rows[:5] for cell in view.starting(row)]
    for text in (*above_texts, sheet, *above):
        if (numbered := titles.table_numbered(text)) is not None:
            return [segment(0, view.height, numbered, BY_NUMBER)]
    return []
