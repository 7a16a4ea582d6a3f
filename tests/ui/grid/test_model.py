"""What the model tells and what is painted after an edit: the changed cells and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion

from juesuan_gui.figures import Unit, exact_money
from juesuan_gui.report import (
    CodedRow,
    Origin,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    compose,
    insert_code,
    set_figure,
    state_figure,
)
from juesuan_gui.ui.grid.editor import TableEditor
from juesuan_gui.ui.grid.navigation import Place

from .conftest import EditorMaker, Hands

BASIC, PROJECT, TOTAL = "基本支出", "项目支出", "本年支出合计"


class Heard:
    """Every cell that dataChanged named, and every signal that would lose a selection."""

    def __init__(self, hands: Hands) -> None:
        self.cells: list[tuple[str, str]] = []
        self.resets = 0
        self._model = hands.editor.model
        self._model.dataChanged.connect(self._hear)
        self._model.modelReset.connect(self._reset)

    def _hear(self, first: object, last: object) -> None:
        for row in range(first.row(), last.row() + 1):  # type: ignore[attr-defined]
            for column in range(first.column(), last.column() + 1):  # type: ignore[attr-defined]
                address = self._model.address(row, column)
                self.cells.append((address.row, address.column) if address else ("", ""))

    def _reset(self) -> None:
        self.resets += 1


class PaintSpy(QObject):
    """Remembers what the body was asked to paint."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.region = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt names it
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


@pytest.fixture
def quiet(coded: Hands) -> Iterator[Hands]:
    """An editor in which nothing is left to be painted or marked."""
    coded.put("2101501", BASIC, 100)
    coded.editor.model.refresh_marks()
    coded.qtbot.wait(20)
    yield coded


def test_an_edit_tells_only_the_cell_and_its_totals(quiet: Hands) -> None:
    heard = Heard(quiet)
    quiet.put("2101501", BASIC, 300)
    changed = {(row, column) for row in ("2101501", "21015", "210", "合计") for column in (BASIC, TOTAL)}
    assert set(heard.cells) == changed
    assert len(heard.cells) == len(changed)
    assert heard.resets == 0


def test_a_change_elsewhere_tells_nothing(quiet: Hands) -> None:
    heard = Heard(quiet)
    session = quiet.session
    session.do(insert_code(session.report, TableKey("T5"), "2101501", "", session.function_codes))
    address = TableKey("T5").cell("2101501", BASIC)
    session.do(set_figure(session.report, address, exact_money(5)))
    assert heard.cells == []


def test_a_paste_tells_ranges_and_not_each_cell(quiet: Hands) -> None:
    ranges: list[object] = []
    quiet.editor.model.dataChanged.connect(lambda first, last: ranges.append(first))
    key = quiet.editor.key
    edits = [
        state_figure(quiet.session.report, key.cell(row, column), Stated(exact_money(700)))
        for row in ("2101501", "2101502")
        for column in (BASIC, PROJECT)
    ]
    quiet.session.do(compose("粘贴", edits))
    assert 1 <= len(ranges) <= 6


def test_rows_come_and_go_without_a_reset(quiet: Hands) -> None:
    heard = Heard(quiet)
    session = quiet.session
    session.do(insert_code(session.report, quiet.editor.key, "2010101", "", session.function_codes))
    session.undo()
    session.redo()
    assert heard.resets == 0


def test_a_leaf_that_becomes_a_parent_is_told(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=("208",))
    model, key = hands.editor.model, hands.editor.key
    assert not model.face(key.cell("208", BASIC)).is_computed
    heard = Heard(hands)
    session = hands.session
    session.do(insert_code(session.report, key, "20805", "", session.function_codes))
    assert model.face(key.cell("208", BASIC)).is_computed
    assert ("208", BASIC) in heard.cells


def test_a_table_in_imported_order_returns_to_code_order(coded: Hands) -> None:
    session, key = coded.session, coded.editor.key
    rows = session.report.code_rows(key)
    order = sorted(rows, reverse=True)
    edits = [
        SlotEdit(Slot(SlotKind.ROW, (*key, code)), rows[code], CodedRow(code, rows[code].name, number))
        for number, code in enumerate(order)
    ]
    coded.at("2101501", BASIC)
    session.do(compose("导入", edits))
    model = coded.editor.model
    assert [model.row(line).key for line in range(1, model.last_line + 1)] == order
    assert coded.here() == ("2101501", BASIC)
    session.do(insert_code(session.report, key, "2080506", "", session.function_codes))
    assert [model.row(line).key for line in range(1, model.last_line + 1)] == sorted([*order, "2080506"])
    assert coded.here() == ("2101501", BASIC)


