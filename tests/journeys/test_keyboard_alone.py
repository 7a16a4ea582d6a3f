"""Journey 4: from the start page to the exported files without touching the mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.report import TableKey
from tests.ui.hands import CTRL, SHIFT, WindowHands


def test_a_report_is_made_filled_checked_explained_and_exported_by_keys(hands: WindowHands, tmp_path: Path) -> None:
    window = hands.window
    hands.tab_to(window.start.new)
    hands.key(Qt.Key.Key_Return)
    assert hands.focus() is window.new.unit_name
    hands.type("某局")
    hands.choose(window.new.region, "宁夏")
    hands.choose(window.new.year, "2020")
    hands.tab_to(window.new.folder)
    hands.retype(str(tmp_path))
    hands.tab_to(window.new.accept)
    hands.key(Qt.Key.Key_Return)
    workspace = hands.workspace
    desk = workspace.desk
    assert desk.report.text(UNIT_NAME) == "某局"

    # The keyboard is in the first table at once. 支出决算表 is two further on.
    assert hands.editor.key == TableKey("T1")
    hands.key(Qt.Key.Key_PageDown, CTRL, times=2)
    assert hands.editor.key == TableKey("T3")
    hands.key(Qt.Key.Key_I, CTRL)
    hands.type("2101501")
    hands.key(Qt.Key.Key_Return)
    hands.type("125.50")
    hands.key(Qt.Key.Key_Tab)
    hands.type("30")
    hands.key(Qt.Key.Key_Return)
    shown = {
        column: desk.session.live.shown(TableKey("T3").cell("2101501", column)) for column in ("基本支出", "项目支出")
    }
    assert [figure and figure.value for figure in shown.values()] == [12550, 3000]
    # 一般公共预算财政拨款支出决算表 says otherwise, so that there is something to find.
    hands.key(Qt.Key.Key_PageDown, CTRL, times=2)
    hands.key(Qt.Key.Key_I, CTRL)
    hands.type("2101501")
    hands.key(Qt.Key.Key_Return)
    hands.type("999")
    hands.key(Qt.Key.Key_Return)

    hands.wait(lambda: workspace.data.audit.model.rowCount())
    hands.key(Qt.Key.Key_F8)
    finding = workspace.data.audit.current()
    assert finding is not None and hands.editor.current_address() == finding.place
    hands.key(Qt.Key.Key_F8, SHIFT)
    hands.key(Qt.Key.Key_F8)
    hands.key(Qt.Key.Key_M, CTRL)
    hands.type("已核实")
    hands.key(Qt.Key.Key_Return, CTRL)
    noted = workspace.data.audit.current()
    assert noted is not None
    note = desk.report.note(noted.key)
    assert note is not None and note.text == "已核实"
    hands.key(Qt.Key.Key_F1)
    assert workspace.data.help.isVisible()
    hands.key(Qt.Key.Key_Escape)
    assert not workspace.data.help.isVisible()

    hands.key(Qt.Key.Key_E, CTRL)
    box = workspace.pages.preview.export
    assert hands.focus() is box.accept
    hands.tab_to(box.folder)
    hands.retype(str(tmp_path / "out"))
    hands.tab_to(box.accept)
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: box.step.text().startswith("已导出"))
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".pdf", ".xlsx"]

    hands.key(Qt.Key.Key_W, CTRL)
    hands.wait(lambda: window.workspace is None)
    assert window.start.isVisible()
    hands.key(Qt.Key.Key_Q, CTRL)
    hands.wait(lambda: not window.isVisible())
