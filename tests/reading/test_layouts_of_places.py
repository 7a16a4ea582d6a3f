"""Layouts as departments publish them: captions in tables, frames one below the other, names cut off by their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.contract import examination_json
from juesuan_gui.document import RADICALS, Cell, Column, Document, Grid, Place, Section
from juesuan_gui.examination import examine
from juesuan_gui.forms import CodeCatalogue, FormShelf, load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.reading import Limits, ReadingError, RemarkKind, Source
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.html.document import read_html_page
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.transposed import upright
from juesuan_gui.reading.text.file import text_blocks
from tests.reading.published_files import Draw, Look, Page, draw_table, grids, lines, make_pdf, rows_of

ROWS = (
    ("科目", "本年支出合计", "基本支出", "项目支出"),
    ("208社会保障和就业支出", "326.72", "300.00", "26.72"),
    ("210卫生健康支出", "60.99", "60.99", ""),
)
WIDTHS = (150, 90, 90, 90)


def page_of(path: Path, markup: str) -> Source:
    path.write_text(f"<html><body>{markup}</body></html>", "utf-8")
    return read_html_page(path, Limits())


def on_pages(path: Path, *pages: Draw) -> Source:
    return read_pdf(make_pdf(path, pages), Limits())


@pytest.mark.parametrize(
    ("caption", "is_found"),
    [
        ("<tr><td>部门：某局</td><td>公开03表</td><td>单位：元</td></tr>", True),
        ("<tr><td>支出决算表</td></tr><tr><td>部门：某局</td><td>金额单位：元</td></tr>", True),
        ("<tr><td>部门：某局</td><td>单位：元</td><td>88.88</td></tr>", False),
    ],
)
def test_a_table_of_nothing_but_the_caption_belongs_to_the_next(tmp_path: Path, caption: str, is_found: bool) -> None:
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    above = "" if "支出决算表" in caption else "<p>支出决算表</p>"
    source = page_of(tmp_path / "x.html", f"{above}<table>{caption}</table><table>{body}</table>")
    form = load_form("national-2023", [data_folder("templates")])
    table = recognise(source, form).table("T3")
    assert (table is not None and table.unit.label == "元" and len(table.figures) > 3) is is_found


def test_rows_and_cells_that_a_page_hides_are_left_out_and_counted(tmp_path: Path) -> None:
    source = page_of(
        tmp_path / "x.html",
        "<table><tr><td>项目<td style='display: none'>9.99<td>金额</tr>"
        "<tr style='DISPLAY:none'><td>藏<table><tr><td>8.88</td></tr></table></td></tr>"
        "<tr style='display:none'><td></td></tr><tr><td>合计</td><td>1.00</td></tr></table><p>后文</p>",
    )
    (grid,) = grids(source)
    assert rows_of(grid) == [["项目", "金额"], ["合计", "1.00"]] and lines(source) == ["后文"]
    assert [remark.kind for remark in source.remarks] == [RemarkKind.HIDDEN_LINES] and "2 处" in source.remarks[0].text


def test_what_only_looks_like_a_character_is_read_as_it_looks() -> None:
    assert "⼀般公共预算⽀出⻋辆⻚".translate(RADICALS) == "一般公共预算支出车辆页"
    assert all(chr(code) != chr(usual) and usual not in RADICALS for code, usual in RADICALS.items())
    assert "一般公共预算支出0123".translate(RADICALS) == "一般公共预算支出0123"


def test_tables_in_one_frame_are_taken_apart_at_their_titles_and_go_on_by_themselves(tmp_path: Path) -> None:
    def first(page: Page) -> None:
        draw_table(page, ROWS[:2], WIDTHS, 70, 700, Look())

    def second(page: Page) -> None:
        bottom = draw_table(page, ROWS[2:], WIDTHS, 70, 60, Look(), 0)
        for x in (70, 490):
            page.line(x, bottom, x, bottom + 18)
        page.text(280, bottom + 12, "2023年度财政拨款支出决算表", 9, "centre")
        draw_table(page, (("项目", "金额"), ("合计", "5.00")), (210, 210), 70, bottom + 18, Look())

    whole, other = grids(on_pages(tmp_path / "x.pdf", first, second))
    assert rows_of(whole) == [list(row) for row in ROWS]
    assert [[text for text in row if text] for row in rows_of(other)] == [
        ["2023年度财政拨款支出决算表"],
        ["项目", "金额"],
        ["合计", "5.00"],
    ]
    assert len(other.columns) == 2


def test_a_running_head_over_text_and_over_a_table_going_on_is_no_title(tmp_path: Path) -> None:
    def page_with(rows: tuple[tuple[str, ...], ...], top: float, header: int, *more: str) -> Draw:
        def draw(page: Page) -> None:
            page.text(300, 40, "某局部门决算", 9, "centre")
            if rows:
                draw_table(page, rows, WIDTHS, 70, top, Look(), header)
            for number, words in enumerate(more):
                page.text(90, 300 + 20 * number, words)

        return draw

    text = ("一、收入情况说明", "本年收入合计5.00万元。", "二、支出情况说明", "本年支出合计5.00万元。")
    source = on_pages(
        tmp_path / "x.pdf",
        page_with((), 0, 0, *text),
        page_with(ROWS[:2], 700, 1),
        page_with(ROWS[2:], 60, 0),
        page_with((), 0, 0, *text),
    )
    (grid,) = grids(source)
    assert rows_of(grid) == [list(row) for row in ROWS] and "某局部门决算" not in lines(source)


def test_a_unit_over_the_tables_is_no_running_head(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.text(480, 40, "单位：元", 9, "right")
        draw_table(page, ROWS, WIDTHS, 70, 60, Look())

    def only_text(page: Page) -> None:
        page.text(480, 40, "单位：元", 9, "right")
        page.text(90, 300, "说明")

    source = on_pages(tmp_path / "x.pdf", draw, draw, only_text, only_text)
    assert lines(source).count("单位：元") >= 2


def test_a_running_line_that_names_the_unit_parts_no_table(tmp_path: Path) -> None:
    def page_with(rows: tuple[tuple[str, ...], ...], top: float, header: int, *words: str) -> Draw:
        def draw(page: Page) -> None:
            page.text(70, 40, "某局2020年度部门决算公开  单位：元", 9)
            if rows:
                draw_table(page, rows, WIDTHS, 70, top, Look(), header)
            for number, text in enumerate(words):
                page.text(90, 300 + 20 * number, text)

        return draw

    text = ("一、收入情况说明", "本年收入合计5.00万元。")
    source = on_pages(
        tmp_path / "x.pdf",
        page_with((), 0, 0, *text),
        page_with(ROWS[:2], 700, 1),
        page_with(ROWS[2:], 60, 0),
        page_with((), 0, 0, *text),
    )
    (grid,) = grids(source)
    assert rows_of(grid) == [list(row) for row in ROWS]


@pytest.mark.parametrize("name", ["机关事业单位基本养老保险缴费支出", "卫生健康"])
def test_a_name_below_the_figure_of_the_next_cell_stays_apart(tmp_path: Path, name: str) -> None:
    def draw(page: Page) -> None:
        for y in (100, 118, 136):
            page.line(70, y, 250, y)
        for x in (70, 150, 250):
            page.line(x, 100, x, 136)
        page.text(72, 112, "项目")
        page.text(152, 112, "金额")
        page.text(72, 130, name)
        page.text(153, 130, "3,058,918.27")

    (grid,) = grids(on_pages(tmp_path / "x.pdf", draw))
    assert rows_of(grid)[1] == [name, "3,058,918.27"]


def test_words_that_end_at_the_line_do_not_take_the_figure_behind_it(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for y in (100, 118, 136):
            page.line(70, y, 250, y)
        for x in (70, 120, 250):
            page.line(x, 100, x, 136)
        page.text(72, 112, "项目")
        page.text(140, 112, "行次")
        page.text(70, 130, "年初结转和")
        page.text(120, 130, "29")

    (grid,) = grids(on_pages(tmp_path / "x.pdf", draw))
    assert rows_of(grid)[1] == ["年初结转和", "29"]


def three_public(*rows: tuple[str, ...]) -> Grid:
    cells = [
        Cell(number, column, text, place=Place(cell=f"{number}.{column}"))
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
    return Grid("x", (Column(),) * 3, tuple(cells))


ITEMS = (
    ("项目", "年初预算数", "决算数"),
    ("合计", "9.00", "8.00"),
    ("1.因公出国（境）费", "", ""),
    ("2.公务用车购置及运行维护费", "5.00", "4.00"),
    ("其中：（1）公务用车购置费", "", ""),
    ("（2）公务用车运行维护费", "5.00", "4.00"),
    ("3.公务接待费", "4.00", "4.00"),
)


def test_items_listed_downwards_keep_the_title_above_and_the_notes_below() -> None:
    note = ("注：本表反映部门本年度“三公”经费支出预决算情况。",)
    turned = upright(three_public(("“三公”经费支出决算表",), ("公开07表", "", "单位：万元"), *ITEMS, note))
    assert len(turned.columns) == 12
    figures = {(cell.row, cell.column): cell.text for cell in turned.cells if cell.text[-3:] == ".00"}
    places = {0: "9.00", 2: "5.00", 4: "5.00", 5: "4.00", 6: "8.00", 8: "4.00", 10: "4.00", 11: "4.00"}
    assert figures == {(5, column): text for column, text in places.items()}
    assert [cell.row for cell in turned.cells if cell.text.startswith(("“三公”", "注"))] == [0, 6]


@pytest.mark.parametrize("row", [("会议费", "1.00", "1.00"), ("", "1.00", "")])
def test_items_with_a_row_that_is_none_of_them_stay_as_they_are(row: tuple[str, ...]) -> None:
    grid = three_public(*ITEMS, row)
    assert upright(grid) is grid


@pytest.mark.parametrize(("cut", "is_found"), [("政府性基金预算财政拨款收", True), ("政府", False)])
def test_a_name_that_its_cell_cut_off_is_the_only_row_beginning_so(cut: str, is_found: bool) -> None:
    rows = (
        ("收入支出决算总表", "", "", ""),
        ("收入", "", "支出", ""),
        ("项目", "决算数", "项目", "决算数"),
        ("一、一般公共预算财政拨款收入", "7.00", "一、一般公共服务支出", "8.00"),
        (f"二、{cut}", "1.00", "本年支出合计", "8.00"),
        ("本年收入合计", "8.00", "总计", "8.00"),
    )
    cells = [Cell(number, column, text) for number, row in enumerate(rows) for column, text in enumerate(row) if text]
    grid = Grid("x", (Column(),) * 4, tuple(cells))
    source = Source("x", Document("x", (Section((grid,)),)))
    table = recognise(source, load_form("national-2023", [data_folder("templates")])).table("T1")
    assert table is not None
    figures = [item for item in table.figures if item.quote == "1.00"]
    assert bool(figures) is is_found and bool(table.unmatched_rows) is not is_found


def test_a_document_of_endless_paragraphs_is_refused(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for number in range(12):
        document.add_paragraph(f"第{number}段")
    document.save(str(tmp_path / "x.docx"))
    few, many = Limits(paragraphs=11), Limits(paragraphs=12)
    assert len(lines(read_docx(tmp_path / "x.docx", many))) == 12
    with pytest.raises(ReadingError, match="超过 11 段"):
        read_docx(tmp_path / "x.docx", few)
    (tmp_path / "x.html").write_text("<p>段</p>" * 12, "utf-8")
    with pytest.raises(ReadingError, match="超过 11 段"):
        read_html_page(tmp_path / "x.html", few)


@pytest.mark.parametrize(
    ("unit", "printed"),
    [
        ("元", ("900.00", "800.00", "100.00")),
        ("千元", ("90.00", "80.00", "10.00")),
        ("万元", ("9.00", "8.00", "1.00")),
    ],
)
def test_a_finding_speaks_in_the_unit_of_the_source(unit: str, printed: tuple[str, str, str]) -> None:
    form = load_form("national-2023", [data_folder("templates")])
    stated, added, missing = printed
    rows = (
        ("收入支出决算总表", "", "", ""),
        ("部门：某局", "", "", f"单位：{unit}"),
        ("收入", "", "支出", ""),
        ("项目", "决算数", "项目", "决算数"),
        ("一、一般公共预算财政拨款收入", added, "一、一般公共服务支出", stated),
        ("本年收入合计", stated, "本年支出合计", stated),
        ("总计", stated, "总计", stated),
    )
    cells = [Cell(number, column, text) for number, row in enumerate(rows) for column, text in enumerate(row) if text]
    source = Source("x", Document("x", (Section((Grid("x", (Column(),) * 4, tuple(cells)),)),)))
    examined = examine(source, FormShelf.of([form]), lambda _: CodeCatalogue({}))
    told = examination_json(examined, "x", 0.0, with_held=False)
    (found,) = (item for item in told["findings"] if item["check"] == "T1-01")
    assert (found["stated"], found["expected"], found["difference"]) == (stated, added, missing)
    assert stated in found["message"] and added in found["message"]


#: 江苏: what only says again what the table is about stands over the items, meetings and training beside them.
_TWO_YEARS = (
    "预算数\t\t\t\t\t\t\t\t决算数\t\t\t\t\t\t\t",
    "“三公”经费\t\t\t\t\t\t会议费\t培训费\t“三公”经费\t\t\t\t\t\t会议费\t培训费",
    "\t".join(("“三公”经费合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t\t",) * 2),
    "\t".join(("\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t",) * 2),
    "85.00\t0.00\t76.00\t0.00\t76.00\t9.00\t26.00\t38.00\t74.23\t0.00\t68.11\t0.00\t68.11\t6.12\t19.90\t33.24",
)


def _text_of(*lines_of_text: str) -> Source:
    return Source("x.txt", Document("x.txt", (Section(tuple(text_blocks(lines_of_text))),)))


def test_a_heading_that_only_says_the_table_again_is_a_heading() -> None:
    source = _text_of("财政拨款“三公”经费、会议费和培训费支出决算表", "单位：万元", *_TWO_YEARS)
    table = recognise(source, load_form("national-2023", [data_folder("templates")])).table("T7")
    assert table is not None and not table.missing_columns and not table.unread
    read = {item.address.column: item.quote for item in table.figures}
    assert (read["预算合计"], read["决算公务用车运行费"], read["决算公务接待费"]) == ("85.00", "68.11", "6.12")
    assert [item.text.rpartition("／")[2] for item in table.unmatched_columns] == ["会议费", "培训费"] * 2


@pytest.mark.parametrize("over", ["—\t—\t—", "\t\t"])
def test_a_row_without_figures_heads_the_row_of_its_name_below(over: str) -> None:
    rows = (
        "项目\t行次\t年初预算数\t全年预算数\t决算统计数",
        f"一、“三公”经费支出\t1\t{over}",
        "（一）支出合计\t2\t17.00\t17.00\t14.44",
        "2．公务用车购置及运行维护费\t3\t14.40\t14.40\t12.41",
        "3．公务接待费\t4\t2.60\t2.60\t2.03",
    )
    source = _text_of("财政拨款“三公”经费、行政参公单位机关运行经费情况表", "单位：万元", *rows)
    table = recognise(source, load_form("yunnan-2024", [data_folder("templates")])).table("机关运行")
    assert table is not None
    read = {(item.address.row, item.address.column): item.quote for item in table.figures}
    assert (read["三公经费合计", "决算数"], read["公务接待费", "年初预算数"]) == ("14.44", "2.60")
    assert not table.unmatched_rows
