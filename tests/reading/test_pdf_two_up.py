"""Sheets with two pages, side by side or one above the other, are read as the pages printed one by one; a wide table stays one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.reading import Limits, Source
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
    rows_of,
)

NAMES = ("一般公共服务支出", "教育支出", "卫生健康支出", "城乡社区支出", "农林水支出", "住房保障支出")
PROSE = (
    "本部门全年收入比上年增加，主要原因是人员经费增加，",
    "其中基本支出用于保障机构正常运转、完成日常工作任务，",
    "项目支出用于完成专项业务，结转资金按规定留待下年，",
    "各项支出严格按照批复的预算执行，未发生超范围支出。",
)


def _rows(first: int, count: int) -> tuple[tuple[str, ...], ...]:
    body = [(name, f"{first + place}.25", f"{first + place}.75") for place, name in enumerate(NAMES[:count])]
    return (("项目", "基本支出", "项目支出"), *body)


def _text(page: Page, left: float, top: float, number: int) -> None:
    for place, words in enumerate(PROSE):
        page.text(left + 70, top + 120 + 24 * place, words, 12)
    _foot(page, left, number, top)


def _table(page: Page, left: float, top: float, number: int, style: str, size: float) -> None:
    page.text(left + 300, top + 90, f"{'收入' if number % 2 else '支出'}决算表", 14, "centre")
    page.text(left + 500, top + 115, "单位：万元", 10, "right")
    draw_table(
        page, _rows(10 * number, 2 + number % 5), (200, 110, 110), left + 80, top + 130, Look(style, size, size * 2), 1
    )
    _foot(page, left, number, top)


def _foot(page: Page, left: float, number: int, top: float = 0) -> None:
    page.text(left + 300, top + 810, f"— {number} —", 10, "centre")


def _said(source: Source) -> list[object]:
    return [*(words for words in lines(source) if words), *map(rows_of, grids(source))]


@pytest.mark.parametrize("style", ["all", "rows", "none"])
@pytest.mark.parametrize(("right_by", "down_by"), [(WIDTH, 0), (0, HEIGHT)], ids=["beside", "above"])
def test_two_pages_on_a_sheet_are_read_as_printed_one_by_one(
    tmp_path: Path, style: str, right_by: float, down_by: float
) -> None:
    def part(number: int) -> Draw:
        def draw(page: Page, left: float = 0, top: float = 0) -> None:
            if number % 3 == 0:
                _text(page, left, top, number)
            else:
                _table(page, left, top, number, style, 10 + number % 2)

        return draw

    pages = [part(number) for number in range(1, 8)]

    def sheet(left: Draw, right: Draw | None) -> Draw:
        def draw(page: Page) -> None:
            left(page)
            if right is not None:
                right(page, right_by, down_by)  # type: ignore[call-arg]

        return draw

    sheets = [sheet(*pair) for pair in zip(pages[::2], [*pages[1::2], None], strict=True)]
    single = read_pdf(make_pdf(tmp_path / "single.pdf", pages), Limits())
    size = WIDTH + right_by, HEIGHT + down_by
    double = read_pdf(make_pdf(tmp_path / "double.pdf", sheets, size), Limits())
    assert _said(double) == _said(single)
    assert numbers_read(double) == numbers_printed(tmp_path / "double.pdf")
    cells = [cell.place for grid in grids(double) for cell in grid.cells if cell.place is not None]
    assert {place.page for place in cells} == {1, 2, 3, 4}
    boxes = [place.box for place in cells if place.box]
    assert min(box[0] for box in boxes) < WIDTH and min(box[1] for box in boxes) < HEIGHT
    assert size[0] - WIDTH < max(box[2] for box in boxes) < size[0]
    assert size[1] - HEIGHT < max(box[3] for box in boxes) < size[1]


def _going_on(first: int, above: float) -> Draw:
    """A table with lines and its page number, from a height of the sheet on."""

    def draw(page: Page) -> None:
        for top, number in ((0, first), (above, first + 1)):
            if number == 1:
                page.text(300, top + 60, "支出决算表", 14, "centre")
            rows = [(f"20{number:02d}{place:02d}", f"{number}{place}.25") for place in range(9)]
            body = [("科目编码", "支出"), *rows] if number == 1 else rows
            draw_table(page, body, (300, 110), 80, top + 80, Look("all", 10, 20), int(number == 1))
            page.text(300, top + above - 20, f"第 {number} 页", 10, "centre")

    return draw


def test_a_table_goes_on_from_the_upper_page_to_the_lower_and_over_sheets(tmp_path: Path) -> None:
    size = (WIDTH, HEIGHT)
    source = read_pdf(make_pdf(tmp_path / "x.pdf", [_going_on(1, 421), _going_on(3, 421)], size), Limits())
    (grid,) = grids(source)
    assert len(rows_of(grid)) == 1 + 4 * 9
    assert not any("页" in line for line in lines(source))


def test_a_page_with_two_tables_and_no_number_between_them_is_one(tmp_path: Path) -> None:
    """Nothing crosses its middle, and each table has its head; what follows them is read after both."""

    def draw(page: Page) -> None:
        for top in (0, 440):
            page.text(300, top + 60, "支出决算表", 14, "centre")
            page.text(500, top + 85, "单位：万元", 10, "right")
            draw_table(page, _rows(10, 3), (200, 110, 110), 80, top + 100, Look("all", 10, 20), 1)
        page.text(300, 400, "12", 10, "centre")
        page.text(300, 820, "7", 10, "centre")

    source = read_pdf(make_pdf(tmp_path / "x.pdf", [draw], (WIDTH, HEIGHT)), Limits())
    assert len(grids(source)) == 2
    assert "12" in lines(source)


def test_text_on_both_halves_without_page_numbers_is_two_pages(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for left in (0, WIDTH):
            for place, words in enumerate(PROSE):
                page.text(left + 70, 120 + 24 * place, words, 12)

    source = read_pdf(make_pdf(tmp_path / "x.pdf", [draw], (2 * WIDTH, HEIGHT)), Limits())
    assert "".join(lines(source)) == "".join(PROSE) * 2


@pytest.mark.parametrize("style", ["all", "rows", "none"])
@pytest.mark.parametrize("numbered", [True, False])
def test_a_table_of_two_sides_with_an_empty_middle_stays_one(tmp_path: Path, style: str, numbered: bool) -> None:
    rows = [
        ("收入项目", "收入金额", "支出项目", "支出金额"),
        *((f"{name}拨款", f"{place}1.50", name, f"{place}2.75") for place, name in enumerate(NAMES, 1)),
    ]

    def draw(page: Page) -> None:
        page.text(70, 60, "收入支出决算总表", 14)
        page.text(1100, 90, "单位：万元", 10, "right")
        draw_table(page, rows, (220, 210, 340, 210), 100, 110, Look(style, 10, 20), 1)
        if numbered:
            _foot(page, WIDTH / 2, 7)

    source = read_pdf(make_pdf(tmp_path / "x.pdf", [draw], (2 * WIDTH, HEIGHT)), Limits())
    (grid,) = grids(source)
    assert [tuple(row) for row in rows_of(grid)] == rows
