"""Owns the rows of a table that no line parts: which printed lines make one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.pieces import Piece, has_figures

#: Of the rows that have figures: so many are parted by lines before lines alone tell rows.
_RULED = 0.6
#: Of the usual distance of rows: what stands closer is of one row.
_WRAPPED = 0.8
_EVEN = 1.3
_WIDEST = 0.95
#: How much wider the distance of rows is than that of lines where it tells them; rows must be some of all, and alike.
_CLEAR_JUMP, _FEWEST_SHARE, _EVEN_ROWS, _ENOUGH_GAPS = 1.5, 0.2, 1.5, 6
#: In sizes of the type.
_BESIDE = 0.75
#: 行次: their most digits, and how many in a row are no accident.
_LONGEST_NUMBER, _ENOUGH = 3, 4


def row_groups(
    lines: Sequence[Line], indexes: range, full: Sequence[float], body: set[int], rows: Sequence[Sequence[Piece]]
) -> list[list[int]]:
    """Which lines make one row: those between two rules, or else those closer than rows are."""
    bands: dict[int, list[int]] = {}
    for index in indexes:
        bands.setdefault(sum(position < lines[index].middle for position in full), []).append(index)
    figured = [index for index in indexes if index in body]
    if len(bands) >= _RULED * len(figured) and len(bands) > 1:
        return [group for band in bands.values() for group in _parted(band, rows)]
    numbered = _numbered(rows, indexes)
    if numbered and numbered.issuperset(figured):
        return _one_figure_each(list(indexes), lines, numbered)
    return [group for part in _by_distance(lines, indexes, rows) for group in _one_figure_each(part, lines, body)]


def _numbered(rows: Sequence[Sequence[Piece]], indexes: range) -> set[int]:
    """The lines that print 行次, whole numbers below each other and each one more than the last; empty without."""
    columns: list[list[tuple[int, Piece]]] = []
    for index in indexes:
        for piece in rows[index]:
            if not piece.is_figure or not piece.text.isdigit() or len(piece.text) > _LONGEST_NUMBER:
                continue
            column = next((own for own in columns if _is_below(own[-1][1], piece)), None)
            if column is None:
                columns.append([(index, piece)])
            else:
                column.append((index, piece))
    found: set[int] = set()
    for column in columns:
        values = [int(piece.text) for _, piece in column]
        if len(column) >= _ENOUGH and all(after - before == 1 for before, after in pairwise(values)):
            found.update(index for index, _ in column)
    return found


def _is_below(upper: Piece, lower: Piece) -> bool:
    return upper.left < lower.right and lower.left < upper.right


def _by_distance(lines: Sequence[Line], indexes: range, rows: Sequence[Sequence[Piece]]) -> list[list[int]]:
    """The lines in groups as near each other as the lines of one row are.

    How far rows stand apart is told by those that fill one line: neighbours with words in several columns each.
    """
    whole = [index for index in indexes if len(rows[index]) > 1]
    near = sorted(
        lines[after].middle - lines[before].middle
        for before, after in pairwise(whole)
        # The figures of a name in two lines stand beside the middle of it, half a line below the first.
        if after == before + 1 and not _beside(lines[before], lines[after])
    )
    heights = [lines[index].middle for index in indexes]
    pitch = _clear_distance(heights) or (near[len(near) // 5] if near else _even_distance(heights))
    groups: list[list[int]] = []
    for index in indexes:
        before = groups[-1][-1] if groups else None
        apart = (
            before is not None
            and lines[index].middle - lines[before].middle >= _WRAPPED * pitch > 0
            and not _beside(lines[before], lines[index])
        )
        if before is None or apart:
            groups.append([])
        groups[-1].append(index)
    return groups


def _beside(upper: Line, lower: Line) -> bool:
    """Whether two lines stand nearer than the height of their characters lets lines stand below each other."""
    return lower.middle - upper.middle < _BESIDE * min(upper.size, lower.size)


def _clear_distance(heights: Sequence[float]) -> float:
    """How far rows stand apart where that is much more than the lines within them do; else 0.

    Web pages leave room around the words of a cell: of all distances none is between those of lines and of rows.
    """
    gaps = sorted(after - before for before, after in pairwise(heights))
    if len(gaps) < _ENOUGH_GAPS:
        return 0.0
    for place in range(len(gaps) - 1, 0, -1):
        inner, rows = gaps[place - 1], gaps[place:]
        if inner * _CLEAR_JUMP < rows[0] and len(rows) >= _FEWEST_SHARE * len(gaps):
            return (inner + rows[0]) / 2 / _WRAPPED if rows[-1] < _EVEN_ROWS * rows[0] else 0.0
    return 0.0


def _even_distance(heights: Sequence[float]) -> float:
    """How far lines stand apart that are all alike, as rows without figures are; else 0."""
    gaps = [after - before for before, after in pairwise(heights)]
    return min(gaps) if gaps and max(gaps) < _EVEN * min(gaps) else 0.0


def _one_figure_each(part: list[int], lines: Sequence[Line], body: set[int]) -> list[list[int]]:
    """A group cut where it has figures on several lines: between two of them at the widest distance of lines.

    A name of several lines stands around its figures, so that its own lines are nearer than those of the next row.
    """
    heights = [lines[index].middle for index in part]
    figured = [place for place, index in enumerate(part) if index in body]
    # A figure too wide for its column goes on below, around those of the same row that are not.
    figured = [
        place
        for before, place in zip([None, *figured], figured, strict=False)
        if before is None or not all(_beside(lines[a], lines[b]) for a, b in pairwise(part[before : place + 1]))
    ]
    starts = [0]
    for before, after in pairwise(figured):
        gaps = {place: heights[place] - heights[place - 1] for place in range(before + 1, after + 1)}
        widest = [place for place, gap in gaps.items() if gap > _WIDEST * max(gaps.values())]
        # Of distances that are alike, the one that leaves the figures in the middle of the name above it.
        starts.append(
            min(widest, key=lambda place: abs((heights[starts[-1]] + heights[place - 1]) / 2 - heights[before]))
        )
    return [part[start:end] for start, end in zip(starts, [*starts[1:], len(part)], strict=True)]


def _parted(band: list[int], rows: Sequence[Sequence[Piece]]) -> list[list[int]]:
    """The lines of a band as one row; as several where each line has figures of its own."""
    figured = [index for index in band if has_figures(rows[index])]
    if len(figured) < 2:
        return [band]
    groups: list[list[int]] = []
    for index in band:
        if not groups or (index in figured and any(other in figured for other in groups[-1])):
            groups.append([])
        groups[-1].append(index)
    return groups
