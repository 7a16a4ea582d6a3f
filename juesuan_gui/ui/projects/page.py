"""Owns the page 项目一览: the sheet of all projects with its order, its filters and what the projects come to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.figures import round_half_up
from juesuan_gui.forms import CardPart, Scorecard
from juesuan_gui.live.cards import ShownCard, number_of, trimmed
from juesuan_gui.live.project_sheet import project_layouts
from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.pieces import button, paragraph, quiet
from juesuan_gui.ui.projects.commands import NO_LAYOUT
from juesuan_gui.ui.projects.grid import ProjectsGrid
from juesuan_gui.ui.projects.model import ProjectsModel
from juesuan_gui.ui.projects.order import ShowOnly, SortBy


class ProjectsPage(QWidget):
    """One row per project. The grid is made anew when the cards have other blocks of indicators than it has columns."""

    notice = Signal(str, str)
    card_requested = Signal(str)

    def __init__(self, desk: Desk, watch: CardsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch = watch
        self.order = QComboBox()
        self.order.setAccessibleName("次序")
        for sort in SortBy:
            self.order.addItem(sort.value, sort)
        self.order.activated.connect(self._sort)
        self.words = QLineEdit()
        self.words.setPlaceholderText("筛选")
        self.words.setToolTip("项目名称、单位里的词，多个词用空格隔开")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(220)
        self.words.textChanged.connect(self._filter)
        self.only = QComboBox()
        self.only.setAccessibleName("列出")
        for choice in ShowOnly:
            self.only.addItem(choice.value, choice)
        self.only.activated.connect(self._filter)
        self.layouts = QComboBox()
        self.layouts.setAccessibleName("新项目的样式")
        self.layouts.setToolTip("新建和粘贴的项目用这种样式")
        for layout in project_layouts(desk.form):
            self.layouts.addItem(layout.name, layout.id)
        self.layouts.setVisible(self.layouts.count() > 1)
        self.new = button("新建项目", self._new, tip="Ctrl+I；也可以在最后一行直接输入项目名称")
        self.remove = button("删除项目", lambda: self.grid.commands.remove_rows(), tip="Ctrl+−；可以撤销")
        self.up = button("上移", lambda: self.grid.commands.move_rows(-1), tip="Alt+↑")
        self.down = button("下移", lambda: self.grid.commands.move_rows(1), tip="Alt+↓")
        self.open = button("打开自评表", self._open, tip="双击一行，或按 F1")
        self.summary: QLabel = quiet("")
        self.none = paragraph(NO_LAYOUT, "warning")
        self.none.setVisible(not project_layouts(desk.form))
        self._lay_out()
        self.grid = self._make_grid()
        watch.touched.connect(self._follow)
        watch.judged.connect(self._judged)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(6)
        for widget in (self.new, self.remove, self.up, self.down, self.open):
            tools.addWidget(widget)
        tools.addWidget(self.layouts)
        tools.addStretch(1)
        for tool in (self.only, self.words, self.order):
            tools.addWidget(tool)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(tools)
        self._column.addWidget(self.none)
        self._column.addWidget(self.summary)

    def _make_grid(self) -> ProjectsGrid:
        self.model = ProjectsModel(self._desk.form, self._watch, self)
        grid = ProjectsGrid(self._desk, self.model, self.notice.emit, self._layout)
        grid.card_requested.connect(self.card_requested)
        grid.current_changed.connect(self._show_tools)
        self._column.insertWidget(2, grid, 1)
        return grid

    # -- following ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._refresh_lines()
        self._judged()

    def _make_again(self) -> None:
        """Another block came or went: the sheet gets another column, the active project stays."""
        card, had_focus = self.grid.current_card(), self.grid.view.hasFocus()
        sort_by = self.model.sort_by
        old, model = self.grid, self.model
        self.grid = self._make_grid()
        # A layout shows its new widgets only when the event loop comes round.
        self.grid.show()
        self.model.sort_by = sort_by
        self._filter()
        self.grid.go_to(card)
        if had_focus:
            self.grid.setFocus()
        old.hide()
        old.deleteLater()
        model.deleteLater()

    def _follow(self, touched: object) -> None:
        if not self.isVisible() or not isinstance(touched, frozenset):
            return
        if not self.model.follow(touched):
            self._refresh_lines()
        self._show_tools()

    def _refresh_lines(self) -> None:
        """Show the lines anew, where other blocks came or went with other columns."""
        if self.model.has_other_columns():
            self._make_again()
        else:
            self.model.refresh()

    def _judged(self) -> None:
        if not self.isVisible():
            return
        self.model.show_findings(self._watch.findings)
        self._show_tools()

    def _show_tools(self) -> None:
        shown = bool(self.grid.current_card())
        printed = self.model.sort_by is SortBy.PRINTED
        for widget in (self.remove, self.open):
            widget.setEnabled(shown)
        for widget in (self.up, self.down):
            widget.setEnabled(shown and printed)
            widget.setToolTip("" if printed else "按印出的次序排列时才能移动")
        self.summary.setText(summary_of(self.model.projects(), len(self.model.cards)))

    # -- what is meant -----------------------------------------------------------------------------

    def _layout(self) -> Scorecard | None:
        """The layout of new projects: the chosen one, else that of the cards that are there."""
        layouts = self._desk.form.scorecards
        chosen = layouts.get(str(self.layouts.currentData() or ""))
        return chosen or next(iter(project_layouts(self._desk.form)), None)

    def _new(self) -> None:
        if self._layout() is None:
            self.notice.emit("warning", NO_LAYOUT)
            return
        self.grid.setFocus()
        self.grid.open_insert()

    def _open(self) -> None:
        card = self.grid.current_card()
        if card:
            self.card_requested.emit(card)

    def _sort(self) -> None:
        chosen = self.order.currentData()
        self.model.sort_by = chosen if isinstance(chosen, SortBy) else SortBy.PRINTED
        self.model.refresh()
        self._show_tools()

    def _filter(self) -> None:
        words, chosen = self.words.text().lower().split(), self.only.currentData()
        only = chosen if isinstance(chosen, ShowOnly) else ShowOnly.ALL

        def passes(shown: ShownCard) -> bool:
            said = " ".join((shown.head("name"), shown.head("superior"), shown.head("implementer"))).lower()
            return all(word in said for word in words) and self.model.passes(shown, only)

        self.model.show_only(passes)
        self.model.show_findings(self._watch.findings)
        self._show_tools()


def summary_of(projects: list[ShownCard], listed: int) -> str:
    """What the projects come to: number, funds, rate, mean score, grades."""
    if not projects:
        return "还没有项目。在最后一行输入项目名称，或从 Excel 复制项目清单，粘贴到最后一行。"
    parts = [f"{len(projects)} 个项目" + (f"（列出 {listed} 个）" if listed != len(projects) else "")]
    units = {shown.layout.unit for shown in projects}
    budget, executed = _sum(projects, "budget"), _sum(projects, "executed")
    if len(units) == 1:
        unit = units.pop().label
        parts += [f"全年预算 {trimmed(budget)} {unit}"] if budget is not None else []
        parts += [f"全年执行 {trimmed(executed)} {unit}"] if executed is not None else []
        if budget and executed is not None:
            parts.append(f"执行率 {_rounded(Fraction(executed) * 100 / Fraction(budget))}%")
    scores = [score for shown in projects if (score := number_of(shown.head("total_score"))) is not None]
    if scores:
        parts.append(f"平均得分 {_rounded(Fraction(sum(scores, Decimal(0))) / len(scores))}")
    grades = [shown.head("grade").strip() for shown in projects]
    counted = {grade: grades.count(grade) for grade in dict.fromkeys(grades) if grade}
    if counted:
        parts.append("、".join(f"{grade} {count} 个" for grade, count in counted.items()))
    return "，".join(parts) + "。"


def _rounded(value: Fraction) -> str:
    return trimmed(round_half_up(value, 2))


def _sum(projects: list[ShownCard], field: str) -> Decimal | None:
    """The funds of all projects; ``None`` where one says no number."""
    total = Decimal(0)
    for shown in projects:
        row = shown.total_row
        text = shown.shown(CardPart.MONEY, row, field) if row is not None else ""
        number = number_of(text, shown.layout.unit)
        if number is None:
            return None
        total += number
    return total
