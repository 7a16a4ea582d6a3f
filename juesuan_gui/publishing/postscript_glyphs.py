"""Owns making a small TrueType font of one character of a font with PostScript outlines (CFF).

The PDF writer embeds TrueType outlines only; on Linux a rare character is often in a font of the other kind alone.
"""

from __future__ import annotations

import io
import struct
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError

from juesuan_gui.publishing.font_search import FontFile

_TOLERANCE: Final = 0.0005  # of an em between a curve and the parabolas that stand for it
_GLYPH: Final = "character"
# What the library raises for a damaged font is not one family of its own.
_DAMAGED: Final = (
    *(TTLibError, OSError, struct.error),
    *(ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError),
)


def postscript_glyph(font: FontFile, character: str, name: str) -> bytes | None:
    """A font file called ``name`` with the one character; ``None`` where the font has not got it or is damaged."""
    try:
        with font.path.open("rb") as stream, TTFont(stream, fontNumber=font.index, lazy=True) as source:
            glyph = source.getBestCmap().get(ord(character))
            return None if glyph is None else _one_glyph_font(source, glyph, character, name)
    except _DAMAGED:
        return None


def _one_glyph_font(source: TTFont, glyph: str, character: str, name: str) -> bytes:
    units: int = source["head"].unitsPerEm
    shape = source.getGlyphSet()[glyph]
    pen = TTGlyphPen(None)
    # Outer outlines run the other way round in TrueType.
    shape.draw(Cu2QuPen(pen, max_err=units * _TOLERANCE, reverse_direction=True))
    heights = {"ascent": source["hhea"].ascent, "descent": source["hhea"].descent}
    made = FontBuilder(units, isTTF=True)
    made.setupGlyphOrder([".notdef", _GLYPH])
    made.setupCharacterMap({ord(character): _GLYPH})
    made.setupGlyf({".notdef": TTGlyphPen(None).glyph(), _GLYPH: pen.glyph()})
    advance = round(shape.width)
    made.setupHorizontalMetrics({".notdef": (advance, 0), _GLYPH: (advance, made.font["glyf"][_GLYPH].xMin or 0)})
    made.setupHorizontalHeader(**heights)
    made.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    made.setupOS2(sTypoAscender=heights["ascent"], sTypoDescender=heights["descent"])
    made.setupPost()
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()
