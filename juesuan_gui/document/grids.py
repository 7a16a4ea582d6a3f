"""A ruled grid with everything that belongs to it: title, lines above, columns, cells, notes below."""

from dataclasses import dataclass

from juesuan_gui.document.cells import Cell
from juesuan_gui.document.places import Place
from juesuan_gui.document.text import Paragraph


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the weight is its share of the width, None leaves it to what the column holds.

    ``is_hidden``: the sheet that it comes from does not show it.
    """

    weight: int | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line between title and grid, with words at the left edge, in the middle and at the right edge."""

    left: str = ""
    middle: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table.

    The first `header_rows` rows repeat on every page. Rows and columns count from 0; a place that no cell
    covers is blank. `notes` stand below and stay with the table; `zero_sentence`, which says why a table has
    no figures, comes after them. `leading_rows` introduce the row below and stay on its page. `running_heads` are
    rows within the grid that head the rows below them, each with the first row that it heads no more: a page that
    begins among those repeats it. `is_inferred`: a source draws no lines between its columns; rows and columns are
    told by where the words stand.
    """

    key: str
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    header_rows: int = 0
    title: Paragraph | None = None
    lines: tuple[EdgeLine, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    zero_sentence: Paragraph | None = None
    sheet_name: str | None = None
    place: Place | None = None
    leading_rows: frozenset[int] = frozenset()
    running_heads: tuple[tuple[int, int], ...] = ()
    is_inferred: bool = False

    def __post_init__(self) -> None:
        covered: set[tuple[int, int]] = set()
        width = len(self.columns)
        for cell in self.cells:
            if cell.row < 0 or cell.column < 0 or cell.row_span < 1 or cell.column_span < 1:
                raise ValueError(f"grid {self.key}: impossible position of cell {cell.text!r}")
            if cell.column + cell.column_span > width:
                raise ValueError(f"grid {self.key}: cell {cell.text!r} reaches beyond column {width}")
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    if (row, column) in covered:
                        raise ValueError(f"grid {self.key}: two cells at row {row}, column {column}")
                    covered.add((row, column))
        if self.header_rows > self.row_count:
            raise ValueError(f"grid {self.key}: more header rows than rows")
        if any(cell.row < self.header_rows < cell.row + cell.row_span for cell in self.cells):
            raise ValueError(f"grid {self.key}: a merged cell joins header and body")

    @property
    def row_count(self) -> int:
        """The number of rows, header included."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    def head_of(self, row: int) -> int | None:
        """The row within the grid that heads this one; ``None`` for a row that none heads."""
        return next((head for head, end in self.running_heads if head < row < end), None)

    @property
    def closing_paragraphs(self) -> tuple[Paragraph, ...]:
        """What is printed below the grid, in order."""
        return self.notes if self.zero_sentence is None else (*self.notes, self.zero_sentence)
