"""Owns the import page: what a workbook would change, what in it was not matched, and the one step that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from juesuan_gui.forms import FormError
from juesuan_gui.report import Stated
from juesuan_gui.ui.change_words import changed_words
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.import_choices import ImportChoices, titles_of
from juesuan_gui.ui.import_lines import card_lines, place_words, summary, table_lines, unmatched_lines, unread_lines
from juesuan_gui.ui.importing import missing_tables, read_for
from juesuan_gui.ui.look.pieces import ElidedLabel, button, heading, kind, line, paragraph, quiet
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark
from juesuan_gui.ui.tasks import Task, Work

if TYPE_CHECKING:
    from juesuan_gui.reading import ImportPreview
    from juesuan_gui.reading.importing import Difference
    from juesuan_gui.reading.whole_import import FileRead

_SHOWN = 200
_PANEL, _CHOICES = 300, 460  # pixels


class ImportPage(QWidget):
    """Reads a workbook beside the window, shows what it would do, and does it when told."""

    done = Signal(str)
    closed = Signal()
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self._task: Task | None = None
        self._file_read: FileRead | None = None
        self._title = heading("导入")
        self._file = ElidedLabel(is_path=True)
        kind(self._file, "quiet")
        self._summary = paragraph()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self.accept = button("导入", self._import, "accent", "作为一步写入报告，可以一次撤销")
        self.cancel = button("取消", self._close)
        self.choices = ImportChoices()
        self._lists = QVBoxLayout()
        self._lists.setSpacing(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._account(), 3)
        row.addWidget(line(vertical=True))
        # What is wide to spare goes to the panel, not between the account and it.
        row.addWidget(self._decision(), 1)

    def _account(self) -> QWidget:
        """What is in the file and what it would change."""
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._file, 1)
        content = QWidget()
        kind(content, "ground")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addLayout(self._lists)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        page = QWidget()
        # A figure far from its name is hard to read.
        page.setMaximumWidth(1180)
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 20, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._progress)
        column.addWidget(area, 1)
        return page

    def _decision(self) -> QWidget:
        """What is chosen beside it, and yes or no."""
        panel = QWidget()
        kind(panel, "surface")
        panel.setMinimumWidth(_PANEL)
        choices = QWidget()
        choices.setMaximumWidth(_CHOICES)
        row = QHBoxLayout(panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(choices, 1)
        row.addStretch(0)
        column = QVBoxLayout(choices)
        column.setContentsMargins(16, 20, 16, 16)
        column.setSpacing(10)
        column.addWidget(heading("写入报告", 12))
        column.addWidget(self.choices)
        column.addSpacing(6)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.accept, 1)
        buttons.addWidget(self.cancel)
        column.addLayout(buttons)
        column.addWidget(paragraph("导入是一步操作，Ctrl+Z 可以整个撤销。", "quiet"))
        column.addStretch(1)
        return panel

    @property
    def is_reading(self) -> bool:
        """Whether the file is still being read."""
        return self._task is not None and self._task.is_running

    def read(self, path: Path, work: Work | None = None) -> None:
        """Read a workbook and show what it would do; ``work`` reads it as something else than a report's tables."""
        self.stop()
        self._clear()
        self._file_read = None
        self.choices.clear()
        self._file.setText(str(path))
        self._summary.setText("正在读取…")
        self._progress.show()
        self.accept.setEnabled(False)
        task = Task("导入", work or read_for(self._desk.session, path), self)
        task.progressed.connect(self._on_progress)
        task.finished.connect(self._on_read)
        task.failed.connect(self._on_failed)
        self._task = task
        task.start()

    def stop(self) -> None:
        """Forget what is being read."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_progress(self, step: str, _done: int, _total: int) -> None:
        if self.sender() is self._task:
            self._summary.setText(f"{step}…")

    def _on_failed(self, problem: str) -> None:
        if self.sender() is self._task:
            self._progress.hide()
            self._summary.setText(problem)
            self.failed.emit(problem)

    def _on_read(self, result: object) -> None:
        if self.sender() is not self._task:
            return
        from juesuan_gui.reading import import_preview
        from juesuan_gui.reading.whole_import import offered_settings

        self._progress.hide()
        read = self._file_read = cast("FileRead", result)
        recognised = read.recognised
        preview = import_preview(self._desk.report, recognised)
        if not recognised.tables and not recognised.cards:
            self._summary.setText("这个文件里没有找到本版式的表。表要有表名（如“支出决算表”）和表头。")
        else:
            self._summary.setText(summary(preview))
        self.accept.setEnabled(bool(recognised.tables or preview.cards))
        self._show(preview)
        self.choices.show_offers(offered_settings(self._desk.report, read), titles_of(self._desk.form, read.printed))
        self.accept.setFocus()

    # -- the account -------------------------------------------------------------------------------

    def _show(self, preview: ImportPreview) -> None:
        # What has to be looked at comes first, what went well last.
        conflicts = self._conflict_lines(preview)
        self._add("会改动的数（报告里已有，文件里不同）", conflicts, len(preview.conflicts))
        self._add("没有对上、不会导入的", unmatched_lines(preview.recognised))
        self._add("读不出的数（导入后标为“未读出”，等您补上）", unread_lines(preview.recognised))
        notes = (*preview.recognised.notes, *preview.card_notices)
        self._add("请核对", [Line(note, mark=Mark.WARNING, tip=note) for note in notes])
        if preview.other_unit_name:
            note = f"文件里的单位名称是“{preview.other_unit_name}”，与报告的不同；报告的名称不变。"
            self._add("单位名称", [Line(note, mark=Mark.WARNING)])
        elif preview.unit_name:
            self._add("单位名称", [Line(preview.unit_name, "将填入报告", tone="quiet")])
        missing = missing_tables(self._desk.form, preview.recognised)
        self._add("文件里没有的表（报告里的保持不变）", [Line(title) for title in missing])
        self._add("认出的表", table_lines(preview.recognised))
        self._add("认出的绩效自评表", card_lines(preview.recognised))

    def _conflict_lines(self, preview: ImportPreview) -> list[Line]:
        """Those that are shown: putting tens of thousands of figures into words takes a while."""
        wording = self._desk.session.wording

        def words(stated: Stated | None, item_index: int) -> str:
            if stated is None or stated.figure is None:
                return stated.text if stated is not None and stated.text else "空"
            return wording.number(stated.figure.quantity(), preview.conflicts[item_index].address)

        def changed(item: Difference, index: int) -> str:
            before, after = words(item.before, index), words(item.after, index)
            return changed_words(before, after, item.address, self._desk.form, wording)

        return [
            Line(
                wording.place(item.address),
                changed(item, index),
                mark=Mark.WARNING,
                tip=place_words(item.place),
            )
            for index, item in enumerate(preview.conflicts[:_SHOWN])
        ]

    def _add(self, title: str, lines: list[Line], count: int = 0) -> None:
        """``count``: how many there are, where not all were made."""
        if not lines:
            return
        count = count or len(lines)
        shown = lines[:_SHOWN]
        if count > _SHOWN:
            shown.append(Line(f"另有 {count - _SHOWN} 条", tone="quiet"))
        listing = LineList(single=False, height=25)
        listing.setAccessibleName(title)
        listing.lines.show(shown)
        listing.setFixedHeight(min(listing.content_height() + 4, 230))
        self._lists.addWidget(quiet(f"{title}　{count}" if count > 1 else title))
        self._lists.addWidget(listing)
        self._lists.addSpacing(8)

    def _clear(self) -> None:
        while self._lists.count():
            item = self._lists.takeAt(0)
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _import(self) -> None:
        read = self._file_read
        if read is None:
            return
        from juesuan_gui.reading import import_preview
        from juesuan_gui.reading.whole_import import whole_import

        cards = import_preview(self._desk.report, read.recognised).cards
        as_printed = self.choices.as_printed.isChecked()
        try:
            change = whole_import(self._desk.report, read, self.choices.chosen_settings(), as_printed=as_printed)
        except FormError as error:
            self.failed.emit(f"不能照原件的版式印：{error.problem}。没有导入，可以去掉这一项再导入。")
            return
        tables = len(read.recognised.tables)
        words = [f"{tables} 张表"] if tables else []
        words += [f"{cards} 张绩效自评表"] if cards else []
        said = f"已导入 {'、'.join(words)}。" if change else "文件与报告完全一致，没有改动。"
        self._desk.carry_out(change, lambda: self.done.emit(said))

    def _close(self) -> None:
        self.stop()
        self.closed.emit()
