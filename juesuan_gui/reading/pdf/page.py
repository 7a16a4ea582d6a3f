"""Owns what a PDF page holds before anything is understood: upright glyphs and ruling lines, as plain values.

All positions are in points, x to the right and y downwards from the page's upper left corner as it is read:
a page whose words run sideways is turned until most of them are upright.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from juesuan_gui.document import RADICALS, PaperBox
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.pdf.paths import Rule, rules_of

Matrix = tuple[float, float, float, float, float, float]
Turn = Callable[[float, float], tuple[float, float]]

#: Code points that the library gives for a hyphen at a line end.
_HYPHENS = frozenset({0x2, 0xFFFE})
_HYPHEN, _SPACE = 0x2D, 0x20
#: How far the em square reaches above and below the baseline, in sizes: as of Chinese fonts.
ABOVE, BELOW = 0.88, 0.12
#: How far above the baseline the middle of what is seen lies, in sizes.
MIDDLE = 0.36
_BLANK_PICTURE = 0.3
_FEW_GLYPHS = 30
_OUTLINES = 60
#: So many characters at the top of a seal stand nearly upright; and what stands in its middle.
_UPRIGHT_IN_SEAL = 3
_STARS = frozenset(map(ord, "★☆"))


class Glyph(NamedTuple):
    """One printed character. ``size`` is that of its em square, in points; ``order`` its place in the file."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    order: int
    sideways: bool = False

    @property
    def top(self) -> float:
        """The upper edge of the em square; what a font says of its own height is not to be trusted."""
        return self.baseline - ABOVE * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of the em square."""
        return self.baseline + BELOW * self.size

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of what is seen."""
        return (self.left + self.right) / 2, self.baseline - MIDDLE * self.size


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page. ``quarter`` and ``paper`` say how it was turned to be read, and its own edges.

    ``pictured``: it has next to no text, but a picture or drawn outlines that may show some."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    slanted: str = ""
    pictured: bool = False
    unmapped: int = 0
    comments: int = 0
    fields: int = 0
    overfull: bool = False
    quarter: int = 0
    paper: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    def on_paper(self, box: tuple[float, float, float, float]) -> PaperBox:
        """A box (left, upper, right, lower edge as read) as the file counts: left, bottom, right, top, y upward."""
        left, bottom, right, top = self.paper
        corners = []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            corners.append(
                ((left + x, top - y), (left + y, bottom + x), (right - x, bottom + y), (right - y, top - x))[
                    self.quarter
                ]
            )
        (a, b), (c, d) = corners
        return min(a, c), min(b, d), max(a, c), max(b, d)


class _Found(NamedTuple):
    """A character as the file has it; ``quarter`` turns from upright, ``None`` when it is slanted."""

    code: int
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    quarter: int | None
    order: int


def page_content(document: pdfium.PdfDocument, index: int, limits: Limits) -> PageContent:
    """Everything of one page as plain values; the library's page is closed again."""
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            found, unmapped, overfull = _characters(text_page, limits)
        finally:
            text_page.close()
        quarter = _quarter(found, page)
        box = page.get_bbox()
        turn, width, height = _turn(quarter, box)
        drawn = rules_of(page, limits.page_parts)
        rules = tuple(rule.turned(turn) for rule in drawn.rules)
        glyphs, slanted = _upright(found, quarter, turn, width, height)
        area = (box[2] - box[0]) * (box[3] - box[1]) or 1.0
        pictured = len(glyphs) < _FEW_GLYPHS and (
            drawn.picture_area > _BLANK_PICTURE * area or (not glyphs and drawn.outlines > _OUTLINES)
        )
        comments, fields = _annotations(page)
        return PageContent(
            index + 1, width, height, glyphs, rules, slanted, pictured, unmapped, comments, fields,
            overfull or drawn.overfull, quarter, box,
        )  # fmt: skip
    finally:
        page.close()


