"""Writes a plain list as an Excel table: a title, headings that stay in sight, a filter, one line an entry."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook

from juesuan_gui.steps import Steps

ListValue = str | Decimal
_FONT = "宋体"
_TITLE_HEIGHT, _LINE_HEIGHT = 28, 20
#: So many lines between two pauses, a few hundredths of a second.
_STEP = 500


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading and its width in characters."""

    title: str
    width: float


def list_steps(title: str, columns: Sequence[ListColumn], lines: Sequence[Sequence[ListValue]]) -> Steps[bytes]:
    """The list as the content of a file. The last step, which packs it, is half of the work.

    A ``Decimal`` becomes a number with as many decimals as it has; a text that begins with = stays a text.
    """
    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    workbook = Workbook(buffer, safe)
    sheet = workbook.add_worksheet("清单")
    base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "border": 1}
    heading = workbook.add_format(base | {"bold": True, "align": "center", "bg_color": "#F0F2F5"})
    words = workbook.add_format(base | {"text_wrap": True})
    numbers = {
        decimals: workbook.add_format(base | {"num_format": f"#,##0{'.' if decimals else ''}{'0' * decimals}"})
        for decimals in {_decimals(value) for line in lines for value in line if isinstance(value, Decimal)}
    }
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.write_string(0, 0, title, workbook.add_format({"font_name": _FONT, "font_size": 14, "bold": True}))
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(1, position, column.title, heading)
    sheet.set_row(1, _LINE_HEIGHT)
    for row, line in enumerate(lines, 2):
        if row % _STEP == 0:
            yield
        for position, value in enumerate(line):
            if isinstance(value, Decimal):
                sheet.write_number(row, position, float(value), numbers[_decimals(value)])
            else:
                sheet.write_string(row, position, value, words)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(len(lines) + 1, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, len(lines) + 1, len(columns) - 1)
    sheet.repeat_rows(1)
    yield
    workbook.close()
    return buffer.getvalue()


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
