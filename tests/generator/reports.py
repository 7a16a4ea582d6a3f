"""Puts generated tables into reports: as stated figures (exact, or rounded to the form's print) or as a draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from juesuan_gui.figures import Figure, Unit, exact_count, exact_money
from juesuan_gui.forms import CodeCatalogue, ColumnKind, Form, load_codes
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    CodedRow,
    Origin,
    Report,
    Setting,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    TableMark,
    compose,
)
from tests.generator.ledger import Cells, Shape, make_ledger, tables

#: The setting under which shares and changes are looked at.
_PLAUSIBLE = "合理性审核"
ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


def codes(year: int = 2020) -> CodeCatalogue:
    """The bundled function codes."""
    return load_codes(ROOT / "resources" / "codes" / "function_codes.csv", year)


def generated(seed: int, items: int = 12, shape: Shape | None = None) -> Cells:
    """The tables of a ledger with this seed."""
    random = Random(seed)
    return tables(make_ledger(random, items, shape=shape), random)


def printed(fen: int, unit: Unit) -> Figure:
    """The figure as a report in this unit states it: exact in 元, rounded half up to two decimals in 万元."""
    if unit is Unit.YUAN:
        return exact_money(fen)
    step = unit.value // 100
    rounded = (abs(fen) + step // 2) // step * step
    return Figure(rounded if fen >= 0 else -rounded, step, exact=False)


def with_both_funds(form: Form, cells: Cells) -> Cells:
    """Before 2019 one row of the first table holds what both funds gave."""
    if not form.table("T1").has_row("财政拨款收入"):
        return cells
    both = ("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入")
    return {("T1", "财政拨款收入", "决算数"): sum(cells.get(("T1", row, "决算数"), 0) for row in both), **cells}


def report_of(form: Form, cells: Cells, keep: Callable[[Address], bool] = lambda address: True) -> Report:
    """A report that states these cells (those that ``keep`` admits), every table of the form imported."""
    report = Report(form)
    edits = []
    rows: dict[TableKey, set[str]] = {}
    for (table_id, row, column), value in with_both_funds(form, cells).items():
        table = form.tables.get(table_id)
        if table is None or table.column(column) is None or not table.has_row(row):
            continue
        key = TableKey(table_id)
        if table.is_code(row):
            rows.setdefault(key, set()).add(row)
        address = key.cell(row, column)
        if value == 0 and table.coded is None and table_id != "T7":
            continue
        if keep(address):
            kept = table.column(column)
            is_count = kept is not None and kept.kind is ColumnKind.COUNT
            figure = exact_count(value) if is_count else printed(value, form.unit)
            edits.append(SlotEdit(Slot.figure(address), None, Stated(figure, Origin.IMPORTED)))
    for key, table_rows in rows.items():
        edits += [
            SlotEdit(Slot(SlotKind.ROW, (*key, row)), None, CodedRow(row, codes_name(row, form.year)))
            for row in table_rows
        ]
    edits += [
        SlotEdit(Slot(SlotKind.TABLE, tuple(TableKey(table.id))), None, TableMark.IMPORTED)
        for table in form.printed_tables
    ]
    if _PLAUSIBLE in form.settings:
        # Amounts drawn at random add up, but nobody's wages are like that.
        edits.append(SlotEdit(Slot(SlotKind.SETTING, (_PLAUSIBLE,)), None, Setting("不做")))
    report.apply(compose("生成", edits))
    return report


_CATALOGUE = codes()
#: Names of the codes that came after.
_NEWER = codes(2025)
#: Names of the codes before 2020 (农业, 行政事业单位离退休).
_OLDER = codes(2019)


def codes_name(code: str, year: int = 2020) -> str:
    """The catalogue's name of a code in a year, else of a later year."""
    return (_OLDER.name(code) if year < 2020 else "") or _CATALOGUE.name(code) or _NEWER.name(code)


def live_of(report: Report, book: RuleBook | None = None) -> LiveReport:
    """Live values over a report, with the bundled codes."""
    return LiveReport(report, _CATALOGUE, book)
