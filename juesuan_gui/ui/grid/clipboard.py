"""Owns reading the system clipboard into a block of texts."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from juesuan_gui.ui.grid.blocks import Block, block_of_html, block_of_text


def block_on(mime: QMimeData | None) -> Block:
    """Excel and WPS give good tab text; Word and web pages keep their merged cells only in HTML."""
    if mime is None:
        return []
    text_block = block_of_text(mime.text()) if mime.hasText() else []
    html_block = block_of_html(mime.html()) if mime.hasHtml() else []
    if not html_block:
        return text_block
    is_office_sheet = "urn:schemas-microsoft-com:office:excel" in mime.html() or "ProgId content=Excel" in mime.html()
    if is_office_sheet and text_block:
        # The sheet's HTML holds rounded displays and hidden rows; its tab text is what the user selected.
        return text_block
    # A web page often lays out its text without tabs; then only the HTML knows the columns.
    return html_block if len(html_block[0]) >= len(text_block[0] if text_block else []) else text_block
