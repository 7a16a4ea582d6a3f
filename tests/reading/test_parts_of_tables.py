"""Tables printed in parts: further columns on the next page, further rows under 续表, one group of columns alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from juesuan_gui.document import Block, Cell, Column, Grid, Paragraph, Place
from juesuan_gui.forms import Form, load_form
from juesuan_gui.reading import Limits, Recognised
from juesuan_gui.reading.normal import heading
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.reading.tables.continued import with_continued
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.side_by_side import with_right_parts
from juesuan_gui.reading.tables.wanted import Fit, WantedHeadings
from juesuan_gui.reading.text.file import read_text
from tests.generator.reports import TEMPLATES
from tests.reading.published_files import Look, Page, draw_table, grids, make_pdf, rows_of

NAMES = ("教育支出", "普通教育", "小学教育", "住房改革支出", "住房公积金", "合计")


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("national-2022", [TEMPLATES])


def grid(rows: Sequence[Sequence[str]], page: int = 1) -> Grid:
    """A grid without merged cells."""
    cells = [Cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return Grid("g", (Column(),) * len(rows[0]), tuple(cells), place=Place(page=page))


def line(text: str) -> Paragraph:
    return Paragraph.of(text)


def shown(blocks: Sequence[Block]) -> list[list[list[str]] | str]:
    return [rows_of(block) if isinstance(block, Grid) else getattr(block, "text", "") for block in blocks]


LEFT = [["科目名称", "本年收入合计"], ["栏次", "1"], *([name, "10.00"] for name in NAMES)]
RIGHT = [["其他收入"], ["7"], [""], [""], [""], ["2.00"], ["2.00"], ["2.00"]]


@pytest.mark.parametrize("heads", [1, 2], ids=["a heading of two rows on the left", "as many rows"])
def test_the_columns_of_the_next_page_stand_beside_those_of_the_first(heads: int) -> None:
    left = [["科目名称", "本年收入合计"], *[["", ""]] * (2 - heads), *LEFT[1:]]
    between = [
        line("注：本表反映本年度取得的各项收入情况。"),
        line("— 7 —"),
        line("22年度收入决算表"),
        line("单位：元"),
    ]
    blocks = with_right_parts([line("2022年度收入决算表"), grid(left), *between, grid(RIGHT, 2), line("表二")])
    assert shown(blocks)[1] == "单位：元"
    whole = shown(blocks)[2]
    assert isinstance(whole, list)
    assert [row[2] for row in whole[-6:]] == ["", "", "", "2.00", "2.00", "2.00"] and "其他收入" in whole[-8]
    assert shown(blocks)[3:] == ["注：本表反映本年度取得的各项收入情况。", "表二"]


@pytest.mark.parametrize(
    ("right", "between"),
    [
        ([["项目"], ["1"], *([name] for name in NAMES)], "— 7 —"),
        ([*RIGHT, ["2.00"]], "— 7 —"),
        (RIGHT, "2022年度支出决算表"),
    ],
    ids=["names", "more rows", "another title"],
)
def test_another_table_on_the_next_page_stays_one_of_its_own(right: list[list[str]], between: str) -> None:
    blocks = [line("2022年度收入决算表"), grid(LEFT), line(between), grid(right, 2)]
    assert with_right_parts(blocks) == tuple(blocks)


@pytest.mark.parametrize(
    ("rest", "right", "joined"),
    [
        ("款“三公”经费支出决算表", [["决算数"], ["合计"], ["2"], ["8.00"]], True),
        ("政府采购情况表", [["决算数"], ["合计"], ["2"], ["8.00"]], False),
        ("款“三公”经费支出决算表", [["合计"], ["2"], ["8.00"]], False),
    ],
    ids=["the title goes on", "another title", "fewer rows"],
)
def test_a_single_row_goes_on_only_under_the_rest_of_its_title(rest: str, right: list[list[str]], joined: bool) -> None:
    left = [["预算数"], ["合计"], ["1"], ["9.00"]]
    blocks = [line("2022年度财政拨款“三公”经费支"), grid(left), line(rest), line("单位：元"), grid(right, 2)]
    read = shown(with_right_parts(blocks))
    if joined:
        assert read == [
            "2022年度财政拨款“三公”经费支出决算表",
            "单位：元",
            [a + b for a, b in zip(left, right, strict=True)],
        ]
    else:
        assert with_right_parts(blocks) == tuple(blocks)


def test_a_last_column_alone_on_its_page_is_a_table_and_a_frame_of_words_is_none(tmp_path: Path) -> None:
    def first(page: Page) -> None:
        draw_table(page, LEFT, (200, 120), 70, 150, Look(height=20))

    def second(page: Page) -> None:
        draw_table(page, RIGHT, (120,), 70, 150, Look(height=20), header_rows=2)

    def words(page: Page) -> None:
        draw_table(page, [[name] for name in (*NAMES, "其他支出", "总计")], (120,), 70, 150, Look(height=20), 8)

    source = read_pdf(make_pdf(tmp_path / "x.pdf", [first, second, words]), Limits())
    assert [len(item.columns) for item in grids(source)] == [2, 1]
    (whole, *_) = with_right_parts(source.document.sections[0].blocks)
    assert isinstance(whole, Grid) and rows_of(whole)[-1] == ["合计", "10.00", "2.00"]


HEAD = ["科目名称", "本年收入合计", "财政拨款收入"]
TITLES = ["收入决算表（续）", "续表", "（续）", "续表2", "续收入决算表"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("within", [False, True], ids=["above", "in the first row"])
def test_rows_under_a_title_that_goes_on_follow_those_before(title: str, within: bool) -> None:
    first = grid([HEAD, ["合计", "12.00", "12.00"], ["教育支出", "7.00", "7.00"]])
    rows = [HEAD, ["住房保障支出", "5.00", "5.00"]]
    again = [line("单位：万元"), grid(rows)]
    if within:
        top = Cell(0, 0, title, column_span=3)
        moved = grid([["", "", ""], *rows])
        again = [Grid("g", moved.columns, (top, *(cell for cell in moved.cells if cell.row)))]
    blocks = [line("收入决算表"), first, *([] if within else [line(title)]), *again, line("注：无。")]
    joined = shown(with_continued(blocks))
    assert joined == [
        "收入决算表",
        [HEAD, ["合计", "12.00", "12.00"], ["教育支出", "7.00", "7.00"], ["住房保障支出", "5.00", "5.00"]],
        "注：无。",
    ]


@pytest.mark.parametrize(
    ("between", "head"),
    [("支出决算表", HEAD), ("续表", ["科目名称", "本年支出合计", "基本支出"]), ("后续工作安排如下", HEAD), ("", HEAD)],
)
def test_a_table_that_goes_on_with_nothing_stays_one_of_its_own(between: str, head: list[str]) -> None:
    blocks = [grid([HEAD, ["合计", "12.00", "12.00"]]), line(between), grid([head, ["住房保障支出", "5.00", "5.00"]])]
    assert with_continued(blocks) == tuple(blocks)


def test_the_number_of_a_table_below_its_title_parts_no_frame(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for number, words in enumerate(("2021年度支出决算表", "公开03表")):
            top = 100 + 20 * number
            page.text(200, top + 14, words, 9, "centre")
            page.line(70, top, 330, top)
            page.line(70, top, 70, top + 20)
            page.line(330, top, 330, top + 20)
        draw_table(
            page, [["科目名称", "合计"], *([name, "3.00"] for name in NAMES)], (160, 100), 70, 140, Look(height=20)
        )

    (read,) = grids(read_pdf(make_pdf(tmp_path / "x.pdf", [draw]), Limits()))
    assert [row[0] for row in rows_of(read)[:4]] == ["2021年度支出决算表", "公开03表", "科目名称", "教育支出"]


@pytest.mark.parametrize(
    ("table", "printed", "column"),
    [
        ("T4", ("支出", "一般公共预算财政拨"), "一般公共预算"),
        ("T7", ("决算数", "因公出国（\ufffd）费"), "决算因公出国（境）费"),
        ("T7", ("决算数", "公务用车购置及运行\ufffd护费", "公务用车购置\ufffd"), "决算公务用车购置费"),
        ("T5", ("本年支出合计",), "合计"),
        ("T4", ("支出", "一般公共"), None),
        ("T7", ("决算数", "公务用车\ufffd\ufffd\ufffd\ufffd\ufffd"), None),
    ],
)
def test_a_heading_that_lost_characters_is_known_while_it_can_be_but_one(
    form: Form, table: str, printed: tuple[str, ...], column: str | None
) -> None:
    fits = WantedHeadings(form.table(table)).fits(tuple(map(heading, printed)))
    best = [item.column for item, fit in fits if fit >= Fit.PATH]
    assert best == ([column] if column else [])


def read(path: Path, text: str, form: Form) -> Recognised:
    path.write_text(text, "utf-8")
    return recognise(read_text(path, Limits()), form)


FUND = "{year}年度政府性基金预算财政拨款收入支出决算表\n单位：万元\n{rows}\n"


@pytest.mark.parametrize(
    ("head", "row", "unread"),
    [
        ("科目编码\t科目名称\t小计\t基本支出\t项目支出", "合计\t\t5.00\t\t5.00", True),
        ("科目编码\t科目名称\t本年收入\t小计\t项目支出\t年末结转和结余", "合计\t\t5.00\t5.00\t5.00\t", False),
    ],
    ids=["spending alone", "columns without figures left out"],
)
def test_columns_beside_the_only_group_printed_are_unread(
    form: Form, tmp_path: Path, head: str, row: str, unread: bool
) -> None:
    text = FUND.format(year=2022, rows=f"{head}\n{row}\n229\t其他支出\t" + row.split("\t\t", 1)[1])
    (table,) = read(tmp_path / "x.txt", text, form).tables
    stated = {item.address.column: item.stated for item in table.figures if item.address.row == "合计"}
    assert ("年初结转和结余" in stated) is unread
    assert not unread or (stated["本年收入"].figure is None and "没有找到" in stated["本年收入"].unread)
    assert "基本支出" not in stated or not stated["基本支出"].unread


def test_rows_by_name_alone_where_codes_must_stand_leave_the_table_unread(form: Form, tmp_path: Path) -> None:
    rows = "\n".join(f"{name}\t5.00\t5.00" for name in ("合计", *NAMES[:-1]))
    text = f"2022年度一般公共预算财政拨款支出决算表\n单位：万元\n科目名称\t本年支出合计\t基本支出\n{rows}\n"
    recognised = read(tmp_path / "x.txt", text, form)
    assert recognised.tables == () and "没有一行有科目编码" in recognised.ignored[0].reason
