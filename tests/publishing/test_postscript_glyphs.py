"""Rare characters that only a PostScript font has: its glyph is made into a font that the PDF writer embeds."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.publishing.font_search import FontFile, fonts_found
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.postscript_glyphs import postscript_glyph
from juesuan_gui.publishing.rare_characters import missing_characters

from .test_pdf import page_texts

RARE = "\U00030edd"


def postscript_font(path: Path) -> FontFile:
    """An OpenType font with PostScript outlines and one character: a ring, 800 of 1,000 units wide and high."""
    pen = T2CharStringPen(1000, None)
    for left, right, step in ((100, 900, 1), (300, 700, -1)):
        corners = [(left, left - 100), (right, left - 100), (right, right - 100), (left, right - 100)][::step]
        pen.moveTo(corners[0])
        for before, corner in pairwise(corners):
            # Two straight sides and a curved one, which is straight too.
            pen.curveTo(before, corner, corner)
        pen.closePath()
    made = FontBuilder(1000, isTTF=False)
    made.setupGlyphOrder([".notdef", "rare"])
    made.setupCharacterMap({ord(RARE): "rare"})
    made.setupCFF("Rare", {}, {".notdef": T2CharStringPen(1000, None).getCharString(), "rare": pen.getCharString()}, {})
    made.setupHorizontalMetrics({".notdef": (1000, 0), "rare": (1000, 100)})
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "稀字", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.save(path)
    return FontFile(path)


def test_the_glyph_of_a_postscript_font_is_embedded_seen_and_copied(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    font = postscript_font(folder / "rare.otf")
    (folder / "broken.otf").write_bytes(b"OTTO\0\x01")
    assert list(fonts_found((folder,)).postscript) == [font]
    book = FontBook((folder,))
    document = Document("题", (Section((Paragraph.of(f"经办人王{RARE}。"),)),))
    assert missing_characters(document, book) == ()
    path = tmp_path / "rare.pdf"
    render_pdf(document, path, fonts=book)
    assert f"王{RARE}。" in "".join(page_texts(path))
    with pypdfium2.PdfDocument(path) as pdf:
        words = pdf[0].get_textpage()
        left, bottom, right, top = words.get_charbox(words.get_text_range().index(RARE))
        # 16 points of type: the ring is 0.8 of them wide and high.
        assert right - left == pytest.approx(12.8, abs=0.4) and top - bottom == pytest.approx(12.8, abs=0.4)
        picture = pdf[0].render(scale=4).to_pil().convert("L")
        height = round((pdf[0].get_height() - (top + bottom) / 2) * 4)
        rim, hollow = round((left + 2) * 4), round((left + right) / 2 * 4)
        assert picture.getpixel((rim, height)) == 0 and picture.getpixel((hollow, height)) == 255


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_damaged_font_has_no_glyph_and_is_no_failure(tmp_path: Path, share: float) -> None:
    font = postscript_font(tmp_path / "rare.otf")
    assert postscript_glyph(font, RARE, "made") is not None
    assert postscript_glyph(font, "国", "made") is None
    content = font.path.read_bytes()
    font.path.write_bytes(content[: round(len(content) * share)])
    assert postscript_glyph(font, RARE, "made") is None
    book = FontBook((tmp_path,))
    assert not book.can_print(RARE)
