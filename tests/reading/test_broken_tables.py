"""Tables of PDF files that pages and narrow columns break: figures over lines, rows over pages, no lines at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from juesuan_gui.reading import Limits, Source
from juesuan_gui.reading.pdf.headers import HeaderCell, apart
from juesuan_gui.reading.pdf.reader import read_pdf
from tests.documents.judging import examined, judge_clean
from tests.generator.documents import make_published

from .published_files import Page, grids, lines, make_pdf, rows_of


def read(path: Path) -> Source:
    return read_pdf(path, Limits())


def ruled(page: Page, ys: Sequence[float], xs: Sequence[float]) -> None:
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    for x in xs:
        page.line(x, ys[0], x, ys[-1])


def stack(page: Page, x: float, y: float, *words: str) -> None:
    for number, word in enumerate(words):
        page.text(x, y + 12 * number, word, 10)


def test_a_figure_broken_by_its_narrow_column_is_one_row(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        ruled(page, (100, 120, 160, 200), (70, 170, 212, 254))
        for x, word in ((75, "项目"), (175, "合计"), (217, "基本")):
            page.text(x, 114, word)
        stack(page, 75, 134, "社会保障和就业支", "出")
        stack(page, 175, 134, "1,667.", "56")
        stack(page, 217, 134, "310.8", "6")
        stack(page, 75, 174, "卫生健康支出")
        stack(page, 175, 174, "98,46", "1.20")
        stack(page, 217, 174, ",000.", "10")

    assert rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0]) == [
        ["项目", "合计", "基本"],
        ["社会保障和就业支出", "1,667.56", "310.86"],
        ["卫生健康支出", "98,461.20", ",000.10"],
    ]


def test_short_figures_below_each_other_stay_two_rows(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        ruled(page, (100, 120, 160), (70, 170, 230, 290))
        for x, word in ((75, "项目"), (175, "合计"), (235, "基本")):
            page.text(x, 114, word)
        stack(page, 75, 134, "教育支出", "其他支出")
        stack(page, 175, 134, "12.50", "3.25")
        stack(page, 235, 134, "12", "34")

    assert rows_of(grids(read(make_pdf(tmp_path / "x.pdf", [draw])))[0])[1:] == [
        ["教育支出", "12.50", "12"],
        ["其他支出", "3.25", "34"],
    ]


def test_headings_that_meet_on_one_place_lose_no_words() -> None:
    cells = apart([HeaderCell(0, 1, 2, 2, "支出"), HeaderCell(0, 2, 1, 2, "收入"), HeaderCell(1, 1, 1, 2, "小计")])
    places = [
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(places) == len(set(places))
    assert "".join(cell.text for cell in cells).replace("\n", "") in ("支出小计收入", "支出收入小计")


@pytest.mark.parametrize(("rest", "rows"), [(("", "出", "56"), 3), (("2080506", "职业年金", "0.02"), 4)])
def test_a_row_goes_on_over_the_page_only_where_it_completes_its_figure(
    tmp_path: Path, rest: tuple[str, str, str], rows: int
) -> None:
    def first(page: Page) -> None:
        ruled(page, (700, 720, 745, 770), (70, 130, 196, 238))
        for x, word in ((75, "编码"), (135, "名称"), (201, "合计")):
            page.text(x, 714, word)
        for x, word in ((75, "208"), (135, "社会保障支出"), (201, "0.02")):
            page.text(x, 734, word)
        for x, word in ((75, "2080505"), (135, "养老保险缴费支"), (201, "1,667.")):
            page.text(x, 759, word, 8.5)

    def second(page: Page) -> None:
        ruled(page, (70, 90), (70, 130, 196, 238))
        for x, word in zip((75, 135, 201), rest, strict=True):
            page.text(x, 84, word, 8.5)

    [grid] = grids(read(make_pdf(tmp_path / "x.pdf", [first, second])))
    assert len(rows_of(grid)) == rows
    assert rows_of(grid)[2] == (
        ["2080505", "养老保险缴费支出", "1,667.56"] if rows == 3 else ["2080505", "养老保险缴费支", "1,667."]
    )


def test_without_lines_names_stand_around_their_figures_and_go_on_without_headings(tmp_path: Path) -> None:
    """As a bureau's system prints it: the code and the figures between the two lines of a name."""

    def row(page: Page, y: float, code: str, names: Sequence[str], *figures: str) -> None:
        page.text(70, y, code, 9)
        for number, name in enumerate(names):
            page.text(140, y + (number - (len(names) - 1) / 2) * 12, name, 9)
        for x, figure in zip((320, 400), figures, strict=False):
            page.text(x, y, figure, 9, "right")

    def first(page: Page) -> None:
        page.text(290, 60, "支出决算表", 14, "centre")
        for x, word in (
            (85, "科目编码"),
            (185, "科目名称"),
            (300, "本年支出合计"),
            (385, "基本支出"),
            (465, "项目支出"),
        ):
            page.text(x, 100, word, 9, "centre")
        row(page, 122, "201", ["一般公共服务支出"], "306.90", "306.90")
        row(page, 146, "2080505", ["机关事业单位基本养老保险", "缴费支出"], "545.85", "545.85")
        row(page, 176, "2080506", ["机关事业单位职业年金", "缴费支出"], "272.92", "272.92")
        row(page, 206, "2101101", ["行政单位基本医疗保险缴费", "和补充医疗保险缴费", "支出"], "100.00", "100.00")

    def second(page: Page) -> None:
        row(page, 70, "22102", ["住房改革支出"], "12.00")
        row(page, 88, "2210201", ["住房公积金"], "12.00")
        page.text(90, 130, "注：本表反映部门本年度各项支出情况。", 10)

    source = read(make_pdf(tmp_path / "x.pdf", [first, second]))
    [grid] = grids(source)
    assert rows_of(grid)[1:] == [
        ["201", "一般公共服务支出", "306.90", "306.90", ""],
        ["2080505", "机关事业单位基本养老保险缴费支出", "545.85", "545.85", ""],
        ["2080506", "机关事业单位职业年金缴费支出", "272.92", "272.92", ""],
        ["2101101", "行政单位基本医疗保险缴费和补充医疗保险缴费支出", "100.00", "100.00", ""],
        ["22102", "住房改革支出", "12.00", "", ""],
        ["2210201", "住房公积金", "12.00", "", ""],
    ]
    assert {cell.place.page for cell in grid.cells if cell.place} == {1, 2}
    assert lines(source)[-1].startswith("注：")


