"""A published report beside last year's: what its text says of last year (XY-03), and what carries over."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from juesuan_gui.checks.observations import Observation
from juesuan_gui.examination import Examination
from juesuan_gui.forms import Level
from juesuan_gui.two_years import is_last_year_of, with_last_year
from tests.examination.texts import examined, general_table

Row = tuple[str, str, str, str, str]
HEADING = "五、一般公共预算财政拨款支出决算情况说明"
#: This year 150.00, last year 120.00.
NOW: tuple[Row, ...] = (("", "合计", "150.00", "100.00", "50.00"),)
BEFORE: tuple[Row, ...] = (("", "合计", "120.00", "90.00", "30.00"),)


def report(year: int, rows: Sequence[Row], *sentences: str, name: str = "某县某局", unit: str = "元") -> Examination:
    title = f"{year}年度一般公共预算财政拨款支出决算表"
    table = general_table(rows, title=title, department=f"部门：{name}", unit=f"金额单位：{unit}")
    return examined([f"{name}{year}年度部门决算", "", *table, HEADING, *sentences])


def told(
    sentence: str, before: Sequence[Row] = BEFORE, now: Sequence[Row] = NOW, unit: str = "元"
) -> list[Observation]:
    both = with_last_year(report(2020, now, sentence, unit=unit), report(2019, before, unit=unit))
    return [item for item in both.observations if item.check == "XY-03"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年度一般公共预算财政拨款支出150.00元，比上年增加30.00元，增长25%。",
        "2020年度一般公共预算财政拨款支出150.00元，比2019年增长25%。",
        "2020年度一般公共预算财政拨款支出150.00元，比年初预算减少9.00元。",
    ],
)
def test_right_figures_are_held(sentence: str) -> None:
    assert told(sentence) == []
    both = with_last_year(report(2020, NOW, sentence), report(2019, BEFORE))
    assert any(item.check == "XY-03" for item in both.held) is ("预算减少" not in sentence)


@pytest.mark.parametrize(
    ("sentence", "stated", "expected"),
    [
        ("一般公共预算财政拨款支出150.00元，比上年增加40.00元。", "40.00元", "30.00元"),
        ("一般公共预算财政拨款支出150.00元，比2019年减少30.00元。", "-30.00元", "30.00元"),
        ("一般公共预算财政拨款支出150.00元，比上年增长36.36%。", "36.36%", "25.00%"),
    ],
)
def test_another_figure_of_last_year_is_an_error(sentence: str, stated: str, expected: str) -> None:
    (item,) = told(sentence)
    assert (item.level, item.stated, item.expected) == (Level.ERROR, stated, expected)
    assert item.spot.place.line is not None
    assert item.others[0].table == "T5"


def test_a_declared_reorganisation_makes_it_a_warning() -> None:
    (item,) = told("一般公共预算财政拨款支出150.00元，比上年增加40.00元，主要原因是机构改革后职能划转。")
    assert item.level is Level.WARNING


def test_a_blank_total_of_last_year_says_what_its_rows_give_and_an_unread_one_nothing() -> None:
    blank: tuple[Row, ...] = (("", "合计", "", "", ""), ("201", "一般公共服务支出", "1.00", "1.00", ""))
    (item,) = told("一般公共预算财政拨款支出150.00元，比上年增加30.00元。", blank)
    assert item.expected == "149.00元"
    unread: tuple[Row, ...] = (("", "合计", "1２0.0.0", "90.00", "30.00"),)
    assert told("一般公共预算财政拨款支出150.00元，比上年增加30.00元。", unread) == []


def test_rounding_in_ten_thousands_is_no_difference() -> None:
    # 1,500,049 − 1,199,951 元: 30.01 万元 by the 元 figures, 30.00 by the printed 万元.
    now: tuple[Row, ...] = (("", "合计", "150.00", "100.00", "50.00"),)
    for change, level in (("30.00", None), ("30.01", None), ("30.02", Level.WARNING), ("30.50", Level.ERROR)):
        found = told(f"一般公共预算财政拨款支出150.00万元，比上年增加{change}万元。", BEFORE, now, unit="万元")
        assert [item.level for item in found] == ([] if level is None else [level]), change


def test_a_figure_that_differs_from_its_own_table_is_left_to_the_check_of_that() -> None:
    assert told("一般公共预算财政拨款支出160.00元，比上年增加40.00元。") == []


def test_only_last_years_report_of_the_same_department_counts() -> None:
    this, last = report(2020, NOW), report(2019, BEFORE)
    assert is_last_year_of(last, this) and not is_last_year_of(this, last)
    assert not is_last_year_of(report(2018, BEFORE), this)
    assert not is_last_year_of(report(2019, BEFORE, name="某县另一局"), this)


def test_without_tables_nothing_changes() -> None:
    this = report(2020, NOW, "一般公共预算财政拨款支出150.00元，比上年增加40.00元。")
    assert with_last_year(this, examined(["某县某局2019年度部门决算", "情况说明"])) is this
