"""Owns the way of a figure from a 财决 table to the cell of the published table that prints it.

A declaration of the layout fills a table from a grid, a row of economic codes, single lines or single cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from juesuan_gui.forms import TOTAL_ROW, Correspondence, Form, Table
from juesuan_gui.reading.accounts.layout import DetailDeclaration, FillDeclaration, Layout, plan_basis
from juesuan_gui.reading.tables.recognised import RecognisedFigure, RecognisedTable, Unmatched
from juesuan_gui.report import CodedRow, Origin, Stated, TableKey

_NO_CELL = "财决报表里没有这一格"
#: The layout's group of rows that no published table has.
_NOT_PUBLISHED = "不填"
#: In the layout, the column of whichever budget the form prints.
_PLAN = "预算"


@dataclass(frozen=True, slots=True)
class FigureMove:
    """The way of figures from found 财决 tables (by their ids in the layout) to the tables of a form."""

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
