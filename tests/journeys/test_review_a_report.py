"""Journey: a supervisor opens a published PDF, decides, signs, sends the opinion back, and finds all of it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordFile
from PySide6.QtCore import Qt

from juesuan_gui.paths import resource
from juesuan_gui.report import TableKey
from juesuan_gui.review import Verdict
from juesuan_gui.ui import file_choosing
from tests.ui.hands import WindowHands
from tests.ui.review_files import write_pdf
from tests.ui.test_review import open_review, shown_review


def test_a_published_pdf_is_reviewed_signed_exported_and_opened_again(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_review(hands, write_pdf(tmp_path / "水务局决算.pdf"))
    total = len(page.desk.judged())
    assert total > 3
    for _ in range(total):
        hands.key(Qt.Key.Key_2)
        hands.key(Qt.Key.Key_F8)
    assert page.desk.review.verdicts() == {Verdict.ACCEPTED: total}
    hands.click(page.header.sign)
    hands.type("张某")
    hands.tab_to(page.header.panel.remark)
    hands.type("请修改后再报")
    hands.key(Qt.Key.Key_Return)
    target = tmp_path / "意见.docx"
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    page.header.export_actions()["word"].trigger()
    hands.wait(lambda: any(str(target) in words for words in hands.notices()))
    words = "\n".join(paragraph.text for paragraph in WordFile(str(target)).paragraphs)
    assert "张某" in words and "请修改后再报" in words
    hands.ctrl(Qt.Key.Key_W)
    assert hands.window.pages.currentWidget() is hands.window.start
    # The recent list leads back.
    hands.click_line(hands.window.start.recent, "水务局")
    again = shown_review(hands)
    assert again.desk.review.sign_off is not None and again.desk.review.sign_off.name == "张某"
    assert again.desk.review.verdicts() == {Verdict.ACCEPTED: total}


def test_a_published_workbook_becomes_a_report_of_ours(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "固原.xlsx"
    source.write_bytes(resource("samples", "guyuan-2020.xlsx").read_bytes())
    page = open_review(hands, source)
    found = {item.finding.check for item in page.desk.judged()}
    assert found
    target = tmp_path / "固原决算.jsgk"
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    page.header.convert_wanted.emit()
    hands.wait(lambda: hands.window.workspace is not None)
    assert hands.window.reviews.page is None
    desk = hands.workspace.desk
    assert desk.path == target and desk.report.is_filled(TableKey("T1"))
    own = {finding.check for finding in desk.result().findings}
    assert own <= found
