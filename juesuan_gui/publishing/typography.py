"""How each text style looks, after GB/T 9704-2012; one description for Word and PDF alike."""

from dataclasses import dataclass
from enum import StrEnum

from juesuan_gui.document import Alignment, CellRole, Margins, Orientation, Section, TextStyle

POINTS_PER_MILLIMETRE = 72 / 25.4
BODY_LEADING = 28.9  # 22 lines fill the 225 mm of an official page
#: 28 characters fill the 156 mm of an official line only at 15.75 points each, which is what printers call 3号. Word
#: processors know whole half points, so that their 16 points are set closer by the difference.
BODY_TRACKING = -0.25
PAGE_NUMBER_SIZE = 14.0
PAGE_NUMBER_DROP = 7 * POINTS_PER_MILLIMETRE  # the number stands 7 mm below the text area


class FontRole(StrEnum):
    """The typefaces of official documents."""

    TITLE = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    FANG = "仿宋"
    SONG = "宋体"


@dataclass(frozen=True, slots=True)
class TextFormat:
    """The looks of one paragraph style; lengths in points, indents in characters."""

    font: FontRole
    size: float
    leading: float
    alignment: Alignment = Alignment.LEFT
    first_line: int = 0
    tracking: float = 0.0  # added behind every character
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    keep_with_next: bool = False


def _body(
    font: FontRole, alignment: Alignment, first_line: int = 0, *, bold: bool = False, keep_with_next: bool = False
) -> TextFormat:
    """A style of the running text: 3号, 28 characters a line and 22 lines a page (GB/T 9704-2012, 5.2)."""
    return TextFormat(
        font, 16, BODY_LEADING, alignment, first_line, BODY_TRACKING, bold=bold, keep_with_next=keep_with_next
    )


FORMATS: dict[TextStyle, TextFormat] = {
    TextStyle.COVER_TITLE: TextFormat(
        FontRole.TITLE, 32, 50, Alignment.CENTER, before=120, after=220, keep_with_next=True
    ),
    TextStyle.COVER_LINE: TextFormat(FontRole.KAI, 18, 36, Alignment.CENTER),
    TextStyle.CONTENTS_TITLE: TextFormat(FontRole.TITLE, 22, 36, Alignment.CENTER, after=16, keep_with_next=True),
    TextStyle.PART_TITLE: TextFormat(FontRole.TITLE, 22, 36, Alignment.CENTER, after=18, keep_with_next=True),
    TextStyle.HEADING_1: _body(FontRole.HEI, Alignment.LEFT, first_line=2, keep_with_next=True),
    TextStyle.HEADING_2: _body(FontRole.KAI, Alignment.LEFT, first_line=2, keep_with_next=True),
    TextStyle.HEADING_3: _body(FontRole.FANG, Alignment.LEFT, first_line=2, bold=True, keep_with_next=True),
    TextStyle.BODY: _body(FontRole.FANG, Alignment.JUSTIFY, first_line=2),
    TextStyle.BODY_FLUSH: _body(FontRole.FANG, Alignment.JUSTIFY),
    TextStyle.SIGNATURE: _body(FontRole.FANG, Alignment.RIGHT),
    TextStyle.CAPTION: TextFormat(FontRole.HEI, 12, 20, Alignment.CENTER, before=2, after=8),
    TextStyle.TABLE_TITLE: TextFormat(
        FontRole.TITLE, 16, 22, Alignment.CENTER, before=12, after=4, keep_with_next=True
    ),
    TextStyle.TABLE_LINE: TextFormat(FontRole.SONG, 10, 14, Alignment.LEFT, keep_with_next=True),
    TextStyle.TABLE_NOTE: TextFormat(FontRole.SONG, 9, 13, Alignment.JUSTIFY),
}
CONTENTS_FORMATS: dict[int, TextFormat] = {
    1: TextFormat(FontRole.HEI, 14, 26),
    2: TextFormat(FontRole.FANG, 14, 26, first_line=2),
    3: TextFormat(FontRole.FANG, 14, 26, first_line=4),
}
CELL_FONTS: dict[CellRole, FontRole] = {CellRole.HEADER: FontRole.HEI}
CELL_ALIGNMENTS: dict[CellRole, Alignment] = {
    CellRole.HEADER: Alignment.CENTER,
    CellRole.NUMBER_ROW: Alignment.CENTER,
    CellRole.LINE: Alignment.CENTER,
    CellRole.FIGURE: Alignment.RIGHT,
    CellRole.TOTAL_FIGURE: Alignment.RIGHT,
}
DEFAULT_MARGINS: dict[Orientation, Margins] = {
    Orientation.PORTRAIT: Margins(top=37, bottom=35, left=28, right=26),
    Orientation.LANDSCAPE: Margins(top=26, bottom=24, left=24, right=24),
}
NOTE_GAP = 3.0  # between a grid and its notes
GRID_GAP = 6.0  # between a grid with its notes and what follows, and above a grid without title
RULE_WIDTH = 0.5
MARK_SHADE = "EDEDED"  # a stated total that differs from the computed one


@dataclass(frozen=True, slots=True)
class Paper:
    """A section's page in points, as it is read."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


def paper_of(section: Section) -> Paper:
    """The page a section is printed on."""
    margins = section.margins or DEFAULT_MARGINS[section.orientation]
    sides = (section.page_size.width, section.page_size.height)
    width, height = sides if section.orientation is Orientation.PORTRAIT else sides[::-1]
    return Paper(
        *(
            millimetres * POINTS_PER_MILLIMETRE
            for millimetres in (width, height, margins.top, margins.bottom, margins.left, margins.right)
        )
    )
