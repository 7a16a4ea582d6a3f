"""Owns figures that touch the name beside them: parted from it where other figures of the table stand below each other.

Programs that print a sheet or a web page leave next to no room between a full cell and the next one, or cut its words
off at the figure; what belongs together is then told by columns alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.pieces import NARROW_GAP, Piece, is_figure, narrow_gaps
from juesuan_gui.reading.pdf.tracks import Track, overlaps

_FIGURE = re.compile(r"(?<![\d.,])[-+－]?\d[\d,]*(?:\.\d+)?[%％]?(?![\d.,])")
_DIGITS = frozenset("0123456789")
_AMOUNT_ENDS = re.compile(r"\d[.,]\d+[%％]?$")
#: In sizes of the type: how exactly figures of a column stand below each other, and the least room beside a figure.
_EDGE = 0.12
_ROOM = NARROW_GAP
#: In sizes of the type: how far words stand from the middle of their column.
_OFF_CENTRE = 0.3
#: How many other figures must show the column: of a figure with room beside it, and of an amount without any.
_SHOWN, _SHOWN_WITHOUT_ROOM = 2, 3
#: And of a whole number that words touch, as 行次 do.
_SHOWN_WHOLE = 5


def parted(rows: Sequence[Sequence[Piece]], before: Sequence[Piece] = ()) -> list[list[Piece]]:
    """The rows with every figure as a piece of its own that stands in a column of figures.

    ``before`` are pieces of the same table on the page before, which show columns too.
    Words keep a figure that no column shows: ``2022年度`` or a code in brackets stay one name.
    """
    rows = _at_gaps(rows, before)
    figures = [piece for row in (before, *rows) for piece in row if piece.is_figure]
    # Where no figure of a column has room beside it, those that touch names show the column together.
    figures += [Piece(own, True) for row in rows for piece in row if not piece.is_figure for own in _amounts_in(piece)]
    if len(figures) < _SHOWN:
        return [list(row) for row in rows]
    starts = sorted(piece.left for row in rows for piece in row if not piece.is_figure)
    found = [list(_row(row, figures, starts)) for row in rows]
    # A word of a heading begins where the figures below it do, as cells of web pages stand at their left edge.
    return [list(_headings(row, figures)) for row in found]


@dataclass(frozen=True, slots=True)
class _Gap:
    """A narrow gap in a piece, before glyph ``place``, with a digit at one side of it at least."""

    piece: Piece
    place: int

    @property
    def start(self) -> float:
        return self.piece.line.glyphs[self.place].left

    @property
    def end(self) -> float:
        return self.piece.line.glyphs[self.place - 1].right


def _at_gaps(rows: Sequence[Sequence[Piece]], before: Sequence[Piece]) -> list[list[Piece]]:
    """The rows with pieces cut where a narrow gap beside digits stands at the edge of a column.

    So that ``105.5264 30201`` is an amount and the code of the next block: what begins after the gap begins below or
    above others, or what ends there ends as other amounts do.
    """
    gaps = {id(piece): list(_gaps(piece)) for row in rows for piece in row}
    every = [gap for found in gaps.values() for gap in found]
    if not every:
        return [list(row) for row in rows]
    pieces = [piece for row in (before, *rows) for piece in row]
    starts = sorted(piece.left for piece in pieces)
    ends = sorted(piece.right for piece in pieces if piece.is_figure)
    narrow_starts, narrow_ends = sorted(gap.start for gap in every), sorted(gap.end for gap in every)

    def is_edge(gap: _Gap) -> bool:
        glyphs = gap.piece.line.glyphs
        slack = _EDGE * glyphs[gap.place].size
        alone = _near(starts, gap.start, slack)
        if alone >= _SHOWN_WITHOUT_ROOM:
            return True
        ahead = _AMOUNT_ENDS.search("".join(glyph.text[:1] for glyph in glyphs[: gap.place])) is not None
        both = glyphs[gap.place - 1].text in _DIGITS and glyphs[gap.place].text in _DIGITS
        needed = _SHOWN if ahead and not both else _SHOWN_WITHOUT_ROOM
        return (ahead or both) and (
            alone + _near(narrow_starts, gap.start, slack) - 1 >= needed
            or _near(ends, gap.end, slack) + _near(narrow_ends, gap.end, slack) - 1 >= needed
        )

    return [[part for piece in row for part in _cut_at(piece, filter(is_edge, gaps[id(piece)]))] for row in rows]


def headings_apart(
    rows: Sequence[Sequence[Piece]], tracks: Sequence[Track], numbers: Sequence[Piece] = ()
) -> list[list[Piece]]:
    """The rows of a header with words cut at narrow gaps between two columns: ``行次 决算数`` are two headings.

    Words without any gap are cut where each part is then centred over its own one of the ``numbers`` of columns.
    """
    parts = [[part for piece in row for part in _over_columns(piece, tracks)] for row in rows]
    return [
        [part for piece in row for part in _over_numbers(piece, () if _has_below(piece, parts[index:]) else numbers)]
        for index, row in enumerate(parts, 1)
    ]


def _has_below(piece: Piece, rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether several headings stand below words, so that these are over several columns."""
    return any(sum(piece.left < other.centre < piece.right for other in row if not other.is_figure) > 1 for row in rows)


