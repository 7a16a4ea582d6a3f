"""Owns exact arithmetic on quantities: plain exact numbers and printed intervals.

A quantity is an exact ``int`` or ``Fraction`` (money in 分, everything else in its natural unit), or a
``Measure`` that stands for every value a printed, rounded figure may have had. Exact values stay plain
numbers because nearly every report in 元 is exact and live checking runs on them at each key press.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Measure:
    """A value known only within bounds.

    ``value`` is the printed (nominal) value, ``low``/``high`` the closed bounds, ``step`` the size of one
    unit of the last printed digit; all four in the same canonical unit (分 for money).
    """

    value: int | Fraction
    low: int | Fraction
    high: int | Fraction
    step: int | Fraction


Quantity = int | Fraction | Measure


def midpoint(quantity: Quantity) -> int | Fraction:
    """The nominal value: the printed figure itself, not the middle of asymmetric bounds."""
    return quantity.value if isinstance(quantity, Measure) else quantity


def bounds(quantity: Quantity) -> tuple[int | Fraction, int | Fraction]:
    """The closed interval (low, high) that the quantity stands for."""
    return (quantity.low, quantity.high) if isinstance(quantity, Measure) else (quantity, quantity)


def half_width(quantity: Quantity) -> int | Fraction:
    """Half the width of the interval; 0 when exact."""
    if not isinstance(quantity, Measure):
        return 0
    width = Fraction(quantity.high - quantity.low) / 2
    return width.numerator if width.denominator == 1 else width


def step_of(quantity: Quantity) -> int | Fraction:
    """One unit of the last printed digit: 1 for an exact whole number (1 分 for money), 0 for a ratio."""
    if isinstance(quantity, Measure):
        return quantity.step
    return 1 if isinstance(quantity, int) else 0


def magnitude(number: int | Fraction) -> int | Fraction:
    """The absolute value (``abs`` of a union of number types is not typed)."""
    return -number if number < 0 else number


def _widest(left: Quantity, right: Quantity) -> int | Fraction:
    return max(step_of(left), step_of(right))


def add(left: Quantity, right: Quantity) -> Quantity:
    """Sum; bounds add up."""
    if not isinstance(left, Measure) and not isinstance(right, Measure):
        return left + right
    left_low, left_high = bounds(left)
    right_low, right_high = bounds(right)
    return Measure(midpoint(left) + midpoint(right), left_low + right_low, left_high + right_high, _widest(left, right))


def negate(quantity: Quantity) -> Quantity:
    """The quantity with its sign turned."""
    if not isinstance(quantity, Measure):
        return -quantity
    return Measure(-quantity.value, -quantity.high, -quantity.low, quantity.step)


def subtract(left: Quantity, right: Quantity) -> Quantity:
    """Difference; the bounds widen as in a sum."""
    if not isinstance(left, Measure) and not isinstance(right, Measure):
        return left - right
    return add(left, negate(right))


def multiply(left: Quantity, right: Quantity) -> Quantity:
    """Product, exact; also serves for scaling by a plain number."""
    if not isinstance(left, Measure) and not isinstance(right, Measure):
        return left * right
    corners = [a * b for a in bounds(left) for b in bounds(right)]
    if not isinstance(left, Measure):
        step = magnitude(left) * step_of(right)
    elif not isinstance(right, Measure):
        step = magnitude(right) * step_of(left)
    else:
        step = max(corners) - min(corners)
    return Measure(midpoint(left) * midpoint(right), min(corners), max(corners), step)


def divide(left: Quantity, right: Quantity) -> Quantity | None:
    """Quotient, exact; ``None`` where the divisor may be zero, because then no value can be stated."""
    right_low, right_high = bounds(right)
    if right_low <= 0 <= right_high:
        return None
    if not isinstance(left, Measure) and not isinstance(right, Measure):
        return Fraction(left) / Fraction(right)
    inverse_bounds = sorted((1 / Fraction(right_low), 1 / Fraction(right_high)))
    inverse: Quantity = (
        1 / Fraction(midpoint(right))
        if not isinstance(right, Measure)
        else Measure(1 / Fraction(right.value), inverse_bounds[0], inverse_bounds[1], 0)
    )
    return multiply(left, inverse)


def meets(left: Quantity, right: Quantity) -> bool:
    """Whether some values inside both intervals are equal (touching bounds count)."""
    left_low, left_high = bounds(left)
    right_low, right_high = bounds(right)
    return left_low <= right_high and right_low <= left_high


def gap(left: Quantity, right: Quantity) -> int | Fraction:
    """How far the two intervals are apart; 0 when they meet."""
    left_low, left_high = bounds(left)
    right_low, right_high = bounds(right)
    return max(left_low - right_high, right_low - left_high, 0)