def test_an_edit_repaints_only_the_changed_cells(quiet: Hands) -> None:
    view, model, key = quiet.editor.view, quiet.editor.model, quiet.editor.key
    spy = PaintSpy(view.viewport())
    quiet.put("2101501", BASIC, 300)
    quiet.qtbot.wait(30)
    changed = QRegion()
    for row in ("2101501", "21015", "210", "合计"):
        for column in (BASIC, TOTAL):
            place = model.locate(key.cell(row, column))
            assert place is not None
            changed += view.place_rect(Place(*place))
    assert not spy.region.isEmpty()
    assert spy.region.subtracted(changed).isEmpty()


def test_typing_an_amount_by_keys_repaints_only_its_lines(quiet: Hands) -> None:
    view = quiet.editor.view
    quiet.at("2101501", BASIC)
    quiet.qtbot.wait(20)
    spy = PaintSpy(view.viewport())
    quiet.type("4")
    quiet.qtbot.wait(20)
    cell = view.place_rect(quiet.place())
    assert spy.region.subtracted(QRegion(cell)).isEmpty()
    quiet.key(Qt.Key.Key_Return)
    quiet.qtbot.wait(20)
    painted = sum(rect.width() * rect.height() for rect in spy.region)
    assert painted < view.viewport().width() * view.viewport().height() / 4


def test_moving_repaints_only_the_cells_and_the_names_of_their_lines(quiet: Hands) -> None:
    view = quiet.editor.view
    quiet.at("2101501", BASIC)
    quiet.qtbot.wait(20)
    spy = PaintSpy(view.viewport())
    before = quiet.place()
    quiet.key(Qt.Key.Key_Down)
    quiet.qtbot.wait(20)
    lines = view.place_rect(before) | view.place_rect(quiet.place())
    allowed = QRegion(QRect(0, lines.top(), view.viewport().width(), lines.height()))
    assert spy.region.subtracted(allowed).isEmpty()


def test_sideways_scrolling_keeps_the_item_columns_in_place(open_table: EditorMaker) -> None:
    hands = open_table("T2")
    hands.editor.resize(560, 400)
    hands.qtbot.wait(20)
    view = hands.editor.view
    assert view.horizontalScrollBar().maximum() > 0
    name = view.place_rect(Place(1, 3))
    hands.key(Qt.Key.Key_End)
    assert view.horizontalScrollBar().value() > 0
    assert view.place_rect(Place(1, 3)) == name
    assert view.place_at(name.center()) == Place(1, 3)
    last = view.place_rect(hands.place())
    assert view.viewport().rect().contains(last) and last.left() >= name.right()
    hands.key(Qt.Key.Key_Home)
    first = view.place_rect(hands.place())
    assert first.left() >= name.right()


def test_a_stated_total_that_differs_is_marked_and_explained(coded: Hands) -> None:
    coded.put("2101501", BASIC, 100)
    coded.put("21015", BASIC, 999, Origin.IMPORTED)
    address = coded.editor.key.cell("21015", BASIC)
    face = coded.editor.model.face(address)
    assert face.is_stated_total and face.differs
    place = coded.editor.model.locate(address)
    assert place is not None
    tip = coded.editor.model.index(*place).data(Qt.ItemDataRole.ToolTipRole)
    assert "表内 9.99（导入），计算值 1.00，相差 8.99" in tip


def test_a_computed_cell_explains_itself_with_numbers(coded: Hands) -> None:
    coded.put("2101501", BASIC, 100)
    coded.put("2101501", PROJECT, 250)
    place = coded.editor.model.locate(coded.editor.key.cell("2101501", TOTAL))
    assert place is not None
    tip = coded.editor.model.index(*place).data(Qt.ItemDataRole.ToolTipRole)
    assert "本年支出合计 = 基本支出 + 项目支出" in tip
    assert "= 3.50" in tip


def test_a_finding_marks_its_cell_with_a_word_in_the_tooltip(coded: Hands) -> None:
    coded.put("2101501", BASIC, 100)
    coded.put("合计", BASIC, 999, Origin.IMPORTED)
    coded.editor.model.refresh_marks()
    address = coded.editor.key.cell("合计", BASIC)
    mark = coded.editor.model.mark(address)
    assert mark is not None and mark.is_place and mark.level.label == "错误"
    place = coded.editor.model.locate(address)
    assert place is not None
    assert "【错误】" in coded.editor.model.index(*place).data(Qt.ItemDataRole.ToolTipRole)
    coded.editor.undo()
    coded.qtbot.waitUntil(lambda: coded.editor.model.mark(address) is None)


def test_an_unread_cell_shows_its_raw_text(coded: Hands) -> None:
    address = coded.editor.key.cell("2101501", BASIC)
    stated = Stated(None, Origin.IMPORTED, "1,2O4.00", "数字里有字母")
    coded.session.do(compose("导入", [state_figure(coded.session.report, address, stated)]))
    assert coded.text("2101501", BASIC) == "1,2O4.00"
    assert coded.text("合计", BASIC) == "未能计算"
    assert coded.editor.model.face(address).is_unread
    coded.at("2101501", BASIC)
    coded.type("1204")
    coded.key(Qt.Key.Key_Return)
    assert coded.text("合计", BASIC) == "1,204.00"


