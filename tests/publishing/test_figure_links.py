"""The figures of a PDF's text lead to their cells and back, without a mark on the page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from pypdf import PdfReader

from juesuan_gui.document import Cell, CellRole, Column, Document, Grid, Paragraph, Section, TextLink
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from tests.narrative.drafted import full_report, live_of

from .conftest import CREATED


class Found(NamedTuple):
    """A link: its page, what stands under it, the page it leads to and the height shown there."""

    page: int
    words: str
    to: int
    top: float


def links_of(path: Path) -> Iterator[Found]:
    """The links of a PDF that are not those of the contents."""
    reader = PdfReader(path)
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(reader.pages):
            words = pdf[number].get_textpage()
            for item in page.get("/Annots", []):
                link = item.get_object()
                place, kind, *edges = link["/Dest"]
                assert link["/Border"] == [0, 0, 0]
                if kind != "/XYZ":
                    continue
                left, bottom, right, top = (float(value) for value in link["/Rect"])
                said = words.get_text_bounded(left + 0.5, bottom, right - 0.5, top)
                yield Found(number, "".join(said.split()), numbers[place.idnum], float(edges[1]))


def table(*amounts: str) -> Grid:
    cells = [Cell(0, 0, "项目", CellRole.HEADER), Cell(0, 1, "金额", CellRole.HEADER)]
    for row, amount in enumerate(amounts, 1):
        cells += [Cell(row, 0, f"第{row}项"), Cell(row, 1, amount, CellRole.FIGURE, key=f"T1.第{row}行")]
    return Grid("T1", (Column(), Column()), tuple(cells), 1)


def told(text: str, figure: str, *keys: str, bold: bool = False) -> Paragraph:
    start = text.index(figure)
    return Paragraph.of(text, links=(TextLink(start, start + len(figure), keys),))


@pytest.mark.parametrize(
    "before",
    [
        "收入",
        "部门预算管理工作人员按照财政规定编制年度决算报告，本年收入总计",
        "（一）本年，（二）上年，（三）合计，" * 3,
    ],
)
def test_a_figure_leads_to_its_cell_and_the_cell_to_the_figure(before: str, fonts: FontBook, tmp_path: Path) -> None:
    text = f"{before}1234.56万元，比上年增加。"
    document = Document(
        "文",
        (Section((table("1.00", "1,234.56"),)), Section((told(text, "1234.56万元", "上年.T1.第2行", "T1.第2行"),))),
    )
    path = tmp_path / "a.pdf"
    render_pdf(document, path, fonts=fonts, created=CREATED)
    back, *there = links_of(path)
    assert (back.page, back.words, back.to) == (0, "1,234.56", 1)
    # One that runs over a line's end has two parts.
    assert "".join(link.words for link in there) == "1234.56万元"
    assert {(link.page, link.to) for link in there} == {(1, 0)}
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[0]
        words = page.get_textpage()
        at = words.get_text_range().index("1,234.56")
        _, bottom, _, _ = words.get_charbox(at)
        assert bottom < there[0].top <= page.get_height()


def test_what_the_document_does_not_print_has_no_link(fonts: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    paragraph = told("收入5.00万元。", "5.00万元", "上年.T1.第1行")
    render_pdf(Document("文", (Section((table("1.00"), paragraph)),)), path, fonts=fonts, created=CREATED)
    assert not list(links_of(path))


def test_a_cell_leads_to_the_first_of_the_sentences_that_tell_it(fonts: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    one, two = (told(f"{place}收入1.00万元。", "1.00万元", "T1.第1行") for place in ("甲", "乙"))
    sections = (Section((one,)), Section((two,)), Section((table("1.00"),)))
    render_pdf(Document("文", sections), path, fonts=fonts, created=CREATED)
    assert [(link.page, link.to) for link in links_of(path)] == [(0, 2), (1, 2), (2, 0)]


def test_the_figures_of_a_drafted_explanation_lead_to_cells_that_show_them() -> None:
    document = compose(live_of(full_report("wuhan-2020")), with_formulas=False)
    blocks = [block for section in document.sections for block in section.blocks]
    shown = {cell.key: cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells if cell.key}
    texts = [block for block in blocks if isinstance(block, Paragraph) and block.links]
    said = [
        (block.text[link.start : link.end].removesuffix("万元"), shown[link.keys[0]])
        for block in texts
        for link in block.links
        if len(link.keys) == 1 and link.keys[0] in shown
    ]
    assert len(said) > 30
    assert all(Decimal(figure.replace(",", "")) == Decimal(cell.replace(",", "") or 0) for figure, cell in said)
