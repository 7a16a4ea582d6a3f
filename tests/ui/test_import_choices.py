"""Owns the proof that the window offers what a file says of itself, and its manner of printing, beside an import."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from juesuan_gui.forms import load_form
from juesuan_gui.paths import data_folder, resource
from juesuan_gui.report import Report
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui import file_choosing
from tests.ui.hands import WindowHands
from tests.ui.test_review import open_review

#: A district's workbook that prints its tables otherwise than its place's form does.
DISTRICT = resource("samples", "putuo-finance-2024.xlsx")


def test_printing_as_the_file_does_is_chosen_and_undone_with_the_import(hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "区局.jsgk"
    report = Report(load_form("shanghai-2024", [data_folder("templates")]))
    ReportFile.create(path, report, options=Options(backups=0)).close()
    hands.window.open_path(path)
    hands.wait(lambda: hands.window.workspace is not None)
    assert hands.drop(DISTRICT)
    workspace = hands.workspace
    page = workspace.pages.importing
    hands.wait(page.accept.isEnabled)
    assert page.choices.as_printed.isVisible() and not page.choices.as_printed.isChecked()
    desk = hands.workspace.desk
    page.choices.as_printed.setFocus()
    hands.key(Qt.Key.Key_Space)
    hands.click(page.accept)
    assert desk.report.adjustments() and desk.report.figures()
    assert len(desk.session.history) == 1
    # The form is another now, and with it the pages.
    hands.wait(lambda: hands.window.workspace is not workspace)
    hands.ctrl(Qt.Key.Key_Z)
    assert not desk.report.adjustments() and not desk.report.figures()


def test_the_settings_that_a_file_states_can_be_left_out(open_hands: WindowHands) -> None:
    page = open_hands.workspace.pages.importing
    page.choices.show_offers({"口径": "本级"}, [])
    assert page.choices.chosen_settings() == ["口径"]
    page.choices.settings["口径"].click()
    assert page.choices.chosen_settings() == []
    page.choices.clear()
    assert not page.choices.settings and page.choices.isHidden()


@pytest.mark.long
def test_a_converted_report_offers_the_manner_of_its_document(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "区局.jsgk"
    page = open_review(hands, DISTRICT)
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    page.header.convert_wanted.emit()
    hands.wait(lambda: hands.window.workspace is not None)
    desk = hands.workspace.desk
    assert not desk.report.adjustments()
    hands.press_notice("照原件的版式印")
    assert desk.report.adjustments()
    assert desk.session.history.undo_label
