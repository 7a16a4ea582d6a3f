"""How the grid writes and reads figures."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.figures import AmountError, Figure, NumberStyle, Unit, exact_money
from juesuan_gui.forms import ColumnKind
from juesuan_gui.ui.grid.amounts import Amounts

MONEY = ColumnKind.MONEY
YUAN = NumberStyle(Unit.YUAN)
WAN = NumberStyle(Unit.WAN_YUAN)


@pytest.mark.parametrize(
    ("style", "unit", "figure", "shown"),
    [
        (YUAN, Unit.YUAN, exact_money(123456789), "1,234,567.89"),
        (NumberStyle(Unit.YUAN, thousands=False), Unit.YUAN, exact_money(123456789), "1,234,567.89"),
        (YUAN, Unit.WAN_YUAN, exact_money(123456789), "123.46"),
        (WAN, Unit.WAN_YUAN, Figure(1_224_480_000, 10_000, exact=False), "1,224.48"),
        (WAN, Unit.YUAN, Figure(1_224_480_000, 10_000, exact=False), "12,244,800"),
        (WAN, Unit.YUAN, exact_money(150), "1.50"),
        (YUAN, Unit.YUAN, None, ""),
        (YUAN, Unit.YUAN, exact_money(0), "0.00"),
        (NumberStyle(Unit.YUAN, zero="—"), Unit.YUAN, exact_money(0), "—"),
    ],
)
def test_shown(style: NumberStyle, unit: Unit, figure: Figure | None, shown: str) -> None:
    assert Amounts(style, unit).shown(figure, MONEY) == shown


@pytest.mark.parametrize(
    ("style", "unit", "text", "figure"),
    [
        (YUAN, Unit.YUAN, "1,234.5", exact_money(123450)),
        (YUAN, Unit.WAN_YUAN, "1.5", exact_money(1_500_000)),
        (YUAN, Unit.YUAN, "1.5万元", exact_money(1_500_000)),
        (WAN, Unit.WAN_YUAN, "1.50", Figure(1_500_000, 10_000, exact=False)),
        (WAN, Unit.WAN_YUAN, "1", Figure(1_000_000, 1_000_000, exact=False)),
        (WAN, Unit.YUAN, "15000", exact_money(1_500_000)),
        (WAN, Unit.WAN_YUAN, "15000元", exact_money(1_500_000)),
        (WAN, Unit.WAN_YUAN, "１５０００ 元", exact_money(1_500_000)),
        (WAN, Unit.WAN_YUAN, "—", None),
    ],
)
def test_read(style: NumberStyle, unit: Unit, text: str, figure: Figure | None) -> None:
    assert Amounts(style, unit).read(text, MONEY) == figure


def test_counts_and_percentages() -> None:
    amounts = Amounts(WAN, Unit.WAN_YUAN)
    assert amounts.read("12", ColumnKind.COUNT) == Figure(12)
    assert amounts.shown(Figure(12), ColumnKind.COUNT) == "12"
    percent = amounts.read("57.63", ColumnKind.PERCENT)
    assert percent is not None and percent.value == Fraction(5763, 10_000)
    assert amounts.shown(percent, ColumnKind.PERCENT) == "57.63%"


def test_a_text_column_takes_no_figure() -> None:
    with pytest.raises(AmountError):
        Amounts(YUAN, Unit.YUAN).read("1", ColumnKind.TEXT)


@given(st.integers(-(10**15), 10**15), st.sampled_from([Unit.YUAN, Unit.WAN_YUAN]), st.booleans())
def test_the_exact_text_reads_back_as_the_same_figure(fen: int, unit: Unit, thousands: bool) -> None:
    amounts = Amounts(YUAN, unit)
    assert amounts.read(amounts.exact(exact_money(fen), MONEY, thousands=thousands), MONEY) == exact_money(fen)


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_printed_figure_in_wan_yuan_reads_back_with_its_interval(units: int, decimals: int) -> None:
    step = 10 ** (6 - decimals)
    figure = Figure(units * step, step, exact=False)
    amounts = Amounts(WAN, Unit.WAN_YUAN)
    assert amounts.read(amounts.exact(figure, MONEY), MONEY) == figure
