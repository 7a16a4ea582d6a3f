"""Renders a document as a Word file."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from juesuan_gui.document import (
    Alignment,
    Block,
    Document,
    Drawing,
    Grid,
    PageBreak,
    Paragraph,
    Section,
    TableOfContents,
    TextStyle,
)
from juesuan_gui.publishing.files import replace_file
from juesuan_gui.publishing.fitting import fit_grid, heading_height, heading_narrowing, surround_height
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import headings_of
from juesuan_gui.publishing.pauses import Pause, no_pause
from juesuan_gui.publishing.typography import FORMATS, GRID_GAP, NOTE_GAP, Paper, TextFormat, paper_of
from juesuan_gui.publishing.word.contents import contents_formats, contents_xml
from juesuan_gui.publishing.word.drawing import picture_xml
from juesuan_gui.publishing.word.grid import grid_xml
from juesuan_gui.publishing.word.sections import begin_section
from juesuan_gui.publishing.word.styles import STYLE_NAMES, font_table_xml, settings_xml, styles_xml
from juesuan_gui.publishing.word.xml import (
    ALIGNMENTS,
    NAMESPACE,
    bookmarked,
    paragraph,
    run,
    runs,
    space_above,
    spacer,
    twips,
)
from juesuan_gui.uncollected import uncollected

ARCHIVE_DATE = (1980, 1, 1, 0, 0, 0)
UNWANTED_PARTS = ("/docProps/thumbnail.jpeg", "/word/stylesWithEffects.xml", "/word/numbering.xml")


@uncollected()
def render_word(
    document: Document,
    path: Path,
    *,
    heading_pages: Mapping[str, int] | None = None,
    fonts: FontBook | None = None,
    created: datetime | None = None,
    pause: Pause = no_pause,
) -> None:
    """Writes the Word file.

    `heading_pages` gives the contents their page numbers: what `render_pdf` returned. `pause` is called between the
    blocks and the rows of a table; it may end the work by raising, and then no file is written. The same document,
    fonts and creation time give the same bytes.
    """
    word = docx.Document()
    book = fonts or FontBook.of_machine()
    _prepare(word, document, created or datetime.now(UTC), book)
    writer = _BodyWriter(word, document, heading_pages or {}, book, pause)
    before: Section | None = None
    for section in document.sections:
        begin_section(word, section, before)
        writer.write(section)
        before = section
    buffer = io.BytesIO()
    word.save(buffer)
    pause()
    content = _with_fixed_dates(buffer.getvalue())
    pause()
    replace_file(path, content)


class _BodyWriter:
    """Appends the blocks of one section after another to the body."""

    def __init__(
        self, word: WordDocument, document: Document, pages: Mapping[str, int], fonts: FontBook, pause: Pause
    ) -> None:
        self._body = word.element.body
        self._part = word.part
        self._pictures = 0
        self._headings = list(headings_of(document))
        self._pages = pages
        self._fonts = fonts
        self._pause = pause
        self._ordinal = 0
        self._paper: Paper
        self._break_before = False

    def write(self, section: Section) -> None:
        """Writes one section's blocks."""
        self._paper = paper_of(section)
        self._break_before = False
        for position, block in enumerate(section.blocks):
            self._block(block, section.blocks[:position])
            following = section.blocks[position + 1 :][:1]
            if isinstance(block, Grid) and following and not isinstance(following[0], PageBreak):
                self._append(spacer(space_above(GRID_GAP)))
        last = self._body[-2] if len(self._body) > 1 else None
        if last is None or last.tag == qn("w:tbl"):
            self._append(spacer())

    def _block(self, block: Block, before: Sequence[Block]) -> None:
        self._pause()
        if isinstance(block, PageBreak):
            self._break_before = True
        elif isinstance(block, TableOfContents):
            self._contents(block)
        elif isinstance(block, Grid):
            reserved = heading_height(before, self._paper.text_width, self._fonts)
            self._grid(block, reserved, is_on_top=not before or self._break_before)
        elif isinstance(block, Drawing):
            self._drawing(block)
        else:
            self._append(self._paragraph(block))

    def _append(self, xml: str) -> None:
        """Adds one element before the body's closing section properties."""
        named = xml if NAMESPACE in xml[:200] else xml.replace("<w:p>", f"<w:p {NAMESPACE}>", 1)
        self._body.insert(len(self._body) - 1, parse_xml(named))

    def _page_break(self) -> str:
        wanted, self._break_before = self._break_before, False
        return "<w:pageBreakBefore/>" if wanted else ""

    def _paragraph(self, block: Paragraph, *, before: float | None = None, keep: bool = False) -> str:
        properties = "<w:keepNext/>" if block.keep_with_next or keep else ""
        properties += self._page_break()
        if before is not None:
            properties += space_above(before)
        looks = FORMATS[block.style]
        if narrower := heading_narrowing(block.text, looks, self._paper.text_width, self._fonts):
            properties += _narrowed(
                narrower, looks, is_centred=(block.alignment or looks.alignment) is Alignment.CENTER
            )
        if block.alignment is not None:
            properties += f'<w:jc w:val="{ALIGNMENTS[block.alignment]}"/>'
        if block.outline_level is not None:
            properties += f'<w:outlineLvl w:val="{(block.outline_level or 10) - 1}"/>'
        content = runs(block.runs)
        if block.level is not None:
            self._ordinal += 1
            content = bookmarked(content, self._ordinal)
        return paragraph(content, STYLE_NAMES[block.style].identifier, properties)

    def _contents(self, block: TableOfContents) -> None:
        if self._break_before:
            self._append(spacer(self._page_break()))
        self._append(contents_xml(block, self._headings, self._pages, self._paper))

    def _grid(self, grid: Grid, reserved: float, *, is_on_top: bool) -> None:
        if grid.title is not None:
            # Word keeps the blank above a paragraph at a page's top, where the PDF has none.
            self._append(self._paragraph(grid.title, before=0.0 if is_on_top else None, keep=True))
        for line in grid.lines:
            self._append(self._edge_line(line.left, line.middle, line.right))
        previous = self._body[-2] if len(self._body) > 1 else None
        if self._break_before or (previous is not None and previous.tag == qn("w:tbl")):
            self._append(spacer(self._page_break()))
        elif grid.title is None and not grid.lines:
            self._append(spacer(space_above(GRID_GAP)))
        above, below = surround_height(grid, self._paper.text_width, self._fonts)
        if grid.cells:
            fit = fit_grid(grid, self._paper, self._fonts, reserved)
            for part in grid_xml(grid, fit, self._paper.text_height - above - below, self._pause):
                self._append(part)
        notes = grid.closing_paragraphs
        for position, note in enumerate(notes):
            gap = NOTE_GAP if position == 0 else None
            self._append(self._paragraph(note, before=gap, keep=position < len(notes) - 1))

    def _drawing(self, drawing: Drawing) -> None:
        self._pictures += 1
        self._append(picture_xml(drawing, self._part, self._pictures, self._fonts, self._page_break()))
        if drawing.caption is not None:
            self._append(self._paragraph(drawing.caption, keep=False))

    def _edge_line(self, left: str, middle: str, right: str) -> str:
        width = self._paper.text_width
        tabs = (
            f'<w:tabs><w:tab w:val="center" w:pos="{twips(width / 2)}"/>'
            f'<w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'
        )
        tab = "<w:r><w:tab/></w:r>"
        content = run(left) + tab + run(middle) + tab + run(right)
        style = STYLE_NAMES[TextStyle.TABLE_LINE].identifier
        return paragraph(content, style, self._page_break() + tabs)


