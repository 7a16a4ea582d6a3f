"""Owns one table found in a grid: its header, its matched columns and rows, and its figure cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from juesuan_gui.document import Cell, Place
from juesuan_gui.figures import Unit
from juesuan_gui.forms import ColumnKind, Table
from juesuan_gui.reading.excel.raw_sheet import cell_name, column_letters
from juesuan_gui.reading.mending import without_surroundings
from juesuan_gui.reading.tables.amounts import FigureCell
from juesuan_gui.reading.tables.columns import ColumnMatch, FigureColumn, match_columns
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.header import Header, find_header, vocabulary_of
from juesuan_gui.reading.tables.recognised import RecognisedTable, Unmatched
from juesuan_gui.reading.tables.rows import MatchedRow, RowMatch, match_rows
from juesuan_gui.report import PrintedColumn, PrintedRow, PrintedTable, PrintedText, TableKey


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in a grid. ``lines`` are the texts above its body, row by row.

    ``headings_in_body`` are headings that stand in an empty total row: no figure was meant there.
    """

    view: GridView
    columns: ColumnMatch
    rows: RowMatch
    body_rows: tuple[int, ...]
    lines: tuple[tuple[str, ...], ...]
    cells_above: tuple[tuple[PrintedText, ...], ...] = ()
    numbers: Mapping[int, Cell] = field(default_factory=dict)
    headings_in_body: tuple[Cell, ...] = ()

    def figure_cells(self, table: Table, unit: Unit, period: str) -> list[FigureCell]:
        """Every cell that should hold a figure, blank ones included, in reading order."""
        key = TableKey(table.id, period)
        found = [
            FigureCell(
                key.cell(row.key, column),
                _kind(table, column),
                unit,
                cells,
                self._place(row.row, figure, cells),
            )
            for row in self.rows.rows
            for figure in row.group.figures
            if (column := column_at(table, row.key, figure))
            for cells in (self._cells(row, figure),)
        ]
        for footer in self.rows.footers:
            cell = footer.cell
            found.append(
                FigureCell(
                    key.cell(footer.key, footer.column),
                    _kind(table, footer.column),
                    unit,
                    () if cell is None else (cell,),
                    _place_of(cell or footer.label),
                    footer.text,
                )
            )
        return found

    def account(self, table: Table, place: Place) -> RecognisedTable:
        """The table without its figures: what was matched and what was not."""
        row_keys = dict.fromkeys([row.key for row in self.rows.rows] + [item.key for item in self.rows.footers])
        column_keys = dict.fromkeys(
            key for group in self.columns.groups for figure in group.figures for key in figure.keys
        )
        return RecognisedTable(
            table.id,
            table.title,
            place,
            Unit.YUAN,
            tuple(row_keys),
            tuple(column_keys),
            (),
            tuple(self.rows.code_rows),
            self.columns.missing,
            tuple(self._unmatched_columns()),
            tuple(Unmatched(_place_of(row.cell), row.text, row.reason, row.is_nameless) for row in self.rows.unmatched)
            + tuple(self._stray_figures(table)),
            printed=self._printed(table.id, place),
        )

    def _printed(self, table_id: str, place: Place) -> PrintedTable:
        blocks = {id(group): number for number, group in enumerate(self.columns.groups)}
        rows = tuple(
            PrintedRow(row.key, blocks[id(row.group)], _printed(row.label), _printed(row.line), row.name)
            for row in self.rows.rows
        )
        columns = tuple(
            PrintedColumn(figure.keys, blocks[id(group)], _printed(self._number(figure)))
            for group in self.columns.groups
            for figure in group.figures
        )
        own = {index for group in self.columns.groups for figure in group.figures for index in figure.indexes}
        loose = tuple(
            number
            for index, cell in self.numbers.items()
            if index not in own and (number := _printed(cell)) is not None
        )
        return PrintedTable(table_id, place, rows=rows, columns=columns, loose_numbers=loose)

    def _number(self, figure: FigureColumn) -> Cell | None:
        """The 栏次 over a column; a page without lines may show one heading over two."""
        return next((self.numbers[index] for index in figure.indexes if index in self.numbers), None)

    def _unmatched_columns(self) -> list[Unmatched]:
        """Columns with a heading of their own, and columns without one that hold something; the hidden ones as one."""
        hidden = self._hidden_columns()
        unmatched = [hidden] if hidden is not None else []
        for column in self.columns.unmatched:
            if self.view.grid.columns[column.index].is_hidden:
                continue
            if column.leaf is not None:
                unmatched.append(Unmatched(_place_of(column.leaf), column.heading, column.reason))
                continue
            written = [
                cell for row in self.body_rows for cell in self.view.starting(row) if cell.column == column.index
            ]
            if written and any(cell.amount is not None for cell in written):
                unmatched.append(Unmatched(_place_of(written[0]), "（没有表头）", "这一列没有表头"))
        return unmatched

    def _hidden_columns(self) -> Unmatched | None:
        """The hidden columns that are none of the form's: who made the sheet checks the others by them."""
        columns = [item.index for item in self.columns.unmatched if self.view.grid.columns[item.index].is_hidden]
        written = [cell for row in self.body_rows for cell in self.view.starting(row) if cell.column in columns]
        if not written:
            return None
        names = "、".join(column_letters(column) for column in sorted({cell.column for cell in written}))
        return Unmatched(_place_of(written[0]), f"隐藏的 {names} 列", "不是本版式的栏（多为校验公式），没有采用")

    def _stray_figures(self, table: Table) -> list[Unmatched]:
        """Figures in a column that the row's block does not have."""
        return [
            Unmatched(_place_of(cell), cell.text, f"“{row.key}”一行没有这一列")
            for row in self.rows.rows
            for figure in row.group.figures
            if not column_at(table, row.key, figure)
            for cell in self._cells(row, figure)
            # A dash says that nothing belongs here.
            if any(map(str.isalnum, cell.text))
        ]

    def shared_columns(self, table: Table) -> Iterator[tuple[str, list[str]]]:
        """Each row with the form's columns that share a heading, where a figure stands below that."""
        for row in self.rows.rows:
            own = table.columns_of(row.key)
            for figure in row.group.figures:
                keys = [key for key in figure.keys if key in own]
                if len(keys) > 1 and self._cells(row, figure):
                    yield row.key, keys

    def crowded(self) -> Cell | None:
        """The first of several figures that stand in one row under one heading; ``None`` where none do."""
        for row in self.rows.rows:
            for figure in row.group.figures:
                cells = [cell for cell in self._cells(row, figure) if any(map(str.isdigit, cell.text))]
                if len(cells) > 1:
                    return cells[0]
        return None

    def _cells(self, row: MatchedRow, figure: FigureColumn) -> tuple[Cell, ...]:
        """The cells with words that begin under a heading in this row."""
        return tuple(
            cell
            for cell in self.view.starting(row.row)
            if cell.column in figure.indexes and cell not in self.headings_in_body
        )

    def _place(self, row: int, figure: FigureColumn, cells: tuple[Cell, ...]) -> Place:
        if cells:
            return _place_of(cells[0])
        if self.view.grid.sheet_name is None:
            # A blank in a text or on a page stands where its row begins.
            return next((_place_of(cell) for cell in self.view.starting(row)), Place())
        return Place(sheet=self.view.grid.sheet_name, cell=cell_name(row, figure.indexes[0]))


