"""Owns the lines of a grid as a Qt model: what stands where, and code rows coming and going."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject

from juesuan_gui.forms import TOTAL_ROW, CellRole, CodeRow, Table
from juesuan_gui.relations import Address
from juesuan_gui.report import CodedRow, TableKey
from juesuan_gui.session import Session
from juesuan_gui.ui.grid.rows import (
    GridRow,
    figure_positions,
    header_with_words,
    lay_out_code_rows,
    lay_out_lines,
    runs,
)
from juesuan_gui.ui.grid.sheet_model import SheetModel


class LinesModel(SheetModel):
    """The printed body of one table; rows are inserted and removed one by one, never reset."""

    def __init__(self, session: Session, key: TableKey, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.key = key
        self.table: Table = session.form.table(key.table)
        lines = lay_out_lines(self.table, self._code_rows())
        words = {"年度": str(session.form.year), "文种": session.report.setting("文种") or "部门"}
        self.header_cells = header_with_words(lines.header, words)
        self.header_lines = lines.header_lines
        self.widths = lines.widths
        self._rows: list[GridRow] = lines.body
        self._places = figure_positions(self._rows)

    def locate(self, address: Address) -> tuple[int, int] | None:
        """Line and position of an address, ``None`` when it is not in this table."""
        if TableKey.of(address) != self.key:
            return None
        return self._places.get((address.row, address.column))

    def line_of(self, code: str) -> int | None:
        """The line of a code row."""
        return next((line for line, row in enumerate(self._rows) if row.key == code), None)

    def _code_rows(self) -> list[CodeRow]:
        if self.table.coded is None:
            return []
        return [CodeRow(row.code, row.name) for row in self._ordered()]

    def _ordered(self) -> list[CodedRow]:
        return self.session.report.ordered_rows(self.key)

    def follow_rows(self) -> set[int]:
        """Insert and remove lines so that they are the report's rows again; returns renamed lines."""
        wanted = {row.code: CodeRow(row.code, row.name) for row in self._ordered()}
        self._remove_lines(
            {line for line, row in enumerate(self._rows) if self._is_code(row) and row.key not in wanted}
        )
        present = [row.key for row in self._rows if self._is_code(row)]
        known = set(present)
        kept = [code for code in wanted if code in known]
        if kept != present:
            self._reorder(kept)
        self._insert_lines(list(wanted.values()), known)
        return self._rename_lines(wanted)

    def _is_code(self, row: GridRow) -> bool:
        return not row.is_insert_line and row.key != TOTAL_ROW and row.key != ""

    def _first_code_line(self) -> int:
        return 1 if self._rows and self._rows[0].key == TOTAL_ROW else 0

    def _remove_lines(self, lines: set[int]) -> None:
        for first, last in reversed(runs(lines)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self._places = figure_positions(self._rows)
            self.endRemoveRows()

    def _insert_lines(self, wanted: list[CodeRow], present: set[str]) -> None:
        new = [row for row in wanted if row.code not in present]
        if not new:
            return
        laid_out = {row.key: row for row in lay_out_code_rows(self.table, new)}
        start = self._first_code_line()
        lines = [start + number for number, row in enumerate(wanted) if row.code in laid_out]
        for first, last in runs(lines):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = [laid_out[row.code] for row in wanted[first - start : last - start + 1]]
            self._places = figure_positions(self._rows)
            self.endInsertRows()

    def _reorder(self, codes: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        start = self._first_code_line()
        by_code = {row.key: row for row in self._rows}
        before = self.persistentIndexList()
        keys = [self._rows[index.row()].key for index in before]
        self._rows[start : start + len(codes)] = [by_code[code] for code in codes]
        self._places = figure_positions(self._rows)
        lines = {row.key: line for line, row in enumerate(self._rows)}
        self.changePersistentIndexList(
            before, [self.index(lines[key], index.column()) for key, index in zip(keys, before, strict=True)]
        )
        self.layoutChanged.emit()

    def _rename_lines(self, wanted: dict[str, CodeRow]) -> set[int]:
        renamed = {}
        for line, row in enumerate(self._rows):
            name = next((cell.text for cell in row.cells if cell.role is CellRole.NAME), "")
            if row.key in wanted and wanted[row.key].name != name:
                renamed[row.key] = line
        for row in lay_out_code_rows(self.table, [wanted[code] for code in renamed]) if renamed else []:
            self._rows[renamed[row.key]] = row
        return set(renamed.values())
