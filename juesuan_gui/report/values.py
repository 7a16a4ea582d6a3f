"""Owns the values that a report's slots hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from juesuan_gui.figures import Figure
from juesuan_gui.relations import Address, Basis, Period


class Origin(Enum):
    """Where a stated figure came from."""

    TYPED = "录入"
    IMPORTED = "导入"
    APPROVED = "批复"
    PUBLISHED = "公开文件"


class TableKey(NamedTuple):
    """One table of a report: which form table, which year and kind of figure, which unit, which card."""

    table: str
    period: str = Period.THIS
    basis: str = Basis.FINAL
    unit: str = ""
    instance: str = ""

    @staticmethod
    def of(address: Address) -> TableKey:
        """The table that an address lies in."""
        return TableKey(address.table, address.period, address.basis, address.unit, address.instance)

    def cell(self, row: str, column: str) -> Address:
        """The address of a cell of this table."""
        return Address(self.table, row, column, self.period, self.basis, self.unit, self.instance)


class CardKey(NamedTuple):
    """A written cell of a scorecard: the card, its part ("" for the card itself), the line of the part, the field."""

    card: str
    part: str = ""
    line: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated in a cell.

    ``figure`` is ``None`` for a cell stated blank (an imported total that was left empty), for words (a cell of
    a text column holds them in ``text``) and for one that could not be read; then ``unread`` says why and
    ``text`` keeps what stood there.
    """

    figure: Figure | None
    origin: Origin = Origin.TYPED
    text: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A 类/款/项 row of a coded table. ``order`` keeps the printed order of an imported table, else ``None``."""

    code: str
    name: str
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the report (unit name, a narrative section, a reason)."""

    text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice such as 单位性质 = 行政."""

    value: str


@dataclass(frozen=True, slots=True)
class FormAdjustment:
    """What this report says otherwise than its form about one table, as JSON (see ``forms.adjust``)."""

    text: str


class TableMark(Enum):
    """What is known of a table as a whole."""

    IMPORTED = "imported"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Note:
    """An explanation or decision on a finding; stale once the operands no longer match ``fingerprint``."""

    decision: str
    text: str
    fingerprint: str
