"""Owns the page 说明: the sections at the left, the text as it will be printed, and what is done to it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from juesuan_gui.forms import SectionKind
from juesuan_gui.publishing.chart_shapes import drawings_by_section
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.asking import AskingBox
from juesuan_gui.ui.explanation.changes import (
    has_own_words,
    section_reverted,
)
from juesuan_gui.ui.explanation.gaps import gap_of_finding, is_answered, next_gap, open_gaps
from juesuan_gui.ui.explanation.glossary import GlossaryPanel
from juesuan_gui.ui.explanation.last_year import LastYearImport
from juesuan_gui.ui.explanation.sections import SectionList
from juesuan_gui.ui.explanation.templates import TemplateDialog
from juesuan_gui.ui.explanation.text import Anchor, AnchorKind, TextPlace
from juesuan_gui.ui.explanation.view import ExplanationView
from juesuan_gui.ui.explanation.watch import SECTION, ExplanationWatch, Mention
from juesuan_gui.ui.look.pieces import button, heading, key_within, kind, line
from juesuan_gui.ui.parts import Observed

#: Milliseconds after a key in the box before the text behind it may be written anew.
_HANDS_REST: Final = 400


class ExplanationPage(QWidget):
    """Everything typed here is one undo step of the report, kept at once."""

    notice = Signal(str, str)
    #: (list of Address): go to these cells, the first of them the current one.
    cells_requested = Signal(object)

    def __init__(self, desk: Desk, watch: ExplanationWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self._watch = watch
        self._shown: object = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_HANDS_REST)
        self.list = SectionList(watch)
        self.list.chosen.connect(self._choose)
        self.view = ExplanationView()
        self.asking = AskingBox(desk, self.view)
        self.box = self.asking.box
        self.state = QLabel()
        self.next = button("下一处待填", self.go_to_next_gap, "accent", "Alt+↓")
        self.reword = button("改写这一段", self._reword_here, tip="F2，或双击这一段")
        self.reword_section = button("整节改写", self._reword_section)
        self.revert_section = button("恢复本节版式的写法", self._revert_section)
        self.templates = button("文字模板…", self._show_templates, tip="版式的文字模板：看、改、预览")
        self.last_year = LastYearImport(desk, self)
        self.import_words = button(
            "导入上年说明…", self.last_year.ask, tip="从上年公开的 Word、PDF 或文本里认出各处原因和文字，列在问题旁边"
        )
        self.glossary = GlossaryPanel(desk, watch)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(18, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(heading("文字说明", 12))
        bar.addSpacing(8)
        bar.addWidget(self.state, 1)
        for widget in (
            self.revert_section,
            self.import_words,
            self.templates,
            self.reword_section,
            self.reword,
            self.next,
        ):
            bar.addWidget(widget)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.setHandleWidth(1)
        self.across.setChildrenCollapsible(False)
        left = QWidget()
        kind(left, "surface")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(2, 10, 2, 4)
        inner.addWidget(self.list)
        left.setMinimumWidth(180)
        self.across.addWidget(left)
        self.across.addWidget(self.view)
        self.across.addWidget(self.glossary)
        self.across.setStretchFactor(1, 1)
        self.across.setSizes([310, 880, 300])
        self.glossary.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        self.last_year.bar.setContentsMargins(18, 0, 16, 8)
        column.addWidget(self.last_year.bar)
        column.addWidget(line())
        column.addWidget(self.across, 1)

    def _connect(self) -> None:
        self._watch.drafted.connect(self._on_drafted)
        self._desk.edited.connect(self._on_edited)
        self.view.chosen.connect(self._on_anchor)
        self.view.reword_requested.connect(self._on_reword)
        self.view.moved.connect(self._follow_view)
        self.asking.notice.connect(self.notice)
        self.asking.cells_requested.connect(self.cells_requested)
        self.asking.done.connect(self._after_box)
        self.box.edit.textChanged.connect(self._on_typing)
        self._typing.timeout.connect(self._show_latest)
        self.asking.next_requested.connect(self.go_to_next_gap)
        self.glossary.notice.connect(self.notice)
        self.last_year.notice.connect(self.notice)
        self.last_year.running.connect(
            lambda running: self.import_words.setText("取消导入" if running else "导入上年说明…")
        )
        for keys, act in (("Alt+Down", self.go_to_next_gap), ("Alt+Up", lambda: self.go_to_next_gap(-1))):
            key_within(self, keys, act)

    # -- showing -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the text follows every edit soon."""
        super().showEvent(event)
        self._watch.is_watched = True
        self._watch.list_lacks()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody looks at may wait."""
        super().hideEvent(event)
        self._watch.is_watched = False

    def refresh(self) -> None:
        """Show the draft as it is now, made at once where it is not yet."""
        self._watch.sections()
        self._show_latest()

    def _show_latest(self) -> None:
        """Show the draft that was made last."""
        self._typing.stop()
        sections = self._watch.latest()
        if sections is not self._shown:
            self._shown = sections
            charts = {} if self._watch.problem else drawings_by_section(self._desk.session.live)
            self.view.show_sections(sections, charts)
            self.asking.settle()
        self.list.refresh()
        self._mark_current()
        self._show_state()

    def _on_edited(self, _event: object) -> None:
        if self.isVisible():
            self._watch.hurry()

    def _on_drafted(self) -> None:
        # Writing the whole text anew takes longer than a key may wait.
        if self.isVisible() and not self._typing.isActive():
            self._show_latest()

    def _on_typing(self) -> None:
        if self.box.isVisible():
            self._typing.start()

    def _after_box(self) -> None:
        """What was answered is drafted meanwhile; the list and the count know it already."""
        self._typing.stop()
        self.list.refresh()
        self._mark_current()
        self._show_state()

    def _show_state(self) -> None:
        needs = (need for item in self._watch.latest() for need in item.needs)
        count = sum(not is_answered(self._desk.report, need) for need in needs)
        if self._watch.problem:
            words, tone = self._watch.problem, "error"
        elif count:
            words, tone = f"还有 {count} 处待填；数字点一下就到表里", "warning"
        else:
            words, tone = "都写好了", "good"
        self.state.setText(words)
        kind(self.state, tone)
        self.next.setEnabled(bool(count))
        section = self.list.section
        item = self.view.section(section) if section else None
        self.revert_section.setVisible(item is not None and has_own_words(item))
        self.glossary.setVisible(item is not None and item.section.kind is SectionKind.GLOSSARY)

    def _mark_current(self) -> None:
        section = self.asking.section or self.view.current_section()
        if not self.asking.section and not self.view.hasFocus():
            section = self.view.section_in_sight()
        self.list.mark(section)

    def _follow_view(self) -> None:
        self._mark_current()
        self._show_state()
        self.asking.place()

    # -- going about -------------------------------------------------------------------------------

    def _choose(self, section: object) -> None:
        if isinstance(section, str):
            self.go_to_section(section)

    def go_to_section(self, section: str) -> None:
        """Bring a section to the top."""
        self.asking.close()
        self.refresh()
        self.view.go_to(section)
        self.list.mark(section)
        was = self.glossary.isVisible()
        self._show_state()
        self.view.setFocus()
        if self.glossary.isVisible() is not was:
            # The panel beside it takes width from the text, which has other lines then.
            QTimer.singleShot(0, self, lambda: self.view.go_to(section))

    def show_part(self, part: str, finding: object = None) -> None:
        """Open a part of the outline; at a finding in it where one is named."""
        section = part.removeprefix(SECTION)
        self.go_to_section(section)
        if isinstance(finding, Observed):
            # The text has its lines only after the page was laid out.
            QTimer.singleShot(0, self, lambda: self._show_finding(section, finding))

    def _show_finding(self, section: str, finding: Observed) -> None:
        key, quote = finding.observation.spot.place.cell, finding.observation.spot.quote
        item = self.view.section(section)
        if item is None:
            return
        for number, paragraph in enumerate(item.paragraphs):
            if key and paragraph.key != key:
                continue
            start = max(paragraph.text.find(quote), 0) if quote else 0
            if quote and quote not in paragraph.text and paragraph.is_own and item.paragraphs[number + 1 :]:
                continue
            self.view.go_to(section, number, start, start + len(quote) if quote in paragraph.text else 0)
            gap = gap_of_finding(self.view, section, number, finding.key)
            if gap is not None:
                self._on_anchor(gap)
            return

    def show_mention(self, mention: Mention) -> None:
        """Bring a figure of the text into sight, pointed out."""
        self.go_to_section(mention.section)
        QTimer.singleShot(
            0, self, lambda: self.view.go_to(mention.section, mention.paragraph, mention.start, mention.end)
        )

    def go_to_next_gap(self, direction: int = 1) -> None:
        """Open the next 【待填】 behind the cursor, from the end on at the beginning again."""
        if self._shown is None:
            self.refresh()
        gaps = open_gaps(self.view, self._desk.report)
        if not gaps and not self._watch.is_current:
            # An answer may ask something in turn.
            self.refresh()
            gaps = open_gaps(self.view, self._desk.report)
        if not gaps:
            self.asking.close()
            self.notice.emit("info", "没有待填的了。")
            return
        gap = next_gap(self.view, gaps, direction)
        assert gap.asked is not None
        self.view.go_to(gap.section, gap.paragraph, gap.asked.start, gap.asked.end)
        self._on_anchor(gap)

    def _on_anchor(self, anchor: object) -> None:
        if not isinstance(anchor, Anchor):
            return
        if anchor.kind is AnchorKind.FIGURE and anchor.span is not None:
            self.asking.close()
            self.cells_requested.emit(list(anchor.span.addresses))
        else:
            if anchor.kind in (AnchorKind.PARAGRAPH, AnchorKind.TYPED):
                self.refresh()
            self.asking.open(anchor)

    def _reword_here(self) -> None:
        # What is to be worded otherwise must be what the report says now.
        self.refresh()
        place = self.view.current_place()
        if place is None:
            self.notice.emit("info", "先点一下要改写的那一段。")
        else:
            self.asking.open_paragraph(place)

    def _on_reword(self, place: object) -> None:
        if isinstance(place, TextPlace):
            self.refresh()
            self.asking.open_paragraph(place)

    def _reword_section(self) -> None:
        section = self.list.section
        if section:
            self.refresh()
            self.asking.open_section(section)

    # -- changing ----------------------------------------------------------------------------------

    def _revert_section(self) -> None:
        item = self.view.section(self.list.section)
        if item is not None:
            self._desk.do(section_reverted(self._desk.report, item))

    def _show_templates(self) -> None:
        dialog = TemplateDialog(self._desk, self.list.section, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._after_template)
        dialog.open()

    def _after_template(self, words: str) -> None:
        self._watch.forget()
        self.refresh()
        self.notice.emit("info", words)

    def first_stop(self) -> QWidget:
        """Where the keyboard begins."""
        return self.box.edit if self.box.isVisible() else self.view
