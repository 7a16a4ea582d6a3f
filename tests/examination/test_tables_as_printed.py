"""What the tables of a published text look like: years, names, units, ordinals, 行次, 栏次, codes."""

from __future__ import annotations

import pytest

from juesuan_gui.forms import Level
from tests.examination.texts import examined, form_of, found, general_table, total_table

ROWS = (
    ("", "合计", "150.00", "100.00", "50.00"),
    ("208", "社会保障和就业支出", "150.00", "100.00", "50.00"),
    ("20805", "行政事业单位养老支出", "150.00", "100.00", "50.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "150.00", "100.00", "50.00"),
)


def test_a_clean_table_has_no_finding() -> None:
    result = examined([*general_table(), *total_table()])
    assert result.recognised is not None
    assert [table.id for table in result.recognised.tables] == ["T1", "T5"]
    assert not [item for item in result.observations if item.check.startswith("F") and item.check != "F01"]


def test_the_year_of_a_title_is_the_reports() -> None:
    wrong = general_table(title="2019年度一般公共预算财政拨款支出决算表")
    body = ["2020年度部门决算", "2020年度部门决算情况说明"]
    (item,) = found([*body, *wrong, *total_table()], "F06")
    assert (item.level, item.stated, item.expected) == (Level.ERROR, "2019", "2020")
    assert not found([*body, *general_table(), *total_table()], "F06")
    assert not found([*body, *general_table(title="一般公共预算财政拨款支出决算表"), *total_table()], "F06")


@pytest.mark.parametrize(
    ("name", "wrong"), [("部门：某县另一局", True), ("部门：某局", False), ("部门：某县某局（本级）", False)]
)
def test_every_table_is_of_the_department(name: str, wrong: bool) -> None:
    third = general_table(title="2020年度国有资本经营预算财政拨款支出决算表")
    lines = [*total_table(), *general_table(department=name), *third]
    items = found(lines, "F07")
    assert bool(items) is wrong
    if wrong:
        assert items[0].spot.quote == name
        assert items[0].level is Level.ERROR


@pytest.mark.parametrize(
    ("name", "wrong"), [("部门：某县另一局    单位：万元", True), ("部门：某局    单位：万元", False), ("", False)]
)
def test_an_empty_table_printed_as_lines_is_of_the_department_too(name: str, wrong: bool) -> None:
    """No table is read there; a list of contents names it as well, and what follows is another's."""
    title = "国有资本经营预算财政拨款支出决算表"
    contents = ["目录", "一般公共预算财政拨款支出决算表", title, "第二部分 部门决算表"]
    empty = [title, "公开09表", name, "项目  本年支出", "合计", "注：本部门没有国有资本经营预算财政拨款支出。"]
    items = found([*contents, *total_table(), *general_table(), *empty], "F07")
    assert [item.stated for item in items] == (["某县另一局"] if wrong else [])


def test_a_table_without_unit_is_a_hint() -> None:
    assert [item.level for item in found([*total_table(), *general_table(unit="")], "F08")] == [Level.INFO]
    assert not found([*total_table(), *general_table()], "F08")


def spending_names() -> list[str]:
    return [row.label or row.key for row in form_of().table("T1").blocks[1].rows]


def test_a_repeated_ordinal_is_found_with_what_follows_from_it() -> None:
    names = spending_names()
    names[21] = names[21].replace("二十二", "二十一")
    items = found(total_table(names), "F14")
    assert [(item.stated, item.expected, item.root) for item in items] == [("二十一", "二十二", None)]
    names[22] = names[22].replace("二十三", "二十二")
    items = found(total_table(names), "F14")
    assert [item.expected for item in items] == ["二十二", "二十三"]
    assert items[1].root == items[0].key


def test_an_ascending_list_with_lines_left_out_is_fine() -> None:
    names = [name for name in spending_names() if "外交" not in name]
    assert not found(total_table(names), "F14")


def test_a_row_that_lacks_the_word_all_others_end_with() -> None:
    lines = total_table()
    short = [line.replace("政府性基金预算财政拨款收入", "政府性基金预算财政拨款", 1) for line in lines]
    (item,) = found(short, "F14")
    assert (item.level, item.expected) == (Level.INFO, "二、政府性基金预算财政拨款收入")
    # Two rows that lack it are a way of naming them.
    assert not found([line.replace("经营预算财政拨款收入", "经营预算财政拨款", 1) for line in short], "F14")


def test_an_economic_item_that_lost_its_and() -> None:
    table = form_of().table("T6")
    rows = {row.key: row.label for row in table.rows.values()}

    def lines(name: str) -> list[str]:
        head = ["2020年度一般公共预算财政拨款基本支出决算表", "部门：某县某局", "金额单位：元", ""]
        columns = "经济分类科目编码\t科目名称\t决算数"
        items = [(code, rows[code]) for code in ("301", "30101", "30102", "302", "30201")]
        return [*head, columns, *(f"{code}\t{label}\t10.00" for code, label in items), f"30299\t{name}\t10.00", ""]

    (item,) = found(lines("其他商品服务支出"), "F13")
    assert (item.level, item.expected) == (Level.INFO, "其他商品和服务支出")
    assert not found(lines("其他商品和服务支出"), "F13")


def test_line_numbers_that_jump() -> None:
    lines = [row.line for row in form_of().table("T1").blocks[1].rows]
    jumped = [*lines[:20], *(str(int(line) + 2) for line in lines[20:])]
    (item,) = found(total_table((), jumped), "F15")
    assert (item.stated, item.expected) == ("53–62", "51–60")
    assert not found(total_table(), "F15")


def test_column_numbers_that_are_not_complete() -> None:
    assert [item.expected for item in found(general_table(numbers=("1", "", "2")), "F15")] == ["1–3"]
    assert not found(general_table(numbers=("", "", "")), "F15")
    assert not found(general_table(), "F15")


def test_a_missing_parent_and_a_wrong_order() -> None:
    more = (
        *ROWS,
        ("210", "卫生健康支出", "", "", ""),
        ("21011", "行政事业单位医疗", "", "", ""),
        ("2101101", "行政单位医疗", "", "", ""),
    )
    assert not found(general_table(more), "F12")
    without = tuple(row for row in more if row[0] != "21011")
    assert [item.expected for item in found(general_table(without), "F12")] == ["21011"]
    only_items = tuple(row for row in more if len(row[0]) in (0, 7))
    assert not found(general_table(only_items), "F12")
    turned = (*ROWS[:1], *more[4:], *ROWS[1:])
    assert [item.stated for item in found(general_table(turned), "F12")] == ["208"]


@pytest.mark.parametrize(
    ("again", "stated"),
    [
        (ROWS[3], ["2080505机关事业单位基本养老保险缴费支出"]),
        (("2080505", "退休费", "5.00", "5.00", ""), ["2080505退休费"]),
        (("", "合计", "150.00", "100.00", "50.00"), []),
        (("2080505", "机关事业单位基本养老保险缴费支出", "", "", ""), []),
    ],
    ids=["the row again", "another with its code", "the total below as above", "nothing in it"],
)
def test_the_row_of_a_code_stands_once(again: tuple[str, str, str, str, str], stated: list[str]) -> None:
    items = found(general_table((*ROWS, again)), "F12")
    assert [(item.stated, item.level) for item in items] == [(text, Level.WARNING) for text in stated]


def test_a_negative_expenditure() -> None:
    rows = (*ROWS[:3], ("2080505", "机关事业单位基本养老保险缴费支出", "150.00", "200.00", "-50.00"))
    (item,) = found(general_table(rows), "F17")
    assert item.level is Level.WARNING
    assert not found(general_table(), "F17")


def test_rows_without_names_are_known_by_their_line_numbers() -> None:
    lines = total_table()
    place = next(number for number, line in enumerate(lines) if "本年收入合计" in line)
    cells = lines[place].split("\t")
    cells[0], cells[2] = "", "120.00"
    lines[place] = "\t".join(cells)
    result = examined(lines)
    assert result.recognised is not None
    table = result.recognised.table("T1")
    assert table is not None
    stated = {item.address.row: item.quote for item in table.figures if item.quote}
    assert stated == {"本年收入合计": "120.00"}


def test_headings_that_moved_are_read_by_their_numbers() -> None:
    lines = [
        "2020年度政府性基金预算财政拨款收入支出决算表",
        "部门：某县某局",
        "单位：万元",
        "",
        "项目\t\t年初结转和结余\t本年收入\t本年支出\t\t年末结转和结余\t",
        "功能分类科目编码\t科目名称\t\t\t小计\t基本支出\t\t项目支出",
        "栏次\t\t1\t2\t3\t4\t5\t6",
        "\t合计\t\t7.03\t7.03\t\t7.03\t",
        "229\t其他支出\t\t7.03\t7.03\t\t7.03\t",
    ]
    result = examined(lines)
    assert result.recognised is not None
    table = result.recognised.table("T8")
    assert table is not None
    stated = {item.address.column: item.quote for item in table.figures if item.quote and item.address.row == "合计"}
    assert stated == {"本年收入": "7.03", "本年支出": "7.03", "项目支出": "7.03"}
    assert result.result is not None
    assert not [finding for finding in result.result.findings if finding.check.startswith("T8")]


def test_words_cut_into_cells_are_joined() -> None:
    lines = [line.replace("项目\t行次", "项\t目\t行次") if line.startswith("项目") else line for line in total_table()]
    wide = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) == 6 and "项" not in cells[0]:
            cells.insert(1, "")
            cells.insert(5, "")
        wide.append("\t".join(cells))
    result = examined([line.replace("\t项目\t行次", "\t项\t目\t行次") for line in wide])
    assert result.recognised is not None
    assert [table.id for table in result.recognised.tables] == ["T1"]


