"""Owns the pieces of a printed line: words that stand together as the words of one cell do, and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from juesuan_gui.reading.pdf.lines import Line

_FIGURE = re.compile(r"[-+－—]?\d[\d,，]*(?:[.．]\d+)?[%％]?")
#: In sizes of the type: the gap between two cells of a row; between two figures less is enough.
PIECE_GAP = 0.5
_FIGURE_GAP = 0.3


def is_figure(text: str) -> bool:
    """Whether words are nothing but one figure."""
    return _FIGURE.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line that stand together."""

    line: Line
    is_figure: bool

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.line.left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.line.right

    @property
    def text(self) -> str:
        """What it prints."""
        return self.line.text

    @property
    def centre(self) -> float:
        """Its middle between left and right."""
        return (self.line.left + self.line.right) / 2


def pieces_of(line: Line) -> list[Piece]:
    """The words of a line, parted where cells may part."""
    found: list[Piece] = []
    for part in line.segments(PIECE_GAP):
        finer = part.segments(_FIGURE_GAP)
        if len(finer) > 1 and all(is_figure(piece.text) for piece in finer):
            found += [Piece(piece, True) for piece in finer]
        else:
            found.append(Piece(part, is_figure(part.text)))
    return found


def has_figures(row: Sequence[Piece]) -> bool:
    """Whether a line has a figure that stands by itself."""
    return any(piece.is_figure for piece in row)
