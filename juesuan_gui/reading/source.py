"""Owns what stage 1 hands to stage 2: the neutral document and what a reader must know beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from juesuan_gui.document import Document, Paragraph, Place


class RemarkKind(Enum):
    """What a remark of stage 1 is about.

    ``UNREAD``: a page or part that holds something which could not be read. ``REVISION``: the file keeps
    tracked changes. ``COMMENT``: the file carries comments (both belong to check F24).
    """

    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_LINES = "hidden_lines"
    SKIPPED_SHEET = "skipped_sheet"
    UNREAD = "unread"
    REVISION = "revision"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file that its cells do not say; ``text`` is Chinese for the user."""

    kind: RemarkKind
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: plain and serialisable, no object of any library in it.

    In a cell of the document ``amount`` is the exact number that a numeric cell stores and ``text`` what it
    prints; a text cell has no amount; a formula whose result the file does not hold has its formula,
    beginning with ``=``, as its text. ``left_out`` are page numbers and running headers and footers, which are
    no part of what the report says; together with the document's blocks they are all that the file prints.
    """

    file_name: str
    document: Document
    remarks: tuple[Remark, ...] = ()
    left_out: tuple[Paragraph, ...] = ()

    def hidden_sheets(self) -> frozenset[str]:
        """The names of sheets that an office program does not show."""
        return frozenset(
            remark.place.sheet
            for remark in self.remarks
            if remark.kind is RemarkKind.HIDDEN_SHEET and remark.place.sheet is not None
        )
