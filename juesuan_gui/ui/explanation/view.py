"""Owns the view of the explanation: the text as it will be printed, read with mouse and keyboard, places clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextBrowser, QTextEdit, QWidget

from juesuan_gui.document import Drawing
from juesuan_gui.narrative.drafting.explanation import DraftedSection
from juesuan_gui.ui.explanation.text import Anchor, AnchorKind, ExplanationText, TextPlace
from juesuan_gui.ui.look.theme import colors

_WIDEST = 900  # pixels: longer lines are hard to read


class ExplanationView(QTextBrowser):
    """Tab goes from place to place, Enter or a click chooses one, F2 or a double click rewords the paragraph."""

    chosen = Signal(object)
    #: (TextPlace): this paragraph is to be worded otherwise.
    reword_requested = Signal(object)
    moved = Signal()

    # Qt tells of a new palette before there is anything to show.
    _sections: Sequence[DraftedSection] = ()
    _charts: Mapping[str, Sequence[Drawing]] | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("文字说明")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text = ExplanationText(colors(self))
        self.anchorClicked.connect(self._on_link)
        self.cursorPositionChanged.connect(self.moved)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    # -- showing -----------------------------------------------------------------------------------

    def show_sections(
        self, sections: Sequence[DraftedSection], charts: Mapping[str, Sequence[Drawing]] | None = None
    ) -> None:
        """Show a draft with the charts of its sections (by id); what was in sight stays in sight."""
        position = self.textCursor().position()
        scrolled = self.verticalScrollBar().value()
        self._sections, self._charts = sections, charts
        self.text = ExplanationText(colors(self))
        was = self.blockSignals(True)
        self.text.fill(self.document(), sections, charts)
        self.setExtraSelections([])
        self.blockSignals(was)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def section(self, section_id: str) -> DraftedSection | None:
        """A section as it is shown."""
        return next((item for item in self._sections if item.section.id == section_id), None)

    def changeEvent(self, event: QEvent) -> None:
        """Other colours: the text is written anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._sections:
            self.show_sections(self._sections, self._charts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines stay readable in a wide window: the text stands in the middle."""
        super().resizeEvent(event)
        side = max(0, (self.width() - _WIDEST) // 2)
        self.setViewportMargins(side, 0, side, 0)

    # -- places ------------------------------------------------------------------------------------

    def _on_link(self, link: QUrl) -> None:
        anchor = self.text.anchor_of(link.toString())
        if anchor is not None:
            self.chosen.emit(anchor)

    def current_place(self) -> TextPlace | None:
        """The paragraph with the cursor."""
        return self.text.place_at(self.textCursor().position())

    def current_section(self) -> str:
        """The section with the cursor."""
        return self.text.section_at(self.textCursor().position())

    def section_in_sight(self) -> str:
        """The section at the upper edge."""
        return self.text.section_at(self.cursorForPosition(QPoint(4, 24)).position())

    def go_to(self, section: str, paragraph: int = -1, start: int = 0, end: int = 0) -> bool:
        """Bring a paragraph into sight, with the characters start to end chosen; whether it is there."""
        position = self.text.position_of(section, paragraph)
        if position is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(position + start)
        rect = self.cursorRect(cursor)
        bar = self.verticalScrollBar()
        if paragraph < 0:
            bar.setValue(bar.value() + rect.top() - 12)
        elif rect.top() < 20 or rect.bottom() > self.viewport().height() * 0.6:
            bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)
        self.setTextCursor(cursor)
        self._point_out(position, start, end)
        return True

    def _point_out(self, position: int, start: int, end: int) -> None:
        marks = []
        if end > start:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self.textCursor()  # type: ignore[attr-defined]
            mark.cursor.setPosition(position + start)  # type: ignore[attr-defined]
            mark.cursor.setPosition(position + end, QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]
            mark.format = QTextCharFormat()  # type: ignore[attr-defined]
            mark.format.setBackground(colors(self).selection)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)

    def pointed_out(self) -> str:
        """The words that are pointed out, "" for none."""
        return "".join(mark.cursor.selectedText() for mark in self.extraSelections())  # type: ignore[attr-defined]

    def rect_of(self, section: str, paragraph: int, start: int) -> QRect:
        """Where a character of a paragraph stands in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition((self.text.position_of(section, paragraph) or 0) + start)
        return self.cursorRect(cursor)

    def anchors(self, *kinds: AnchorKind) -> list[Anchor]:
        """The places of some kinds in reading order."""
        return [anchor for anchor in self.text.anchors if anchor.kind in kinds]

    # -- hands -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 rewords the paragraph with the cursor."""
        if event.key() == Qt.Key.Key_F2:
            self._reword(self.current_place())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on words rewords their paragraph."""
        point = event.position().toPoint()
        if not self.anchorAt(point):
            self._reword(self.text.place_at(self.cursorForPosition(point).position()))
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done here."""
        place = self.text.place_at(self.cursorForPosition(event.pos()).position())
        menu = QMenu(self)
        copy = menu.addAction("复制(&C)\tCtrl+C", self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        reword = menu.addAction("改写这一段(&W)\tF2", lambda: self._reword(place))
        reword.setEnabled(place is not None)
        menu.popup(event.globalPos())

    def _reword(self, place: TextPlace | None) -> None:
        if place is not None:
            self.reword_requested.emit(place)
