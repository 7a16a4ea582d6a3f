"""A file with two reports in it: the first is examined, the second listed, never mixed into it."""

from __future__ import annotations

import pytest

from tests.examination.texts import examined, total_table


def report(office: str, year: int, total: str) -> list[str]:
    return [
        f"{office}{year}年度部门决算",
        "",
        f"第二部分 {office}{year}年度部门决算表",
        *total_table(),
        f"第三部分 {office}{year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{office}{year}年度本年收入合计{total}元。",
        "",
    ]


@pytest.mark.parametrize(
    ("office", "year", "is_another"),
    [("某县财政局", 2020, True), ("某县教育局", 2019, True), ("某县教育局", 2020, False)],
    ids=["another office", "another year", "the same report printed again"],
)
def test_a_second_report_is_listed_and_not_examined(office: str, year: int, is_another: bool) -> None:
    first, second = report("某县教育局", 2020, "10.00"), report(office, year, "777.00")
    both = examined([*first, *second])
    alone = examined(first)
    listed = [item for item in both.unread if "另一份报告" in item.why]
    assert len(listed) == is_another
    if is_another:
        assert office in listed[0].quote and listed[0].place.line == len(first) + 1
        told = [(item.check, item.stated) for item in both.observations]
        assert told == [(item.check, item.stated) for item in alone.observations]
        assert both.unit_name == alone.unit_name


def test_an_annex_that_prints_the_tables_again_is_no_second_report() -> None:
    first = report("某县教育局", 2020, "10.00")
    again = ["附件：2020年度部门决算公开表", "", *total_table()]
    assert not any("另一份报告" in item.why for item in examined([*first, *again]).unread)
