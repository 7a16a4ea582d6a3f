"""What the explanation says of a figure, against the table that states it."""

from __future__ import annotations

import pytest

from juesuan_gui.forms import Level
from juesuan_gui.narrative.ties import load_ties, plain_subject, topic_of
from tests.examination.texts import examined, form_of, found, general_table, total_table

HEADING = "五、一般公共预算财政拨款支出决算情况说明"


def told(
    sentence: str, unit: str = "金额单位：元", rows: tuple[tuple[str, str, str, str, str], ...] | None = None
) -> list[str]:
    table = general_table(rows, unit=unit) if rows is not None else general_table(unit=unit)
    return [*table, HEADING, sentence]


def differing(lines: list[str]) -> list[tuple[str, str | None, str | None, Level]]:
    return [
        (item.check, item.stated, item.expected, item.level)
        for item in examined(lines).observations
        if item.kind == "table_vs_text"
    ]


def held(lines: list[str]) -> list[str]:
    return [item.spot.quote for item in examined(lines).held if item.kind == "table_vs_text"]


def test_a_figure_that_agrees_is_held() -> None:
    lines = told("2020年度一般公共预算财政拨款支出150.00元，其中：基本支出100.00元，项目支出50.00元。")
    assert not differing(lines)
    assert held(lines) == ["150.00元", "100.00元", "50.00元"]


def test_a_figure_that_differs_is_found_with_both_sides() -> None:
    lines = told("2020年度一般公共预算财政拨款支出151.00元。")
    assert differing(lines) == [("N5-01", "151.00元", "150.00元", Level.ERROR)]
    (item,) = found(lines, "N5-01")
    assert item.difference == "1.00元"
    assert item.others[0].quote == "150.00"
    assert item.others[0].place.line is not None


def test_rounding_holds_and_one_digit_warns() -> None:
    rows = (("", "合计", "1,500,049.00", "1,000,000.00", "500,049.00"),)
    assert not differing(told("一般公共预算财政拨款支出150.00万元。", rows=rows))
    assert differing(told("一般公共预算财政拨款支出150.01万元。", rows=rows)) == [
        ("N5-01", "150.01万元", "150.00万元", Level.WARNING)
    ]
    assert differing(told("一般公共预算财政拨款支出150.03万元。", rows=rows))[0][3] is Level.ERROR


def test_a_blank_cell_says_zero() -> None:
    rows = (("", "合计", "100.00", "100.00", ""),)
    assert not differing(told("一般公共预算财政拨款支出100.00元，其中：基本支出100.00元，项目支出0元。", rows=rows))
    assert differing(told("一般公共预算财政拨款支出100.00元，其中：项目支出5.00元。", rows=rows))[0][:3] == (
        "N5-01",
        "5.00元",
        "0.00元",
    )


def test_an_unread_cell_is_neither_held_nor_wrong() -> None:
    rows = (("", "合计", "1,23.4", "100.00", "23.40"),)
    lines = told("一般公共预算财政拨款支出150.00元。", rows=rows)
    assert not differing(lines) and not held(lines)


@pytest.mark.parametrize(
    "subject",
    [
        "社会保障和就业支出（类）",
        "“社会保障和就业支出”（类）",
        "社会保障和就业（类）支出",
        "社会保障和就业支出（类）行政事业单位养老支出（款）",
        "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）",
    ],
)
def test_a_row_is_known_by_its_name_and_level(subject: str) -> None:
    assert held(told(f"1.{subject}2020年度决算150.00元，比年初预算增加5.00元。"))
    assert differing(told(f"1.{subject}2020年度决算155.00元，比年初预算增加5.00元。"))


def test_a_name_with_two_rows_is_not_guessed() -> None:
    rows = (
        ("", "合计", "10.00", "", "10.00"),
        ("229", "其他支出", "10.00", "", "10.00"),
        ("22999", "其他支出", "9.00", "", "9.00"),
    )
    assert not differing(told("其他支出2020年度决算9.50元，比年初预算增加1.00元。", rows=rows))
    assert differing(told("其他支出（款）2020年度决算9.50元，比年初预算增加1.00元。", rows=rows))[0][2] == "9.00元"


def test_the_owner_before_a_subject_does_not_matter() -> None:
    for owner in ("某县某局", "本部门", "我单位", "北京市某区医疗保险事务管理中心"):
        assert held(told(f"{owner}一般公共预算财政拨款支出150.00元。")), owner


def test_another_section_speaks_of_other_figures() -> None:
    lines = [
        *general_table(),
        "六、一般公共预算财政拨款基本支出决算情况说明",
        "基本支出100.00元，其中：人员经费80.00元。",
    ]
    assert held(lines) == ["100.00元"]
    lines[-1] = "基本支出90.00元。"
    assert differing(lines)[0][0] == "N6-01"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("2020年度收入总计", "收入总计"),
        ("本部门2020年度“三公”经费支出决算数为", "三公经费支出"),
        ("公务用车购置及运行费", "公务用车购置及运行费"),
        ("年初结转和结余", "年初结转和结余"),
        ("因公出国（境）费", "因公出国(境)费"),
    ],
)
def test_subjects_as_compared(printed: str, plain: str) -> None:
    assert plain_subject(printed) == plain


def test_ties_of_every_form_name_real_cells() -> None:
    ties = load_ties(form_of())
    topics = {topic.id for topic in ties.topics}
    assert len({tie.id for tie in ties.ties}) == len(ties.ties)
    for tie in ties.ties:
        assert tie.topics <= topics
        assert bool(tie.figures) != bool(tie.rows)


