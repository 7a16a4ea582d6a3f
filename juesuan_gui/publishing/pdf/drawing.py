"""Puts a drawing on a page as the marks of the PDF: sharp at any size, its words real words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from juesuan_gui.document import Alignment, Box, Drawing, Fill, Label, Stroke, hatch_of
from juesuan_gui.document.drawings import GREYS, OUTLINE_WIDTH
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.pages import Mark, Rule, Shade, Words
from juesuan_gui.publishing.pdf.paragraphs import ASCENT
from juesuan_gui.publishing.typography import FontRole

_SHARES = {Alignment.LEFT: 0.0, Alignment.CENTER: 0.5, Alignment.RIGHT: 1.0, Alignment.JUSTIFY: 0.0}


def drawing_marks(drawing: Drawing, left: float, top: float, fonts: FontBook) -> Iterator[Mark]:
    """The marks of a drawing whose upper left corner is given; y of a page grows upwards."""
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            width = fonts.width(FontRole.SONG, shape.text, shape.size)
            x = left + shape.x - _SHARES[shape.alignment] * width
            y = top - shape.y - (ASCENT - 0.5) * shape.size
            yield Words(x, y, shape.text, FontRole.SONG, shape.size, 0.0, shape.bold)
        elif isinstance(shape, Stroke):
            yield _rule(shape, left, top)
        else:
            yield from _box(shape, left, top)


def _box(box: Box, left: float, top: float) -> Iterator[Mark]:
    x, bottom = left + box.x, top - box.y - box.height
    if box.fill not in (Fill.BLANK, Fill.HATCHED):
        grey = f"{round(GREYS[box.fill] * 255):02X}"
        yield Shade(x, bottom, box.width, box.height, grey * 3)
    for line in hatch_of(box):
        yield _rule(line, left, top)
    if box.outlined:
        right, upper = box.x + box.width, box.y + box.height
        corners = [(box.x, box.y), (right, box.y), (right, upper), (box.x, upper), (box.x, box.y)]
        for (x1, y1), (x2, y2) in pairwise(corners):
            yield _rule(Stroke(x1, y1, x2, y2, OUTLINE_WIDTH), left, top)


def _rule(line: Stroke, left: float, top: float) -> Rule:
    return Rule(left + line.x1, top - line.y1, left + line.x2, top - line.y2, line.width)
