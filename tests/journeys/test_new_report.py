"""Journey 1: start page → new report of a form → paste a published report's tables → audit pane → export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from juesuan_gui.forms import Form, Level
from juesuan_gui.reading import Recognised
from juesuan_gui.report import TableKey
from juesuan_gui.session import Session
from tests.ui.hands import WindowHands
from tests.ui.sheets import SHEETS, as_html, as_text, sheet_of


def amounts(recognised: Recognised) -> dict[tuple[str, str, str], int]:
    """Every figure that the sample states: table, row, column → value."""
    return {
        (figure.address.table, figure.address.row, figure.address.column): int(figure.stated.figure.value)
        for table in recognised.tables
        for figure in table.figures
        if figure.stated.figure is not None
    }


def pasted(session: Session, form: Form) -> dict[tuple[str, str, str], int]:
    """Every figure that the report states."""
    return {
        (address.table, address.row, address.column): int(stated.figure.value)
        for address, stated in session.report.figures().items()
        if stated.figure is not None
    }


def test_from_the_start_page_to_the_exported_files(
    hands: WindowHands, form: Form, recognised: Recognised, tmp_path: Path
) -> None:
    window = hands.window
    hands.click(window.start.new)
    hands.choose(window.new.region, "宁夏")
    hands.tab_to(window.new.unit_name)
    hands.type("固原")
    hands.tab_to(window.new.folder)
    hands.retype(str(tmp_path))
    hands.click(window.new.accept)
    workspace = hands.workspace
    desk = workspace.desk
    assert desk.form.id == "ningxia-2020"

    for number, table in enumerate(SHEETS):
        hands.open_table(table)
        steps = len(desk.session.history)
        sheet = sheet_of(table)
        # Select everything in the sheet, copy, Ctrl+V: Excel and WPS give text and HTML, Word HTML alone.
        if number % 3 == 0:
            hands.paste(as_text(sheet), as_html(sheet, office=True))
        elif number % 3 == 1:
            hands.paste(as_text(sheet))
        else:
            hands.paste("", as_html(sheet, office=False))
        assert len(desk.session.history) == steps + 1, table
        assert hands.editor.key == TableKey(table)
        assert "已粘贴" in hands.notices()[-1]
    assert [key.table for key in workspace.data.tables() if desk.report.is_filled(key)] == list(SHEETS)
    live = desk.session.live
    wanted = {
        place: value
        for place, value in amounts(recognised).items()
        if not live.is_computed(TableKey(place[0]).cell(*place[1:]))
    }
    assert pasted(desk.session, form) == wanted

    counts = desk.session.audit.counts()
    assert counts[Level.ERROR]
    hands.wait(lambda: f"错误 {counts[Level.ERROR]}" in workspace.data.audit.verdict())
    hands.key(Qt.Key.Key_F8)
    finding = workspace.data.audit.current()
    assert finding is not None
    assert hands.editor.current_address() == finding.place

    hands.click(workspace.header.export)
    box = workspace.pages.preview.export
    assert (
        f"错误 {sum(row.level is Level.ERROR for row in desk.result().findings if row.root is None)} 处"
        in box._open.text()
    )
    hands.tab_to(box.folder)
    hands.retype(str(tmp_path / "out"))
    hands.click(box.accept)
    hands.wait(lambda: box.step.text().startswith("已导出"))
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == [f"固原2020年度部门决算.{suffix}" for suffix in ("docx", "pdf", "xlsx")]
    assert all(path.stat().st_size > 5000 for path in (tmp_path / "out").iterdir())
    hands.wait(lambda: workspace.pages.preview.pages.page_count > 9)
