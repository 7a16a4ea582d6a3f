"""What accountants type and paste becomes exact amounts or printed intervals, or a clear refusal."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.figures import (
    AmountError,
    Figure,
    Measure,
    NumberStyle,
    Unit,
    exact_money,
    format_figure,
    format_percent,
    in_unit,
    parse_amount,
    parse_number,
    parse_percent,
    printed_money,
    round_half_up,
)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1234.56", 123456),
        ("1,234.56", 123456),
        ("１，２３４．５６", 123456),
        ("1 234.56", 123456),
        ("1\u00a0234.56", 123456),
        ("1234.56\u200b", 123456),
        ("（1,234.56）", -123456),
        ("(1,234.56)", -123456),
        ("-1,234.56", -123456),
        ("−1234.56", -123456),
        ("－1234.56", -123456),
        ("¥1,234.56", 123456),
        ("￥1,234.56元", 123456),
        ("12.34万元", 12340000),
        ("12.34 万", 12340000),
        ("1.5亿元", 15_000_000_000),
        (".50", 50),
        ("0.00", 0),
        ("00.00", 0),
        ("-0.00", 0),
        ("+5.00", 500),
    ],
)
def test_amounts_are_read(text: str, fen: int) -> None:
    figure = parse_amount(text)
    assert figure is not None
    assert figure.value == fen


@pytest.mark.parametrize("text", ["", "  ", "—", "-", "－", "–", "――", "/", "\u3000"])
def test_blank_and_dash_are_blank_not_zero(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    "text",
    ["abc", "1,23", "12,34.5", "1,2345", "1.2.3", "1..2", "--5", "(-5)", "12元3", "二〇", "1e5", "nan", "1/2", ",123"],
)
def test_what_is_no_amount_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text)
    assert str(caught.value)


def test_forty_digits_are_refused() -> None:
    with pytest.raises(AmountError):
        parse_amount("9" * 40)


def test_finer_than_the_fen_is_refused() -> None:
    with pytest.raises(AmountError):
        parse_amount("1.234")
    assert parse_amount("1.123456", Unit.WAN_YUAN) == Figure(1123456)
    with pytest.raises(AmountError):
        parse_amount("1.1234567", Unit.WAN_YUAN)


def test_printed_decimals_decide_the_interval() -> None:
    assert parse_amount("1,224.48", Unit.WAN_YUAN) == Figure(1224480000, 10**4, exact=False)
    figure = parse_amount("1,224.48", Unit.WAN_YUAN)
    assert figure is not None
    assert figure.quantity() == Measure(1224480000, 1224475000, 1224485000, 10**4)
    assert parse_amount("103748.1") == Figure(10374810, 10, exact=False)
    assert parse_amount("103748.10") == Figure(10374810)


@given(st.integers(-(10**16), 10**16), st.sampled_from(list(Unit)), st.booleans())
def test_printing_with_all_decimals_reads_back_exactly(fen: int, unit: Unit, thousands: bool) -> None:
    decimals = {Unit.YUAN: 2, Unit.QIAN_YUAN: 5, Unit.WAN_YUAN: 6, Unit.YI_YUAN: 10}[unit]
    text = format_figure(exact_money(fen), NumberStyle(unit, decimals, thousands))
    assert parse_amount(text, unit) == Figure(fen)


@given(st.integers(-(10**14), 10**14), st.integers(0, 5))
def test_a_rounded_print_contains_what_was_printed(fen: int, decimals: int) -> None:
    text = format_figure(exact_money(fen), NumberStyle(Unit.WAN_YUAN, decimals))
    figure = parse_amount(text, Unit.WAN_YUAN)
    assert figure is not None
    quantity = figure.quantity()
    assert isinstance(quantity, Measure)
    assert quantity.low <= fen <= quantity.high


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(25, 10), 0, "3"),
        (Fraction(4999, 1000000), 2, "0.00"),
        (Fraction(1005, 1000), 2, "1.01"),
        (Fraction(-25, 10), 0, "-3"),
    ],
)
def test_halves_round_away_from_zero(value: Fraction, decimals: int, rounded: str) -> None:
    assert round_half_up(value, decimals) == Decimal(rounded)


def test_number_styles() -> None:
    figure = exact_money(123456789)
    assert format_figure(figure, NumberStyle(Unit.YUAN)) == "1,234,567.89"
    assert format_figure(figure, NumberStyle(Unit.YUAN, thousands=False)) == "1234567.89"
    assert format_figure(figure, NumberStyle(Unit.WAN_YUAN)) == "123.46"
    assert format_figure(exact_money(0), NumberStyle()) == "0.00"
    assert format_figure(exact_money(0), NumberStyle(zero="—")) == "—"
    assert format_figure(None, NumberStyle(blank="")) == ""
    assert format_figure(exact_money(-40), NumberStyle(Unit.WAN_YUAN)) == "0.00"
    assert in_unit(exact_money(5000), Unit.WAN_YUAN, 2) == Decimal("0.01")


def test_printed_money_refuses_parts_of_a_fen() -> None:
    with pytest.raises(ValueError):
        printed_money(Decimal("0.001"), Unit.YUAN, 3)


def test_counts_and_other_numbers() -> None:
    assert parse_number("12") == Figure(12)
    assert parse_number("1,234.5") == Figure(Fraction("1234.5"), Fraction(1, 10), exact=False)
    assert parse_number("—") is None
    with pytest.raises(AmountError):
        parse_number("十二")


@pytest.mark.parametrize(
    ("text", "ratio", "step"),
    [
        ("57.63%", Fraction(5763, 10000), Fraction(1, 10000)),
        ("０％", Fraction(0), Fraction(1, 100)),
        ("-1.10 %", Fraction(-110, 10000), Fraction(1, 10000)),
        ("100%", Fraction(1), Fraction(1, 100)),
    ],
)
def test_percentages_keep_their_decimals(text: str, ratio: Fraction, step: Fraction) -> None:
    assert parse_percent(text) == Figure(ratio, step, exact=False)


def test_percent_needs_its_sign_and_prints_half_up() -> None:
    with pytest.raises(AmountError):
        parse_percent("57.63")
    assert format_percent(Fraction(1, 3)) == "33.33%"
    assert format_percent(Fraction(2, 3), 1) == "66.7%"
    assert format_percent(Fraction(-5, 100000)) == "-0.01%"
