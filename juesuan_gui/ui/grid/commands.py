"""Owns what a user does to figures and rows: a command is one change of the session and one notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from juesuan_gui.figures import AmountError
from juesuan_gui.forms import Level
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    Change,
    Origin,
    Slot,
    SlotEdit,
    SlotKind,
    TableKey,
    adopt_computed,
    compose,
    insert_code,
    remove_code,
    state_figure,
)
from juesuan_gui.ui.grid.clipboard import copy_on
from juesuan_gui.ui.grid.code_search import Candidate
from juesuan_gui.ui.grid.composing import Composing
from juesuan_gui.ui.grid.copying import copied
from juesuan_gui.ui.grid.draft import Draft
from juesuan_gui.ui.grid.filling import clear, fill, fill_area, fill_down, fill_right
from juesuan_gui.ui.grid.model import GridModel
from juesuan_gui.ui.grid.navigation import Area, Navigator, Place
from juesuan_gui.ui.grid.selection import CellSelection
from juesuan_gui.ui.grid.sheet_pasting import SheetPaste

Notice = Callable[[str, str], None]
_NOTHING_COPIED = "剪贴板里没有可以粘贴的表格或数字。"


class GridCommands:
    """Acts on the selection of one grid."""

    def __init__(
        self,
        model: GridModel,
        cells: CellSelection,
        navigator: Navigator,
        notice: Notice,
        show_table: Callable[[TableKey], None],
    ) -> None:
        self._model = model
        self._cells = cells
        self._navigator = navigator
        self._notice = notice
        self._show_table = show_table

    def write(self, place: Place, text: str) -> bool:
        """A typed figure; ``False`` when the text is none and the user has been told."""
        address = self._model.address(*place)
        if address is None:
            return self._rename(place, text)
        try:
            origin = Origin.APPROVED if address == self._model.approving else Origin.TYPED
            stated = self._model.amounts.stated(text, self._model.kind(address), origin)
        except AmountError as error:
            self._notice(Level.WARNING.value, str(error))
            return False
        session = self._model.session
        session.do(compose(f"修改 {session.wording.place(address)}", [state_figure(session.report, address, stated)]))
        return True

    def _rename(self, place: Place, text: str) -> bool:
        name = text.strip()
        if self._model.can_rename(*place) and name:
            session, code = self._model.session, self._model.row(place.row).key
            slot = Slot(SlotKind.ROW, (*self._model.key, code))
            before = session.report.code_rows(self._model.key)[code]
            session.do(compose(f"修改科目名称 {code}", [SlotEdit(slot, before, replace(before, name=name))]))
        return True

    def fill_selection(self, place: Place, text: str) -> bool:
        """Ctrl+Enter: the typed text into every selected cell."""
        if not self._cells.is_multiple:
            return self.write(place, text)
        draft = fill(self._model, self._places(), text)
        if draft.no_numbers:
            return self.write(place, text)
        return self._finish(draft, "填充", "已填充")

    def clear(self) -> bool:
        """Delete: empty the selected input cells."""
        return self._finish(clear(self._model, self._places()), "清除", "已清除", quiet=True)

    def fill_down(self) -> bool:
        """Ctrl+D."""
        area = self._area()
        return area is not None and self._finish(
            fill_down(self._model, self._navigator, area), "向下填充", "已填充", quiet=True
        )

    def fill_right(self) -> bool:
        """Ctrl+R."""
        area = self._area()
        return area is not None and self._finish(
            fill_right(self._model, self._navigator, area), "向右填充", "已填充", quiet=True
        )

    def fill_area(self, source: Area, target: Area) -> None:
        """The square at the corner was dragged."""
        draft = fill_area(self._model, self._navigator, source, target)
        self._finish(draft, "拖动填充", "已填充", quiet=True)
        self._cells.select(target, Place(source.top, source.left))

    def copy(self) -> bool:
        """Ctrl+C: the selection as tab text and HTML."""
        areas = self._cells.areas()
        if not areas:
            return False
        if len(areas) > 1 and not _same_shape(areas):
            self._notice(Level.INFO.value, "选中的几块不对齐，请只选一块再复制。")
            return False
        area = areas[0]
        if len(areas) > 1:
            area = Area(
                min(item.top for item in areas),
                min(item.left for item in areas),
                max(item.bottom for item in areas),
                max(item.right for item in areas),
            )
        lines = [
            row for row in self._navigator.visible_lines(area.top, area.bottom - area.top + 1) if row <= area.bottom
        ]
        if not lines:
            return False
        QGuiApplication.clipboard().setMimeData(copied(self._model, area, lines))
        return True

    def cut(self) -> bool:
        """Ctrl+X: copied and cleared at once."""
        return self.copy() and self.clear()

    def paste(self) -> bool:
        """Ctrl+V: a whole sheet into its table, else a block by code, by name or by place; one undo step."""
        copy = copy_on(QGuiApplication.clipboard().mimeData())
        area, active = self._area(), self._cells.active
        if area is None or active is None:
            self._notice(Level.INFO.value, _NOTHING_COPIED)
            return False
        composing = Composing(self._model, self._navigator, copy, area, active)
        in_turns = self._model.session.in_turns
        if in_turns is not None and copy.is_very_large:
            in_turns(composing, lambda: self._paste_composed(composing))
            return True
        composing.compose()
        return self._paste_composed(composing)

    def _paste_composed(self, composed: Composing) -> bool:
        if composed.sheet is not None:
            return self._paste_sheet(composed.sheet)
        draft = composed.draft
        if draft is None:
            self._notice(Level.INFO.value, composed.problem or _NOTHING_COPIED)
            return False
        return self._finish(draft, f"粘贴 {draft.written} 格", "已粘贴")

    def _paste_sheet(self, sheet: SheetPaste) -> bool:
        change = sheet.change
        self._model.session.carry_out(change, lambda: self._say_pasted(sheet))
        return bool(change)

    def _say_pasted(self, sheet: SheetPaste) -> None:
        sheet.compare_totals()
        self._notice((Level.WARNING if sheet.has_loss else Level.INFO).value, sheet.sentence())
        if sheet.other_table is not None:
            self._show_table(sheet.other_table)

    def adopt(self) -> bool:
        """采用计算值 for the selected stated totals."""
        report = self._model.session.report
        addresses = [
            address
            for address in self.addresses()
            if self._model.is_locked(address) and report.stated(address) is not None
        ]
        self._model.session.carry_out(adopt_computed(report, addresses))
        return bool(addresses)

    def insert(self, candidate: Candidate) -> int | None:
        """A code row with the parents that are missing; returns its line."""
        session = self._model.session
        before = len(session.report.code_rows(self._model.key))
        session.do(insert_code(session.report, self._model.key, candidate.code, candidate.name, session.function_codes))
        parents = len(session.report.code_rows(self._model.key)) - before - 1
        if parents > 0:
            self._notice(Level.INFO.value, f"已插入 {candidate.code}，同时补上 {parents} 个上级科目")
        return self._model.line_of(candidate.code)

    def remove_rows(self) -> bool:
        """Ctrl+−: the selected code rows with everything below them; undo brings them back."""
        session, key = self._model.session, self._model.key
        codes = self._selected_codes()
        if not codes:
            return False
        changes = [remove_code(session.report, key, code) for code in codes]
        edits = [edit for change in changes for edit in change.edits]
        label = f"删除科目 {codes[0]}" + (f" 等 {len(codes)} 行" if len(codes) > 1 else "")
        before = len(session.report.code_rows(key))

        def say_gone() -> None:
            gone = before - len(session.report.code_rows(key))
            self._notice(Level.INFO.value, f"已删除 {gone} 行，可按 Ctrl+Z 恢复")

        session.carry_out(compose(label, edits), say_gone)
        return True

    def addresses(self) -> list[Address]:
        """The selected figures, line by line; hidden lines are not selected."""
        found = (self._model.address(*place) for place in self._places())
        return [address for address in found if address is not None]

    def _places(self) -> list[Place]:
        return list(self._navigator.places_in(self._cells.areas()))

    def _area(self) -> Area | None:
        areas = self._cells.areas()
        return areas[0] if areas else None

    def _selected_codes(self) -> list[str]:
        codes = []
        for row in sorted({place.row for place in self._places()}):
            if self._model.table.is_code(self._model.row(row).key):
                codes.append(self._model.row(row).key)
        return codes

    def _finish(self, draft: Draft, label: str, verb: str, *, quiet: bool = False) -> bool:
        change: Change = compose(label, draft.edits)

        def say() -> None:
            if not quiet or draft.locked or draft.has_loss:
                level = Level.WARNING if draft.has_loss else Level.INFO
                self._notice(level.value, draft.sentence(verb))

        self._model.session.carry_out(change, say)
        return bool(draft.written)


def _same_shape(areas: list[Area]) -> bool:
    lines = {(area.top, area.bottom) for area in areas}
    columns = {(area.left, area.right) for area in areas}
    return len(lines) == 1 or len(columns) == 1
