"""The drafted explanation: what it says is what the tables say, and read back it gives its own claims and no finding."""

from __future__ import annotations

import pytest

from juesuan_gui.checks import Wording
from juesuan_gui.checks.claims.judging import judge_claims
from juesuan_gui.checks.print.phrasing import phrasing_checks
from juesuan_gui.checks.text.tied_text import judge_tied
from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.figures import Figure
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import claims_of, passages, statements_of, unread_of
from juesuan_gui.narrative.drafting.explanation import DraftedSection, draft, own_wording
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import load_ties
from juesuan_gui.publishing.compose import compose
from juesuan_gui.report import Origin, Report, Stated, TableKey, set_text
from juesuan_gui.report import compose as change
from juesuan_gui.report.edits import state_figure
from tests.narrative.drafted import FORMS, answered, form_named, full_report, live_of


def text_of(sections: tuple[DraftedSection, ...]) -> Document:
    """The explanation as a document: headings and paragraphs, as they are published."""
    blocks = []
    for item in sections:
        blocks.append(Paragraph.of(item.heading))
        blocks += [Paragraph.of(paragraph.text) for paragraph in item.paragraphs]
    return Document("", (Section(tuple(blocks)),))


def section(live: LiveReport, name: str) -> DraftedSection:
    return next(item for item in draft(live) if item.section.id == name)


def words(live: LiveReport, name: str) -> str:
    return "\n".join(paragraph.text for paragraph in section(live, name).paragraphs)


@pytest.mark.sampled(8)
@pytest.mark.parametrize("form_id", FORMS)
def test_every_section_can_be_written_of_an_empty_and_of_a_full_report(form_id: str) -> None:
    for live in (live_of(Report(form_named(form_id))), live_of(full_report(form_id))):
        for item in draft(live):
            assert not item.problem, f"{item.heading}：{item.problem}"


@pytest.mark.sampled(14)
@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("seed", [7, 8])
def test_the_draft_read_back_gives_its_own_claims_and_no_finding(form_id: str, seed: int) -> None:
    live = answered(full_report(form_id, seed))
    text = passages(text_of(draft(live)))
    statements = statements_of(text)
    result = judge_claims(claims_of(statements))
    # XY-05 asks whether last year ended with what this year began with: the two ledgers are strangers. So are the
    # counts to the money: there is 2 of everything.
    strangers = ("XY-05", "T7-05", "T7-06", "T7-07")
    assert [(item.quote, item.message) for item in result.findings if item.check not in strangers] == []
    assert [(item.spot.quote, item.message) for item in phrasing_checks(text)] == []
    differing, agreeing = judge_tied(tied(statements, load_ties(live.form), live), live, Wording(live), {})
    assert [(item.spot.quote, item.message) for item in differing] == []
    assert [item.quote for item in unread_of(text, statements)] == []
    if form_id != "hebei-2021":
        assert len(result.held) > 10 and len(agreeing) > 10


def test_an_amount_follows_its_cell_and_knows_it() -> None:
    live = live_of(full_report("national-2020"))
    paragraph = section(live, "支出").paragraphs[0]
    first = paragraph.spans[0]
    assert first.addresses[0].text == "T3[合计].本年支出合计"
    shown = live.shown(first.addresses[0])
    assert shown is not None
    assert paragraph.text[first.start : first.end] == f"{shown.value / 10**6:,.2f}万元"


def test_what_is_not_known_is_a_visible_gap_and_a_need() -> None:
    live = live_of(Report(form_named("national-2020")))
    item = section(live, "总体")
    assert "【待填：" in item.paragraphs[0].text
    assert item.needs and all(need.words for need in item.needs)
    assert "0万元" not in item.paragraphs[0].text


def test_own_wording_keeps_its_figures_live_and_shows_typed_ones() -> None:
    report = full_report("national-2020")
    report.apply(set_text(report, own_wording("支出"), '今年花了{{ 数("T3[合计].本年支出合计") }}，去年花了5.00万元。'))
    item = section(live_of(report), "支出")
    (paragraph,) = item.paragraphs
    assert item.is_own and len(paragraph.spans) == 1
    assert [paragraph.text[start:end] for start, end in paragraph.typed] == ["5.00万元"]


@pytest.mark.parametrize(
    "wrong", ["{{ 数('T99.没有') }}", "{{ 没有的词 }}", "{% if %}", "{{ ().__class__ }}", "{{ 1/0 }}"]
)
def test_a_wording_that_cannot_be_used_is_printed_as_typed_and_said(wrong: str) -> None:
    report = full_report("national-2020")
    report.apply(set_text(report, own_wording("支出"), wrong))
    item = section(live_of(report), "支出")
    assert item.problem and item.paragraphs[0].text == wrong


def test_the_document_holds_every_section_in_the_order_of_the_outline() -> None:
    live = live_of(full_report("wuhan-2020"))
    printed = [block.text for page in compose(live).sections for block in page.blocks if isinstance(block, Paragraph)]
    headings = [item.heading for item in draft(live) if item.section.required or item.paragraphs]
    assert [text for text in printed if text in headings] == headings


def test_a_cell_that_could_not_be_read_is_a_gap_and_never_left_out() -> None:
    report = full_report("national-2020")
    cell = TableKey("T6").cell("30101", "金额")
    report.apply(change("", [state_figure(report, cell, Stated(None, Origin.IMPORTED, "扫描不清", "不是数字"))]))
    paragraph = section(live_of(report), "基本支出").paragraphs[0]
    assert "基本工资【待填：" in paragraph.text
    assert any(cell in need.addresses for need in paragraph.needs)


@pytest.mark.parametrize("form_id", ["beijing-2021", "beijing-2022"])
def test_a_section_of_rows_without_any_says_so(form_id: str) -> None:
    """Nothing spent: a sentence below the heading, and no 其中 with nothing behind it."""
    report = Report(form_named(form_id))
    edits = [
        state_figure(report, TableKey(table).cell("合计", column), Stated(Figure(0), Origin.TYPED))
        for table, column in (("T5", "合计"), ("T5", "基本支出"), ("T5", "项目支出"), ("T6", "合计"))
        if column in report.form.table(table).columns_of("合计")
    ]
    report.apply(change("零", edits))
    live = live_of(report)
    assert words(live, "一般公共具体") == "本年度无此项支出。"
    sections = {item.section.id for item in draft(live)}
    for name in {"一般公共基本", "基本支出"} & sections:
        assert not words(live, name).rstrip("。：").endswith("其中")
    full = words(live_of(full_report(form_id)), "一般公共具体")
    assert "本年度无此项支出" not in full and full
    unknown = words(live_of(Report(form_named(form_id))), "一般公共具体")
    assert "待填" in unknown
