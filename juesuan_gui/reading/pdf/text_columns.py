"""Owns text set in two columns on one page, as gazettes print it: the left one is read before the right one.

A table without lines has columns too. These are told by running text in both, of one width, filling most of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from juesuan_gui.reading.pdf.lines import Line, lines_of
from juesuan_gui.reading.pdf.page import Glyph

#: In sizes of the type: the least room between two columns, how far a paragraph is indented, where a line is full.
_GUTTER = 1.0
_CLEAR = 0.6
_INDENT = 3.0
_FULL = 3.0
#: In points: where lines of a column begin.
_SAME_LEFT = 3.0
#: As a share of the width: how near to the middle the right column begins.
_ABOUT_MIDDLE = 0.35
_FEWEST_BESIDE, _FEWEST_PROSE = 5, 3
#: Shares: of the page's lines in both columns, of full lines in each, by how much one may be wider.
_MOST_LINES, _FULL_LINES, _WIDER = 0.6, 0.3, 0.15
_PROSE = 10
_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[，。；：、,;]")


@dataclass(frozen=True, slots=True)
class TextColumns:
    """Lines of a page, by their index from first up to last, that are two columns; these from top to bottom."""

    first: int
    last: int
    left: tuple[Line, ...]
    right: tuple[Line, ...]


def text_columns(lines: Sequence[Line]) -> TextColumns | None:
    """The two columns of running text among the lines of a page; ``None`` where there are none."""
    begins = list(_begins(lines))
    if len(begins) < _FEWEST_BESIDE:
        return None
    edge, shared = Counter(round(left / _SAME_LEFT) for left in begins).most_common(1)[0]
    if shared < _FEWEST_BESIDE:
        return None
    gutter = (edge - 0.5) * _SAME_LEFT
    runs = [
        [index for index, _ in run]
        for is_crossed, run in groupby(enumerate(lines), key=lambda item: _crosses(item[1], gutter))
        if not is_crossed
    ]
    longest = max(runs, key=len, default=[])
    if not longest:
        return None
    found = _columns(lines, longest, gutter)
    return found if found is not None and len(longest) >= _MOST_LINES * len(lines) else None


def _begins(lines: Sequence[Line]) -> Iterator[float]:
    """Where words begin about the middle of the page: behind a gap, or as lines between those on the left."""
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    for line in lines:
        begin = line.left
        if begin - left < _ABOUT_MIDDLE * (right - left):
            pieces = line.segments(_GUTTER)
            begin = pieces[1].left if len(pieces) > 1 else left
        if _ABOUT_MIDDLE < (begin - left) / ((right - left) or 1.0) < 1 - _ABOUT_MIDDLE:
            yield begin


def _crosses(line: Line, gutter: float) -> bool:
    room = _CLEAR * line.size
    return any(glyph.left < gutter and glyph.right > gutter - room for glyph in line.glyphs)


def _columns(lines: Sequence[Line], run: Sequence[int], gutter: float) -> TextColumns | None:
    first, last = run[0], run[-1] + 1
    left, right = _halves(lines[first:last], gutter)
    if not left or not right:
        return None
    # A page number or a running line at the ends stands between the columns, not in them.
    margins = min(line.left for line in left if _is_prose(line)) if any(map(_is_prose, left)) else gutter, gutter
    while last - first > 1 and not _begins_in(lines[last - 1], margins):
        last -= 1
    while last - first > 1 and not _begins_in(lines[first], margins):
        first += 1
    left, right = _halves(lines[first:last], gutter)
    if not all(_is_text(column) for column in (left, right)):
        return None
    widths = [max(line.right for line in column) - min(line.left for line in column) for column in (left, right)]
    if abs(widths[0] - widths[1]) > _WIDER * max(widths):
        return None
    return TextColumns(first, last, tuple(left), tuple(right))


def _halves(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    sides: tuple[list[Glyph], list[Glyph]] = ([], [])
    for line in lines:
        for glyph in (*line.glyphs, *line.spaces):
            sides[glyph.centre[0] >= gutter].append(glyph)
    return lines_of(sides[0]), lines_of(sides[1])


def _begins_in(line: Line, margins: Sequence[float]) -> bool:
    reach = _INDENT * line.size
    return any(-_SAME_LEFT <= line.left - margin <= reach for margin in margins)


def _is_text(column: Sequence[Line]) -> bool:
    if sum(map(_is_prose, column)) < _FEWEST_PROSE:
        return False
    edge = max(line.right for line in column)
    full = sum(edge - line.right < _FULL * line.size for line in column)
    return full >= _FULL_LINES * len(column)


def _is_prose(line: Line) -> bool:
    text = line.text
    return len(_CHARACTER.findall(text)) >= _PROSE and _MARKS.search(text) is not None and len(line.segments(2.0)) == 1
