"""Owns turning a document into the lines that scorecards are read from: rows of cells, and loose words between.

A text may print one cell per line (each beginning with a tab, rows set apart by a blank line, words of a cell cut
by line ends); such cells are put together again, so that every layout is rows of cells to those who read on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.document import Block, Document, Grid, Paragraph, Place


@dataclass(frozen=True, slots=True)
class LineCell:
    """A cell with words: its text unchanged, its first column, the column behind its last, and the rows it covers."""

    text: str
    place: Place
    column: int
    end: int
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid (only its cells with words), or a loose paragraph (``loose``).

    ``merged`` tells that the source knows which cells are merged, so that columns and spans can be trusted;
    ``inferred`` that it draws no lines between its columns (`Grid.is_inferred`).
    """

    cells: tuple[LineCell, ...]
    loose: bool = False
    merged: bool = False
    inferred: bool = False

    @property
    def place(self) -> Place:
        """Where the line begins."""
        return self.cells[0].place


@dataclass(frozen=True, slots=True)
class _Stacked:
    """One line of a table printed with one cell per line, or a paragraph beside it."""

    text: str
    place: Place
    cell: bool


def card_lines(document: Document) -> list[Line]:
    """Every row and paragraph with words, in reading order."""
    lines: list[Line] = []
    pending: list[_Stacked] = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Grid) and _is_stacked(block):
                pending += [_Stacked(cell.text, cell.place or Place(), True) for cell in block.cells if cell.column]
            elif isinstance(block, Paragraph) and block.place is not None and block.place.line is not None:
                pending.append(_Stacked(block.text, block.place, False))
            else:
                lines += _unstacked(pending)
                pending = []
                lines += _plain_lines(block)
    return lines + list(_unstacked(pending))


def _plain_lines(block: Block) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        if block.text.strip():
            yield Line((LineCell(block.text, block.place or Place(), 0, 1),), loose=True)
    elif isinstance(block, Grid):
        if block.title is not None and block.title.text.strip():
            yield Line((LineCell(block.title.text, block.title.place or block.place or Place(), 0, 1),), loose=True)
        yield from _grid_lines(block)


def _grid_lines(grid: Grid) -> Iterator[Line]:
    merged = any(cell.row_span > 1 or cell.column_span > 1 for cell in grid.cells)
    rows: dict[int, list[LineCell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            place = cell.place or grid.place or Place()
            end = cell.column + cell.column_span
            rows.setdefault(cell.row, []).append(LineCell(cell.text, place, cell.column, end, cell.row_span))
    for row in sorted(rows):
        cells = tuple(sorted(rows[row], key=lambda cell: cell.column))
        yield Line(cells, merged=merged, inferred=grid.is_inferred)


def _is_stacked(grid: Grid) -> bool:
    """Whether each row of a grid is one cell behind a tab."""
    return (
        len(grid.columns) == 2
        and all(cell.place is not None and cell.place.line is not None for cell in grid.cells)
        and all(not cell.text.strip() for cell in grid.cells if cell.column == 0)
    )


def _unstacked(pending: Sequence[_Stacked]) -> Iterator[Line]:
    """Rows of cells that stand one per line; a line without tab is the rest of the cell above, or a paragraph."""
    row: list[_Stacked] = []
    last = 0
    for position, item in enumerate(pending):
        number = item.place.line or 0
        if item.cell:
            if row and number > last + 1:
                yield _row(row)
                row = []
            row.append(item)
            last = number
        elif row and _continues(pending, position, last):
            above = row[-1]
            row[-1] = _Stacked(above.text + "\n" * (number - last) + item.text, above.place, True)
            last = number
        else:
            if row:
                yield _row(row)
                row = []
            yield Line((LineCell(item.text, item.place, 0, 1),), loose=True)
    if row:
        yield _row(row)


def _continues(pending: Sequence[_Stacked], position: int, last: int) -> bool:
    """Whether a line without tab belongs to the cell above: it stands between lines of the same row."""
    number = pending[position].place.line or 0
    following = pending[position + 1] if position + 1 < len(pending) else None
    runs_on = following is not None and following.place.line == number + 1
    if number == last + 1:
        # A number alone at the foot of a table is the page's.
        return runs_on or not pending[position].text.strip().isdigit()
    return number == last + 2 and runs_on and following is not None and following.cell


def _row(row: Sequence[_Stacked]) -> Line:
    cells = [LineCell(item.text, item.place, column, column + 1) for column, item in enumerate(row)]
    written = tuple(cell for cell in cells if cell.text.strip())
    return Line(written or (cells[0],))
