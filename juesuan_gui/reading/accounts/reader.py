"""Owns reading a 财决 workbook (the accounts as 久其 exports them) into the tables of a published form.

Stage 2 finds the 财决 tables by the layout's declaration, as it finds any form's; here their figures move to
where the published tables print them: as the report's figures, and once more under the basis 财决, against
which XZ-01 holds what is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from juesuan_gui.document import Grid
from juesuan_gui.forms import TOTAL_ROW, Correspondence, Form, Table
from juesuan_gui.reading.accounts.layout import (
    ACCOUNTS,
    BUDGET,
    DetailDeclaration,
    FillDeclaration,
    Layout,
    fills_of,
    layout_of,
    plan_basis,
)
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.recognised import Recognised, RecognisedFigure, RecognisedTable, Unmatched
from juesuan_gui.relations import Basis
from juesuan_gui.report import CodedRow, Origin, Report, Stated, TableKey

_SHEET = re.compile(r"[ZF]\d\d(?:_\d)?(?![\dA-Za-z])|.*\(财决")
_LABEL = re.compile(r"财决附?\d\d(?:-\d)?表")
#: How many rows of a sheet its printed number may stand in.
_TOP = 6
_NO_CELL = "财决报表里没有这一格"
#: The layout's group of rows that no published table has.
_NOT_PUBLISHED = "不填"
#: In the layout, the column of whichever budget the form prints.
_PLAN = "预算"


def is_final_accounts(source: Source) -> bool:
    """Whether a document is a 财决 workbook: a sheet named Z01 …, or one with 财决01表 printed above its table.

    A published table only mentions where it is from (数据取自财决01表).
    """
    for section in source.document.sections:
        for block in section.blocks:
            if not isinstance(block, Grid):
                continue
            if _SHEET.match(folded(block.sheet_name or "")):
                return True
            if any(cell.row < _TOP and _LABEL.fullmatch(folded(cell.text)) for cell in block.cells):
                return True
    return False


def recognise_accounts(source: Source, form: Form, report: Report | None = None) -> Recognised:
    """The figures of a 财决 workbook at the places of ``form``.

    A table that ``report`` already has figures of, and not from an earlier 财决 workbook, keeps them: there
    only the 财决 figures are loaded, for the check. Raises FormError when the layout's files are damaged.
    """
    return _recognise(source, form, report, ACCOUNTS)


def recognise_budget(source: Source, form: Form) -> Recognised:
    """The figures of a published budget at the places of ``form``, under the basis 年初预算.

    Raises FormError when the layout's files are damaged.
    """
    return _recognise(source, form, None, BUDGET)


def _recognise(source: Source, form: Form, report: Report | None, name: str) -> Recognised:
    layout = layout_of(form.year, name)
    found = recognise(source, layout.form)
    move = _Move(layout, form, {table.id: table for table in found.tables})
    tables: list[RecognisedTable] = []
    notes = list(found.notes)
    for fills, table in fills_of(layout, form):
        present = [fill for fill in fills if fill.source in move.found]
        if not present:
            continue
        basis = present[0].basis
        if basis != Basis.FINAL:
            tables += _not_empty(move.table(present, table, basis, accounts=False), told=name == BUDGET)
            continue
        if report is None or _may_replace(report, table.id):
            tables.append(move.table(present, table, Basis.FINAL, accounts=False))
        else:
            notes.append(f"“{table.title}”已有数，保持不变；财决数另外载入，由审核核对。")
        tables.append(replace(move.table(present, table, Basis.ACCOUNTS, accounts=True), unmatched_rows=(), unread=()))
    for detail in layout.details:
        tables += move.details(detail)
    filled = {table.id for table in tables}
    missing = tuple(
        table.id
        for table in form.tables.values()
        if not table.supplementary and not table.repeated and table.id not in filled and name == ACCOUNTS
    )
    return replace(found, tables=tuple(_told_once(tables)), missing=missing, notes=tuple(notes))


def _told_once(tables: Iterable[RecognisedTable]) -> Iterator[RecognisedTable]:
    """The tables, where what several of them took from one sheet and could not place is said by the first."""
    seen: set[Unmatched] = set()
    for table in tables:
        fresh = [
            tuple(item for item in items if item not in seen)
            for items in (table.unmatched_rows, table.unmatched_columns, table.unread)
        ]
        seen.update(*fresh)
        yield replace(table, unmatched_rows=fresh[0], unmatched_columns=fresh[1], unread=fresh[2])


def _may_replace(report: Report, table_id: str) -> bool:
    """Whether the report's own figures may be replaced: there are none, or they are those of the accounts."""
    key = TableKey(table_id)
    if not report.is_filled(key):
        return True
    accounts = {
        (address.row, address.column): stated.figure
        for address, stated in report.figures().items()
        if TableKey.of(address) == key._replace(basis=Basis.ACCOUNTS) and not stated.unread
    }
    return bool(accounts) and all(
        accounts.get((address.row, address.column)) == stated.figure
        for address, stated in report.figures().items()
        if TableKey.of(address) == key
    )


