"""Inserting, finding, removing and restoring code rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from juesuan_gui.report import TableKey, insert_code
from juesuan_gui.ui.grid.code_editor import CodeLineEdit
from juesuan_gui.ui.grid.navigation import Place

from .conftest import EditorMaker, Hands

BASIC = "基本支出"


def codes(hands: Hands) -> list[str]:
    """The code rows from top to bottom."""
    model = hands.editor.model
    return [model.row(line).key for line in range(1, model.last_line + 1)]


def open_search(hands: Hands) -> CodeLineEdit:
    """Press Ctrl+I."""
    hands.ctrl(Qt.Key.Key_I)
    line = hands.editor.editing.delegate.editor
    assert isinstance(line, CodeLineEdit)
    return line


def test_a_code_is_inserted_in_order_with_its_parents(coded: Hands) -> None:
    open_search(coded)
    coded.type("2080101")
    coded.key(Qt.Key.Key_Return)
    assert codes(coded)[:5] == ["208", "20801", "2080101", "20805", "2080505"]
    assert coded.here() == ("2080101", BASIC)
    assert "补上 1 个上级科目" in coded.notices[-1][1]


def test_the_list_is_found_by_code_name_and_initials(coded: Hands) -> None:
    line = open_search(coded)
    for text in ("2080506", "职业年金", "zynj"):
        line.setText(text)
        assert "2080506" in [item.code for item in line.candidates], text
    assert [item.code for item in line.candidates] == sorted(item.code for item in line.candidates)


def test_rows_the_table_has_are_not_offered(coded: Hands) -> None:
    line = open_search(coded)
    line.setText("2080505")
    assert "2080505" not in [item.code for item in line.candidates]


def test_the_arrows_choose_in_the_list(coded: Hands) -> None:
    line = open_search(coded)
    coded.type("20805")
    wanted = line.candidates[2].code
    coded.key(Qt.Key.Key_Down)
    coded.key(Qt.Key.Key_Down)
    coded.key(Qt.Key.Key_Return)
    assert coded.here()[0] == wanted


def test_an_unlisted_code_is_allowed_with_a_hint(coded: Hands) -> None:
    line = open_search(coded)
    coded.type("2089998 ")
    assert "目录中没有" in line.candidates[0].hint
    line.setText("2089998 本地专用科目")
    coded.key(Qt.Key.Key_Return)
    assert coded.session.report.code_rows(coded.editor.key)["2089998"].name == "本地专用科目"


def test_esc_goes_back_to_where_it_was_opened(coded: Hands) -> None:
    coded.at("2101501", BASIC)
    steps = coded.undo_steps()
    open_search(coded)
    coded.type("2080506")
    coded.key(Qt.Key.Key_Escape)
    # The list is taken down a moment later; Qt must have nothing to say about it.
    coded.qtbot.wait(20)
    assert coded.here() == ("2101501", BASIC)
    assert coded.undo_steps() == steps


def test_typing_on_the_last_line_searches(coded: Hands) -> None:
    last = coded.editor.model.rowCount() - 1
    coded.editor.view.cells.move_to(Place(last, 0))
    coded.type("2080506")
    coded.key(Qt.Key.Key_Return)
    assert coded.here() == ("2080506", BASIC)


def test_a_name_typed_through_an_input_method_searches(coded: Hands) -> None:
    last = coded.editor.model.rowCount() - 1
    coded.editor.view.cells.move_to(Place(last, 0))
    event = QInputMethodEvent()
    event.setCommitString("职业年金")
    QApplication.sendEvent(coded.editor.view, event)
    line = coded.editor.editing.delegate.editor
    assert isinstance(line, CodeLineEdit)
    assert "2080506" in [item.code for item in line.candidates]


def test_a_click_into_the_list_inserts(coded: Hands) -> None:
    line = open_search(coded)
    coded.type("2080506")
    rect = line.list.visualRect(line.list.model().index(0, 0))
    coded.qtbot.mouseClick(line.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert coded.here() == ("2080506", BASIC)


def test_only_codes_of_the_tables_fund_are_offered(open_table: EditorMaker) -> None:
    hands = open_table("T8", codes=())
    funds = hands.editor.model.table.coded
    assert funds is not None
    line = open_search(hands)
    line.setText("")
    catalogue = hands.session.function_codes
    allowed = set(funds.funds)
    assert line.candidates and all(catalogue.entry(item.code).fund in {*allowed, ""} for item in line.candidates)


def test_insertion_keeps_selection_and_open_editor(coded: Hands) -> None:
    first = coded.at("2101501", BASIC)
    coded.select(first, Place(first.row + 1, first.column + 1))
    coded.type("12")
    session, key = coded.session, coded.editor.key
    session.do(insert_code(session.report, key, "2010101", "", session.function_codes))
    line = coded.editor.model.line_of("2101501")
    assert line == first.row + 3
    area = coded.areas()[0]
    assert (area.top, area.bottom, area.left, area.right) == (line, line + 1, first.column, first.column + 1)
    assert coded.is_editing() and coded.editor_text() == "12"
    coded.key(Qt.Key.Key_Return)
    assert coded.fen("2101501", BASIC) == 1200


def test_undo_of_an_insertion_keeps_the_active_cell(coded: Hands) -> None:
    session, key = coded.session, coded.editor.key
    session.do(insert_code(session.report, key, "2010101", "", session.function_codes))
    coded.at("2101501", BASIC)
    coded.editor.undo()
    assert coded.here() == ("2101501", BASIC)
    assert "201" not in codes(coded)
    coded.editor.redo()
    assert coded.here() == ("2101501", BASIC)
    assert codes(coded)[:3] == ["201", "20101", "2010101"]


def test_rows_are_removed_with_what_is_below_and_restored(coded: Hands) -> None:
    coded.put("2101501", BASIC, 100)
    before = codes(coded)
    coded.at("21015", BASIC)
    coded.ctrl(Qt.Key.Key_Minus)
    assert codes(coded) == [code for code in before if not code.startswith("21015")]
    assert coded.notices[-1] == ("info", "已删除 3 行，可按 Ctrl+Z 恢复")
    assert coded.fen("合计", BASIC) is None
    coded.editor.undo()
    assert codes(coded) == before
    assert coded.fen("合计", BASIC) == 100


def test_several_selected_rows_are_removed_in_one_step(coded: Hands) -> None:
    steps = coded.undo_steps()
    first = coded.at("2101501", BASIC)
    coded.select(first, Place(first.row + 1, first.column))
    coded.ctrl(Qt.Key.Key_Minus)
    assert coded.undo_steps() == steps + 1
    assert "2101502" not in codes(coded)


def test_the_name_of_a_row_may_be_worded_otherwise(coded: Hands) -> None:
    line = coded.editor.model.line_of("2101501")
    assert line is not None
    coded.editor.view.cells.move_to(Place(line, 3))
    coded.type("x")
    assert not coded.is_editing()
    coded.key(Qt.Key.Key_F2)
    coded.type("（本级）")
    coded.key(Qt.Key.Key_Return)
    assert coded.editor.model.text(line, 3) == "行政运行（本级）"


@pytest.mark.parametrize("code", ["2010101", "2299999", "2080102"])
def test_persistent_indexes_follow_their_rows(coded: Hands, code: str) -> None:
    model = coded.editor.model
    kept = {row: QPersistentModelIndex(model.index(model.line_of(row) or 0, 5)) for row in codes(coded)}
    coded.session.do(insert_code(coded.session.report, TableKey("T3"), code, "", coded.session.function_codes))
    assert {row: model.row(index.row()).key for row, index in kept.items()} == {row: row for row in kept}
