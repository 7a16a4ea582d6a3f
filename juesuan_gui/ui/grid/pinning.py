"""Owns which item columns stay at the left edge while a table is scrolled sideways, and where scrolling may stop.

Where blocks stand side by side (T1, T4, T6), the item columns of the block whose figures are at the left edge stay
there; once its last figure has gone, the next block's take their place. Scrolling stops only where a figure column
begins beside them, so that no column is cut at the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from juesuan_gui.forms import FieldRole, Table

#: Of the pane; wider item columns would leave no room to see what is typed beside them, and scroll like all others.
_WIDEST_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class BlockColumns:
    """The columns of one block: its item columns are ``first`` to ``figures`` (without), it ends before ``end``."""

    first: int
    figures: int
    end: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where scrolling stops: pixels from the table's left, and the columns kept at the left edge."""

    offset: int
    pinned: range


NOWHERE = Stop(0, range(0))


def blocks_of(table: Table) -> tuple[BlockColumns, ...]:
    """Where each block's item columns and figures stand."""
    found, start = [], 0
    for block in table.blocks:
        roles = [field.role for field in block.fields]
        items = roles.index(FieldRole.FIGURE) if FieldRole.FIGURE in roles else 0
        found.append(BlockColumns(start, start + items, start + len(roles)))
        start += len(roles)
    return tuple(found)


def stops_of(widths: Sequence[int], blocks: Sequence[BlockColumns], room: int) -> tuple[Stop, ...]:
    """Where a table of these widths stops in a pane of ``room`` pixels: the first is 0, the last shows its end."""
    lefts = [0, *accumulate(widths)]
    furthest = lefts[-1] - room
    found: list[Stop] = []
    for block in blocks:
        kept = lefts[block.figures] - lefts[block.first]
        is_pinned = kept <= room * _WIDEST_SHARE
        pinned = range(block.first, block.figures if is_pinned else block.first)
        for column in range(block.figures if is_pinned else block.first, block.end):
            found.append(Stop(lefts[column] - (kept if is_pinned else 0), pinned))
            if found[-1].offset >= furthest:
                return tuple(found)
    return tuple(found) or (NOWHERE,)


def nearest_stop(stops: Sequence[Stop], widths: Sequence[int], columns: range, room: int, present: int) -> int:
    """The number of the stop nearest to the present one at which these columns can be seen whole.

    Where there is no room for them, the one at which they begin at the edge of what is kept.
    """
    lefts = [0, *accumulate(widths)]
    left, right = lefts[columns.start], lefts[columns.stop]

    def begins(stop: Stop) -> int:
        """How far right of the kept columns the wanted ones begin; negative under them."""
        kept = lefts[stop.pinned.stop] - lefts[stop.pinned.start]
        return left - stop.offset - kept

    def is_seen(stop: Stop) -> bool:
        in_kept = stop.pinned.start <= columns.start and columns.stop <= stop.pinned.stop
        return in_kept or (begins(stop) >= 0 and right - stop.offset <= room)

    order = sorted(range(len(stops)), key=lambda number: abs(number - present))
    seen = next((number for number in order if is_seen(stops[number])), None)
    if seen is not None:
        return seen
    after = [number for number in order if begins(stops[number]) >= 0]
    return min(after, key=lambda number: begins(stops[number])) if after else present
