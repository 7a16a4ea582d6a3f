"""Owns the outline at the left: the report's tables, each with its state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from juesuan_gui.checks import AuditResult
from juesuan_gui.forms import Form, Level, Table
from juesuan_gui.report import Report, TableKey, TableMark
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.pieces import kind
from juesuan_gui.ui.parts import Part
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark

Counts = Mapping[str, Counter[Level]]
_NUMERALS = "零一二三四五六七八九十"


def outline_tables(form: Form) -> list[tuple[str, list[Table]]]:
    """The tables an accountant fills, in groups with a heading each."""
    own = [table for table in form.tables.values() if not table.supplementary and not table.repeated]
    more = [table for table in form.tables.values() if table.supplementary and not table.repeated]
    number = _NUMERALS[len(own)] if len(own) < len(_NUMERALS) else str(len(own))
    groups = [(f"{number}张表", own)]
    if more:
        groups.append(("补充数据", more))
    return groups


def short_title(table: Table) -> str:
    """05 一般公共预算支出表: the printed number before the title, without what all titles share.

    Every table is of 决算, and a budget's table is of 财政拨款; with those words 05 and 06 are shortened to the
    same letters in a narrow outline. The tooltip has the whole title.
    """
    number = re.search(r"\d+", table.label)
    title = table.title.replace("预算财政拨款", "预算").replace("决算", "") or table.title
    return f"{number[0]:0>2} {title}" if number else title


def counts_by_table(result: AuditResult) -> dict[str, Counter[Level]]:
    """How many findings of each level lead to each table."""
    counts: dict[str, Counter[Level]] = {}
    for finding in result.findings:
        if finding.place is not None:
            counts.setdefault(finding.place.table, Counter())[finding.level] += 1
    return counts


def table_line(report: Report, table: Table, counts: Counter[Level]) -> Line:
    """A table's line in the outline."""
    key = TableKey(table.id)
    title = short_title(table)
    if counts[Level.ERROR]:
        words = f"{counts[Level.ERROR]} 错误"
        return Line(title, words, key, Mark.ERROR, "error", tip=f"{table.title}：{counts[Level.ERROR]} 个错误")
    if counts[Level.WARNING]:
        words = f"{counts[Level.WARNING]} 警告"
        return Line(title, words, key, Mark.WARNING, "warning", tip=f"{table.title}：{counts[Level.WARNING]} 个警告")
    if report.mark(key) is TableMark.EMPTY:
        return Line(title, "无数据", key, Mark.GOOD, "quiet", tip=f"{table.title}：本年无数据")
    if not report.is_filled(key) and not report.code_rows(key):
        return Line(title, "空", key, Mark.HOLLOW, "quiet", tip=f"{table.title}：还没有填")
    return Line(title, "", key, Mark.GOOD, tip=f"{table.title}：已填")


def part_line(part: Part) -> Line:
    """The line of a part that is no table."""
    counts = part.counts()
    for level, mark, tone in ((Level.ERROR, Mark.ERROR, "error"), (Level.WARNING, Mark.WARNING, "warning")):
        if counts[level]:
            words = f"{counts[level]} {level.label}"
            return Line(part.title, words, part.id, mark, tone, tip=f"{part.title}：{counts[level]} 个{level.label}")
    mark, tone = (Mark.HOLLOW, "quiet") if part.is_empty else (Mark.GOOD, "")
    return Line(part.title, part.state, part.id, mark, tone, tip=f"{part.title}：{part.state or '已填'}")


class Outline(QWidget):
    """The list of tables; a click opens one."""

    table_chosen = Signal(object)
    #: The id of a part that is no table.
    part_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._desk = desk
        self._shown: tuple[AuditResult, list[object]] | None = None
        #: The lines of the tables, each with the state that it was made for.
        self._lines: dict[str, tuple[object, Line]] = {}
        self._open = ""
        # States come and go while one types; the lines below must not move with them.
        self.list = LineList(single=True, kept_free="9 错误", parent=self)
        self.list.setAccessibleName("目录")
        self.list.chosen.connect(self._choose)
        desk.parts.changed.connect(self._follow_parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 10, 2, 4)
        column.addWidget(self.list)
        self.refresh()

    def _follow_parts(self) -> None:
        # While the tables' findings are being built one waits: ``refresh`` is called when they are there.
        if self._desk.is_audited:
            self.refresh()

    def refresh(self) -> None:
        """Show the states as they are now; nothing is done when no table's state can have changed."""
        result, report = self._desk.result(), self._desk.report
        groups = outline_tables(self._desk.form)
        keys = [TableKey(table.id) for _, tables in groups for table in tables]
        states: list[object] = [(report.mark(key), report.is_filled(key), bool(report.code_rows(key))) for key in keys]
        parts = self._desk.parts.all()
        states += parts
        if self._shown is not None and self._shown[0] is result and self._shown[1] == states:
            return
        self._shown = result, states
        counts = counts_by_table(result)
        of_tables = iter(states)
        lines: list[Line] = []
        for title, tables in groups:
            lines.append(Line(title, is_heading=True))
            lines += [self._line(table, counts.get(table.id), next(of_tables)) for table in tables]
        for group in dict.fromkeys(part.group for part in parts):
            lines.append(Line(group, is_heading=True))
            lines += [part_line(part) for part in parts if part.group == group]
        self.list.lines.show(lines)
        if not self.list.currentIndex().isValid():
            # Other lines were laid out anew: what is open is marked again.
            self._mark_open()

    def _line(self, table: Table, counts: Counter[Level] | None, state: object) -> Line:
        known, now = self._lines.get(table.id), (dict(counts or ()), state)
        if known is None or known[0] != now:
            known = self._lines[table.id] = now, table_line(self._desk.report, table, counts or Counter())
        return known[1]

    def _choose(self, payload: object) -> None:
        if isinstance(payload, str):
            self.part_chosen.emit(payload)
        elif payload is not None:
            self.table_chosen.emit(payload)

    def show_current(self, key: TableKey) -> None:
        """Mark the table that is open."""
        self._open = key.table
        self._mark_open()

    def _mark_open(self) -> None:
        for row, found in enumerate(self.list.lines.lines):
            if isinstance(found.payload, TableKey) and found.payload.table == self._open:
                self.list.setCurrentIndex(self.list.lines.index(row))
