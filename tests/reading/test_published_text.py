"""Text files and web pages: lines, tabbed and marked tables, encodings; what surrounds a page is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from juesuan_gui.reading import Limits, ReadingError, Source, read_workbook
from juesuan_gui.reading.html.document import read_html_page
from juesuan_gui.reading.text.file import read_text
from tests.reading.published_files import grids, lines, paragraphs, rows_of, words_of


def text(path: Path, content: str, encoding: str = "utf-8") -> Source:
    path.write_bytes(content.encode(encoding))
    return read_text(path, Limits())


def web(path: Path, content: str, encoding: str = "utf-8") -> Source:
    path.write_bytes(content.encode(encoding))
    return read_html_page(path, Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    source = text(tmp_path / "x.txt", "收入支出决算说明\r\n2022年收入合计1,224.48万元，支出合计 5 元。\r\n", encoding)
    assert lines(source) == ["收入支出决算说明", "2022年收入合计1,224.48万元，支出合计 5 元。"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_from_one_and_form_feeds_count_none(tmp_path: Path, end: str) -> None:
    source = text(tmp_path / "x.txt", end.join(["一", "", "二\f三", "\f四", "五"]))
    assert [(paragraph.text, paragraph.place.line) for paragraph in paragraphs(source) if paragraph.place] == [
        ("一", 1), ("二", 3), ("三", 3), ("四", 4), ("五", 5),
    ]  # fmt: skip


def test_tabbed_lines_are_a_grid_with_their_lines(tmp_path: Path) -> None:
    (grid,) = grids(text(tmp_path / "x.txt", "支出决算表\n项目\t金额\n合计\t1,224.48\n注：无。"))
    assert rows_of(grid) == [["项目", "金额"], ["合计", "1,224.48"]]
    assert [cell.place.line for cell in grid.cells if cell.place] == [2, 2, 3, 3]


_HEAD = "某县某局2022年度部门决算"


def _paged(again: str = "", number: str = "第 {} 页", head: str = _HEAD, cut: str = "", title: str = "") -> str:
    """A text of four pages; a page end cuts its table (and a sentence), ``again`` and ``title`` stand behind it."""
    pages = ["\n".join(f"这是第{'甲乙丙'[page]}页的第{line}行说明文字。" for line in range(9)) for page in range(3)]
    first, rest = "支出决算表\n项目\t金额\t其中\n人员\t5.00\t5.00\n公用\t\t", "项目支出\t\t\n合计\t7.00\t5.00\n注：无。"
    ends = [f"\n\n{number.format(page)}\n{head}\n\n" for page in (1, 2, 3)]
    return pages[0] + ends[0] + pages[1] + first + cut + ends[1] + title + again + rest + pages[2] + ends[2] + pages[0]


@pytest.mark.parametrize("number", ["第 {} 页", "— {} —", "{}", "{}/4"])
@pytest.mark.parametrize("again", ["", "项目\t金额\t其中\n"], ids=["rows go on", "headings again"])
def test_a_table_goes_on_over_the_end_of_a_page(tmp_path: Path, again: str, number: str) -> None:
    source = text(tmp_path / "x.txt", _paged(again, number))
    (grid,) = grids(source)
    assert [row[0] for row in rows_of(grid)] == ["项目", "人员", "公用", "项目支出", "合计"]
    assert not [line for line in lines(source) if line in (_HEAD, *(number.format(page) for page in (1, 2, 3)))]
    # The lines are still those of the file.
    places = {cell.text: cell.place.line for cell in grid.cells if cell.place}
    numbered = _paged(again, number).split("\n")
    assert all(numbered[places[name] - 1].startswith(name) for name in ("人员", "合计"))


@pytest.mark.parametrize(
    "paged",
    [
        _paged(title="收入决算表\n", again="项目\t金额\t其中\n"),
        _paged(again="项目\t收入\t其中\n"),
        _paged(cut="\n注：无。"),
    ],
    ids=["another title", "other headings", "a note between"],
)
def test_another_table_behind_a_page_end_is_its_own(tmp_path: Path, paged: str) -> None:
    assert len(grids(text(tmp_path / "x.txt", paged))) == 2


@pytest.mark.parametrize(
    "numbers",
    [["1", "2", "3", "4"], ["第 1 页", "第 3 页", "第 7 页"], ["1", "2"]],
    ids=["a column of numbers", "no order", "too few"],
)
def test_numbers_that_count_no_pages_stay(tmp_path: Path, numbers: list[str]) -> None:
    far = "\n".join(f"第{line}行说明文字。" for line in range(9)) if len(numbers) < 4 else "说明。"
    content = "\n".join(f"{far}\n{number}\n" for number in numbers)
    assert [line for line in lines(text(tmp_path / "x.txt", content)) if line in numbers] == numbers


@pytest.mark.parametrize(
    "table",
    [
        "| 项目 | 金额 |\n|------|-----:|\n| 合计 | 1,224.48 |\n| 其中\\|基本 | |",
        "项目 | 金额 | \n--- | --- | ---\n合计 | 1,224.48 |\n其中\\|基本 | |",
        "项目 | 金额 |\n合计 | 1,224.48 |\n其中\\|基本 | |",
        "┌──┬──┐\n│项目│金额│\n├──┼──┤\n│合计│1,224.48│\n│其中\\|基本│ │\n└──┴──┘",
    ],
)
def test_marked_tables(tmp_path: Path, table: str) -> None:
    source = text(tmp_path / "x.txt", f"前\n{table}\n后")
    (grid,) = grids(source)
    assert [row[:2] for row in rows_of(grid)] == [["项目", "金额"], ["合计", "1,224.48"], ["其中|基本", ""]]
    assert lines(source) == ["前", "后"]
    (place,) = [cell.place for cell in grid.cells if cell.text == "合计"]
    assert place is not None and place.line is not None
    assert "合计" in f"前\n{table}\n后".split("\n")[place.line - 1]


def test_prose_with_bars_is_no_table(tmp_path: Path) -> None:
    source = text(tmp_path / "x.txt", "甲|乙|丙\n如下：收入|支出|结余三项。")
    assert grids(source) == [] and len(lines(source)) == 2


def test_pieces_of_html_in_text_keep_their_lines(tmp_path: Path) -> None:
    content = "说明\n前<table><tr><td>项目</td><td>金额</td></tr>\n<tr><td rowspan=2>合计</td><td>1.00</td></tr>\n<tr><td>2.00</td></tr></table>后\n末"
    source = text(tmp_path / "x.txt", content)
    (grid,) = grids(source)
    assert words_of(grid)[1, 0] == ("合计", 2, 1)
    assert {cell.text: cell.place.line for cell in grid.cells if cell.place} == {
        "项目": 2,
        "金额": 2,
        "合计": 3,
        "1.00": 3,
        "2.00": 4,
    }
    assert [(item.text, item.place.line) for item in paragraphs(source) if item.place] == [
        ("说明", 1),
        ("前", 2),
        ("后", 4),
        ("末", 5),
    ]


def test_an_unclosed_table_is_not_lost(tmp_path: Path) -> None:
    source = text(tmp_path / "x.txt", "前\n<table><tr><td>1.00</td></tr>\n后")
    said = lines(source) + [cell.text for grid in grids(source) for cell in grid.cells]
    assert any("1.00" in words for words in said) and "后" in said


def test_too_many_lines(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="行"):
        text(tmp_path / "x.txt", "一\n" * (Limits().rows + 1))


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>标签</title><script>var t = "<table>9.99</table>"</script></head>
<body><div class="top nav"><a>首页</a></div><nav>导航</nav>
<table width="100%"><tr><td><h1>某市医疗保障局2022年度部门决算</h1><p>收、支总计<b>1,224.48</b>万元，<span>增长</span>2.00%。<br>第二行</p>
<p>支出决算表</p><table border="1"><tr><td colspan="2">项目</td><td rowspan="2">合计</td></tr><tr><td>编码</td><td>名称</td></tr>
<tr><td>208</td><td>社会保障<br>和就业</td><td>12.50</td></tr></table><p>注：无。</p></td></tr></table>
<div style="display: none">隐藏7.77</div><div id="footer">版权2024</div></body></html>"""


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("none", "gb18030"), ("x", "utf-16")]
)
def test_a_web_page(tmp_path: Path, charset: str, encoding: str) -> None:
    source = web(tmp_path / "x.html", PAGE.format(charset=charset), encoding)
    assert lines(source) == [
        "某市医疗保障局2022年度部门决算",
        "收、支总计1,224.48万元，增长2.00%。",
        "第二行",
        "支出决算表",
        "注：无。",
    ]
    (grid,) = grids(source)
    assert words_of(grid) == {
        (0, 0): ("项目", 1, 2), (0, 2): ("合计", 2, 1), (1, 0): ("编码", 1, 1), (1, 1): ("名称", 1, 1),
        (2, 0): ("208", 1, 1), (2, 1): ("社会保障和就业", 1, 1), (2, 2): ("12.50", 1, 1),
    }  # fmt: skip
    blocks = [type(block).__name__ for block in source.document.sections[0].blocks]
    assert blocks.index("Grid") == 4


