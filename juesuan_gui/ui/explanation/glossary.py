"""Owns the choice of the terms in 名词解释: every term with why the report uses it, to be listed or left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from juesuan_gui.narrative.drafting.explanation import CODES_LISTED, glossary_of
from juesuan_gui.narrative.drafting.glossary import LEFT_OUT, LISTED, Term, term_choice
from juesuan_gui.narrative.drafting.wording import tell
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.watch import ExplanationWatch
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph
from juesuan_gui.ui.look.whole_lines import WholeLines

_NAME = Qt.ItemDataRole.UserRole


class GlossaryPanel(QWidget):
    """Beside the text while 名词解释 is in sight."""

    notice = Signal(str, str)

    def __init__(self, desk: Desk, watch: ExplanationWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._desk = desk
        self._watch = watch
        self._terms: dict[str, Term] = {}
        self.list = QListWidget()
        self.list.setAccessibleName("名词")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setItemDelegate(WholeLines(self.list))
        self.list.itemChanged.connect(self._on_changed)
        self.reset = button("都按用到的列", self._reset, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 10, 10)
        column.setSpacing(6)
        column.addWidget(heading("名词", 11))
        column.addWidget(paragraph("报告里用到的自动列出；可以多列或不列。解释的文字在左边改写。", "quiet"))
        column.addWidget(self.list, 1)
        column.addWidget(self.reset)
        self.setMinimumWidth(220)
        watch.drafted.connect(self._follow)

    def showEvent(self, event: object) -> None:
        """Show the terms as they stand now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Every term, ticked where it is printed."""
        terms = list(glossary_of(self._desk.session.live, self._watch.sections()))
        choice = self._desk.report.text(term_choice(CODES_LISTED))
        terms.append(Term(CODES_LISTED, "", "", choice))
        self._terms = {term.name: term for term in terms}
        was = self.list.blockSignals(True)
        current = self.list.currentRow()
        self.list.clear()
        for term in terms:
            item = QListWidgetItem(f"{term.name}\n{_why(term)}")
            item.setData(_NAME, term.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if term.is_listed else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(current)
        self.list.blockSignals(was)
        self.reset.setEnabled(any(term.choice for term in terms))

    def _on_changed(self, item: QListWidgetItem) -> None:
        term = self._terms.get(item.data(_NAME))
        if term is None:
            return
        wanted = item.checkState() is Qt.CheckState.Checked
        # What the report would do by itself needs no choice.
        choice = "" if wanted == bool(term.why) else LISTED if wanted else LEFT_OUT
        label = f"名词解释{'列' if wanted else '不列'}“{term.name}”"
        self._desk.do(tell(self._desk.report, term_choice(term.name), choice, label))

    def _reset(self) -> None:
        for term in self._terms.values():
            if term.choice:
                label = f"名词解释“{term.name}”按用到的列"
                self._desk.do(tell(self._desk.report, term_choice(term.name), "", label))
        self.refresh()


def _why(term: Term) -> str:
    if term.choice == LISTED and not term.why:
        return "自己加列"
    if term.choice == LEFT_OUT:
        return f"自己不列（{term.why}）" if term.why else "自己不列"
    return term.why or "报告里没有用到"
