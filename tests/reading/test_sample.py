"""The sample workbook of a published report is read completely, with its blanks, oddities and errors."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan_gui.figures import Figure, Unit
from juesuan_gui.forms import Form, load_form
from juesuan_gui.paths import data_folder, resource
from juesuan_gui.reading import Limits, Recognised, read_workbook, recognise
from juesuan_gui.relations import Address
from tests.reading.books import stated_in, yuan


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("ningxia-2020", [data_folder("templates")])


@pytest.fixture(scope="module")
def sample(form: Form) -> Recognised:
    return recognise(read_workbook(resource("samples", "guyuan-2020.xlsx"), Limits()), form)


def test_everything_is_matched(sample: Recognised) -> None:
    assert (sample.ignored, sample.missing, sample.notes) == ((), (), ())
    assert (sample.unit, sample.unit_name) == (Unit.YUAN, "固原市医疗保障局")
    for table in sample.tables:
        assert (table.missing_columns, table.unmatched_columns, table.unmatched_rows, table.unread) == ((), (), (), ())


def test_counts_of_each_table(sample: Recognised) -> None:
    assert {table.id: (table.rows, table.columns, len(table.figures)) for table in sample.tables} == {
        "T1": (42, 1, 10),
        "T2": (15, 8, 105),
        "T3": (15, 6, 90),
        "T4": (38, 5, 10),
        "T5": (15, 3, 45),
        "T6": (91, 1, 21),
        "T7": (1, 12, 12),
        "T8": (1, 6, 6),
        "T9": (1, 3, 3),
    }


def test_figures_as_published(sample: Recognised) -> None:
    first, fourth, fifth, sixth = (yuan(sample, table) for table in ("T1", "T4", "T5", "T6"))
    assert first["年初结转和结余", "决算数"] == Decimal("7059.5")
    assert first["社会保障和就业支出", "决算数"] == Decimal("103748.1")
    assert first["收入总计", "决算数"] == first["支出总计", "决算数"] == Decimal("4307144.56")
    # The published errors stay: 21015 is less than its children, 301 includes 303's 3,000.
    assert [fifth["21015", column] for column in ("合计", "基本支出", "项目支出")] == [
        Decimal("1234620.63"),
        0,
        Decimal("2012082.88"),
    ]
    assert fifth["2101501", "基本支出"] == 0
    assert sixth["301", "金额"] == Decimal("1292095.92")
    assert [sixth[row, "金额"] for row in ("人员经费合计", "公用经费合计", "合计")] == [
        Decimal("1292095.92"),
        Decimal("127989.14"),
        Decimal("1420085.06"),
    ]
    # Table 4 leaves its total column and the line 29 blank.
    assert not any(column == "合计" for _, column in fourth)
    assert fourth["年初财政拨款结转和结余", "金额"] == Decimal("7059.5")
    assert ("年初一般公共预算财政拨款", "金额") not in fourth


def test_numbers_are_exact_to_the_fen(sample: Recognised) -> None:
    """103748.1 is printed with one decimal, but the workbook keeps 分."""
    figures = stated_in(sample)
    assert figures[Address("T3", "208", "基本支出")].figure == Figure(10374810)
    assert all(item.figure is not None and item.figure.exact for item in figures.values())


def test_printed_forms_are_kept() -> None:
    source = read_workbook(resource("samples", "guyuan-2020.xlsx"), Limits())
    cells = {
        (cell.place.sheet, cell.place.cell): cell.text
        for section in source.document.sections
        for grid in section.blocks
        for cell in getattr(grid, "cells", ())
    }
    assert cells["公开02表", "E7"] == "4300085.06"
    assert {"00.00", "0.00", "103748.1"} <= {text for (sheet, _), text in cells.items() if sheet == "公开02表"}
    assert [cells["公开05表", f"G{row}"] for row in (8, 11)] == ["37990.4", "0"]
    assert "二十一、灾害防治及应急管理支出" in cells.values()


def test_every_figure_of_the_reports_text_is_there(form: Form, sample: Recognised) -> None:
    """The sample's own script reads the published text; both sides must agree, figure by figure."""
    text = Path(__file__).parents[3] / "shared" / "reports" / "guyuan-2020.txt"
    if not text.exists():
        pytest.skip("the report's text is not on this machine")
    specification = importlib.util.spec_from_file_location("build_guyuan", resource("samples", "build_guyuan_2020.py"))
    assert specification is not None and specification.loader is not None
    maker = importlib.util.module_from_spec(specification)
    sys.modules["build_guyuan"] = maker
    specification.loader.exec_module(maker)
    published = maker.read_text(text.read_text(encoding="utf-8"), form)
    for table, content in published.items():
        assert yuan(sample, table) == {key: Decimal(amount) for key, amount in content.figures.items() if amount}
        assert [(row.code, row.name) for row in content.codes] == [
            (row.code, row.name)
            for row in sample.table(table).code_rows  # type: ignore[union-attr]
        ]
