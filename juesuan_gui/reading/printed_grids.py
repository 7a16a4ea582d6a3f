"""Owns finding where in a source's grids the lines of a recognised table stand, and what is printed above them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from juesuan_gui.document import Cell, Grid, Paragraph, Place
from juesuan_gui.forms import Table, fields_of
from juesuan_gui.reading.normal import folded, without_year
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognised import RecognisedTable
from juesuan_gui.report import PrintedTable

#: One line of a grid in so many must be the table's own.
_SHARE = 3
#: So many lines stand between a table's title and the table at most: its number, 部门, 单位.
_TITLE_LINES = 6


@dataclass(slots=True)
class PrintedGrids:
    """One table as a source prints it: its lines by row, and where they stand in its grids."""

    table: Table
    printed: PrintedTable
    found: RecognisedTable
    unit_name: str
    grids: list[Grid] = field(default_factory=list)
    #: The grid, the row and the column of each named line.
    places: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    #: How codes are printed: ``whole``, ``apart``, "" unknown; and whether only other tables show it.
    codes: str = ""
    codes_elsewhere: bool = False

    def words(self, number: int, row: int, first: int) -> list[str]:
        """What is printed in a row of a grid from a column on."""
        cells = (cell for cell in self.grids[number].cells if cell.row == row and cell.column >= first)
        return [text for cell in sorted(cells, key=lambda cell: cell.column) if (text := folded(cell.text))]

    def header(self) -> set[str]:
        """The words above the first line of the first grid; those of two cells, one below the other, also joined."""
        cells = [cell for cell in self.header_cells() if folded(cell.text)]
        below = {(cell.row, cell.column, cell.column_span): cell.text for cell in cells}
        joined = {
            without_year(cell.text + below[place])
            for cell in cells
            if (place := (cell.row + cell.row_span, cell.column, cell.column_span)) in below
        }
        return joined | {without_year(cell.text) for cell in cells}

    def figures(self) -> set[tuple[object, str]]:
        """Where the figures stand that are printed, with their words."""
        return {(item.place, words) for item in self.found.figures if (words := folded(item.quote))}

    def header_cells(self) -> list[Cell]:
        """The cells above the first line; a line without a name is known by its figures."""
        if not self.grids:
            return []
        figures = self.figures()
        rows = [row for number, row, _ in self.places.values() if number == 0]
        rows = rows or [cell.row for cell in self.grids[0].cells if _said(cell) in figures]
        return [cell for cell in self.grids[0].cells if cell.row < min(rows, default=0)]


def located(item: PrintedGrids, source: Source) -> PrintedGrids:
    """The print with the grids that its lines stand in."""
    left: dict[tuple[object, str], list[str]] = {}
    for row in item.printed.rows:
        if row.name is not None:
            left.setdefault((row.name.place, folded(row.name.text)), []).append(row.key)
    figures = item.figures()
    grids = [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]
    is_placeless = not any(cell.place for grid in grids for cell in grid.cells)
    if is_placeless:
        # A Word file tells no places: then the table is the grid below its title that holds its words, little else.
        wanted = {words for _, words in (*left, *figures)}
        wanted |= {folded(text) for one in fields_of(item.table) for text in one.header}
        title = folded(item.printed.title.text) if item.printed.title is not None else ""
        below = _titled(source, title) if title else []
        grids = sorted(below or grids, key=lambda grid: _likeness(grid, wanted))[-1:]
    for grid in grids:
        met = _lines_in(grid, left, figures)
        exact = is_placeless or any(cell.place is not None and cell.place.cell for cell in grid.cells)
        # A page may hold another table with the same names: most of a grid's lines must be this one's.
        if met and (exact or len(met) * _SHARE >= grid.row_count or _alone(grid, grids)):
            item.grids.append(grid)
            for key, place, cell in met:
                left[place].remove(key)
                item.places[key] = (len(item.grids) - 1, cell.row, cell.column)
        elif not left and not item.grids and any(_said(cell) in figures for cell in grid.cells):
            item.grids.append(grid)
    return item


def _titled(source: Source, title: str) -> list[Grid]:
    """The grids that stand right below a title."""
    found: list[Grid] = []
    for section in source.document.sections:
        above: list[str] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                above.append(folded(block.text))
            elif isinstance(block, Grid):
                own = [folded(block.title.text)] if block.title is not None else []
                if title in (*above[-_TITLE_LINES:], *own):
                    found.append(block)
                above = []
    return found


def _said(cell: Cell) -> tuple[object, str]:
    """Where a cell stands and what it says, as the lines and figures of a table are looked for."""
    return cell.place or Place(), folded(cell.text)


def _likeness(grid: Grid, wanted: Collection[str]) -> float:
    """How much of a table's words and of a grid's are the same: 0 none, 1 all."""
    words = {text for cell in grid.cells if (text := folded(cell.text))}
    return 2 * len(words & set(wanted)) / max(1, len(words) + len(wanted))


def _alone(grid: Grid, grids: Sequence[Grid]) -> bool:
    """Whether no other grid stands on the same page."""
    pages = [other.cells[0].place.page for other in grids if other.cells and other.cells[0].place is not None]
    own = grid.cells[0].place
    return own is not None and own.page is not None and pages.count(own.page) == 1


def _lines_in(
    grid: Grid, left: Mapping[tuple[object, str], Sequence[str]], figures: Collection[tuple[object, str]]
) -> list[tuple[str, tuple[object, str], Cell]]:
    """The lines looked for that stand in a grid, from the top; alike ones in their order."""
    named: dict[tuple[object, str], list[Cell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        place = _said(cell)
        if cell.text.strip() and left.get(place):
            named.setdefault(place, []).append(cell)
    filled = {cell.row for cell in grid.cells if _said(cell) in figures}
    met = [
        (key, place, cell)
        for place, cells in named.items()
        for key, cell in zip(left[place], _likely(cells, len(left[place]), filled), strict=False)
    ]
    return sorted(met, key=lambda item: (item[2].row, item[2].column))


def _likely(cells: Sequence[Cell], wanted: int, filled: Collection[int]) -> Sequence[Cell]:
    """Of more cells with a line's words than there are lines: those beside figures, else the lowest.

    合计 heads a column as well as it names the last row.
    """
    if len(cells) <= wanted:
        return cells
    beside = [cell for cell in cells if cell.row in filled]
    return beside if len(beside) >= wanted else cells[-wanted:]
