"""Owns the rows and merges of a Word table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from juesuan_gui.document import Cell, Column, Grid
from juesuan_gui.reading.docx.package import child, is_on, local, value

_WIDEST = 1_000


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell: how many columns it takes, and whether it goes on the one above."""

    element: Element
    columns: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row; ``before`` columns stay free at its left. ``struck``: a tracked change deleted it."""

    cells: tuple[WordCell, ...]
    before: int
    struck: bool


def table_rows(table: Element) -> Iterator[WordRow]:
    """The rows of a table, those inside content controls included."""
    for element in _children(table, "tr"):
        properties = child(element, "trPr")
        cells: list[WordCell] = []
        for cell in _children(element, "tc"):
            own = child(cell, "tcPr")
            columns = _columns(value(own, "gridSpan"))
            merge = child(own, "vMerge")
            goes_on = merge is not None and value(own, "vMerge") != "restart"
            if value(own, "hMerge") == "continue" and cells:
                cells[-1] = replace(cells[-1], columns=min(cells[-1].columns + columns, _WIDEST))
                continue
            cells.append(WordCell(cell, columns, goes_on))
        before = value(properties, "gridBefore")
        yield WordRow(tuple(cells), _columns(before) if before else 0, is_on(properties, "del"))


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        name = local(element.tag)
        if name == wanted:
            yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            waiting += reversed(element)


def _columns(text: str | None) -> int:
    return max(1, min(int(text), _WIDEST)) if text and len(text) < 6 and text.isascii() and text.isdigit() else 1


@dataclass(slots=True)
class GridBuilder:
    """Puts cells row by row into a grid; what Word merges downwards becomes one cell."""

    key: str
    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    width: int = 0
    _open: dict[tuple[int, int], int] = field(default_factory=dict)
    _above: dict[tuple[int, int], int] = field(default_factory=dict)

    def begin_row(self, before: int = 0) -> None:
        """Begin the next row, so many columns from the left."""
        self.row += 1
        self.column = before
        self._above, self._open = self._open, {}

    def add(self, text: str, columns: int, *, merged: bool) -> None:
        """The next cell of the row; ``merged`` adds it to the one above of the same width."""
        place = (self.column, columns)
        above = self._above.get(place) if merged else None
        if above is None:
            above = len(self.cells)
            self.cells.append(Cell(self.row, self.column, text, column_span=columns))
        else:
            whole = self.cells[above]
            joined = "\n".join(part for part in (whole.text, text) if part)
            self.cells[above] = replace(whole, text=joined, row_span=whole.row_span + 1)
        self._open[place] = above
        self.column += columns
        self.width = max(self.width, self.column)

    def grid(self) -> Grid | None:
        """The grid; ``None`` without any cell."""
        if not self.cells:
            return None
        return Grid(key=self.key, columns=(Column(),) * self.width, cells=tuple(self.cells))
