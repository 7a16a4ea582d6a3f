"""PDF files: lines and tables as printed, whatever draws them; figures never glued, split, lost or doubled."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.annotations import FreeText

from juesuan_gui.document import TextStyle
from juesuan_gui.reading import Limits, ReadingError, RemarkKind, Source
from juesuan_gui.reading.pdf.reader import read_pdf
from tests.reading.published_files import (
    HEIGHT,
    WIDTH,
    Draw,
    Look,
    Page,
    draw_table,
    grids,
    lines,
    make_pdf,
    numbers_printed,
    numbers_read,
    paragraphs,
    rows_of,
    words_of,
)

ROWS = (
    ("项目", "合计", "基本支出", "项目支出"),
    ("一般公共服务支出", "2,112.86", "2,106.66", "6.20"),
    ("社会保障和就业支出", "326.72", "326.72", ""),
    ("卫生健康支出", "60.99", "", "60.99"),
    ("住房保障支出", "445.69", "400.00", "45.69"),
    ("合计", "2,946.26", "2,833.38", "112.88"),
)
WIDTHS = (150, 90, 90, 90)


def read(path: Path) -> Source:
    return read_pdf(path, Limits())


def table(
    top: float = 150, look: Look | None = None, rows: tuple[tuple[str, ...], ...] = ROWS, header_rows: int = 1
) -> Draw:
    """A title, a unit line and a table."""

    def draw(page: Page) -> None:
        if header_rows:
            page.text(300, top - 40, "支出决算表", 14, "centre")
            page.text(480, top - 12, "单位：万元", 10, "right")
        draw_table(page, rows, WIDTHS, 70, top, look or Look(), header_rows)

    return draw


@pytest.mark.parametrize("style", ["all", "inner", "rows", "three", "none"])
@pytest.mark.parametrize("size", [6, 9, 12])
def test_a_table_reads_the_same_whatever_lines_it_draws(tmp_path: Path, style: str, size: float) -> None:
    path = make_pdf(tmp_path / "x.pdf", [table(look=Look(style, size, size * 2))])
    source = read(path)
    (grid,) = grids(source)
    assert rows_of(grid) == [list(row) for row in ROWS]
    assert lines(source) == ["支出决算表", "单位：万元"]
    assert {cell.place.page for cell in grid.cells if cell.place} == {1}


def test_lines_drawn_as_thin_filled_boxes_cell_by_cell(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        draw_table(page, ROWS, WIDTHS, 70, 150, Look("none"))
        xs, ys = [70, 220, 310, 400, 490], [150 + 18 * row for row in range(7)]
        for x in xs:
            for y in ys[:-1]:
                page.bar(x - 0.25, y + 0.25, x + 0.25, y + 17.75)
        for y in ys:
            for left, right in itertools.pairwise(xs):
                page.bar(left + 0.25, y - 0.25, right - 0.25, y + 0.25)

    assert rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]) == [list(row) for row in ROWS]


def test_lines_drawn_as_dashes_are_lines(tmp_path: Path) -> None:
    class Dashing(Page):
        def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
            pieces = round(max(x1 - x0, y1 - y0) / 0.5)
            for piece in range(pieces):
                start, end = piece / pieces, (piece + 0.8) / pieces
                across, down = x1 - x0, y1 - y0
                super().line(x0 + across * start, y0 + down * start, x0 + across * end, y0 + down * end)

    def draw(page: Page) -> None:
        draw_table(Dashing(page.canvas), ROWS, WIDTHS, 70, 150, Look())

    (grid,) = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))
    assert rows_of(grid) == [list(row) for row in ROWS] and not grid.is_inferred


def test_merged_cells_line_breaks_and_blanks(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for x0, y0, x1, y1 in (
            (70, 100, 430, 100),
            (70, 120, 250, 120),
            (250, 120, 430, 120),
            (70, 160, 430, 160),
            (70, 180, 430, 180),
        ):
            page.line(x0, y0, x1, y1)
        for x, top in ((70, 100), (130, 120), (250, 100), (340, 120), (430, 100)):
            page.line(x, top, x, 180)
        for x, y, words in (
            (160, 114, "项目"),
            (100, 145, "编码"),
            (190, 137, "科目"),
            (190, 151, "名称"),
            (340, 114, "支 出"),
            (295, 145, "合计"),
            (385, 137, "其中：基本"),
            (385, 151, "支出"),
            (100, 174, "201"),
            (295, 174, "1.00"),
        ):
            page.text(x, y, words, 10, "centre")

    (grid,) = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))
    assert words_of(grid) == {
        (0, 0): ("项目", 1, 2),
        (0, 2): ("支出", 1, 2),
        (1, 0): ("编码", 1, 1),
        (1, 1): ("科目名称", 1, 1),
        (1, 2): ("合计", 1, 1),
        (1, 3): ("其中：基本支出", 1, 1),
        (2, 0): ("201", 1, 1),
        (2, 2): ("1.00", 1, 1),
    }
    texts = {cell.text for cell in grid.cells}
    assert {"科目\n名称", "支 出"} <= texts
    assert {(cell.row, cell.column) for cell in grid.cells if not cell.text} == {(2, 1), (2, 3)}


def test_rows_without_lines_between_them(tmp_path: Path) -> None:
    """A box with vertical lines only, and a line below the header."""

    def draw(page: Page) -> None:
        draw_table(page, ROWS, WIDTHS, 70, 150, Look("none"))
        for y in (150, 168, 150 + 18 * len(ROWS)):
            page.line(70, y, 490, y)
        for x in (70, 220, 310, 400, 490):
            page.line(x, 150, x, 150 + 18 * len(ROWS))

    assert rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]) == [list(row) for row in ROWS]


def test_a_wrapped_name_beside_one_figure_stays_one_row(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for y in (100, 120, 150, 170):
            page.line(70, y, 310, y)
        for x in (70, 190, 310):
            page.line(x, 100, x, 170)
        page.text(75, 114, "项目")
        page.text(200, 114, "金额")
        page.text(75, 132, "机关事业单位基本养")
        page.text(75, 145, "老保险缴费支出")
        page.text(300, 138, "160.75", align="right")
        page.text(75, 164, "合计")
        page.text(300, 164, "160.75", align="right")

    grid = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]
    assert rows_of(grid) == [["项目", "金额"], ["机关事业单位基本养老保险缴费支出", "160.75"], ["合计", "160.75"]]


@pytest.mark.parametrize("style", ["rows", "three", "none"])
def test_columns_of_a_table_without_vertical_lines_keep_their_headers(tmp_path: Path, style: str) -> None:
    """Headers over two columns, a column without any figure, a line that numbers the columns."""
    widths = (130, 80, 80, 80, 80)
    body = (
        ("208", "12.50", "10.00", "", "2.50"),
        ("210", "3,320.10", "1.00", "", "3,319.10"),
        ("合计", "3,332.60", "11.00", "", "3,321.60"),
    )

    def draw(page: Page) -> None:
        xs = [70.0]
        for width in widths:
            xs.append(xs[-1] + width)
        page.text((xs[0] + xs[1]) / 2, 116, "科目", 9, "centre")
        page.text((xs[1] + xs[2]) / 2, 116, "合计", 9, "centre")
        page.text((xs[2] + xs[4]) / 2, 108, "财政拨款收入", 9, "centre")
        page.text((xs[2] + xs[3]) / 2, 124, "小计", 9, "centre")
        page.text((xs[3] + xs[4]) / 2, 124, "教育收费", 9, "centre")
        page.text((xs[4] + xs[5]) / 2, 116, "其他收入", 9, "centre")
        for number in range(1, 5):
            page.text((xs[number] + xs[number + 1]) / 2, 142, str(number), 9, "centre")
        draw_table(page, body, widths, 70, 148, Look("none"), 0)
        ys = {"rows": (96, 130, 148, 166, 184, 202), "three": (96, 130, 202), "none": ()}[style]
        for y in ys:
            page.line(xs[0], y, xs[-1], y)

    grid = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]
    assert len(grid.columns) == 5
    assert rows_of(grid)[-3:] == [list(row) for row in body]
    assert rows_of(grid)[-4] == ["", "1", "2", "3", "4"]
    words = words_of(grid)
    assert words[0, 2] == ("财政拨款收入", 1, 2)
    assert {words[1, 2][0], words[1, 3][0]} == {"小计", "教育收费"}
    assert words[0, 4] == ("其他收入", 2, 1)


def test_digits_on_another_baseline_and_of_another_size_are_one_line(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.text(90, 100, "年度收入总计", 12)
        page.text(162, 103, "2995.39", 11)
        page.text(205, 99, "万元，下降", 12)
        page.text(265, 103.5, "1.87%", 11)
        page.text(295, 100, "。", 12)
        page.text(90, 117, "本年支出合计", 12)

    assert lines(read(make_pdf(tmp_path / "x.pdf", [draw]))) == ["年度收入总计2995.39万元，下降1.87%。", "本年支出合计"]


def test_gaps_become_spaces_and_printed_spaces_stay(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.text(70, 100, "部门：某局")
        page.text(500, 100, "单位：万元", align="right")
        page.text(70, 120, "目 录")
        page.text(70, 140, "12.30")
        page.text(100, 140, "45.60")

    first, second, third = lines(read(make_pdf(tmp_path / "x.pdf", [draw])))
    assert first.split() == ["部门：某局", "单位：万元"] and "  " in first
    assert second == "目 录"
    assert third.split() == ["12.30", "45.60"]


def test_words_printed_twice_for_bold_count_once(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for shift in (0, 0.3):
            page.text(70 + shift, 100, "合计1,224.48")

    assert lines(read(make_pdf(tmp_path / "x.pdf", [draw]))) == ["合计1,224.48"]


def test_words_that_overflow_their_cell_are_not_cut(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for y in (100, 120, 140):
            page.line(70, y, 310, y)
        for x in (70, 110, 230, 310):
            page.line(x, 100, x, 140)
        page.text(72, 114, "行政事业单位养老支出")
        page.text(305, 114, "1.00", align="right")
        page.text(72, 134, "合计")
        page.text(306, 134, "12345678901234567.89", align="right")

    rows = rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0])
    assert rows[0][0] == "行政事业单位养老支出" and rows[0][2] == "1.00"
    assert rows[1][2] == "12345678901234567.89"


def test_a_table_goes_on_over_pages_and_its_cells_keep_their_page(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "x.pdf", [table(600, rows=ROWS[:4]), table(60, rows=ROWS[4:], header_rows=0)])
    (grid,) = grids(read(path))
    assert rows_of(grid) == [list(row) for row in ROWS]
    assert [cell.place.page for cell in grid.cells if cell.column == 0 and cell.place] == [1, 1, 1, 1, 2, 2]


def test_repeated_headers_and_titles_stay_out_of_the_body(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "x.pdf", [table(600, rows=ROWS[:4]), table(100, rows=(ROWS[0], *ROWS[4:]))])
    source = read(path)
    (grid,) = grids(source)
    assert rows_of(grid) == [list(row) for row in ROWS]
    assert lines(source) == ["支出决算表", "单位：万元"]
    assert {paragraph.text for paragraph in source.left_out} >= {"支出决算表", "单位：万元"}


def test_another_title_begins_another_table(tmp_path: Path) -> None:
    def second(page: Page) -> None:
        page.text(300, 60, "收入决算表", 14, "centre")
        draw_table(page, ROWS, WIDTHS, 70, 100, Look())

    source = read(make_pdf(tmp_path / "x.pdf", [table(600), second]))
    assert [rows_of(grid) for grid in grids(source)] == [[list(row) for row in ROWS]] * 2
    assert "收入决算表" in lines(source)


def test_other_columns_begin_another_table(tmp_path: Path) -> None:
    def second(page: Page) -> None:
        draw_table(page, (("1", "2"), ("3", "4")), (100, 100), 70, 60, Look(), 0)

    assert len(grids(read(make_pdf(tmp_path / "x.pdf", [table(600), second])))) == 2


@pytest.mark.parametrize("form", ["{}", "- {} -", "— {} —", "第 {} 页 共 6 页", "{}/6", "第{}页"])
def test_page_numbers_and_running_lines_are_left_out(tmp_path: Path, form: str) -> None:
    def page(number: int) -> Draw:
        def draw(page: Page) -> None:
            page.text(300, 40, "某市医疗保障局2020年度部门决算", 9, "centre")
            for line in range(20):
                page.text(90, 100 + 20 * line, f"第{line}句，支出{number}{line}.50万元。")
            page.text(300, 800, form.format(number), 9, "centre")

        return draw

    path = make_pdf(tmp_path / "x.pdf", [page(number) for number in range(1, 7)])
    source = read(path)
    assert len(lines(source)) == 120 and all("句" in line for line in lines(source))
    assert len(source.left_out) == 12
    assert numbers_read(source) == numbers_printed(path)


def test_a_running_line_with_an_amount_is_left_out(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(page: Page) -> None:
            page.text(300, 40, "甲局2021年度部门决算公开 收支总计2198.43万元", 9, "centre")
            page.text(70, 120 + number, f"第{number}段说明文字在这一页上。")

        return draw

    source = read(make_pdf(tmp_path / "x.pdf", [page(number) for number in range(1, 5)]))
    assert len(lines(source)) == 4 and all("说明文字" in text for text in lines(source))


def test_a_lone_number_in_the_text_is_no_page_number(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.text(90, 100, "共有车辆")
        page.text(90, 400, "12")
        page.text(90, 420, "辆。")

    assert "12" in lines(read(make_pdf(tmp_path / "x.pdf", [draw])))


def test_a_contents_list_is_no_table(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for number, title in enumerate(("收入支出决算总表", "收入决算表", "支出决算表", "说明", "名词解释")):
            page.text(90, 100 + 20 * number, title)
            page.text(500, 100 + 20 * number, str(number + 3), align="right")

    source = read(make_pdf(tmp_path / "x.pdf", [draw]))
    assert grids(source) == [] and len(lines(source)) == 5


def test_figures_of_a_sentence_drawn_out_to_the_margin_are_no_table(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.text(70, 100, "支出合计5434460.01元，其中：基本支出、项目支出、经营支出和其他支出分别为", 12)
        places = (70, 146, 184, 260, 298, 362, 400, 458)
        words = ("2317357.25", "元、", "1169778.67", "元、", "79912.15", "元、", "1046.26", "元和")
        for place, word in zip(places, words, strict=True):
            page.text(place, 122, word, 12)
        page.text(70, 144, "1866365.68元，分别占支出合计的42.64%、21.53%、1.47%、0.02%和34.34%。", 12)

    source = read(make_pdf(tmp_path / "x.pdf", [draw]))
    assert not grids(source)
    assert [line.split()[-1] for line in lines(source)][1] == "元和"


def test_prose_is_no_table_and_says_where_paragraphs_begin(tmp_path: Path) -> None:
    words = "一般公共预算财政拨款支出二千九百四十万元，主要用于以下方面，"

    def draw(page: Page) -> None:
        for line in range(6):
            page.text(90 if line % 3 else 114, 100 + 18 * line, words[: 31 if line % 3 else 29], 12)
        page.text(90, 100 + 18 * 6, "占百分之九十。", 12)
        page.text(90, 100 + 18 * 7, "二、支出", 12)

    source = read(make_pdf(tmp_path / "x.pdf", [draw]))
    assert grids(source) == []
    opens = [paragraph.style is TextStyle.BODY for paragraph in paragraphs(source)]
    assert opens == [True, False, False, True, False, False, False, True]


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(tmp_path: Path, drawn: int, shown: int) -> None:
    """Words drawn sideways, pages shown turned, and both, as when a wide table is printed on upright paper."""

    def turned(page: Page) -> None:
        page.canvas.translate(*{0: (0, 0), 90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[drawn])
        page.canvas.rotate(drawn)
        page.height = WIDTH if drawn % 180 else HEIGHT
        table(100)(page)

    upright = read(make_pdf(tmp_path / "a.pdf", [table(100)]))
    writer = pypdf.PdfWriter(make_pdf(tmp_path / "b.pdf", [turned]))
    writer.pages[0].rotate(shown)
    writer.write(tmp_path / "c.pdf")
    source = read(tmp_path / "c.pdf")
    assert [rows_of(grid) for grid in grids(source)] == [rows_of(grid) for grid in grids(upright)]
    assert lines(source) == lines(upright)


LEFT_COLUMN = (
    "本年支出合计二千万元，其中基本支出",
    "一千万元，占百分之五十；项目支出一",
    "千万元，占百分之五十，与上年持平，",
    "主要原因是人员没有变动，经费也没有",
)
RIGHT_COLUMN = (
    "调整，各项支出均按预算执行，没有超",
    "支；结余资金已按规定交回，不再留用",
    "，下年继续使用的部分单独列示说明，",
    "详见附表，数字以公开表为准，其余略",
)


@pytest.mark.parametrize("shift", [0.0, 6.0], ids=["on the same height", "between the lines"])
def test_text_in_two_columns_is_read_column_by_column(tmp_path: Path, shift: float) -> None:
    def draw(page: Page) -> None:
        page.text(300, 60, "某市二〇二四年第九期政府公报全文刊登各部门决算公开情况说明如下", 12, "centre")
        for number in range(2):
            for row, (left, right) in enumerate(zip(LEFT_COLUMN, RIGHT_COLUMN, strict=True)):
                y = 120 + (4 * number + row) * 18
                page.text(70, y, left, 11)
                page.text(300, y + shift, right, 11)
        page.text(300, 810, "· 5 ·", 9, "centre")

    printed = lines(read(make_pdf(tmp_path / "x.pdf", [draw])))
    body = [text for text in printed if text in (*LEFT_COLUMN, *RIGHT_COLUMN)]
    assert body == [*LEFT_COLUMN, *LEFT_COLUMN, *RIGHT_COLUMN, *RIGHT_COLUMN]
    assert printed[0].startswith("某市") and printed[-1] in ("· 5 ·", RIGHT_COLUMN[-1])


def test_names_beside_figures_are_no_text_in_columns(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for row, name in enumerate((*LEFT_COLUMN, *RIGHT_COLUMN)):
            page.text(70, 120 + row * 18, name, 11)
            page.text(480, 120 + row * 18, f"{row + 1},000.00", 11, "right")

    read_lines = [" ".join(row) for grid in grids(read(make_pdf(tmp_path / "x.pdf", [draw]))) for row in rows_of(grid)]
    read_lines += lines(read(tmp_path / "x.pdf"))
    together = [text for text in read_lines if LEFT_COLUMN[0] in text]
    assert len(together) == 1 and "1,000.00" in together[0]


def test_a_page_wider_than_high(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "x.pdf", [table(100)], (HEIGHT, WIDTH)))
    assert rows_of(grids(source)[0]) == [list(row) for row in ROWS]


def test_sideways_words_in_a_cell(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        table()(page)
        for x in (40, 70):
            page.line(x, 150, x, 258)
        for y in (150, 258):
            page.line(40, y, 70, y)
        page.canvas.saveState()
        page.canvas.translate(58, HEIGHT - 230)
        page.canvas.rotate(90)
        page.canvas.drawString(0, 0, "支出类别")
        page.canvas.restoreState()

    (grid,) = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))
    assert rows_of(grid)[0][0] == "支出类别"
    assert [row[1:] for row in rows_of(grid)] == [list(row) for row in ROWS]


def picture(path: Path) -> Path:
    Image.new("L", (400, 500), 200).save(path)
    return path


def test_a_scanned_page_is_announced(tmp_path: Path) -> None:
    image = picture(tmp_path / "a.png")

    def scanned(page: Page) -> None:
        page.canvas.drawImage(str(image), 20, 20, 550, 800)

    source = read(make_pdf(tmp_path / "x.pdf", [table(), scanned, lambda page: None]))
    unread = [remark.place.page for remark in source.remarks if remark.kind is RemarkKind.UNREAD]
    assert unread == [2]
    with pytest.raises(ReadingError, match="没有文字"):
        read(make_pdf(tmp_path / "y.pdf", [scanned]))


def test_comments_are_told(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "x.pdf", [table()])
    writer = pypdf.PdfWriter(path)
    writer.add_annotation(0, FreeText(text="核对", rect=(50, 550, 200, 650)))
    writer.write(tmp_path / "y.pdf")
    assert [remark.kind for remark in read(tmp_path / "y.pdf").remarks] == [RemarkKind.COMMENT]
    assert read(path).remarks == ()


amounts = st.integers(0, 10**9).map(lambda fen: f"{fen / 100:,.2f}")
names = st.text(st.sampled_from("收入支出合计经费基本项目服务保障"), min_size=2, max_size=9)


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[tuple[str, ...], ...], Look]:
    columns = draw(st.integers(2, 5))
    rows = draw(
        st.lists(
            st.tuples(names, *(st.one_of(amounts, amounts, st.just("")) for _ in range(columns))),
            min_size=4,
            max_size=12,
        )
    )
    header = ("项目", *(f"第{'甲乙丙丁戊'[number]}栏" for number in range(columns)))
    total = ("合计", *("9,999,999.99" for _ in range(columns)))
    return (header, *rows, total), Look(
        draw(st.sampled_from(["all", "inner", "rows", "three", "none"])), draw(st.sampled_from([7, 9]))
    )


@settings(max_examples=25, deadline=None)
@given(tables())
def test_every_figure_stands_in_its_cell_and_nowhere_else(table: tuple[tuple[tuple[str, ...], ...], Look]) -> None:
    rows, look = table
    with tempfile.TemporaryDirectory() as folder:
        path = make_pdf(
            Path(folder) / "x.pdf",
            [lambda page: void(draw_table(page, rows, (110, *(75,) * (len(rows[0]) - 1)), 40, 100, look))],
        )
        source = read(path)
        assert numbers_read(source) == numbers_printed(path)
        assert [rows_of(grid) for grid in grids(source)] == [[list(row) for row in rows]]


def void(_: object) -> None:
    return None
