"""Moving keys, each as in Excel and WPS."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from juesuan_gui.ui.grid.navigation import Area, Place

from .conftest import EditorMaker, Hands

BASIC, PROJECT, TOTAL = "基本支出", "项目支出", "本年支出合计"
LEAF, NEXT = "2101501", "2101502"


def test_enter_goes_down(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_Return)
    assert coded.here() == (NEXT, BASIC)


def test_keypad_enter_goes_down(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert coded.here() == (NEXT, BASIC)


def test_shift_enter_goes_up(coded: Hands) -> None:
    coded.at(NEXT, BASIC)
    coded.shift(Qt.Key.Key_Return)
    assert coded.here() == (LEAF, BASIC)


def test_tab_goes_right(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_Tab)
    assert coded.here() == (LEAF, PROJECT)


def test_shift_tab_goes_left(coded: Hands) -> None:
    coded.at(LEAF, PROJECT)
    coded.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert coded.here() == (LEAF, BASIC)


def test_tab_passes_over_locked_cells_and_lines(coded: Hands) -> None:
    coded.at("2080505", "对附属单位补助支出")
    coded.key(Qt.Key.Key_Tab)
    # 210 and 21011 are sums of the rows below them, and 本年支出合计 is computed in every row.
    assert coded.here() == ("2101101", BASIC)


def test_tab_visits_locked_cells_when_the_setting_is_off(coded: Hands) -> None:
    coded.editor.skip_locked = False
    coded.at("2080505", "对附属单位补助支出")
    coded.key(Qt.Key.Key_Tab)
    assert coded.place().row == coded.editor.model.line_of("210")


def test_tab_at_the_last_input_cell_stays(coded: Hands) -> None:
    coded.at(NEXT, "对附属单位补助支出")
    coded.key(Qt.Key.Key_Tab)
    assert coded.here() == (NEXT, "对附属单位补助支出")


def test_enter_after_a_run_of_tabs_returns_to_where_it_began(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.type("1")
    coded.key(Qt.Key.Key_Tab)
    coded.type("2")
    coded.key(Qt.Key.Key_Tab)
    coded.type("3")
    coded.key(Qt.Key.Key_Return)
    assert coded.here() == (NEXT, BASIC)
    assert [coded.fen(LEAF, column) for column in (BASIC, PROJECT, "上缴上级支出")] == [100, 200, 300]


def test_an_arrow_ends_the_run_of_tabs(coded: Hands) -> None:
    coded.at("2101501", BASIC)
    coded.key(Qt.Key.Key_Tab)
    coded.key(Qt.Key.Key_Left)
    coded.key(Qt.Key.Key_Right)
    coded.key(Qt.Key.Key_Return)
    assert coded.here() == (NEXT, PROJECT)


def test_a_click_ends_the_run_of_tabs(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_Tab)
    line, column = coded.editor.model.locate(coded.editor.key.cell(LEAF, "经营支出")) or (0, 0)
    rect = coded.editor.view.place_rect(Place(line, column))
    coded.qtbot.mouseClick(coded.editor.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    coded.key(Qt.Key.Key_Return)
    assert coded.here() == (NEXT, "经营支出")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Up, ("21015", PROJECT)),
        (Qt.Key.Key_Down, (NEXT, PROJECT)),
        (Qt.Key.Key_Left, (LEAF, BASIC)),
        (Qt.Key.Key_Right, (LEAF, "上缴上级支出")),
    ],
)
def test_arrows(coded: Hands, key: Qt.Key, expected: tuple[str, str]) -> None:
    coded.at(LEAF, PROJECT)
    coded.key(key)
    assert coded.here() == expected


def test_arrows_step_over_a_code_that_spans_three_columns_at_once(coded: Hands) -> None:
    coded.at(LEAF, TOTAL)
    coded.key(Qt.Key.Key_Left)
    assert coded.place().column == 3
    coded.key(Qt.Key.Key_Left)
    assert coded.place().column == 0
    coded.key(Qt.Key.Key_Left)
    assert coded.place().column == 0
    coded.key(Qt.Key.Key_Right)
    assert coded.place().column == 3


def test_ctrl_arrow_goes_to_the_edge_of_the_filled_cells(coded: Hands) -> None:
    for row in ("2080505", "2101101", LEAF, NEXT):
        coded.put(row, BASIC, 100)
    coded.at("合计", BASIC)
    coded.ctrl(Qt.Key.Key_Down)
    assert coded.here() == (NEXT, BASIC)
    coded.ctrl(Qt.Key.Key_Up)
    assert coded.here() == ("合计", BASIC)


def test_ctrl_arrow_from_a_blank_goes_to_the_next_filled_cell(coded: Hands) -> None:
    coded.put(LEAF, "经营支出", 100)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_Right)
    assert coded.here() == (LEAF, "经营支出")
    coded.ctrl(Qt.Key.Key_Right)
    assert coded.here() == (LEAF, "对附属单位补助支出")


def test_ctrl_down_never_enters_the_line_for_a_new_code(coded: Hands) -> None:
    coded.at("合计", BASIC)
    coded.ctrl(Qt.Key.Key_Down)
    assert coded.place().row == coded.editor.model.last_line


def test_ctrl_home_and_ctrl_end(coded: Hands) -> None:
    coded.at(LEAF, PROJECT)
    coded.ctrl(Qt.Key.Key_Home)
    assert coded.here() == ("合计", TOTAL)
    coded.ctrl(Qt.Key.Key_End)
    assert coded.here() == (NEXT, "对附属单位补助支出")


def test_home_goes_to_the_first_figure_then_to_the_code(coded: Hands) -> None:
    coded.at(LEAF, "经营支出")
    coded.key(Qt.Key.Key_Home)
    assert coded.here() == (LEAF, TOTAL)
    coded.key(Qt.Key.Key_Home)
    assert coded.place().column == 0


def test_end_goes_to_the_last_column(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_End)
    assert coded.here() == (LEAF, "对附属单位补助支出")


def test_page_keys_move_a_screen(open_table: EditorMaker) -> None:
    hands = open_table("T1")
    hands.editor.resize(900, 300)
    hands.editor.view.cells.move_to(Place(0, 2))
    hands.key(Qt.Key.Key_PageDown)
    first = hands.place().row
    assert 2 <= first < 15
    hands.key(Qt.Key.Key_PageDown)
    assert hands.place().row == 2 * first
    hands.key(Qt.Key.Key_PageUp)
    assert hands.place().row == first


@pytest.mark.parametrize(("key", "direction"), [(Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)])
def test_ctrl_page_keys_ask_for_the_next_table(coded: Hands, key: Qt.Key, direction: int) -> None:
    with coded.qtbot.waitSignal(coded.editor.askNextTable) as asked:
        coded.ctrl(key)
    assert asked.args == [direction]


def test_shift_arrows_grow_the_selection_and_keep_the_active_cell(coded: Hands) -> None:
    place = coded.at(LEAF, BASIC)
    coded.shift(Qt.Key.Key_Down)
    coded.shift(Qt.Key.Key_Right)
    assert coded.areas() == [Area(place.row, place.column, place.row + 1, place.column + 1)]
    assert coded.here() == (LEAF, BASIC)
    coded.shift(Qt.Key.Key_Up)
    coded.shift(Qt.Key.Key_Left)
    assert coded.areas() == [Area(place.row, place.column, place.row, place.column)]


def test_ctrl_shift_arrow_selects_to_the_edge(coded: Hands) -> None:
    for row in ("2080505", "2101101", LEAF, NEXT):
        coded.put(row, BASIC, 100)
    place = coded.at("合计", BASIC)
    coded.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert coded.areas() == [Area(place.row, place.column, coded.editor.model.last_line, place.column)]


def test_ctrl_a_selects_every_line_but_the_one_for_a_new_code(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_A)
    assert coded.areas() == [Area(0, 0, coded.editor.model.last_line, 9)]
    assert coded.here() == (LEAF, BASIC)


def test_enter_circles_inside_a_selection(coded: Hands) -> None:
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 1))
    seen = []
    for _ in range(4):
        coded.key(Qt.Key.Key_Return)
        seen.append(coded.here())
    assert seen == [(NEXT, BASIC), (LEAF, PROJECT), (NEXT, PROJECT), (LEAF, BASIC)]
    assert coded.areas() == [Area(first.row, first.column, first.row + 1, first.column + 1)]


def test_tab_circles_inside_a_selection_line_by_line(coded: Hands) -> None:
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 1))
    seen = []
    for _ in range(4):
        coded.key(Qt.Key.Key_Tab)
        seen.append(coded.here())
    assert seen == [(LEAF, PROJECT), (NEXT, BASIC), (NEXT, PROJECT), (LEAF, BASIC)]


def test_shift_enter_circles_backwards(coded: Hands) -> None:
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 1))
    coded.shift(Qt.Key.Key_Return)
    assert coded.here() == (NEXT, PROJECT)


def test_tab_in_a_two_sided_table_goes_to_the_other_side(fixed: Hands) -> None:
    fixed.editor.view.cells.move_to(Place(0, 2))
    fixed.key(Qt.Key.Key_Tab)
    assert fixed.place() == Place(0, 5)
    fixed.key(Qt.Key.Key_Tab)
    assert fixed.place() == Place(1, 2)


def test_f1_asks_for_the_explanation_of_the_cell(coded: Hands) -> None:
    coded.at("合计", TOTAL)
    with coded.qtbot.waitSignal(coded.editor.explainRequested) as asked:
        coded.key(Qt.Key.Key_F1)
    assert asked.args == [coded.editor.key.cell("合计", TOTAL)]


def test_unknown_keys_are_left_to_the_window(coded: Hands) -> None:
    before = coded.place()
    coded.key(Qt.Key.Key_F9)
    coded.ctrl(Qt.Key.Key_Z)
    assert coded.place() == before
    assert not coded.is_editing()


def test_the_names_of_the_active_row_and_column_stand_out(coded: Hands) -> None:
    view = coded.editor.view
    here, there = coded.at(LEAF, BASIC), coded.at("2080505", PROJECT)

    def pictures(at: Place) -> tuple[QImage, QImage]:
        """The name of the place's line, and the heading of its column."""
        name = view.place_rect(Place(at.row, 3))
        header = view.header.viewport()
        heading = QRect(view.left_of(at.column) + 2, 0, view.columnWidth(at.column) - 4, header.height())
        return view.viewport().grab(name).toImage(), header.grab(heading).toImage()

    calm = pictures(here)
    coded.at("2101501", BASIC)
    assert all(before != after for before, after in zip(calm, pictures(here), strict=True))
    coded.at("2080505", PROJECT)
    assert pictures(here) == calm
    assert there == coded.place()
