"""Owns the lines of a grid: the printed body of a table by position, code rows in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from juesuan_gui.forms import (
    CellRole,
    CodeRow,
    PrintedCell,
    Table,
    lay_out,
)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One body line. A cell that spans several positions stands at each of them.

    ``key`` is the code (or 合计) of a coded table's line, "" in a fixed table, where lines never move.
    """

    key: str
    cells: tuple[PrintedCell, ...]

    @property
    def is_insert_line(self) -> bool:
        """Whether this is the line below a coded table in which a new code is typed."""
        return self.key == INSERT_LINE


@dataclass(frozen=True, slots=True)
class Lines:
    """A table laid out for the grid: header cells, header depth, body lines, relative widths."""

    header: tuple[PrintedCell, ...]
    header_lines: int
    body: list[GridRow]
    widths: tuple[int, ...]


#: The key of the line in which a new code is typed; no code and no row name looks like it.
INSERT_LINE = "+"


def lay_out_lines(table: Table, code_rows: Sequence[CodeRow]) -> Lines:
    """The whole table. A frozen header cannot reach down into the body, so 栏次 stays a line of its own."""
    printed = lay_out(table, code_rows, join_number_row=False)
    width = len(printed.widths)
    by_line = _by_line(printed.cells)
    body = [
        _grid_row(by_line.get(line, []), width, table.coded is not None)
        for line in range(printed.header_lines, printed.lines)
    ]
    if table.coded is not None:
        body.append(_insert_line(width))
    header = tuple(cell for cell in printed.cells if cell.line < printed.header_lines)
    return Lines(header, printed.header_lines, body, printed.widths)


def header_with_words(cells: Iterable[PrintedCell], words: Mapping[str, str]) -> tuple[PrintedCell, ...]:
    """Header cells with placeholders such as {年度} filled."""
    filled = []
    for cell in cells:
        text = cell.text
        for name, value in words.items():
            text = text.replace(f"{{{name}}}", value)
        filled.append(replace(cell, text=text))
    return tuple(filled)


def lay_out_code_rows(table: Table, code_rows: Sequence[CodeRow]) -> list[GridRow]:
    """Only the lines of these code rows, so that one insertion does not lay out a whole table."""
    printed = lay_out(table, code_rows, join_number_row=False)
    wanted = {row.code for row in code_rows}
    lines = _by_line(cell for cell in printed.cells if cell.line >= printed.header_lines and cell.row in wanted)
    return [_grid_row(cells, len(printed.widths), True) for _, cells in sorted(lines.items())]


def figure_positions(rows: Iterable[GridRow]) -> dict[tuple[str, str], tuple[int, int]]:
    """Where each figure (row key, column key) stands: line and position."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for line, row in enumerate(rows):
        for position, cell in enumerate(row.cells):
            if cell.role is CellRole.FIGURE and cell.position == position:
                found[cell.row, cell.column] = (line, position)
    return found


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Sorted numbers as closed runs of neighbours: 1 2 3 7 → (1, 3) (7, 7)."""
    found = []
    for _, members in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        values = [value for _, value in members]
        found.append((values[0], values[-1]))
    return found


def _by_line(cells: Iterable[PrintedCell]) -> dict[int, list[PrintedCell]]:
    lines: dict[int, list[PrintedCell]] = {}
    for cell in cells:
        lines.setdefault(cell.line, []).append(cell)
    return lines


def _grid_row(cells: Sequence[PrintedCell], width: int, coded: bool) -> GridRow:
    by_position: Mapping[int, PrintedCell] = {
        position: cell for cell in cells for position in range(cell.position, cell.position + cell.column_span)
    }
    line = cells[0].line if cells else 0
    key = next((cell.row for cell in cells if cell.row), "") if coded else ""
    return GridRow(
        key,
        tuple(by_position.get(position) or PrintedCell(line, position, CellRole.EMPTY) for position in range(width)),
    )


def _insert_line(width: int) -> GridRow:
    cell = PrintedCell(0, 0, CellRole.EMPTY, column_span=width)
    return GridRow(INSERT_LINE, (cell,) * width)
