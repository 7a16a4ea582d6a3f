"""Figures in a drafted text: directions, rates, zero bases, gaps, marks that lead back to the cells."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.figures import NumberStyle, Unit, in_unit
from juesuan_gui.figures.figure import Figure
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.narrative.drafting.figures import Amount, Difference, Marks, Rate, TextStyleOfFigures
from juesuan_gui.relations import Address
from juesuan_gui.report import Report, set_text
from tests.narrative.drafted import form_named, full_report, live_of

CELL = Address("T1", "收入总计", "决算数")
WAN = TextStyleOfFigures(NumberStyle(Unit.WAN_YUAN, 2, zero="0"))
money = st.integers(-(10**12), 10**12)


def amount(fen: int, lacks: str = "", style: TextStyleOfFigures = WAN) -> Amount:
    return Amount(Marks(style), fen, (CELL,), lacks)


def plain(item: Amount | Rate | Difference, marks: Marks) -> str:
    return marks.unmarked(str(item))[0]


def difference(now: int, before: int) -> str:
    first = amount(now)
    return plain(Difference(first, Amount(first.marks, before, (CELL,))), first.marks)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (11_000_000, 10_000_000, "增加1.00万元，增长10.00%"),
        (9_000_000, 10_000_000, "减少1.00万元，下降10.00%"),
        (10_000_000, 10_000_000, "持平"),
        (10_000_049, 10_000_000, "持平"),
        (5_000_000, 0, "增加5.00万元"),
        (0, 5_000_000, "减少5.00万元，下降100.00%"),
        (0, 0, "持平"),
    ],
)
def test_a_difference_in_words(now: int, before: int, words: str) -> None:
    assert difference(now, before) == words


@settings(max_examples=50)
@given(now=money, before=money)
def test_a_difference_is_level_only_where_it_prints_as_zero(now: int, before: int) -> None:
    printed = in_unit(Figure(now - before), Unit.WAN_YUAN, 2)
    words = difference(now, before)
    assert (words == "持平") == (printed == 0)
    assert words.startswith("增加") == (printed > 0)


@settings(max_examples=50)
@given(part=st.integers(0, 10**12), whole=st.integers(0, 10**12))
def test_a_rate_needs_a_base_that_prints(part: int, whole: int) -> None:
    first = amount(part)
    rate = Rate(first, Amount(first.marks, whole, (CELL,)))
    assert rate.有 == (in_unit(Figure(whole), Unit.WAN_YUAN, 2) > 0)
    if rate.有:
        printed = Fraction(plain(rate, first.marks).removesuffix("%"))
        assert abs(printed - Fraction(part, whole) * 100) <= Fraction(1, 200)


def test_what_is_lacking_is_lacking_in_all_that_follows_from_it() -> None:
    known, unknown = amount(100), amount(0, "上年收入总计（收入支出决算总表）")
    assert (known + unknown).缺 and (known - unknown).缺 and not unknown.是零
    text, _, needs = unknown.marks.unmarked(f"增加{unknown}。")
    assert text == "增加【待填：上年收入总计】。"
    assert needs[0].addresses == (CELL,) and "总表" in needs[0].words


def test_marks_lead_from_the_words_to_the_cells() -> None:
    item = amount(12_345_600)
    text, spans, _ = item.marks.unmarked(f"收入{item}，支出{item}。")
    assert [text[span.start : span.end] for span in spans] == ["12.35万元", "12.35万元"]
    assert {span.addresses for span in spans} == {(CELL,)}


def test_a_reason_is_asked_for_and_never_invented() -> None:
    report = full_report("national-2020")
    asked = [
        need
        for item in draft(live_of(report))
        for need in item.needs
        if item.section.id == "总体" and need.kind == "原因"
    ]
    assert len(asked) == 1
    report.apply(set_text(report, asked[0].name, "新增两个项目。"))
    (item,) = [item for item in draft(live_of(report)) if item.section.id == "总体"]
    assert "主要原因是新增两个项目。" in item.paragraphs[0].text and not item.needs


def test_the_glossary_has_what_the_report_uses_and_no_more() -> None:
    def terms(report: Report) -> str:
        (item,) = [item for item in draft(live_of(report)) if item.section.id == "名词解释"]
        return "\n".join(paragraph.text for paragraph in item.paragraphs)

    full, empty = terms(full_report("national-2020")), terms(Report(form_named("national-2020")))
    assert "项目支出：" in full and "项目支出：" not in empty
    assert "基本支出：" in empty


def test_a_nearer_form_words_its_own_sections() -> None:
    def words(form_id: str) -> str:
        (item,) = [item for item in draft(live_of(full_report(form_id))) if item.section.id == "总体"]
        return item.paragraphs[0].text

    assert "收、支总计" in words("national-2021") and "本年收入合计" in words("ningxia-2020")
    # It borrows the words of a form that it does not extend.
    assert "比上年" in words("beijing-2022")


def test_words_of_the_user_cannot_pretend_to_be_a_figure() -> None:
    report = full_report("national-2020")
    report.apply(set_text(report, "说明.职能", "负责\ue0000\ue0011元\ue002等。\n第二段。"))
    (item,) = [item for item in draft(live_of(report)) if item.section.id == "职能"]
    assert [paragraph.text for paragraph in item.paragraphs] == ["负责01元等。", "第二段。"]
    assert not any(paragraph.spans for paragraph in item.paragraphs)


@pytest.mark.parametrize(("part", "words"), [(0, "0%"), (3_800, "0%"), (180_000, "0.0%"), (900_000_000, "100.0%")])
def test_a_share_of_nothing_is_0_percent_and_one_too_small_keeps_its_decimals(part: int, words: str) -> None:
    first = amount(part, style=TextStyleOfFigures(NumberStyle(Unit.WAN_YUAN, 2, zero="0"), decimals=1))
    assert plain(Rate(first, Amount(first.marks, 900_000_000, (CELL,))), first.marks) == words


def test_without_scorecards_the_number_of_projects_is_asked_for() -> None:
    (item,) = [item for item in draft(live_of(full_report("hebei-2021"))) if item.section.id == "分项目标"]
    assert "项目0个" not in item.paragraphs[0].text and "【待填：" in item.paragraphs[0].text
