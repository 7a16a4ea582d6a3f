"""Owns the sample's sheets as other programs put them on the clipboard."""

from __future__ import annotations

from html import escape

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from juesuan_gui.paths import resource

SHEETS = {f"T{number}": f"公开{number:02}表" for number in range(1, 10)}


def sheet_of(table: str) -> Worksheet:
    """The sheet of a table."""
    return openpyxl.load_workbook(resource("samples", "guyuan-2020.xlsx"))[SHEETS[table]]


def as_text(sheet: Worksheet) -> str:
    """A whole sheet as Excel and WPS put it on the clipboard as text."""
    lines = []
    for row in sheet.iter_rows(values_only=True):
        lines.append("\t".join("" if value is None else _quoted(_shown(value)) for value in row))
    return "\r\n".join(lines) + "\r\n"


def as_html(sheet: Worksheet, *, office: bool) -> str:
    """A whole sheet as HTML with its merged cells: as Excel does with ``office``, else as Word and web pages do."""
    spans = {(item.min_row, item.min_col): item for item in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for item in sheet.merged_cells.ranges
        for row in range(item.min_row, item.max_row + 1)
        for column in range(item.min_col, item.max_col + 1)
    } - set(spans)
    rows = []
    for row in range(1, sheet.max_row + 1):
        cells = []
        for column in range(1, sheet.max_column + 1):
            if (row, column) in covered:
                continue
            merged = spans.get((row, column))
            span = ""
            if merged is not None:
                span = f" rowspan={merged.max_row - row + 1} colspan={merged.max_col - column + 1}"
            value = sheet.cell(row, column).value
            text = "" if value is None else escape(_shown(value))
            cells.append(f"<td{span}>{text if office else f'<p class=MsoNormal>{text}<o:p></o:p></p>'}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    space = ' xmlns:x="urn:schemas-microsoft-com:office:excel"' if office else ""
    return f"<html{space}><body><table>{''.join(rows)}</table></body></html>"


def _shown(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _quoted(text: str) -> str:
    return f'"{text}"' if "\n" in text else text
