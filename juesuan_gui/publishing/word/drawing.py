"""Writes a drawing into a Word file as a picture between two lines of text, with its words for readers' programs."""

from __future__ import annotations

import io
from xml.sax.saxutils import quoteattr

from docx.parts.story import StoryPart

from juesuan_gui.document import Drawing
from juesuan_gui.publishing.drawing_image import drawing_png
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.typography import GRID_GAP
from juesuan_gui.publishing.word.xml import NAMESPACE, NOT_ALLOWED, paragraph, twips

_UNITS_PER_POINT = 12700
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
#: A picture stands on the line's base, below which there is room for letters: as little as can be.
_SMALL = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture_xml(drawing: Drawing, part: StoryPart, ordinal: int, fonts: FontBook, properties: str = "") -> str:
    """The paragraph with the picture; it stays with the caption below. ``properties`` come before its spacing."""
    relation, _ = part.get_or_add_image(io.BytesIO(drawing_png(drawing, fonts)))
    return picture_paragraph(drawing, relation, ordinal, properties, style="Caption")


def picture_paragraph(drawing: Drawing, relation: str, ordinal: int, properties: str = "", *, style: str) -> str:
    """The paragraph with a picture that the file already has under a relation."""
    wide, high = round(drawing.width * _UNITS_PER_POINT), round(drawing.height * _UNITS_PER_POINT)
    name = f"图片 {ordinal}"
    words = quoteattr(NOT_ALLOWED.sub("", drawing.words))
    size = f'cx="{wide}" cy="{high}"'
    picture = (
        f'<w:r>{_SMALL}<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent {size}/><wp:docPr id="{ordinal}" name="{name}" descr={words}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{ordinal}" name="{name}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="{relation}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    keep = "<w:keepNext/>" if drawing.caption is not None else ""
    # A line of fixed height, as the text has, would show no more of a picture than itself.
    below = 0 if drawing.caption is not None else twips(GRID_GAP)
    spacing = f'<w:spacing w:before="{twips(GRID_GAP)}" w:after="{below}" w:line="240" w:lineRule="auto"/>'
    if style:
        return paragraph(picture, style, f"{keep}{properties}{spacing}{_SMALL}")
    return f"<w:p {NAMESPACE}><w:pPr>{keep}{properties}{spacing}{_SMALL}</w:pPr>{picture}</w:p>"