def _characters(text_page: pdfium.PdfTextPage, limits: Limits) -> tuple[list[_Found], int, bool]:
    count = text_page.count_chars()
    handle = text_page.raw
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    # Everything that a page of thousands of characters need not look up or wrap again for each of them.
    to_rect, to_matrix, to_x, to_y = (ctypes.byref(item) for item in (rect, matrix, x, y))
    generated, unicode, unknown = raw.FPDFText_IsGenerated, raw.FPDFText_GetUnicode, raw.FPDFText_HasUnicodeMapError
    box_of, origin_of = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    matrix_of, size_of = raw.FPDFText_GetMatrix, raw.FPDFText_GetFontSize
    found: list[_Found] = []
    unmapped = 0
    for index in range(min(count, limits.page_parts)):
        code = unicode(handle, index)
        # The library itself adds nothing but blanks, line ends and hyphens.
        if (code <= _SPACE or code in _HYPHENS) and generated(handle, index) == 1:
            continue
        if code in _HYPHENS:
            code = _HYPHEN
        if code in (0, 0xFFFD) or unknown(handle, index) == 1:
            unmapped += 1
        box_of(handle, index, to_rect)
        origin_of(handle, index, to_x, to_y)
        matrix_of(handle, index, to_matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = size_of(handle, index) * ((abs(d) if c == 0 else math.hypot(c, d)) or 1.0)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        quarter = 0 if b == 0 and a > 0 else _quarter_of(math.atan2(b, a))
        found.append(_Found(code, box, (x.value, y.value), size, quarter, index))
    return found, unmapped, count > limits.page_parts


def _quarter(found: list[_Found], page: pdfium.PdfPage) -> int:
    """By how many quarter turns the words run against the page's own axis; without words as the page lies."""
    directions = Counter(item.quarter for item in found if item.quarter is not None)
    if directions:
        return directions.most_common(1)[0][0]
    return int(page.get_rotation()) // 90


def _quarter_of(angle: float) -> int | None:
    quarter = round(angle / (math.pi / 2))
    return quarter % 4 if abs(angle - quarter * math.pi / 2) < 0.1 else None


def _turn(quarter: int, box: tuple[float, float, float, float]) -> tuple[Turn, float, float]:
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    turns: tuple[Turn, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    return turns[quarter], *((high, wide) if quarter % 2 else (wide, high))


def _upright(
    found: list[_Found], quarter: int, turn: Turn, width: float, height: float
) -> tuple[tuple[Glyph, ...], str]:
    glyphs: list[Glyph] = []
    slanted: list[str] = []
    sealed = _sealed(found)
    for item in found:
        # What the page shows is 一, though the font says it by the code of a radical.
        code = RADICALS.get(item.code, item.code)
        text = chr(code) if _SPACE <= code < 0xD800 else _text(code)
        if not text:
            continue
        if item.quarter is None or item.order in sealed:
            slanted.append(text)
            continue
        left, top = turn(item.box[0], item.box[1])
        right, bottom = turn(item.box[2], item.box[3])
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        size = item.size if item.size > 0.1 else bottom - top
        if item.quarter == quarter:
            baseline = turn(item.origin[0], item.origin[1])[1]
            # A font without widths leaves its characters none.
            right = right if right - left > 0.05 * size else left + size * (0.5 if text.isascii() else 1.0)
            glyph = Glyph(text, left, right, baseline, size, item.order)
        else:
            glyph = Glyph(text, left, right, bottom - BELOW * (bottom - top), bottom - top, item.order, True)
        x, y = glyph.centre
        if -1 <= x <= width + 1 and -1 <= y <= height + 1:
            glyphs.append(glyph)
    return tuple(glyphs), "".join(slanted)


def _sealed(found: list[_Found]) -> set[int]:
    """The ``order`` of upright characters that are of a round seal: among slanted ones on both sides, or its star."""
    sealed: set[int] = set()
    upright: list[int] = []
    after_slanted = False
    for item in found:
        if item.quarter is None:
            if after_slanted and len(upright) <= _UPRIGHT_IN_SEAL:
                sealed.update(upright)
            upright, after_slanted = [], True
        elif after_slanted and not upright and item.code in _STARS:
            sealed.add(item.order)
        elif item.code > _SPACE:
            upright.append(item.order)
    return sealed


def _text(code: int) -> str:
    if code < 0x20:
        return " " if code in (0x9, 0xA, 0xD) else ""
    if code == 0xFFFD or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return chr(code)


def _annotations(page: pdfium.PdfPage) -> tuple[int, int]:
    """How many comments and how many form fields the page carries."""
    kinds = Counter(_annotation_kinds(page))
    fields = kinds.pop(raw.FPDF_ANNOT_WIDGET, 0)
    return sum(kinds[kind] for kind in _COMMENTS), fields


_COMMENTS = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_FREETEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_CARET,
    raw.FPDF_ANNOT_INK,
)


def _annotation_kinds(page: Any) -> Iterator[int]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 10_000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            yield int(raw.FPDFAnnot_GetSubtype(annotation))
            raw.FPDFPage_CloseAnnot(annotation)
