"""Owns the import page: what a workbook would change, what in it was not matched, and the one step that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from juesuan_gui.document import Place
from juesuan_gui.report import Stated
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.importing import kind_words, missing_tables, read_for
from juesuan_gui.ui.look.pieces import ElidedLabel, button, heading, kind, paragraph, quiet
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark
from juesuan_gui.ui.tasks import Task, Work

if TYPE_CHECKING:
    from juesuan_gui.reading import ImportPreview, Recognised, RecognisedTable, Unmatched

_SHOWN = 200


def place_words(place: Place | None) -> str:
    """工作表“公开05” C12"""
    if place is None:
        return ""
    sheet = f"工作表“{place.sheet}”" if place.sheet else ""
    return f"{sheet} {place.cell or ''}".strip()


def summary(preview: ImportPreview) -> str:
    """What the import does, in one sentence."""
    parts = [f"认出 {len(preview.recognised.tables)} 张表"]
    if preview.new:
        parts.append(f"新填 {preview.new} 个数")
    if preview.conflicts:
        parts.append(f"改动 {len(preview.conflicts)} 个数")
    if preview.unchanged:
        parts.append(f"{preview.unchanged} 个数不变")
    if preview.rows_added:
        parts.append(f"增加 {len(preview.rows_added)} 个科目行")
    if preview.rows_removed:
        parts.append(f"去掉 {len(preview.rows_removed)} 个科目行")
    if preview.cards:
        parts.append(f"增加 {preview.cards} 张绩效自评表")
    return "，".join(parts) + "。"


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
        self._recognised: Recognised | None = None
        self._title = heading("导入")
        self._file = ElidedLabel(is_path=True)
        kind(self._file, "quiet")
        self._summary = paragraph()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self.accept = button("导入", self._import, "accent", "作为一步写入报告，可以一次撤销")
        self.cancel = button("取消", self._close)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(4)
        self._lay_out()

    def _lay_out(self) -> None:
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
        foot = QHBoxLayout()
        foot.addWidget(self.accept)
        foot.addWidget(self.cancel)
        foot.addWidget(quiet("导入是一步操作，Ctrl+Z 可以整个撤销。"))
        foot.addStretch(1)
        page = QWidget()
        # A figure far from its name is hard to read.
        page.setMaximumWidth(1080)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(page, 1)
        row.addStretch(0)
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 20, 28, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._progress)
        column.addWidget(area, 1)
        column.addLayout(foot)

    @property
    def is_reading(self) -> bool:
        """Whether the file is still being read."""
        return self._task is not None and self._task.is_running

    def read(self, path: Path, work: Work | None = None) -> None:
        """Read a workbook and show what it would do; ``work`` reads it as something else than a report's tables."""
        self.stop()
        self._clear()
        self._recognised = None
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

        self._progress.hide()
        recognised = self._recognised = cast("Recognised", result)
        preview = import_preview(self._desk.report, recognised)
        if not recognised.tables and not recognised.cards:
            self._summary.setText("这个文件里没有找到本版式的表。表要有表名（如“支出决算表”）和表头。")
        else:
            self._summary.setText(summary(preview))
        self.accept.setEnabled(bool(recognised.tables or preview.cards))
        self._show(preview)
        self.accept.setFocus()

    # -- the account -------------------------------------------------------------------------------

    def _show(self, preview: ImportPreview) -> None:
        # What has to be looked at comes first, what went well last.
        self._add("会改动的数（报告里已有，文件里不同）", self._conflict_lines(preview))
        self._add("没有对上、不会导入的", _unmatched_lines(preview.recognised))
        self._add("读不出的数（导入后标为“未读出”，等您补上）", _unread_lines(preview.recognised))
        notes = (*preview.recognised.notes, *preview.card_notices)
        self._add("请核对", [Line(note, mark=Mark.WARNING, tip=note) for note in notes])
        if preview.other_unit_name:
            note = f"文件里的单位名称是“{preview.other_unit_name}”，与报告的不同；报告的名称不变。"
            self._add("单位名称", [Line(note, mark=Mark.WARNING)])
        elif preview.unit_name:
            self._add("单位名称", [Line(preview.unit_name, "将填入报告", tone="quiet")])
        missing = missing_tables(self._desk.form, preview.recognised)
        self._add("文件里没有的表（报告里的保持不变）", [Line(title) for title in missing])
        self._add("认出的表", _table_lines(preview.recognised))
        self._add("认出的绩效自评表", _card_lines(preview.recognised))

    def _conflict_lines(self, preview: ImportPreview) -> list[Line]:
        wording = self._desk.session.wording

        def words(stated: Stated | None, item_index: int) -> str:
            if stated is None or stated.figure is None:
                return stated.text if stated is not None and stated.text else "空"
            return wording.number(stated.figure.quantity(), preview.conflicts[item_index].address)

        return [
            Line(
                wording.place(item.address),
                f"{words(item.before, index)} → {words(item.after, index)}",
                mark=Mark.WARNING,
                tip=place_words(item.place),
            )
            for index, item in enumerate(preview.conflicts)
        ]

    def _add(self, title: str, lines: list[Line]) -> None:
        if not lines:
            return
        shown = lines[:_SHOWN]
        if len(lines) > _SHOWN:
            shown.append(Line(f"另有 {len(lines) - _SHOWN} 条", tone="quiet"))
        listing = LineList(single=False, height=25)
        listing.setAccessibleName(title)
        listing.lines.show(shown)
        listing.setFixedHeight(min(listing.content_height() + 4, 230))
        self._lists.addWidget(quiet(f"{title}　{len(lines)}" if len(lines) > 1 else title))
        self._lists.addWidget(listing)
        self._lists.addSpacing(8)

    def _clear(self) -> None:
        while self._lists.count():
            item = self._lists.takeAt(0)
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _import(self) -> None:
        if self._recognised is None:
            return
        from juesuan_gui.reading import import_change, import_preview

        cards = import_preview(self._desk.report, self._recognised).cards
        change = import_change(self._desk.report, self._recognised)
        self._desk.do(change)
        tables = len(self._recognised.tables)
        words = [f"{tables} 张表"] if tables else []
        words += [f"{cards} 张绩效自评表"] if cards else []
        self.done.emit(f"已导入 {'、'.join(words)}。" if change else "文件与报告完全一致，没有改动。")

    def _close(self) -> None:
        self.stop()
        self.closed.emit()


