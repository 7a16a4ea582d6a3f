"""Owns layouts as declared data (the 财决 workbook, the published budget): sheets, and which table each fills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import msgspec

from juesuan_gui.forms import CodeCatalogue, Column, Field, FieldRole, Form, Table, load_codes, load_form
from juesuan_gui.forms.declarations import Declaration, decode, read_toml
from juesuan_gui.paths import resource
from juesuan_gui.relations import Basis, references

ACCOUNTS, BUDGET = "final-accounts", "budget"
#: Heading of the column that sums up an economic 类 in the detail tables.
_SUBTOTAL = "小计"


class FillDeclaration(Declaration, rename={"source": "from", "target": "to"}):
    """One ``[[fill]]``: see the comment at the head of fills.toml."""

    source: str
    target: str
    basis: str = Basis.FINAL
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    row: str = ""
    rows: dict[str, str] = msgspec.field(default_factory=dict)
    cells: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)


class DetailDeclaration(Declaration):
    """The ``[[detail]]``: two tables of a form, and the 财决 table that each of their columns is from."""

    by_function: str
    by_economic: str
    columns: dict[str, str]


class FillsDeclaration(Declaration):
    """The whole of fills.toml."""

    fill: list[FillDeclaration]
    detail: list[DetailDeclaration] = msgspec.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a kind of workbook for one year, and where their figures go.

    ``economic`` names the economic codes that are columns of the detail tables.
    """

    form: Form
    fills: tuple[FillDeclaration, ...]
    details: tuple[DetailDeclaration, ...]
    economic: CodeCatalogue


@lru_cache(maxsize=4)
def layout_of(year: int, name: str) -> Layout:
    """The layout of this name for a year.

    Raises FormError when its files are damaged, MissingDataError when they are gone.
    """
    folder = resource("layouts")
    path = folder / name / "fills.toml"
    economic = load_codes(resource("codes", "economic_codes.csv"), year)
    form = load_form(name, [folder])
    declared = decode(read_toml(path), FillsDeclaration, path, "fill")
    detailed = {table_id for item in declared.detail for table_id in item.columns.values()}
    detailed |= {fill.source for fill in declared.fill if fill.row}
    tables = {
        table.id: _with_economic_columns(table, economic) if table.id in detailed else table
        for table in form.tables.values()
    }
    form = replace(form, year=year, tables=MappingProxyType(tables))
    return Layout(form, tuple(declared.fill), tuple(declared.detail), economic)


def _with_economic_columns(table: Table, economic: CodeCatalogue) -> Table:
    """The detail table with a column for every economic code, headed by its 类 and its own name."""
    entries = sorted((entry for entry in economic if len(entry.code) in (3, 5)), key=lambda entry: entry.code)
    columns = [Column(entry.code, f"{entry.code} {entry.name}", aliases=(entry.name,)) for entry in entries]
    fields = [
        Field(
            FieldRole.FIGURE,
            (economic.name(entry.code[:3]), entry.name if len(entry.code) > 3 else _SUBTOTAL),
            entry.code,
        )
        for entry in entries
    ]
    block = table.blocks[0]
    # A 类 is found by 小计 below its own name; its bare name alone heads all of its columns.
    columns = [replace(item, aliases=()) if len(item.key) == 3 else item for item in columns]
    return replace(
        table,
        columns=(*table.columns, *columns),
        blocks=(replace(block, fields=(*block.fields, *fields)),),
    )


def fills_of(layout: Layout, target: Form) -> Iterator[tuple[list[FillDeclaration], Table]]:
    """The fills that have a place in a form, by table and basis: its table keeps figures of that basis."""
    found: dict[tuple[str, str], list[FillDeclaration]] = {}
    for fill in layout.fills:
        table = target.tables.get(fill.target)
        if table is not None and fill.basis in table.bases and _suits(fill, layout.form.table(fill.source), table):
            found.setdefault((fill.target, fill.basis), []).append(fill)
    for (table_id, _), fills in found.items():
        yield fills, target.table(table_id)


def _suits(fill: FillDeclaration, source: Table, target: Table) -> bool:
    """Whether rows go to rows: places print one table by 功能科目 or, from a single row, by 经济科目."""
    if fill.cells or fill.rows or source.coded is None:
        return True
    return bool(fill.row) == (target.coded is None)


def plan_basis(target: Form) -> str:
    """Which budget the form's 三公 table prints as its plan: the one that XB-01 holds it against."""
    check = target.checks.get("XB-01")
    bases = [reference.basis for rule in check.rules for reference, _ in references(rule.relation)] if check else []
    return next((basis for basis in bases if basis != Basis.FINAL), Basis.INITIAL_BUDGET)
