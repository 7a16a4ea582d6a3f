"""Owns stage 1 for PDF files with text: pages to printed lines and grids, each with its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from juesuan_gui.document import Block, Cell, Column, Document, Grid, Paragraph, Place, Section, TextStyle
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.pdf.furniture import furniture
from juesuan_gui.reading.pdf.joining import joined
from juesuan_gui.reading.pdf.layout import PageLayout, TextLine
from juesuan_gui.reading.pdf.page import PageContent, page_content
from juesuan_gui.reading.pdf.tables import PageTable
from juesuan_gui.reading.pdf.two_up import Paper, Sheet, sheet_of, unfolded
from juesuan_gui.reading.source import Remark, RemarkKind, Source
from juesuan_gui.uncollected import uncollected

_SHOWN = 40
#: The share of characters without a code from which on no text of a file can be read.
_MOSTLY = 0.8
#: Where the pages stand in the file, by their number as they were read.
Papers = Mapping[int, Paper]


@uncollected()
def read_pdf(path: Path, limits: Limits) -> Source:
    """The document of a PDF: a paragraph for every printed line, a grid for every table, in reading order.

    Each knows its 1-based page. A line that begins a paragraph (indented, or after one that ends early) has
    the style ``BODY``, one that goes on ``BODY_FLUSH``. A table that goes on over pages is one grid. Pages that
    show something without text, comments and form fields are told in remarks. Raises ReadingError when the
    file is locked, damaged, too long, or has no text at all.
    """
    document = _opened(path, limits)
    try:
        pages, remarks, papers = _pages(document, path, limits)
    finally:
        document.close()
    outside = furniture(pages)
    kept = [
        block
        for number, page in enumerate(pages)
        for position, block in enumerate(page.blocks)
        if (number, position) not in outside
    ]
    left_out = [pages[number].blocks[position] for number, position in sorted(outside)]
    blocks, repeated = joined(kept, [block.text for block in left_out if isinstance(block, TextLine)])
    dropped = (*(block for block in left_out if isinstance(block, TextLine)), *repeated)
    sections = (Section(tuple(_blocks(blocks, papers))),)
    return Source(
        path.name, Document(path.name, sections), tuple(remarks), tuple(_paragraph(line, papers) for line in dropped)
    )


def _opened(path: Path, limits: Limits) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise ReadingError(
                path.name, "设了打开密码，读不出来。", "请用密码打开后取消加密，另存一份再导入。"
            ) from error
        raise ReadingError(path.name, "不完整或已损坏，不能按 PDF 打开。", "请重新下载或重新导出后再试。") from error
    count = len(document)
    if count > limits.pages:
        document.close()
        raise ReadingError(
            path.name,
            f"有 {count} 页，超过 {limits.pages} 页，不像一份决算公开。",
            "请只保留决算公开的页，另存后再导入。",
        )
    if count == 0:
        document.close()
        raise ReadingError(path.name, "里一页也没有。", "请重新下载或重新导出后再试。")
    return document


def _pages(document: pdfium.PdfDocument, path: Path, limits: Limits) -> tuple[list[PageLayout], list[Remark], Papers]:
    sheets: list[Sheet] = []
    remarks: list[Remark] = []
    slanted: dict[str, list[int]] = {}
    written = uncoded = 0
    for index in range(len(document)):
        try:
            content = page_content(document, index, limits)
        except pdfium.PdfiumError:
            remarks.append(_unread(index + 1, "已损坏，没有读出来"))
            continue
        written += len(content.glyphs)
        uncoded += content.unmapped
        remarks += _remarks(content)
        if words := content.slanted.strip():
            slanted.setdefault(words[:_SHOWN], []).append(content.number)
        sheets.append(sheet_of(content))
    if not written:
        raise ReadingError(
            path.name,
            "里没有文字，可能是扫描件或图片。",
            "请提供由 Word、Excel 直接导出的 PDF，或先做文字识别再导入。",
        )
    if uncoded > _MOSTLY * written:
        raise ReadingError(
            path.name,
            "的文字没有编码（字体没有附文字对照表），看得见却读不出来。",
            "请提供由 Word、Excel 直接导出的 PDF，或先做文字识别再导入。",
        )
    pages, papers = unfolded(sheets)
    return pages, [*remarks, *_slanted_words(slanted)], papers


def _slanted_words(pages: Mapping[str, Sequence[int]]) -> Iterator[Remark]:
    """One remark for a watermark, however many pages it is on."""
    for words, numbers in pages.items():
        pages_of_it = f"，共 {len(numbers)} 页都有" if len(numbers) > 1 else ""
        yield _unread(numbers[0], f"有斜排的文字（像是水印）没有读{pages_of_it}：{words}")


def _remarks(content: PageContent) -> Iterator[Remark]:
    place = Place(page=content.number)
    if content.pictured:
        yield _unread(content.number, "没有文字，像是扫描件或图片，没有读出来")
    if content.overfull:
        yield _unread(content.number, "的内容多得不正常，只读了一部分")
    if content.unmapped:
        yield _unread(content.number, f"有 {content.unmapped} 个字符没有文字编码，没有读出来")
    if content.fields:
        yield _unread(content.number, f"有 {content.fields} 个可填写的表单域，其中填的内容没有读")
    if content.comments:
        yield Remark(RemarkKind.COMMENT, place, f"第 {content.number} 页有 {content.comments} 处批注。")


def _unread(page: int, what: str) -> Remark:
    return Remark(RemarkKind.UNREAD, Place(page=page), f"第 {page} 页{what}。")


def _blocks(blocks: Sequence[TextLine | PageTable], papers: Papers) -> Iterator[Block]:
    for block in blocks:
        yield _paragraph(block, papers) if isinstance(block, TextLine) else _grid(block, papers)


def _paragraph(line: TextLine, papers: Papers) -> Paragraph:
    style = TextStyle.BODY if line.opens else TextStyle.BODY_FLUSH
    return Paragraph.of(line.text, style, place=Place(page=papers[line.page].number))


def _grid(table: PageTable, papers: Papers) -> Grid:
    return Grid(
        key=f"page-{table.page}-{round(table.top)}",
        columns=(Column(),) * (len(table.xs) - 1),
        cells=tuple(
            Cell(
                cell.row,
                cell.column,
                cell.text,
                row_span=cell.row_span,
                column_span=cell.column_span,
                place=Place(
                    page=papers[cell.page].number,
                    box=papers[cell.page].on_paper(cell.box) if cell.box else None,
                ),
            )
            for cell in table.cells
        ),
        place=Place(page=papers[table.page].number),
        is_inferred=bool(table.lines),
    )
