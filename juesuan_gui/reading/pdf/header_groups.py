"""Owns headers over several columns of a table without lines: how far each reaches, told by where its words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from juesuan_gui.reading.pdf.lines import Line

#: In sizes of the type: how much further off the middle words may stand for one more column.
_PREFER_WIDE = 0.4
#: Of the height between a header and the next below it: what stands higher is of the same row.
_LOWER = 0.75
#: In sizes of the type: how far below the middle of the whole header one of full height never stands.
_LOW = 0.4
#: In sizes of the type: how exactly words begin below each other, and how far off the middle they then stand.
_SAME_LEFT, _OFF_CENTRE = 0.15, 0.3


class HeaderPiece(Protocol):
    """Words of a header that stand together."""

    @property
    def line(self) -> Line: ...
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def centre(self) -> float: ...


@dataclass(slots=True)
class Stack:
    """Words below each other that are one header, over columns ``first`` to ``last``; ``fixed``: by a rule."""

    first: int
    last: int
    fixed: bool
    pieces: list[HeaderPiece] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(piece.line.top for piece in self.pieces)

    @property
    def middle(self) -> float:
        return (self.pieces[0].line.middle + self.pieces[-1].line.middle) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def left(self) -> float:
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def is_group(self) -> bool:
        return self.first < self.last


def widen(stacks: Sequence[Stack], xs: Sequence[float]) -> None:
    """Words centred over several columns stand over the middle ones only: give them the columns they are centred on.

    Of the free neighbours those are taken that put the words nearest to the middle, more of them rather than fewer.
    """
    for stack in sorted(stacks, key=lambda item: (item.top, item.first)):
        child = _own_child(stack, stacks)
        if stack.fixed or child is None:
            continue
        # A header of full height stands half a row below this one, what belongs under this one a whole row.
        is_left_set = _is_left_set(stack, stacks)
        row = _least_row(stacks) if is_left_set else child.middle - stack.middle
        lowest = stack.middle + _LOWER * row
        size = stack.pieces[0].line.size
        left = right = stack.first
        # What stands above and reaches over this header is its group: it goes no further than that.
        groups = [other for other in stacks if _is_group_of(other, stack)]
        others = [other for other in stacks if not _is_group_of(other, stack)]
        first = max((group.first for group in groups), default=0)
        last = min((group.last for group in groups), default=len(xs) - 2)
        while left > first and _is_free(left - 1, lowest, others):
            left -= 1
        right = stack.last
        while right < last and _is_free(right + 1, lowest, others):
            right += 1
        if is_left_set:
            stack.last = right
            continue
        choices = [(first, last) for first in range(left, stack.first + 1) for last in range(stack.last, right + 1)]
        stack.first, stack.last = min(
            choices,
            key=lambda ends: (
                _distance_of_middles(stack, ends[0], ends[1], stacks, xs) - _PREFER_WIDE * size * (ends[1] - ends[0])
            ),
        )


def _is_left_set(stack: Stack, stacks: Sequence[Stack]) -> bool:
    """Whether this header and another one begin where a header below each begins, longer than they are or not.

    Such are of web pages whose cells are not centred: a group stands over its first column and reaches to the next.
    """

    def begins(group: Stack) -> bool:
        size = group.pieces[0].line.size
        below = [other for other in stacks if other.first == group.first and other.middle > group.middle + size / 2]
        # Centred words may begin below each other too, by chance, but not those of every level.
        return all(abs(other.left - group.left) < _SAME_LEFT * size for other in below) and any(
            abs(other.centre - group.centre) > _OFF_CENTRE * size for other in below
        )

    return begins(stack) and any(
        begins(other) for other in stacks if other is not stack and abs(other.middle - stack.middle) < 1
    )


def _least_row(stacks: Sequence[Stack]) -> float:
    """The least height from a header to the next below it."""
    children = ((stack, _own_child(stack, stacks)) for stack in stacks)
    return min(child.middle - stack.middle for stack, child in children if child is not None)


def _distance_of_middles(stack: Stack, first: int, last: int, stacks: Sequence[Stack], xs: Sequence[float]) -> float:
    """How far words stand from the middle of columns: by their edges, or by the headers of the outer ones.

    Edges are only guessed, between figures at the right of their column and the words after them.
    """
    by_edges = abs((xs[first] + xs[last + 1]) / 2 - stack.centre)
    ends = [
        [other for other in stacks if other.first == other.last == column and other.middle > stack.middle]
        for column in (first, last)
    ]
    if first == last or not all(ends):
        return by_edges
    outer = [max(found, key=lambda other: other.middle).centre for found in ends]
    return min(by_edges, abs(sum(outer) / 2 - stack.centre))


def adopt(stacks: Sequence[Stack], xs: Sequence[float]) -> None:
    """Columns beside a group whose header stands as low as the headers under groups do belong to it.

    A header of full height stands in the middle of the whole header. Where two groups are beside a column, it is
    of the one that its words are centred on then.
    """
    if not stacks or all(stack.fixed or not stack.is_group for stack in stacks):
        return
    top, bottom = (
        min(stack.pieces[0].line.middle for stack in stacks),
        max(stack.pieces[-1].line.middle for stack in stacks),
    )
    below = {
        round(other.middle)
        for other in stacks
        for group in stacks
        if group.is_group and group.first <= other.first and other.last <= group.last and other.middle > group.middle
    }

    def uppermost(column: int) -> Stack | None:
        over = [stack for stack in stacks if stack.first <= column <= stack.last]
        return min(over, key=lambda stack: stack.middle, default=None)

    def is_left_over(column: int) -> bool:
        stack = uppermost(column)
        if stack is None or stack.is_group:
            return False
        size = stack.pieces[0].line.size
        is_low = stack.middle > (top + bottom) / 2 + _LOW * size
        return is_low and bool({round(stack.middle) + step for step in (-1, 0, 1)} & below)

    def group_at(column: int, low: Stack) -> Stack | None:
        stack = uppermost(column) if 0 <= column < len(xs) - 1 else None
        if stack is None or not stack.is_group or stack.fixed:
            return None
        return stack if stack.pieces[-1].line.middle < low.pieces[0].line.top else None

    waiting = [column for column in range(len(xs) - 1) if is_left_over(column)]
    for only_one in (True, False):
        for column in waiting:
            low = uppermost(column)
            if low is None or low.is_group:
                continue
            groups = [group for at in (column - 1, column + 1) if (group := group_at(at, low)) is not None]
            if groups and not (only_one and len(groups) > 1):
                best = min(groups, key=lambda group: _gets_off_centre(group, column, xs))
                best.first, best.last = min(best.first, column), max(best.last, column)


def _gets_off_centre(group: Stack, column: int, xs: Sequence[float]) -> float:
    """How much further the words of a group would stand from the middle of its columns with one more of them."""
    now = abs((xs[group.first] + xs[group.last + 1]) / 2 - group.centre)
    first, last = min(group.first, column), max(group.last, column)
    return abs((xs[first] + xs[last + 1]) / 2 - group.centre) - now


def _is_group_of(other: Stack, stack: Stack) -> bool:
    return other.middle < stack.top and other.first <= stack.first and other.last >= stack.last and other is not stack


def _is_free(column: int, lowest: float, stacks: Sequence[Stack]) -> bool:
    """Whether a column has only headers below this height."""
    others = [other for other in stacks if other.first <= column <= other.last]
    return bool(others) and all(other.middle > lowest for other in others)


def _own_child(stack: Stack, stacks: Sequence[Stack]) -> Stack | None:
    """The next header below words, over a column that they stand over or right below them."""
    below = [
        other
        for other in stacks
        if other.middle > stack.middle
        and (
            (other.first <= stack.last and other.last >= stack.first)
            or (other.left < stack.right and other.right > stack.left)
        )
    ]
    return min(below, key=lambda other: other.middle, default=None)
