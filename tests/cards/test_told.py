"""What the explanation tells of the cards: figures that follow their cells, gaps, and texts that read back without
finding."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.checks.claims.observations import audit_text
from juesuan_gui.document import Document, Paragraph, Place, Section, TextStyle
from juesuan_gui.live.card_values import card_of
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.narrative.drafting.paragraphs import DraftedSection
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.reading.cards.sentences import card_statements
from juesuan_gui.relations import Address
from juesuan_gui.report import CardKey, Report
from juesuan_gui.report.card_addresses import card_address, card_key
from juesuan_gui.report.card_sheets import set_card_text
from juesuan_gui.report.cards import StatementKind
from tests.cards.published import everything, form, live_of, plain_cards, report_with
from tests.checks.cards_bench import BEIJING

#: The sections that are written from the cards, of all places.
ABOUT_CARDS = frozenset(
    {
        *("绩效", "绩效开展", "整体自评", "项目自评", "结果应用", "项目开展", "重点项目", "整体结论", "整体实现"),
        *("项目评价", "分项目标", "评价结论", "问题措施"),
    }
)


def drafted(report: Report) -> dict[str, DraftedSection]:
    return {item.section.id: item for item in draft(live_of(report))}


def text_of(report: Report, section: str) -> str:
    return "\n".join(paragraph.text for paragraph in drafted(report)[section].paragraphs)


def as_document(report: Report) -> Document:
    lines = [
        line
        for item in drafted(report).values()
        for line in (item.heading, *(paragraph.text for paragraph in item.paragraphs))
    ]
    blocks = (Paragraph.of(line, TextStyle.BODY, place=Place(line=at)) for at, line in enumerate(lines, 1))
    return Document("told", (Section(tuple(blocks)),))


REPORTS = {
    "ningxia": lambda: everything("guyuan"),
    "wuhan": lambda: everything("hanyang"),
    "hebei": lambda: everything("gaoyi"),
    "beijing": lambda: everything("fengtai"),
    "beijing-2022": lambda: report_with("beijing-2022", plain_cards("fengtai")),
    "national": lambda: report_with("national-2021", plain_cards("fengtai")),
    "shanghai": lambda: report_with("shanghai-2024", plain_cards("fengtai")),
}
#: What each place's wording lets the reader hold against the cards.
TOLD = {
    "ningxia": {StatementKind.PROJECTS, StatementKind.FUNDS, StatementKind.BUDGET, StatementKind.RATE},
    "wuhan": {StatementKind.PROJECTS, StatementKind.FUNDS, StatementKind.BUDGET, StatementKind.OVERALL_SCORE},
    "hebei": {StatementKind.PROJECTS, StatementKind.OVERALL_SCORE, StatementKind.INDICATOR_SCORE, StatementKind.GRADE},
    "beijing": {StatementKind.BUDGET, StatementKind.EXECUTED, StatementKind.RATE, StatementKind.SCORE},
    "beijing-2022": {StatementKind.PROJECTS, StatementKind.FUNDS, StatementKind.GRADE_COUNT},
    "national": {StatementKind.PROJECTS, StatementKind.GRADE_COUNT, StatementKind.AVERAGE_SCORE, StatementKind.SCORE},
    "shanghai": {StatementKind.PROJECTS, StatementKind.FUNDS, StatementKind.AVERAGE_SCORE, StatementKind.GRADE_COUNT},
}


@pytest.mark.parametrize("place", REPORTS)
def test_what_is_told_is_read_back_and_agrees_with_the_cards(place: str) -> None:
    report = REPORTS[place]()
    text = passages(as_document(report))
    statements = tuple(card_statements(text))
    assert {item.kind for item in statements} >= TOLD[place]
    cards = [card_of(shown, report.form.year)[0] for shown in shown_cards(report)]
    without, _, _ = judge_cards(cards, CardFacts())
    found, held, _ = judge_cards(cards, CardFacts(statements=statements))
    assert {item.key for item in found} == {item.key for item in without}
    assert {"P16", "P17"} & {item.check for item in held}
    # Only what the cards themselves print wrongly may be found in the text: 48.33/48.9 is not 98%.
    wrong = [item for item in audit_text(text, statements_of(text)).observations if "98%" not in item.message]
    assert [item.message for item in wrong] == []


@pytest.mark.parametrize("place", ["wuhan", "national", "hebei"])
def test_figures_remember_their_cells_and_follow_them(place: str) -> None:
    report = REPORTS[place]()
    spans = [
        (paragraph.text[span.start : span.end], card_key(address))
        for item in drafted(report).values()
        for paragraph in item.paragraphs
        for span in paragraph.spans
        for address in span.addresses
    ]
    keys = {key for _, key in spans if key is not None}
    assert keys and all(key.card in report.card_ids() for key in keys)


def test_a_changed_cell_changes_its_sentence() -> None:
    report = report_with("national-2021", [BEIJING])
    before = text_of(report, "绩效")
    report.apply(set_card_text(report, CardKey("1", "money", "1", "executed"), "12.34"))
    after = text_of(report, "绩效")
    assert "12.34万元" in after and "12.34万元" not in before


def test_what_a_card_lacks_is_a_gap_that_leads_to_its_cell() -> None:
    report = report_with("national-2021", [BEIJING])
    for line in ("1", "2", "3", "4"):
        report.apply(set_card_text(report, CardKey("1", "money", line, "executed"), ""))
    needs = drafted(report)["绩效"].needs
    cells = {card_key(address) for need in needs for address in need.addresses}
    assert CardKey("1", "money", "1", "executed") in cells
    assert "【待填" in text_of(report, "绩效")


def test_without_cards_the_section_is_asked_for() -> None:
    for form_id in ("national-2021", "ningxia-2020", "beijing-2022", "wuhan-2020"):
        sections = drafted(Report(form(form_id)))
        assert not any(item.problem for name, item in sections.items() if name in ABOUT_CARDS)
        about = [item for name, item in sections.items() if name in ("绩效", "项目开展", "绩效开展") and item.needs]
        assert len(about) == 1


@pytest.mark.parametrize("form_id", ["beijing-2021", "wuhan-2020", "ningxia-2020", "hebei-2021", "shanghai-2024"])
def test_no_wording_fails_on_a_card_that_was_only_begun(form_id: str) -> None:
    report = Report(form(form_id))
    report.apply(set_card_text(report, CardKey("1", "", "", "layout"), "project"))
    report.apply(set_card_text(report, CardKey("2", "", "", "layout"), "overall"))
    sections = drafted(report)
    assert not [item.problem for name, item in sections.items() if name in ABOUT_CARDS and item.problem]


def test_problems_and_measures_are_told_only_where_marks_were_lost_or_reasons_written() -> None:
    full = report_with("national-2021", [replace(BEIJING, total_score="100")])
    assert "发现的问题" not in text_of(full, "绩效")
    lost = report_with("national-2021", [BEIJING.changed(0, reason="雨季推迟。")])
    assert "发现的问题及原因：雨季推迟。下一步改进措施：【待填" in text_of(lost, "绩效")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=6))
def test_the_bands_count_every_project_once(scores: list[Decimal]) -> None:
    report = Report(form("national-2021"))
    for at, score in enumerate(scores, 1):
        for field, text in (("layout", "project"), ("name", f"第{at}号工程"), ("total_score", f"{score}")):
            report.apply(set_card_text(report, CardKey(str(at), "", "", field), text))
    counts = [
        int(number) for number in re.findall(r"(?:以上|含80分）|含60分）|以下)的(\d+)个", text_of(report, "绩效"))
    ]
    limits = [Decimal(90), Decimal(80), Decimal(60), Decimal(-1)]
    expected = [
        sum(low <= score < high for score in scores) for low, high in zip(limits, [Decimal(101), *limits], strict=False)
    ]
    assert counts == expected and sum(counts) == len(scores)


KEYS = st.builds(
    CardKey,
    st.sampled_from(["1", "12"]),
    st.sampled_from(["", "money", "indicator"]),
    st.sampled_from(["", "3"]),
    st.sampled_from(["name", "score"]),
).filter(lambda key: bool(key.part) == bool(key.line))


@settings(max_examples=30, deadline=None)
@given(KEYS)
def test_the_address_of_a_cell_leads_back(key: CardKey) -> None:
    assert card_key(card_address(key)) == key
    assert card_key(Address("T1", key.card, key.field)) is None
