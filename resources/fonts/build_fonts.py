"""Builds the bundled fallback fonts from their published packages, and writes SHA256SUMS.

Run it only to renew the fonts; a fresh clone needs nothing but the committed files:

    npm pack @expo-google-fonts/noto-serif-sc @expo-google-fonts/noto-sans-sc
    apt-get download fonts-lxgw-wenkai texlive-lang-chinese
    (unpack the four packages anywhere below one folder; README.md names the files used)
    pip install fonttools
    python build_fonts.py --sources FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "STAT", "DSIG", "vhea", "vmtx", "meta")
DIGITS = "0123456789"
BLANK_CHARACTERS = (0x20, 0xA0, 0x3000)
CURVE_ERROR = 1.0  # units of a 1000-unit em: far below what any printer shows


@dataclass(frozen=True)
class Recipe:
    """One bundled font: where it comes from, what is kept of it, and what it is called."""

    source: str
    target: str
    characters: str  # "all", "gbk" or "gb2312"
    family: str


RECIPES = (
    Recipe("NotoSerifSC_400Regular.ttf", "Song-NotoSerifSC-Regular.ttf", "unified", "JS Noto Serif SC"),
    Recipe("NotoSerifSC_700Bold.ttf", "Title-NotoSerifSC-Bold.ttf", "gb2312", "JS Noto Serif SC Title"),
    Recipe("NotoSansSC_500Medium.ttf", "Hei-NotoSansSC-Medium.ttf", "gb2312", "JS Noto Sans SC"),
    # The name LXGW is reserved by its licence for unmodified fonts, so the cut-down font has another.
    Recipe("LXGWWenKai-Regular.ttf", "Kai-WenKai-Regular.ttf", "gb2312", "JS Kai"),
    Recipe("FandolFang-Regular.otf", "Fang-FandolFang-Regular.ttf", "gbk", "JS Fandol Fang"),
)


def decoded(codec: str, first: range, second: range) -> set[int]:
    """The code points a two-byte code page holds."""
    found: set[int] = set()
    for high in first:
        for low in second:
            try:
                character = bytes([high, low]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(character) == 1 and not 0xE000 <= ord(character) <= 0xF8FF:
                found.add(ord(character))
    return found


def wanted_characters(kind: str) -> set[int]:
    """The code points to keep. Whatever another font lacks is taken from the 宋体, which is complete."""
    symbols = set(range(0x20, 0x180)) | set(range(0x2000, 0x2070)) | set(range(0x20A0, 0x2650))
    symbols |= set(range(0x3000, 0x3040)) | set(range(0x3200, 0x3400)) | set(range(0xFF00, 0xFFF0))
    if kind == "gb2312":
        return symbols | decoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    gbk = symbols | decoded("gb18030", range(0x81, 0xFF), range(0x40, 0xFF))
    if kind == "gbk":
        return gbk
    return gbk | set(range(0x3400, 0xA000)) | set(range(0x20000, 0x32000))


def with_quadratic_outlines(font: TTFont) -> None:
    """Turns PostScript outlines into TrueType ones, which is all that the PDF writer can embed."""
    glyph_set = font.getGlyphSet()
    order = font.getGlyphOrder()
    glyphs: dict[str, Glyph] = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = glyphs
    font["glyf"] = table
    maximum = font["maxp"]
    maximum.tableVersion = 0x00010000
    for field in (
        "maxZones",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxComponentElements",
        "maxComponentDepth",
    ):
        setattr(maximum, field, 1 if field == "maxZones" else 0)
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"


def with_equal_digits(font: TTFont) -> None:
    """Gives all ten digits one width, so that amounts stand under one another in a column."""
    character_map = font.getBestCmap()
    metrics = font["hmtx"]
    widest = max(metrics[character_map[ord(digit)]][0] for digit in DIGITS)
    for digit in DIGITS:
        name = character_map[ord(digit)]
        advance, left = metrics[name]
        shift = (widest - advance) // 2
        if shift:
            glyph = font["glyf"][name]
            glyph.coordinates.translate((shift, 0))
            glyph.recalcBounds(font["glyf"])
        metrics[name] = (widest, left + shift)


def without_missing_blanks(font: TTFont) -> set[int]:
    """Code points drawn as nothing although they are not blanks: an empty box to the reader."""
    glyphs = font["glyf"]
    return {
        code
        for code, name in font.getBestCmap().items()
        if glyphs[name].numberOfContours == 0 and code not in BLANK_CHARACTERS and not 0x2000 <= code <= 0x200F
    }


def renamed(font: TTFont, family: str) -> None:
    """Names the font as a changed version, keeping the copyright and licence records."""
    names = font["name"]
    for identifier in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
        names.removeNames(nameID=identifier)
    for identifier, value in (
        (1, family),
        (2, "Regular"),
        (3, family + " for juesuan"),
        (4, family),
        (6, family.replace(" ", "")),
    ):
        names.setName(value, identifier, 3, 1, 0x409)
        names.setName(value, identifier, 1, 0, 0)


def build(recipe: Recipe, sources: Path, target_folder: Path) -> Path:
    """Makes one bundled font and returns its file."""
    source = next(sources.rglob(recipe.source))
    font = TTFont(source, recalcTimestamp=False)
    for tag in LAYOUT_TABLES:
        if tag in font:
            del font[tag]
    options = Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted_characters(recipe.characters))
    subsetter.subset(font)
    if "CFF " in font:
        with_quadratic_outlines(font)
    empty = without_missing_blanks(font)
    for table in font["cmap"].tables:
        for code in empty & set(table.cmap):
            del table.cmap[code]
    with_equal_digits(font)
    renamed(font, recipe.family)
    target = target_folder / recipe.target
    font.save(target)
    return target


def main() -> None:
    """Builds every font and the list of their hashes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    arguments = parser.parse_args()
    lines = []
    for recipe in RECIPES:
        file = build(recipe, arguments.sources, arguments.out)
        lines.append(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n")
        print(f"{file.name}: {file.stat().st_size / 1_000_000:.1f} MB")
    (arguments.out / "SHA256SUMS").write_text("".join(sorted(lines, key=lambda line: line[66:])), "utf-8")


if __name__ == "__main__":
    main()
