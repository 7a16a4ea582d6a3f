"""Owns one table as a Qt model: figures by address; an edit never resets it, only changed cells are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)

from juesuan_gui.checks import AuditResult
from juesuan_gui.figures import Unit
from juesuan_gui.forms import CellRole, ColumnKind
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import SlotKind, TableKey
from juesuan_gui.session import Session, SessionEvent
from juesuan_gui.ui.grid.amounts import Amounts
from juesuan_gui.ui.grid.display import ZeroShown
from juesuan_gui.ui.grid.explain import explain
from juesuan_gui.ui.grid.faces import Face, face_of
from juesuan_gui.ui.grid.lines_model import LinesModel
from juesuan_gui.ui.grid.marks import Mark, marks_of
from juesuan_gui.ui.grid.rows import runs
from juesuan_gui.ui.grid.weak import weak_listener

_Index = QModelIndex | QPersistentModelIndex
#: So many painted faces are kept; a screen shows a few hundred, so scrolling back stays cheap.
_MOST_FACES = 4_000
#: Milliseconds without an edit.
_PAUSE = 250


class GridModel(LinesModel):
    """The printed body of one table of a session."""

    marks_changed = Signal()
    #: (changed addresses of this table): after an edit, whoever made it.
    figures_changed = Signal(object)

    def __init__(self, session: Session, key: TableKey, parent: QObject | None = None) -> None:
        super().__init__(session, key, parent)
        style = self.table.numbers or session.form.numbers
        self.amounts = Amounts(style, style.unit)
        self._kinds = {column.key: column.kind for column in self.table.columns}
        self._faces: dict[Address, Face] = {}
        self._marks: dict[Address, Mark] = {}
        #: The computed cell for which the user is typing the approved number (以批复数为准).
        self.approving: Address | None = None
        # Findings are built once for a burst of edits, after the totals have been painted.
        self._mark_timer = QTimer(self)
        self._mark_timer.setSingleShot(True)
        self._mark_timer.timeout.connect(self.refresh_marks)
        self._marked_by: AuditResult | None = None
        self._is_told = False
        self.destroyed.connect(session.listen(weak_listener(self, GridModel.follow)))
        self.refresh_marks()

    def is_locked(self, address: Address) -> bool:
        """Whether the form computes the cell, so that nothing is typed into it."""
        return self.session.live.is_computed(address)

    def is_input(self, row: int, column: int) -> bool:
        """Whether a figure may be typed at a place."""
        address = self.address(row, column)
        if address is None:
            return False
        return address == self.approving or not self.is_locked(address)

    def can_rename(self, row: int, column: int) -> bool:
        """Whether the place holds the name of a code row, which a report may word in its own way."""
        return self._rows[row].cells[column].role is CellRole.NAME and self.table.is_code(self._rows[row].key)

    def kind(self, address: Address) -> ColumnKind:
        """What the figures of the address's column are."""
        return self._kinds.get(address.column, ColumnKind.MONEY)

    # -- what it looks like ------------------------------------------------------------------------

    def face(self, address: Address) -> Face:
        """The face of a figure cell, kept until something about it changes."""
        face = self._faces.get(address)
        if face is None:
            if len(self._faces) >= _MOST_FACES:
                self._faces.clear()
            face = self._faces[address] = self._face(address)
        return face

    def text(self, row: int, column: int) -> str:
        """What the cell at a place shows."""
        cell = self._rows[row].cells[column]
        if cell.role is CellRole.FIGURE:
            return self.face(self.key.cell(cell.row, cell.column)).text
        return cell.text

    def mark(self, address: Address) -> Mark | None:
        """The findings of a cell."""
        return self._marks.get(address)

    def exact_text(self, address: Address, *, thousands: bool = False) -> str:
        """The text that reads back as the figure shown; the raw text of a cell that could not be read."""
        stated = self.session.report.stated(address)
        if stated is not None and (stated.unread or self.kind(address).is_words):
            return stated.text
        try:
            figure = self.session.live.shown(address)
        except Unread:
            return ""
        return self.amounts.exact(figure, self.kind(address), thousands=thousands)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row, column)
        address = self.address(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.exact_text(address) if address else self.cell(row, column).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return explain(self.session, address, self._marks.get(address)) if address else None
        if role == Qt.ItemDataRole.TextAlignmentRole and address and not self.kind(address).is_words:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return flags
        row, column = index.row(), index.column()
        if self.is_input(row, column) or self.can_rename(row, column) or self._rows[row].is_insert_line:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def set_display_unit(self, unit: Unit) -> None:
        """Show money in another unit; stored figures stay as they are."""
        self._show_amounts(replace(self.amounts, unit=unit))

    def set_zero(self, zero: ZeroShown) -> None:
        """Show zeros in another way; stored figures stay as they are."""
        self._show_amounts(replace(self.amounts, zero=zero))

    def _show_amounts(self, amounts: Amounts) -> None:
        if amounts != self.amounts:
            self.amounts = amounts
            self._faces.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.widths) - 1))

    # -- following the session ---------------------------------------------------------------------

    def follow(self, event: SessionEvent) -> None:
        """Bring lines and cells up to date after a change of anybody."""
        renamed: set[int] = set()
        moved = any(edit.slot.kind is SlotKind.ROW for edit in event.change.edits)
        if self.table.coded is not None and any(
            edit.slot.kind is SlotKind.ROW and TableKey(*edit.slot.key[:-1]) == self.key for edit in event.change.edits
        ):
            renamed = self.follow_rows()
        # A cell may look different though its number is the same: stated now, or read at last. Of an import of all
        # tables most is told by its name alone to be of another one.
        table = self.key.table
        changed = {address: None for address in event.update.changed if address.table == table}
        for edit in event.change.edits:
            if edit.slot.kind is SlotKind.FIGURE and edit.slot.key[0] == table:
                changed[Address(*edit.slot.key)] = None
        if moved or event.update.everything:
            # Rows came or went, or a setting: leaves and parents may have swapped parts, and no list says which.
            changed.update((address, None) for address, face in self._faces.items() if face != self._face(address))
        ours = [address for address in changed if TableKey.of(address) == self.key]
        self._tell(ours, renamed)
        if not self._is_told:
            # The search for roots takes a while where much is wrong; there the marks wait for a pause in the typing.
            self._mark_timer.start(_PAUSE if self.session.audit.is_laborious else 0)
        if ours or renamed:
            self.figures_changed.emit(ours)

    def follow_audit(self, audited: SignalInstance) -> None:
        """From now on the marks follow when somebody tells that the findings are built, and are not asked for here."""
        self._is_told = True
        audited.connect(self.refresh_marks)

    def refresh_marks(self) -> None:
        """Read the findings afresh; cells whose mark changed are told."""
        result = self.session.audit.result()
        if result is self._marked_by:
            return
        self._marked_by = result
        marks = marks_of(result.findings, self.key)
        before, self._marks = self._marks, marks
        changed = [
            address for address in {**before, **marks} if _look(before.get(address)) != _look(marks.get(address))
        ]
        for address in {**before, **marks}:
            self._faces.pop(address, None)
        self._tell(changed, set())
        if before or marks:
            self.marks_changed.emit()

    def _face(self, address: Address) -> Face:
        return face_of(self.session.live, address, self.kind(address), self.amounts, self._marks.get(address))

    def _tell(self, addresses: Iterable[Address], lines: set[int]) -> None:
        """Emit dataChanged for exactly these cells, neighbours of one line joined."""
        columns_of: dict[int, list[int]] = {line: [0] for line in lines}
        for address in addresses:
            self._faces.pop(address, None)
            place = self.locate(address)
            if place is not None:
                columns_of.setdefault(place[0], []).append(place[1])
        ranges: dict[tuple[int, int], list[int]] = {}
        for line, columns in columns_of.items():
            for run in runs(range(len(self.widths)) if line in lines else set(columns)):
                ranges.setdefault(run, []).append(line)
        for (left, right), members in ranges.items():
            for top, bottom in runs(members):
                self.dataChanged.emit(self.at(top, left), self.at(bottom, right))


def _look(mark: Mark | None) -> object:
    return None if mark is None else (mark.level, mark.is_place)