def test_the_display_unit_changes_nothing_stored(coded: Hands) -> None:
    coded.put("2101501", BASIC, 123456789)
    before = dict(coded.session.report.slots())
    coded.editor.set_display_unit(Unit.WAN_YUAN)
    assert coded.text("2101501", BASIC) == "123.46"
    coded.at("2101501", BASIC)
    coded.key(Qt.Key.Key_F2)
    assert coded.editor_text() == "123.456789"
    coded.key(Qt.Key.Key_Return)
    assert dict(coded.session.report.slots()) == before
    coded.editor.set_display_unit(Unit.YUAN)
    assert coded.text("2101501", BASIC) == "1,234,567.89"


def test_only_nonzero_hides_and_brings_back(coded: Hands) -> None:
    coded.put("2101501", BASIC, 100)
    coded.editor.set_only_nonzero(True)
    view, model = coded.editor.view, coded.editor.model
    hidden = {model.row(line).key for line in range(model.rowCount()) if view.isRowHidden(line)}
    assert hidden == {"208", "20805", "2080505", "21011", "2101101", "2101502"}
    coded.put("2101101", BASIC, 100)
    assert not view.isRowHidden(model.line_of("21011") or 0)
    coded.editor.go_to(coded.editor.key.cell("2101502", BASIC))
    assert coded.here() == ("2101502", BASIC)
    coded.editor.set_only_nonzero(False)
    assert not any(view.isRowHidden(line) for line in range(model.rowCount()))


def test_arrows_pass_over_hidden_lines(coded: Hands) -> None:
    coded.put("2101501", BASIC, 100)
    coded.editor.set_only_nonzero(True)
    coded.at("合计", BASIC)
    coded.key(Qt.Key.Key_Down)
    assert coded.here() == ("210", BASIC)


def test_finding_by_name_code_and_amount(coded: Hands) -> None:
    coded.put("2101502", PROJECT, 4600000)
    editor: TableEditor = coded.editor
    rows = {address.row for address in editor.find("行政运行")}
    assert rows == {"2101501"}
    assert {address.row for address in editor.find("2101")} == {"21011", "2101101", "21015", "2101501", "2101502"}
    found = {(address.row, address.column) for address in editor.find("46,000")}
    assert ("2101502", PROJECT) in found and ("2101501", PROJECT) not in found
    assert editor.find("没有这个") == []


def test_highlighted_cells_are_framed_until_esc(coded: Hands) -> None:
    address = coded.editor.key.cell("2101501", BASIC)
    coded.editor.highlight([address])
    assert coded.editor.view.highlighted == {address}
    coded.key(Qt.Key.Key_Escape)
    assert coded.editor.view.highlighted == frozenset()


def test_zoom_keeps_the_widths_that_were_set_by_hand(coded: Hands) -> None:
    assert coded.editor.column_widths() == []
    widths = [40, 40, 40, 200, 120, 120, 120, 120, 120, 120]
    coded.editor.set_column_widths(widths)
    with coded.qtbot.waitSignal(coded.editor.zoomChanged):
        coded.editor.set_zoom(150)
    assert coded.editor.view.columnWidth(3) == 300
    assert coded.editor.column_widths() == widths


def test_a_double_click_on_a_border_fits_the_column(coded: Hands) -> None:
    coded.put("2101501", BASIC, 123456789012)
    view = coded.editor.view
    view.setColumnWidth(5, 30)
    header = view.header
    point = QRect(view.left_of(5) + 29, 10, 1, 1).topLeft()
    coded.qtbot.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.columnWidth(5) > view.look.metrics.horizontalAdvance("1,234,567,890.12")


def test_a_click_on_a_merged_header_selects_its_columns(open_table: EditorMaker) -> None:
    hands = open_table("T4")
    header = hands.editor.view.header
    cell = next(item for item in hands.editor.model.header_cells if item.text == "决算数" and item.column_span > 1)
    hands.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.cell_rect(cell).center())
    area = hands.areas()[0]
    assert (area.left, area.right) == (cell.position, cell.position + cell.column_span - 1)
    assert (area.top, area.bottom) == (0, hands.editor.model.last_line)


def test_every_table_has_one_editor_of_one_kind(open_table: EditorMaker) -> None:
    for number in range(1, 10):
        hands = open_table(f"T{number}", codes=())
        assert hands.editor.model.rowCount() >= 1
        assert not hands.editor.grab().isNull()


def test_a_closed_editor_no_longer_listens(open_table: EditorMaker) -> None:
    import shiboken6

    session = open_table("T3").session
    editor = TableEditor(session, TableKey("T3"))
    shiboken6.delete(editor)
    session.do(set_figure(session.report, TableKey("T3").cell("2101501", BASIC), exact_money(1)))
