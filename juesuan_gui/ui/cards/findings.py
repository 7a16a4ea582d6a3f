"""Owns what the checks say of one card: findings and notices as a list that leads to the cells, and explanations."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from juesuan_gui.card_book import CardFindings
from juesuan_gui.document import Place
from juesuan_gui.forms import Level
from juesuan_gui.report import CardKey
from juesuan_gui.ui.audit.note_editor import NoteEditor
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.pieces import button, quiet
from juesuan_gui.ui.parts import Observed
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark

_HEIGHT = 132


class CardFindingsList(QWidget):
    """The findings of the open card."""

    #: (Place or CardKey): a cell is asked for.
    chosen = Signal(object)
    help_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._observed: dict[Place, Observed] = {}
        self.count: QLabel = quiet("")
        self.list = LineList(single=True)
        self.list.setAccessibleName("审核结果")
        self.list.setMaximumHeight(_HEIGHT)
        self.list.chosen.connect(self.chosen)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_note())
        self.explain = button("写说明…", self.write_note)
        self.page = button("审核依据", self._help, "link", "这条审核为什么、怎样核对")
        self.note = NoteEditor(desk)
        self.note.closed.connect(self._show_note)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.page)
        row.addWidget(self.explain)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.list)
        column.addWidget(self.note)

    def show_card(self, card: str, findings: CardFindings) -> None:
        """List what is said of a card."""
        own = [item for item in self._desk.parts.findings() if item.observation.spot.place.sheet == card]
        self._observed = {item.observation.spot.place: item for item in own}
        lines = [self._line(item) for item in own]
        lines += [
            Line(item.text, "待核", item.key, Mark.HOLLOW, "quiet", tip=item.text)
            for item in findings.notices
            if item.key is not None and item.key.card == card
        ]
        here = self.list.lines.lines[self.list.currentIndex().row()] if self.list.currentIndex().isValid() else None
        self.list.lines.show(lines)
        self.list.setVisible(bool(lines))
        self.count.setText(f"审核结果 {len(lines)} 条" if lines else ("没有发现问题" if card else ""))
        if here is not None:
            self._choose(here.payload)
        self._show_note()

    def _line(self, item: Observed) -> Line:
        note = self._desk.report.note(item.key)
        if note is not None and note.fingerprint == item.fingerprint:
            return Line(
                item.observation.message, "已说明", item.observation.spot.place, Mark.GOOD, "quiet", tip=note.text
            )
        mark = Mark.ERROR if item.level is Level.ERROR else Mark.WARNING
        tone = "error" if item.level is Level.ERROR else "warning"
        return Line(
            item.observation.message, item.check, item.observation.spot.place, mark, tone, tip=item.observation.message
        )

    def select(self, payload: Place | CardKey) -> None:
        """Make the line of a cell the current one."""
        self._choose(payload)
        self._show_note()

    def _choose(self, payload: object) -> None:
        for row, line in enumerate(self.list.lines.lines):
            if line.payload == payload:
                self.list.setCurrentIndex(self.list.lines.index(row))
                return

    def current(self) -> Observed | None:
        """The chosen finding; ``None`` for a notice."""
        index = self.list.currentIndex()
        lines = self.list.lines.lines
        payload = lines[index.row()].payload if index.isValid() and index.row() < len(lines) else None
        return self._observed.get(payload) if isinstance(payload, Place) else None

    def write_note(self) -> None:
        """Open the explanation of the chosen finding for writing."""
        finding = self.current()
        if finding is not None:
            self.note.begin(finding)
            self.explain.hide()

    def _show_note(self) -> None:
        finding = self.current()
        self.note.show_finding(finding)
        self.explain.setVisible(finding is not None and not self.note.isVisibleTo(self))
        self.page.setVisible(finding is not None)

    def _help(self) -> None:
        finding = self.current()
        if finding is not None:
            self.help_wanted.emit(finding.check)
