"""The fonts a PDF is set in: the machine's own official ones, else the open ones that are bundled."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, cast

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from juesuan_gui.paths import MissingDataError, resource
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.font_search import (
    FontFile,
    FontsFound,
    fonts_found,
    has_character,
    machine_font_folders,
)
from juesuan_gui.publishing.postscript_glyphs import postscript_glyph
from juesuan_gui.publishing.typography import FontRole

BUNDLED_FILES = {
    FontRole.TITLE: "Title-NotoSerifSC-Bold.ttf",
    FontRole.HEI: "Hei-NotoSansSC-Medium.ttf",
    FontRole.KAI: "Kai-WenKai-Regular.ttf",
    FontRole.FANG: "Fang-FandolFang-Regular.ttf",
    FontRole.SONG: "Song-NotoSerifSC-Regular.ttf",
}
MACHINE_FAMILIES = {
    FontRole.TITLE: ("方正小标宋简体", "方正小标宋_gbk", "fzxiaobiaosong-b05s", "fzxiaobiaosong-b05"),
    FontRole.HEI: ("黑体", "simhei", "方正黑体_gbk", "方正黑体简体", "stheiti"),
    FontRole.KAI: ("楷体_gb2312", "kaiti_gb2312", "楷体", "kaiti", "方正楷体_gbk", "华文楷体", "stkaiti"),
    FontRole.FANG: (
        "仿宋_gb2312",
        "fangsong_gb2312",
        "仿宋",
        "fangsong",
        "方正仿宋_gbk",
        "华文仿宋",
        "stfangsong",
    ),
    FontRole.SONG: ("宋体", "simsun", "方正书宋_gbk", "华文宋体", "stsong"),
}
PROOF_CHARACTERS = "部门决算公开，（）0123456789"
#: Fonts that systems and registry offices have for rare characters, asked before all others.
RARE_FAMILIES = (
    "simsun-extb",
    "simsun-extg",
    "mingliu-extb",
    "方正宋体s-超大字符集",
    "全宋体-2",
    "全宋体-1",
    "hanamina",
)
#: Chinese quotation marks, which take a whole character; some fonts have them half as wide, for Western text.
_QUOTES = frozenset("“”‘’")
_WHOLE = 0.8  # of an em, at least
#: Printed for a character that no font has; printers have long used it so.
UNKNOWN = "〓"
_PLAIN_UNICODE = ttfonts.makeToUnicodeCMap
_CHOOSERS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BEYOND = re.compile(r"<([0-9A-F]{5,6})>")


def _unicode_map(fontname: str, subset: list[int]) -> str:
    """The table by which readers copy text out of the PDF; the library writes characters beyond U+FFFF wrongly."""
    table: str = _PLAIN_UNICODE(fontname, subset)
    return _BEYOND.sub(lambda code: f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>", table)


ttfonts.makeToUnicodeCMap = _unicode_map


class Face:
    """One font registered with the PDF writer: a file, or what was made of it with a name of its own."""

    def __init__(self, file: FontFile, made: tuple[str, bytes] | None = None) -> None:
        self.file = file
        self.name = made[0] if made is not None else f"{file.path.stem}-{file.index}"
        if self.name not in pdfmetrics.getRegisteredFontNames():
            source = io.BytesIO(made[1]) if made is not None else str(file.path)
            pdfmetrics.registerFont(TTFont(self.name, source, subfontIndex=0 if made is not None else file.index))
        face = cast(TTFont, pdfmetrics.getFont(self.name)).face
        self.glyphs: Mapping[int, int] = face.charToGlyph
        self.widths: Mapping[int, float] = face.charWidths
        self.default_width: float = face.defaultWidth

    def has(self, character: str) -> bool:
        """Whether the font can draw the character."""
        return ord(character) in self.glyphs

    def width(self, character: str) -> float:
        """The advance in ems."""
        return self.widths.get(ord(character), self.default_width) / 1000


class _Glyph(NamedTuple):
    """How a character is printed: the font, the width in ems, and the character itself, 〓, or nothing."""

    face: Face
    width: float
    printed: str


class FontBook:
    """One font for each role.

    A character that a font lacks is taken from the other bundled ones, the most complete first, then from any font of
    this machine; one that no font has is printed as 〓.
    """

    def __init__(self, machine_folders: tuple[Path, ...] = ()) -> None:
        self._found_fonts = fonts_found(machine_folders) if machine_folders else FontsFound({}, {})
        self._faces: dict[FontRole, Face] = {}
        self._stand_ins: dict[str, Face | None] = {}
        self._glyphs: dict[tuple[FontRole, str], _Glyph] = {}
        # A cell's text is measured at several sizes and again when it is drawn.
        self._extents: dict[tuple[FontRole, str], float] = {}
        #: What was laid out with these fonts, so that PDF and Word need not find it twice; the key says what it is.
        self.laid_out: dict[object, object] = {}

    @classmethod
    def of_machine(cls) -> FontBook:
        """The machine's own fonts first."""
        return cls(machine_font_folders())

    def face(self, role: FontRole) -> Face:
        """The font of a role, opened at first use."""
        if role not in self._faces:
            self._faces[role] = self._machine_face(role) or _bundled_face(role)
        return self._faces[role]

    def width(self, role: FontRole, text: str, size: float) -> float:
        """The width of one line of text."""
        extent = self._extents.get((role, text))
        if extent is None:
            extent = sum(self._glyph(role, character).width for character in text)
            self._extents[role, text] = extent
        return extent * size

    def pieces(self, role: FontRole, text: str) -> Iterator[tuple[str, str]]:
        """The text cut into stretches that one font can draw: font name and stretch."""
        return ((face.name, stretch) for face, stretch in self.stretches(role, text))

    def stretches(self, role: FontRole, text: str) -> Iterator[tuple[Face, str]]:
        """The text cut into stretches that one font can draw, each with its font; what is not seen is left out."""
        current: Face | None = None
        stretch: list[str] = []
        for character in text:
            glyph = self._glyph(role, character)
            if glyph.face is not current and glyph.printed:
                if current is not None:
                    yield current, "".join(stretch)
                    stretch = []
                current = glyph.face
            stretch.append(glyph.printed)
        if current is not None:
            yield current, "".join(stretch)

    def can_print(self, character: str) -> bool:
        """Whether any font has the character; where there is nothing to be seen of it, it lacks nothing."""
        return self._glyph(FontRole.SONG, character).printed in (character, "", " ")

    def _glyph(self, role: FontRole, character: str) -> _Glyph:
        glyph = self._glyphs.get((role, character))
        if glyph is None:
            glyph = self._glyphs[role, character] = self._found(role, character)
        return glyph

    def _found(self, role: FontRole, character: str) -> _Glyph:
        own = self.face(role)
        if _is_unseen(character):
            return _Glyph(own, 0.0, "")
        is_own = own.has(character) and (character not in _QUOTES or own.width(character) >= _WHOLE)
        face = own if is_own else self._stand_in(character)
        if face is None:
            return self._glyph(role, " " if character.isspace() else UNKNOWN)
        return _Glyph(face, face.width(character), character)

    def _stand_in(self, character: str) -> Face | None:
        """The font that draws a character which the role's own font lacks; ``None`` where no font has it."""
        if character not in self._stand_ins:
            bundled = (_bundled_face(role) for role in (FontRole.SONG, *FontRole))
            face = next((face for face in bundled if face.has(character)), None)
            self._stand_ins[character] = face or self._rare_face(character)
        return self._stand_ins[character]

    def _rare_face(self, character: str) -> Face | None:
        """A font of the machine with a rare character, else one made of the single glyph of a PostScript font."""
        families = self._found_fonts.families
        known = (families[name] for name in RARE_FAMILIES if name in families)
        for file in dict.fromkeys((*known, *families.values())):
            if has_character(file, character):
                try:
                    face = Face(file)
                except (TTFError, OSError):
                    continue  # a font that the PDF writer cannot embed
                if face.has(character):
                    return face
        for file in _text_fonts_first(self._found_fonts.postscript):
            if not has_character(file, character):
                continue
            name = f"{file.path.stem}-{file.index}-{ord(character):X}"
            made = postscript_glyph(file, character, name)
            if made is not None:
                return Face(file, (name, made))
        return None

    def _machine_face(self, role: FontRole) -> Face | None:
        for family in MACHINE_FAMILIES[role]:
            file = self._found_fonts.families.get(family)
            if file is None:
                continue
            try:
                face = Face(file)
            except (TTFError, OSError):
                continue  # a font that the PDF writer cannot embed: the next name will do
            if all(face.has(character) for character in PROOF_CHARACTERS):
                return face
        return None


def _text_fonts_first(postscript: Mapping[FontFile, frozenset[str]]) -> list[FontFile]:
    """The fonts in the order in which they go with a Chinese text: regular ones with feet before the others."""

    def rank(file: FontFile) -> tuple[bool, bool, bool, str]:
        names = " ".join(sorted(postscript[file]))
        is_regular = any(word in file.path.stem.lower() for word in ("regular", "normal", "book"))
        has_feet = any(word in names for word in ("serif", "song", "宋", "ming", "明"))
        return " sc" not in names, not is_regular, not has_feet, str(file.path)

    return sorted(postscript, key=rank)


def _is_unseen(character: str) -> bool:
    """Whether there is nothing to draw: control and format characters, the choosers of a variant."""
    return character < " " or unicodedata.category(character) == "Cf" or bool(_CHOOSERS.match(character))


def _bundled_face(role: FontRole) -> Face:
    name = BUNDLED_FILES[role]
    try:
        return Face(FontFile(resource("fonts", name)))
    except (MissingDataError, TTFError, OSError) as fault:
        raise PublishingError(f"程序自带的字体“{name}”缺失或损坏，无法排版。请重新安装本程序。") from fault
