"""Tables as web-page extractors write them: one cell a line with a bar; the rows are proved, or nothing is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.document import Grid
from juesuan_gui.examination import Examination, examine
from juesuan_gui.forms import FormShelf
from juesuan_gui.reading import Limits, Source
from juesuan_gui.reading.text.file import read_text
from tests.generator.documents import form_of, make_published
from tests.generator.documents_files import write_single_cells, write_text
from tests.generator.reports import codes
from tests.reading.published_files import grids, lines, rows_of

HEAD = ["项目", "预算数", "决算数"]
ROWS = [
    ["合计", "30.80", "25.70"],
    ["公务接待费", "14.80", "16.30"],
    ["公务用车运行费", "16.00", ""],
    ["其他", "", "9.40"],
]
CARD = """项目支出绩效自评表
项目名称 | 某设备购置
主管部门 | 某市某局 | 实施单位 | 某市某中心
年度预算数（万元） | 年初预算 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
总额 | 20.00 | 25.00 | 20.00 | 80.00% | 10 | 8
其中：财政资金 | 20.00 | 25.00 | 20.00 | 80.00% | / | /
绩效指标（90分） | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 原因
产出指标 | 数量指标 | 购置数量 | 5台 | 5台 | 30 | 30 |
质量指标 | 验收合格率 | 100% | 100% | 30 | 30 |
效益指标 | 社会效益指标 | 服务能力提升 | 提升 | 提升 | 30 | 27 | 尚未全部启用
合计 | 100 | 95 |"""


def read(path: Path, cells: list[str], *, below: bool = False) -> Source:
    """A text with these cells: the bar behind each, or on the line below it."""
    between = "\n|" if below else " |"
    words = "\n".join(f"{cell}{between}" if cell else "|" for cell in cells)
    path.write_text(f"某局情况表\n单位：万元\n{words}\n以上为全部数据。\n", encoding="utf-8")
    return read_text(path, Limits())


def examined(path: Path, form: str) -> Examination:
    shelf = FormShelf.of([form_of(form)])
    return examine(read_text(path, Limits()), shelf, lambda held: codes(held.year))


@pytest.mark.sampled(1)
@pytest.mark.parametrize("own_bars", [False, True], ids=["bar behind", "bar below"])
def test_a_report_reads_as_with_tabs(tmp_path: Path, own_bars: bool) -> None:
    document = make_published(0, "national-2021").told()
    tabbed = examined(write_text(document, tmp_path / "a.txt"), "national-2021")
    barred = examined(write_single_cells(document, tmp_path / "b.txt", own_bars=own_bars), "national-2021")
    assert {address: item.stated for address, item in tabbed.sources.items()} == {
        address: item.stated for address, item in barred.sources.items()
    }
    assert len(tabbed.sources) > 400 and not barred.source.remarks
    assert sorted(item.key for item in tabbed.observations) == sorted(item.key for item in barred.observations)
    assert tabbed.result is not None and barred.result is not None
    assert [item.key for item in tabbed.result.findings] == [item.key for item in barred.result.findings]
    assert tabbed.scorecards == barred.scorecards


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("lost", range(3 + 4 * 3))
def test_a_table_with_a_lost_cell_is_not_misread(tmp_path: Path, lost: int, below: bool) -> None:
    cells = [*HEAD, *(cell for row in ROWS for cell in row)]
    whole = read(tmp_path / "x.txt", cells, below=below)
    (grid,) = grids(whole)
    assert rows_of(grid) == [HEAD, *ROWS] and not whole.remarks
    source = read(tmp_path / "x.txt", cells[:lost] + cells[lost + 1 :], below=below)
    known = [set(column) for column in zip(HEAD, *ROWS, strict=True)]
    for found in grids(source):
        for row in rows_of(found) if len(found.columns) > 1 else []:
            assert all(not cell or cell in known[column] for column, cell in enumerate(row))
    assert source.remarks
    assert lines(source) == ["某局情况表", "单位：万元", "以上为全部数据。"]


def test_merged_headings_stand_over_their_columns(tmp_path: Path) -> None:
    cells = ["年度", "合计", "出国费", "公车购置及运行费", "接待费", "小计", "车辆购置", "车辆运行"]
    cells += ["2015年", "28", "9", "13", "7", "6", "6", "2016年", "23", "1", "9", "3", "6", "13"]
    (grid,) = grids(read(tmp_path / "x.txt", cells))
    assert rows_of(grid)[:2] == [
        ["年度", "合计", "出国费", "公车购置及运行费", "", "", "接待费"],
        ["", "", "", "小计", "车辆购置", "车辆运行", ""],
    ]
    assert rows_of(grid)[3] == ["2016年", "23", "1", "9", "3", "6", "13"]


def test_a_row_that_breaks_off_is_unread(tmp_path: Path) -> None:
    cells = [*HEAD, *(cell for row in ROWS for cell in row), "会议费", "1.00"]
    source = read(tmp_path / "x.txt", cells)
    table, rest = grids(source)
    assert rows_of(table) == [HEAD, *ROWS] and rows_of(rest) == [["会议费"], ["1.00"]]
    assert [remark.place for remark in source.remarks] == [rest.place]


def test_line_numbers_with_bars_below_are_no_pages(tmp_path: Path) -> None:
    rows = [["项目", "行次", "甲", "乙", "丙"]]
    rows += [[f"项{number}", str(number), "1.00", "2.00", "3.00"] for number in range(1, 6)]
    (grid,) = grids(read(tmp_path / "x.txt", [cell for row in rows for cell in row], below=True))
    assert rows_of(grid) == rows


def card_cells() -> list[str]:
    """The cells of the scorecard in reading order."""
    return [cell.strip() for line in CARD.split("\n") for cell in line.split("|")]


def test_a_scorecard_is_read_with_its_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    read(path, card_cells())
    assert examined(path, "national-2021").scorecards == 1
    assert not [item for item in examined(path, "national-2021").observations if item.level.value == "error"]
    wrong = ["28" if cell == "27" else cell for cell in card_cells()]
    read(path, wrong)
    assert [item for item in examined(path, "national-2021").observations if item.level.value == "error"]


@pytest.mark.parametrize("lost", ["20.00", "30", "8", "5台", "27"])
def test_a_scorecard_with_a_lost_cell_is_unread(tmp_path: Path, lost: str) -> None:
    cells = card_cells()
    cells.remove(lost)
    source = read(tmp_path / "x.txt", cells)
    assert source.remarks and not any(len(grid.columns) > 1 for grid in grids(source))


def test_a_table_in_one_line_is_unread_and_no_text(tmp_path: Path) -> None:
    names = " ".join(
        f"收入项{number} {number} {number}1.00 支出项{number} {number + 30} {number}2.00" for number in range(30)
    )
    path = tmp_path / "x.txt"
    path.write_text(
        f"某局决算公开\n收入支出决算总表 金额单位：元 项目 行次 金额 项目 行次 金额 {names}\n", encoding="utf-8"
    )
    source = read_text(path, Limits())
    (remark,) = source.remarks
    assert remark.place.line == 2 and lines(source) == ["某局决算公开"]
    said = [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]
    assert "收入项3" in said[0].cells[0].text