def test_every_figure_of_a_report_without_lines_comes_back() -> None:
    published = make_published(7, "shanghai-2024")
    assert judge_clean(published, examined(published.told(), "bare-pdf")).wrong_figures == []


def test_numbered_rows_keep_their_figures_whatever_lines_their_names_take(tmp_path: Path) -> None:
    """行次 stand in the middle of names of one to three lines on both sides, as a narrow web page prints them."""
    names = ("一、一般公/共预算财政/拨款", "二、政府性/基金", "三、其他", "四、事业/收入", "五、经营")
    others = ("一、外交/支出", "二、国防", "三、教育/支出支出/合计", "四、科学/技术", "五、其他")

    def draw(page: Page) -> None:
        for x, word in ((70, "项目"), (160, "行次"), (230, "决算数"), (290, "项目"), (370, "行次"), (440, "决算数")):
            page.text(x, 80, word, 10)
        top = 100.0
        for number, (left, right) in enumerate(zip(names, others, strict=True), 1):
            parts = [left.split("/"), right.split("/")]
            high = max(map(len, parts)) * 13.0
            for x, words in ((70, parts[0]), (290, parts[1])):
                for place, word in enumerate(words):
                    page.text(x, top + high / 2 + (place - (len(words) - 1) / 2) * 13, word, 10)
            for x, word in (
                (165, f"{number}"),
                (265, f"{number}1.25"),
                (375, f"{number + 30}"),
                (475, f"{number}2.50"),
            ):
                page.text(x, top + high / 2, word, 10, "right")
            top += high + 2

    [grid] = grids(read(make_pdf(tmp_path / "x.pdf", [draw])))
    assert rows_of(grid)[1:] == [
        [left.replace("/", ""), str(number), f"{number}1.25", right.replace("/", ""), str(number + 30), f"{number}2.50"]
        for number, (left, right) in enumerate(zip(names, others, strict=True), 1)
    ]
