"""打印 and the export's further choices: what is remembered, what comes out, what is told."""

from __future__ import annotations

from pathlib import Path

import docx
import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.ui import file_choosing
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.giving_out.export_box import ExportBox
from juesuan_gui.ui.giving_out.print_dialog import PrintDialog
from juesuan_gui.ui.settings import Settings


def to_file(path: Path, agree: bool = True):  # type: ignore[no-untyped-def]
    def ask(printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return agree

    return ask


def sizes(path: Path) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [(round(width), round(height)) for width, height in (pdf.get_page_size(n) for n in range(len(pdf)))]


def test_a_table_is_printed_on_the_paper_it_was_printed_on_last(
    qtbot: QtBot, desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    dialog = PrintDialog(desk, settings, ask=to_file(tmp_path / "表.pdf"))
    qtbot.addWidget(dialog)
    assert not dialog.paper.isEnabled()
    dialog.choose("T7")
    dialog.paper.setCurrentIndex(dialog.paper.findData("A3"))
    dialog.paper.activated.emit(0)
    dialog.start()
    qtbot.waitUntil(lambda: "已送出" in dialog.state.text())
    assert sizes(tmp_path / "表.pdf") == [(1191, 842)]
    dialog.done(0)
    again = PrintDialog(desk, settings)
    qtbot.addWidget(again)
    assert again.paper.currentData() == ""
    again.choose("T7")
    assert again.paper.currentData() == "A3"
    again.choose("T1")
    assert again.paper.currentData() == ""
    again.done(0)


def test_nothing_is_printed_when_the_printer_is_refused(
    qtbot: QtBot, desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    dialog = PrintDialog(desk, settings, ask=to_file(tmp_path / "a.pdf", agree=False))
    qtbot.addWidget(dialog)
    dialog.start()
    assert dialog.accept_button.isEnabled() and not (tmp_path / "a.pdf").exists()
    dialog.done(0)


def test_the_export_makes_a_package_with_an_own_template_and_tells_what_it_did_not_understand(
    qtbot: QtBot, desk: Desk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = docx.Document()
    word.add_paragraph("{{ 单位 }}／{{ 没有的 }}")
    word.save(str(tmp_path / "模板.docx"))
    monkeypatch.setattr(file_choosing, "ask", lambda *_: [tmp_path / "模板.docx"])
    box = ExportBox(desk, settings)
    qtbot.addWidget(box)
    box.refresh()
    for suffix, tick in box.formats.items():
        tick.setChecked(suffix == "docx")
    box.folder.setText(str(tmp_path / "出"))
    box.package.pattern.setText("{不认识}")
    told: list[tuple[str, str]] = []
    box.notice.connect(lambda level, text: told.append((level, text)))
    box.start()
    assert told and "不认识" in told[-1][1] and not (tmp_path / "出").exists()
    box.package.pattern.setText("{年度}报送")
    box.package.sheets.setChecked(True)
    box.package.template.click()
    assert box.package.template.text() == "模板.docx"
    with qtbot.waitSignal(box.notice):
        box.start()
    qtbot.waitUntil(lambda: not box.is_running)
    qtbot.waitUntil(lambda: told[-1][0] == "warning")
    assert "没有的" in told[-1][1]
    assert {path.name for path in (tmp_path / "出").iterdir()} == {
        "2020报送.docx",
        "2020报送审签表.docx",
        "2020报送公开情况回执.docx",
    }
    assert Settings(tmp_path / "settings.json").text("export_pattern") == "{年度}报送"
    (tmp_path / "模板.docx").unlink()
    box.start()
    assert "找不到" in told[-1][1]
    box.package.drop.click()
    assert box.package.template_path is None
