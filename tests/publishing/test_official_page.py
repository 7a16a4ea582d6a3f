"""The page of an official document (GB/T 9704-2012, 5.2): 22 lines of 28 characters on 156 mm by 225 mm."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from docx.oxml.ns import qn

from juesuan_gui.document import Document, Paragraph, Section, TextStyle
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word

from .test_word import part

_LINE, _PAGE = 28, 22
_MILLIMETRE = 72 / 25.4


def running_text(characters: int) -> Document:
    """One paragraph without any mark, so that every line is full."""
    words = "部门预算管理工作人员按照财政规定编制年度决算报告"
    text = (words * (characters // len(words) + 1))[:characters]
    return Document("文", (Section((Paragraph.of(text, TextStyle.BODY),)),))


def test_a_page_of_the_pdf_has_22_lines_of_28_characters(fonts: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    render_pdf(running_text(_LINE * (_PAGE + 2)), path, fonts=fonts)
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage().get_text_range().splitlines() for page in pdf]
        words = pdf[0].get_textpage()
        boxes = [
            words.get_charbox(index) for index in range(words.count_chars()) if words.get_text_range(index, 1).strip()
        ]
    lines = texts[0][:-1]  # the last one is the page number
    assert [len(line) for line in lines] == [_LINE - 2, *[_LINE] * (_PAGE - 1)]
    assert len(texts) == 2
    # Nothing stands outside the area of 156 mm; what is right of it would be the 28th character.
    left, right = 28 * _MILLIMETRE, (210 - 26) * _MILLIMETRE
    assert min(box[0] for box in boxes) >= left and max(box[2] for box in boxes) <= right + 0.1


@pytest.mark.parametrize("style", [TextStyle.BODY, TextStyle.HEADING_1, TextStyle.HEADING_2, TextStyle.HEADING_3])
def test_a_line_of_the_word_file_has_room_for_28_characters_and_not_for_29(
    style: TextStyle, fonts: FontBook, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    render_word(Document("文", (Section((Paragraph.of("一、情况", style),)),)), path, fonts=fonts)
    body, styles = part(path, "word/document.xml"), part(path, "word/styles.xml")
    (used,) = (item.get(qn("w:val")) for item in body.iter(qn("w:pStyle")))
    (found,) = (item for item in styles.iter(qn("w:style")) if item.get(qn("w:styleId")) == used)
    size = int(found.find(f".//{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val"))) * 10
    pitch = size + int(found.find(f".//{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val")))
    paper, margins = (next(body.iter(qn(tag))) for tag in ("w:pgSz", "w:pgMar"))
    room = int(paper.get(qn("w:w"))) - sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    assert _LINE * pitch <= room < (_LINE + 1) * pitch
    # The first line's blank of two characters is measured in the type's own size.
    assert 2 * size + (_LINE - 2) * pitch <= room
    high = int(paper.get(qn("w:h"))) - sum(int(margins.get(qn(f"w:{side}"))) for side in ("top", "bottom"))
    leading = int(found.find(f".//{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:line")))
    assert _PAGE * leading <= high < (_PAGE + 1) * leading


@pytest.mark.parametrize("above", range(16, 22))
def test_of_three_lines_none_stands_alone(above: int, fonts: FontBook, tmp_path: Path) -> None:
    """With their heading they go to the next page where not all of them have room."""
    words = "部门预算管理工作人员按照财政规定编制年度决算报告"
    three = (words * 4)[: _LINE * 3 - 4]
    blocks = [Paragraph.of("满", TextStyle.BODY) for _ in range(above)]
    blocks += [Paragraph.of("一、情况", TextStyle.HEADING_1), Paragraph.of(three, TextStyle.BODY)]
    path = tmp_path / "a.pdf"
    render_pdf(Document("文", (Section(tuple(blocks)),)), path, fonts=fonts)
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    found = [(number, len(line)) for number, text in enumerate(pages) for line in text.splitlines() if "部门" in line]
    assert len(found) == 3 and len({number for number, _ in found}) == 1
    (page,) = {number for number, _ in found}
    assert page == (0 if above + 4 <= _PAGE else 1) and "一、情况" in pages[page]