def _narrowed(narrower: float, looks: TextFormat, *, is_centred: bool) -> str:
    """The indents of a heading that is set so much narrower; a centred one stays in the middle."""
    if is_centred:
        return f'<w:ind w:left="{twips(narrower / 2)}" w:right="{twips(narrower / 2)}"/>'
    first = f' w:firstLineChars="{looks.first_line * 100}" w:firstLine="{twips(looks.first_line * looks.size)}"'
    return f'<w:ind w:right="{twips(narrower)}"{first if looks.first_line else ""}/>'


def _prepare(word: WordDocument, document: Document, created: datetime, fonts: FontBook) -> None:
    """Replaces what the library's template brings along by our own styles, settings and fonts."""
    language = document.metadata.language
    for element, xml in (
        (word.styles.element, styles_xml(language, contents_formats(document, fonts))),
        (word.settings.element, settings_xml(language)),
    ):
        fresh = parse_xml(xml)
        for child in list(element):
            element.remove(child)
        for child in list(fresh):
            element.append(child)
    for source in (word.part.package, word.part):
        for identifier, relation in list(source.rels.items()):
            if not relation.is_external and relation.target_part.partname in UNWANTED_PARTS:
                del source.rels[identifier]
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml" and isinstance(part, Part):
            part._blob = font_table_xml().encode("utf-8")
    moment = created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = word.core_properties
    properties.title = document.title
    properties.author = properties.last_modified_by = document.metadata.author
    properties.subject = document.metadata.subject
    properties.keywords = "，".join(document.metadata.keywords)
    properties.language = language
    properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _with_fixed_dates(content: bytes) -> bytes:
    """The same archive with every member dated alike, so that the file depends on its content only."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, ARCHIVE_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return result.getvalue()
