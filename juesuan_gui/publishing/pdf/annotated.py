"""Owns the copy of a PDF with remarks: the quoted words highlighted, the finding as the comment on them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.files import replace_file
from juesuan_gui.publishing.pdf.quotes import Box, Sought, boxes_on

_AUTHOR = "决算公开编审"
_COLOURS = {"error": "ffb3bd", "warning": "ffe2a8", "info": "d6e4ff"}
_PLAIN = "e6e6e6"
#: Where a remark stands whose words are not on the page as text: at the top edge, one below the other.
_MARGIN = 24.0
_STEP = 22.0


@dataclass(frozen=True, slots=True)
class PageRemark:
    """A remark on a page (counted from 1): the words it is about, as the page prints them, and what it says.

    ``level`` is error, warning, info, or anything else for a place that is only compared with. ``beside`` and
    ``under`` are the names of row and column, which tell like words in a table apart; either may be empty.
    ``box`` is the cell itself (`Sought`).
    """

    page: int
    quote: str
    level: str
    text: str
    beside: str = ""
    under: str = ""
    box: tuple[float, float, float, float] | None = None


def annotate_pdf(
    source: Path, target: Path, remarks: Iterable[PageRemark], pause: Callable[[int, int], object] = lambda *_: None
) -> int:
    """Write a copy of the PDF with every remark on its words; returns how many stand on words that were found.

    A remark whose words are not found stands as a note at the edge of its page. The source is never changed.
    ``pause`` is called between pages with the pages looked through and those to look through, and may end it by
    raising: the copy stands whole at its place or not at all. Raises PublishingError when the source cannot be read or
    the copy not be written.
    """
    by_page: dict[int, list[PageRemark]] = {}
    for remark in remarks:
        by_page.setdefault(remark.page, []).append(remark)
    boxes = _boxes(source, by_page, pause)
    pause(len(by_page), len(by_page))
    try:
        writer = PdfWriter(clone_from=PdfReader(source))
    except (PyPdfError, OSError, ValueError) as error:
        raise PublishingError(
            f"“{source.name}”不能加批注：文件有保护或已损坏。请另存一份没有密码的 PDF 再试。"
        ) from error
    found = 0
    for number, noted in by_page.items():
        if not 1 <= number <= len(writer.pages):
            continue
        edge = 0
        for remark, words in zip(noted, boxes.get(number, ()), strict=True):
            if words:
                found += 1
                writer.add_annotation(number - 1, _highlight(remark, words))
            else:
                page = writer.pages[number - 1].mediabox
                writer.add_annotation(number - 1, _note(remark, float(page.left), float(page.top) - edge * _STEP))
                edge += 1
    whole = io.BytesIO()
    writer.write(whole)
    pause(len(by_page), len(by_page))
    replace_file(target, whole.getvalue())
    return found


def _highlight(remark: PageRemark, words: Sequence[Box]) -> Highlight:
    points = ArrayObject(
        FloatObject(value)
        for box in words
        for value in (box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom)
    )
    rect = (
        min(box.left for box in words),
        min(box.bottom for box in words),
        max(box.right for box in words),
        max(box.top for box in words),
    )
    colour = _COLOURS.get(remark.level, _PLAIN)
    annotation = Highlight(rect=rect, quad_points=points, highlight_color=colour, printing=True)
    annotation[NameObject("/Contents")] = TextStringObject(remark.text)
    annotation[NameObject("/T")] = TextStringObject(_AUTHOR)
    return annotation


def _note(remark: PageRemark, left: float, top: float) -> Text:
    rect = (left + _MARGIN / 2, top - _MARGIN, left + _MARGIN, top - _MARGIN / 2)
    note = Text(rect=rect, text=remark.text, open=False)
    note[NameObject("/T")] = TextStringObject(_AUTHOR)
    return note


def _boxes(
    source: Path, by_page: dict[int, list[PageRemark]], pause: Callable[[int, int], object]
) -> dict[int, list[list[Box]]]:
    """For every page and remark the boxes of the quoted words, line by line; empty where they are not found."""
    boxes: dict[int, list[list[Box]]] = {}
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise PublishingError(f"“{source.name}”不能加批注：打不开这个 PDF。") from error
    try:
        for done, (number, remarks) in enumerate(by_page.items()):
            pause(done, len(by_page))
            if not 1 <= number <= len(document):
                continue
            page = document[number - 1]
            sought = [Sought(remark.quote, remark.beside, remark.under, remark.box) for remark in remarks]
            try:
                boxes[number] = boxes_on(page, sought)
            finally:
                page.close()
    finally:
        document.close()
    return boxes
