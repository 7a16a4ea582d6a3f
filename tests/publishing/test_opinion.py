"""The 审核意见: what it says, that Word and Excel say the same, and where quotes stand on a page."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document as WordFile
from reportlab.pdfgen.canvas import Canvas

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.opinion.content import opinion_of
from juesuan_gui.publishing.opinion.excel import COLUMNS, write_opinion_excel
from juesuan_gui.publishing.opinion.word import write_opinion_word
from juesuan_gui.publishing.pdf.quotes import Box, Sought, boxes_on
from juesuan_gui.review import Review, Verdict, decide, sign
from tests.review.contents import TIME, finding, review, submission

UNREAD = {"page": 3, "line": None, "quote": "12.0O", "why": "不是数字"}


def decided(state: Review, key: str, verdict: Verdict, reason: str = "") -> Review:
    found = state.current.content.finding(key)
    assert found is not None
    return state.with_decision(decide(key, verdict, reason, found.fingerprint, len(state.submissions), TIME))


@pytest.fixture
def state() -> Review:
    made = review(
        finding("T1-01:甲", page=2, table="T1", row="合计", column="决算数", quote="10.00"),
        finding(
            "N5-02:乙", "warning", page=7, quote="占\n71.73%", stated="71.73%", expected="71.65%", difference="0.08%"
        ),
        finding("T1-03:丙", "info", page=2, table="T1", row="合计", column="决算数", message="=cmd|'/c calc'!A1"),
        unread=(UNREAD,),
    )
    made = decided(made, "T1-01:甲", Verdict.ACCEPTED)
    return decided(made, "N5-02:乙", Verdict.REJECTED, "按口径不含转移支付")


def texts_of_word(path: Path) -> str:
    word = WordFile(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_the_gravest_of_each_part_comes_first_and_a_formula_is_told_once() -> None:
    state = review(
        finding("F22:甲", "info", quote="甲", table="T1", message="宜写持平", formula="1＋1"),
        finding("P17:乙", "warning", quote="乙", message="按 3 ÷ 4 = 75%。", formula="3÷4=75%"),
        finding("T1-01:丙", quote="丙", table="T1"),
    )
    lines = opinion_of(state).lines
    assert [(line.number, line.check) for line in lines] == [(1, "T1-01"), (2, "F22"), (3, "P17")]
    assert [line.formula for line in lines][1:] == ["1＋1", ""]


def test_what_stands_is_numbered_and_what_is_refused_stands_apart(state: Review) -> None:
    opinion = opinion_of(state)
    assert [(line.number, line.check, line.verdict) for line in opinion.lines] == [
        (1, "T1-01", Verdict.ACCEPTED),
        (2, "T1-03", Verdict.PENDING),
    ]
    assert [(line.check, line.reason) for line in opinion.refused] == [("N5-02", "按口径不含转移支付")]
    assert opinion.refused[0].quote == "占71.73%", "a line end within a quote is nothing"
    assert opinion.lines[1].quote == "空", "a blank cell says so"
    head = dict(opinion.head)
    assert head["送审文件"] == state.current.file_name and state.current.sha256 in head["文件校验"]
    assert [name for name, words in opinion.foot] == ["审核人", "审核日期"]
    assert len(opinion.unread) == 1 and "第 3 页" in opinion.unread[0]


def test_a_second_submission_says_what_changed(state: Review) -> None:
    later = state.with_submission(submission(finding("T1-01:甲", page=2, table="T1", stated="11.00"), name="改.pdf"))
    opinion = opinion_of(later)
    assert [(line.check, line.change) for line in opinion.lines] == [("T1-01", "有变化")]
    assert len(opinion.gone) == 2
    assert "第 2 次" in dict(opinion.head)["送审文件"]


def test_word_and_excel_say_the_same(state: Review, tmp_path: Path) -> None:
    opinion = opinion_of(state.signed(sign("张某", "2025-03-01", "请修改后再报", TIME)))
    write_opinion_word(opinion, tmp_path / "a.docx")
    write_opinion_excel(opinion, tmp_path / "a.xlsx")
    word = texts_of_word(tmp_path / "a.docx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    excel = "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    )
    for line in (*opinion.lines, *opinion.refused):
        assert line.problem in word and line.problem in excel
        assert line.reason in word and line.reason in excel
    for words in ("张某", "2025-03-01", "请修改后再报", "单位回复", state.current.sha256, *opinion.unread):
        assert words in word and words in excel


def test_amounts_are_numbers_and_nothing_becomes_a_formula(state: Review, tmp_path: Path) -> None:
    write_opinion_excel(opinion_of(state), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["审核意见"]
    names = [name for name, _ in COLUMNS]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    amounts = [sheet.cell(top + 1, names.index(name) + 1).value for name in ("文中数", "应为", "差额")]
    assert amounts == [10, 12, -2]
    problem = sheet.cell(top + 2, names.index("问题") + 1)
    assert problem.value == "=cmd|'/c calc'!A1" and problem.data_type == "s"


def test_every_row_of_the_list_is_high_enough_for_its_words(tmp_path: Path) -> None:
    long = "收入支出决算总表与财政拨款收入支出决算总表的数不一致，请核对。" * 5
    write_opinion_excel(
        opinion_of(review(finding("T1-01:甲", message=long), finding("T1-02:乙"))), tmp_path / "甲.xlsx"
    )
    sheet = openpyxl.load_workbook(tmp_path / "甲.xlsx")["审核意见"]
    top = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "序号")
    first, second = (sheet.row_dimensions[top + step].height for step in (1, 2))
    # Not every program measures rows when it opens a file: 40 columns hold at most 20 Chinese signs in a line.
    assert first >= -(-len(long) // 20) * 12 and second < first


def test_a_printed_page_keeps_its_letters_readable() -> None:
    # A column's unit is 7 pixels of 1/96 inch; A3 across without margins is 15.7 inches, the letters have 10 points.
    assert 10 * 15.7 / (sum(width for _, width in COLUMNS) * 7 / 96) > 7


def test_a_review_without_findings_is_an_opinion_too(tmp_path: Path) -> None:
    opinion = opinion_of(review())
    write_opinion_word(opinion, tmp_path / "a.docx")
    write_opinion_excel(opinion, tmp_path / "a.xlsx")
    assert not opinion.lines and "没有发现" in texts_of_word(tmp_path / "a.docx")


def test_what_cannot_be_written_is_said(state: Review, tmp_path: Path) -> None:
    for write, name in ((write_opinion_word, "a.docx"), (write_opinion_excel, "a.xlsx")):
        with pytest.raises(PublishingError):
            write(opinion_of(state), tmp_path / "gone" / name)


# -- quotes on a page ----------------------------------------------------------------------------------


@pytest.fixture
def table_page(tmp_path: Path) -> Path:
    """Two rows and two columns with one figure four times, and a longer figure that holds it."""
    path = tmp_path / "table.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 10)
    for x, words in ((200, "basic"), (300, "project")):
        canvas.drawString(x, 720, words)
    for y, row in ((700, "rowa"), (680, "rowb")):
        canvas.drawString(100, y, row)
        canvas.drawString(200, y, "26.71")
        canvas.drawString(300, y, "26.71")
    canvas.drawString(100, 660, "rowc 1,326.71")
    canvas.save()
    return path


def found(path: Path, *sought: Sought) -> list[list[Box]]:
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    try:
        return boxes_on(page, sought)
    finally:
        page.close()
        document.close()


def test_row_and_column_tell_equal_figures_apart(table_page: Path) -> None:
    boxes = found(
        table_page,
        Sought("26.71", "rowb", "project"),
        Sought("26.71", "rowa", "basic"),
        Sought("26.71", "rowb", "basic"),
    )
    places = [(round(one[0].left), round(one[0].bottom)) for one in boxes]
    assert [left // 100 for left, _ in places] == [3, 2, 2]
    assert [bottom > 690 for _, bottom in places] == [False, True, False]


def test_a_figure_is_not_found_within_a_longer_one(table_page: Path) -> None:
    assert found(table_page, Sought("326.71"), Sought("1,326.71"))[0] == []
    assert len(found(table_page, Sought("1,326.71"))[0]) == 1
    assert found(table_page, Sought(""), Sought("99.99")) == [[], []]
