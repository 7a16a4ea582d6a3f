"""科目 codes printed as 类, 款 and 项 in three columns, whole or each row with its own part alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from juesuan_gui.examination import Examination
from tests.examination.texts import examined

_HEAD = [
    "2020年度一般公共预算财政拨款支出决算表",
    "部门：某县某局",
    "金额单位：元",
    "",
    "项目\t\t\t\t本年支出\t\t",
    "功能分类科目编码\t\t\t科目名称\t小计\t基本支出\t项目支出",
    "类\t款\t项\t\t\t\t",
    "栏次\t\t\t\t1\t2\t3",
    "合计\t\t\t\t170.00\t120.00\t50.00",
]
_WHOLE = [
    ("208", "", "", "社会保障和就业支出", "150.00", "100.00", "50.00"),
    ("208", "05", "", "行政事业单位养老支出", "150.00", "100.00", "50.00"),
    ("208", "05", "05", "机关事业单位基本养老保险缴费支出", "100.00", "100.00", ""),
    ("208", "05", "06", "机关事业单位职业年金缴费支出", "50.00", "", "50.00"),
    ("210", "", "", "卫生健康支出", "20.00", "20.00", ""),
    ("210", "11", "", "行政事业单位医疗", "20.00", "20.00", ""),
    ("210", "11", "01", "行政单位医疗", "20.00", "20.00", ""),
]
_CODES = ["208", "20805", "2080505", "2080506", "210", "21011", "2101101"]


def _own_part(row: Sequence[str]) -> tuple[str, ...]:
    last = max(place for place in range(3) if row[place])
    return (*("" if place < last else row[place] for place in range(3)), *row[3:])


def _printed(rows: Sequence[Sequence[str]]) -> Examination:
    return examined([*_HEAD, *("\t".join(row) for row in rows), ""])


def _codes(examination: Examination) -> list[str]:
    assert examination.recognised is not None
    (table,) = examination.recognised.tables
    return [row.code for row in table.code_rows]


@pytest.mark.parametrize("rows", [_WHOLE, [_own_part(row) for row in _WHOLE]], ids=["whole", "own part"])
def test_codes_in_three_columns(rows: Sequence[Sequence[str]]) -> None:
    examination = _printed(rows)
    assert _codes(examination) == _CODES
    assert examination.result is not None
    assert not [item for item in examination.result.findings if item.check.startswith("T5")]


def test_a_wrong_part_is_found_all_the_same() -> None:
    rows = [list(_own_part(row)) for row in _WHOLE]
    rows[3][6] = rows[3][4] = "70.00"
    examination = _printed(rows)
    assert examination.result is not None
    assert [item for item in examination.result.findings if item.check.startswith("T5")]


def test_a_part_below_nothing_is_listed_and_not_guessed() -> None:
    rows = [_own_part(row) for row in _WHOLE[1:4]]
    examination = _printed(rows)
    assert _codes(examination) == []
    assert len([item for item in examination.unread if "没有科目编码" in item.why]) == len(rows)


def test_noughts_where_the_codes_stand_are_the_total_of_an_empty_table_and_never_a_code() -> None:
    head = [*_HEAD[:-1]]
    for rows, total in (([], ["合计"]), ([_WHOLE[0]], [])):
        lines = [*head, *("\t".join(row) for row in rows), "000\t\t\t\t7.00\t7.00\t0.00", ""]
        examination = examined(lines)
        assert _codes(examination) == [row[0] for row in rows]
        assert examination.recognised is not None
        (table,) = examination.recognised.tables
        # Among rows with codes nobody knows what such a row is: it is told, never taken.
        assert sorted({item.address.row for item in table.figures} - {"208"}) == total
        assert bool(table.unmatched_rows) is bool(rows)
