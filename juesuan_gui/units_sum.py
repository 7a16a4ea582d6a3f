"""Owns the 部门 report against the sum of its units' reports, cell by cell (XU-01)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from juesuan_gui.checks.judge import judge, level_of
from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.checks.wording import Wording
from juesuan_gui.document import Place
from juesuan_gui.figures import Quantity, add, midpoint, subtract
from juesuan_gui.forms import TOTAL_ROW, ColumnKind, Correspondence, Level, Table
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import TableKey

#: What one unit pays another of the same department is in no sum: rows of T1, columns of T2 and T3.
_BETWEEN_UNITS = {
    "T1": frozenset({"上级补助收入", "附属单位上缴收入"}),
    "T2": frozenset({"上级补助收入", "附属单位上缴收入"}),
    "T3": frozenset({"上缴上级支出", "对附属单位补助支出"}),
}
#: What contains such payments, and may be less than the sum by them.
_CONTAINING = {
    "T1": frozenset({"本年收入合计", "收入总计", "本年支出合计", "支出总计"}),
    "T2": frozenset({"本年收入合计"}),
    "T3": frozenset({"本年支出合计"}),
}
_FUNCTIONS = "功能支出"
_CHECK = "XU-01"


@dataclass(frozen=True, slots=True)
class UnitSum:
    """A cell of the department's report with the sum of its units; ``difference`` is the department's less the sum.

    ``units`` are the parts, in the order given; ``None`` is blank. ``is_between``: payments between the units
    (上级补助, 附属单位上缴, 对附属单位补助) may explain that the department's is less.
    """

    address: Address
    department: Quantity | None
    units: tuple[Quantity | None, ...]
    total: Quantity
    is_between: bool

    @property
    def difference(self) -> Quantity:
        """The department's figure less the sum of its units."""
        return subtract(0 if self.department is None else self.department, self.total)


def sums_of(department: LiveReport, units: Sequence[LiveReport]) -> Iterator[UnitSum]:
    """Every amount of the nine tables with the sum of the units; cells that somewhere were not read are left out.

    Units may have another form: their figures are found by names and codes. Budgets of 三公 are compared too.
    """
    internal = _has_internal_payments(units)
    for table in department.form.printed_tables:
        key = TableKey(table.id)
        if not department.report.is_filled(key):
            continue
        with_table = [unit for unit in units if unit.report.is_filled(key) and table.id in unit.form.tables]
        places = [Correspondence(table, unit.form.table(table.id)) for unit in with_table]
        for address in _cells(table, department, with_table):
            try:
                own = _shown(department, address)
                parts = tuple(
                    _shown_there(unit, place, address) for unit, place in zip(with_table, places, strict=True)
                )
            except Unread:
                continue
            if own is None and all(part is None for part in parts):
                continue
            total: Quantity = 0
            for part in parts:
                total = total if part is None else add(total, part)
            yield UnitSum(address, own, parts, total, internal and _is_between(table, address))


def sum_observations(department: LiveReport, units: Sequence[LiveReport], names: Sequence[str]) -> list[Observation]:
    """XU-01: the cells in which a department's report is not the sum of its units.

    Where the units paid each other, a department's figure may be less; then it must not be more.
    """
    wording = Wording(department)
    found: list[Observation] = []
    for item in sums_of(department, units):
        operator = "<=" if item.is_between else "="
        outcome = judge(operator, item.department, item.total, left_is_cell=False, same_quantity=False).outcome
        if not outcome.is_violation:
            continue
        address = item.address
        said = "，".join(
            f"{name} {wording.number(part, address)}"
            for name, part in zip(names, item.units, strict=False)
            if part is not None and midpoint(part) != 0
        )
        parts = said or "各单位都没有数"
        stated, expected = wording.number(item.department, address), wording.number(item.total, address)
        apart, place = wording.number(item.difference, address), wording.place(address)
        limit = "不应大于" if item.is_between else "应等于"
        found.append(
            Observation(
                key=f"{_CHECK}|{address.table}[{address.row}].{address.column}",
                check=_CHECK,
                level=level_of(outcome, Level.ERROR),
                kind="sum",
                spot=Spot(Place(), "", address.table, address.row, address.column),
                message=f"{place}：部门汇总 {stated}，{limit}各单位之和 {expected}（{parts}），相差 {apart}。",
                stated=stated,
                expected=expected,
                difference=apart,
                formula=f"部门汇总 {'≤' if item.is_between else '='} {' + '.join(names)}",
            )
        )
    return found


def _cells(table: Table, department: LiveReport, units: Sequence[LiveReport]) -> Iterator[Address]:
    """The money cells of a table: its own rows, and the codes that the department or any unit has."""
    key = TableKey(table.id)
    rows = dict.fromkeys(table.rows)
    if table.coded is not None:
        codes = {code for live in (department, *units) for code in live.report.code_rows(key) if table.is_code(code)}
        rows |= dict.fromkeys([TOTAL_ROW, *sorted(codes)])
    for row in rows:
        for name in table.columns_of(row):
            column = table.column(name)
            if column is not None and column.kind is ColumnKind.MONEY:
                yield key.cell(row, name)


def _shown(live: LiveReport, address: Address) -> Quantity | None:
    figure = live.shown(address)
    return None if figure is None else figure.quantity()


def _shown_there(unit: LiveReport, places: Correspondence, address: Address) -> Quantity | None:
    row, column = places.row(address.row), places.column(address.column)
    if row is None or column is None:
        return None
    table = unit.form.table(address.table)
    if not table.has_row(row) or column not in table.columns_of(row):
        return None
    return _shown(unit, address._replace(row=row, column=column))


def _has_internal_payments(units: Sequence[LiveReport]) -> bool:
    """Whether any unit shows money from or for another one."""
    wanted: Mapping[str, str] = {"T1": "", "T3": TOTAL_ROW}
    for unit in units:
        for table_id, row in wanted.items():
            for name in _BETWEEN_UNITS[table_id]:
                table = unit.form.tables.get(table_id)
                address = (
                    Address(table_id, row, name)
                    if row
                    else Address(table_id, name, table.columns[0].key if table is not None else "")
                )
                try:
                    if table is not None and table.has_row(address.row) and midpoint(_shown(unit, address) or 0) != 0:
                        return True
                except Unread:
                    return True
    return False


def _is_between(table: Table, address: Address) -> bool:
    if table.id == "T1":
        row = table.rows.get(address.row)
        is_function = row is not None and _FUNCTIONS in row.groups
        return is_function or address.row in _BETWEEN_UNITS["T1"] | _CONTAINING["T1"]
    return address.column in _BETWEEN_UNITS.get(table.id, frozenset()) | _CONTAINING.get(table.id, frozenset())
