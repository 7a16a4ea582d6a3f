"""Owns joining ruling lines to frames: which lines belong to one table, and where its rows and columns part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from juesuan_gui.reading.pdf.paths import Rule

#: In points. Pieces of one line drawn cell by cell lie within _SAME of each other and leave gaps up to _JOINT;
#: edges of one border lie within _EDGE (a double line); a line that sticks out further than _OPEN bounds an open cell.
_SAME = 1.2
_JOINT = 3.0
_EDGE = 3.0
_OPEN = 10.0
#: A page with more lines than any table needs is a drawing.
_MOST_RULES = 6_000
#: How much of a cell's side must be drawn.
_DRAWN = 0.6


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines of one table. ``xs`` and ``ys`` are the edges between its columns and rows, outer ones included."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    horizontals: tuple[Rule, ...] = field(default=())
    verticals: tuple[Rule, ...] = field(default=())

    @property
    def area(self) -> float:
        """How much of the page it covers."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def column_at(self, x: float) -> int:
        """The column that a point lies in; beyond the edges the outer one."""
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def row_at(self, y: float) -> int:
        """The row that a point lies in; beyond the edges the outer one."""
        return min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)

    def with_rules(self, rules: Iterable[Rule]) -> Frame:
        """The frame with more lines in it."""
        added = list(rules)
        horizontals = (*self.horizontals, *(rule for rule in added if rule.horizontal))
        verticals = (*self.verticals, *(rule for rule in added if not rule.horizontal))
        xs = edges([*self.xs, *(rule.position for rule in verticals)])
        ys = edges([*self.ys, *(rule.position for rule in horizontals)])
        return replace(self, xs=xs, ys=ys, horizontals=horizontals, verticals=verticals)


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a frame, merged or not, in rows and columns counted from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


def frames_of(rules: Sequence[Rule]) -> tuple[list[Frame], list[Rule]]:
    """The frames that lines crossing or touching each other make, and the horizontal lines that touch none.

    Lines drawn as dashes count as one each; a page with more than any table needs is a drawing and has none.
    """
    horizontals = _joined(rule for rule in rules if rule.horizontal)
    verticals = _joined(rule for rule in rules if not rule.horizontal)
    frames: list[Frame] = []
    loose: list[Rule] = []
    if len(horizontals) + len(verticals) > _MOST_RULES:
        return frames, loose
    for group in _touching(horizontals, verticals):
        across = [rule for rule in group if rule.horizontal]
        down = [rule for rule in group if not rule.horizontal]
        if not down:
            loose += across
        elif across:
            frame = _frame(across, down)
            if len(frame.xs) > 1 and len(frame.ys) > 1:
                frames.append(frame)
    return frames, loose


def edges(positions: Iterable[float]) -> tuple[float, ...]:
    """The positions in order, those of one border taken as one."""
    kept: list[float] = []
    for position in sorted(positions):
        if not kept or position - kept[-1] > _EDGE:
            kept.append(position)
    return tuple(kept)


def boxes_of(frame: Frame) -> list[Box]:
    """The cells of a frame: neighbours without a line between them are one, cut into rectangles where they are none."""
    right_walls = _walls(frame.verticals, frame.xs, frame.ys)
    lower_walls = _walls(frame.horizontals, frame.ys, frame.xs)
    rows, columns = len(frame.ys) - 1, len(frame.xs) - 1
    boxes: list[Box] = []
    growing: dict[tuple[int, int], int] = {}
    for row in range(rows):
        strips = _strips([(row, edge) in right_walls for edge in range(1, columns)])
        above, growing = growing, {}
        for first, last in strips:
            index = above.get((first, last))
            walled = any((column, row) in lower_walls for column in range(first, last + 1))
            if index is None or walled:
                index = len(boxes)
                boxes.append(Box(row, first, 1, last - first + 1))
            else:
                boxes[index] = replace(boxes[index], row_span=boxes[index].row_span + 1)
            growing[first, last] = index
    return boxes


def _strips(walls: Sequence[bool]) -> list[tuple[int, int]]:
    starts = [0, *(edge for edge, wall in enumerate(walls, 1) if wall), len(walls) + 1]
    return [(start, end - 1) for start, end in pairwise(starts)]


def _walls(rules: Iterable[Rule], across: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """The (piece along, edge across) that lines cover for the most part."""
    covered: dict[tuple[int, int], float] = {}
    for rule in rules:
        edge = min(range(len(across)), key=lambda index: abs(across[index] - rule.position))
        first = max(bisect_right(along, rule.start) - 1, 0)
        for piece in range(first, len(along) - 1):
            if along[piece] >= rule.end:
                break
            shared = min(rule.end, along[piece + 1]) - max(rule.start, along[piece])
            covered[piece, edge] = covered.get((piece, edge), 0.0) + max(shared, 0.0)
    return {
        (piece, edge)
        for (piece, edge), length in covered.items()
        if length >= _DRAWN * (along[piece + 1] - along[piece])
    }


def _frame(across: list[Rule], down: list[Rule]) -> Frame:
    xs = [rule.position for rule in down]
    ys = [rule.position for rule in across]
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    xs += [x for x in (left, right) if x < min(xs) - _OPEN or x > max(xs) + _OPEN]
    ys += [y for y in (top, bottom) if y < min(ys) - _OPEN or y > max(ys) + _OPEN]
    return Frame(edges(xs), edges(ys), tuple(across), tuple(down))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one line."""
    joined: list[Rule] = []
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda item: item.position):
        if level and rule.position - level[0].position > _SAME:
            joined += _joined_level(level)
            level = []
        level.append(rule)
    return joined + _joined_level(level)


def _joined_level(level: list[Rule]) -> list[Rule]:
    pieces: list[Rule] = []
    for rule in sorted(level, key=lambda item: item.start):
        if pieces and rule.start <= pieces[-1].end + _JOINT:
            pieces[-1] = pieces[-1]._replace(end=max(pieces[-1].end, rule.end))
        else:
            pieces.append(rule)
    # A dot of a few points is no line: the joint of two borders, or an ornament.
    return [piece for piece in pieces if piece.end - piece.start > _JOINT]


def _touching(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> list[list[Rule]]:
    rules = [*horizontals, *verticals]
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    ordered = sorted(range(len(horizontals)), key=lambda index: horizontals[index].position)
    heights = [horizontals[index].position for index in ordered]
    for number, vertical in enumerate(verticals, len(horizontals)):
        for place in range(bisect_right(heights, vertical.start - _JOINT), len(ordered)):
            if heights[place] > vertical.end + _JOINT:
                break
            horizontal = horizontals[ordered[place]]
            if horizontal.start - _JOINT <= vertical.position <= horizontal.end + _JOINT:
                parent[root(ordered[place])] = root(number)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())
