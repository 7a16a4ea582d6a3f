"""Printed intervals: arithmetic keeps every value the printed figures may have had."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.figures import (
    Measure,
    Quantity,
    add,
    bounds,
    divide,
    gap,
    half_width,
    meets,
    midpoint,
    multiply,
    negate,
    step_of,
    subtract,
)

whole = st.integers(-(10**12), 10**12)


@st.composite
def quantities(draw: st.DrawFn) -> tuple[Quantity, Fraction]:
    """A quantity together with one true value inside it."""
    value = draw(whole)
    if draw(st.booleans()):
        return value, Fraction(value)
    step = draw(st.sampled_from([10, 100, 10**4, 10**6]))
    offset = draw(st.integers(-step // 2, step // 2))
    return Measure(value, value - step // 2, value + step // 2, step), Fraction(value + offset)


def inside(quantity: Quantity | None, truth: Fraction) -> bool:
    if quantity is None:
        return False
    low, high = bounds(quantity)
    return low <= truth <= high


@given(quantities(), quantities())
def test_every_operation_contains_the_true_result(
    left: tuple[Quantity, Fraction], right: tuple[Quantity, Fraction]
) -> None:
    (a, true_a), (b, true_b) = left, right
    assert inside(add(a, b), true_a + true_b)
    assert inside(subtract(a, b), true_a - true_b)
    assert inside(multiply(a, b), true_a * true_b)
    assert inside(negate(a), -true_a)
    quotient = divide(a, b)
    low, high = bounds(b)
    if low <= 0 <= high:
        assert quotient is None
    else:
        assert inside(quotient, true_a / true_b)


@given(quantities(), quantities())
def test_addition_commutes_and_subtraction_undoes_the_nominal_value(
    left: tuple[Quantity, Fraction], right: tuple[Quantity, Fraction]
) -> None:
    a, b = left[0], right[0]
    assert add(a, b) == add(b, a)
    assert midpoint(subtract(add(a, b), b)) == midpoint(a)


@given(quantities(), quantities())
def test_gap_is_zero_exactly_where_the_intervals_meet(
    left: tuple[Quantity, Fraction], right: tuple[Quantity, Fraction]
) -> None:
    assert (gap(left[0], right[0]) == 0) == meets(left[0], right[0])
    assert gap(left[0], right[0]) == gap(right[0], left[0])


def test_touching_bounds_meet_and_a_unit_beyond_does_not() -> None:
    first = Measure(100, 95, 105, 10)
    assert meets(first, Measure(110, 105, 115, 10))
    assert gap(first, Measure(120, 115, 125, 10)) == 10
    assert not meets(first, 106)


def test_exact_numbers_stay_exact() -> None:
    assert add(3, 4) == 7
    assert divide(1, 3) == Fraction(1, 3)
    assert half_width(7) == 0
    assert step_of(7) == 1
    assert step_of(Fraction(1, 3)) == 0


@pytest.mark.parametrize("factor", [2, -3, Fraction(1, 2)])
def test_scaling_scales_value_bounds_and_step(factor: int | Fraction) -> None:
    scaled = multiply(Measure(100, 95, 105, 10), factor)
    assert isinstance(scaled, Measure)
    assert scaled.value == 100 * factor
    assert sorted((95 * factor, 105 * factor)) == [scaled.low, scaled.high]
    assert scaled.step == abs(10 * factor)
