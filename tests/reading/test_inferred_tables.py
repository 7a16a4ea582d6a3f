"""Tables that no line draws: read where words stand below each other, and unread, never blank, where in doubt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Place, Section
from juesuan_gui.forms import load_form
from juesuan_gui.reading import Limits, Source
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.recognised import RecognisedTable
from tests.generator.reports import TEMPLATES

from .published_files import Page, grids, make_pdf, plain, rows_of

FORM = load_form("national-2021", [TEMPLATES])
LIMITS = Limits()
HEADER = ["项目", "行次", "金额", "项目", "行次", "金额"]
ROWS = [
    ["一、一般公共预算财政拨款收入", "1", "10.00", "一、一般公共服务支出", "31", "6.00"],
    ["二、政府性基金预算财政拨款收入", "2", "", "二、外交支出", "32", ""],
    ["本年收入合计", "27", "10.00", "本年支出合计", "57", "6.00"],
    ["总计", "30", "10.00", "总计", "60", "10.00"],
]


def every_blank(table: str, row: str, column: str) -> bool:
    return True


def read_table(rows: list[list[str]], *, is_inferred: bool = True, title: str = "收入支出决算总表") -> RecognisedTable:
    cells = [Cell(r, c, text, place=Place(page=1)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    width = (Column(),) * max(map(len, rows))
    grid = Grid("x", width, tuple(cells), place=Place(page=1), is_inferred=is_inferred)
    above = (Paragraph.of(title, place=Place(page=1)), Paragraph.of("金额单位：万元", place=Place(page=1)))
    source = Source("x.pdf", Document("x.pdf", (Section((*above, grid)),)))
    return recognise(source, FORM, every_blank).tables[0]


def unread(table: RecognisedTable) -> set[tuple[str, str]]:
    return {(item.address.row, item.address.column) for item in table.figures if item.stated.unread}


def figures(table: RecognisedTable) -> int:
    return sum(item.stated.figure is not None for item in table.figures)


def test_a_blank_is_a_blank_where_everything_found_its_cell() -> None:
    table = read_table([HEADER, *ROWS])
    assert figures(table) == 6
    assert not unread(table)
    assert not table.unread


DOUBTS = {
    "a row of no name": [*ROWS[:2], ["出十一、城乡社区", "11", "", "出二、国防", "33", "4.00"], *ROWS[2:]],
    "two figures in one cell": [["一、一般公共预算财政拨款收入", "1   10.00", "", *ROWS[0][3:]], *ROWS[1:]],
    "no row of the total": ROWS[:3],
}


@pytest.mark.parametrize("rows", DOUBTS.values(), ids=DOUBTS)
def test_what_found_no_cell_leaves_every_blank_unread_and_listed(rows: list[list[str]]) -> None:
    table = read_table([HEADER, *rows])
    blank = {row for row, _ in unread(table)}
    assert "外交支出" in blank and "国防支出" in blank
    assert any("收入支出决算总表" in item.text for item in table.unread)
    # What was read stays as read.
    assert figures(table) >= 3


def test_lines_drawn_by_the_source_are_trusted_but_beside_a_row_of_no_name() -> None:
    assert not unread(read_table([HEADER, *DOUBTS["no row of the total"]], is_inferred=False))
    table = read_table([HEADER, *DOUBTS["a row of no name"]], is_inferred=False)
    blank = {row for row, _ in unread(table)}
    assert "国防支出" in blank
    # Nothing of the other side, or beyond the next sum.
    assert not {row for row in blank if row.endswith(("收入", "合计", "总计", "结余"))}


def test_a_column_that_was_not_found_is_unread() -> None:
    header = ["项目", "行次", "合计", "一般公共预算财政拨款"]
    rows = [["一、一般公共服务支出", "33", "5.00", "5.00"], ["本年支出合计", "59", "5.00", "5.00"]]
    rows.append(["总计", "64", "5.00", "5.00"])
    table = read_table([header, *rows], title="财政拨款收入支出决算总表")
    assert ("一般公共服务支出", "政府性基金预算") in unread(table)


def test_a_row_of_codes_without_its_code_leaves_no_figure_to_be_summed() -> None:
    header = [
        "功能分类科目编码",
        "科目名称",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ]
    total = ["合计", "", "9.00", "9.00", "", "", "", ""]
    own = ["201", "一般公共服务支出", "5.00", "5.00", "", "", "", ""]
    lost = ["", "教育支出", "4.00", "4.00", "", "", "", ""]
    assert figures(read_table([header, total, own], title="支出决算表")) == 4
    table = read_table([header, total, own, lost], title="支出决算表")
    assert figures(table) == 0
    assert unread(table)


# how the columns and rows are told


def rows_read(path: Path) -> list[list[str]]:
    return rows_of(grids(read_pdf(path, Limits()))[0])


NAMES = ["教育支出", "科学技术支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出"]


def test_amounts_wide_enough_to_reach_below_the_numbers_of_rows_are_a_column_of_their_own(tmp_path: Path) -> None:
    amounts = ["1.00", "", "12,345,678.90", "2.00", "", "3.00"]

    def draw(page: Page) -> None:
        page.text(70, 100, "项目")
        page.text(300, 100, "行次决算数")
        for number, (name, amount) in enumerate(zip(NAMES, amounts, strict=True)):
            y = 120 + 20 * number
            page.text(70, y, name)
            page.text(300, y, str(31 + number)) if number != 2 else None
            page.text(372, y, amount, align="right")

    read = rows_read(make_pdf(tmp_path / "x.pdf", [draw]))
    assert [row[-1] for row in read[-6:]] == amounts
    assert [row[-2] for row in read[-6:]] == ["31", "32", "", "34", "35", "36"]


def test_headings_without_room_between_them_are_parted_over_their_numbers(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.text(120, 100, "科目名称", align="centre")
        for x, words in ((260, "合计支出"), (300, "基本支出"), (340, "项目支出")):
            page.text(x, 100, words, align="centre")
        page.text(120, 120, "栏次", align="centre")
        for x, number in ((260, "1"), (300, "2"), (340, "3")):
            page.text(x, 120, number, align="centre")
        for number, name in enumerate(NAMES):
            page.text(90, 140 + 20 * number, name)
            for x in (278, 318, 358):
                page.text(x, 140 + 20 * number, f"{number}.50", align="right")

    assert rows_read(make_pdf(tmp_path / "x.pdf", [draw]))[0][1:] == ["合计支出", "基本支出", "项目支出"]


def names_in_two_lines(page: Page, first: int, last: int, y: float) -> None:
    for number in range(first, last):
        top = y + 50 * (number - first)
        page.text(70, top, "预算财政拨款")
        page.text(150, top + 8, str(number))
        page.text(260, top + 8, f"{number}.25", align="right")
        page.text(70, top + 16, f"收入之{'一二三四五六七八九'[number - 1]}")


def test_a_name_that_a_page_breaks_is_no_part_of_the_next_row(tmp_path: Path) -> None:
    def first(page: Page) -> None:
        for x, words in ((70, "项目"), (145, "行次"), (230, "决算数")):
            page.text(x, 60, words)
        names_in_two_lines(page, 1, 4, 100)
        page.text(70, 250, "预算财政拨款")
        page.text(150, 258, "4")
        page.text(260, 258, "4.25", align="right")

    def second(page: Page) -> None:
        page.text(70, 40, "收入之四")
        names_in_two_lines(page, 5, 9, 80)

    read = rows_read(make_pdf(tmp_path / "x.pdf", [first, second]))
    named = {row[1]: row for row in read if row[1].isdigit()}
    assert named["5"][0] == "预算财政拨款收入之五" and named["5"][2] == "5.25"
    assert named["3"][0] == "预算财政拨款收入之三"
    assert len(named) == 8


def test_a_page_with_few_rows_is_read_with_the_rows_of_the_next(tmp_path: Path) -> None:
    def row(page: Page, y: float, number: int, amount: str, name: str) -> None:
        page.text(70, y, f"收入之{'一二三四五六七八九'[number - 1]}")
        page.text(170, y, str(number))
        page.text(250, y, amount, align="right")
        page.text(250, y, name)
        page.text(340, y, str(30 + number))
        page.text(430, y, f"{number}.50", align="right")

    def first(page: Page) -> None:
        for x, words in (
            (70, "收入项目"),
            (165, "行次"),
            (215, "决算数"),
            (255, "支出项目"),
            (335, "行次"),
            (395, "决算数"),
        ):
            page.text(x, 740, words)
        row(page, 760, 1, "6,571,936.69", "一、服务支出")
        row(page, 780, 2, "", "二、其他支出")
        row(page, 800, 3, "", "三、其他支出")

    def second(page: Page) -> None:
        for number in range(4, 10):
            row(page, 20 * number, number, f"{number}.00", "四、其他支出")

    table = grids(read_pdf(make_pdf(tmp_path / "x.pdf", [first, second]), Limits()))[0]
    read = rows_of(table)
    assert read[1] == ["收入之一", "1", "6,571,936.69", "一、服务支出", "31", "1.50"]
    assert read[2] == ["收入之二", "2", "", "二、其他支出", "32", "2.50"]
    assert read[9] == ["收入之九", "9", "9.00", "四、其他支出", "39", "9.50"]
    places = {cell.row: cell.place for cell in table.cells if cell.place is not None}
    assert [places[row].page for row in (3, 4, 9)] == [1, 2, 2]
    box = places[4].box
    assert box is not None and box[3] < 800


def test_the_next_card_under_the_same_title_is_a_table_of_its_own(tmp_path: Path) -> None:
    def card(name: str):  # type: ignore[no-untyped-def]
        def draw(page: Page) -> None:
            page.text(200, 60, "项目支出绩效自评表")
            for number, words in enumerate((("项目名称", name), ("资金总额", "5.00"), ("执行数", "4.00"))):
                for x, word in zip((80, 200), words, strict=True):
                    page.text(x, 100 + 20 * number, word)
            for y in (86, 106, 126, 146):
                page.line(70, y, 300, y)
            for x in (70, 190, 300):
                page.line(x, 86, x, 146)

        return draw

    path = make_pdf(tmp_path / "x.pdf", [card("道路维修"), card("电梯检测")])
    found = grids(read_pdf(path, Limits()))
    assert [rows_of(table)[0][1] for table in found] == ["道路维修", "电梯检测"]
    # The same table printed on with its header unchanged is one.
    again = make_pdf(tmp_path / "y.pdf", [card("道路维修"), card("道路维修")])
    assert len(grids(read_pdf(again, Limits()))) == 1


def test_only_a_table_without_lines_is_inferred(tmp_path: Path) -> None:
    def bare(page: Page) -> None:
        for number, name in enumerate(NAMES):
            page.text(70, 100 + 20 * number, name)
            page.text(260, 100 + 20 * number, f"{number}.50", align="right")

    def ruled(page: Page) -> None:
        bare(page)
        for number in range(7):
            page.line(60, 86 + 20 * number, 270, 86 + 20 * number)
        for x in (60, 180, 270):
            page.line(x, 86, x, 206)

    assert grids(read_pdf(make_pdf(tmp_path / "x.pdf", [bare]), Limits()))[0].is_inferred
    assert not grids(read_pdf(make_pdf(tmp_path / "y.pdf", [ruled]), Limits()))[0].is_inferred


def test_a_grid_keeps_what_it_is_when_its_cells_change() -> None:
    grid = Grid("x", (Column(),), (), is_inferred=True)
    assert replace(grid, cells=(Cell(0, 0, "甲"),)).is_inferred


# a table whose last columns stand on the next pages


def sheet(page: int, *rows: list[str]) -> Grid:
    cells = [Cell(r, c, text, place=Place(page=page)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(f"p{page}", (Column(),) * len(rows[0]), tuple(cells), place=Place(page=page))


LEFT = sheet(
    1,
    ["功能分类科目编码", "科目名称", "本年支出合计", "基本支出"],
    ["合计", "", "9.00", "5.00"],
    ["201", "一般公共服务支出", "9.00", "5.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "9.00", "5.00"],
    ["2010301", "行政运行", "9.00", "5.00"],
)
RIGHT = (["项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"], *[["4.00", "", "", ""]] * 4)


def printed_over(*blocks: Grid | Paragraph) -> RecognisedTable:
    above = (Paragraph.of("支出决算表", place=Place(page=1)), Paragraph.of("金额单位：万元", place=Place(page=1)))
    source = Source("x.pdf", Document("x.pdf", (Section((*above, *blocks)),)))
    return recognise(source, FORM, every_blank).tables[0]


def test_the_right_part_of_a_sheet_is_put_beside_its_rows() -> None:
    table = printed_over(LEFT, Paragraph.of("— 7 —", place=Place(page=1)), sheet(2, *RIGHT))
    project = {item.address.row: item for item in table.figures if item.address.column == "项目支出"}
    assert {row: item.quote for row, item in project.items()} == dict.fromkeys(
        ("合计", "201", "20103", "2010301"), "4.00"
    )
    assert {item.place.page for item in project.values()} == {2}
    assert not table.missing_columns


@pytest.mark.parametrize(
    "right",
    [sheet(2, *RIGHT[:4]), sheet(2, RIGHT[0], ["甲", "", "", ""], *RIGHT[2:])],
    ids=["fewer rows", "with a name"],
)
def test_a_right_part_that_does_not_fit_leaves_nothing_to_be_judged(right: Grid) -> None:
    table = printed_over(LEFT, right)
    assert not any(item.address.column == "项目支出" and item.stated.figure for item in table.figures)
    assert figures(table) == 0 and unread(table)


def test_a_table_on_the_same_page_is_no_right_part() -> None:
    assert printed_over(LEFT, sheet(1, *RIGHT)).missing_columns


def test_a_page_that_leaves_columns_blank_has_those_of_the_page_before(tmp_path: Path) -> None:
    def draw(first: int, last: int, middle: bool):  # type: ignore[no-untyped-def]
        def page_of(page: Page) -> None:
            if middle:
                for x, words in ((70, "项目"), (235, "合计"), (305, "基本支出"), (375, "项目支出"), (445, "经营支出")):
                    page.text(x, 60, words)
            for number in range(first, last):
                y = 80 + 20 * (number - first)
                page.text(70, y, f"其他支出之{'一二三四五六七八九十'[number % 10]}")
                page.text(260, y, f"{number}.50", align="right")
                for x in (330, 400) if middle else ():
                    page.text(x, y, "1.25", align="right")
                page.text(470, y, f"{number}.25", align="right")

        return page_of

    path = make_pdf(tmp_path / "x.pdf", [draw(0, 14, True), draw(14, 20, False)])
    read = rows_read(path)
    assert read[14] == ["其他支出之四", "13.50", "1.25", "1.25", "13.25"]
    assert read[15] == ["其他支出之五", "14.50", "", "", "14.25"]


#: Where the columns of a web page begin; its cells begin their headings there and end their figures before the next.
BEGINS = [60, 110, 160, 250, 300, 400]


def web_page(page: Page, *, drawn: bool, seal: bool = False) -> None:
    ends = [*BEGINS[1:], 460]
    words = {
        100: ((60, "预算数"), (250, "决算数")),
        120: ((110, "公务用车费"), (300, "公务用车费")),
        130: ((60, "合计"), (250, "合计")),
        140: ((110, "购置"), (160, "运行"), (300, "购置"), (400, "运行")),
        170: tuple((x, str(number)) for number, x in enumerate(BEGINS, 1)),
    }
    for y, row in words.items():
        for x, text in row:
            page.text(x + 2, y, text, 8)
    for number, x in enumerate(ends):
        page.text(x - 2, 190, f"{number}.25", 8, "right")
    if drawn:
        # Below every row, none above the first.
        for y in (104, 174, 194):
            page.line(60, y, 460, y)
        for left, right in ((110, 250), (300, 460)):
            page.line(left, 124, right, 124)
    if seal:
        page.canvas.setFont("Song", 8)
        for place, mark in enumerate("某某市审计局章"):
            page.canvas.saveState()
            page.canvas.translate(200 + 20 * place, 842 - 180)
            page.canvas.rotate(60 - 20 * place)
            page.canvas.drawString(0, 0, mark)
            page.canvas.restoreState()
        page.text(260, 190, "★", 8)


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("seal", [True, False])
def test_headings_at_the_left_of_columns_whose_figures_stand_at_the_right(
    tmp_path: Path, drawn: bool, seal: bool
) -> None:
    (grid,) = grids(
        read_pdf(make_pdf(tmp_path / "x.pdf", [lambda page: web_page(page, drawn=drawn, seal=seal)]), LIMITS)
    )
    found = {(plain(cell.text), cell.column): cell.column_span for cell in grid.cells if cell.text.strip()}
    assert rows_of(grid)[-1] == [f"{number}.25" for number in range(6)]
    for heading in (("预算数", 0, 3), ("决算数", 3, 3), ("公务用车费", 1, 2), ("公务用车费", 4, 2)):
        assert found[heading[0], heading[1]] == heading[2]
    assert {("合计", 0), ("购置", 1), ("运行", 2), ("合计", 3), ("购置", 4), ("运行", 5)} <= set(found)
