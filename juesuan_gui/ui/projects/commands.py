"""Owns what a user does to the rows of projects: a command is one change of the report and one notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtGui import QGuiApplication

from juesuan_gui.forms import Scorecard
from juesuan_gui.live.project_paste import ProjectPaste, add_project, paste_projects, write_project
from juesuan_gui.live.project_sheet import ColumnSort, is_known_book, key_in, may_write, to_write
from juesuan_gui.report import Change, Report, SlotEdit, compose
from juesuan_gui.report.card_sheets import OTHER_BOOKS, move_card, remove_card, write_cell
from juesuan_gui.ui.grid.clipboard import clip_on
from juesuan_gui.ui.grid.copying import copied
from juesuan_gui.ui.grid.navigation import Area, Navigator, Place
from juesuan_gui.ui.grid.selection import CellSelection
from juesuan_gui.ui.projects.model import ProjectsModel
from juesuan_gui.ui.projects.order import SortBy

Notice = Callable[[str, str], None]
NO_LAYOUT: Final = "本版式没有项目自评表的样式，请先在版式文件夹的 scorecards 里加上。"


class ProjectsCommands:
    """Acts on the selection of the sheet. ``layout`` gives the layout that new projects get."""

    def __init__(
        self,
        report: Report,
        model: ProjectsModel,
        cells: CellSelection,
        navigator: Navigator,
        do: Callable[[Change], None],
        notice: Notice,
        layout: Callable[[], Scorecard | None],
    ) -> None:
        self._report, self._model = report, model
        self._cells, self._navigator = cells, navigator
        self._do, self._notice, self._layout = do, notice, layout

    # -- typing ------------------------------------------------------------------------------------

    def write(self, place: Place, text: str) -> bool:
        """A typed text; in the line below the last the name of a new project. ``False``: not understood, and told."""
        shown = self._model.card_at(place.row)
        if shown is None:
            return self.add(text)
        column = self._model.column_at(place.column)
        if column.sort is ColumnSort.BOOKS and not is_known_book(text):
            self._notice("warning", f"资金账户请填“本部门”、“{'”、“'.join(OTHER_BOOKS)}”之一。")
            return False
        paste = write_project(self._report, shown, column, text)
        self._do(compose(f"修改 {shown.head('name') or '自评表'} {column.label}", paste.edits))
        if paste.no_numbers:
            self._notice("warning", f"“{text.strip()[:20]}”不是数字，已照原样保留并标出，请改正。")
        return True

    def add(self, name: str) -> bool:
        """A new project."""
        layout = self._layout()
        if layout is None:
            self._notice("warning", NO_LAYOUT)
            return False
        if name.strip():
            self._do(compose(f"新建项目 {name.strip()}", add_project(self._report, layout, name.strip()).edits))
        return True

    def fill_selection(self, place: Place, text: str) -> bool:
        """Ctrl+Enter: the typed text into every selected cell."""
        self._fill(((place, text) for place in self._places()), "填充", quiet=False)
        return True

    def clear(self) -> bool:
        """Delete: empty the selected cells; what the card works out comes back."""
        return self._fill(((place, "") for place in self._places()), "清除")

    def adopt(self) -> bool:
        """采用计算值 for the selected cells that the card works out."""
        return self._fill(((place, "") for place in self._places() if self._computes(place)), "采用计算值")

    def _computes(self, place: Place) -> bool:
        shown = self._model.card_at(place.row)
        key = key_in(shown, self._model.column_at(place.column)) if shown is not None else None
        return shown is not None and key is not None and bool(shown.computed.get(key))

    def fill_down(self) -> bool:
        """Ctrl+D: the uppermost line into those below; a single line takes from the one above it."""
        area = self._area()
        if area is None:
            return False
        first = area.top if area.bottom > area.top else area.top - 1
        lines = range(first + 1, area.bottom + 1)
        return first >= 0 and self._fill(
            (
                (Place(line, column), self._model.text(first, column))
                for line in lines
                for column in range(area.left, area.right + 1)
            ),
            "向下填充",
        )

    def fill_right(self) -> bool:
        """Ctrl+R: the leftmost column into those beside it."""
        area = self._area()
        return area is not None and self._fill(
            (
                (Place(line, column), self._model.text(line, area.left))
                for line in range(area.top, area.bottom + 1)
                for column in range(area.left + 1, area.right + 1)
            ),
            "向右填充",
        )

    def fill_area(self, source: Area, target: Area) -> None:
        """The square at the corner was dragged: the source repeated over the rest of the target."""
        high, wide = source.bottom - source.top + 1, source.right - source.left + 1
        self._fill(
            (
                (
                    Place(line, column),
                    self._model.text(
                        source.top + (line - source.top) % high, source.left + (column - source.left) % wide
                    ),
                )
                for line in range(target.top, target.bottom + 1)
                for column in range(target.left, target.right + 1)
                if not source.holds(Place(line, column))
            ),
            "拖动填充",
        )
        self._cells.select(target, Place(source.top, source.left))

    def _fill(self, texts: Iterable[tuple[Place, str]], label: str, *, quiet: bool = True) -> bool:
        edits: list[SlotEdit] = []
        locked = strange = 0
        for place, text in texts:
            shown = self._model.card_at(place.row)
            if shown is None:
                continue
            column = self._model.column_at(place.column)
            key = key_in(shown, column)
            if key is None or not may_write(shown, column):
                locked += 1
            elif column.sort is ColumnSort.BOOKS and not is_known_book(text):
                strange += 1
            else:
                edits.append(write_cell(self._report, key, to_write(shown, column, text)))
        self._do(compose(label, edits))
        if locked or strange or not quiet:
            words = f"{label} {len(edits)} 格" + (f"，跳过 {locked} 个计算格" if locked else "")
            self._notice("info", words + (f"，{strange} 格不是资金账户" if strange else ""))
        return bool(edits)

    # -- clipboard ---------------------------------------------------------------------------------

    def copy(self) -> bool:
        """Ctrl+C: the selection as tab text and HTML."""
        area = self._area()
        if area is None or len(self._cells.areas()) > 1:
            self._notice("info", "请选一块连着的格再复制。")
            return False
        lines = self._navigator.visible_lines(area.top, area.bottom - area.top + 1)
        QGuiApplication.clipboard().setMimeData(copied(self._model, area, [at for at in lines if at <= area.bottom]))
        return bool(lines)

    def cut(self) -> bool:
        """Ctrl+X."""
        return self.copy() and self.clear()

    def paste(self) -> bool:
        """Ctrl+V: rows of projects, by name where the block names its columns; one undo step."""
        clip = clip_on(QGuiApplication.clipboard().mimeData())
        active, area = self._cells.active, self._area()
        if not clip.block or active is None or area is None:
            self._notice("info", clip.problem or "剪贴板里没有可以粘贴的表格或文字。")
            return False
        layout = self._layout()
        if layout is None:
            self._notice("warning", NO_LAYOUT)
            return False
        block = self._repeated(clip.block, area)
        paste = paste_projects(
            self._report, layout, self._model.cards, self._model.columns, block, area.top, self._column(area)
        )
        return self._finish(paste)

    def _column(self, area: Area) -> int:
        return 0 if self._model.row(area.top).is_insert_line else area.left

    def _repeated(self, block: list[list[str | None]], area: Area) -> list[list[str | None]]:
        """One copied cell fills the whole selection, as on every sheet."""
        if len(block) == 1 and len(block[0]) == 1 and not self._model.row(area.bottom).is_insert_line:
            return [block[0] * (area.right - area.left + 1) for _ in range(area.top, area.bottom + 1)]
        return block

    def _finish(self, paste: ProjectPaste) -> bool:
        label = f"粘贴 {paste.added + paste.changed} 个项目"
        self._do(compose(label, paste.edits))
        self._notice("warning" if paste.has_loss else "info", paste.sentence())
        return bool(paste.edits)

    # -- lines -------------------------------------------------------------------------------------

    def remove_rows(self) -> bool:
        """Ctrl+−: the selected projects with their whole cards; undo brings them back."""
        cards = self.selected_cards()
        if not cards:
            return False
        edits = [edit for card in cards for edit in remove_card(self._report, card).edits]
        self._do(compose(f"删除 {len(cards)} 个项目", edits))
        self._notice("info", f"已删除 {len(cards)} 个项目的自评表，可按 Ctrl+Z 恢复。")
        return True

    def move_rows(self, step: int) -> bool:
        """The active project one line up or down, as the report prints them."""
        active = self._cells.active
        if self._model.sort_by is not SortBy.PRINTED:
            self._notice("info", "按印出的次序排列时才能移动项目。")
            return False
        shown = self._model.card_at(active.row) if active is not None else None
        beside = self._model.card_at(active.row + step) if active is not None else None
        if active is None or shown is None or beside is None:
            return False
        behind = self._model.card_at(active.row + 2) if step > 0 else beside
        self._do(move_card(self._report, shown.sheet.id, behind.sheet.id if behind is not None else None))
        line = self._model.line_of(shown.sheet.id)
        if line is not None:
            self._cells.move_to(Place(line, active.column))
        return True

    def selected_cards(self) -> list[str]:
        """The ids of the cards in whose lines something is selected."""
        lines = sorted({place.row for place in self._places()})
        return [shown.sheet.id for line in lines if (shown := self._model.card_at(line)) is not None]

    def _places(self) -> list[Place]:
        return list(self._navigator.places_in(self._cells.areas()))

    def _area(self) -> Area | None:
        areas = self._cells.areas()
        return areas[0] if areas else None
