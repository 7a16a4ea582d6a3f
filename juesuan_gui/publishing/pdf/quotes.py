"""Owns finding quoted words on the pages of a PDF: the boxes they stand in, line by line."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from juesuan_gui.document import RADICALS

#: Of the height of a letter: as far apart two digits are no longer one figure.
_APART = 0.35
#: In points: how far words may reach over the edge of their cell.
_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, y upward."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2

    def is_beside(self, other: Box) -> bool:
        """Whether both stand on one line."""
        return self.bottom < other.top and self.top > other.bottom


@dataclass(frozen=True, slots=True)
class Sought:
    """Words to find. Where they stand on a page more than once, those on the line of ``beside`` (the row's name or
    code) and below ``under`` (the column's name) are meant; either may be empty. ``box`` (left, bottom, right, top) is
    the cell that they stand in, where it is known: then no others are meant, and a cell without words is the place.
    """

    quote: str
    beside: str = ""
    under: str = ""
    box: tuple[float, float, float, float] | None = None


def boxes_on(page: pypdfium2.PdfPage, sought: Sequence[Sought]) -> list[list[Box]]:
    """For each quote its boxes, one a line; empty where the page does not print it as text.

    The same quote sought twice means its first and second occurrence.
    """
    words = page.get_textpage()
    try:
        text = _PageText(words)
        used: set[tuple[str, int]] = set()
        result: list[list[Box]] = []
        for item in sought:
            quote = plain(item.quote)
            starts = list(text.occurrences(quote))
            start = text.best(starts, quote, item, used)
            if start is None:
                result.append([Box(*item.box)] if item.box and not quote else [])
                continue
            used.add((quote, start))
            result.append(text.lines(start, len(quote)))
        return result
    finally:
        words.close()


def plain(text: str) -> str:
    """Characters as they are compared: half width, without spaces and what is not printed."""
    return "".join(
        mark
        for mark in unicodedata.normalize("NFKC", text.translate(RADICALS))
        if not mark.isspace() and unicodedata.category(mark)[0] != "C"
    )


class _PageText:
    """The printed characters of one page with their boxes; a box is asked for when it is needed."""

    def __init__(self, words: pypdfium2.PdfTextPage) -> None:
        self._words = words
        marks: list[str] = []
        self._indices: list[int] = []
        for index in range(pdfium.FPDFText_CountChars(words.raw)):
            for mark in plain(chr(pdfium.FPDFText_GetUnicode(words.raw, index))):
                marks.append(mark)
                self._indices.append(index)
        self._text = "".join(marks)

    def occurrences(self, quote: str) -> Iterator[int]:
        """Where a quote begins; within a longer figure it does not."""
        start = self._text.find(quote) if quote else -1
        while start >= 0:
            if not (self._goes_on(start - 1, start) or self._goes_on(start + len(quote) - 1, start + len(quote))):
                yield start
            start = self._text.find(quote, start + 1)

    def _goes_on(self, one: int, other: int) -> bool:
        """Whether two neighbouring characters belong to one figure."""
        if one < 0 or other >= len(self._text):
            return False
        if not all(self._text[place] in "0123456789.," for place in (one, other)):
            return False
        left, right = self.box(one), self.box(other)
        height = max(left.top - left.bottom, right.top - right.bottom)
        # Boxes of digits are tight; a comma's is low, so lines are told by more than touching.
        return abs(left.bottom - right.bottom) < height and -height < right.left - left.right < height * _APART

    def best(self, starts: Sequence[int], quote: str, item: Sought, used: set[tuple[str, int]]) -> int | None:
        """The occurrence that is meant."""
        inside = [start for start in starts if item.box and self._stands_in(start, Box(*item.box))]
        if inside:
            return inside[0]
        fresh = [start for start in starts if (quote, start) not in used] or list(starts)
        if len(fresh) < 2 or not (item.beside or item.under):
            return fresh[0] if fresh else None
        rows = [self.box(start) for start in self.occurrences(plain(item.beside))]
        heads = [self._whole(start, len(plain(item.under))) for start in self.occurrences(plain(item.under))]

        def distance(start: int) -> tuple[bool, float]:
            box = self._whole(start, len(quote))
            off_line = bool(rows) and not any(box.is_beside(row) for row in rows)
            above = [abs(head.middle - box.middle) for head in heads if head.bottom >= box.top]
            return off_line, min(above, default=0.0)

        return min(fresh, key=distance)

    def _stands_in(self, place: int, cell: Box) -> bool:
        own = self.box(place)
        height = (own.bottom + own.top) / 2
        return cell.left - _SLACK <= own.middle <= cell.right + _SLACK and cell.bottom <= height <= cell.top

    def box(self, place: int) -> Box:
        """The box of one character."""
        sides = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = sides
        pointers = (ctypes.byref(side) for side in sides)
        pdfium.FPDFText_GetCharBox(self._words.raw, self._indices[place], *pointers)
        return Box(left.value, bottom.value, right.value, top.value)

    def _whole(self, start: int, length: int) -> Box:
        first, last = self.box(start), self.box(start + length - 1)
        return first if last.left < first.left else Box(first.left, first.bottom, last.right, first.top)

    def lines(self, start: int, length: int) -> list[Box]:
        """The boxes of characters joined to one box a line."""
        lines: list[Box] = []
        for box in (self.box(place) for place in range(start, start + length)):
            last = lines[-1] if lines else None
            if last is not None and box.is_beside(last) and box.left >= last.left:
                lines[-1] = Box(
                    min(last.left, box.left),
                    min(last.bottom, box.bottom),
                    max(last.right, box.right),
                    max(last.top, box.top),
                )
            else:
                lines.append(box)
        return lines
