"""Owns what a selection looks like on the clipboard: tab text and HTML, exact amounts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from juesuan_gui.forms import CellRole
from juesuan_gui.ui.grid.navigation import Area
from juesuan_gui.ui.grid.sheet_model import SheetModel

#: Excel must keep 2080505 a text and not make 2,080,505 of it.
_TEXT_CELL = "mso-number-format:'\\@'"


def copied(model: SheetModel, area: Area, lines: Sequence[int]) -> QMimeData:
    """The area's visible lines; amounts are exact, so that pasting them back changes nothing."""
    rows = [[_text(model, row, column) for column in range(area.left, area.right + 1)] for row in lines]
    mime = QMimeData()
    mime.setText("\n".join("\t".join(text for text, _ in row) for row in rows))
    body = "".join(f"<tr>{''.join(_cell(text, is_figure) for text, is_figure in row)}</tr>" for row in rows)
    mime.setHtml(f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>')
    return mime


def _text(model: SheetModel, row: int, column: int) -> tuple[str, bool]:
    cell = model.cell(row, column)
    if cell.position != column:
        return "", False
    address = model.address(row, column)
    if address is None or cell.role is not CellRole.FIGURE:
        return cell.text, False
    return model.exact_text(address, thousands=True), True


def _cell(text: str, is_figure: bool) -> str:
    style = "" if is_figure else f' style="{_TEXT_CELL}"'
    return f"<td{style}>{escape(text)}</td>"
