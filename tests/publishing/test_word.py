"""The Word file: styles, sections, contents, merged cells, repeated heads."""

import zipfile
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from lxml import etree

from juesuan_gui.document import (
    Cell,
    CellRole,
    Column,
    Document,
    Grid,
    PageBreak,
    Paragraph,
    Run,
    Section,
    grids_of,
)
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import headings_of
from juesuan_gui.publishing.word.render import render_word

from .conftest import CREATED, Rendered


def part(path: Path, name: str) -> etree._Element:
    """One XML part of the file."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def values(element: etree._Element, tag: str, attribute: str = "w:val") -> list[str | None]:
    """An attribute of every such element below."""
    return [found.get(qn(attribute)) for found in element.iter(qn(tag))]


def test_every_style_names_its_chinese_font(rendered: Rendered) -> None:
    for style in part(rendered.word, "word/styles.xml").iter(qn("w:style")):
        for fonts in style.iter(qn("w:rFonts")):
            assert fonts.get(qn("w:eastAsia"))
            # Digits come from one face that every machine has, so that amounts keep their width; page numbers are in
            # 宋体 (GB/T 9704-2012, 7.5).
            face = "宋体" if style.get(qn("w:styleId")) == "Footer" else "Times New Roman"
            assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi")} == {face}
    defaults = part(rendered.word, "word/styles.xml").find(qn("w:docDefaults"))
    assert values(defaults, "w:lang", "w:eastAsia") == ["zh-CN"]


def test_every_style_used_exists(rendered: Rendered) -> None:
    known = set(values(part(rendered.word, "word/styles.xml"), "w:style", "w:styleId"))
    used = set(values(part(rendered.word, "word/document.xml"), "w:pStyle"))
    assert used <= known


def test_headings_are_built_in_ones_with_bookmarks(rendered: Rendered) -> None:
    titles = {grid.title.text for grid in grids_of(rendered.document) if grid.title}
    word = docx.Document(str(rendered.word))
    shown = [(p.style.name, p.text) for p in word.paragraphs if p.style is not None]
    assert [(name, text) for name, text in shown if name.startswith("Heading")] == [
        (f"Heading {heading.level}", heading.text)
        for heading in headings_of(rendered.document)
        if heading.text not in titles
    ]
    body = part(rendered.word, "word/document.xml")
    names = values(body, "w:bookmarkStart", "w:name")
    assert len(names) == len(set(names)) == len(list(headings_of(rendered.document)))


def test_contents_are_in_the_file_with_their_pages(rendered: Rendered) -> None:
    body = part(rendered.word, "word/document.xml")
    names = set(values(body, "w:bookmarkStart", "w:name"))
    links = list(body.iter(qn("w:hyperlink")))
    listed = [heading for heading in headings_of(rendered.document) if heading.level <= 2]
    assert len(links) == len(listed)
    for link, heading in zip(links, listed, strict=True):
        texts = [text.text for text in link.iter(qn("w:t"))]
        assert texts == [heading.text, str(rendered.pages[heading.key])]
        assert link.get(qn("w:anchor")) in names


def test_nothing_asks_to_be_updated(rendered: Rendered) -> None:
    assert not list(part(rendered.word, "word/settings.xml").iter(qn("w:updateFields")))
    body = part(rendered.word, "word/document.xml")
    assert "true" not in values(body, "w:fldChar", "w:dirty")
    kinds = values(body, "w:fldChar", "w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0


def test_heads_repeat_and_rows_are_not_cut(rendered: Rendered) -> None:
    word = docx.Document(str(rendered.word))
    for table, header_rows in zip(word.tables, (3, 4, 2, 4, 4), strict=True):
        rows = table._tbl.findall(qn("w:tr"))
        repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert repeated == [position < header_rows for position in range(len(rows))]
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_sections_turn_the_page_and_only_the_first_ones_lack_numbers(rendered: Rendered) -> None:
    word = docx.Document(str(rendered.word))
    turned = [section.orientation == WD_ORIENTATION.LANDSCAPE for section in word.sections]
    assert turned == [False, False, False, False, True, True, True, False]
    assert word.settings.odd_and_even_pages_header_footer
    for section in list(word.sections)[:2]:
        assert section.footer.is_linked_to_previous
    numbered = word.sections[2]
    for footer, side in ((numbered.footer, "right"), (numbered.even_page_footer, "left")):
        assert not footer.is_linked_to_previous
        assert "PAGE" in "".join(text.text or "" for text in footer._element.iter(qn("w:instrText")))
        assert values(footer._element, "w:jc") == [side]
    assert values(word.sections[2]._sectPr, "w:pgNumType", "w:start") == ["1"]


def test_margins_are_those_of_an_official_document(rendered: Rendered) -> None:
    section = docx.Document(str(rendered.word)).sections[-1]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [37, 35, 28, 26]


def test_characters_that_xml_forbids_do_no_harm(fonts: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "odd.docx"
    blocks = (
        Paragraph((Run("甲\x00\x0b乙<&>"), Run("丙", bold=True))),
        PageBreak(),
        Grid("表", (Column(),), (Cell(0, 0, "一\x01\n二]]>", CellRole.LABEL),)),
        Grid("表二", (Column(),), (Cell(0, 0, "三"),)),
    )
    render_word(Document("题", (Section(blocks),)), path, fonts=fonts, created=CREATED)
    word = docx.Document(str(path))
    assert word.paragraphs[0].text == "甲乙<&>丙"
    assert [table.cell(0, 0).text for table in word.tables] == ["一\n二]]>", "三"]


def test_the_same_tree_gives_the_same_bytes(rendered: Rendered, fonts: FontBook, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    render_word(rendered.document, again, heading_pages=rendered.pages, fonts=fonts, created=CREATED)
    assert again.read_bytes() == rendered.word.read_bytes()
