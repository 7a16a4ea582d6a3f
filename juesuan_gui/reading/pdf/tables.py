"""Owns filling a frame with words: which glyph belongs to which cell, and where lines that are not drawn must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from juesuan_gui.reading.pdf.frames import Box, Frame, boxes_of
from juesuan_gui.reading.pdf.lines import Line, lines_of
from juesuan_gui.reading.pdf.missing import is_full, missing_columns, missing_rows
from juesuan_gui.reading.pdf.page import Glyph
from juesuan_gui.reading.pdf.paths import Rule

#: A run of glyphs without so much of their size between them is never cut by a line.
_TOUCHING = 0.05
#: Glyphs that share so much of the narrower one stand upon one another.
_OVERLAPPING = 0.4
_FIGURES = frozenset("0123456789.,-%")


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell with its printed lines; rows and columns count from 0.

    ``is_full``: its last line leaves no room for one more character, so that its words may go on elsewhere.
    ``box``: its left, upper, right and lower edge in points, as the page is read.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    is_full: bool = False
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as it stands on a page. ``xs`` are its column edges in points.

    ``lines`` and ``rules`` are those of a table whose columns no line parts, to be read again with other columns.
    """

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: int
    cells: tuple[PageCell, ...]
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()


def table_of(frame: Frame, glyphs: Sequence[Glyph], page: int) -> PageTable | None:
    """The table in a frame; ``None`` when the frame has one cell or no words in it, so that it is none."""
    lines = lines_of(glyphs)
    if not lines:
        return None
    boxes = boxes_of(frame)
    filled = _filled(frame, boxes, lines)
    if added := missing_columns(frame, filled):
        frame = frame.with_rules(added)
        boxes = boxes_of(frame)
        filled = _filled(frame, boxes, lines)
    if added := missing_rows(frame, filled):
        frame = frame.with_rules(added)
        boxes = boxes_of(frame)
        filled = _filled(frame, boxes, lines)
    if len(boxes) < 2:
        return None
    cells = tuple(
        PageCell(
            box.row,
            box.column,
            box.row_span,
            box.column_span,
            "\n".join(line.text for line in filled[box]),
            page,
            bool(filled[box])
            and is_full(filled[box][-1], frame.xs[box.column + box.column_span] - frame.xs[box.column]),
            (
                frame.xs[box.column],
                frame.ys[box.row],
                frame.xs[box.column + box.column_span],
                frame.ys[box.row + box.row_span],
            ),
        )
        for box in boxes
    )
    return PageTable(page, frame.ys[0], frame.ys[-1], frame.xs, len(frame.ys) - 1, cells)


def _filled(frame: Frame, boxes: Sequence[Box], lines: Iterable[Line]) -> dict[Box, list[Line]]:
    """The printed lines of every cell."""
    owner = {
        (row, column): box
        for box in boxes
        for row in range(box.row, box.row + box.row_span)
        for column in range(box.column, box.column + box.column_span)
    }
    found: dict[Box, list[Glyph]] = {box: [] for box in boxes}
    for line in lines:
        for touching in _runs(line):
            for run in _parted(touching, frame, owner):
                for glyph, box in zip(run, _boxes_for(run, frame, owner), strict=True):
                    found[box].append(glyph)
        for space in line.spaces:
            x, y = space.centre
            found[owner[frame.row_at(y), frame.column_at(x)]].append(space)
    return {box: lines_of(glyphs) for box, glyphs in found.items()}


def _runs(line: Line) -> Iterator[Sequence[Glyph]]:
    """Glyphs that touch their neighbours.

    A name too long for its cell runs on below the figure of the next one, which alone is seen: where glyphs stand
    upon one another, each belongs to those that were written with it.
    """
    if not any(_overlap(before, after) for before, after in pairwise(line.glyphs)):
        yield from _touching(line.glyphs)
        return
    written: list[list[Glyph]] = []
    for glyph in sorted(line.glyphs, key=lambda item: item.order):
        if not written or glyph.left < written[-1][-1].left or _is_apart(written[-1][-1], glyph):
            written.append([])
        written[-1].append(glyph)
    yield from written


def _parted(run: Sequence[Glyph], frame: Frame, owner: dict[tuple[int, int], Box]) -> Iterator[Sequence[Glyph]]:
    """A run cut where a line stands between words that fill their cell and a figure that begins or ends at it."""
    start = 0
    for place in range(1, len(run)):
        before, after = run[place - 1], run[place]
        if (before.text in _FIGURES) is (after.text in _FIGURES):
            continue
        words = run[place:] if after.text in _FIGURES else run[start:place]
        is_figure = all(glyph.text in _FIGURES for glyph in words) and (
            after.text in _FIGURES or any(glyph.text == "." for glyph in words)
        )
        column = owner[frame.row_at(after.centre[1]), frame.column_at(after.centre[0])].column
        slack = before.size / 2
        if is_figure and before.right <= frame.xs[column] + slack and after.left >= frame.xs[column] - slack:
            yield run[start:place]
            start = place
    yield run[start:]


def _overlap(before: Glyph, after: Glyph) -> bool:
    return before.right - after.left > _OVERLAPPING * min(before.right - before.left, after.right - after.left)


def _is_apart(before: Glyph, after: Glyph) -> bool:
    """Whether a glyph was not written right after another."""
    gap = after.left - before.right
    return gap > _TOUCHING * max(before.size, after.size) or _overlap(before, after) or after.sideways


def _touching(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = [[glyphs[0]]]
    for before, after in pairwise(glyphs):
        if after.left - before.right > _TOUCHING * max(before.size, after.size) or after.sideways:
            runs.append([])
        runs[-1].append(after)
    return runs


def _boxes_for(run: Sequence[Glyph], frame: Frame, owner: dict[tuple[int, int], Box]) -> list[Box]:
    """The cell of each glyph of a run: one for all where a line runs through the words, as when they overflow."""
    own = [owner[frame.row_at(glyph.centre[1]), frame.column_at(glyph.centre[0])] for glyph in run]
    columns = {box.column for box in own}
    if len(columns) == 1:
        return own
    first = own[0]
    if all(glyph.text in _FIGURES for glyph in run):
        counts = {box: own.count(box) for box in own}
        return [max(counts, key=lambda box: (counts[box], box.column))] * len(run)
    middle = (run[0].left + run[-1].right) / 2
    for box in dict.fromkeys(own):
        left, right = frame.xs[box.column], frame.xs[box.column + box.column_span]
        if abs(middle - (left + right) / 2) < run[0].size / 2:
            return [box] * len(run)
    return [first] * len(run)
