"""Owns figures that touch the name beside them: parted from it where other figures of the table stand below each other.

Programs that print a sheet or a web page leave next to no room between a full cell and the next one, or cut its words
off at the figure; what belongs together is then told by columns alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.pieces import Piece

_FIGURE = re.compile(r"(?<![\d.,])[-+－]?\d[\d,]*(?:\.\d+)?[%％]?(?![\d.,])")
#: In sizes of the type: how exactly figures of a column stand below each other, and the least room beside a figure.
_EDGE = 0.12
_ROOM = 0.12
#: How many other figures must show the column: of a figure with room beside it, and of an amount without any.
_SHOWN, _SHOWN_WITHOUT_ROOM = 2, 3


def parted(rows: Sequence[Sequence[Piece]], before: Sequence[Piece] = ()) -> list[list[Piece]]:
    """The rows with every figure as a piece of its own that stands in a column of figures.

    ``before`` are figures of the same table on the page before, which show columns too.
    Words keep a figure that no column shows: ``2022年度`` or a code in brackets stay one name.
    """
    figures = [*before, *(piece for row in rows for piece in row if piece.is_figure)]
    if len(figures) < _SHOWN:
        return [list(row) for row in rows]
    found = [list(_row(row, figures)) for row in rows]
    # A word of a heading begins where the figures below it do, as cells of web pages stand at their left edge.
    return [list(_headings(row, figures)) for row in found]


def _row(row: Sequence[Piece], figures: Sequence[Piece]) -> Iterator[Piece]:
    for piece in row:
        if piece.is_figure:
            yield piece
        else:
            yield from _without_figures(piece, figures)


def _without_figures(piece: Piece, figures: Sequence[Piece]) -> Iterator[Piece]:
    """The piece cut where a figure in it stands as the figures of a column do."""
    glyphs = piece.line.glyphs
    text = "".join(glyph.text[:1] for glyph in glyphs)
    start = 0
    for match in _FIGURE.finditer(text):
        first, end = match.span()
        own = Line(glyphs[first:end])
        room = min(
            (glyphs[first].left - glyphs[first - 1].right if first else float("inf")),
            (glyphs[end].left - glyphs[end - 1].right if end < len(glyphs) else float("inf")),
        )
        is_amount = "." in match[0] and not _is_bracketed(text, first, end)
        needed = _SHOWN if room >= _ROOM * own.size else _SHOWN_WITHOUT_ROOM if is_amount else None
        if needed is None or _in_column(own, figures) < needed:
            continue
        if start < first:
            yield Piece(_cut(piece.line, start, first), False)
        yield Piece(own, True)
        start = end
    if start < len(glyphs):
        yield piece if start == 0 else Piece(_cut(piece.line, start, len(glyphs)), False)


def _is_bracketed(text: str, first: int, end: int) -> bool:
    return text[max(first - 1, 0) : first] in ("(", "（") and text[end : end + 1] in (")", "）")


def _in_column(own: Line, figures: Sequence[Piece]) -> int:
    """With how many figures of other lines this one shares its right or left edge, whichever are more."""
    slack = _EDGE * own.size
    others = [other for other in figures if other.line.glyphs[0] is not own.glyphs[0]]
    return max(
        sum(abs(other.right - own.right) < slack for other in others),
        sum(abs(other.left - own.left) < slack for other in others),
    )


def _headings(row: Sequence[Piece], figures: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of words cut at a gap behind which a column of figures begins."""
    for piece in row:
        start = 0
        glyphs = piece.line.glyphs
        for place in range(1, len(glyphs)) if not piece.is_figure else ():
            size = glyphs[place].size
            if glyphs[place].left - glyphs[place - 1].right < _ROOM * size:
                continue
            below = [
                figure
                for figure in figures
                if abs(figure.left - glyphs[place].left) < _EDGE * size and figure.line.top > piece.line.middle
            ]
            if len(below) > _SHOWN:
                yield Piece(_cut(piece.line, start, place), False)
                start = place
        yield piece if start == 0 else Piece(_cut(piece.line, start, len(glyphs)), False)


def _cut(line: Line, start: int, end: int) -> Line:
    glyphs = line.glyphs[start:end]
    spaces = tuple(space for space in line.spaces if glyphs[0].left <= space.left <= glyphs[-1].right)
    return Line(glyphs, spaces)
