"""Scorecards come in with the tables of a file: workbook, Word, PDF and text, in one step, with an account."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from juesuan_gui.forms import CardPart
from juesuan_gui.live.card_values import card_of
from juesuan_gui.live.cards import is_list_total, shown_cards
from juesuan_gui.paths import resource
from juesuan_gui.publishing.cards.files import card_document, publish_cards
from juesuan_gui.publishing.cards.grids import card_grid
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.reading import Limits, ReadingWorker, import_preview, read_workbook
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.cards.taking import with_cards
from juesuan_gui.reading.intake import read_source, recognise_with, take_in
from juesuan_gui.report import Report
from juesuan_gui.report.card_contents import take_in_cards
from juesuan_gui.report.card_sheets import CardSheet
from juesuan_gui.report.cards import CardKind
from juesuan_gui.report_files import import_into, import_many
from juesuan_gui.session import catalogue
from juesuan_gui.storage import ReportFile
from tests.cards.published import PUBLISHED, WORDS, everything, form, plain_cards, plain_lists, published
from tests.cards.test_round_trip import as_values, assert_same, bare
from tests.checks.cards_bench import BEIJING
from tests.generator.card_lists import plain_list
from tests.generator.cards import grid_document, plain_of, tab_lines, text_document

SAMPLES = resource("samples", "guyuan-2020.xlsx").parent


def project_sheets(report: Report) -> list[CardSheet]:
    return [shown.sheet for shown in shown_cards(report) if shown.layout.kind == "project"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("suffix", ["xlsx", "docx", "pdf", "txt"])
def test_a_file_of_cards_comes_in_whole(tmp_path: Path, suffix: str) -> None:
    cards = [bare(card) for card in plain_cards("guyuan")]
    path = tmp_path / f"自评表.{suffix}"
    if suffix == "txt":
        path.write_text("\n".join(tab_lines(plain_cards("guyuan"))), encoding="utf-8")
    else:
        path = publish_cards(published("guyuan"), tmp_path, "某局", (suffix,))[0]
    with ReadingWorker() as worker:
        intake = import_into(path, form("ningxia-2020"), worker)
    assert len(project_sheets(intake.report)) == 6 and not intake.recognised.unread_in_cards
    read = [bare(plain_of(card, "ningxia")) for card in intake.recognised.cards if card.indicators]
    assert_same(read, cards)


def test_the_preview_tells_and_one_undo_takes_back(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    render_excel(card_document(everything("hanyang"), WORDS, ("project", "overall", "summary")), path)
    own = form("wuhan-2020")
    with ReadingWorker() as worker:
        source = read_source(path, worker)
    recognised = with_cards(recognise_with(source, own, catalogue("function", own)), source.document)
    preview = import_preview(Report(own), recognised)
    assert preview.cards == 10 and not preview.card_notices
    # A sheet with a card is not told as one of which nothing was taken.
    assert not recognised.ignored
    intake = take_in(recognised, own)
    assert len(intake.report.card_ids()) == 10
    again = import_preview(intake.report, recognised)
    assert again.cards == 0 and len(again.card_notices) == 10
    intake.history.undo(intake.report)
    assert not intake.report.card_ids()


LIST = [
    ["2021年度项目绩效自评情况汇总表"],
    ["单位：元"],
    ["序号", "项目名称", "全年预算数", "全年执行数", "预算执行率", "自评得分", "评价结果"],
    [1, "护林经费", 1000000, 904705, 0.904705, 95.5, "优"],
    [2, "护草经费", 250000.5, 250000.5, 1, 100, "优"],
    ["合计", "", 1250000.5, 1154705.5, None, None, None],
]


def test_a_list_of_projects_in_a_workbook_of_anybody_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet("汇总")
    percent = book.add_format({"num_format": "0.00%"})
    for at, row in enumerate(LIST):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value, percent if column == 4 and at > 2 else None)
    book.close()
    with ReadingWorker() as worker:
        intake = import_into(path, form("national-2021"), worker)
    (shown,) = shown_cards(intake.report)
    rows = [
        (line.text("name"), line.text("budget"), line.text("executed"), line.text("rate"), line.text("score"))
        for line in shown.sheet.lines(next(iter(shown.sheet.parts)))
    ]
    assert rows == [
        ("护林经费", "1000000元", "904705元", "90.47%", "95.5"),
        ("护草经费", "250000.5元", "250000.5元", "100.00%", "100"),
        ("合计", "1250000.5元", "1154705.5元", "", ""),
    ]
    # The 合计 of the file is one here too: no project, and worked out where nothing is written.
    total = shown.sheet.lines(CardPart.PROJECT)[-1]
    assert is_list_total(total) and shown.shown(CardPart.PROJECT, total, "rate") == "92.38%"
    card, unread = card_of(shown)
    assert [item.name.text for item in card.projects] == ["护林经费", "护草经费"] and not unread
    key = shown.key("executed", CardPart.PROJECT, total)
    assert Decimal(shown.computed[key]) == Decimal("115.47055")
    printed = [cell.text for cell in card_grid(shown, WORDS).cells]
    assert printed.index("合计") > printed.index("护草经费") and "3" not in printed


def test_two_cards_of_one_name_in_a_file_are_both_kept_and_told() -> None:
    own = form("beijing-2021")
    report = Report(own)
    reading = read_cards(grid_document([BEIJING, BEIJING.changed(0, actual="9次")]))
    taken = take_in_cards(report, reading.cards)
    assert taken.added == 2 and len(taken.notices) == 1
    report.apply(taken.change)
    assert len(as_values(report, "beijing")) == 2


def test_a_batch_makes_a_report_of_a_file_with_cards_alone(tmp_path: Path) -> None:
    path = publish_cards(published("guyuan"), tmp_path, "某局", ("xlsx",))[0]
    with ReadingWorker() as worker:
        (made,) = list(import_many([path], form("ningxia-2020"), tmp_path / "out", worker))
    assert made.target is not None and not made.problem
    opened = ReportFile.open(made.target, read_only=True)
    opened.file.abandon()
    assert [item.name for item in project_sheets(opened.report)] == [card.name for card in plain_cards("guyuan")]


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_sample_workbooks_hold_the_published_cards(name: str) -> None:
    (path,) = SAMPLES.glob(f"{name}-*-cards.xlsx")
    reading = read_cards(read_workbook(path, Limits()).document)
    assert not reading.unread
    projects = [card for card in reading.cards if card.kind is CardKind.PROJECT]
    others = [card for card in reading.cards if card.projects or card.lines]
    plain = [bare(card) for card in plain_cards(name)]
    if name == "gaoyi":
        projects = [card for card in reading.cards if card.kind is CardKind.OVERALL]
    assert_same([bare(plain_of(card, plain[0].layout)) for card in projects], plain)
    assert [plain_list(card) for card in others] == plain_lists(name)


def test_the_departments_of_the_upper_rows_stand_beside_their_labels() -> None:
    lines = [
        *("项目支出绩效自评表", "（2020年度）"),
        "专项（项目）名称\t护林经费\t负责人及电话\t某某 12345",
        "中央主管部门\t\t市县业务部门\t某市林业局、某市财政局",
        "自治区主管部门\t某自治区林业局\t实施单位\t某市林场",
        "项目资金（万元）\t\t全年预算数（A）\t全年执行数（B）\t执行率（B/A）",
        "\t年度资金总额\t10\t9\t90%",
    ]
    report = Report(form("ningxia-2020"))
    report.apply(take_in_cards(report, read_cards(text_document(lines)).cards).change)
    (shown,) = shown_cards(report)
    said = {field: shown.head(field) for field in ("category", "department", "superior", "implementer", "contact")}
    assert said == {
        "category": "",
        "department": "某市林业局、某市财政局",
        "superior": "某自治区林业局",
        "implementer": "某市林场",
        "contact": "某某 12345",
    }
    # Another layout has fewer places: each goes where it is meant.
    other = Report(form("national-2021"))
    other.apply(take_in_cards(other, read_cards(text_document(lines)).cards).change)
    (shown,) = shown_cards(other)
    assert (shown.head("superior"), shown.head("implementer")) == ("某自治区林业局", "某市林场")
