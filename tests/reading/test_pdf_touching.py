"""Tables without lines whose full cells touch the next one, names broken off by pages, cells found by their own box."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics

from juesuan_gui.publishing.pdf.annotated import PageRemark, annotate_pdf
from juesuan_gui.publishing.pdf.quotes import Sought, boxes_on
from juesuan_gui.reading import Limits, Source
from juesuan_gui.reading.pdf.reader import read_pdf
from tests.reading.published_files import FONT, HEIGHT, WIDTH, Look, Page, draw_table, grids, lines, make_pdf, rows_of

SIZE = 10.0
NAMES = ("一般公共服务支出", "资源勘探工业信息等支出", "社会保障和就业支出", "自然资源海洋气象等支出", "其他支出")


def read(path: Path) -> Source:
    return read_pdf(path, Limits())


def touching(page: Page, align: str, room: float) -> None:
    """Rows whose longest names end right before the figure: as a web page or a sheet prints full cells."""
    longest = max(pdfmetrics.stringWidth(name, FONT, SIZE) for name in NAMES)
    at = 60 + longest + room * SIZE
    for number, name in enumerate(NAMES):
        y = 120 + 18 * number
        figure = f"{100 + 7 * number}.25"
        width = pdfmetrics.stringWidth(figure, FONT, SIZE)
        page.text(60, y, name, SIZE)
        page.text(at if align == "left" else at + width, y, figure, SIZE, align)
        page.text(at + 140, y, figure, SIZE, "right")


@pytest.mark.parametrize("align", ["left", "right"])
@pytest.mark.parametrize("room", [0.0, 0.2, 0.4])
def test_a_figure_that_touches_a_name_is_told_by_its_column(tmp_path: Path, align: str, room: float) -> None:
    path = make_pdf(tmp_path / "x.pdf", [lambda page: touching(page, align, room)])
    wanted = [[name, f"{100 + 7 * number}.25", f"{100 + 7 * number}.25"] for number, name in enumerate(NAMES)]
    assert [rows_of(grid) for grid in grids(read(path))] == [wanted]


def test_a_number_in_a_name_that_no_column_shows_stays_in_it(tmp_path: Path) -> None:
    rows = [
        ["项目", "金额"],
        *([f"第{number}批2021年专项（{number}.5公里）", f"{number}0.50"] for number in range(1, 7)),
    ]

    def draw(page: Page) -> None:
        draw_table(page, rows, (240, 90), 60, 100, Look("none"))

    assert rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]) == rows


def test_last_rows_of_a_page_with_a_name_at_the_right_only_are_rows(tmp_path: Path) -> None:
    """The expenditure side is longer than the income side and its last items have no figure."""

    def two_sided(page: Page, start: int, top: float) -> None:
        for number in range(start, start + 6):
            y = top + 18 * number
            page.text(60, y, f"收入项目{number}" if number < 4 else "", SIZE)
            page.text(250, y, f"{number}1.20" if number < 4 else "", SIZE, "right")
            page.text(280, y, f"支出项目{number}", SIZE)
            page.text(500, y, f"{number}2.30" if number < 4 else "", SIZE, "right")

    path = make_pdf(tmp_path / "x.pdf", [lambda page: two_sided(page, 0, 100)])
    source = read(path)
    assert lines(source) == []
    assert rows_of(grids(source)[0])[-2:] == [["", "", "支出项目4", ""], ["", "", "支出项目5", ""]]


def twice(page: Page) -> None:
    """Two tables on one page with the same names and figures."""
    rows = (
        ("项目", "金额"),
        ("办公费", "12.50"),
        ("差旅费", ""),
        ("印刷费", "3.00"),
        ("邮电费", "4.25"),
        ("合计", "12.50"),
    )
    for top, look in ((100, Look()), (400, Look("none"))):
        draw_table(page, rows, (150, 90), 70, top, look)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_cell_is_found_by_its_own_box(tmp_path: Path, turn: int) -> None:
    writer = pypdf.PdfWriter(make_pdf(tmp_path / "a.pdf", [twice]))
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "b.pdf")
    found = grids(read(tmp_path / "b.pdf"))
    cells = [cell for grid in found for cell in grid.cells if cell.text == "12.50"]
    boxes = [cell.place.box for cell in cells if cell.place and cell.place.box]
    assert len(boxes) == 4
    document = pypdfium2.PdfDocument(tmp_path / "b.pdf")
    try:
        page = document[0]
        heights = [
            [round(box.bottom) for box in found]
            for found in boxes_on(page, [Sought("12.50", "办公费", "金额", box) for box in (*boxes, *boxes)])
        ]
        page.close()
    finally:
        document.close()
    assert all(len(found) == 1 for found in heights)
    # Each its own place, top to bottom; the same cell asked for again is the same place.
    assert heights[:4] == sorted(heights[:4], reverse=True) and len({found[0] for found in heights}) == 4
    assert heights[4:] == heights[:4]


def test_a_remark_on_a_blank_cell_stands_on_the_cell(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [twice], (WIDTH, HEIGHT))
    grid = grids(read(path))[1]
    blank = next(cell for cell in grid.cells if (cell.row, cell.column) == (2, 1))
    assert blank.text == "" and blank.place is not None and blank.place.box is not None
    remark = PageRemark(1, "", "error", "没有填数", "差旅费", "金额", blank.place.box)
    assert annotate_pdf(path, tmp_path / "b.pdf", [remark]) == 1
    (annotation,) = pypdf.PdfReader(tmp_path / "b.pdf").pages[0]["/Annots"]
    left, bottom, right, top = map(float, annotation.get_object()["/Rect"])
    middle = HEIGHT - (400 + 2.5 * 18)
    assert bottom < middle < top and top - bottom < 36 and 180 < left < right < 330


def full_blocks(page: Page) -> None:
    """Two blocks of code, name and amount, the amount right before the next code; the last row names a total only."""
    page.text(100, 110, "科目名称", SIZE, "centre")
    page.text(218, 110, "金额", SIZE, "centre")
    for number in range(5):
        y = 130 + 18 * number
        page.text(60, y, f"3010{number}", SIZE)
        page.text(97, y, NAMES[number], SIZE)
        page.text(237.6, y, f"{15 * number + 5}.5264", SIZE, "right")
        page.text(239.4, y, f"3020{number}", SIZE)
        page.text(290, y, "办公费", SIZE)
        page.text(400, y, f"{number + 1}.25", SIZE, "right")


def test_an_amount_and_the_code_right_after_it_are_two_cells(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "x.pdf", [full_blocks])
    wanted = [
        [f"3010{number}", name, f"{15 * number + 5}.5264", f"3020{number}", "办公费", f"{number + 1}.25"]
        for number, name in enumerate(NAMES)
    ]
    assert rows_of(grids(read(path))[0])[-5:] == wanted


def test_letter_spaced_figures_of_a_column_stay_whole(tmp_path: Path) -> None:
    """All characters stand apart alike, so that no gap tells a cell."""

    def draw(page: Page) -> None:
        for number, name in enumerate(NAMES):
            y = 120 + 18 * number
            page.text(60, y, name, SIZE)
            x = 300.0
            for mark in f"{10 + number}.25":
                page.text(x, y, mark, SIZE)
                x += pdfmetrics.stringWidth(mark, FONT, SIZE) + 1.5

    wanted = [[name, f"{10 + number}.25"] for number, name in enumerate(NAMES)]
    told = [
        ["".join(cell.split()) for cell in row] for row in rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0])
    ]
    assert told == wanted


def test_a_header_at_the_end_of_a_page_heads_the_rows_of_the_next(tmp_path: Path) -> None:
    def header(page: Page) -> None:
        page.text(60, 60, "一、部门职责", SIZE)
        for x, words in ((110, "科目名称"), (260, "本年支出合计"), (330, "基本支出"), (400, "项目支出")):
            page.text(x, HEIGHT - 60, words, SIZE, "centre")

    def body(page: Page) -> None:
        for number, name in enumerate(NAMES):
            page.text(60, 60 + 18 * number, name, SIZE)
            for place, x in enumerate((290, 350, 420)):
                page.text(x, 60 + 18 * number, f"{number + 10 * place + 1}.25", SIZE, "right")

    read_rows = rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [header, body])))[0])
    assert read_rows[0] == ["科目名称", "本年支出合计", "基本支出", "项目支出"]
    assert [row[0] for row in read_rows[1:]] == list(NAMES)


def test_headers_over_three_levels_without_lines_keep_their_groups(tmp_path: Path) -> None:
    """The columns of 三公: one row of figures, a column of the left group beside one of the right."""
    widths = (60, 60, 60, 60, 60, 60) * 2
    names = ("合计", "因公出国", "小计", "购置费", "运行费", "接待费")

    def draw(page: Page) -> None:
        xs = [40.0]
        for width in widths:
            xs.append(xs[-1] + width * 0.72)
        for side, words in ((0, "预算数"), (6, "决算数")):
            page.text((xs[side] + xs[side + 6]) / 2, 108, words, 9, "centre")
            page.text((xs[side + 2] + xs[side + 5]) / 2, 126, "公务用车购置及运行费", 9, "centre")
            for place, name in enumerate(names):
                y = 144 if 2 <= place < 5 else 135
                page.text((xs[side + place] + xs[side + place + 1]) / 2, y, name, 9, "centre")
        for place in range(12):
            page.text((xs[place] + xs[place + 1]) / 2, 162, str(place + 1), 9, "centre")
            page.text(xs[place + 1] - 3, 180, f"{place * 7 + 1}.25", 9, "right")

    grid = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]
    spans = {(cell.text, cell.column, cell.column_span) for cell in grid.cells if cell.row < 2}
    assert {("预算数", 0, 6), ("决算数", 6, 6)} <= spans
    assert {("公务用车购置及运行费", 2, 3), ("公务用车购置及运行费", 8, 3)} <= spans
    assert rows_of(grid)[-1] == [f"{place * 7 + 1}.25" for place in range(12)]


@pytest.mark.parametrize("none", ["0.00", "-"])
def test_figures_beside_their_headings_are_in_one_column_with_them(tmp_path: Path, none: str) -> None:
    """Short figures at the right of wide columns: no heading in the middle stands over them."""
    figures = ("997.66", none, "41.05", none, "41.05", "956.61", "7305.02", "91.72", "18.20", "18.20", none, "7195.10")
    lower = ("小计", "公务用车购置费", "公务用车运行费")
    size = 5.3

    def draw(page: Page) -> None:
        xs = [40 + 43.2 * place for place in range(13)]

        def centred(first: int, last: int, y: float, words: Sequence[str]) -> None:
            for place, word in enumerate(words):
                step = place - (len(words) - 1) / 2
                page.text((xs[first] + xs[last]) / 2, y + 1.3 * size * step, word, size, "centre")

        for side, kind in ((0, "预算数"), (6, "决算数")):
            centred(side, side + 6, 100, (kind,))
            centred(side + 2, side + 5, 110, ("公务用车购置及运行费",))
            for place, words in ((0, ("合计",)), (1, ("因公出国（境", "）费")), (5, ("公务接待费",))):
                centred(side + place, side + place + 1, 115.5, words)
            for place, word in enumerate(lower, 2):
                centred(side + place, side + place + 1, 121, (word,))
        for place, figure in enumerate(figures, 1):
            page.text(xs[place] - 2, 133, figure, size, "right")

    grid = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]
    assert rows_of(grid)[-1] == list(figures)
    spans = {(cell.text, cell.column, cell.column_span) for cell in grid.cells if cell.row < 2}
    assert {("预算数", 0, 6), ("决算数", 6, 6)} <= spans
    assert {("公务用车购置及运行费", 2, 3), ("公务用车购置及运行费", 8, 3)} <= spans
