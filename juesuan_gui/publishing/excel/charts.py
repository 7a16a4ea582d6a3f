"""Writes the charts of a report onto a sheet of their own: the workbook's own charts, over amounts beside them.

The amounts repeat the cells of the tables by formula where a table shows them, so that a chart follows its table.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from juesuan_gui.document import ChartData
from juesuan_gui.publishing.excel.formats import HEI, SIZE, SONG, Formats, excel_number_format

CHART_SHEET = "图"
GAP = "【待填】"
_A4 = 9
_NAME_WIDTH, _AMOUNT_WIDTH = 34, 18  # characters
_ROW = 21  # pixels of a row of the sheet: not the usual 20, which programs feel free to change
_WIDTH = 640  # pixels of a chart
_COLUMNS_HEIGHT, _BAR_HEIGHT, _FRAME = 300, 26, 110
#: Greys and a hatch that differ in black and white; the last series, which is this year's, is the dark one.
_DARK, _LIGHT, _LINE = "#404040", "#D0D0D0", "#595959"
_PAGE_ROWS = 60  # of the sheet on a printed page, fitted to its width


class Repeated(Protocol):
    """What knows the amounts of the workbook's tables."""

    def same(self, key: str, amount: Decimal, home: str) -> str | None:
        """The formula that repeats a cell which shows this amount, in the book's unit; ``None`` where there is none."""


def write_charts(
    workbook: Workbook, name: str, charts: Sequence[ChartData], figures: Repeated, formats: Formats
) -> None:
    """Add a sheet with all the charts, one below the other, each over the amounts that it draws."""
    sheet = workbook.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 3, _AMOUNT_WIDTH)
    sheet.set_default_row(_ROW * 0.75)
    row, used = 0, 0
    breaks: list[int] = []
    for data in charts:
        drawn = _height(data)
        rows = len(data.names) + 2 + -(-drawn // _ROW) + 2
        if used and used + rows > _PAGE_ROWS:
            breaks.append(row)
            used = 0
        _amounts(sheet, row, data, figures, formats, name)
        below = row + len(data.names) + 2
        sheet.insert_chart(below, 0, _chart(workbook, name, row, data, drawn), {"x_offset": 4, "y_offset": 6})
        row, used = row + rows, used + rows
    sheet.set_h_pagebreaks(breaks)
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.7, right=0.7, top=0.8, bottom=0.8)
    sheet.center_horizontally()
    sheet.print_area(0, 0, row, 3)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")


def _height(data: ChartData) -> int:
    """The height of a chart in pixels."""
    return _COLUMNS_HEIGHT if data.is_compared else _FRAME + _BAR_HEIGHT * len(data.names) * len(data.series)


def _amounts(sheet: Worksheet, row: int, data: ChartData, figures: Repeated, formats: Formats, home: str) -> None:
    """The caption, the heads and a line for every name."""
    sheet.write_string(row, 0, data.title, formats.of({"font_name": HEI, "font_size": SIZE + 1}))
    head = formats.of({"font_name": HEI, "border": 1, "align": "center", "text_wrap": True})
    words = formats.of({"border": 1, "text_wrap": True})
    note = formats.of({"border": 1, "align": "right"})
    amount = formats.of({"border": 1, "align": "right", "num_format": excel_number_format(data.number_format)})
    has_notes = any(data.notes)
    heads = ["项目", *(f"{item.name}（{data.unit}）" for item in data.series), *(["比重或完成率"] if has_notes else [])]
    for column, text in enumerate(heads):
        sheet.write_string(row + 1, column, text, head)
    for position, name in enumerate(data.names):
        line = row + 2 + position
        sheet.write_string(line, 0, name, words)
        for column, item in enumerate(data.series, 1):
            value = item.amounts[position]
            if value is None:
                sheet.write_string(line, column, GAP, note)
                continue
            formula = figures.same(item.keys[position], value, home) if item.keys[position] else None
            if formula is None:
                sheet.write_number(line, column, float(value), amount)
            else:
                sheet.write_formula(line, column, formula, amount, float(value))
        if has_notes:
            sheet.write_string(line, len(data.series) + 1, data.notes[position], note)


def _chart(workbook: Workbook, sheet: str, row: int, data: ChartData, height: int) -> Chart:
    chart = workbook.add_chart({"type": "column" if data.is_compared else "bar"})
    _keep_labels_whole(chart)
    first, last = row + 2, row + 1 + len(data.names)
    font = {"name": SONG, "size": SIZE - 1}
    quoted = quote_sheetname(sheet)
    for column, item in enumerate(data.series, 1):
        is_last = column == len(data.series)
        look: dict[str, object] = {"fill": {"color": _DARK}} if is_last else {"fill": {"color": _LIGHT}}
        if not is_last and column == 1:
            look = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": _DARK, "bg_color": "#FFFFFF"}}
        chart.add_series(
            {
                "name": item.name,
                "categories": f"={quoted}!{xl_range_abs(first, 0, last, 0)}",
                "values": f"={quoted}!{xl_range_abs(first, column, last, column)}",
                "data_labels": {"value": True, "font": font},
                "border": {"color": _DARK, "width": 0.75},
                "gap": 60,
                "overlap": -10,
                **look,
            }
        )
    chart.set_title({"name": data.title, "overlay": False, "name_font": {"name": HEI, "size": SIZE + 2, "bold": False}})
    names, amounts = (
        {"num_font": font, "line": {"color": _LINE}},
        {"visible": False, "major_gridlines": {"visible": False}},
    )
    if all(value is None or value >= 0 for item in data.series for value in item.amounts):
        # Programs begin the axis near the least amount where all are alike: bars would no longer be what they say.
        amounts["min"] = 0
    if not data.is_compared:
        # Lying bars are drawn from below: the first name shall stand above.
        names["reverse"] = True
    # The library names the axes as they lie, not after what they bear.
    chart.set_x_axis(names if data.is_compared else amounts)
    chart.set_y_axis(amounts if data.is_compared else names)
    chart.set_legend({"position": "bottom", "font": font} if len(data.series) > 1 else {"none": True})
    chart.set_size({"width": _WIDTH, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _keep_labels_whole(chart: Chart) -> None:
    """Say that a figure beside a bar is not broken into lines: some programs break it at the bar's thickness.

    The library has no setting for this; of what it writes, only the labels' text has no direction (``None``).
    """
    usual = chart._write_a_body_pr

    def written(rotation: int | None, is_horizontal: bool | None) -> None:
        if is_horizontal is None and rotation is None:
            chart._xml_empty_tag("a:bodyPr", [("wrap", "none")])
        else:
            usual(rotation, is_horizontal)

    chart._write_a_body_pr = written
