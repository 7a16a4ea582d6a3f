"""Selecting with the mouse, the wheel, the context menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from juesuan_gui.report import Origin
from juesuan_gui.ui.grid.navigation import Area, Place

from .conftest import Hands

BASIC, PROJECT = "基本支出", "项目支出"
LEFT = Qt.MouseButton.LeftButton


def center(hands: Hands, row: str, column: str) -> QPoint:
    """The middle of a cell."""
    place = hands.editor.model.locate(hands.editor.key.cell(row, column))
    assert place is not None
    return hands.editor.view.place_rect(Place(*place)).center()


def test_a_click_makes_a_cell_active(coded: Hands) -> None:
    coded.qtbot.mouseClick(coded.editor.view.viewport(), LEFT, pos=center(coded, "2101501", BASIC))
    assert coded.here() == ("2101501", BASIC)


def test_dragging_selects_and_keeps_the_active_cell(coded: Hands) -> None:
    viewport = coded.editor.view.viewport()
    coded.qtbot.mousePress(viewport, LEFT, pos=center(coded, "2101501", BASIC))
    coded.qtbot.mouseMove(viewport, center(coded, "2101502", PROJECT))
    coded.qtbot.mouseRelease(viewport, LEFT, pos=center(coded, "2101502", PROJECT))
    addresses = {(item.row, item.column) for item in coded.editor.selected_addresses()}
    assert addresses == {(row, column) for row in ("2101501", "2101502") for column in (BASIC, PROJECT)}
    assert coded.here() == ("2101501", BASIC)


def test_shift_click_extends_and_ctrl_click_adds(coded: Hands) -> None:
    viewport = coded.editor.view.viewport()
    first = coded.at("2101501", BASIC)
    pos = center(coded, "2101502", PROJECT)
    coded.qtbot.mouseClick(viewport, LEFT, Qt.KeyboardModifier.ShiftModifier, pos=pos)
    assert coded.areas() == [Area(first.row, first.column, first.row + 1, first.column + 1)]
    pos = center(coded, "2080505", BASIC)
    coded.qtbot.mouseClick(viewport, LEFT, Qt.KeyboardModifier.ControlModifier, pos=pos)
    assert len(coded.editor.selected_addresses()) == 5
    coded.put("2080505", BASIC, 100)
    coded.put("2101502", PROJECT, 200)
    coded.key(Qt.Key.Key_Delete)
    assert coded.fen("2080505", BASIC) is None and coded.fen("2101502", PROJECT) is None


def test_a_selection_that_has_no_one_shape_is_not_copied(coded: Hands) -> None:
    coded.at("2101501", BASIC)
    pos = center(coded, "2080505", PROJECT)
    coded.qtbot.mouseClick(coded.editor.view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, pos=pos)
    coded.ctrl(Qt.Key.Key_C)
    assert "不对齐" in coded.notices[-1][1]


def test_ctrl_wheel_zooms(coded: Hands) -> None:
    view = coded.editor.view
    before = view.rowHeight(0)
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with coded.qtbot.waitSignal(coded.editor.zoomChanged) as zoomed:
        QApplication.sendEvent(view.viewport(), event)
    assert zoomed.args == [110]
    assert view.rowHeight(0) > before


def test_the_context_menu_offers_what_is_possible(coded: Hands) -> None:
    coded.put("2101501", BASIC, 100)
    coded.put("21015", BASIC, 999, Origin.IMPORTED)
    coded.at("21015", BASIC)
    point = center(coded, "21015", BASIC)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, coded.editor.mapToGlobal(point))
    QApplication.sendEvent(coded.editor, event)
    menu = coded.editor.findChild(QMenu)
    assert menu is not None
    enabled = {action.text().split("\t")[0]: action for action in menu.actions() if action.isEnabled()}
    assert "清除(&E)" not in enabled and "采用计算值(&A)" in enabled and "删除科目行(&L)" in enabled
    enabled["采用计算值(&A)"].trigger()
    menu.close()
    assert coded.fen("21015", BASIC) == 100


def test_a_composition_replaces_what_stood_in_the_cell(coded: Hands) -> None:
    coded.put("2101501", BASIC, 1250)
    coded.at("2101501", BASIC)
    QApplication.sendEvent(coded.editor.view, QInputMethodEvent("er", []))
    done = QInputMethodEvent()
    done.setCommitString("2")
    QApplication.sendEvent(coded.editor.view, done)
    coded.key(Qt.Key.Key_Return)
    assert coded.fen("2101501", BASIC) == 200


def turn(hands: Hands, pixels: int, notches: int) -> None:
    """The wheel, or a touchpad with ``pixels``."""
    viewport = hands.editor.view.viewport()
    point = QPointF(viewport.rect().center())
    event = QWheelEvent(
        point,
        QPointF(viewport.mapToGlobal(point.toPoint())),
        QPoint(0, pixels),
        QPoint(0, notches * 120 if notches else pixels * 8),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_however_one_scrolls_no_row_is_cut_by_the_header(coded: Hands) -> None:
    editor = coded.editor
    view, bar = editor.view, editor.view.verticalScrollBar()
    # Four rows are seen, whatever the fonts.
    editor.resize(900, editor.height() - view.viewport().height() + 4 * view.look.row_height)
    QApplication.processEvents()
    assert bar.maximum() > 4 * view.look.row_height
    edges = {view.verticalHeader().sectionPosition(row) for row in range(editor.model.rowCount())}
    turn(coded, 0, -1)
    assert bar.value() in edges - {0}
    stood = bar.value()
    # A touchpad brings a row in small pieces: nothing until it is whole, and then it comes.
    turn(coded, -(view.look.row_height // 2), 0)
    assert bar.value() == stood
    turn(coded, -view.look.row_height, 0)
    assert bar.value() in edges and bar.value() > stood
    bar.triggerAction(bar.SliderAction.SliderToMaximum)
    last = editor.model.rowCount() - 1
    assert bar.value() == bar.maximum() and bar.value() in edges
    assert view.rowViewportPosition(last) + view.rowHeight(last) <= view.viewport().height()
    for height in (221, 233, 247):
        editor.resize(900, height)
        QApplication.processEvents()
        assert bar.value() in edges
    bar.triggerAction(bar.SliderAction.SliderPageStepSub)
    assert bar.value() in edges
    turn(coded, 0, 40)
    assert bar.value() == 0
