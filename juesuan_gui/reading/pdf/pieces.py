"""Owns the pieces of a printed line: words that stand together as the words of one cell do, and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from juesuan_gui.reading.pdf.lines import Line

_FIGURE = re.compile(r"[-+－—]?\d[\d,，]*(?:[.．]\d+)?[%％]?")
#: In sizes of the type: the gap between two cells of a row; between two figures less is enough.
PIECE_GAP = 0.5
_FIGURE_GAP = 0.3
#: The least room between two cells that are full, beyond what the characters keep free.
NARROW_GAP = 0.12


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


def narrow_gaps(line: Line) -> list[int]:
    """Before which glyphs of a line the gap is wider than its characters usually stand apart."""
    glyphs = line.glyphs
    rooms = [after.left - former.right for former, after in pairwise(glyphs)]
    usual = max(sorted(rooms)[len(rooms) // 2], 0.0) if rooms else 0.0
    return [place for place, room in enumerate(rooms, 1) if room - usual >= NARROW_GAP * glyphs[place].size]


def has_figures(row: Sequence[Piece]) -> bool:
    """Whether a line has a figure that stands by itself."""
    return any(piece.is_figure for piece in row)
