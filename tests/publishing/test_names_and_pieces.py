"""Names of a table in few even lines, and long scorecards in whole pieces: the same in Word as in the PDF."""

from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from juesuan_gui.document import Cell, CellRole, Column, Document, Grid, Paragraph, Section, TextStyle
from juesuan_gui.publishing.columns import column_needs, column_widths
from juesuan_gui.publishing.excel.layout import text_width
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.linebreak import balanced_lines, label_lines
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word

from .conftest import CREATED
from .sample import table_title, totals_table


def advance(_: str) -> float:
    return 1.0


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("三、国有资本经营预算财政拨款收入", 15, ["三、国有资本经营", "预算财政拨款收入"]),
        ("其他医疗保障管理事务支出", 11, ["其他医疗保障", "管理事务支出"]),
        ("机关事业单位基本养老保险缴费支出", 13, ["机关事业单位基本养老保险", "缴费支出"]),
        ("机关事业单位职业年金缴费支出", 11, ["机关事业单位职业年金", "缴费支出"]),
        ("成本≤43.32", 7, ["成本", "≤43.32"]),
        ("开展检查，督促整改落实", 10, ["开展检查，督促整改落", "实"]),  # a sentence
        ("农林水支出", 6, ["农林水支出"]),
    ],
)
def test_a_name_leaves_no_character_alone(text: str, width: float, lines: list[str]) -> None:
    assert [text[line.start : line.end] for line in label_lines(text, width, advance)] == lines


@pytest.mark.parametrize(("longest", "is_whole"), [(16, True), (60, False)])
def test_columns_of_amounts_give_names_what_they_can_spare(longest: int, *, is_whole: bool) -> None:
    """The form's weights stay but for a part, and figures are never broken for a name."""
    cells = [Cell(0, 0, "国" * longest), *(Cell(0, place, "1234.56", CellRole.FIGURE) for place in (1, 2, 3))]
    grid = Grid("名", tuple(Column(weight) for weight in (30, 30, 30, 30)), tuple(cells))
    widths = column_widths(grid, column_needs(grid, lambda _, text: float(len(text))), 480.0, 3.0, 9.0)
    assert widths is not None and sum(widths) == pytest.approx(480.0)
    assert (widths[0] >= longest * 9) == is_whole and widths[0] > 120
    assert widths[1] == widths[2] == widths[3] >= 0.7 * 120 - 1e-6


def test_a_centred_heading_that_is_set_narrower_stays_in_the_middle(fonts: FontBook, tmp_path: Path) -> None:
    title = Paragraph.of("第二部分 某某市某某区财政局2024年度部门决算表", TextStyle.PART_TITLE)
    path = tmp_path / "title.docx"
    render_word(Document("题", (Section((title,)),)), path, fonts=fonts, created=CREATED)
    (paragraph,) = docx.Document(str(path)).paragraphs
    left, right = paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent
    assert left is not None and right is not None and left == right > 0


def test_every_line_that_a_head_has_itself_is_balanced() -> None:
    text = "服务对象满意度\n（10分）"
    lines = balanced_lines(text, 6, advance)
    assert [text[line.start : line.end] for line in lines] == ["服务对象", "满意度", "（10分）"]


def card(goals: int, rows: int) -> Grid:
    """A scorecard of several goals, each with a heading above its indicators."""
    cells = [Cell(0, 0, "单位名称"), Cell(0, 1, "某局", column_span=2)]
    heads = []
    at = 1
    for goal in range(goals):
        cells += [Cell(at, 0, f"目标{goal + 1}"), Cell(at, 1, "做好工作", column_span=2)]
        cells += [Cell(at + 1, column, text, CellRole.HEADER) for column, text in enumerate(("指标", "名称", "得分"))]
        heads.append((at + 1, at + 2 + rows))
        for row in range(at + 2, at + 2 + rows):
            cells += [Cell(row, 0, "数量"), Cell(row, 1, f"第{row}项" + "工作" * 30), Cell(row, 2, "5")]
        at += 2 + rows
    leading = frozenset(head - 1 for head, _ in heads)
    return Grid(
        "card-1",
        (Column(10), Column(30), Column(10)),
        tuple(cells),
        title=table_title("整体绩效自评表"),
        leading_rows=leading,
        running_heads=tuple(heads),
    )


def kept(table: Table) -> list[bool]:
    """Of each row whether it stays with the next."""
    return [
        all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))
        for row in table._tbl.findall(qn("w:tr"))
    ]


@pytest.mark.parametrize(("rows", "is_whole"), [(8, True), (40, False)])
def test_a_piece_of_a_long_card_stays_whole_where_a_page_holds_it(
    rows: int, is_whole: bool, fonts: FontBook, tmp_path: Path
) -> None:
    path = tmp_path / "card.docx"
    render_word(Document("题", (Section((card(4, rows),)),)), path, fonts=fonts, created=CREATED)
    _, *goals = docx.Document(str(path)).tables
    assert len(goals) == 4
    for goal in goals[:-1]:
        assert all(kept(goal)[:-1]) is is_whole and not kept(goal)[-1]


