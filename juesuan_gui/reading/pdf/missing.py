"""Owns lines that a table does not draw but its figures show: columns by alignment, rows by printed lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from juesuan_gui.reading.pdf.frames import Box, Frame
from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.paths import Rule
from juesuan_gui.reading.pdf.pieces import is_figure, pieces_of

#: Shares of the usual distance of rows: closer lines are one row.
_WRAPPED = 0.8
_MOST = 0.8
#: In points: what a cell keeps free beside its words, both sides together.
_PADDING = 14.0
_AMOUNT = re.compile(r"[-－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[%％]?")
_DECIMALS = re.compile(r"[-－]?\d[\d,，]*[.．]\d+[%％]?")
_PART = re.compile(r"[-－]?[\d,，.．]+[%％]?")
#: What no whole figure looks like: 1,66 and 7.56 and ,000, which is where a column too narrow broke it.
_TORN = re.compile(r"[-－]?(?:\d[\d,，]*[.．,，]|[.．,，][\d.．,，]*|\d{1,3}(?:[,，]\d{3})*[,，]\d{1,2})")
_SHORT = re.compile(r"\d{1,3}")

Filled = Mapping[Box, Sequence[Line]]


def missing_columns(frame: Frame, filled: Filled) -> list[Rule]:
    """Vertical lines, at the table's own edges, in cells over several columns that hold figures of several."""
    return [rule for box, lines in filled.items() if box.column_span > 1 for rule in _known_columns(frame, box, lines)]


def _known_columns(frame: Frame, box: Box, lines: Sequence[Line]) -> Iterator[Rule]:
    """Lines at the table's own column edges, in a cell over several columns that holds figures of several."""
    pieces = [piece for line in lines for piece in pieces_of(line)]
    spans = [(frame.column_at(piece.left + 0.5), frame.column_at(piece.right - 0.5)) for piece in pieces]
    if any(first != last for first, last in spans):
        return
    figures = {first for piece, (first, _) in zip(pieces, spans, strict=True) if piece.is_figure}
    if len(figures) < 2:
        return
    for edge in range(box.column + 1, box.column + box.column_span):
        yield Rule(False, frame.xs[edge], frame.ys[box.row], frame.ys[box.row + box.row_span])


def missing_rows(frame: Frame, filled: Filled) -> list[Rule]:
    """Horizontal lines between the rows of a band, where figures in several columns show that it has several."""
    rules: list[Rule] = []
    for row in range(len(frame.ys) - 1):
        band = {box: lines for box, lines in filled.items() if (box.row, box.row_span) == (row, 1)}
        if not _holds_rows(frame, band):
            continue
        for y in _row_ends(band):
            rules += [Rule(True, y, frame.xs[box.column], frame.xs[box.column + box.column_span]) for box in band]
    return rules


def _holds_rows(frame: Frame, band: Filled) -> bool:
    """Whether two columns of figures, or one and its names, have lines at the same heights."""
    if any(
        _is_one_figure(lines, frame.xs[box.column + box.column_span] - frame.xs[box.column])
        for box, lines in band.items()
    ):
        return False
    stacks = [[line.middle for line in lines] for lines in band.values() if _is_stack(lines)]
    names = [[line.middle for line in lines] for lines in band.values() if len(lines) > 1 and not _is_stack(lines)]
    size = max((line.size for lines in band.values() for line in lines), default=0.0)
    pairs = [(stack, other) for place, stack in enumerate(stacks) for other in stacks[place + 1 :]]
    pairs += [(stack, other) for stack in stacks for other in names if len(stack) == len(other)]
    return any(_at_same_heights(stack, other, size / 2) for stack, other in pairs)


def _is_one_figure(lines: Sequence[Line], width: float) -> bool:
    """Whether the lines of a cell are one figure that its narrow column broke: 1,667. above 56.

    Together they are a well-formed amount, apart they are no amounts alike, and none had room for more.
    """
    texts = ["".join(line.text.split()) for line in lines]
    if len(lines) < 2 or not (completes(texts) or any(map(_TORN.fullmatch, texts))):
        return False
    return all(is_full(line, width) for line in lines[:-1])


def is_full(line: Line, width: float) -> bool:
    """Whether a line of a cell so wide leaves no room for one more digit, or for one more Chinese character."""
    more = line.size / 2 if is_figure(line.text) or line.text[-1:].isascii() else line.size
    return line.right - line.left + more > width - _PADDING


def is_broken_off(text: str) -> bool:
    """Whether words are a figure or the end of one."""
    return _PART.fullmatch("".join(text.split())) is not None


def completes(texts: Sequence[str]) -> bool:
    """Whether pieces are one figure together, and not figures of several rows: all with decimals, or all short."""
    if len(texts) < 2 or _AMOUNT.fullmatch("".join(texts)) is None:
        return False
    return not (all(map(_DECIMALS.fullmatch, texts)) or all(map(_SHORT.fullmatch, texts)))


def _at_same_heights(stack: Sequence[float], other: Sequence[float], near: float) -> bool:
    shared = sum(any(abs(height - level) < near for level in other) for height in stack)
    return shared > 1 and shared >= _MOST * min(len(stack), len(other))


def _is_stack(lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and all(is_figure(line.text) for line in lines)


def _row_ends(band: Filled) -> list[float]:
    """Heights between rows: every printed line is a row unless it stands closer to its neighbour than rows do."""
    marks = sorted(
        (line.middle, line.size, any(piece.is_figure for piece in pieces_of(line)))
        for lines in band.values()
        for line in lines
    )
    if not marks:
        return []
    levels: list[list[tuple[float, float, bool]]] = [[marks[0]]]
    for mark in marks[1:]:
        if mark[0] - levels[-1][0][0] < 0.5 * mark[1]:
            levels[-1].append(mark)
        else:
            levels.append([mark])
    heights = [sum(mark[0] for mark in level) / len(level) for level in levels]
    figured = [any(mark[2] for mark in level) for level in levels]
    stops = [height for height, holds in zip(heights, figured, strict=True) if holds]
    pitches = [after - before for before, after in pairwise(stops)]
    pitch = median(pitches) if pitches else 0.0
    ends: list[float] = []
    for index in range(1, len(heights)):
        if heights[index] - heights[index - 1] >= _WRAPPED * pitch or (figured[index] and figured[index - 1]):
            ends.append((heights[index] + heights[index - 1]) / 2)
    return ends
