"""A whole document: sections with their paper, the blocks they hold, and the walk over them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from juesuan_gui.document.drawings import Drawing
from juesuan_gui.document.grids import Grid
from juesuan_gui.document.text import Paragraph


class Orientation(StrEnum):
    """How the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class PageNumbering(StrEnum):
    """Whether a section's pages carry a number, and whether counting starts at 1 there."""

    NONE = "none"
    START = "start"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class PageSize:
    """Paper in millimetres, standing upright."""

    width: int = 210
    height: int = 297

    @classmethod
    def a3(cls) -> "PageSize":
        """Twice A4, for very wide tables."""
        return cls(297, 420)


@dataclass(frozen=True, slots=True)
class Margins:
    """Page margins in millimetres, as the page is read."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """The list of headings up to a level, with their pages."""

    title: Paragraph | None = None
    levels: int = 2


Block = Paragraph | Grid | Drawing | TableOfContents | PageBreak


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind. A section begins a new page; margins left None follow the official default."""

    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT
    page_size: PageSize = field(default_factory=PageSize)
    numbering: PageNumbering = PageNumbering.CONTINUE
    margins: Margins | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about itself."""

    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Document:
    """The whole document."""

    title: str
    sections: tuple[Section, ...]
    metadata: Metadata = field(default_factory=Metadata)


def grids_of(document: Document) -> Iterator[Grid]:
    """Every grid, in order."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                yield block


def contents_entries(document: Document, levels: int) -> Iterator[Paragraph]:
    """Every paragraph and grid title that a contents list of so many levels shows, in order."""
    for section in document.sections:
        for block in section.blocks:
            heading = block.title if isinstance(block, Grid) else block
            if isinstance(heading, Paragraph) and heading.level is not None and heading.level <= levels:
                yield heading