def test_a_page_whose_text_stands_where_menus_do_is_read_all_the_same(tmp_path: Path) -> None:
    source = web(tmp_path / "x.html", '<html><body><div class="nav">收入1.00万元。</div></body></html>')
    assert lines(source) == ["收入1.00万元。"]


def test_tags_left_open(tmp_path: Path) -> None:
    source = web(
        tmp_path / "x.html", "<html><head><body><p>前<table><tr><td>项目<td>金额<tr><td>合计<td>1.00</table><p>后"
    )
    assert rows_of(grids(source)[0]) == [["项目", "金额"], ["合计", "1.00"]]
    assert lines(source) == ["前", "后"]


def test_a_sheet_of_sentences_comes_as_paragraphs(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "说明"
    sheet["B1"] = "一、收入支出决算总体情况说明"
    sheet["B2"] = "2022年度收、支总计1,224.48万元，比上年增加10.00万元，增长0.82%。主要原因：人员增加，项目增多。"
    other = book.create_sheet("表")
    other.append(["项目", "金额"])
    other.append(["合计", 1])
    book.save(tmp_path / "x.xlsx")
    source = read_workbook(tmp_path / "x.xlsx", Limits())
    assert [(item.text[:4], item.place.sheet, item.place.cell) for item in paragraphs(source) if item.place] == [
        ("一、收入", "说明", "B1"),
        ("2022", "说明", "B2"),
    ]
    assert [grid.sheet_name for grid in grids(source)] == ["表"]
