"""The review window worked by keys and mouse: both ways between source and findings, decisions, sign-off, export."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from docx import Document as WordFile
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from juesuan_gui.review import Change, Verdict
from juesuan_gui.storage import ReviewFile
from juesuan_gui.ui import file_choosing
from juesuan_gui.ui.review import opening
from juesuan_gui.ui.review.opening import Examined, examine_file
from juesuan_gui.ui.review.page import ReviewPage
from juesuan_gui.ui.review.pdf import PdfSource
from juesuan_gui.ui.review.text import TextSource
from juesuan_gui.ui.tasks import Progress

from .hands import ALT, SHIFT, WindowHands
from .review_files import GROWTH, SHARE, SUM, write_pdf, write_text


def open_review(hands: WindowHands, path: Path) -> ReviewPage:
    """Drag a file onto the window and press 审核它."""
    assert hands.drop(path)
    hands.press_notice("审核它")
    return shown_review(hands)


def shown_review(hands: WindowHands) -> ReviewPage:
    hands.wait(lambda: hands.window.reviews.page is not None)
    page = hands.window.reviews.page
    assert page is not None
    hands.wait(lambda: page.list.current() is not None and page.isVisible())
    return page


def kept(path: Path) -> dict[str, tuple[Verdict, str]]:
    """What the file on disk says was decided, by check."""
    opened = ReviewFile.open(path, read_only=True)
    opened.file.abandon()
    decided = {item.finding.key: item for item in opened.review.judged()}
    return {
        item.finding.check: (item.verdict, item.decision.reason)
        for item in decided.values()
        if item.decision is not None
    }


def go_to(hands: WindowHands, page: ReviewPage, check: str) -> None:
    """Press F8 until a check's finding is chosen."""
    for _ in range(len(page.list.model.in_order()) + 1):
        current = page.list.current()
        if current is not None and current.finding.check == check:
            return
        hands.key(Qt.Key.Key_F8)
    raise AssertionError(f"F8 never reaches {check}")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return write_text(tmp_path / "水务局决算.txt")


