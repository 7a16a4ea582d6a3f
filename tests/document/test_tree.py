"""The document tree: printed amounts, grids that cannot be, headings of the contents."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.document import (
    Cell,
    Column,
    Document,
    Grid,
    NumberFormat,
    Paragraph,
    Section,
    TextStyle,
    contents_entries,
    grids_of,
)

TWO = (Column(), Column())


@pytest.mark.parametrize(
    ("amount", "number_format", "text"),
    [
        ("1224.48", NumberFormat(), "1,224.48"),
        ("-1224.485", NumberFormat(), "-1,224.49"),
        ("2.665", NumberFormat(), "2.67"),
        ("1224.48", NumberFormat(thousands=False), "1224.48"),
        ("0", NumberFormat(), "0.00"),
        ("0.00", NumberFormat(zero_text=""), ""),
        ("0", NumberFormat(zero_text="—"), "—"),
        ("0.001", NumberFormat(zero_text="—"), "0.00"),
        ("-0.001", NumberFormat(), "0.00"),
        ("57.6", NumberFormat(decimals=2, suffix="%"), "57.60%"),
        ("12", NumberFormat(decimals=0), "12"),
        ("99999999999999.99", NumberFormat(), "99,999,999,999,999.99"),
    ],
)
def test_amounts_as_printed(amount: str, number_format: NumberFormat, text: str) -> None:
    assert number_format.text_of(Decimal(amount)) == text


@given(st.decimals(-(10**15), 10**15, places=4), st.integers(0, 4), st.booleans())
def test_a_printed_amount_reads_back_within_half_its_last_digit(
    amount: Decimal, decimals: int, thousands: bool
) -> None:
    text = NumberFormat(decimals, thousands).text_of(amount)
    assert abs(Decimal(text.replace(",", "")) - amount) <= Decimal(5).scaleb(-decimals - 1)


@pytest.mark.parametrize(
    "cells",
    [
        (Cell(0, 0, "甲", column_span=2), Cell(0, 1, "乙")),
        (Cell(0, 0, "甲", row_span=2), Cell(1, 0, "乙")),
        (Cell(0, 1, "甲", column_span=2),),
        (Cell(-1, 0, "甲"),),
        (Cell(0, 0, "甲", row_span=0),),
    ],
)
def test_impossible_cells_are_refused(cells: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError, match="表"):
        Grid("表", TWO, cells)


def test_header_and_body_do_not_merge() -> None:
    with pytest.raises(ValueError, match="header"):
        Grid("表", TWO, (Cell(0, 0, "甲", row_span=2), Cell(1, 1, "乙")), header_rows=1)


def test_rows_reach_down_to_the_last_merged_cell() -> None:
    assert Grid("表", TWO, (Cell(0, 0, "甲", row_span=3),)).row_count == 3
    assert Grid("表", TWO, ()).row_count == 0


def test_contents_list_headings_and_table_titles_in_order() -> None:
    grid = Grid("T1", TWO, (Cell(0, 0, "甲"),), title=Paragraph.of("表一", TextStyle.TABLE_TITLE))
    document = Document(
        "报告",
        (
            Section(
                (
                    Paragraph.of("封面", TextStyle.COVER_TITLE),
                    Paragraph.of("第一部分", TextStyle.PART_TITLE),
                    Paragraph.of("一、", TextStyle.HEADING_1),
                    Paragraph.of("（一）", TextStyle.HEADING_2),
                    grid,
                )
            ),
            Section(
                (
                    Paragraph.of("不列入", TextStyle.HEADING_1, outline_level=0),
                    Paragraph.of("附件", TextStyle.BODY, outline_level=1),
                )
            ),
        ),
    )
    assert [entry.text for entry in contents_entries(document, 2)] == ["第一部分", "一、", "表一", "附件"]
    assert [entry.text for entry in contents_entries(document, 1)] == ["第一部分", "附件"]
    assert list(grids_of(document)) == [grid]
