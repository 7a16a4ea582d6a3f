"""Owns the sheet of all projects as a model of the house's grid: a line per card, in the order that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from juesuan_gui.card_book import CardFindings
from juesuan_gui.forms import Block, CellRole, Column, ColumnKind, Field, FieldRole, Form, Level, PrintedCell, Table
from juesuan_gui.live.card_values import key_of
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.live.project_sheet import (
    ColumnSort,
    SheetColumn,
    differs,
    is_computed,
    is_unread,
    key_in,
    may_write,
    project_layouts,
    sheet_columns,
    text_in,
)
from juesuan_gui.relations import Address
from juesuan_gui.report import CardKey, TableKey
from juesuan_gui.report.cards import CardKind
from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.grid.faces import Face
from juesuan_gui.ui.grid.marks import Mark
from juesuan_gui.ui.grid.rows import INSERT_LINE, GridRow, lay_out_lines
from juesuan_gui.ui.grid.sheet_model import SheetModel
from juesuan_gui.ui.projects.order import ShowOnly, SortBy, order_of, passes

_Index = QModelIndex | QPersistentModelIndex
#: The key of the sheet as the grid sees it; no table of a form has a name like this.
PROJECTS = TableKey("项目一览")
_KINDS = {ColumnSort.MONEY: ColumnKind.MONEY, ColumnSort.RATE: ColumnKind.PERCENT}


class ProjectsModel(SheetModel):
    """The project cards of one report. Its columns are those that the cards had when it was made."""

    insert_hint = "＋ 新项目：输入项目名称，或把 Excel 里的多行粘贴到这里"

    def __init__(self, form: Form, watch: CardsWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._watch = watch
        self._shown: list[ShownCard] = []
        self._places: dict[tuple[str, str], tuple[int, int]] = {}
        self._faces: dict[Address, Face] = {}
        self._marks: dict[CardKey, Level] = {}
        self._counts: dict[str, tuple[int, Level]] = {}
        self._wanted: Callable[[ShownCard], bool] = lambda _shown: True
        self.sort_by = SortBy.PRINTED
        self.key = PROJECTS
        self.columns = sheet_columns(project_layouts(form), self.projects())
        self.table = _table(self.columns)
        lines = lay_out_lines(self.table, ())
        self.header_cells, self.header_lines, self.widths = lines.header, lines.header_lines, lines.widths
        self._rows: list[GridRow] = []
        self.refresh()

    # -- lines -------------------------------------------------------------------------------------

    @property
    def cards(self) -> Sequence[ShownCard]:
        """The cards of the lines, from top to bottom."""
        return self._shown

    def line_of(self, card: str) -> int | None:
        """The line of a card; ``None`` for one that is filtered away or gone."""
        return next((line for line, shown in enumerate(self._shown) if shown.sheet.id == card), None)

    def card_at(self, row: int) -> ShownCard | None:
        """The card of a line; ``None`` for the line below the last."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def column_at(self, column: int) -> SheetColumn:
        """What a column shows."""
        return self.columns[column]

    def show_only(self, wanted: Callable[[ShownCard], bool]) -> None:
        """Show the cards that pass."""
        self._wanted = wanted
        self.refresh()

    def projects(self) -> list[ShownCard]:
        """Every project card of the report in printed order, whatever is filtered away."""
        return [shown for shown in self._watch.book.all_shown() if shown.layout.kind == CardKind.PROJECT]

    def has_other_columns(self) -> bool:
        """Whether the cards have other blocks by now than the sheet has columns."""
        return sheet_columns(project_layouts(self._form), self.projects()) != self.columns

    def refresh(self) -> None:
        """The lines as they are now, in the chosen order."""
        self.beginResetModel()
        self._shown = sorted(
            filter(self._wanted, self.projects()),
            key=lambda shown: order_of(shown, self.sort_by, self.found(shown.sheet.id)),
        )
        self._make_rows()
        self.endResetModel()

    def follow(self, touched: frozenset[str]) -> bool:
        """Cards changed: only their lines are told. ``False`` when lines came, went or moved: a ``refresh`` is due."""
        if self.has_other_columns():
            return False
        projects = self.projects()
        present = {shown.sheet.id: shown for shown in projects}
        lines = {shown.sheet.id: line for line, shown in enumerate(self._shown)}
        if any((card in lines) != (card in present) for card in touched):
            return False
        printed = [shown.sheet.id for shown in projects if shown.sheet.id in lines]
        if self.sort_by is SortBy.PRINTED and printed != [shown.sheet.id for shown in self._shown]:
            return False
        self._faces.clear()
        for card in touched & present.keys():
            line = lines[card]
            self._shown[line] = present[card]
            self._rows[line] = self._row(line, present[card])
            self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.widths) - 1))
        return True

    def show_findings(self, findings: CardFindings) -> None:
        """Mark the cells that findings and notices point at, and count them by project."""
        self._marks, self._counts = {}, {}
        for item in findings.findings:
            key = key_of(item.spot.place)
            if key is None:
                continue
            count, level = self._counts.get(key.card, (0, item.level))
            self._counts[key.card] = count + 1, min(level, item.level, key=lambda one: one.rank)
            before = self._marks.get(key, item.level)
            self._marks[key] = min(before, item.level, key=lambda one: one.rank)
        for notice in findings.notices:
            if notice.key is not None:
                self._marks.setdefault(notice.key, Level.INFO)
        self._faces.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.widths) - 1))

    def passes(self, shown: ShownCard, only: ShowOnly) -> bool:
        """Whether a project is among those."""
        return passes(shown, only, self.found(shown.sheet.id))

    def found(self, card: str) -> int:
        """How many findings a card has."""
        return self._counts.get(card, (0, Level.INFO))[0]

    def _make_rows(self) -> None:
        self._faces.clear()
        self._rows = [self._row(line, shown) for line, shown in enumerate(self._shown)]
        hint = PrintedCell(len(self._rows), 0, CellRole.EMPTY, column_span=len(self.widths))
        self._rows.append(GridRow(INSERT_LINE, (hint,) * len(self.widths)))
        self._places = {
            (row.key, cell.column): (line, cell.position)
            for line, row in enumerate(self._rows)
            for cell in row.cells
            if cell.role is CellRole.FIGURE
        }

    def _row(self, line: int, shown: ShownCard) -> GridRow:
        card = shown.sheet.id
        name = PrintedCell(line, 0, CellRole.NAME, shown.head("name") or "（未填项目名称）", card, "name")
        cells = [
            PrintedCell(line, position, CellRole.FIGURE, "", card, column.key)
            for position, column in enumerate(self.columns)
        ]
        return GridRow(card, (name, *cells[1:]))

    # -- what the grid asks ------------------------------------------------------------------------

    def locate(self, address: Address) -> tuple[int, int] | None:
        """Line and position of a cell."""
        return self._places.get((address.row, address.column))

    def place_of(self, key: CardKey) -> tuple[int, int] | None:
        """Where a cell of a card is shown."""
        line = self.line_of(key.card)
        if line is None:
            return None
        shown = self._shown[line]
        return next(((line, at) for at, item in enumerate(self.columns) if key_in(shown, item) == key), None)

    def face(self, address: Address) -> Face:
        """The face of a cell, kept until something about it changes."""
        face = self._faces.get(address)
        if face is None:
            face = self._faces[address] = self._face(address)
        return face

    def _face(self, address: Address) -> Face:
        line, position = self._places[address.row, address.column]
        shown, column = self._shown[line], self.columns[position]
        if column.sort is ColumnSort.FINDINGS:
            count, level = self._counts.get(shown.sheet.id, (0, Level.INFO))
            return Face(str(count), is_computed=True, is_zero=not count, mark=Mark(level, True, ()) if count else None)
        key = key_in(shown, column)
        level_here = self._marks.get(key) if key is not None else None
        text = text_in(shown, column)
        return Face(
            text,
            is_computed=not may_write(shown, column) or is_computed(shown, column),
            differs=differs(shown, column),
            is_unread=is_unread(shown, column),
            is_zero=text == "0",
            is_blank=not text,
            is_words=column.sort.is_words,
            mark=Mark(level_here, True, ()) if level_here is not None else None,
        )

    def text(self, row: int, column: int) -> str:
        """What the cell at a place shows."""
        cell = self._rows[row].cells[column]
        if cell.role is CellRole.FIGURE:
            return self.face(self.key.cell(cell.row, cell.column)).text
        return cell.text

    def exact_text(self, address: Address, *, thousands: bool = False) -> str:
        """What stands in a cell, as written."""
        return self.face(address).text

    def is_input(self, row: int, column: int) -> bool:
        """Whether something may be written at a place."""
        shown = self.card_at(row)
        return shown is not None and may_write(shown, self.columns[column])

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Cells of fields can be typed into, and the line below the last."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and (self.is_input(index.row(), index.column()) or self._rows[index.row()].is_insert_line):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, look and tooltip of a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row, column)
        shown = self.card_at(row)
        key = key_in(shown, self.columns[column]) if shown is not None else None
        if role == Qt.ItemDataRole.EditRole:
            return shown.written(key) if shown is not None and key is not None else ""
        if role == Qt.ItemDataRole.ToolTipRole and shown is not None:
            return "\n".join(self._said(shown, key)) or None
        return None

    def _said(self, shown: ShownCard, key: CardKey | None) -> Iterable[str]:
        findings = self._watch.findings
        if key is None:
            return [item.message for item in findings.of_card(shown.sheet.id)]
        said = [item.message for item in findings.of_cell(key)]
        return said + [item.text for item in findings.notices if item.key == key]


def _table(columns: Sequence[SheetColumn]) -> Table:
    """The sheet as a declaration, so that the grid lays it out as every other table."""
    fields = [
        Field(
            FieldRole.NAME if column.sort is ColumnSort.NAME else FieldRole.FIGURE,
            (column.over, column.label) if column.over else (column.label,),
            column.key,
            width=24 if column.sort is ColumnSort.NAME else 10,
        )
        for column in columns
    ]
    kinds = [
        ColumnKind.TEXT if column.sort.is_words else _KINDS.get(column.sort, ColumnKind.NUMBER) for column in columns
    ]
    return Table(
        PROJECTS.table,
        "项目一览",
        "",
        tuple(Column(column.key, column.label, kind) for column, kind in zip(columns, kinds, strict=True)),
        (Block("", tuple(fields)),),
    )
