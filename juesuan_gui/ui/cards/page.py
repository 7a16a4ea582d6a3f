"""Owns the page of scorecards: the sheet of all projects, the editor of one card, the picture; making and importing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from juesuan_gui.live.cards import ShownCard
from juesuan_gui.report import Change
from juesuan_gui.report.card_sheets import add_cards, content_of, remove_card, starting_content
from juesuan_gui.report.cards import CardKind
from juesuan_gui.ui.audit.help_panel import HelpPanel
from juesuan_gui.ui.cards.editor import CardEditor
from juesuan_gui.ui.cards.giving_out import CardsGivingOut
from juesuan_gui.ui.cards.taking_in import CardsTakingIn
from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.pieces import button, heading, key_within, kind
from juesuan_gui.ui.parts import Observed
from juesuan_gui.ui.projects.page import ProjectsPage
from juesuan_gui.ui.projects.picture import ProjectsPicture

#: What is made most often first.
_ORDER = (CardKind.PROJECT, CardKind.OVERALL, CardKind.SUMMARY, CardKind.LISTING)
#: The help page of each view.
_ABOUT = ("projects-sheet", "card-editor", "projects-picture")
_HELP_WIDTH = 330
_NO_LAYOUT = "本版式没有自评表样式，请先在版式文件夹的 scorecards 里加上。"


class CardsPage(QWidget):
    """Three views of the same cards; which one is open stays as the user left it."""

    notice = Signal(str, str)
    closed = Signal()

    def __init__(self, desk: Desk, watch: CardsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self._watch = watch
        self.projects = ProjectsPage(desk, watch)
        self.editor = CardEditor(desk, watch)
        self.picture = ProjectsPicture(watch)
        self.taking_in = CardsTakingIn(desk, self, self._open_last)
        self.giving_out = CardsGivingOut(desk, self)
        self.help = HelpPanel(desk.form, title="说明", back="关闭")
        self.help.setFixedWidth(_HELP_WIDTH)
        self.help.hide()
        self.views = QStackedWidget()
        for view in (self.projects, self.editor, self.picture):
            self.views.addWidget(view)
        self.layouts = QComboBox()
        self.layouts.setAccessibleName("样式")
        for layout in sorted(desk.form.scorecards.values(), key=lambda item: _ORDER.index(item.kind)):
            self.layouts.addItem(layout.name, layout.id)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.show_view(self.editor if self._has_no_projects() else self.projects)

    def _make_buttons(self) -> None:
        self.choices = QButtonGroup(self)
        self.show_projects = button("项目一览", lambda: self.show_view(self.projects), "plain", "全部项目，一行一个")
        self.show_editor = button("自评表", lambda: self.show_view(self.editor), "plain", "逐张填写，与印出的一样")
        self.show_picture = button("执行与得分图", lambda: self.show_view(self.picture), "plain", "全部项目画在一页上")
        for choice in (self.show_projects, self.show_editor, self.show_picture):
            choice.setCheckable(True)
            self.choices.addButton(choice)
        self.new = button("新建", self._new)
        self.copy = button("复制", self._copy, tip="把打开的自评表复制一张")
        self.remove = button("删除", self._remove, tip="删除打开的自评表；可以撤销")
        self.take_in = button("导入…", self.taking_in.ask, tip="从 Excel、Word、PDF 或文本里读自评表")
        self.give_out = button("导出…", self.giving_out.ask, tip="自评表另存为 Word、PDF 或 Excel 文件")
        self.about = button("说明", self._about_view, "plain", "这一页怎么用")
        self.back = button("返回", self.closed.emit)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(heading("绩效自评表"))
        head.addSpacing(10)
        for choice in (self.show_projects, self.show_editor, self.show_picture):
            head.addWidget(choice)
        head.addStretch(1)
        head.addWidget(self.about)
        head.addWidget(self.layouts)
        for item in (self.new, self.copy, self.remove, self.take_in, self.give_out, self.back):
            head.addWidget(item)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 12, 18, 10)
        whole.setSpacing(10)
        whole.addLayout(head)
        for part in (self.taking_in, self.giving_out):
            whole.addWidget(part.bar)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.views, 1)
        middle.addWidget(self.help)
        whole.addLayout(middle, 1)

    def _connect(self) -> None:
        for part in (self.projects, self.editor, self.taking_in, self.giving_out):
            part.notice.connect(self.notice)
        self.projects.card_requested.connect(self.open_card)
        self.picture.card_requested.connect(self.open_card)
        self.editor.help_wanted.connect(self.show_help)
        self.help.closed.connect(self._close_help)
        key_within(self.help, "Esc", self._close_help)
        self.taking_in.running.connect(lambda running: self.take_in.setText("取消导入" if running else "导入…"))
        self.giving_out.running.connect(lambda running: self.give_out.setText("取消导出" if running else "导出…"))
        self._watch.judged.connect(self._judged)
        self._watch.touched.connect(lambda _cards: self._show_tools())

    def _has_no_projects(self) -> bool:
        return not any(layout.kind == CardKind.PROJECT for layout in self._desk.form.scorecards.values())

    # -- showing -----------------------------------------------------------------------------------

    @property
    def shown(self) -> ShownCard | None:
        """The card that is open in the editor."""
        return self.editor.shown

    def show_view(self, view: QWidget) -> None:
        """Open one of the three views."""
        self.views.setCurrentWidget(view)
        for choice, own in zip(self.choices.buttons(), (self.projects, self.editor, self.picture), strict=True):
            choice.setChecked(own is view)
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        """The keyboard to where work is done."""
        if self.views.currentWidget() is self.projects:
            self.projects.grid.setFocus()
        elif self.views.currentWidget() is self.editor:
            (self.editor.view if self.shown is not None else self.new).setFocus()

    def panes(self) -> list[tuple[QWidget, QWidget]]:
        """The parts between which F6 takes the keyboard, each with where it begins."""
        parts: list[tuple[QWidget, QWidget]] = [(self.show_projects, self.show_projects)]
        if self.views.currentWidget() is self.projects:
            parts += [(self.projects.words, self.projects.words), (self.projects.grid, self.projects.grid)]
        elif self.views.currentWidget() is self.editor:
            editor = self.editor
            parts += [(editor.list, editor.list), (editor.view, editor.view), (editor.side, editor.side.first_stop())]
            parts += [(editor.found, editor.found.list)]
        return [(part, stop) for part, stop in parts if stop.isVisible()]

    def refresh(self) -> None:
        """Show the open view as it is now."""
        if self.isVisible():
            for view in (self.projects, self.editor, self.picture):
                if view is self.views.currentWidget():
                    view.refresh()
        self._show_tools()

    def _judged(self) -> None:
        if self.isVisible() and self.views.currentWidget() is self.picture:
            self.picture.refresh()

    def _show_tools(self) -> None:
        editing = self.views.currentWidget() is self.editor
        for item in (self.layouts, self.new, self.copy, self.remove):
            item.setVisible(editing)
        for item in (self.copy, self.remove):
            item.setEnabled(self.shown is not None)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the page was hidden is shown."""
        super().showEvent(event)
        self.refresh()

    def open_card(self, card: str) -> None:
        """Open a card in the editor."""
        self.editor.open_card(card)
        self.show_view(self.editor)

    def show_finding(self, finding: object) -> None:
        """Open the card of a finding at its cell."""
        if isinstance(finding, Observed):
            place = finding.observation.spot.place
            if place.sheet is not None and self._watch.book.shown(place.sheet) is not None:
                self.open_card(place.sheet)
                self.editor.go_to(place)

    # -- help --------------------------------------------------------------------------------------

    def show_help(self, page: str) -> None:
        """Show a page of resources/help beside the cards: of a check, or of a view."""
        self.help.show_check(page)
        self.help.show()
        self.editor.show_side(False)

    def _about_view(self) -> None:
        if self.help.isVisible():
            self._close_help()
        else:
            self.show_help(_ABOUT[self.views.currentIndex()])

    def _close_help(self) -> None:
        self.help.hide()
        self.editor.show_side(True)
        self.take_focus()

    # -- making ------------------------------------------------------------------------------------

    def _new(self) -> None:
        layout = self._desk.form.scorecards.get(str(self.layouts.currentData()))
        if layout is None:
            self.notice.emit("warning", _NO_LAYOUT)
            return
        self._add(add_cards(self._desk.report, layout, [starting_content(layout)], f"新建{layout.name}"))

    def _copy(self) -> None:
        shown = self.shown
        if shown is not None:
            self._add(add_cards(self._desk.report, shown.layout, [content_of(shown.sheet)], "复制自评表"))

    def _add(self, change: Change) -> None:
        self._desk.do(change)
        self._open_last()

    def _open_last(self) -> None:
        """What was added is opened: the last card."""
        cards = self._watch.book.all_shown()
        if cards:
            self.open_card(cards[-1].sheet.id)
        self._watch.judge()

    def _remove(self) -> None:
        if self.shown is not None:
            self._desk.do(remove_card(self._desk.report, self.editor.card))

    # -- taking in ---------------------------------------------------------------------------------

    def read(self, path: Path) -> None:
        """Take in the cards of a file."""
        self.taking_in.read(path)

    def stop(self) -> None:
        """End what runs beside the window."""
        self.taking_in.stop()
        self.giving_out.stop()
