"""Renders a drawing as a picture for Word: 300 dots an inch, in greys, so that no program needs to know the shapes."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from juesuan_gui.document import Alignment, Drawing, Label, Stroke, hatch_of
from juesuan_gui.document.drawings import GREYS, OUTLINE_WIDTH
from juesuan_gui.publishing.fonts import Face, FontBook
from juesuan_gui.publishing.typography import FontRole

DOTS_PER_INCH = 300
_SCALE = DOTS_PER_INCH / 72
_ANCHORS = {Alignment.LEFT: 0.0, Alignment.CENTER: 0.5, Alignment.RIGHT: 1.0, Alignment.JUSTIFY: 0.0}
_WHITE, _BLACK = 255, 0


def drawing_png(drawing: Drawing, fonts: FontBook) -> bytes:
    """The drawing as a PNG with its resolution. The same drawing and fonts give the same bytes."""
    size = (round(drawing.width * _SCALE), round(drawing.height * _SCALE))
    image = Image.new("L", size, _WHITE)
    pen = ImageDraw.Draw(image)
    opened: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            _write(pen, shape, fonts, opened)
        elif isinstance(shape, Stroke):
            _line(pen, shape)
        else:
            corners = tuple(
                round(value * _SCALE) for value in (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            )
            pen.rectangle(corners, fill=round(GREYS[shape.fill] * 255))
            for stroke in hatch_of(shape):
                _line(pen, stroke)
            if shape.outlined:
                pen.rectangle(corners, outline=_BLACK, width=_width(OUTLINE_WIDTH))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), compress_level=3)
    return buffer.getvalue()


def _line(pen: ImageDraw.ImageDraw, stroke: Stroke) -> None:
    points = [round(value * _SCALE) for value in (stroke.x1, stroke.y1, stroke.x2, stroke.y2)]
    pen.line(points, fill=_BLACK, width=_width(stroke.width))


def _width(points: float) -> int:
    return max(1, round(points * _SCALE))


def _write(
    pen: ImageDraw.ImageDraw, label: Label, fonts: FontBook, opened: dict[tuple[str, int], ImageFont.FreeTypeFont]
) -> None:
    dots = round(label.size * _SCALE)
    x = label.x * _SCALE - _ANCHORS[label.alignment] * fonts.width(FontRole.SONG, label.text, label.size) * _SCALE
    for face, piece in fonts.stretches(FontRole.SONG, label.text):
        font = opened.get((face.name, dots))
        if font is None:
            font = opened[face.name, dots] = _font(face, dots)
        pen.text(
            (x, label.y * _SCALE),
            piece,
            fill=_BLACK,
            font=font,
            anchor="lm",
            stroke_width=1 if label.bold else 0,
        )
        x += fonts.width(FontRole.SONG, piece, label.size) * _SCALE


def _font(face: Face, dots: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.file.path), dots, index=face.file.index)
