"""Counts behind “三公” spending told in the text, against a table of the same source that prints them."""

from __future__ import annotations

from juesuan_gui.checks.observations import Observation
from tests.examination.texts import examined

_TEXT = [
    "某县某局2020年度部门决算",
    "四、一般公共预算财政拨款“三公”经费支出决算情况说明",
    "1.因公出国（境）费0万元，全年因公出国（境）团组0个，累计0人次。",
    "2.公务用车购置及运行维护费3.00万元，其中：公务用车购置费0万元，购置公务用车0辆；"
    "公务用车运行维护费3.00万元，公务用车保有量{kept}辆。",
    "3.公务接待费2.00万元，{home}公务接待12批次，{visitors}人次。",
]
_TABLE = [
    "“三公”经费、行政参公单位机关运行经费情况表",
    "项目\t行次\t统计数",
    "一、“三公”经费支出\t1\t—",
    "1.因公出国（境）团组数（个）\t9\t0",
    "2.因公出国（境）人次数（人）\t10\t0",
    "3.公务用车购置数（辆）\t11\t0",
    "4.公务用车保有量（辆）\t12\t{printed}",
    "5.国内公务接待批次（个）\t13\t12",
    "6.国内公务接待人次（人）\t15\t85",
    "7.国（境）外公务接待批次（个）\t17\t{abroad}",
]


def _differing(
    kept: str = "2", visitors: str = "85", home: str = "国内", printed: str = "2", abroad: str = "0"
) -> list[Observation]:
    words = {"kept": kept, "visitors": visitors, "home": home, "printed": printed, "abroad": abroad}
    lines = [line.format(**words) for line in (*_TEXT, *_TABLE)]
    return [item for item in examined(lines).observations if item.check == "N7-01" and item.kind == "table_vs_text"]


def test_counts_that_agree() -> None:
    assert not _differing()
    lines = [line.format(kept=2, visitors=85, home="国内", printed=2, abroad=0) for line in (*_TEXT, *_TABLE)]
    held = [item.spot.quote for item in examined(lines).held if (item.check, item.kind) == ("N7-01", "table_vs_text")]
    assert {"2辆", "12批次", "85人次"} <= set(held)


def test_a_count_told_otherwise() -> None:
    (item,) = _differing(visitors="58")
    assert (item.spot.quote, item.stated, item.expected) == ("58人次", "58", "85")
    assert item.others[0].quote == "85"
    (item,) = _differing(kept="3")
    assert (item.stated, item.expected) == ("3", "2")


def test_a_cell_that_is_blank_or_no_number_says_nothing() -> None:
    assert not _differing(printed="—")
    assert not _differing(printed="")
    assert not _differing(printed="无")


def test_visits_in_all_are_not_those_at_home_where_there_were_others() -> None:
    assert _differing(visitors="90", home="共接待国内外来宾，")
    assert not _differing(visitors="90", home="", abroad="1")


def test_a_row_with_a_budget_and_a_final_count_says_nothing() -> None:
    assert not _differing(kept="3", printed="4\t2")


def test_two_tables_that_differ_say_nothing() -> None:
    lines = [line.format(kept=5, visitors=85, home="国内", printed=2, abroad=0) for line in (*_TEXT, *_TABLE)]
    other = ["公务用车情况表", "项目\t数量", "公务用车保有量（辆）\t3", "公务用车购置数（辆）\t0"]
    told = [item for item in examined([*lines, *other]).observations if item.check == "N7-01"]
    assert not [item for item in told if item.kind == "table_vs_text"]
