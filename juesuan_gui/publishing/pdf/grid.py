"""Draws a grid piece by piece: strips of rows, rules around merged cells, words inside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.document import Alignment, Cell, CellRole, Grid
from juesuan_gui.publishing.fitting import GridFit, cell_alignment, cell_font
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.linebreak import Line
from juesuan_gui.publishing.pdf.linking import FigureLinks
from juesuan_gui.publishing.pdf.pages import Mark, Rule, Shade, Words
from juesuan_gui.publishing.pdf.paragraphs import baseline
from juesuan_gui.publishing.typography import MARK_SHADE

FIGURES = (CellRole.FIGURE, CellRole.TOTAL_FIGURE)


@dataclass(frozen=True, slots=True)
class Strip:
    """A row, or a part of a row too tall for any page: the lines of its cells from `first` on."""

    row: int
    height: float
    first: int = 0
    count: int | None = None  # None: all lines


class GridDrawing:
    """One fitted grid, drawn in as many pieces as it takes."""

    def __init__(self, grid: Grid, fit: GridFit, fonts: FontBook, links: FigureLinks | None = None) -> None:
        self._grid = grid
        self._fit = fit
        self._fonts = fonts
        self._links = links
        self._shown: dict[int, int] = {}  # lines of a merged cell already printed on earlier pages
        self._owners: dict[tuple[int, int], int] = {}
        for number, cell in enumerate(grid.cells):
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._owners[row, column] = number
        self._edges = [0.0]
        for width in fit.widths:
            self._edges.append(self._edges[-1] + width)

    def header(self) -> list[Strip]:
        """The strips that repeat on every page."""
        return [Strip(row, self._fit.heights[row]) for row in range(self._grid.header_rows)]

    def head_of(self, strip: Strip) -> list[Strip]:
        """What repeats above a strip that begins a page: the row within the grid that heads it."""
        head = self._grid.head_of(strip.row)
        return [] if head is None else [Strip(head, self._fit.heights[head])]

    def body(self, limit: float) -> list[Strip]:
        """The other strips, none taller than the limit."""
        strips: list[Strip] = []
        capacity = max(1, int((limit - 2 * self._fit.row_padding) / self._fit.leading))
        for row in range(self._grid.header_rows, self._grid.row_count):
            height = self._fit.heights[row]
            if height <= limit:
                strips.append(Strip(row, height))
                continue
            total = int(height / self._fit.leading)
            for first in range(0, total, capacity):
                count = min(capacity, total - first)
                strips.append(Strip(row, count * self._fit.leading + 2 * self._fit.row_padding, first, count))
        return strips

    def torn_before(self, row: int, page: float) -> int:
        """How many cells a page break above a row would tear that stand whole on a page of this height.

        A row that introduces the next one counts as more than all cells of a row.
        """
        columns = range(len(self._grid.columns))
        crossing = {
            owner
            for column in columns
            if (owner := self._owners.get((row, column), -1)) == self._owners.get((row - 1, column), -2)
        }
        torn = sum(self._height(self._grid.cells[owner]) <= page for owner in crossing)
        return torn + (len(columns) if row - 1 in self._grid.leading_rows else 0)

    def _height(self, cell: Cell) -> float:
        return sum(self._fit.heights[cell.row : cell.row + cell.row_span])

    def draw(self, strips: Sequence[Strip], left: float, top: float) -> Iterator[Mark]:
        """The marks of one piece whose upper left corner is given."""
        levels = [top]
        for strip in strips:
            levels.append(levels[-1] - strip.height)
        yield from self._cells(strips, left, levels)
        yield from self._horizontal_rules(strips, left, levels)
        yield from self._vertical_rules(strips, left, levels)

    def _cells(self, strips: Sequence[Strip], left: float, levels: list[float]) -> Iterator[Mark]:
        extents: dict[int, tuple[int, int]] = {}
        for position, strip in enumerate(strips):
            for column in range(len(self._grid.columns)):
                owner = self._owners.get((strip.row, column))
                if owner is not None:
                    extents[owner] = (extents.get(owner, (position, 0))[0], position + 1)
        for number, (first, last) in extents.items():
            cell = self._grid.cells[number]
            right = left + self._edges[cell.column + cell.column_span]
            box = (left + self._edges[cell.column], levels[last], right, levels[first])
            if cell.marked:
                yield Shade(box[0], box[1], box[2] - box[0], box[3] - box[1], MARK_SHADE)
            yield from self._words(number, cell, strips[first], box)
            if self._links is not None and cell.key is not None:
                yield from self._links.of_cell(cell, box)

    def _words(self, number: int, cell: Cell, strip: Strip, box: tuple[float, float, float, float]) -> Iterator[Words]:
        fit = self._fit
        lines = fit.lines[number]
        if cell.row_span > 1:
            lines = self._lines_of_merged(number, cell, int((box[3] - box[1]) / fit.leading))
        elif strip.count is not None:
            lines = lines[strip.first : strip.first + strip.count]
        line_top = box[3] - (box[3] - box[1] - len(lines) * fit.leading) / 2
        if strip.count is not None and cell.row_span == 1:
            line_top = box[3] - fit.row_padding
        font = cell_font(cell)
        alignment = cell_alignment(cell)
        for line in lines:
            text = cell.text[line.start : line.end]
            x = box[0] + fit.side_padding + cell.indent * fit.size
            width = self._fonts.width(font, text, fit.size)
            free = box[2] - fit.side_padding - x - width
            if alignment is Alignment.RIGHT:
                x += free
            elif alignment is Alignment.CENTER:
                x += free / 2
            y = baseline(line_top, fit.leading, fit.size)
            if text:
                yield Words(x, y, text, font, fit.size, 0.0, cell.bold)
            line_top -= fit.leading

    def _lines_of_merged(self, number: int, cell: Cell, capacity: int) -> tuple[Line, ...]:
        """What a cell over several rows shows on this page: all of it, or what is still to be said."""
        lines = self._fit.lines[number]
        if cell.row < self._grid.header_rows:
            return lines
        shown = self._shown.get(number, 0)
        if shown >= len(lines) > 0:
            return () if cell.role in FIGURES or len(lines) > capacity else lines
        part = lines[shown : shown + max(1, capacity)]
        self._shown[number] = shown + len(part)
        return part

    def _horizontal_rules(self, strips: Sequence[Strip], left: float, levels: list[float]) -> Iterator[Rule]:
        columns = len(self._grid.columns)
        for position, level in enumerate(levels):
            start: int | None = None
            for column in range(columns + 1):
                ruled = column < columns and (
                    position in (0, len(strips))
                    or not self._same(strips[position - 1].row, column, strips[position].row, column)
                )
                if ruled and start is None:
                    start = column
                elif not ruled and start is not None:
                    yield Rule(left + self._edges[start], level, left + self._edges[column], level)
                    start = None

    def _vertical_rules(self, strips: Sequence[Strip], left: float, levels: list[float]) -> Iterator[Rule]:
        columns = len(self._grid.columns)
        for edge in range(columns + 1):
            start: int | None = None
            for position in range(len(strips) + 1):
                ruled = position < len(strips) and (
                    edge in (0, columns) or not self._same(strips[position].row, edge - 1, strips[position].row, edge)
                )
                if ruled and start is None:
                    start = position
                elif not ruled and start is not None:
                    x = left + self._edges[edge]
                    yield Rule(x, levels[start], x, levels[position])
                    start = None

    def _same(self, row: int, column: int, other_row: int, other_column: int) -> bool:
        """Whether two places belong to one cell, so that no rule stands between them."""
        if row == other_row and column == other_column:
            return True
        owner = self._owners.get((row, column))
        return owner is not None and owner == self._owners.get((other_row, other_column))
