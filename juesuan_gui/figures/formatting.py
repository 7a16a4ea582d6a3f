"""Owns the printing of figures: a form's number style, rounding half up, percentages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.figures.figure import Figure, Unit


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a form prints amounts.

    ``zero`` is the text printed for zero: ``None`` prints it like any number (0.00), otherwise as given
    ("" for an empty cell, "0", "—"). ``blank`` is the text of a cell without a figure.
    """

    unit: Unit = Unit.YUAN
    decimals: int = 2
    thousands: bool = True
    zero: str | None = None
    blank: str = ""


def round_half_up(value: int | Fraction | Decimal, decimals: int) -> Decimal:
    """Round as Excel and the financial rules do (四舍五入): a half goes away from zero."""
    numerator, denominator = value.as_integer_ratio()
    return _quotient_half_up(numerator, denominator, decimals)


def in_unit(figure: Figure, unit: Unit, decimals: int) -> Decimal:
    """The figure (money, in 分) as a number of ``unit`` rounded to ``decimals``; each cell from its own 分."""
    numerator, denominator = figure.value.as_integer_ratio()
    return _quotient_half_up(numerator, denominator * unit.value, decimals)


def _quotient_half_up(numerator: int, denominator: int, decimals: int) -> Decimal:
    """A quotient rounded half away from zero, in whole numbers only: every painted and printed cell comes here."""
    if decimals >= 0:
        scaled = abs(numerator) * 10**decimals
    else:
        scaled, denominator = abs(numerator), denominator * 10**-decimals
    digits, rest = divmod(scaled, denominator)
    if 2 * rest >= denominator:
        digits += 1
    return Decimal(-digits if numerator < 0 else digits).scaleb(-decimals)


def format_figure(figure: Figure | None, style: NumberStyle) -> str:
    """A money figure in the form's style; ``None`` is a blank cell."""
    if figure is None:
        return style.blank
    if figure.value == 0 and style.zero is not None:
        return style.zero
    number = in_unit(figure, style.unit, style.decimals)
    return f"{number:,.{style.decimals}f}" if style.thousands else f"{number:.{style.decimals}f}"


def format_percent(ratio: int | Fraction, decimals: int = 2) -> str:
    """A ratio as a percentage with ``decimals`` places, e.g. ``57.63%``."""
    return f"{round_half_up(Fraction(ratio) * 100, decimals):.{decimals}f}%"
