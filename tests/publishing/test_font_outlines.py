"""Rare characters that only a PostScript font has: its glyph is made into a font that the PDF writer embeds."""

import struct
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.publishing.font_outlines.cff import CharString, Index
from juesuan_gui.publishing.font_outlines.type2 import contours
from juesuan_gui.publishing.font_search import FontFile, fonts_found, postscript_glyph
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.rare_characters import missing_characters

from .test_pdf import page_texts

RARE = "\U00030edd"
EMPTY = Index(b"\0\0", 0, 0, 0)


def number(value: int) -> bytes:
    """A number of a charstring."""
    return b"\x1c" + struct.pack(">h", value)


def program(*items: int | str) -> bytes:
    """Numbers and the names of operators as a charstring."""
    codes = {"rmoveto": 21, "hmoveto": 22, "hlineto": 6, "rlineto": 5, "rrcurveto": 8, "callsubr": 10, "endchar": 14}
    codes |= {"hintmask": 19, "hstemhm": 18, "vvcurveto": 26, "hhcurveto": 27, "vhcurveto": 30, "hvcurveto": 31}
    return b"".join(number(item) if isinstance(item, int) else bytes([codes[item]]) for item in items)


def index(*objects: bytes) -> bytes:
    """A CFF index."""
    if not objects:
        return b"\0\0"
    offsets = [1]
    for item in objects:
        offsets.append(offsets[-1] + len(item))
    return struct.pack(">HB", len(objects), 2) + struct.pack(f">{len(offsets)}H", *offsets) + b"".join(objects)


def postscript_font(character: str, glyph: bytes, subroutine: bytes = b"\x0b") -> bytes:
    """An OpenType font with PostScript outlines that has one character; 1,000 units to the em."""

    def dictionary(strings: int, private: int) -> bytes:
        size = len(number(0)) + 1
        where = struct.pack(">BiB", 29, strings, 17)
        return where + struct.pack(">BiBiB", 29, size, 29, private, 18)

    strings = index(b"\x0e", glyph)
    before = 4 + len(index(b"Rare")) + len(index(dictionary(0, 0))) + len(index()) + len(index())
    private = number(4) + b"\x13"  # the subroutines follow it directly
    top = dictionary(before, before + len(strings))
    cff = b"\x01\0\x04\x02" + index(b"Rare") + index(top) + index() + index() + strings + private + index(subroutine)
    names = "稀字".encode("utf-16-be")
    tables = {
        b"CFF ": cff,
        b"cmap": struct.pack(">4HI", 0, 1, 3, 10, 12)
        + struct.pack(">HHIII3I", 12, 0, 28, 0, 1, ord(character), ord(character), 1),
        b"head": bytes(18) + struct.pack(">H", 1000) + bytes(34),
        b"hhea": struct.pack(">Ihh", 0x10000, 880, -120) + bytes(26) + struct.pack(">H", 1),
        b"hmtx": struct.pack(">Hhh", 1000, 0, 0),
        b"name": struct.pack(">9H", 0, 1, 18, 3, 1, 0x409, 1, len(names), 0) + names,
    }
    directory, body = struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0), b""
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


#: A frame 800 units wide whose right half is drawn by a subroutine: an outer square and an inner one.
SQUARE = program(100, 0, "rmoveto", 800, 800, -800, "hlineto", 500, -500, "rmoveto", -107, "callsubr", "endchar")
INNER = program(200, 200, -200, "hlineto") + b"\x0b"


def test_the_glyph_of_a_postscript_font_is_embedded_seen_and_copied(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "rare.otf").write_bytes(postscript_font(RARE, SQUARE, INNER))
    (folder / "broken.otf").write_bytes(b"OTTO\0\x01")
    book = FontBook((folder,))
    document = Document("题", (Section((Paragraph.of(f"经办人王{RARE}。"),)),))
    assert missing_characters(document, book) == ()
    path = tmp_path / "rare.pdf"
    render_pdf(document, path, fonts=book)
    assert f"王{RARE}。" in "".join(page_texts(path))
    with pypdfium2.PdfDocument(path) as pdf:
        words = pdf[0].get_textpage()
        place = words.get_text_range().index(RARE)
        left, bottom, right, top = words.get_charbox(place)
        # 16 points of type: the square is 0.8 of them wide and high.
        assert right - left == pytest.approx(12.8, abs=0.4) and top - bottom == pytest.approx(12.8, abs=0.4)
        picture = pdf[0].render(scale=4).to_pil().convert("L")
        middle = (round((left + 2) * 4), round((pdf[0].get_height() - (top + bottom) / 2) * 4))
        assert picture.getpixel(middle) == 0


@pytest.mark.parametrize(
    "glyph",
    [b"", program(100), program(1, 2, 3, "rrcurveto"), program(0, "callsubr"), b"\x0c\x00", b"\x1c\x00", b"\xff"],
)
def test_a_damaged_glyph_is_no_glyph_and_no_failure(tmp_path: Path, glyph: bytes) -> None:
    path = tmp_path / "rare.otf"
    path.write_bytes(postscript_font(RARE, glyph, b""))
    made = postscript_glyph(FontFile(path), RARE, "made")
    assert made is None or b"glyf" in made  # an empty program draws nothing
    assert postscript_glyph(FontFile(path), "国", "made") is None
    assert fonts_found((tmp_path,)).postscript == {FontFile(path): frozenset({"稀字"})}


STEP = st.integers(-200, 200)


@given(st.lists(st.tuples(STEP, STEP, STEP, STEP), min_size=1, max_size=6), STEP, st.sampled_from((26, 27, 30, 31)))
@settings(max_examples=40)
def test_the_short_forms_of_curves_mean_the_long_one(
    parts: list[tuple[int, int, int, int]], aslant: int, operator: int
) -> None:
    steps: list[tuple[int, ...]] = []
    is_level = operator == 31
    for number_, (a, b, c, d) in enumerate(parts):
        first, last = aslant if number_ == 0 else 0, aslant if number_ == len(parts) - 1 else 0
        if operator == 27:
            steps.append((a, first, b, c, d, 0))
        elif operator == 26:
            steps.append((first, a, b, c, 0, d))
        else:
            steps.append((a, 0, b, c, last, d) if is_level else (0, a, b, c, d, last))
            is_level = not is_level
    flat = [value for part in parts for value in part]
    short = [aslant, *flat] if operator in (26, 27) else [*flat, aslant]
    begin = program(10, 20, "rmoveto")
    said = contours(CharString(begin + b"".join(map(number, short)) + bytes([operator, 14]), None, EMPTY))
    long = begin + b"".join(program(*step, "rrcurveto") for step in steps) + b"\x0e"
    assert said == contours(CharString(long, None, EMPTY))


def test_the_bits_of_hints_are_no_numbers() -> None:
    masked = program(10, 20, 30, 40, "hstemhm", 5, 6) + b"\x13\xff" + program(0, 0, "rmoveto", 9, "hlineto", "endchar")
    ((start, curves),) = contours(CharString(masked, None, EMPTY))
    assert start == (0, 0) and [end for _, _, end in curves] == [(9, 0)]