def _table_lines(recognised: Recognised) -> list[Line]:
    lines = []
    for table in recognised.tables:
        left = len(table.unmatched_rows) + len(table.unmatched_columns) + len(table.unread)
        count = f"{len(table.figures)} 个数"
        lines.append(
            Line(
                f"{table.title}{kind_words(table.basis)}　{place_words(table.place)}　{table.unit.label}",
                f"{count}，{left} 处没对上" if left else count,
                mark=Mark.WARNING if left else Mark.GOOD,
                tone="warning" if left else "quiet",
            )
        )
    return lines


def _left_over(table: RecognisedTable, item: Unmatched) -> Line:
    text = f"{table.title}　{place_words(item.place)}　“{item.text}”：{item.reason}"
    return Line(text, mark=Mark.WARNING, tip=text)


def _card_lines(recognised: Recognised) -> list[Line]:
    """The scorecards of the file by name, each with how much of it was read."""
    lines = []
    for card in recognised.cards:
        count = len(card.indicators) or len(card.projects) or len(card.lines)
        kind = "个项目" if card.projects else "行" if card.lines else "项指标"
        lines.append(Line(card.name or card.title or "整体绩效自评表", f"{count} {kind}", tone="quiet"))
    return lines


def _unread_lines(recognised: Recognised) -> list[Line]:
    lines = [_left_over(table, item) for table in recognised.tables for item in table.unread]
    for item in recognised.unread_in_cards:
        text = f"绩效自评表　{place_words(item.place)}　“{item.text}”：{item.reason}"
        lines.append(Line(text, mark=Mark.WARNING, tip=text))
    return lines


def _unmatched_lines(recognised: Recognised) -> list[Line]:
    lines = []
    for table in recognised.tables:
        lines += [_left_over(table, item) for item in (*table.unmatched_columns, *table.unmatched_rows)]
        for column in table.missing_columns:
            lines.append(Line(f"{table.title}：文件里没有“{column}”这一栏", mark=Mark.HOLLOW))
    for sheet in recognised.ignored:
        text = f"{place_words(sheet.place)}　{sheet.reason}"
        lines.append(Line(text, mark=Mark.HOLLOW, tip=text))
    return lines
