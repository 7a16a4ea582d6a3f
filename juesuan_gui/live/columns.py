"""Owns what is known of one column of one table while a report is open: shown values, sums, who computes a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from juesuan_gui.figures import Figure
from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey

if TYPE_CHECKING:
    from juesuan_gui.live.rules import CompiledRule
    from juesuan_gui.live.tree import RowTree


class Mark(Enum):
    """What stands in place of a value."""

    UNREAD = "unread"
    MISSING = "missing"


UNREAD: Final = Mark.UNREAD
MISSING: Final = Mark.MISSING
#: What a cell shows: a figure, blank, or a figure that could not be read.
Shown = Figure | None | Mark


@dataclass(slots=True)
class RunningSum:
    """The sum of the cells below a row, kept right by deltas."""

    value: int | Fraction = 0
    filled: int = 0
    inexact: int = 0
    unread: int = 0

    def add(self, shown: Shown, sign: int) -> None:
        """Count a cell in (1) or out (-1)."""
        if isinstance(shown, Figure):
            self.value += sign * shown.value
            self.filled += sign
            self.inexact += 0 if shown.exact else sign
        elif shown is UNREAD:
            self.unread += sign


@dataclass(slots=True, eq=False)
class Column:
    """One column of one table. Every value that was ever asked for is kept and followed."""

    key: TableKey
    name: str
    tree: RowTree
    shown: dict[str, Shown] = field(default_factory=dict)
    #: What a stated cell would compute to.
    hidden: dict[str, Shown] = field(default_factory=dict)
    sums: dict[str, RunningSum] = field(default_factory=dict)
    computing: dict[str, CompiledRule | None] = field(default_factory=dict)
    #: The rules of the form that compute cells of this column, whatever the row; found once.
    candidates: list[CompiledRule] | None = None

    def cell(self, row: str) -> Address:
        """The address of the cell in a row."""
        key = self.key
        return Address(key.table, row, self.name, key.period, key.basis, key.unit, key.instance)

    def put(self, row: str, shown: Shown) -> None:
        """Show another value; the sum above follows."""
        before = self.shown.get(row, MISSING)
        self.shown[row] = shown
        parent = self.tree.parent(row)
        if parent is not None and before is not MISSING and (running := self.sums.get(parent)) is not None:
            running.add(before, -1)
            running.add(shown, 1)

    def forget_row(self, row: str) -> None:
        """Forget what depends on which rows stand below this one; its shown value stays until it is put anew."""
        self.hidden.pop(row, None)
        self.sums.pop(row, None)
        self.computing.pop(row, None)

    def forget(self) -> None:
        """Forget everything."""
        for known in (self.shown, self.hidden, self.sums, self.computing):
            known.clear()