def find_table(view: GridView, first: int, last: int, table: Table) -> FoundTable | None:
    """The form's table in the rows from first to last (excluded); ``None`` without a figure column of it."""
    printed, view = view, view.only(without_surroundings(view.grid.cells))
    header = find_header(view, first, last, table)
    if header is None:
        return None
    hidden = {index for index, column in enumerate(view.grid.columns) if column.is_hidden}
    columns = match_columns(header, table, hidden)
    if not columns.groups:
        return None
    body = tuple(view.written_rows(header.first_body_row, last))
    above = tuple(
        tuple(PrintedText(cell.text, _place_of(cell)) for cell in printed.starting(row))
        for row in printed.written_rows(first, header.first_body_row)
    )
    return FoundTable(
        view,
        columns,
        match_rows(view, body, columns.groups, table, vocabulary_of(table), header.shared_row),
        body,
        tuple(tuple(cell.text for cell in cells) for cells in above),
        above,
        {column.index: column.number_cell for column in header.columns if column.number_cell is not None},
        _headings_in_empty_row(view, header),
    )


def _headings_in_empty_row(view: GridView, header: Header) -> tuple[Cell, ...]:
    """The headings in a total row without any figure; beside figures they leave the row's own ones unread."""
    if header.shared_row is None:
        return ()
    cells = view.starting(header.shared_row)
    if any(cell.amount is not None or any(map(str.isdigit, cell.text)) for cell in cells):
        return ()
    leaves = {id(column.leaf) for column in header.columns}
    return tuple(cell for cell in cells if id(cell) in leaves)


def _printed(cell: Cell | None) -> PrintedText | None:
    return None if cell is None else PrintedText(cell.text, _place_of(cell))


def column_at(table: Table, row: str, figure: FigureColumn) -> str:
    """The form's column that a matched grid column is in this row, "" when the row has none of them."""
    own = table.columns_of(row)
    keys = [key for key in figure.keys if key in own]
    return keys[0] if len(keys) == 1 else ""


def _kind(table: Table, key: str) -> ColumnKind:
    column = table.column(key)
    return column.kind if column is not None else ColumnKind.MONEY


def _place_of(cell: Cell) -> Place:
    return cell.place or Place()
