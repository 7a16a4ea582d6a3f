"""Owns the links between the figures of the text and the cells that show them; they leave no mark on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan_gui.document import Cell, Document, Grid, Paragraph, TextLink
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.linebreak import Line
from juesuan_gui.publishing.pdf.pages import Link, Spot, Words

#: Points above what a link leads to that are shown with it, so that it does not stand at the window's very edge.
_ABOVE = 60.0


class FigureLinks:
    """The links of one document: every figure of the text to its cell, every such cell to the first figure that tells
    it.

    Nothing leads to a cell that the document does not print.
    """

    def __init__(self, document: Document) -> None:
        blocks = [block for section in document.sections for block in section.blocks]
        links = [link for block in blocks if isinstance(block, Paragraph) for link in block.links]
        printed: set[str] = set()
        if links:
            printed = {cell.key for block in blocks if isinstance(block, Grid) for cell in block.cells if cell.key}
        self._printed = printed
        self._told = {key for link in links if (key := self._key(link))}
        self._met: set[str] = set()

    def of_line(
        self, paragraph: Paragraph, line: Line, words: Sequence[Words], top: float, leading: float, fonts: FontBook
    ) -> Iterator[Link | Spot]:
        """The links over one line of a paragraph, whose words are set already; a figure in two lines has two."""
        for link in paragraph.links:
            start, end = max(link.start, line.start), min(link.end, line.end)
            key = self._key(link)
            if key is None or start >= end:
                continue
            if key not in self._met:
                self._met.add(key)
                yield Spot(_place_of_figure(key), top + _ABOVE)
            left, right = _edges(words, start - line.start, end - line.start, fonts)
            yield Link(_place_of_cell(key), left, top - leading, right, top)

    def of_cell(self, cell: Cell, box: tuple[float, float, float, float]) -> Iterator[Link | Spot]:
        """The place and the link of a cell that the text tells, whose box (left, bottom, right, top) is drawn."""
        if cell.key in self._told:
            yield Spot(_place_of_cell(cell.key), box[3] + _ABOVE)
            yield Link(_place_of_figure(cell.key), *box)

    def _key(self, link: TextLink) -> str | None:
        return next((key for key in link.keys if key in self._printed), None)


def _place_of_cell(key: str) -> str:
    return f"表 {key}"


def _place_of_figure(key: str) -> str:
    return f"文 {key}"


def _edges(words: Sequence[Words], start: int, end: int, fonts: FontBook) -> tuple[float, float]:
    """Where a stretch of a line begins and ends on the page; places count from the line's first character."""
    left = right = words[0].x if words else 0.0
    begin = 0
    for piece in words:
        stop = begin + len(piece.text)
        if begin <= start < stop:
            left = _x(piece, start - begin, fonts)
        if begin < end <= stop:
            right = _x(piece, end - begin, fonts)
        begin = stop
    return left, right


def _x(words: Words, place: int, fonts: FontBook) -> float:
    """Where a character of a stretch begins."""
    return words.x + fonts.width(words.font, words.text[:place], words.size) + words.spacing * place
