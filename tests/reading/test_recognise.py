"""Stage 2: tables by title, rows by name or code, columns by header path, wherever they stand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from juesuan_gui.figures import Unit
from juesuan_gui.forms import Form
from juesuan_gui.reading import Recognised, RecognisedTable
from tests.reading.books import (
    CODES,
    Sheet,
    counted,
    fill_sheet,
    read_back,
    stated_in,
    tiny_form,
    write_book,
    yuan,
)


@pytest.fixture(scope="module")
def form() -> Form:
    return tiny_form()


def sheets_of(form: Form) -> list[Sheet]:
    return [
        Sheet(table, counted(table, CODES if table.coded else ()), CODES if table.coded else ())
        for table in form.tables.values()
    ]


def one(form: Form, table_id: str, path: Path, **changes: object) -> Recognised:
    table = form.table(table_id)
    codes = CODES if table.coded else ()
    return read_back(write_book(path, [Sheet(table, counted(table, codes), codes, **changes)]), form)  # type: ignore[arg-type]


def table_of(recognised: Recognised, table_id: str) -> RecognisedTable:
    table = recognised.table(table_id)
    assert table is not None
    return table


def assert_complete(recognised: Recognised) -> None:
    for table in recognised.tables:
        assert (table.missing_columns, table.unmatched_columns, table.unmatched_rows, table.unread) == ((), (), (), ())


def test_every_kind_of_table_is_read_completely(form: Form, tmp_path: Path) -> None:
    sheets = sheets_of(form)
    recognised = read_back(write_book(tmp_path / "九表.xlsx", sheets), form)
    assert recognised.missing == () and recognised.ignored == ()
    assert recognised.unit is Unit.YUAN
    assert recognised.unit_name == "某某市医疗保障局"
    assert_complete(recognised)
    for sheet in sheets:
        assert yuan(recognised, sheet.table.id) == sheet.values


def test_sheet_order_and_sheet_names_do_not_matter(form: Form, tmp_path: Path) -> None:
    sheets = sheets_of(form)
    forwards = read_back(write_book(tmp_path / "a.xlsx", sheets), form)
    backwards = read_back(write_book(tmp_path / "b.xlsx", sheets[::-1]), form)
    assert [table.id for table in backwards.tables] == list(form.tables)
    assert stated_in(forwards) == stated_in(backwards)


@pytest.mark.parametrize(
    "name",
    ["01收入支出决算总表", "公开01表 收入支出决算总表", "Z01 收入支出决算总表(财决01表)", "2020年度收入支出决算总表"],
)
def test_the_sheet_name_may_be_the_title(form: Form, tmp_path: Path, name: str) -> None:
    recognised = one(form, "T1", tmp_path / "x.xlsx", name=name, title="")
    assert [table.id for table in recognised.tables] == ["T1"]
    assert recognised.notes == ()


def test_a_table_known_only_by_its_number_is_read_with_a_note(form: Form, tmp_path: Path) -> None:
    recognised = one(form, "T1", tmp_path / "x.xlsx", name="公开01表", title="")
    assert [table.id for table in recognised.tables] == ["T1"]
    assert "按表号认出" in recognised.notes[0]


def test_a_number_that_moved_to_another_table_does_not_mislead(form: Form, tmp_path: Path) -> None:
    """公开07表 is 三公 in this form; in a later year the fund table has that number."""
    recognised = one(form, "T8", tmp_path / "x.xlsx", name="公开07表", title="")
    assert recognised.tables == ()
    assert "表头不同" in recognised.ignored[0].reason


@pytest.mark.parametrize(
    "title",
    [
        "政府性基金预算财政拨款支出决算表",
        "项目支出决算表",
        "国有资本经营预算财政拨款支出决算表",
        "支出决算表说明",
        "注：支出决算表见后",
    ],
)
def test_a_longer_title_that_the_form_does_not_have_is_not_a_shorter_one(
    form: Form, tmp_path: Path, title: str
) -> None:
    recognised = one(form, "T3", tmp_path / "x.xlsx", title=title)
    assert recognised.tables == ()
    assert "没有找到本版式的表名" in recognised.ignored[0].reason


@pytest.mark.parametrize(
    "title",
    [
        "某某市医疗保障局支出决算表",
        "2020 年度 支 出 决 算 表 （公开03表）",
        "２０２０年度“支出决算表”",
        "（3）支出决算表",
    ],
)
def test_titles_are_compared_without_spaces_quotes_and_width(form: Form, tmp_path: Path, title: str) -> None:
    assert [table.id for table in one(form, "T3", tmp_path / "x.xlsx", title=title).tables] == ["T3"]


def test_a_renamed_header_is_listed_and_not_guessed(form: Form, tmp_path: Path) -> None:
    def rename(sheet: Worksheet) -> None:
        assert sheet["F4"].value == "基本支出"
        sheet["F4"] = "基本类支出"

    table = table_of(one(form, "T3", tmp_path / "x.xlsx", change=rename), "T3")
    assert table.missing_columns == ("基本支出",)
    assert [(item.text, item.place.cell) for item in table.unmatched_columns] == [("基本类支出", "F4")]
    read = {figure.address.column for figure in table.figures if not figure.stated.unread}
    assert read == {"本年支出合计", "项目支出"}
    unread = {figure.address.column for figure in table.figures if figure.stated.unread}
    assert unread == {"基本支出"}


def test_columns_may_stand_in_another_order_and_extra_ones_are_listed(form: Form, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["F4"], sheet["G4"] = "项目支出", "基本支出"
        for row in range(7, 11):
            sheet.cell(row, 6).value, sheet.cell(row, 7).value = sheet.cell(row, 7).value, sheet.cell(row, 6).value
            sheet.cell(row, 8).value = 5
        sheet["H4"] = "上年数"

    recognised = one(form, "T3", tmp_path / "x.xlsx", change=change)
    assert yuan(recognised, "T3") == counted(form.table("T3"), CODES)
    assert [item.text for item in table_of(recognised, "T3").unmatched_columns] == ["上年数"]


def test_two_columns_of_one_heading_are_both_left_out(form: Form, tmp_path: Path) -> None:
    table = table_of(
        one(form, "T3", tmp_path / "x.xlsx", change=lambda sheet: sheet.__setitem__("H4", "基本支出")), "T3"
    )
    assert table.missing_columns == ("基本支出",)
    assert [item.place.cell for item in table.unmatched_columns] == ["F4", "H4"]


def test_a_comparison_with_last_year_is_not_this_year(form: Form, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.unmerge_cells("F4:F5")
        sheet["F4"], sheet["F5"] = "上年数", "基本支出"

    assert table_of(one(form, "T3", tmp_path / "x.xlsx", change=change), "T3").missing_columns == ("基本支出",)


def test_merges_may_be_missing_or_elsewhere(form: Form, tmp_path: Path) -> None:
    def unmerge(sheet: Worksheet) -> None:
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))

    sheets = [Sheet(item.table, item.values, item.codes, change=unmerge) for item in sheets_of(form)]
    recognised = read_back(write_book(tmp_path / "x.xlsx", sheets), form)
    assert_complete(recognised)
    for sheet in sheets:
        assert yuan(recognised, sheet.table.id) == sheet.values


def test_code_and_name_in_one_cell_or_the_code_in_any_of_three_columns(form: Form, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for merge in list(sheet.merged_cells.ranges):
            if merge.min_row > 6:
                sheet.unmerge_cells(str(merge))
        sheet["A8"], sheet["D8"] = "208 社会保障和就业支出", None
        sheet["A9"], sheet["B9"] = None, "20805"
        sheet["A10"], sheet["B10"], sheet["C10"] = "208", 5, "05"

    recognised = one(form, "T3", tmp_path / "x.xlsx", change=change)
    assert yuan(recognised, "T3") == counted(form.table("T3"), CODES)
    assert [(row.code, row.name, row.order) for row in table_of(recognised, "T3").code_rows] == [
        (row.code, row.name, number) for number, row in enumerate(CODES)
    ]


def test_a_total_row_that_is_also_the_last_header_row(form: Form, tmp_path: Path) -> None:
    """Some reports print 类 款 项 and the 合计 line in one row, without a 栏次 row."""

    def change(sheet: Worksheet) -> None:
        for merge in list(sheet.merged_cells.ranges):
            if merge.min_row >= 6:
                sheet.unmerge_cells(str(merge))
        sheet["D6"] = "合计"
        for column in range(5, 8):
            sheet.cell(6, column).value = sheet.cell(7, column).value
        sheet.delete_rows(7)

    recognised = one(form, "T3", tmp_path / "x.xlsx", change=change)
    assert yuan(recognised, "T3") == counted(form.table("T3"), CODES)


def test_rows_are_found_by_name_without_ordinal_and_spaces(form: Form, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A7"] = "1. 一般公共预算 财政拨款收入"
        sheet["A8"] = "二、政府性基金预算财政拨款"
        sheet["D9"] = "二十一、社会保障和就业支出"
        sheet["A11"] = "总　　计"

    recognised = one(form, "T1", tmp_path / "x.xlsx", change=change)
    assert_complete(recognised)
    assert yuan(recognised, "T1") == counted(form.table("T1"))


def test_equal_names_are_told_apart_by_block_and_by_order(form: Form, tmp_path: Path) -> None:
    read = yuan(one(form, "T4", tmp_path / "x.xlsx"), "T4")
    expected = counted(form.table("T4"))
    for row in ("一般公共预算财政拨款", "年初一般公共预算财政拨款", "收入总计"):
        assert read[row, "收入决算数"] == expected[row, "收入决算数"]
    assert read["支出总计", "合计"] == expected["支出总计", "合计"]


def test_an_unknown_row_with_figures_is_listed_and_one_without_is_not(form: Form, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A9"], sheet["C9"] = "三、新的收入", 12.5
        sheet["A12"] = "单位负责人："
        sheet["A13"] = "注：本表反映部门本年度的总收支情况。"

    table = table_of(one(form, "T1", tmp_path / "x.xlsx", change=change), "T1")
    assert [(item.text, item.reason, item.place.cell) for item in table.unmatched_rows] == [
        ("三、新的收入", "本版式没有这一行", "A9")
    ]


def test_rows_repeated_or_with_an_impossible_code_are_listed(form: Form, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A9"] = "208"
        sheet["A10"] = "20805055"

    table = table_of(one(form, "T3", tmp_path / "x.xlsx", change=change), "T3")
    assert [item.place.cell for item in table.unmatched_rows] == ["A9", "A10"]


def test_footer_labels_and_amounts_in_one_cell(form: Form, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.unmerge_cells("D9:H9")
        sheet["D9"], sheet["I9"] = "公用经费合计 127989.14", None

    recognised = one(form, "T6", tmp_path / "x.xlsx", change=change)
    assert yuan(recognised, "T6")["公用经费合计", "金额"] == Decimal("127989.14")
    assert_complete(recognised)


def test_extra_hidden_and_contents_sheets_are_listed(form: Form, tmp_path: Path) -> None:
    def contents(sheet: Worksheet) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if type(cell).__name__ == "Cell":
                    cell.value = None
        sheet["A1"] = "目录"
        for number, table in enumerate(form.tables.values(), 2):
            sheet.cell(number, 1).value = f"{table.label} {table.title}"

    def edited(sheet: Worksheet) -> None:
        sheet["C7"] = 99

    first = form.table("T1")
    sheets = [
        Sheet(first, {}, name="目录", change=contents),
        Sheet(first, counted(first), name="旧表", hidden=True, change=edited),
        Sheet(first, counted(first), name="正式"),
        Sheet(form.table("T3"), {}, CODES, name="其他", title="部门职责"),
    ]
    recognised = read_back(write_book(tmp_path / "x.xlsx", sheets), form)
    assert yuan(recognised, "T1") == counted(first)
    reasons = {item.place.sheet: item.reason for item in recognised.ignored}
    assert "没有找到它的表头" in reasons["目录"]
    assert "隐藏" in reasons["旧表"]
    assert "没有找到本版式的表名" in reasons["其他"]
    assert recognised.missing == ("T3", "T4", "T6", "T7", "T8")


def test_a_table_only_on_a_hidden_sheet_is_read_with_a_note(form: Form, tmp_path: Path) -> None:
    first, third = form.table("T1"), form.table("T3")
    sheets = [Sheet(first, counted(first), hidden=True), Sheet(third, counted(third, CODES), CODES)]
    recognised = read_back(write_book(tmp_path / "x.xlsx", sheets), form)
    assert yuan(recognised, "T1") == counted(first)
    assert any("隐藏的工作表" in note for note in recognised.notes)


@pytest.mark.parametrize("heading", ["校验", "本年支出合计", ""], ids=["own", "of a column of the form", "none"])
def test_hidden_columns_that_check_the_others_are_told_once(form: Form, tmp_path: Path, heading: str) -> None:
    """With a heading, without one, or with the very one that they check; a visible one is told as itself."""
    table = form.table("T3")
    right = 0

    def change(sheet: Worksheet) -> None:
        nonlocal right
        right = right or sheet.max_column
        for column in (right + 2, right + 3):
            sheet.cell(4, column).value = heading or None
            for row in range(8, 12):
                sheet.cell(row, column).value = 0.0
            sheet.column_dimensions[get_column_letter(column)].hidden = True

    read = one(form, "T3", tmp_path / "x.xlsx", change=change)
    assert yuan(read, "T3") == counted(table, CODES)
    assert len(table_of(read, "T3").unmatched_columns) == 1
    assert not any(item.stated.unread for item in table_of(read, "T3").figures)

    def shown(sheet: Worksheet) -> None:
        change(sheet)
        sheet.cell(4, right + 1).value = "备查数"
        sheet.cell(9, right + 1).value = 1.0

    read = one(form, "T3", tmp_path / "y.xlsx", change=shown)
    assert [item.text for item in table_of(read, "T3").unmatched_columns][1:] == ["备查数"]


def test_several_tables_on_one_sheet(form: Form, tmp_path: Path) -> None:
    second = Sheet(form.table("T3"), counted(form.table("T3"), CODES), CODES, unit="万元")

    def add(sheet: Worksheet) -> None:
        fill_sheet(sheet, second, top=sheet.max_row + 4)

    recognised = one(form, "T1", tmp_path / "x.xlsx", change=add)
    assert [(table.id, table.unit) for table in recognised.tables] == [("T1", Unit.YUAN), ("T3", Unit.WAN_YUAN)]
    assert yuan(recognised, "T1") == counted(form.table("T1"))
    assert len(table_of(recognised, "T3").figures) == 12


def test_a_continuation_without_header_does_no_harm(form: Form, tmp_path: Path) -> None:
    def keep_body(sheet: Worksheet) -> None:
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))
        sheet.delete_rows(1, 7)

    table = form.table("T3")
    sheets = [Sheet(table, counted(table, CODES), CODES), Sheet(table, counted(table, CODES), CODES, change=keep_body)]
    recognised = read_back(write_book(tmp_path / "x.xlsx", sheets), form)
    assert yuan(recognised, "T3") == counted(table, CODES)
    assert len(recognised.ignored) == 1


def test_a_header_row_printed_again_is_skipped(form: Form, tmp_path: Path) -> None:
    def repeat(sheet: Worksheet) -> None:
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))
        sheet.insert_rows(9, 3)
        for offset in range(3):
            for column in range(1, 8):
                sheet.cell(9 + offset, column).value = sheet.cell(4 + offset, column).value

    recognised = one(form, "T3", tmp_path / "x.xlsx", change=repeat)
    assert_complete(recognised)
    assert yuan(recognised, "T3") == counted(form.table("T3"), CODES)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("部门：某某局  单位：万元",), "某某局"),
        (("编制单位：", "某某局"), "某某局"),
        (("公开部门: 某某局 (本级)\t金额单位：万元",), "某某局(本级)"),
        (("单位名称：某某局　　　　金额单位:万元",), "某某局"),
        (("单位：万元",), ""),
    ],
)
def test_department_and_unit_lines(form: Form, tmp_path: Path, lines: tuple[str, ...], name: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"], sheet["C2"] = lines[0], lines[1] if len(lines) > 1 else None
        if len(lines) > 1:
            sheet["G2"] = "单位：万元"

    recognised = one(form, "T3", tmp_path / "x.xlsx", change=change)
    assert (recognised.unit_name, recognised.unit) == (name, Unit.WAN_YUAN)


def test_a_table_without_a_unit_takes_the_other_tables_unit_or_the_forms(form: Form, tmp_path: Path) -> None:
    alone = one(form, "T3", tmp_path / "a.xlsx", unit="")
    assert alone.unit is Unit.YUAN
    assert "按版式的" in alone.notes[0]
    first, third = form.table("T1"), form.table("T3")
    sheets = [Sheet(first, counted(first), unit="万元"), Sheet(third, counted(third, CODES), CODES, unit="")]
    beside = read_back(write_book(tmp_path / "b.xlsx", sheets), form)
    assert table_of(beside, "T3").unit is Unit.WAN_YUAN
    assert "按同一文件其他表" in beside.notes[0]
