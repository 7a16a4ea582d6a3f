"""Builds large consistent reports: as many function rows as asked, in a realistic tree of 类, 款 and 项."""

from __future__ import annotations

from pathlib import Path
from random import Random

from juesuan_gui.forms import Form, load_form
from juesuan_gui.live import RuleBook, computed_cells
from juesuan_gui.relations import Address
from juesuan_gui.report import Report, TableKey
from tests.generator.ledger import GENERAL, Entry, amount, tables
from tests.generator.reports import codes, report_of

TEMPLATES = Path(__file__).parents[2] / "templates"
FORM = "ningxia-2020"
#: 类 in which everything may be 一般公共预算, so that a report of any size has no finding.
CLASSES = (
    "201",
    "203",
    "204",
    "205",
    "206",
    "207",
    "208",
    "210",
    "211",
    "213",
    "214",
    "215",
    "216",
    "217",
    "219",
    "220",
    "221",
    "222",
    "224",
    "212",
)
#: The cells that an accountant types in a draft, apart from the headings' names.
LEAF_COLUMNS = {"T2": ("财政拨款收入",), "T3": ("基本支出", "项目支出"), "T5": ("基本支出", "项目支出")}


def leaf_codes(rows: int) -> list[str]:
    """The 项 of a tree with about so many rows, the 类 and 款 above them counted in."""
    classes = max(3, min(len(CLASSES), rows // 8))
    groups = max(classes, min(classes * 24, rows // 6))
    items = max(groups, rows - classes - groups)
    found: dict[str, None] = {}
    for number in range(items):
        group = number % groups
        code = f"{CLASSES[group % classes]}{group // classes + 1:02}{number // groups + 1:02}"
        found[code] = None
    return sorted(found)


def large_draft(rows: int, seed: int = 1) -> Report:
    """A draft on which nothing is wrong: leaves are typed, totals are computed."""
    form = load_form(FORM, [TEMPLATES])
    random = Random(seed)
    entries = [_entry(random, code) for code in leaf_codes(rows)]
    cells = tables(entries, random)
    coded = {table.id for table in form.tables.values() if table.coded is not None}
    code_rows: dict[str, list[str]] = {table_id: [] for table_id in coded}
    for table_id, row, _ in cells:
        if table_id in coded and row.isdigit():
            code_rows[table_id].append(row)
    is_computed = computed_cells(
        form, codes(form.year), RuleBook(form), {key: set(rows) for key, rows in code_rows.items()}
    )
    return report_of(form, cells, lambda address: not is_computed(address.table, address.row, address.column))


def _entry(random: Random, code: str) -> Entry:
    entry = Entry(
        code, GENERAL, basic={random.choice(("30199", "30299", "30399")): amount(random)}, project=amount(random)
    )
    entry.income = entry.spent
    return entry


def leaf_cells(form: Form, report: Report) -> list[Address]:
    """The cells of the three large tables that a draft states."""
    return [
        TableKey(table_id).cell(row, column)
        for table_id, columns in LEAF_COLUMNS.items()
        for row in sorted(report.code_rows(TableKey(table_id)))
        if len(row) == 7
        for column in columns
    ]
