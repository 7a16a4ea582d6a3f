"""Dragging values by the square at the corner of a selection."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from juesuan_gui.ui.grid.navigation import Area, Place

from .conftest import Hands

BASIC, PROJECT = "基本支出", "项目支出"
LEAF, NEXT = "2101501", "2101502"


def drag(hands: Hands, to: QPoint) -> None:
    """Press on the square, move in steps, let go."""
    viewport = hands.editor.view.viewport()
    start = hands.editor.view.handle.rect().center()
    hands.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for part in (1, 2, 3):
        between = start + (to - start) * (part / 3)
        hands.qtbot.mouseMove(viewport, between)
    hands.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to)


def test_dragging_down_repeats_the_values_in_one_step(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.put(LEAF, PROJECT, 200)
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row, first.column + 1))
    steps = coded.undo_steps()
    drag(coded, coded.editor.view.place_rect(Place(first.row + 1, first.column + 1)).center())
    assert (coded.fen(NEXT, BASIC), coded.fen(NEXT, PROJECT)) == (100, 200)
    assert coded.undo_steps() == steps + 1
    assert coded.areas() == [Area(first.row, first.column, first.row + 1, first.column + 1)]


def test_dragging_right_repeats_the_value(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    first = coded.at(LEAF, BASIC)
    drag(coded, coded.editor.view.place_rect(Place(first.row, first.column + 2)).center())
    assert (coded.fen(LEAF, PROJECT), coded.fen(LEAF, "上缴上级支出")) == (100, 100)


def test_a_drag_that_goes_nowhere_changes_nothing(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    first = coded.at(LEAF, BASIC)
    steps = coded.undo_steps()
    drag(coded, coded.editor.view.place_rect(first).center())
    assert coded.undo_steps() == steps


def test_locked_cells_on_the_way_are_skipped_and_counted(coded: Hands) -> None:
    coded.put("2101101", BASIC, 100)
    first = coded.at("2101101", BASIC)
    drag(coded, coded.editor.view.place_rect(Place(first.row + 2, first.column)).center())
    assert coded.fen(LEAF, BASIC) == 100
    assert coded.notices[-1] == ("info", "已填充 1 格，跳过 1 个计算格")