def test_a_figure_of_another_year_is_not_the_tables() -> None:
    heading = ["2020年度部门决算", *general_table(), HEADING]
    assert not differing(
        [*heading, "2019年度一般公共预算财政拨款支出90.00元，2020年度一般公共预算财政拨款支出150.00元。"]
    )
    assert differing([*heading, "2020年度一般公共预算财政拨款支出90.00元。"])
    assert differing([*heading, "与2019年度相比，一般公共预算财政拨款支出90.00元，增加10.00元。"])


@pytest.mark.parametrize(("again", "findings"), [("151.00", 1), ("150.00", 1), ("149.00", 2)])
def test_an_items_figure_said_twice_is_one_finding_for_each_value(again: str, findings: int) -> None:
    path = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
    lines = told(f"1.{path}151.00元，主要用于：缴费。年初预算为160.00元，支出决算为{again}元。")
    assert len(differing(lines)) == findings


@pytest.mark.parametrize(("income", "wrong"), [("150.00", False), ("105.00", True)])
def test_the_public_budgets_income_in_a_section_about_both_sides(income: str, wrong: bool) -> None:
    heading = "（三）一般公共预算财政拨款收入支出决算情况说明"
    sentences = [
        f"1.收入情况。2020年度一般公共预算财政拨款收入{income}元。",
        "2.支出情况。2020年度一般公共预算财政拨款支出150.00元。",
    ]
    name = "一、一般公共预算财政拨款收入\t1\t"
    total = [line.replace(name, f"{name}150.00") for line in total_table()]
    lines = [*total, *general_table(), heading, *sentences]
    assert [item[:2] for item in differing(lines)] == [("N5-01", f"{income}元")] * wrong
    assert "150.00元" in held(lines)


@pytest.mark.parametrize(
    ("headings", "topic"),
    [
        (("五、一般公共预算财政拨款支出决算情况", "(三)支出决算具体情况"), "一般公共"),
        (("七、“三公”经费支出决算情况说明", "(一)支出决算总体情况"), "三公"),
        (("八、政府性基金预算收支情况", "(二)支出决算情况"), "基金"),
        (("第三部分2020年度部门决算情况说明", "三、支出决算情况说明"), "支出"),
        (("一、收入支出情况", "(二)支出决算情况"), "支出"),
        (("第一部分概况",), None),
    ],
)
def test_a_narrower_heading_keeps_the_money_named_above(headings: tuple[str, ...], topic: str | None) -> None:
    found = topic_of(load_ties(form_of()), headings)
    assert (found.id if found is not None else None) == topic


@pytest.mark.parametrize(("amount", "wrong"), [("0.00", False), ("0.10", True)])
def test_what_was_used_of_a_balance_against_its_blank_row(amount: str, wrong: bool) -> None:
    heading = "一、收入支出决算总体情况说明"
    lines = [*total_table(), heading, f"2020年度收入决算情况。此外，使用非财政拨款结余{amount}元。"]
    assert [check for check, *_ in differing(lines)] == (["N1-01"] if wrong else [])


@pytest.mark.parametrize(
    "name",
    [
        "行政事业单位养老支出款机关事业单位基本养老保险缴费支出",
        "社会保障和就业支出类行政事业单位养老支出款机关事业单位基本养老保险缴费支出项",
        "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）",
    ],
)
def test_the_levels_of_a_path_need_no_brackets(name: str) -> None:
    assert held(told(f"（1）{name}150.00元，全部为基本支出。")) == ["150.00元"]
    assert [item[:3] for item in differing(told(f"（1）{name}105.00元，全部为基本支出。"))] == [
        ("N5-03", "105.00元", "150.00元")
    ]
    # What only ends with 款 names no 款.
    assert not differing(told("专项拨款基本养老保险缴费支出105.00元。"))


# -- what a table only asks a reason for -------------------------------------------------------------------

_OVER = (
    "一般公共预算财政拨款“三公”经费支出决算表",
    "部门：某局\t金额单位：万元",
    "预算数\t\t\t\t\t\t决算数\t\t\t\t\t",
    "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费",
    "\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t",
    "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12",
    "9.00\t0.00\t8.00\t0.00\t8.00\t1.00\t8.50\t0.00\t6.00\t0.00\t6.00\t2.50",
    "",
    "七、一般公共预算财政拨款“三公”经费支出决算情况说明",
)


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("公务接待费支出决算2.50万元，与预算相比，增加1.50万元，增长150%，增长的原因是外地来访增多。", False),
        ("公务接待费支出决算2.50万元。决算数大于年初预算数的主要原因：承办了区域会议。", False),
        ("公务接待费支出决算2.50万元，与预算相比，增加1.50万元，增长150%。", True),
        ("公务接待费支出决算2.50万元，决算数大于年初预算数的主要原因是无。", True),
        ("公务接待费支出决算2.50万元，比上年增加0.20万元，主要原因是外地来访增多。", True),
        ("公务接待费预算从严掌握，比上年决算增加的部分原因另行说明。", True),
    ],
    ids=["told", "next sentence", "no reason", "an empty reason", "of last year", "no figure"],
)
def test_an_overrun_is_asked_for_only_where_its_reason_is_not_told(sentence: str, asked: bool) -> None:
    result = examined(["某局2022年度部门决算", *_OVER, sentence]).result
    assert result is not None
    assert [item.check for item in result.findings if item.check == "T7-03"] == ["T7-03"] * asked


def test_a_row_of_numbers_whose_last_is_cut_off_is_no_line_of_figures() -> None:
    """… 10 | 11 | 1: the page ended within the last number."""
    cut = [line.removesuffix("2") if line.startswith("1\t2") else line for line in _OVER]
    result = examined(["某局2022年度部门决算", *cut])
    assert [item.check for item in result.observations if item.check in ("T7-01", "T7-02")] == []
