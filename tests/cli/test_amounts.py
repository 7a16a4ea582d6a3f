"""Every amount of the demo's report stands in its Word, PDF and Excel files, and no other."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn

from juesuan_gui.live import LiveReport
from juesuan_gui.report import TableKey
from juesuan_gui.session import catalogue
from juesuan_gui.storage import ReportFile

from .conftest import Demo

#: 行次 and codes are printed without decimals, amounts of this form with two; but 基金 and 国资 print a bare 0.
AMOUNT = re.compile(r"(?<![\d.])-?\d+\.\d\d(?![\d.])")
Amounts = Counter[Decimal]


@pytest.fixture(scope="module")
def report(demo: Demo) -> LiveReport:
    opened = ReportFile.open(demo.file(".jsgk"), read_only=True)
    opened.file.abandon()
    return LiveReport(opened.report, catalogue("function", opened.report.form))


@pytest.fixture(scope="module")
def expected(report: LiveReport) -> dict[str, Amounts]:
    """The shown amounts of every table, in 元, in the form's order."""
    found: dict[str, Amounts] = {}
    for table in report.form.printed_tables:
        key = TableKey(table.id)
        total = ["合计"] if table.coded is not None and "合计" not in table.rows else []
        shown = [
            report.shown(key.cell(row, column))
            for row in (*table.rows, *total, *report.report.code_rows(key))
            for column in table.columns_of(row)
        ]
        found[table.id] = Counter(Decimal(int(figure.value)) / 100 for figure in shown if figure is not None)
    return found


@pytest.fixture(scope="module")
def printed(report: LiveReport, expected: dict[str, Amounts]) -> dict[str, Amounts]:
    """Those of them that are printed with two decimals."""
    bare_zero = {table.id for table in report.form.printed_tables if table.numbers and table.numbers.zero == "0"}
    return {
        table_id: Counter({amount: count for amount, count in found.items() if amount or table_id not in bare_zero})
        for table_id, found in expected.items()
    }


def amounts(texts: list[str]) -> Amounts:
    return Counter(Decimal(match) for text in texts for match in AMOUNT.findall(text))


def test_the_report_has_the_amounts_of_the_sample(demo: Demo, expected: dict[str, Amounts]) -> None:
    assert sum(expected["T5"].values()) > 30
    assert sum(sum(table.values()) for table in expected.values()) > 250


def test_word(demo: Demo, printed: dict[str, Amounts]) -> None:
    tables = docx.Document(str(demo.file(".docx"))).tables
    assert len(tables) == len(printed)
    for (table_id, wanted), table in zip(printed.items(), tables, strict=True):
        # One text per printed cell: what a merged cell covers is empty.
        cells = ["".join(part.text or "" for part in cell.iter(qn("w:t"))) for cell in table._tbl.iter(qn("w:tc"))]
        assert amounts(cells) == wanted, table_id


def test_pdf(demo: Demo, printed: dict[str, Amounts]) -> None:
    pdf = pypdfium2.PdfDocument(demo.file(".pdf"))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    # Each of the nine tables prints its number; the explanation says many of their amounts again.
    texts = [text for text in pages if re.search(r"公开\s*0[1-9]\s*表", text)]
    assert len(texts) >= len(printed)
    assert amounts(texts) == sum(printed.values(), Counter())


def test_excel_values_and_cached_results(demo: Demo, expected: dict[str, Amounts]) -> None:
    values = openpyxl.load_workbook(demo.file(".xlsx"), data_only=True)
    formulas = openpyxl.load_workbook(demo.file(".xlsx"))
    assert len(values.worksheets) == len(expected)
    calculated = 0
    for (table_id, wanted), sheet in zip(expected.items(), values.worksheets, strict=True):
        found: Amounts = Counter()
        for row in sheet.iter_rows():
            for cell in row:
                written = formulas[sheet.title][cell.coordinate].value
                if isinstance(written, str) and written.startswith("="):
                    calculated += 1
                    assert isinstance(cell.value, int | float), f"{table_id} {cell.coordinate}"
                if isinstance(cell.value, int | float):
                    found[Decimal(repr(cell.value)).quantize(Decimal("0.01"))] += 1
        assert found == wanted, table_id
    assert calculated > 20
