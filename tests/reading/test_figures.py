"""Figures: the interval that a cell stands for, and cells that hold no figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan_gui.document import Place
from juesuan_gui.figures import Figure, Unit, day_figure
from juesuan_gui.forms import ColumnKind, Form
from juesuan_gui.reading import Recognised, Unmatched
from juesuan_gui.reading.tables.amounts import FigureCell, stated_of
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated
from tests.reading.books import Sheet, Value, read_back, stated_in, tiny_form, write_book


@pytest.fixture(scope="module")
def form() -> Form:
    return tiny_form()


def read(form: Form, path: Path, amounts: dict[str, Value | float], unit: str = "元", computed: str = "") -> Recognised:
    """T1 with these amounts in its rows."""
    values = {(row, "决算数"): amount for row, amount in amounts.items()}
    book = write_book(path, [Sheet(form.table("T1"), values, unit=unit, number_format="General")])  # type: ignore[arg-type]
    return read_back(book, form, lambda table, row, column: (table, row, column) == ("T1", computed, "决算数"))


def figure(recognised: Recognised, row: str) -> Figure | None:
    return stated_in(recognised)[Address("T1", row, "决算数")].figure


def unread(recognised: Recognised) -> list[Unmatched]:
    return [item for table in recognised.tables for item in table.unread]


def test_numbers_of_one_workbook_share_their_precision(form: Form, tmp_path: Path) -> None:
    """103748.1 beside 4300085.06 is exact to the 分: a workbook keeps numbers, not prints."""
    recognised = read(
        form, tmp_path / "x.xlsx", {"一般公共预算财政拨款收入": 4300085.06, "外交支出": 103748.1, "本年收入合计": 0}
    )
    assert figure(recognised, "外交支出") == Figure(10374810)
    assert figure(recognised, "本年收入合计") == Figure(0)


def test_whole_yuan_are_intervals(form: Form, tmp_path: Path) -> None:
    recognised = read(form, tmp_path / "x.xlsx", {"外交支出": 103748, "本年收入合计": 5})
    assert figure(recognised, "外交支出") == Figure(10374800, 100, exact=False)


def test_a_workbook_in_wan_yuan_holds_intervals(form: Form, tmp_path: Path) -> None:
    recognised = read(form, tmp_path / "x.xlsx", {"外交支出": 1224.48, "本年收入合计": 162.4}, unit="万元")
    assert figure(recognised, "外交支出") == Figure(1224480000, 10000, exact=False)
    assert figure(recognised, "本年收入合计") == Figure(162400000, 10000, exact=False)


def test_wan_yuan_divided_out_of_yuan_are_exact(form: Form, tmp_path: Path) -> None:
    recognised = read(form, tmp_path / "x.xlsx", {"外交支出": 430.008506, "本年收入合计": 1.0}, unit="万元")
    assert figure(recognised, "外交支出") == Figure(430008506)


@pytest.mark.parametrize("number", [7059.5000000001, 7059.499999999999, 7059.50000000000091])
def test_artefacts_of_binary_storage_go_away(form: Form, tmp_path: Path, number: float) -> None:
    recognised = read(form, tmp_path / "x.xlsx", {"外交支出": number, "本年收入合计": 0.01})
    assert figure(recognised, "外交支出") == Figure(705950)


def test_a_number_finer_than_the_fen_is_unread(form: Form, tmp_path: Path) -> None:
    recognised = read(form, tmp_path / "x.xlsx", {"外交支出": 7059.501, "本年收入合计": 1.25})
    assert figure(recognised, "外交支出") is None
    assert figure(recognised, "本年收入合计") == Figure(125)
    (item,) = unread(recognised)
    assert item.text == "7059.501" and "比分还细" in item.reason and item.place.cell == "F8"


def test_yuan_made_to_look_like_wan_yuan_are_unread(form: Form, tmp_path: Path) -> None:
    """The sheet says 万元 and prints 430.0, but stores 4300085.06: either may be meant."""
    table = form.table("T1")
    values: dict[tuple[str, str], Value] = {("外交支出", "决算数"): Decimal("4300085.06")}
    recognised = read_back(
        write_book(tmp_path / "x.xlsx", [Sheet(table, values, unit="万元", number_format="0\\.0,")]), form
    )
    (item,) = unread(recognised)
    assert item.text == "430.0" and "实际存的数是 4300085.06" in item.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,300,085.06", Figure(430008506)),
        ("103748.1", Figure(10374810, 10, exact=False)),
        ("００.００", Figure(0)),
        ("-12.00", Figure(-1200)),
        ("（12.00）", Figure(-1200)),
        ("12.5万元", Figure(12500000, 100000, exact=False)),
    ],
)
def test_texts_carry_their_own_precision(form: Form, tmp_path: Path, text: str, expected: Figure) -> None:
    assert figure(read(form, tmp_path / "x.xlsx", {"外交支出": text, "本年收入合计": 1.25}), "外交支出") == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("见附件", "不是数字"),
        ("4300085.06 3470158.34", "不是"),
        ("1234567890123456789012345678901234567890", "超过 15 位"),
        ("1,23", "千分位"),
        ("#REF!", "不是数字"),
        ("12.345", "超过了分"),
        ("=1+1", "没有存计算结果"),
    ],
)
def test_what_is_no_figure_is_kept_as_text_and_listed(form: Form, tmp_path: Path, text: str, reason: str) -> None:
    recognised = read(form, tmp_path / "x.xlsx", {"外交支出": text, "本年收入合计": 1.25})
    stated = stated_in(recognised)[Address("T1", "外交支出", "决算数")]
    assert (stated.figure, stated.text, stated.origin) == (None, text, Origin.IMPORTED)
    assert reason in stated.unread
    assert [item.text for item in unread(recognised)] == [text]


def test_a_number_of_forty_digits_is_unread(form: Form, tmp_path: Path) -> None:
    recognised = read(
        form,
        tmp_path / "x.xlsx",
        {"外交支出": Decimal("1234567890123456789012345678901234567890"), "本年收入合计": 1.25},
    )
    assert figure(recognised, "外交支出") is None
    assert len(unread(recognised)) == 1


@pytest.mark.parametrize("text", [None, "—", "-", "/", "　"])
def test_a_blank_is_stated_only_where_the_form_computes(form: Form, tmp_path: Path, text: str | None) -> None:
    recognised = read(
        form, tmp_path / "x.xlsx", {"外交支出": text, "本年收入合计": text, "收入总计": 1.25}, computed="本年收入合计"
    )
    stated = stated_in(recognised)
    assert Address("T1", "外交支出", "决算数") not in stated
    assert stated[Address("T1", "本年收入合计", "决算数")] == Stated(None, Origin.IMPORTED)
    assert unread(recognised) == []


@pytest.mark.parametrize(
    ("kind", "text", "figure", "words"),
    [
        (ColumnKind.TEXT, " 某财发〔2021〕12号 ", None, "某财发〔2021〕12号"),
        (ColumnKind.DATE, "2021年10月19日", day_figure(date(2021, 10, 19)), ""),
        (ColumnKind.DATE, "", None, ""),
        (ColumnKind.COUNT, "12", Figure(12), ""),
    ],
)
def test_words_days_and_counts_are_read_as_such(kind: ColumnKind, text: str, figure: Figure | None, words: str) -> None:
    place = Place(sheet="表", cell="A1")
    cell = FigureCell(Address("公开", "公开情况", "甲"), kind, Unit.YUAN, (), place, text)
    assert stated_of(cell, {}) == Stated(figure, Origin.IMPORTED, words)


def test_a_day_that_is_none_is_unread_with_its_reason() -> None:
    cell = FigureCell(
        Address("公开", "公开情况", "甲"), ColumnKind.DATE, Unit.YUAN, (), Place(sheet="表", cell="A1"), "去年"
    )
    stated = stated_of(cell, {})
    assert (stated.figure, stated.text) == (None, "去年")
    assert "不是日期" in stated.unread
