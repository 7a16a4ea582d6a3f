"""Column headings within a card: a page that begins among indicators repeats them, in PDF and in Word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2 as pdfium
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from juesuan_gui.document import Cell, CellRole, Column, Document, Grid, Paragraph, Section, grids_of
from juesuan_gui.publishing.cards.files import card_document
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from juesuan_gui.reading import Limits
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.report.cards import CardKind
from tests.cards.published import WORDS, everything, plain_cards, plain_overall, report_with
from tests.cards.test_round_trip import assert_same, bare
from tests.generator.cards import PlainCard, plain_of


def long_overall(name: str) -> Document:
    """The overall card of a published report with more indicators than a page holds."""
    if name == "hanyang":
        return card_document(everything(name), WORDS, ("overall",))
    card = plain_cards(name)[0]
    more = [replace(item, name=f"{item.name}（第{n}组）" * 3) for n in range(4) for item in card.indicators]
    return card_document(report_with("hebei-2021", [replace(card, indicators=tuple(more))]), WORDS, ("overall",))


def pages_of(path: Path) -> list[str]:
    with pdfium.PdfDocument(path) as file:
        return [page.get_textpage().get_text_range() for page in file]


@pytest.mark.parametrize(("name", "score"), [("hanyang", "得分"), ("gaoyi", "自评得分")])
def test_every_page_of_a_pdf_that_begins_with_indicators_has_their_headings(
    name: str, score: str, tmp_path: Path
) -> None:
    document = long_overall(name)
    render_pdf(document, tmp_path / "a.pdf")
    pages = pages_of(tmp_path / "a.pdf")
    assert len(pages) > 2
    grid = next(iter(grids_of(document)))
    names = {cell.text for cell in grid.cells if any(head < cell.row < end for head, end in grid.running_heads)}
    for text in pages:
        if any(word and word.split("\n")[0] in text for word in names):
            assert "一级指标" in text and score in text


def test_a_page_that_begins_below_the_indicators_repeats_nothing(tmp_path: Path) -> None:
    cells = [Cell(0, 0, "一级指标", CellRole.HEADER)]
    cells += [Cell(row, 0, f"第{row}行 " + "很长的一行，" * 60) for row in range(1, 30)]
    grid = Grid("card", (Column(1),), tuple(cells), title=Paragraph.of("自评表"), running_heads=((0, 6),))
    render_pdf(Document("a", (Section((grid,)),)), tmp_path / "a.pdf")
    heads = ["一级指标" in text for text in pages_of(tmp_path / "a.pdf")]
    assert len(heads) > 3 and heads[0] and not heads[-1]
    assert grid.head_of(5) == 0 and grid.head_of(6) is None and grid.head_of(0) is None


def _rows(table: WordTable) -> list[tuple[bool, str]]:
    """Whether Word repeats a row, and its words."""
    found = []
    for row in table.rows:
        properties = row._tr.trPr
        is_head = properties is not None and properties.find(qn("w:tblHeader")) is not None
        words = "".join(node.text or "" for node in row._tr.iter(qn("w:t")))
        found.append((is_head, words))
    return found


@pytest.mark.parametrize("name", ["hanyang", "gaoyi"])
def test_every_part_of_a_word_card_repeats_its_own_headings_and_only_these(name: str, tmp_path: Path) -> None:
    render_word(long_overall(name), tmp_path / "a.docx")
    tables = [_rows(table) for table in docx.Document(str(tmp_path / "a.docx")).tables]
    with_heads = [rows for rows in tables if any("一级指标" in words for _, words in rows)]
    assert len(with_heads) == (5 if name == "hanyang" else 1)
    for rows in with_heads:
        at = next(n for n, (_, words) in enumerate(rows) if "一级指标" in words)
        assert [is_head for is_head, _ in rows] == [n <= at for n in range(len(rows))]
    assert not any(is_head for rows in tables if rows not in with_heads for is_head, _ in rows)


def test_a_card_of_one_page_stays_one_table_in_word(tmp_path: Path) -> None:
    report = report_with("wuhan-2020", plain_cards("hanyang")[-1:])
    render_word(card_document(report, WORDS, ("project",)), tmp_path / "a.docx")
    assert len(docx.Document(str(tmp_path / "a.docx")).tables) == 1


def _last_rows(path: Path) -> list[bool]:
    """Whether each row of the last table stays on the page of the row below."""
    table = docx.Document(str(path)).tables[-1]
    return [
        all(paragraph.find(qn("w:pPr")).find(qn("w:keepNext")) is not None for paragraph in row._tr.iter(qn("w:p")))
        for row in table.rows
    ]


@pytest.mark.parametrize(("count", "kept"), [(60, [False] * 57 + [True, True, False]), (3, [True, True, False])])
def test_the_last_rows_of_a_long_word_table_stay_together(count: int, kept: list[bool], tmp_path: Path) -> None:
    words = "部门本年度预算的调整数与年初预算数的比率，反映预算编制和执行的情况。" * 2
    cells = tuple(Cell(row, column, words) for row in range(count) for column in range(3))
    grid = Grid("card", (Column(1), Column(2), Column(2)), cells, title=Paragraph.of("自评表"))
    render_word(Document("a", (Section((grid,)),)), tmp_path / "a.docx")
    assert _last_rows(tmp_path / "a.docx") == kept


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_cards_with_repeated_headings_are_read_as_they_were(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    document = long_overall("hanyang")
    if suffix == "pdf":
        render_pdf(document, path)
    else:
        render_word(document, path)
    reading = read_cards((read_pdf if suffix == "pdf" else read_docx)(path, Limits()).document)
    assert not reading.unread and [card.kind for card in reading.cards] == [CardKind.OVERALL]
    like: PlainCard = plain_overall("hanyang")[0]
    assert_same([replace(bare(plain_of(reading.cards[0], like.layout)), goal="")], [bare(like)])


@pytest.mark.parametrize(("name", "repeated"), [("gaoyi", True), ("hanyang", False)])
def test_excel_repeats_the_headings_where_a_card_has_one_row_of_them(name: str, repeated: bool, tmp_path: Path) -> None:
    render_excel(long_overall(name), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert bool(sheet.print_title_rows) is repeated
    if repeated:
        row = int(sheet.print_title_rows.split(":")[0].strip("$"))
        assert "一级指标" in {cell.value for cell in sheet[row]}
