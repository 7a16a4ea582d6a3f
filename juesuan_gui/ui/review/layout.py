"""Owns the layout of a read document on the screen: paragraphs that wrap, tables, each piece with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from juesuan_gui.document import CellRole, Document, Grid, Paragraph, Place
from juesuan_gui.ui.look.theme import figure_font, interface_font

_LEFT, _GAP, _GRID_GAP, _PAD = 28.0, 6.0, 12.0, 6.0
_NUMBERS = 54.0  # the margin in which line numbers stand
_NARROW, _WIDE = 44.0, 260.0  # of a column
_TALLEST = 6  # lines of a cell that are shown
_MOST_CELLS = 50_000  # of a table whose blank cells are drawn


@dataclass(slots=True)
class Piece:
    """A paragraph or a cell: where it lies, what it says, where it stands in the source."""

    rect: QRectF
    text: str
    place: Place
    layout: QTextLayout | None = None
    is_header: bool = False
    is_heading: bool = False
    is_figure: bool = False
    column: int = -1


@dataclass(slots=True)
class Block:
    """A paragraph, or a table with its cells."""

    top: float
    bottom: float = 0.0
    pieces: list[Piece] = field(default_factory=list)
    is_grid: bool = False
    label: str = ""


class PageLayout:
    """All blocks below each other for one width."""

    def __init__(self, document: Document, width: float) -> None:
        self.font = interface_font(10.5)
        self.bold = interface_font(10.5, bold=True)
        self.small = interface_font(9.5)
        self.figures = figure_font(9.5)
        self._metrics = QFontMetricsF(self.small)
        self._figure_metrics = QFontMetricsF(self.figures)
        self.blocks: list[Block] = []
        self.width = max(width, 320.0)
        top = 18.0
        for item in _items(document):
            block = self._paragraph(item, top) if isinstance(item, Paragraph) else self._grid(item, top)
            if block is not None:
                self.blocks.append(block)
                top = block.bottom
        self.height = top + 24.0
        self._tops = [block.top for block in self.blocks]

    def blocks_in(self, top: float, bottom: float) -> Iterator[Block]:
        """The blocks that a stretch of the page shows."""
        for block in self.blocks[max(0, bisect_right(self._tops, top) - 1) :]:
            if block.top > bottom:
                return
            yield block

    def pieces(self) -> Iterator[Piece]:
        """Every paragraph and cell, in order."""
        for block in self.blocks:
            yield from block.pieces

    # -- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, item: Paragraph, top: float) -> Block | None:
        if not item.text.strip():
            return None
        place = item.place or Place()
        heading = item.level is not None
        layout, height = self._text(item.text, self.bold if heading else self.font, self._room())
        top += 8.0 if heading else 0.0
        layout.setPosition(QPointF(_LEFT + _NUMBERS, top))
        rect = QRectF(_LEFT + _NUMBERS, top, self._room(), height)
        piece = Piece(rect, item.text, place, layout, is_heading=heading)
        return Block(top, top + height + _GAP, [piece], label=_label(place))

    def _room(self) -> float:
        return self.width - 2 * _LEFT - _NUMBERS

    def _text(self, text: str, font: QFont, room: float) -> tuple[QTextLayout, float]:
        layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.25
        layout.endLayout()
        return layout, height

    # -- tables ------------------------------------------------------------------------------------

    def _grid(self, grid: Grid, top: float) -> Block | None:
        if not grid.cells:
            return None
        label = grid.sheet_name or ""
        block = Block(top, is_grid=True, label=_label(grid.place or Place()))
        top += _GRID_GAP
        for words in (label, grid.title.text if grid.title else ""):
            if words:
                layout, height = self._text(words, self.bold, self._room())
                layout.setPosition(QPointF(_LEFT + _NUMBERS, top))
                rect = QRectF(_LEFT + _NUMBERS, top, self._room(), height)
                block.pieces.append(Piece(rect, words, Place(sheet=grid.sheet_name), layout, is_heading=True))
                top += height + _GAP
        widths = self._widths(grid)
        lefts = [_LEFT + _NUMBERS]
        for width in widths:
            lefts.append(lefts[-1] + width)
        heights = self._heights(grid, widths)
        tops = [top]
        for height in heights:
            tops.append(tops[-1] + height)
        for cell in grid.cells:
            right, bottom = lefts[cell.column + cell.column_span], tops[cell.row + cell.row_span]
            rect = QRectF(lefts[cell.column], tops[cell.row], right - lefts[cell.column], bottom - tops[cell.row])
            is_header = cell.row < grid.header_rows or cell.role in (CellRole.HEADER, CellRole.NUMBER_ROW)
            is_figure = _is_figure(cell.text)
            place = cell.place or grid.place or Place()
            block.pieces.append(
                Piece(rect, cell.text, place, is_header=is_header, is_figure=is_figure, column=cell.column)
            )
        block.pieces += _blank_cells(grid, lefts, tops)
        block.bottom = tops[-1] + _GRID_GAP
        for note in grid.closing_paragraphs:
            made = self._paragraph(note, block.bottom)
            if made is not None:
                block.pieces += made.pieces
                block.bottom = made.bottom
        return block

    def _widths(self, grid: Grid) -> list[float]:
        widths = [_NARROW] * len(grid.columns)
        for cell in grid.cells:
            if cell.column_span == 1:
                widest = max((self._advance(line) for line in cell.text.splitlines()), default=0.0)
                widths[cell.column] = max(widths[cell.column], min(_WIDE, widest + 2 * _PAD))
        room, wanted = self._room(), sum(widths)
        if wanted <= room:
            return widths
        # Figures keep their width while names can give way.
        fixed = [0.0] * len(widths)
        for cell in grid.cells:
            if cell.column_span == 1 and _is_figure(cell.text):
                fixed[cell.column] = max(fixed[cell.column], min(_WIDE, self._advance(cell.text) + 2 * _PAD))
        least = [max(width, _NARROW) for width in fixed]
        spare = room - sum(least)
        if spare <= 0:
            return least
        extra = [width - low for width, low in zip(widths, least, strict=True)]
        share = spare / max(sum(extra), 1.0)
        return [low + more * share for low, more in zip(least, extra, strict=True)]

    def _heights(self, grid: Grid, widths: Sequence[float]) -> list[float]:
        line = self._metrics.height()
        heights = [line + _PAD] * grid.row_count
        for cell in grid.cells:
            if cell.row_span == 1 and cell.text:
                room = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * _PAD
                if "\n" not in cell.text and self._advance(cell.text) <= room:
                    continue
                area = QRectF(0, 0, max(room, 20.0), 10_000.0)
                flags = int(Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap)
                height = self._metrics.boundingRect(area, flags, cell.text).height()
                heights[cell.row] = max(heights[cell.row], min(height, line * _TALLEST) + _PAD)
        return heights

    def _advance(self, text: str) -> float:
        return (self._figure_metrics if _is_figure(text) else self._metrics).horizontalAdvance(text)


def _blank_cells(grid: Grid, lefts: Sequence[float], tops: Sequence[float]) -> Iterator[Piece]:
    """A sheet keeps only the cells that say something; the table on paper has the others too."""
    if (len(lefts) - 1) * (len(tops) - 1) > _MOST_CELLS:
        return
    covered = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    for row, (top, bottom) in enumerate(pairwise(tops)):
        for column, (left, right) in enumerate(pairwise(lefts)):
            if (row, column) not in covered:
                rect = QRectF(left, top, right - left, bottom - top)
                yield Piece(rect, "", Place(sheet=grid.sheet_name), column=column)


def _items(document: Document) -> Iterator[Paragraph | Grid]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph | Grid):
                yield block


def _label(place: Place) -> str:
    """The number in the margin: a line of a text; pages and cells say it elsewhere."""
    return str(place.line) if place.line is not None else ""


def _is_figure(text: str) -> bool:
    plain = text.strip().rstrip("%％")
    return bool(plain) and all(mark in "0123456789,.-−－ " for mark in plain) and any(map(str.isdigit, plain))
