"""The fonts a PDF is set in: the machine's own official ones, else the open ones that are bundled."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from juesuan_gui.paths import MissingDataError, resource
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.font_search import FontFile, font_families, machine_font_folders
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


class Face:
    """One font registered with the PDF writer."""

    def __init__(self, file: FontFile) -> None:
        self.file = file
        self.name = f"{file.path.stem}-{file.index}"
        if self.name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(self.name, str(file.path), subfontIndex=file.index))
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


class FontBook:
    """One font for each role; a character that a font lacks is taken from the complete bundled one."""

    def __init__(self, machine_folders: tuple[Path, ...] = ()) -> None:
        self._families = font_families(machine_folders) if machine_folders else {}
        self._faces: dict[FontRole, Face] = {}
        self._complete: Face | None = None
        self._known: dict[tuple[FontRole, str], tuple[Face, float]] = {}
        # A cell's text is measured at several sizes and again when it is drawn.
        self._extents: dict[tuple[FontRole, str], float] = {}
        #: What was laid out with these fonts, so that PDF and Word need not find it twice; the key says what it is.
        self.laid_out: dict[object, object] = {}

    @classmethod
    def of_machine(cls) -> "FontBook":
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
            extent = sum(self._look_up(role, character)[1] for character in text)
            self._extents[role, text] = extent
        return extent * size

    def pieces(self, role: FontRole, text: str) -> Iterator[tuple[str, str]]:
        """The text cut into stretches that one font can draw: font name and stretch."""
        return ((face.name, stretch) for face, stretch in self.stretches(role, text))

    def stretches(self, role: FontRole, text: str) -> Iterator[tuple[Face, str]]:
        """The text cut into stretches that one font can draw, each with its font."""
        start = 0
        current: Face | None = None
        text = "".join(character for character in text if character >= " ")  # a control character is no glyph
        for position, character in enumerate(text):
            face = self._look_up(role, character)[0]
            if current is not None and face is not current:
                yield current, text[start:position]
                start = position
            current = face
        if current is not None:
            yield current, text[start:]

    def _look_up(self, role: FontRole, character: str) -> tuple[Face, float]:
        known = self._known.get((role, character))
        if known is None:
            face = self.face(role)
            if not face.has(character):
                if self._complete is None:
                    self._complete = _bundled_face(FontRole.SONG)
                if self._complete.has(character):
                    face = self._complete
            width = face.width(character) if character >= " " else 0.0
            known = self._known[(role, character)] = (face, width)
        return known

    def _machine_face(self, role: FontRole) -> Face | None:
        for family in MACHINE_FAMILIES[role]:
            file = self._families.get(family)
            if file is None:
                continue
            try:
                face = Face(file)
            except (TTFError, OSError):
                continue  # a font that the PDF writer cannot embed: the next name will do
            if all(face.has(character) for character in PROOF_CHARACTERS):
                return face
        return None


def _bundled_face(role: FontRole) -> Face:
    name = BUNDLED_FILES[role]
    try:
        return Face(FontFile(resource("fonts", name)))
    except (MissingDataError, TTFError, OSError) as fault:
        raise PublishingError(f"程序自带的字体“{name}”缺失或损坏，无法排版。请重新安装本程序。") from fault