@pytest.fixture
def page(hands: WindowHands, text: Path) -> ReviewPage:
    return open_review(hands, text)


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Every file dialog is answered with this path."""
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(path), ""))
    monkeypatch.setattr(file_choosing, "ask", lambda *_args: [Path(path)])


def test_a_text_is_shown_with_its_quotes_marked_and_the_first_finding_chosen(
    hands: WindowHands, page: ReviewPage
) -> None:
    assert {SHARE, SUM, GROWTH} <= {item.finding.check for item in page.desk.judged()}
    assert page.desk.review.title.startswith("某市水务局")
    assert isinstance(page.source, TextSource)
    go_to(hands, page, GROWTH)
    current = page.list.current()
    assert current is not None
    rect = page.source.mark_rect(current.finding.key)
    assert rect.isValid() and page.source.viewport().rect().contains(rect.center())


def test_a_click_on_a_mark_chooses_its_finding_even_when_a_filter_hides_it(
    hands: WindowHands, page: ReviewPage
) -> None:
    wanted = next(item.finding for item in page.desk.judged() if item.finding.check == GROWTH)
    hands.tab_to(page.list.words)
    hands.type("N3-01")
    assert {item.finding.check for item in page.list.model.in_order()} == {SUM}
    hands.qtbot.mouseClick(
        page.source.viewport(), Qt.MouseButton.LeftButton, pos=page.source.mark_rect(wanted.key).center()
    )
    current = page.list.current()
    assert current is not None and current.finding == wanted
    assert hands.focus() is page.list.view


def test_a_pdf_is_shown_as_it_looks_and_marks_lead_both_ways(hands: WindowHands, tmp_path: Path) -> None:
    page = open_review(hands, write_pdf(tmp_path / "水务局决算.pdf"))
    source = page.source
    assert isinstance(source, PdfSource)
    found = {item.finding.check: item.finding for item in page.desk.judged()}
    hands.wait(lambda: source.has_picture(0) and not source.mark_rect(found[SHARE].key).isEmpty())
    go_to(hands, page, SUM)
    for check in (SHARE, GROWTH):
        rect = source.mark_rect(found[check].key)
        hands.qtbot.mouseClick(source.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        current = page.list.current()
        assert current is not None and current.finding.check == check


def test_decisions_by_keys_are_on_disk_at_once(hands: WindowHands, page: ReviewPage, text: Path) -> None:
    path = text.with_name("水务局决算.txt.jssh")
    go_to(hands, page, SHARE)
    hands.key(Qt.Key.Key_2)
    hands.wait(lambda: not page.desk.pending)
    assert kept(path) == {SHARE: (Verdict.ACCEPTED, "")}
    go_to(hands, page, SUM)
    hands.key(Qt.Key.Key_3)
    assert hands.focus() is page.detail.reason, "不采纳 asks for its reason"
    hands.key(Qt.Key.Key_Return)
    assert SUM not in kept(path), "without a reason nothing is decided"
    hands.type("其他支出在别处说明")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: not page.desk.pending)
    assert kept(path)[SUM] == (Verdict.REJECTED, "其他支出在别处说明")
    assert hands.focus() is page.list.view
    hands.ctrl(Qt.Key.Key_Z)
    hands.wait(lambda: not page.desk.pending)
    assert kept(path)[SUM][0] is Verdict.PENDING
    hands.ctrl(Qt.Key.Key_Z)
    hands.wait(lambda: not page.desk.pending)
    assert kept(path)[SHARE][0] is Verdict.PENDING


def test_escape_leaves_a_refusal_undecided(hands: WindowHands, page: ReviewPage) -> None:
    go_to(hands, page, SUM)
    hands.key(Qt.Key.Key_3)
    hands.type("写了一半")
    hands.key(Qt.Key.Key_Escape)
    assert page.desk.review.verdicts()[Verdict.REJECTED] == 0
    assert page.detail.reason.text() == ""
    assert hands.focus() is page.list.view


def test_f8_goes_round_in_both_directions(hands: WindowHands, page: ReviewPage) -> None:
    order = [item.finding.key for item in page.list.model.in_order()]
    seen = []
    for _ in order:
        current = page.list.current()
        assert current is not None
        seen.append(current.finding.key)
        hands.key(Qt.Key.Key_F8)
    assert seen == order
    hands.key(Qt.Key.Key_F8, SHIFT)
    current = page.list.current()
    assert current is not None and current.finding.key == order[-1]


def test_filters_by_level_kind_and_decision(hands: WindowHands, page: ReviewPage) -> None:
    go_to(hands, page, SHARE)
    hands.key(Qt.Key.Key_4)
    everything = page.desk.judged()
    level = everything[0].finding.level
    hands.click(page.list.levels[level])
    assert [item.finding.level for item in page.list.model.in_order()] == [
        level
    ] * page.desk.review.current.content.count(level)
    hands.click(page.list.levels[level])
    hands.choose(page.list.verdicts, "已修改")
    assert {item.finding.check for item in page.list.model.in_order()} == {SHARE}
    hands.choose(page.list.verdicts, "全部")
    hands.choose(page.list.kinds, "占比")
    assert {item.finding.kind for item in page.list.model.in_order()} == {"share"}
    hands.choose(page.list.kinds, "全部")
    assert len(page.list.model.in_order()) == len(everything)


def test_a_finding_that_a_filter_hides_is_not_in_the_details_nor_decided(hands: WindowHands, page: ReviewPage) -> None:
    go_to(hands, page, SHARE)
    chosen = page.list.current()
    assert chosen is not None

    def is_told() -> bool:
        return any(label.text() == chosen.finding.message for label in page.detail.findChildren(QLabel))

    assert is_told()
    hands.click(page.list.words)
    hands.type("xyz")
    assert page.list.current() is None
    assert not is_told() and not page.detail.choices[Verdict.ACCEPTED].isEnabled()
    hands.key(Qt.Key.Key_2, ALT)
    assert page.desk.review.verdicts()[Verdict.ACCEPTED] == 0
    hands.key(Qt.Key.Key_Escape)
    assert page.list.current() == chosen and is_told()


def test_a_signed_review_is_read_only_until_withdrawn(hands: WindowHands, page: ReviewPage, text: Path) -> None:
    hands.tab_to(page.header.sign)
    hands.key(Qt.Key.Key_Return)
    assert hands.focus() is page.header.panel.name
    hands.key(Qt.Key.Key_Return)
    assert not page.desk.review.is_signed, "a signature has a name"
    assert hands.focus() is page.header.panel.name and not hands.notices(), "a notice would lie over the line"
    hands.type("张某")
    hands.key(Qt.Key.Key_Return)
    assert page.desk.review.sign_off is not None and page.desk.review.sign_off.name == "张某"
    go_to(hands, page, SHARE)
    hands.key(Qt.Key.Key_2)
    assert page.desk.review.verdicts()[Verdict.ACCEPTED] == 0
    assert any("撤回" in words for words in hands.notices())
    assert not page.detail.choices[Verdict.ACCEPTED].isEnabled()
    hands.click(page.header.withdraw)
    assert hands.focus() is page.list.view
    hands.key(Qt.Key.Key_2)
    assert page.desk.review.verdicts()[Verdict.ACCEPTED] == 1


def test_a_review_opens_again_where_it_was_left(hands: WindowHands, page: ReviewPage, text: Path) -> None:
    go_to(hands, page, SHARE)
    hands.key(Qt.Key.Key_2)
    hands.ctrl(Qt.Key.Key_W)
    assert hands.window.reviews.page is None
    again = open_review(hands, text)
    assert again.desk.review.verdicts()[Verdict.ACCEPTED] == 1
    source = again.source
    assert isinstance(source, TextSource)
    hands.wait(lambda: source.is_shown)
    go_to(hands, again, GROWTH)
    current = again.list.current()
    assert current is not None and source.mark_rect(current.finding.key).isValid()


def test_a_newer_version_is_compared(
    hands: WindowHands, page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for check in (SHARE, GROWTH):
        go_to(hands, page, check)
        hands.key(Qt.Key.Key_2)
    newer = write_text(tmp_path / "修改稿.txt", ("占35.00%", "占30.00%"), ("增长20.00%", "增长21.00%"))
    looked_in: list[str] = []
    monkeypatch.setattr(file_choosing, "ask", lambda _over, _title, folder, *_: looked_in.append(folder) or [newer])
    hands.click(page.header.newer)
    hands.wait(lambda: len(page.desk.review.submissions) == 2)
    assert page.desk.path is not None and looked_in == [str(page.desk.path.parent)]
    judged = {item.finding.check: item for item in page.desk.judged()}
    assert SHARE not in judged
    assert judged[SUM].change is Change.STILL
    assert judged[GROWTH].change is Change.CHANGED
    assert judged[GROWTH].is_stale and judged[GROWTH].verdict is Verdict.PENDING
    hands.click(page.list.gone)
    assert any("35.00%" in line.name for line in page.list.gone_lines.lines.lines)
    hands.click(page.list.gone)
    hands.choose(page.list.changes, "有变化")
    assert {item.finding.check for item in page.list.model.in_order()} == {GROWTH}


def test_a_file_that_changed_under_its_name_is_asked_about(hands: WindowHands, page: ReviewPage, text: Path) -> None:
    hands.ctrl(Qt.Key.Key_W)
    write_text(text, ("占35.00%", "占30.00%"))
    assert hands.drop(text)
    hands.press_notice("审核它")
    hands.press_notice("与上次比较")
    again = shown_review(hands)
    hands.wait(lambda: len(again.desk.review.submissions) == 2)
    _, gone = again.desk.review.changes()
    assert SHARE in {item.finding.check for item in gone}


def test_everything_goes_out(hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_review(hands, write_pdf(tmp_path / "水务局决算.pdf"))
    go_to(hands, page, SHARE)
    hands.key(Qt.Key.Key_2)
    go_to(hands, page, SUM)
    hands.key(Qt.Key.Key_3)
    hands.type("reason given")
    hands.key(Qt.Key.Key_Return)
    go_to(hands, page, GROWTH)
    for kind, name in (("word", "意见.docx"), ("excel", "意见.xlsx"), ("pdf", "批注.pdf"), ("json", "结果.json")):
        target = tmp_path / name
        answer(monkeypatch, target)
        page.header.export_actions()[kind].trigger()
        hands.wait(lambda target=target: target.exists() and any(str(target) in words for words in hands.notices()))
    word = "\n".join(
        cell.text for table in WordFile(str(tmp_path / "意见.docx")).tables for row in table.rows for cell in row.cells
    )
    assert "35.00%" in word and "认可" in word and "reason given" in word
    book = openpyxl.load_workbook(tmp_path / "意见.xlsx")
    listed = {cell.value for row in book["审核意见"].iter_rows() for cell in row}
    assert SHARE in listed and GROWTH in listed and SUM not in listed
    assert "reason given" in {cell.value for row in book["不采纳"].iter_rows() for cell in row}
    comments = [
        note.get_object()["/Contents"]
        for sheet in PdfReader(tmp_path / "批注.pdf").pages
        for note in sheet.get("/Annots", ())
    ]
    assert any(SHARE in comment and "认可" in comment for comment in comments)
    assert not any(SUM in comment for comment in comments)
    content = json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))
    assert {item["check"] for item in content[0]["findings"]} >= {SHARE, SUM, GROWTH}


def test_a_file_that_cannot_be_read_says_why_and_makes_no_review(hands: WindowHands, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(b"%PDF-1.4\nnothing")
    assert hands.drop(broken)
    hands.press_notice("审核它")
    hands.wait(lambda: any("坏的.pdf" in words and not words.endswith("…") for words in hands.notices()))
    assert hands.window.reviews.page is None
    assert not broken.with_name("坏的.pdf.jssh").exists()


def test_opening_can_be_cancelled(hands: WindowHands, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    is_begun, may_go_on = Event(), Event()

    def held_up(path: Path, progress: Progress) -> Examined:
        is_begun.set()
        may_go_on.wait()
        return examine_file(path, progress)

    monkeypatch.setattr(opening, "examine_file", held_up)
    assert hands.drop(text)
    hands.press_notice("审核它")
    hands.wait(is_begun.is_set)
    hands.press_notice("取消")
    may_go_on.set()
    # Gone with its thread, so that nothing of it can come any more.
    hands.wait(lambda: hands.window.reviews.findChild(opening.ReviewOpening) is None)
    assert hands.window.reviews.page is None
    assert not hands.notices()


def test_several_files_are_listed_with_their_verdicts_and_a_bad_one_stops_nobody(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = write_text(tmp_path / "甲局决算.txt")
    broken = tmp_path / "乙局决算.pdf"
    broken.write_bytes(b"%PDF-1.4\nnothing")
    clean = write_text(
        tmp_path / "丙局决算.txt",
        ("占35.00%", "占30.00%"),
        ("增长20.00%", "增长25.00%"),
        ("项目支出300.00万元，占33.33%", "项目支出400.00万元，占44.44%"),
    )
    monkeypatch.setattr(file_choosing, "ask", lambda *_args: [good, broken, clean])
    hands.tab_to(hands.window.start.review)
    hands.key(Qt.Key.Key_Return)
    batch = hands.window.reviews.batch
    assert batch is not None
    hands.wait(lambda: len(batch.outcomes) == 3 and batch.is_done)
    tones = [line.tone for line in batch.files.lines.lines]
    assert tones[0] == "error" and tones[1] == "warning" and "没有读出" in batch.files.lines.lines[1].value
    assert tones[2] != "error"
    hands.click_index(batch.files, batch.files.lines.index(0), double=True)
    page = shown_review(hands)
    assert page.desk.path == good.with_name("甲局决算.txt.jssh")
    kept = page.desk.path
    hands.key(Qt.Key.Key_2)
    hands.ctrl(Qt.Key.Key_W)
    assert hands.window.pages.currentWidget() is batch
    # The keyboard is on the list again, which says how far this one is; Enter goes on with the same review.
    assert "已处理 1 /" in batch.files.lines.lines[0].name
    assert all("已处理" not in line.name for line in batch.files.lines.lines[1:])
    hands.key(Qt.Key.Key_Return)
    again = shown_review(hands)
    assert again is not page and again.desk.path == kept and len(again.desk.review.decisions) == 1
    assert len(list(tmp_path.glob("[!~]*.jssh"))) == 1


def test_a_text_without_tables_cannot_become_a_report_of_ours(
    hands: WindowHands, page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "转.jsgk"
    answer(monkeypatch, target)
    page.header.convert_wanted.emit()
    hands.wait(lambda: any("没有认出" in words for words in hands.notices()))
    assert not target.exists() and hands.window.reviews.page is page


def test_a_review_is_let_go_with_the_window(hands: WindowHands, page: ReviewPage, text: Path) -> None:
    go_to(hands, page, SHARE)
    hands.key(Qt.Key.Key_2)
    hands.window.close()
    hands.wait(lambda: not hands.window.isVisible())
    assert kept(text.with_name("水务局决算.txt.jssh"))[SHARE][0] is Verdict.ACCEPTED
    assert not text.with_name("~$水务局决算.txt.jssh").exists()
