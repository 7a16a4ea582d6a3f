"""The contents name the tables as the form's outline does, with their numbers; the tables keep their own titles."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from juesuan_gui.document import Document, Grid, Paragraph, Section, TableOfContents, TextStyle
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import headings_of
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from juesuan_gui.report import Report
from tests.narrative.drafted import form_named, live_of

from .conftest import CREATED
from .reading_back import plain
from .test_pdf import page_texts


@pytest.mark.parametrize(
    ("form_id", "title", "listed"),
    [
        ("ningxia-2020", "收入支出决算总表", "一、收入支出决算总表"),
        ("wuhan-2020", "2020年度收入支出决算总表（表1）", "一、收入支出决算总表（表1）"),
        # An outline of its own that lists no tables.
        ("beijing-2022", "收入支出决算总表", "收入支出决算总表"),
    ],
)
def test_the_contents_name_a_table_as_the_form_does(form_id: str, title: str, listed: str) -> None:
    document = compose(live_of(Report(form_named(form_id))), with_formulas=False)
    grids = [block for section in document.sections for block in section.blocks if isinstance(block, Grid)]
    assert grids[0].title is not None and grids[0].title.text == title
    names = {heading.key: heading.text for heading in headings_of(document)}
    assert names["table-T1"] == listed
    assert all(" " not in name[:2] and "{" not in name for name in names.values())


def test_a_heading_is_listed_by_the_name_that_it_has_in_the_contents(fonts: FontBook, tmp_path: Path) -> None:
    heading = Paragraph.of("甲表", TextStyle.HEADING_1, key="甲", in_contents="一、甲表")
    document = Document("题", (Section((TableOfContents(),)), Section((heading,))))
    path = tmp_path / "c"
    pages = render_pdf(document, path.with_suffix(".pdf"), fonts=fonts, created=CREATED)
    contents, page = (plain(text) for text in page_texts(path.with_suffix(".pdf"))[:2])
    assert "一、甲表" in contents and "甲表" in page and "一、" not in page
    render_word(document, path.with_suffix(".docx"), heading_pages=pages, fonts=fonts, created=CREATED)
    word = docx.Document(str(path.with_suffix(".docx")))
    assert [item.text for item in word.paragraphs if item.text] == ["甲表"]
    assert "一、甲表" in word.element.body.xpath("string(.//w:sdt)")


def test_chinese_quotation_marks_are_as_wide_as_characters(fonts: FontBook, tmp_path: Path) -> None:
    from juesuan_gui.publishing.typography import FontRole

    assert {round(fonts.width(role, mark, 1.0), 1) for role in FontRole for mark in "“”‘’"} == {1.0}
    path = tmp_path / "q.docx"
    blocks = tuple(Paragraph.of(text) for text in ("“三公”经费", "决算12.5%", "plain"))
    render_word(Document("题", (Section(blocks),)), path, fonts=fonts, created=CREATED)
    hints = [item.runs[0]._r.xpath("./w:rPr/w:rFonts/@w:hint") for item in docx.Document(str(path)).paragraphs]
    assert hints == [["eastAsia"], [], []]
