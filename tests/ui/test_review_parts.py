"""The parts of the review window by themselves: the tree, the filter, places in a text, the cover, what fails on disk."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Place, Section
from juesuan_gui.forms import Level
from juesuan_gui.review import DecisionError, Judged, Review, Side, Verdict, content_of
from juesuan_gui.storage import StorageError
from juesuan_gui.ui.review.cover import unit_on_cover
from juesuan_gui.ui.review.desk import ReviewDesk
from juesuan_gui.ui.review.detail import decision_words, side_line
from juesuan_gui.ui.review.finding_marks import PieceIndex
from juesuan_gui.ui.review.layout import PageLayout
from juesuan_gui.ui.review.marks import SourceMark, next_key
from juesuan_gui.ui.review.model import ReviewFilter, ReviewModel
from tests.review.contents import examined, finding, review

from .hands import WindowHands
from .review_files import write_text
from .test_review import answer, open_review


def judged(*rows: dict[str, object]) -> list[Judged]:
    return list(review(*rows).judged())


def shape(model: ReviewModel, parent: QModelIndex | None = None) -> list[object]:
    """The tree as nested lists of keys."""
    lines: list[object] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        item = model.judged(index)
        assert item is not None
        assert model.parent(index) == (parent or QModelIndex())
        below = shape(model, index)
        lines.append([item.finding.key, below] if below else item.finding.key)
    return lines


# -- the tree ------------------------------------------------------------------------------------------


def test_what_follows_hangs_below_its_root_however_deep() -> None:
    model = ReviewModel()
    model.show(judged(finding("A:1"), finding("B:1", root=0), finding("C:1", root=1), finding("D:1")))
    assert shape(model) == [["A:1", [["B:1", ["C:1"]]]], "D:1"]


def test_a_consequence_stands_by_itself_when_its_root_is_not_shown() -> None:
    items = judged(finding("A:1", "error"), finding("B:1", "warning", root=0))
    model = ReviewModel()
    model.show([item for item in items if ReviewFilter(frozenset({Level.WARNING})).passes(item)])
    assert shape(model) == ["B:1"]


def test_roots_in_a_circle_lose_nothing() -> None:
    model = ReviewModel()
    model.show(judged(finding("A:1", root=1), finding("B:1", root=0), finding("C:1", root=2)))
    assert sorted(item.finding.key for item in model.in_order()) == ["A:1", "B:1", "C:1"]


def test_the_gravest_of_a_section_stand_first() -> None:
    rows = [
        finding("A:1", "info", table="T1"),
        finding("B:1", "warning", table="T2"),
        finding("C:1", "error", table="T1"),
        finding("D:1", "info", table="T2"),
        finding("E:1", "error", table="T2", root=3),
        finding("F:1", "warning", table="T1"),
    ]
    model = ReviewModel()
    model.show(judged(*rows))
    # D is a hint that an error follows from.
    assert shape(model) == ["C:1", "F:1", "A:1", ["D:1", ["E:1"]], "B:1"]


def test_a_decision_repaints_its_line_and_resets_nothing() -> None:
    items = judged(finding("A:1"), finding("B:1", root=0))
    model = ReviewModel()
    model.show(items)
    resets, changed = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, *_: changed.append(model.judged(first)))
    after = Judged(items[1].finding, None, None, True)
    model.show([items[0], after])
    assert not resets and changed == [after]


@pytest.mark.parametrize(
    ("words", "expected"), [("12.34", ["B:1"]), ("合计 b:", ["B:1"]), ("没有的词", []), ("", ["A:1", "B:1"])]
)
def test_words_filter_by_everything_that_is_said(words: str, expected: list[str]) -> None:
    items = judged(finding("A:1"), finding("B:1", quote="12.34", row="合计"))
    assert [item.finding.key for item in items if ReviewFilter(words=words).passes(item)] == expected


# -- places in a text ----------------------------------------------------------------------------------


@pytest.fixture
def layout(qapp: QApplication) -> PageLayout:
    rows = [("项目", "预算数", "决算数"), ("收入", "10.30", "0.30"), ("支出", "5.00", "5.00"), ("合计", "", "5.30")]
    cells = tuple(
        Cell(row, column, text, place=Place(line=20 + row))
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
    )
    grid = Grid("g", (Column(), Column(), Column()), cells, place=Place(line=20))
    paragraphs = [
        Paragraph.of("收入合计10.30万元，其中其他收入0.30 万元，", place=Place(line=3)),
        Paragraph.of("占 ２.９１％。", place=Place(line=5)),
    ]
    return PageLayout(Document("", (Section((*paragraphs, grid)),)), 600)


def located(layout: PageLayout, side: Side) -> list[tuple[str, bool]]:
    pieces = list(layout.pieces())
    return [
        (pieces[found.piece].text[found.start : found.start + found.length], found.is_quote)
        for found in PieceIndex(pieces).locate(side)
    ]


def test_a_quote_is_found_by_its_line_spaces_and_width_apart(layout: PageLayout) -> None:
    assert located(layout, Side("stated", line=3, quote="0.30万元")) == [("0.30 万元", True)]
    assert located(layout, Side("stated", line=5, quote="占2.91%")) == [("占 ２.９１％", True)]


def test_a_quote_over_two_lines_is_marked_in_both(layout: PageLayout) -> None:
    assert located(layout, Side("stated", line=3, quote="其他收入0.30 万元，\n占２.９１％")) == [
        ("其他收入0.30 万元，", True),
        ("占 ２.９１％", True),
    ]


def test_a_cell_is_found_by_its_row_and_column(layout: PageLayout) -> None:
    pieces = list(layout.pieces())
    found = PieceIndex(pieces).locate(Side("stated", line=22, row="支出", column="决算数", quote="5.00"))
    assert [pieces[item.piece].column for item in found] == [2]


def test_a_blank_cell_is_shown_by_the_name_of_its_row(layout: PageLayout) -> None:
    assert located(layout, Side("stated", line=23, table="T1", row="合计", column="预算数")) == [("合计", False)]


def test_what_is_not_there_is_marked_nowhere(layout: PageLayout) -> None:
    assert located(layout, Side("stated", line=3, quote="99.99")) == []
    assert located(layout, Side("stated", sheet="没有", cell="A1", quote="5.00")) == []


def test_pieces_lie_below_each_other_and_within_the_width(layout: PageLayout) -> None:
    blocks = layout.blocks
    assert all(one.bottom <= other.top for one, other in pairwise(blocks))
    assert all(piece.rect.right() <= layout.width for piece in layout.pieces())


# -- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("某市水务局2023年度部门决算",), "某市水务局"),
        (("某市水务局", "2023年度部门决算"), "某市水务局"),
        (("2022年度某区教育局", "部门决算公开"), "某区教育局"),
        (("目 录", "第一部分 2021年度部门决算", "某市医院单位决算"), "某市医院"),
        (("附件1", "2023年度部门决算"), ""),
        (("没有这些字的文件",), ""),
        ((), ""),
    ],
)
def test_the_cover_says_whose_report_it_is(lines: tuple[str, ...], expected: str) -> None:
    assert unit_on_cover(Document("", (Section(tuple(map(Paragraph.of, lines))),))) == expected


def test_a_side_says_its_place_and_a_blank_cell_that_it_is_blank() -> None:
    line = side_line(Side("other", page=3, table="T1", row="合计", column="决算数"), 1)
    assert "第 3 页" in line.name and "合计·决算数" in line.name and line.value == "空"
    assert side_line(Side("stated"), 0).name == "整份报告"


def test_a_stale_decision_says_why() -> None:
    state = review(finding("A:1"))
    assert decision_words(next(state.judged())) == ""
    desk = ReviewDesk.loose(state, b"source")
    desk.decide(["A:1"], Verdict.ACCEPTED)
    other = content_of(json.loads(examined(finding("A:1", stated="9.00")))).findings[0]
    stale = Judged(other, desk.review.decisions[-1], None, True)
    assert "重新核对" in decision_words(stale)


# -- the disk ------------------------------------------------------------------------------------------


@pytest.fixture
def made(tmp_path: Path) -> Review:
    return review(finding("A:1"), finding("B:1"), source=b"source")


def test_a_signed_or_read_only_review_refuses_decisions_and_stays_as_it_is(
    qapp: QApplication, tmp_path: Path, made: Review
) -> None:
    path = tmp_path / "a.jssh"
    desk = ReviewDesk.create(path, made, b"source")
    desk.sign("张某", "2025-03-01", "")
    with pytest.raises(DecisionError):
        desk.decide(["A:1"], Verdict.ACCEPTED)
    desk.close()
    only = ReviewDesk.open(path, read_only=True)
    assert not only.can_decide
    with pytest.raises(StorageError):
        only.withdraw()
    assert only.review.is_signed
    only.abandon()


def test_a_review_goes_on_elsewhere_with_everything(qapp: QApplication, tmp_path: Path, made: Review) -> None:
    desk = ReviewDesk.create(tmp_path / "a.jssh", made, b"source")
    desk.decide(["A:1", "B:1"], Verdict.REJECTED, "口径不同")
    desk.save_elsewhere(tmp_path / "b.jssh", replace=False)
    desk.undo()
    desk.close()
    moved, left = (ReviewDesk.open(tmp_path / name) for name in ("b.jssh", "a.jssh"))
    assert moved.review.verdicts() == {Verdict.PENDING: 2} and moved.source == b"source"
    assert left.review.verdicts() == {Verdict.REJECTED: 2}
    moved.close()
    left.close()


def test_a_folder_that_cannot_be_written_puts_the_review_with_the_documents(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr("juesuan_gui.ui.review.steps.documents_folder", lambda: documents)
    text = write_text(tmp_path / "报告.txt")
    # Where the review would stand is a folder in which nothing can be made.
    monkeypatch.setattr("juesuan_gui.ui.review.steps.review_path", lambda source: tmp_path / "gone" / "报告.txt.jssh")
    page = open_review(hands, text)
    assert page.desk.path == documents / "报告.txt.jssh"


def test_a_locked_review_may_be_looked_at(hands: WindowHands, tmp_path: Path, made: Review) -> None:
    path = tmp_path / "报告.pdf.jssh"
    holder = ReviewDesk.create(path, made, b"source")
    assert hands.drop(path)
    hands.press_notice("只读打开")
    hands.wait(lambda: hands.window.reviews.page is not None)
    page = hands.window.reviews.page
    assert page is not None and not page.desk.can_decide
    assert not page.header.sign.isEnabled()
    holder.close()


def test_a_damaged_review_is_refused_in_words(hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf.jssh"
    path.write_bytes(b"SQLite format 3\x00" + b"x" * 500)
    assert hands.drop(path)
    hands.wait(lambda: any("报告.pdf.jssh" in words for words in hands.notices()))
    assert hands.window.reviews.page is None
    assert hands.window.pages.currentWidget() is hands.window.start


def test_the_figures_of_a_published_report_become_last_years_of_ours(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report_path: Path
) -> None:
    asked: list[Path] = []
    page = open_review(hands, write_text(tmp_path / "报告.txt"))
    monkeypatch.setattr(hands.window.years, "load_prior", asked.append)
    answer(monkeypatch, report_path)
    page.header.prior_wanted.emit()
    hands.wait(lambda: bool(asked))
    assert hands.workspace.desk.path == report_path
    assert [path.read_bytes() for path in asked] == [(tmp_path / "报告.txt").read_bytes()]


def test_further_clicks_on_the_same_words_go_round_the_findings_that_quote_them() -> None:
    side = Side("other", line=3, quote="0.30万元")
    hits = [
        SourceMark(key, number, Level.ERROR, side) for key, number in (("compared", 1), ("first", 0), ("second", 0))
    ]
    clicked = [""]
    for _ in range(4):
        clicked.append(next_key(hits, clicked[-1]))
    assert clicked[1:] == ["first", "second", "compared", "first"]
    assert next_key(hits, "elsewhere") == "first"