def test_a_short_name_is_narrowed_in_word_and_its_words_stay(fonts: FontBook, tmp_path: Path) -> None:
    names = ("其他医疗保障支出", "工作甲乙丙", "甲乙丙丁戊12月前", "Word工作甲乙丙")
    cells = tuple(Cell(row, 0, name) for row, name in enumerate(names))
    grid = Grid("t", (Column(15), Column(65)), (*cells, Cell(0, 1, "词" * 60)))
    path = tmp_path / "names.docx"
    render_word(Document("题", (Section((grid,)),)), path, fonts=fonts, created=CREATED)
    found = [row.cells[0].paragraphs[0] for row in docx.Document(str(path)).tables[0].rows]
    assert [item.text for item in found] == list(names)
    indents = [item.paragraph_format.right_indent for item in found]
    # What stands on one line, and what has letters, is left to the page.
    assert [indent is not None and indent.pt > 0 for indent in indents] == [True, False, True, False]


def test_a_table_begins_at_the_top_of_its_page_in_word_too(fonts: FontBook, tmp_path: Path) -> None:
    heading = Paragraph.of("第二部分　决算表", TextStyle.PART_TITLE)
    path = tmp_path / "top.docx"
    document = Document("题", (Section((totals_table(),)), Section((heading, totals_table()))))
    render_word(document, path, fonts=fonts, created=CREATED)
    titles = [p for p in docx.Document(str(path)).paragraphs if p.style is not None and p.style.name == "表标题"]
    assert [p.paragraph_format.space_before for p in titles] == [0, None]


def test_of_two_blanks_between_paragraphs_the_pdf_leaves_the_greater(fonts: FontBook, tmp_path: Path) -> None:
    heading = Paragraph.of("第二部分", TextStyle.PART_TITLE)
    tops = []
    for name, blocks in (("both", (heading, totals_table())), ("title", (totals_table(),))):
        path = tmp_path / f"{name}.pdf"
        render_pdf(Document("题", (Section(blocks),)), path, fonts=fonts, created=CREATED)
        with pdfplumber.open(path) as pdf:
            words = pdf.pages[0].extract_words()
        tops.append(next(word["top"] for word in words if "收入支出决算总表" in word["text"]))
    # A line of the heading and the 18 points below it; the 12 above the table's title are among those.
    assert tops[0] - tops[1] == pytest.approx(36 + 18, abs=0.5)


def test_a_scorecard_in_excel_is_as_wide_as_its_paper_and_breaks_where_it_is_long(tmp_path: Path) -> None:
    short, long = card(1, 6), card(5, 14)
    path = tmp_path / "cards.xlsx"
    render_excel(Document("题", (Section((short,)), Section((long,)))), path, created=CREATED)
    one, several = openpyxl.load_workbook(path).worksheets
    for sheet in (one, several):
        assert sum(sheet.column_dimensions[column].width for column in "ABC") <= 95
    assert one.page_setup.fitToHeight in (None, 1)
    assert several.page_setup.fitToHeight == 0


def test_a_head_in_excel_is_broken_between_words(tmp_path: Path) -> None:
    heads = ("对附属单位补助支出", "合计")
    cells = [Cell(0, place, head, CellRole.HEADER) for place, head in enumerate(heads)]
    cells += [Cell(1, place, "1.00", CellRole.FIGURE) for place in range(2)]
    path = tmp_path / "heads.xlsx"
    render_excel(Document("题", (Section((Grid("t", (Column(), Column()), tuple(cells), 1),)),)), path, created=CREATED)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["对附属单位\n补助支出", "合计"]
    assert sheet.row_dimensions[1].height == 2 * sheet.row_dimensions[2].height


@pytest.mark.parametrize(("head", "is_broken"), [("执行率", False), ("得分", False), ("偏差原因及改进措施", True)])
def test_a_head_of_one_word_is_never_broken(head: str, *, is_broken: bool) -> None:
    """However much the columns beside it ask for."""
    long = "开展医疗保障基金使用情况的检查和督促整改落实工作"
    cells = [Cell(0, place, text, CellRole.HEADER) for place, text in enumerate((head, *["指标"] * 5))]
    cells += [Cell(1, 0, "9%", CellRole.LABEL), *(Cell(1, place, long, CellRole.LABEL) for place in range(1, 6))]
    grid = Grid("窄", (Column(), *[Column()] * 5), tuple(cells), 1)
    widths = column_widths(grid, column_needs(grid, lambda _, text: float(len(text))), 345.0, 3.0, 9.0)
    assert widths is not None
    assert (widths[0] < len(head) * 9 + 6) == is_broken


def test_a_narrow_table_in_excel_is_as_wide_as_its_title(tmp_path: Path) -> None:
    title = table_title("2020年度国有资本经营预算财政拨款支出决算表（表9）")
    cells = (Cell(0, 0, "项目", CellRole.HEADER), Cell(0, 1, "合计", CellRole.HEADER), Cell(1, 0, "合计"))
    grid = Grid("t", (Column(), Column()), cells, header_rows=1, title=title)
    path = tmp_path / "narrow.xlsx"
    render_excel(Document("题", (Section((grid,)),)), path, created=CREATED)
    columns = openpyxl.load_workbook(path).worksheets[0].column_dimensions.values()
    # Columns of one width are kept as one; the title is set in 16 points, the cells in 11.
    assert sum(item.width * (item.max - item.min + 1) for item in columns) >= text_width(title.text) * 16 / 11
