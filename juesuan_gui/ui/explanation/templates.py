"""Owns the window of the text templates: one section's template, the text it makes now, where a change is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.narrative.drafting.explanation import DraftedSection, draft_section, template_source
from juesuan_gui.narrative.drafting.wording import tell, template_text
from juesuan_gui.paths import own_forms
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.view import ExplanationView
from juesuan_gui.ui.guide import show_guide
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.look.theme import colors
from juesuan_gui.ui.tasks import plain_words

_PREVIEW_AFTER = 300  # milliseconds
_GUIDE = (
    '双花括号里取数：{{ 数("T1.收入总计") }}、{{ 增减(今年, 去年) }}、{{ 占(部分, 全部) }}、'
    '{{ 原因("收入", "收入增加") }}。'
    "空一行另起一段。"
)


class TemplateDialog(QDialog):
    """Edits the template of one section with a live preview; errors name their line."""

    saved = Signal(str)

    def __init__(self, desk: Desk, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("文字模板")
        self.resize(1080, 680)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PREVIEW_AFTER)
        self._timer.timeout.connect(self.show_preview)
        self.sections = QComboBox()
        self.sections.setAccessibleName("哪一节")
        self._origin = quiet()
        self.edit = TemplateEdit()
        self.edit.setAccessibleName("模板")
        self.preview = ExplanationView()
        self.preview.setAccessibleName("预览")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.keep_here = button("存到这份报告", self._keep_here, "accent", "只改这一份报告的写法；可以撤销")
        self.keep_always = button(
            "存到我的版式", self._keep_always, tip="以后用这个版式的报告都照这样写；存在自己的版式文件夹里"
        )
        self.forms_own = button("恢复版式自带的", self._restore)
        self._lay_out()
        self._fill(section)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.sections, 1)
        head.addWidget(self._origin)
        head.addWidget(
            button("写法说明…", lambda: show_guide(self, "text-templates"), "plain", "使用说明：说明的文字模板")
        )
        left, right = QWidget(), QWidget()
        for widget, title, body in ((left, "模板", self.edit), (right, "现在印出来是这样", self.preview)):
            column = QVBoxLayout(widget)
            column.setContentsMargins(0 if widget is left else 8, 0, 8 if widget is left else 0, 0)
            column.addWidget(heading(title, 10.5))
            column.addWidget(body, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(right)
        across.setSizes([540, 540])
        foot = QHBoxLayout()
        for widget in (self.keep_here, self.keep_always, self.forms_own):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        across.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(paragraph(_GUIDE, "quiet"))
        column.addWidget(across, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)
        self.edit.textChanged.connect(self._timer.start)
        self.sections.activated.connect(lambda _index: self._show_template())

    def _fill(self, section: str) -> None:
        for item in self._desk.form.outline:
            if template_source(self._desk.session.live, item.id) is not None:
                self.sections.addItem(item.title.replace("{年度}", str(self._desk.form.year)), item.id)
        self.sections.setCurrentIndex(max(0, self.sections.findData(section)))
        self._show_template()
        # The section is chosen already; in its list the keys would choose another.
        self.edit.setFocus()

    @property
    def section(self) -> str:
        """The section whose template is shown."""
        return str(self.sections.currentData() or "")

    def _show_template(self) -> None:
        source = template_source(self._desk.session.live, self.section)
        if source is None:
            return
        is_kept = bool(self._desk.report.text(template_text(self.section)))
        is_mine = source.path is not None and own_forms() in source.path.parents
        self._origin.setText("这份报告自己的" if is_kept else "我的版式里的" if is_mine else "版式自带的")
        self.forms_own.setVisible(is_kept or is_mine)
        self.edit.setPlainText(source.text)
        self.show_preview()

    def show_preview(self) -> None:
        """Draft the section with the template as it stands."""
        self._timer.stop()
        drafted = draft_section(self._desk.session.live, self.section, self.edit.toPlainText())
        self._show_problem(drafted)
        if not drafted.problem:
            self.preview.show_sections([drafted])

    def _show_problem(self, drafted: DraftedSection) -> None:
        kind(self.problem, "error" if drafted.problem else "quiet")
        missing = len(drafted.needs)
        self.problem.setText(drafted.problem or (f"没有错；有 {missing} 处待填。" if missing else "没有错。"))
        for widget in (self.keep_here, self.keep_always):
            widget.setEnabled(not drafted.problem)
        self.edit.show_fault(drafted.fault_line)

    # -- keeping -----------------------------------------------------------------------------------

    def _keep_here(self) -> None:
        title = self.sections.currentText()
        text = self.edit.toPlainText().rstrip()
        self._desk.do(tell(self._desk.report, template_text(self.section), text, f"修改“{title}”的模板"))
        self.saved.emit(f"“{title}”的模板已存到这份报告。")
        self._show_template()

    def _own_file(self) -> Path:
        return own_forms() / self._desk.form.id / "narrative" / f"{self.section}.j2"

    def _keep_always(self) -> None:
        path = self._own_file()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.edit.toPlainText().rstrip() + "\n", encoding="utf-8", newline="\n")
        except OSError as error:
            self._say_failed(plain_words(error, "保存模板"))
            return
        self._drop_kept()
        self.saved.emit(f"“{self.sections.currentText()}”的模板已存到 {path}，以后都照这样写。")
        self._show_template()

    def _restore(self) -> None:
        try:
            self._own_file().unlink(missing_ok=True)
        except OSError as error:
            self._say_failed(plain_words(error, "恢复模板"))
            return
        self._drop_kept()
        self.saved.emit(f"“{self.sections.currentText()}”已恢复版式自带的模板。")
        self._show_template()

    def _drop_kept(self) -> None:
        label = f"“{self.sections.currentText()}”用版式的模板"
        self._desk.do(tell(self._desk.report, template_text(self.section), "", label))

    def _say_failed(self, words: str) -> None:
        kind(self.problem, "error")
        self.problem.setText(words)


class TemplateEdit(QPlainTextEdit):
    """A field for a template, with numbered lines, the one that is wrong in red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        # The fixed font of a system may have no Chinese; the interface's comes after it.
        font.setFamilies([*font.families(), *self.font().families()])
        self.setFont(font)
        self._fault: int | None = None
        self._numbers = _LineNumbers(self)
        self.blockCountChanged.connect(lambda _count: self._make_room())
        self.updateRequest.connect(self._on_update)
        self._make_room()

    def show_fault(self, line: int | None) -> None:
        """Mark the line that is wrong, counted from 1; ``None`` marks none."""
        self._fault = line
        self._numbers.update()

    @property
    def fault(self) -> int | None:
        """The line that is marked."""
        return self._fault

    def numbers_width(self) -> int:
        """How wide the numbers are."""
        return self.fontMetrics().horizontalAdvance("9" * len(str(max(self.blockCount(), 10)))) + 14

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _on_update(self, rect: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers stand at the left."""
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), self.numbers_width(), area.height()))

    def paint_numbers(self, event: QPaintEvent) -> None:
        """The numbers of the lines in sight."""
        roles = colors(self)
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), roles.header)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        while block.isValid():
            area = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if area.top() > event.rect().bottom():
                break
            number = block.blockNumber() + 1
            painter.setPen(roles.error if number == self._fault else roles.quiet)
            place = QRect(0, round(area.top()), self._numbers.width() - 7, self.fontMetrics().height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))
            block = block.next()
        painter.end()


class _LineNumbers(QWidget):
    def __init__(self, edit: TemplateEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def sizeHint(self) -> QSize:
        """As wide as the numbers."""
        return QSize(self._edit.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The edit knows its lines."""
        self._edit.paint_numbers(event)
