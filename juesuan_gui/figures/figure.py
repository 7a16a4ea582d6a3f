"""Owns the printed figure and the money units: a value together with the precision it was printed in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from juesuan_gui.figures.quantity import Measure, Quantity


class Unit(Enum):
    """A money unit; the value is its size in 分."""

    YUAN = 100
    QIAN_YUAN = 10**5
    WAN_YUAN = 10**6
    YI_YUAN = 10**10

    @property
    def label(self) -> str:
        """The printed Chinese name."""
        return {Unit.YUAN: "元", Unit.QIAN_YUAN: "千元", Unit.WAN_YUAN: "万元", Unit.YI_YUAN: "亿元"}[self]

    @staticmethod
    def named(label: str) -> Unit:
        """The unit with this printed name; raises ``ValueError`` for any other text."""
        for unit in Unit:
            if unit.label == label:
                return unit
        raise ValueError(f"不认识的金额单位：{label}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was stated.

    ``value`` is in 分 for money and in the natural unit for everything else. ``step`` is one unit of the
    last printed digit in the same unit. ``exact`` figures are points: money to the 分, counts; the others
    stand for ``value`` ± half a ``step``.
    """

    value: int | Fraction
    step: int | Fraction = 1
    exact: bool = True

    def quantity(self) -> Quantity:
        """The exact value, or the interval that the printed figure stands for."""
        if self.exact:
            return self.value
        width: int | Fraction
        if isinstance(self.step, int):
            # A Fraction is ten times slower, and a report in 万元 asks this for every figure.
            half, odd = divmod(self.step, 2)
            width = Fraction(self.step, 2) if odd else half
        else:
            width = self.step / 2
            width = width.numerator if width.denominator == 1 else width
        return Measure(self.value, self.value - width, self.value + width, self.step)


def exact_money(fen: int) -> Figure:
    """Money known to the 分."""
    return Figure(fen)


def exact_count(number: int) -> Figure:
    """A count of people, vehicles, projects…"""
    return Figure(number)


def printed_money(number: Decimal, unit: Unit, decimals: int) -> Figure:
    """Money printed as ``number`` with ``decimals`` places in ``unit``.

    A last digit of 1 分 or finer makes the figure exact (DESIGN 1.2); anything coarser is an interval.
    Raises ``ValueError`` for a value finer than 1 分.
    """
    size, parts = unit.value, 10**decimals
    fen = number * size
    if fen != fen.to_integral_value():
        raise ValueError("金额最细到分")
    if size <= parts:
        return Figure(int(fen))
    step = Fraction(size, parts)
    return Figure(int(fen), int(step) if step.denominator == 1 else step, exact=False)
