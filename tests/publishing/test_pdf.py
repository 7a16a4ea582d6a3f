"""The PDF: fonts, outline, contents, numbering, splitting of long tables."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pypdf
import pypdfium2
import pytest

from juesuan_gui.document import (
    Cell,
    CellRole,
    Column,
    Document,
    Grid,
    Orientation,
    Paragraph,
    Section,
    TableOfContents,
    TextStyle,
)
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import headings_of
from juesuan_gui.publishing.pdf.linebreak import NEVER_FIRST, NEVER_LAST
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.typography import CONTENTS_FORMATS
from juesuan_gui.publishing.word.render import render_word

from .conftest import CREATED, Rendered
from .reading_back import plain
from .sample import YUAN, totals_table


def page_texts(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        texts = []
        for page in pdf:
            text_page = page.get_textpage()
            texts.append(str(text_page.get_text_range()))
            text_page.close()
            page.close()
    return texts


def long_grid(rows: int, notes: tuple[Paragraph, ...] = ()) -> Grid:
    """A table of so many numbered rows."""
    cells = [
        Cell(0, 0, "表头甲", CellRole.HEADER),
        Cell(0, 1, "表头乙", CellRole.HEADER),
        *(Cell(row, 0, f"第{row}项支出") for row in range(1, rows + 1)),
        *(Cell(row, 1, YUAN.text_of(Decimal(row)), CellRole.FIGURE, amount=Decimal(row)) for row in range(1, rows + 1)),
    ]
    title = Paragraph.of("长表", TextStyle.TABLE_TITLE)
    return Grid("长表", (Column(), Column()), tuple(cells), 1, title, notes=notes)


def test_every_font_is_embedded(rendered: Rendered) -> None:
    seen = 0
    for page in pypdf.PdfReader(rendered.pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"], font.get_object()["/BaseFont"]
            seen += 1
    assert seen


def test_metadata_and_language(rendered: Rendered) -> None:
    reader = pypdf.PdfReader(rendered.pdf)
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == rendered.document.title
    assert reader.metadata.author == rendered.document.metadata.author
    assert reader.metadata.subject == rendered.document.metadata.subject
    assert reader.metadata.keywords == "，".join(rendered.document.metadata.keywords)
    assert reader.metadata.creation_date == CREATED


def test_outline_leads_to_the_pages_the_map_names(rendered: Rendered) -> None:
    reader = pypdf.PdfReader(rendered.pdf)
    flat: list[pypdf.generic.Destination] = []

    def collect(entries: list[object]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                collect(entry)
            else:
                assert isinstance(entry, pypdf.generic.Destination)
                flat.append(entry)

    collect(reader.outline)
    headings = list(headings_of(rendered.document))
    assert [entry.title for entry in flat] == [heading.text for heading in headings]
    texts = page_texts(rendered.pdf)
    for entry, heading in zip(flat, headings, strict=True):
        page = reader.get_destination_page_number(entry)
        assert page is not None
        assert plain(heading.text) in plain(texts[page])
        assert reader.page_labels[page] == str(rendered.pages[heading.key])


def test_contents_show_the_right_pages_and_lead_there(rendered: Rendered) -> None:
    reader = pypdf.PdfReader(rendered.pdf)
    contents = plain(page_texts(rendered.pdf)[1])
    listed = [heading for heading in headings_of(rendered.document) if heading.level <= 2]
    for heading in listed:
        after = contents.split(plain(heading.text), 1)[1].lstrip("….")
        assert after.startswith(str(rendered.pages[heading.key]))
    links = [note.get_object() for note in reader.pages[1]["/Annots"]]
    assert len(links) == len(listed)
    assert all(link["/Subtype"] == "/Link" for link in links)


def test_page_numbers_are_printed_except_on_cover_and_contents(rendered: Rendered) -> None:
    texts = [plain(text) for text in page_texts(rendered.pdf)]
    assert "—" not in texts[0] + texts[1]
    for number, text in enumerate(texts[2:], start=1):
        assert f"—{number}—" in text


def test_odd_numbers_stand_right_and_even_ones_left(rendered: Rendered) -> None:
    reader = pypdf.PdfReader(rendered.pdf)
    for page, right in ((reader.pages[2], True), (reader.pages[3], False)):
        places: list[float] = []

        def visit(text: str, _: object, matrix: list[float], *__: object, places: list[float] = places) -> None:
            if text.strip().startswith("—"):
                places.append(matrix[4])

        page.extract_text(visitor_text=visit)
        assert places
        assert (places[0] > float(page.mediabox.width) / 2) is right


@pytest.mark.parametrize("rows", [600, 2000])
def test_a_long_table_is_split_with_its_head_repeated_and_nothing_lost(
    rows: int, fonts: FontBook, tmp_path: Path
) -> None:
    note = Paragraph.of("注：表尾说明。", TextStyle.TABLE_NOTE)
    path = tmp_path / "long.pdf"
    render_pdf(Document("长表", (Section((long_grid(rows, (note,)),)),)), path, fonts=fonts, created=CREATED)
    texts = page_texts(path)
    assert len(texts) > 5
    assert all("表头甲" in text for text in texts)
    assert [line for text in texts for line in text.split() if line.startswith("第") and line.endswith("支出")] == [
        f"第{row}项支出" for row in range(1, rows + 1)
    ]
    assert "注：表尾说明。" in texts[-1]
    assert f"第{rows}项支出" in texts[-1]


def test_notes_stay_with_the_last_row_whatever_the_length(fonts: FontBook, tmp_path: Path) -> None:
    notes = tuple(Paragraph.of(f"注{number}：说明。" * 20, TextStyle.TABLE_NOTE) for number in range(4))
    for rows in range(50, 130, 7):
        path = tmp_path / f"{rows}.pdf"
        render_pdf(Document("表", (Section((long_grid(rows, notes),)),)), path, fonts=fonts, created=CREATED)
        last = page_texts(path)[-1]
        assert f"第{rows}项支出" in last
        assert "注0" in last


def test_two_thousand_characters_in_one_cell_run_over_pages(fonts: FontBook, tmp_path: Path) -> None:
    words = "".join(f"绩效目标{number:04d}，" for number in range(400))
    grid = Grid("卡", (Column(1), Column(2)), (Cell(0, 0, "年度目标"), Cell(0, 1, words), Cell(1, 0, "完")))
    path = tmp_path / "tall.pdf"
    render_pdf(Document("卡", (Section((grid,)),)), path, fonts=fonts, created=CREATED)
    text = re.sub("—[0-9]+—", "", plain("".join(page_texts(path))))
    assert all(f"绩效目标{number:04d}" in text for number in range(400))


def test_no_line_of_a_page_begins_or_ends_with_a_forbidden_mark(rendered: Rendered) -> None:
    lines = [line.strip() for text in page_texts(rendered.pdf)[2:] for line in text.splitlines()]
    narrative = [line for line in lines if len(line) > 15 and not line.startswith("—")]
    assert len(narrative) > 60
    assert not [line for line in narrative if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST]


def test_tables_that_fit_a_page_take_one(rendered: Rendered) -> None:
    reader = pypdf.PdfReader(rendered.pdf)
    pages = rendered.pages
    assert pages["T2"] - pages["T1"] == pages["T6"] - pages["T2"] == pages["T7"] - pages["T6"] == 1
    wide = [float(page.mediabox.width) > float(page.mediabox.height) for page in reader.pages]
    assert wide[5:8] == [True, True, True]


def test_a_paper_of_a3_lies_across(fonts: FontBook, tmp_path: Path) -> None:
    from juesuan_gui.document import PageSize

    path = tmp_path / "a3.pdf"
    section = Section((long_grid(3),), Orientation.LANDSCAPE, PageSize.a3())
    render_pdf(Document("表", (section,)), path, fonts=fonts, created=CREATED)
    box = pypdf.PdfReader(path).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (1191, 842)


def test_a_rare_character_is_taken_from_the_complete_font(fonts: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "rare.pdf"
    block = Paragraph.of("负责人：王䶮、李㛃、赵喆、钱堃、孙祎、周昇")
    render_pdf(Document("名", (Section((block,)),)), path, fonts=fonts, created=CREATED)
    assert "王䶮、李㛃、赵喆、钱堃、孙祎、周昇" in page_texts(path)[0]


def test_the_same_tree_gives_the_same_bytes(rendered: Rendered, fonts: FontBook, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    render_pdf(rendered.document, again, fonts=fonts, created=CREATED)
    assert again.read_bytes() == rendered.pdf.read_bytes()
    render_pdf(rendered.document, again, fonts=fonts, created=datetime(2022, 1, 1, tzinfo=UTC))
    assert again.read_bytes() != rendered.pdf.read_bytes()


def test_a_table_under_a_heading_shares_its_page(fonts: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "part.pdf"
    heading = Paragraph.of("第二部分　决算表", TextStyle.PART_TITLE)
    render_pdf(Document("题", (Section((heading, totals_table())),)), path, fonts=fonts, created=CREATED)
    texts = page_texts(path)
    assert len(texts) == 1
    assert "第二部分" in texts[0]


@pytest.mark.parametrize(("entries", "pages"), [(20, 1), (34, 1), (44, 2)])
def test_contents_that_run_a_little_over_their_page_are_set_closer(
    fonts: FontBook, tmp_path: Path, entries: int, pages: int
) -> None:
    title = Paragraph.of("目录", TextStyle.CONTENTS_TITLE)
    headings = tuple(Paragraph.of(f"第{number}项情况说明", TextStyle.HEADING_1) for number in range(1, entries + 1))
    document = Document("题", (Section((TableOfContents(title=title, levels=2),)), Section(headings)))
    numbers = render_pdf(document, tmp_path / "a.pdf", fonts=fonts)
    texts = [plain(text) for text in page_texts(tmp_path / "a.pdf")]
    assert f"第{entries}项情况说明" in texts[pages - 1] and "目录" in texts[0]
    assert all("…" not in text for text in texts[pages:])
    render_word(document, tmp_path / "a.docx", heading_pages=numbers, fonts=fonts)
    style = docx.Document(str(tmp_path / "a.docx")).styles["toc 2"].paragraph_format
    # The looks are in the style, so that they stay when Word makes the list anew.
    assert (style.line_spacing.pt < CONTENTS_FORMATS[2].leading) is (entries == 34)