def _over_numbers(piece: Piece, numbers: Sequence[Piece]) -> Iterator[Piece]:
    """The parts of words that are centred over one number each; the words as they are where that does not work out."""
    over = [number for number in numbers if piece.left < number.centre < piece.right]
    glyphs = piece.line.glyphs
    parts: list[Piece] = []
    start = 0
    for number in over if len(over) > 1 and not piece.is_figure else ():
        slack = _OFF_CENTRE * glyphs[start].size
        ends = range(start + 1, len(glyphs) + 1)
        middles = [(glyphs[start].left + glyphs[end - 1].right) / 2 for end in ends]
        best = min(range(len(middles)), key=lambda at: abs(middles[at] - number.centre), default=None)
        if best is None or abs(middles[best] - number.centre) > slack:
            break
        parts.append(Piece(_cut(piece.line, start, ends[best]), False))
        start = ends[best]
        if start == len(glyphs):
            break
    if len(parts) == len(over) > 1 and start == len(glyphs):
        yield from parts
    else:
        yield piece


def _over_columns(piece: Piece, tracks: Sequence[Track]) -> Iterator[Piece]:
    glyphs = piece.line.glyphs
    starts = [0, *narrow_gaps(piece.line)]
    words = [Line(glyphs[start:end]) for start, end in pairwise([*starts, len(glyphs)])]
    over = [{id(track) for track in tracks if overlaps(Piece(word, False), track)} for word in words]
    cuts = [
        start
        for start, before, after in zip(starts[1:], over, over[1:], strict=False)
        if before and after and not before & after
    ]
    places = [0, *cuts, len(glyphs)]
    if len(places) == 2:
        yield piece
        return
    for start, end in pairwise(places):
        yield Piece(_cut(piece.line, start, end), False)


def _gaps(piece: Piece) -> Iterator[_Gap]:
    """The gaps of a piece beside digits that are wider than its characters usually stand apart."""
    glyphs = piece.line.glyphs
    for place in narrow_gaps(piece.line) if any(glyph.text in _DIGITS for glyph in glyphs) else ():
        if glyphs[place - 1].text in _DIGITS or glyphs[place].text in _DIGITS:
            yield _Gap(piece, place)


def _near(positions: Sequence[float], at: float, slack: float) -> int:
    """How many of the positions, in order, are this one."""
    return bisect_right(positions, at + slack) - bisect_left(positions, at - slack)


def _cut_at(piece: Piece, gaps: Iterable[_Gap]) -> Iterator[Piece]:
    places = [0, *(gap.place for gap in gaps), len(piece.line.glyphs)]
    if len(places) == 2:
        yield piece
        return
    for start, end in pairwise(places):
        part = _cut(piece.line, start, end)
        yield Piece(part, is_figure(part.text))


def _row(row: Sequence[Piece], figures: Sequence[Piece], starts: Sequence[float]) -> Iterator[Piece]:
    for piece in row:
        if piece.is_figure:
            yield piece
        else:
            yield from _without_figures(piece, figures, starts)


def _without_figures(piece: Piece, figures: Sequence[Piece], starts: Sequence[float]) -> Iterator[Piece]:
    """The piece cut where a figure in it stands as the figures of a column do.

    An amount is cut off, too, where the words behind it begin as those of their own column do: at one of ``starts``.
    """
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
        if needed is None and (first == 0 or end == len(glyphs)):
            needed = _SHOWN_WHOLE
        before_names = (
            is_amount
            and first == 0
            and end < len(glyphs)
            and _near(starts, glyphs[end].left, _EDGE * own.size) >= _SHOWN_WITHOUT_ROOM
        )
        if not before_names and (needed is None or _in_column(own, figures) < needed):
            continue
        if start < first:
            yield Piece(_cut(piece.line, start, first), False)
        yield Piece(own, True)
        start = end
    if start < len(glyphs):
        yield piece if start == 0 else Piece(_cut(piece.line, start, len(glyphs)), False)


def _amounts_in(piece: Piece) -> Iterator[Line]:
    """The amounts with decimals at an end of words."""
    glyphs = piece.line.glyphs
    text = "".join(glyph.text[:1] for glyph in glyphs)
    for match in _FIGURE.finditer(text):
        first, end = match.span()
        if (first == 0) != (end == len(glyphs)) and "." in match[0]:
            yield Line(glyphs[first:end])


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
