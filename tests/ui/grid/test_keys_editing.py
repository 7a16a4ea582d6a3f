"""Editing and filling keys, each as in Excel and WPS."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication

from juesuan_gui.figures import Figure, exact_money
from juesuan_gui.report import Origin
from juesuan_gui.ui.grid.cell_editor import EditMode
from juesuan_gui.ui.grid.navigation import Place

from .conftest import EditorMaker, Hands

BASIC, PROJECT, TOTAL = "基本支出", "项目支出", "本年支出合计"
LEAF, NEXT = "2101501", "2101502"


def test_typing_replaces(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 500)
    coded.at(LEAF, BASIC)
    coded.type("12.5")
    assert coded.editor_text() == "12.5"
    coded.key(Qt.Key.Key_Return)
    assert coded.fen(LEAF, BASIC) == 1250


def test_an_amount_typed_into_a_report_in_yuan_is_exact(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.type("12")
    coded.key(Qt.Key.Key_Return)
    assert coded.figure(LEAF, BASIC) == exact_money(1200)


def test_f2_keeps_the_text_with_the_caret_at_its_end(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 1250)
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_F2)
    assert coded.editor_text() == "12.50"
    coded.key(Qt.Key.Key_Backspace)
    coded.type("7")
    coded.key(Qt.Key.Key_Return)
    assert coded.fen(LEAF, BASIC) == 1257


def test_a_double_click_edits_like_f2(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 1250)
    center = coded.editor.view.place_rect(coded.at(LEAF, BASIC)).center()
    coded.qtbot.mouseDClick(coded.editor.view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert coded.editor_text() == "12.50"
    line = coded.editor.editing.delegate.editor
    assert line is not None and line.mode is EditMode.F2 and line.cursorPosition() == 5


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Up, ("21015", PROJECT)),
        (Qt.Key.Key_Down, (NEXT, PROJECT)),
        (Qt.Key.Key_Left, (LEAF, BASIC)),
        (Qt.Key.Key_Right, (LEAF, "上缴上级支出")),
    ],
)
def test_arrows_leave_the_editor_while_typing(coded: Hands, key: Qt.Key, expected: tuple[str, str]) -> None:
    coded.at(LEAF, PROJECT)
    coded.type("8")
    coded.key(key)
    assert not coded.is_editing()
    assert coded.here() == expected
    assert coded.fen(LEAF, PROJECT) == 800


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right])
def test_arrows_stay_in_the_editor_after_f2(coded: Hands, key: Qt.Key) -> None:
    coded.at(LEAF, PROJECT)
    coded.key(Qt.Key.Key_F2)
    coded.type("88")
    coded.key(key)
    assert coded.is_editing()
    assert coded.here() == (LEAF, PROJECT)


def test_f2_inside_the_editor_switches_the_mode(coded: Hands) -> None:
    coded.at(LEAF, PROJECT)
    coded.type("88")
    coded.key(Qt.Key.Key_F2)
    coded.key(Qt.Key.Key_Left)
    coded.type("1")
    assert coded.editor_text() == "818"


def test_esc_restores(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 1250)
    steps = coded.undo_steps()
    coded.at(LEAF, BASIC)
    coded.type("9")
    coded.key(Qt.Key.Key_Escape)
    assert not coded.is_editing()
    assert coded.fen(LEAF, BASIC) == 1250
    assert coded.undo_steps() == steps
    assert coded.here() == (LEAF, BASIC)


def test_leaving_an_unchanged_cell_is_no_change(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 1250)
    steps = coded.undo_steps()
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_F2)
    coded.key(Qt.Key.Key_Return)
    assert coded.undo_steps() == steps


def test_delete_clears_the_selection_in_one_step(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.put(NEXT, PROJECT, 200)
    steps = coded.undo_steps()
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 1))
    coded.key(Qt.Key.Key_Delete)
    assert coded.fen(LEAF, BASIC) is None and coded.fen(NEXT, PROJECT) is None
    assert coded.undo_steps() == steps + 1
    coded.editor.undo()
    assert coded.fen(LEAF, BASIC) == 100 and coded.fen(NEXT, PROJECT) == 200


def test_delete_says_how_many_computed_cells_it_left(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_A)
    coded.key(Qt.Key.Key_Delete)
    assert coded.fen("合计", BASIC) is None
    level, text = coded.notices[-1]
    assert level == "info" and "已清除 1 格" in text and "个计算格" in text


def test_backspace_clears_and_edits(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 1250)
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_Backspace)
    assert coded.editor_text() == ""
    coded.type("3")
    coded.key(Qt.Key.Key_Return)
    assert coded.fen(LEAF, BASIC) == 300


def test_emptying_a_cell_in_the_editor_clears_it(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 1250)
    coded.at(LEAF, BASIC)
    coded.key(Qt.Key.Key_Backspace)
    coded.key(Qt.Key.Key_Return)
    assert coded.fen(LEAF, BASIC) is None


def test_a_locked_cell_does_not_open_and_says_why(coded: Hands) -> None:
    coded.at("21015", BASIC)
    coded.type("5")
    assert not coded.is_editing()
    assert coded.fen("21015", BASIC) is None
    assert "公式" in coded.notices[-1][1]


def test_what_is_no_number_keeps_the_editor_open(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.type("1,23")
    coded.key(Qt.Key.Key_Return)
    assert coded.is_editing()
    assert "千分位" in coded.notices[-1][1]
    coded.key(Qt.Key.Key_Escape)
    assert coded.fen(LEAF, BASIC) is None


def test_focus_lost_while_typing_keeps_what_was_typed(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.type("77")
    coded.editor.view.setFocus()
    coded.qtbot.waitUntil(lambda: not coded.is_editing())
    assert coded.fen(LEAF, BASIC) == 7700


def test_ctrl_d_fills_down(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.put(LEAF, PROJECT, 200)
    steps = coded.undo_steps()
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 1))
    coded.ctrl(Qt.Key.Key_D)
    assert (coded.fen(NEXT, BASIC), coded.fen(NEXT, PROJECT)) == (100, 200)
    assert coded.undo_steps() == steps + 1


def test_ctrl_d_in_one_line_takes_from_above(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.at(NEXT, BASIC)
    coded.ctrl(Qt.Key.Key_D)
    assert coded.fen(NEXT, BASIC) == 100


def test_ctrl_r_fills_right(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row, first.column + 2))
    coded.ctrl(Qt.Key.Key_R)
    assert (coded.fen(LEAF, PROJECT), coded.fen(LEAF, "上缴上级支出")) == (100, 100)


def test_ctrl_r_in_one_column_takes_from_the_left(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.at(LEAF, PROJECT)
    coded.ctrl(Qt.Key.Key_R)
    assert coded.fen(LEAF, PROJECT) == 100


def test_ctrl_enter_fills_the_whole_selection_in_one_step(coded: Hands) -> None:
    steps = coded.undo_steps()
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 1))
    coded.type("5")
    coded.ctrl(Qt.Key.Key_Return)
    assert [coded.fen(row, column) for row in (LEAF, NEXT) for column in (BASIC, PROJECT)] == [500] * 4
    assert coded.undo_steps() == steps + 1
    assert coded.here() == (LEAF, BASIC)


def test_enter_inside_a_selection_commits_and_circles(coded: Hands) -> None:
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column))
    coded.type("1")
    coded.key(Qt.Key.Key_Return)
    coded.type("2")
    coded.key(Qt.Key.Key_Return)
    assert (coded.fen(LEAF, BASIC), coded.fen(NEXT, BASIC)) == (100, 200)
    assert coded.here() == (LEAF, BASIC)


def test_alt_equal_takes_the_computed_value(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.put("21015", BASIC, 999, Origin.IMPORTED)
    coded.at("21015", BASIC)
    assert coded.editor.model.face(coded.editor.key.cell("21015", BASIC)).differs
    coded.key(Qt.Key.Key_Equal, Qt.KeyboardModifier.AltModifier)
    assert coded.fen("21015", BASIC) == 100
    coded.editor.undo()
    assert coded.fen("21015", BASIC) == 999


def test_all_stated_totals_are_given_up_in_one_step(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.put("21015", BASIC, 999, Origin.IMPORTED)
    coded.put("合计", BASIC, 998, Origin.IMPORTED)
    steps = coded.undo_steps()
    coded.editor.adopt_all()
    assert (coded.fen("21015", BASIC), coded.fen("合计", BASIC)) == (100, 100)
    assert coded.undo_steps() == steps + 1


def test_an_approved_number_may_be_typed_over_a_formula(coded: Hands) -> None:
    coded.at("21015", BASIC)
    coded.editor.editing.approve()
    coded.type("9")
    coded.key(Qt.Key.Key_Return)
    stated = coded.session.report.stated(coded.editor.key.cell("21015", BASIC))
    assert stated is not None and stated.origin is Origin.APPROVED
    coded.at("21015", BASIC)
    coded.type("8")
    assert not coded.is_editing()


def test_typing_through_an_input_method_starts_an_edit(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    event = QInputMethodEvent()
    event.setCommitString("１２３")
    QApplication.sendEvent(coded.editor.view, event)
    assert coded.is_editing() and coded.editor_text() == "１２３"
    coded.key(Qt.Key.Key_Return)
    assert coded.fen(LEAF, BASIC) == 12300


def test_a_composition_goes_on_in_the_editor(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    QApplication.sendEvent(coded.editor.view, QInputMethodEvent("wan", []))
    assert coded.is_editing()
    done = QInputMethodEvent()
    done.setCommitString("2万")
    QApplication.sendEvent(coded.editor.view, done)
    assert coded.editor_text() == "2万"
    coded.key(Qt.Key.Key_Return)
    assert coded.fen(LEAF, BASIC) == 2_000_000


def test_an_input_method_is_offered_on_input_cells(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    view = coded.editor.view
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(view, query)
    assert query.value(Qt.InputMethodQuery.ImEnabled)


def test_the_input_method_is_still_offered_after_an_edit(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.type("1")
    coded.key(Qt.Key.Key_Escape)
    assert coded.editor.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_in_a_report_in_wan_yuan_typed_decimals_count(open_table: EditorMaker) -> None:
    hands = open_table("T3", "national-2020")
    hands.at(LEAF, BASIC)
    hands.type("12.34")
    hands.key(Qt.Key.Key_Return)
    assert hands.figure(LEAF, BASIC) == Figure(12_340_000, 10_000, exact=False)
    hands.at(LEAF, PROJECT)
    hands.type("5元")
    hands.key(Qt.Key.Key_Return)
    assert hands.figure(LEAF, PROJECT) == exact_money(500)


def test_the_totals_follow_each_key(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.type("1000")
    coded.key(Qt.Key.Key_Return)
    assert coded.text("合计", TOTAL) == "1,000.00"


def test_alt_enter_writes_a_figure_which_has_one_line_and_stays(coded: Hands) -> None:
    coded.at("2101501", BASIC)
    coded.type("12.5")
    coded.key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert not coded.is_editing() and coded.fen("2101501", BASIC) == 1250
    assert coded.here() == ("2101501", BASIC)
