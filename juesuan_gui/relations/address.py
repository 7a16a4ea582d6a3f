"""Owns the one address that every figure has."""

from __future__ import annotations

from typing import Final, NamedTuple


class Period:
    """The words for the year a figure belongs to."""

    THIS: Final = "本年"
    PRIOR: Final = "上年"
    ALL: Final = (THIS, PRIOR)


class Basis:
    """The words for what kind of figure it is."""

    FINAL: Final = "决算"
    INITIAL_BUDGET: Final = "年初预算"
    FULL_BUDGET: Final = "全年预算"
    #: What the 财决 tables of the accounts say, put where the published tables print it.
    ACCOUNTS: Final = "财决"
    ALL: Final = (FINAL, INITIAL_BUDGET, FULL_BUDGET, ACCOUNTS)


class Address(NamedTuple):
    """Unit · period · basis · table · instance · row · column.

    A named tuple and not a dataclass: addresses are dictionary keys on the path of every key press, and a
    tuple hashes several times faster. ``instance`` names one card of a repeated table (a scorecard), else "".
    """

    table: str
    row: str
    column: str
    period: str = Period.THIS
    basis: str = Basis.FINAL
    unit: str = ""
    instance: str = ""

    @property
    def text(self) -> str:
        """The written form, e.g. ``上年.T5[2101501].基本支出``; the defaults are left out."""
        parts = []
        if self.unit:
            parts.append(f"单位[{self.unit}]")
        if self.period != Period.THIS:
            parts.append(self.period)
        if self.basis != Basis.FINAL:
            parts.append(self.basis)
        if self.instance:
            parts.append(f"{self.table}[{self.instance}].{self.row}")
        else:
            parts.append(f"{self.table}[{self.row}]")
        parts.append(self.column)
        return ".".join(parts)
