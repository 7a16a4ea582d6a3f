"""Words of a document: runs, paragraphs, and the names of their styles."""

from dataclasses import dataclass
from enum import StrEnum

from juesuan_gui.document.places import Place


class Alignment(StrEnum):
    """How lines stand between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class TextStyle(StrEnum):
    """What a paragraph is for; how it looks is the renderer's business."""

    COVER_TITLE = "cover_title"
    COVER_LINE = "cover_line"
    CONTENTS_TITLE = "contents_title"
    PART_TITLE = "part_title"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    BODY = "body"
    BODY_FLUSH = "body_flush"
    SIGNATURE = "signature"
    CAPTION = "caption"
    TABLE_TITLE = "table_title"
    TABLE_LINE = "table_line"
    TABLE_NOTE = "table_note"


OUTLINE_LEVELS = {
    TextStyle.PART_TITLE: 1,
    TextStyle.HEADING_1: 2,
    TextStyle.HEADING_2: 3,
    TextStyle.HEADING_3: 4,
    TextStyle.TABLE_TITLE: 2,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that look alike."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TextLink:
    """A stretch of a paragraph's text that tells what a cell of a grid shows: characters ``start`` to ``end``
    (excluded). ``keys`` are the cells it may be (``Cell.key``); of them the first that the document prints counts."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    `key` names it as a target of links and of the contents, and must then be unique in the document.
    `outline_level` counts from 1; left None it follows from the style, and 0 keeps a heading out of the
    outline and the contents. `in_contents` is how the contents name the heading, where they do so in other
    words: 一、收入支出决算总表.
    """

    runs: tuple[Run, ...]
    style: TextStyle = TextStyle.BODY
    alignment: Alignment | None = None
    outline_level: int | None = None
    keep_with_next: bool = False
    key: str | None = None
    place: Place | None = None
    in_contents: str = ""
    links: tuple[TextLink, ...] = ()

    @classmethod
    def of(
        cls,
        text: str,
        style: TextStyle = TextStyle.BODY,
        *,
        key: str | None = None,
        alignment: Alignment | None = None,
        outline_level: int | None = None,
        keep_with_next: bool = False,
        place: Place | None = None,
        in_contents: str = "",
        links: tuple[TextLink, ...] = (),
    ) -> "Paragraph":
        """A paragraph of one plain run."""
        return cls((Run(text),), style, alignment, outline_level, keep_with_next, key, place, in_contents, links)

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(run.text for run in self.runs)

    @property
    def level(self) -> int | None:
        """The outline level that counts: the one given, else that of the style; None outside the outline."""
        level = OUTLINE_LEVELS.get(self.style) if self.outline_level is None else self.outline_level
        return level or None
