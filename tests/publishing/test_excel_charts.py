"""The sheet 图 of the workbook: its own charts over the report's amounts, which follow the tables."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from juesuan_gui.document import ChartData, ChartSeries, Document, Drawing, NumberFormat, Section
from juesuan_gui.narrative.drafting.charts import ALL, NONE, SETTING, charts_of
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.excel.charts import CHART_SHEET, GAP
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.report import set_setting
from tests.narrative.drafted import full_report, live_of

_RANGE = re.compile(r"<c:f>(?:'图'|图)!\$([A-D])\$(\d+):\$[A-D]\$(\d+)</c:f>")


def charts_in(path: Path) -> list[str]:
    """The XML of every chart."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [archive.read(name).decode() for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))]


def test_every_chart_of_the_report_is_drawn_over_the_amounts_it_has(tmp_path: Path) -> None:
    report = full_report("wuhan-2020")
    report.apply(set_setting(report, SETTING, ALL))
    live = live_of(report)
    path = tmp_path / "a.xlsx"
    render_excel(compose(live), path)
    shown = openpyxl.load_workbook(path, data_only=True)
    sheet, formulas = shown[CHART_SHEET], openpyxl.load_workbook(path)[CHART_SHEET]
    declared = charts_of(live)
    made = charts_in(path)
    assert len(made) == len(declared)
    linked = 0
    for chart, xml in zip(declared, made, strict=True):
        assert chart.caption in xml
        assert ('<c:barDir val="col"/>' in xml) is chart.is_compared
        labels = re.findall(r"<c:dLbls>.*?</c:dLbls>", xml)
        assert len(labels) == len(chart.series) and all('<a:bodyPr wrap="none"/>' in label for label in labels)
        assert '<c:min val="0"/>' in xml  # else a program may begin the axis near the least amount
        ranges = [(column, int(first), int(last)) for column, first, last in _RANGE.findall(xml)]
        assert len(ranges) == 2 * len(chart.series)
        for position in range(len(chart.series)):
            (names, first, last), (column, start, end) = ranges[2 * position], ranges[2 * position + 1]
            assert names == "A" and (first, last) == (start, end) and last - first + 1 == len(chart.bars)
            for row, bar in zip(range(first, last + 1), chart.bars, strict=True):
                figure = bar.figures[position]
                assert sheet[f"A{row}"].value == bar.name
                amount = sheet[f"{column}{row}"].value
                assert Decimal(str(amount)) == Decimal(figure.text.replace(",", "").removesuffix("万元"))
                formula = formulas[f"{column}{row}"].value
                if isinstance(formula, str):
                    # The cell repeated shows the same.
                    other, cell = re.fullmatch(r"='?([^']+)'?!([A-Z]+\d+)", formula).groups()  # type: ignore[union-attr]
                    assert shown[other][cell].value == amount
                    linked += 1
    assert linked >= len(declared)


@pytest.mark.parametrize("choice", [NONE, ""])
def test_no_chart_no_sheet(choice: str, tmp_path: Path) -> None:
    report = full_report("ningxia-2020")
    report.apply(set_setting(report, SETTING, choice))
    path = tmp_path / "a.xlsx"
    render_excel(compose(live_of(report)), path)
    assert CHART_SHEET not in openpyxl.load_workbook(path).sheetnames
    assert charts_in(path) == []


def test_what_is_not_known_is_a_gap_and_nothing_is_drawn_for_it(tmp_path: Path) -> None:
    series = (ChartSeries("2020年度", (None, Decimal("-3.50")), ("", "T1!x")),)
    data = ChartData("图1：题", ("甲", "=乙"), series, ("", ""), "万元", NumberFormat(2), False)
    path = tmp_path / "a.xlsx"
    render_excel(Document("题", (Section((Drawing(100, 100, (), data=data),)),)), path)
    sheet = openpyxl.load_workbook(path)[CHART_SHEET]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {GAP, "=乙", -3.5} <= cells
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    (xml,) = charts_in(path)
    cached = re.findall(r"<c:v>([^<]*)</c:v>", xml.partition("<c:val>")[2])
    assert "-3.5" in cached and GAP not in cached
