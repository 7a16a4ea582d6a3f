"""Owns reading the system clipboard: the block to put into the grid, and the copy as it came."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from juesuan_gui.ui.grid.blocks import Block, block_of_text


@dataclass(frozen=True, slots=True)
class Clip:
    """What was copied: the block that is pasted by place, the tab text and the HTML ("" without a table).

    ``problem`` is a Chinese sentence when the HTML could not be read.
    """

    block: Block
    text_block: Block
    html: str
    problem: str = ""

    @property
    def may_be_sheet(self) -> bool:
        """Whether it is large enough to hold a table's header and a line."""
        return len(self.block) > 1 and len(self.block[0]) > 1


def clip_on(mime: QMimeData | None) -> Clip:
    """Excel and WPS give good tab text; Word and web pages keep their merged cells only in HTML."""
    if mime is None:
        return Clip([], [], "")
    text_block = block_of_text(mime.text()) if mime.hasText() else []
    html = mime.html() if mime.hasHtml() and "<table" in mime.html().lower() else ""
    if not html:
        return Clip(text_block, text_block, "")
    is_office_sheet = "urn:schemas-microsoft-com:office:excel" in html or "ProgId content=Excel" in html
    if is_office_sheet and text_block:
        # The sheet's HTML holds rounded displays and hidden rows; its tab text is what the user selected.
        return Clip(text_block, text_block, html)
    # Only who pastes a table waits for the libraries of reading.
    from juesuan_gui.reading.errors import ReadingError
    from juesuan_gui.reading.pasted import html_rows

    try:
        html_block = html_rows(html)
    except ReadingError as error:
        return Clip(text_block, text_block, "", str(error))
    # A web page often lays out its text without tabs; then only the HTML knows the columns.
    is_html_better = bool(html_block) and len(html_block[0]) >= len(text_block[0] if text_block else [])
    return Clip(html_block if is_html_better else text_block, text_block, html)
