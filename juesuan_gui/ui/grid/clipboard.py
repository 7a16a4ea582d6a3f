"""Owns reading the system clipboard: the block to put into the grid, and the copy as it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData

from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.grid.blocks import Block, block_of_text

if TYPE_CHECKING:
    from juesuan_gui.reading.pasted import CopiedHtml

#: From so many cells on, making sense of a copy takes longer than a hand should wait without a word.
_VERY_MANY: Final = 6000


@dataclass(frozen=True, slots=True)
class Copy:
    """A clipboard as it came; ``html`` is "" without a table."""

    text: str
    html: str

    @property
    def is_very_large(self) -> bool:
        """Whether it is to be read beside the window."""
        return max(self.text.count("\t"), self.html.lower().count("<td")) >= _VERY_MANY


@dataclass(frozen=True, slots=True)
class Clip:
    """What was copied: the block that is pasted by place, the tab text and the HTML ("" without a table).

    ``parsed`` is the HTML where it was looked into. ``problem`` is a Chinese sentence when it could not be read.
    """

    block: Block
    text_block: Block
    html: str
    parsed: CopiedHtml | None = None
    problem: str = ""

    @property
    def may_be_sheet(self) -> bool:
        """Whether it is large enough to hold a table's header and a line."""
        return len(self.block) > 1 and len(self.block[0]) > 1


def copy_on(mime: QMimeData | None) -> Copy:
    """What another program has put there."""
    if mime is None:
        return Copy("", "")
    html = mime.html() if mime.hasHtml() else ""
    return Copy(mime.text() if mime.hasText() else "", html if "<table" in html.lower() else "")


def clip_on(mime: QMimeData | None) -> Clip:
    """The same, read."""
    return completed(clip_of(copy_on(mime)))


def clip_of(copy: Copy) -> Steps[Clip]:
    """Excel and WPS give good tab text; Word and web pages keep their merged cells only in HTML."""
    text_block, html = block_of_text(copy.text), copy.html
    yield
    if not html:
        return Clip(text_block, text_block, "")
    is_office_sheet = "urn:schemas-microsoft-com:office:excel" in html or "ProgId content=Excel" in html
    if is_office_sheet and text_block:
        # The sheet's HTML holds rounded displays and hidden rows; its tab text is what the user selected.
        return Clip(text_block, text_block, html)
    # Only who pastes a table waits for the libraries of reading.
    from juesuan_gui.reading.errors import ReadingError
    from juesuan_gui.reading.pasted import CopiedHtml, html_rows

    parsed = CopiedHtml(html)
    try:
        html_block = html_rows((yield from parsed.tables()))
    except ReadingError as error:
        return Clip(text_block, text_block, "", problem=str(error))
    # A web page often lays out its text without tabs; then only the HTML knows the columns.
    is_html_better = bool(html_block) and len(html_block[0]) >= len(text_block[0] if text_block else [])
    return Clip(html_block if is_html_better else text_block, text_block, html, parsed)
