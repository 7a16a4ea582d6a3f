"""Tables as they were printed before 2019, rows that one table alone lost, and numbers that two tables print."""

from __future__ import annotations

import pytest

from tests.examination.texts import examined, form_of, general_table

OLD = "national-2018"


def old_totals(fiscal: str = "100.00", fund: str = "30.00", total: str = "120.00") -> list[str]:
    """收入支出决算总表 of 2018: one row for what the treasury gave, the fund only 其中."""
    table = form_of(OLD).table("T1")
    said = {
        "财政拨款收入": fiscal,
        "政府性基金预算财政拨款收入": fund,
        "其他收入": "20.00",
        "本年收入合计": total,
        "收入总计": "120.00",
        "教育支出": "90.00",
        "城乡社区支出": "30.00",
        "本年支出合计": "120.00",
        "支出总计": "120.00",
    }
    income, spending = table.blocks[0].rows, table.blocks[1].rows
    rows = [
        "\t".join((left.label or left.key, left.line, said.get(left.key, ""), right.label or right.key, right.line,
                   said.get(right.key, "")))
        for left, right in zip(income, spending, strict=True)
    ]  # fmt: skip
    head = ["2018年度收入支出决算总表", "公开01表", "部门：某县某局", "金额单位：万元", "", "收入\t\t\t支出\t\t"]
    return [*head, "项目\t行次\t决算数\t项目\t行次\t决算数", *rows, ""]


def old_fiscal(general: str = "70.00", fund: str = "30.00") -> list[str]:
    """财政拨款收入支出决算总表 of 2018."""
    table = form_of(OLD).table("T4")
    left_said = {
        "一般公共预算财政拨款": general,
        "政府性基金预算财政拨款": fund,
        "本年收入合计": "100.00",
        "收入总计": "100.00",
    }
    right_said = {
        "教育支出": ("70.00", "70.00", ""),
        "城乡社区支出": ("30.00", "", "30.00"),
        "本年支出合计": ("100.00", "70.00", "30.00"),
        "支出总计": ("100.00", "70.00", "30.00"),
    }
    rows = [
        "\t".join((left.label or left.key, left.line, left_said.get(left.key, ""), right.label or right.key, right.line,
                   *right_said.get(right.key, ("", "", ""))))
        for left, right in zip(table.blocks[0].rows, table.blocks[1].rows, strict=True)
    ]  # fmt: skip
    head = ["2018年度财政拨款收入支出决算总表", "公开04表", "部门：某县某局", "金额单位：万元", ""]
    names = "合计\t一般公共预算财政拨款\t政府性基金预算财政拨款"
    return [*head, "收入\t\t\t支出\t\t\t\t", f"项目\t行次\t金额\t项目\t行次\t{names}", *rows, ""]


def checks(*tables: list[str], form_id: str = OLD) -> set[str]:
    """The checks of the tables that failed."""
    lines = ["某县某局2018年度部门决算", *(line for table in tables for line in table)]
    result = examined(lines, form_id).result
    assert result is not None
    return {finding.check for finding in result.findings}


def test_one_row_holds_what_the_treasury_gave_and_the_fund_is_within_it() -> None:
    # A sixth of the income is 其他收入, which is only asked about.
    assert checks(old_totals(), old_fiscal()) == {"S08"}


@pytest.mark.parametrize(
    ("totals", "failing"),
    [
        (old_totals(fiscal="110.00"), {"T1-01", "X14-01"}),
        # The fund added to the row that holds it already.
        (old_totals(total="150.00"), {"T1-01", "T1-03"}),
        (old_totals(fund="20.00"), {"X14-01"}),
    ],
)
def test_what_is_wrong_in_the_old_layout_is_found(totals: list[str], failing: set[str]) -> None:
    assert failing <= checks(totals, old_fiscal())


def test_the_new_row_of_the_general_budget_is_none_of_the_old_form() -> None:
    assert not form_of(OLD).table("T1").has_row("一般公共预算财政拨款收入")
    assert form_of(OLD).table("T1").has_row("财政拨款收入")


# -- rows that one table alone lost --------------------------------------------------------------------------

ROWS = (
    ("", "合计", "150.00", "100.00", "50.00"),
    ("208", "社会保障和就业支出", "150.00", "100.00", "50.00"),
    ("20805", "行政事业单位养老支出", "90.00", "90.00", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "90.00", "90.00", ""),
    ("20808", "抚恤", "60.00", "10.00", "50.00"),
    ("2080801", "死亡抚恤", "60.00", "10.00", "50.00"),
)


def spending_table(rows: tuple[tuple[str, ...], ...] = ROWS) -> list[str]:
    """支出决算表 with these rows and no other kind of spending."""
    head = ["2020年度支出决算表", "公开03表", "部门：某县某局", "金额单位：元", ""]
    names = "本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出"
    titles = [f"项目\t\t{names}", "功能分类科目编码\t科目名称\t\t\t\t\t\t", "栏次\t\t1\t2\t3\t4\t5\t6"]
    return [*head, *titles, *("\t".join((*row, "", "", "")) for row in rows), ""]


def lost(general: tuple[tuple[str, ...], ...], spending: tuple[tuple[str, ...], ...] = ROWS) -> list[tuple[str, str]]:
    """What is asked about rows, as (table, code)."""
    lines = ["某县某局2020年度部门决算", *spending_table(spending), *general_table(general)]  # type: ignore[arg-type]
    items = [item for item in examined(lines).observations if item.check == "F12"]
    return [(item.spot.table, item.spot.row) for item in items]


def test_a_row_that_another_table_lists_is_missed() -> None:
    without = tuple(row for row in ROWS if row[0] != "2080801")
    assert lost(ROWS) == []
    assert lost(without) == [("T5", "20808")]


def test_rows_that_no_table_lists_or_that_say_nothing_are_not_missed() -> None:
    short = tuple(row for row in ROWS if row[0] != "2080801")
    assert lost(short, short) == []
    empty = tuple((*row[:2], "", "", "") if row[0] == "20808" else row for row in short)
    assert lost(empty) == []
    # A table that ends at 款 as a whole.
    assert lost(tuple(row for row in ROWS if len(row[0]) < 7)) == []


# -- numbers of tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "wrong"), [("公开03表", []), ("公开05表", ["T3"]), ("公开13表", []), ("", [])])
def test_two_tables_do_not_print_one_number(number: str, wrong: list[str]) -> None:
    spending = [line.replace("公开03表", number) for line in spending_table()]
    lines = ["某县某局2020年度部门决算", *spending, *general_table(ROWS)]
    items = [item for item in examined(lines).observations if item.key.startswith("F01|表号")]
    assert [item.key.rpartition("|")[2] for item in items] == wrong