def test_a_table_of_impossible_amounts_is_left_unread() -> None:
    huge = (
        ("", "合计", "15,000,000,000.00", "10,000,000,000.00", "5,000,000,000.00"),
        ("208", "社会保障和就业支出", "15,000,000,000.00", "10,000,000,000.00", "5,000,000,000.00"),
    )
    small = total_table()
    small[6] = small[6].replace("\t1\t\t", "\t1\t150.00\t")
    third = general_table(
        (("", "合计", "150.00", "100.00", "50.00"),), title="2020年度国有资本经营预算财政拨款支出决算表"
    )
    (item,) = found([*small, *general_table(huge), *third], "F18")
    assert item.level is Level.WARNING
    assert not found([*small, *general_table(), *third], "F18")


def test_a_table_without_columns_is_said_to_be_unread() -> None:
    contents = ["某局2020年度部门决算", "目录", "一、收入支出决算总表", "二、支出决算表", ""]
    rows = ["合计 150.00 100.00 50.00", "208 社会保障和就业支出 150.00 100.00 50.00"]
    lines = [*contents, "支出决算表", "单位：万元", "科目编码 科目名称 合计 基本支出 项目支出", *rows]
    unread = examined(lines).unread
    assert [(item.place.line, item.quote) for item in unread] == [(6, "支出决算表")]
    # A title alone, and a table that is read, are not.
    assert not examined([*contents, "支出决算表", "没有数据。"]).unread
    assert not [item for item in examined(general_table()).unread if "制表符" in item.why]


@pytest.mark.parametrize(
    ("title", "number", "row", "listed"),
    [
        ("政府采购支出决算表", "公开13表", "货物\t214.60\t200.00", True),
        ("一般公共预算财政拨款支出决算表", "公开07表", "货物\t214.60\t200.00", True),
        # What is empty, or prints no number and title of its own, lost nothing that a reader waits for.
        ("政府采购支出决算表", "公开13表", "货物\t\t", False),
        ("政府采购支出决算表", "", "货物\t214.60\t200.00", False),
        ("所属单位名单", "公开13表", "某中心\t214.60\t200.00", False),
    ],
)
def test_a_table_that_the_form_does_not_have_is_said_to_be_unread(
    title: str, number: str, row: str, listed: bool
) -> None:
    other = [title, number, "部门：某县某局", "项目\t金额\t上年数", row, ""]
    unread = [item.quote for item in examined([*general_table(), *other]).unread if "版式里" in item.why]
    assert unread == ([title] if listed else [])