def _not_empty(table: RecognisedTable, *, told: bool) -> Iterator[RecognisedTable]:
    """A table of budget figures, if it has any; ``told`` when what was not matched in it is said nowhere else."""
    if any(item.stated.figure is not None and item.stated.figure.value for item in table.figures):
        yield table if told else replace(table, unmatched_rows=(), unmatched_columns=(), unread=())


@dataclass(frozen=True, slots=True)
class _Move:
    """The way of figures from found 财决 tables to the tables of a form."""

    layout: Layout
    form: Form
    found: Mapping[str, RecognisedTable]

    def table(self, fills: Sequence[FillDeclaration], target: Table, basis: str, *, accounts: bool) -> RecognisedTable:
        """One published table's figures; for ``accounts`` what the 财决 tables cannot say is unread, not blank."""
        first = self.found[fills[0].source]
        key = TableKey(target.id, basis=basis)
        placed: dict[tuple[str, str], RecognisedFigure | None] = {}
        lost: list[Unmatched] = []
        codes: dict[str, CodedRow] = {}
        for fill in fills:
            source = self.found[fill.source]
            cells, gone = self._placed(fill, target, source)
            placed |= cells
            lost += gone
            if target.coded is not None:
                codes |= {row.code: row for row in source.code_rows if target.is_code(row.code)}
        figures = [
            replace(figure, address=key.cell(row, column))
            for (row, column), figure in placed.items()
            if figure is not None
        ]
        if accounts:
            figures += [
                RecognisedFigure(key.cell(row, column), Stated(None, Origin.IMPORTED, unread=_NO_CELL), first.place)
                for row, column in self._all_cells(target, tuple(codes), fills)
                if (row, column) not in placed
            ]
        return replace(
            first,
            id=target.id,
            title=target.title,
            basis=basis,
            row_keys=tuple(dict.fromkeys(row for row, _ in placed)),
            column_keys=tuple(dict.fromkeys(column for _, column in placed)),
            figures=tuple(figures),
            code_rows=tuple(codes.values()),
            missing_columns=(),
            printed=None,
            unmatched_rows=(*(item for fill in fills for item in self.found[fill.source].unmatched_rows), *lost),
            unmatched_columns=tuple(item for fill in fills for item in self.found[fill.source].unmatched_columns),
            unread=tuple(item for fill in fills for item in self.found[fill.source].unread),
        )

    def _placed(
        self, fill: FillDeclaration, target: Table, source: RecognisedTable
    ) -> tuple[dict[tuple[str, str], RecognisedFigure | None], tuple[Unmatched, ...]]:
        if fill.cells:
            return self._cells(fill, target, source), ()
        if fill.rows:
            return self._lines(fill, target, source), ()
        return (self._row if fill.row else self._grid)(fill, target, source)

    def _all_cells(
        self, target: Table, codes: Sequence[str], fills: Sequence[FillDeclaration]
    ) -> Iterator[tuple[str, str]]:
        """The cells that XZ asks for, of which the 财决 tables may lack some."""
        wanted = {column for fill in fills for column in fill.cells}
        # A row of economic codes says all of its column: a code that it does not list has nothing.
        whole = {column for fill in fills if fill.row for column in fill.columns}
        rows: Iterable[str] = target.rows if target.coded is None else (TOTAL_ROW, *codes)
        for row in rows:
            for column in target.columns_of(row):
                if column not in whole and (not wanted or column in wanted):
                    yield row, column

    def _grid(
        self, fill: FillDeclaration, target: Table, source: RecognisedTable
    ) -> tuple[dict[tuple[str, str], RecognisedFigure | None], tuple[Unmatched, ...]]:
        places = Correspondence(self.layout.form.table(fill.source), target)
        figures = _by_cell(source)
        placed: dict[tuple[str, str], RecognisedFigure | None] = {}
        lost: list[Unmatched] = []
        fixed = self.layout.form.table(fill.source).rows
        for row in source.row_keys:
            if row in fixed and _NOT_PUBLISHED in fixed[row].groups:
                continue
            own = places.row(row)
            for column, theirs in fill.columns.items():
                if theirs not in source.column_keys:
                    continue
                figure = figures.get((row, theirs))
                if own is not None and target.has_row(own) and column in target.columns_of(own):
                    placed[own, column] = figure
                elif own is None and figure is not None and _is_lost(figure):
                    lost.append(Unmatched(figure.place, row, "公开表的版式没有这一行"))
        return placed, tuple(lost)

    def _row(
        self, fill: FillDeclaration, target: Table, source: RecognisedTable
    ) -> tuple[dict[tuple[str, str], RecognisedFigure | None], tuple[Unmatched, ...]]:
        """One row's economic columns, each at the published row of its code."""
        figures = _by_cell(source)
        rows = {row.code: row.key for row in target.rows.values() if row.code}
        column = next(iter(fill.columns))
        placed: dict[tuple[str, str], RecognisedFigure | None] = {}
        lost: list[Unmatched] = []
        for code in source.column_keys:
            figure = figures.get((fill.row, code))
            if code in rows:
                placed[rows[code], column] = figure
            elif code.isdigit() and figure is not None and _is_lost(figure):
                name = self.layout.economic.name(code)
                lost.append(Unmatched(figure.place, f"{code}{name}", f"“{target.title}”没有这个经济科目"))
        return placed, tuple(lost)

    def _cells(
        self, fill: FillDeclaration, target: Table, source: RecognisedTable
    ) -> dict[tuple[str, str], RecognisedFigure | None]:
        """Single cells, to a published table of one row."""
        figures = _by_cell(source)
        row = target.default_row
        if row is None:
            return {}
        plan = plan_basis(self.form)
        wanted = {
            column: (their_row, plan if their_column == _PLAN else their_column)
            for column, (their_row, their_column) in fill.cells.items()
            if column in target.columns_of(row)
        }
        return {
            (row, column): figures.get((their_row, their_column))
            for column, (their_row, their_column) in wanted.items()
            if their_row in source.row_keys and their_column in source.column_keys
        }

    def _lines(
        self, fill: FillDeclaration, target: Table, source: RecognisedTable
    ) -> dict[tuple[str, str], RecognisedFigure | None]:
        """Rows that the published table words so otherwise that only the layout can say which they are."""
        figures = _by_cell(source)
        return {
            (row, column): figures.get((their_row, their_column))
            for row, their_row in fill.rows.items()
            for column, their_column in fill.columns.items()
            if target.has_row(row) and column in target.columns_of(row)
            if their_row in source.row_keys and their_column in source.column_keys
        }

    def details(self, detail: DetailDeclaration) -> Iterator[RecognisedTable]:
        """The detail tables side by side: by 功能科目 their 合计 column, by economic code their 合计 row."""
        present = {column: self.found[source] for column, source in detail.columns.items() if source in self.found}
        if not present:
            return
        for table_id, by_function in ((detail.by_function, True), (detail.by_economic, False)):
            if table_id in self.form.tables:
                yield self._detail(self.form.table(table_id), detail, present, by_function=by_function)

    def _detail(
        self,
        target: Table,
        detail: DetailDeclaration,
        present: Mapping[str, RecognisedTable],
        *,
        by_function: bool,
    ) -> RecognisedTable:
        key = TableKey(target.id)
        names: dict[str, str] = {}
        figures: list[RecognisedFigure] = []
        for column, source in present.items():
            if by_function:
                names |= {row.code: row.name for row in source.code_rows if target.is_code(row.code)}
            for (row, item), figure in _by_cell(source).items():
                if by_function and item == TOTAL_ROW and target.has_row(row):
                    figures.append(replace(figure, address=key.cell(row, column)))
                elif not by_function and row == TOTAL_ROW:
                    own = item if target.is_code(item) else TOTAL_ROW
                    figures.append(replace(figure, address=key.cell(own, column)))
                    if own != TOTAL_ROW and figure.stated.figure is not None and figure.stated.figure.value:
                        names[own] = self.layout.economic.name(own)
        figures = [item for item in figures if item.address.row in (TOTAL_ROW, *names)]
        first = next(iter(present.values()))
        for column, source_id in detail.columns.items():
            if column not in present:
                label = self.layout.form.table(source_id).label
                unread = Stated(None, Origin.IMPORTED, unread=f"文件里没有{label}")
                figures += [RecognisedFigure(key.cell(row, column), unread, first.place) for row in (TOTAL_ROW, *names)]
        return RecognisedTable(
            target.id,
            target.title,
            first.place,
            first.unit,
            (TOTAL_ROW, *sorted(names)),
            tuple(detail.columns),
            tuple(figures),
            tuple(CodedRow(code, names[code]) for code in sorted(names)),
            # What these sheets hold besides is in no published table, but a heading nobody knows must be said.
            unmatched_columns=tuple(item for source in present.values() for item in source.unmatched_columns)
            if by_function
            else (),
        )


def _by_cell(table: RecognisedTable) -> dict[tuple[str, str], RecognisedFigure]:
    return {(figure.address.row, figure.address.column): figure for figure in table.figures}


def _is_lost(figure: RecognisedFigure) -> bool:
    return bool(figure.stated.unread) or (figure.stated.figure is not None and figure.stated.figure.value != 0)
