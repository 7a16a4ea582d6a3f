"""Judging the explanation of an open report: what it lacks, reasons that do not fit, own words read back."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.observations import Observation
from juesuan_gui.checks.text.explanation import judge_explanation
from juesuan_gui.figures import Figure
from juesuan_gui.forms import Level
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.narrative.drafting.wording import (
    Piece,
    basis_of,
    own_paragraph,
    own_wording,
    pieces_of,
    reword,
    template_of,
)
from juesuan_gui.relations import Address
from juesuan_gui.report import Report, set_figure, set_text
from tests.narrative.drafted import answered, form_named, full_report, live_of

TOTAL = "收、支总计"
REASON = f"原因.总体.{TOTAL}"


def judged(report: Report) -> list[Observation]:
    live = live_of(report)
    return list(judge_explanation(live, draft(live)))


def ready(more: bool = True) -> Report:
    """A report whose explanation asks why income and expenditure went up (or down)."""
    report = full_report("national-2020")
    answered(report)
    last = 100 if more else 10**13
    report.apply(set_figure(report, Address("T1", "收入总计", "决算数", period="上年"), Figure(last)))
    return report


def about(report: Report, reason: str) -> list[Observation]:
    report.apply(set_text(report, REASON, reason))
    return [
        item for item in judged(report) if item.spot.quote == reason.rstrip("。") and item.check in ("N5-08", "S11")
    ]


def test_an_empty_report_is_not_blamed() -> None:
    assert judged(Report(form_named("national-2020"))) == []


def test_every_gap_is_told_once_and_counted_for_its_section() -> None:
    report = full_report("national-2020")
    found = judged(report)
    live = live_of(report)
    needs = {(item.section.id, need) for item in draft(live) for need in item.needs}
    heads = {item.key for item in found if item.root is None}
    single = [item for item in found if item.root is not None or not any(other.root == item.key for other in found)]
    assert len(single) == len(needs)
    assert all(item.root in heads for item in found if item.root is not None)
    assert all(item.level is Level.INFO for item in found)
    assert len({item.key for item in found}) == len(found)
    assert {item.check for item in found} <= {"F03", "F10", "N5-06"}


def test_answered_gaps_are_told_no_more() -> None:
    report = full_report("national-2020")
    before = {item.key for item in judged(report) if item.check == "N5-06"}
    answered(report)
    assert before and not {item.key for item in judged(report) if item.check == "N5-06"}


@pytest.mark.parametrize(
    ("more", "reason", "level"),
    [
        (True, "医保专项资金增加", None),
        (True, "压减一般性支出", Level.INFO),
        (True, "新增项目，同时压减一般性支出", None),
        (True, "退休人员减少", None),
        (True, "上年项目没有实施", None),
        (False, "压减一般性支出", None),
        (False, "专项资金增加", Level.INFO),
        (True, "比年初预算追加了项目", Level.WARNING),
        (True, "比上年追加了项目", None),
        (True, "厉行节约，严格控制支出", Level.INFO),
        (True, "上年受疫情影响支出减少", None),
        (False, "年中追加项目资金", Level.INFO),
    ],
)
def test_a_reason_is_held_against_its_question(more: bool, reason: str, level: Level | None) -> None:
    found = about(ready(more), reason)
    assert [item.level for item in found] == ([] if level is None else [level])


def test_a_reason_of_last_years_comparison_does_not_explain_the_budget() -> None:
    report = ready()
    live = live_of(report)
    name = next(
        asked.need.name
        for item in draft(live)
        for paragraph in item.paragraphs
        for asked in paragraph.asked
        if asked.need.kind == "原因" and "年初预算" in asked.need.words
    )
    report.apply(set_text(report, name, "与上年相比任务有变化"))
    assert any(item.check == "N5-08" and item.level is Level.WARNING for item in judged(report))
    report.apply(set_text(report, name, "年中追加预算，与上年相同"))
    assert not any(item.check == "N5-08" and item.level is Level.WARNING for item in judged(report))


@pytest.mark.parametrize(
    ("before", "now", "is_copied"),
    [
        ("人员调整，任务有变化。", "人员调整、任务有变化", True),
        ("2019年人员调整任务有变化", "2020年人员调整任务有变化", True),
        ("人员调整，任务有变化。", "项目完工，任务有变化", False),
        ("增人", "增人", False),
        ("", "人员调整，任务有变化", False),
    ],
)
def test_a_reason_copied_from_last_year_is_told(before: str, now: str, is_copied: bool) -> None:
    report = ready()
    if before:
        report.apply(set_text(report, f"上年.{REASON}", before))
    assert [item.check for item in about(report, now) if item.check == "S11"] == (["S11"] if is_copied else [])


def test_a_reason_copied_to_another_place_or_into_an_own_wording_is_told() -> None:
    report = ready()
    report.apply(set_text(report, "上年.原因.支出.支出合计", "购置专用设备，信息系统升级"))
    assert [item.check for item in about(report, "购置专用设备、信息系统升级")] == ["S11"]
    report.apply(set_text(report, REASON, "任务有变化"))
    words = "2020年度支出8.00万元，主要原因是购置专用设备，信息系统升级。"
    report.apply(set_text(report, own_wording("支出"), words))
    assert [item.spot.quote for item in judged(report) if item.check == "S11"] == [words]


def test_the_same_reason_three_times_is_told_once() -> None:
    report = ready()
    names = [
        asked.need.name
        for item in draft(live_of(report))
        for paragraph in item.paragraphs
        for asked in paragraph.asked
        if asked.need.kind == "原因"
    ]
    for name in names[:2]:
        report.apply(set_text(report, name, "工作任务有所调整变化"))
    assert not any("重复" in item.key for item in judged(report))
    report.apply(set_text(report, names[2], "工作任务有所调整变化。"))
    (found,) = [item for item in judged(report) if "重复" in item.key]
    assert found.level is Level.INFO and len(found.others) == 2


def test_own_words_with_a_wrong_figure_are_read_back() -> None:
    report = ready()
    said = next(item for item in draft(live_of(report)) if item.section.id == "支出").paragraphs[0]
    wording = own_paragraph("支出", said.key)
    basis = basis_of([said], 2020)
    assert not any(item.check.startswith("N3") for item in judged(report))
    right = template_of(pieces_of(said), [said], 2020)
    report.apply(reword(report, wording, right, basis, ""))
    assert not any(item.check.startswith("N3") for item in judged(report))
    first = next(piece for piece in pieces_of(said) if piece.expression)
    wrong = right.replace(f"{{{{ {first.expression} }}}}", "7.77万元", 1)
    report.apply(reword(report, wording, wrong, basis, ""))
    (found,) = [item for item in judged(report) if item.check == "N3-01" and "7.77" in (item.stated or "")]
    assert found.level is Level.ERROR and found.spot.place.sheet == "支出" and found.spot.place.cell == said.key


def test_a_draft_in_the_forms_words_is_not_read_back_at_all() -> None:
    report = ready()
    assert not any(item.check.startswith(("N1", "N2", "N3", "N4", "N7")) for item in judged(report))


def test_stale_lost_and_broken_words_are_told() -> None:
    report = ready()
    said = next(item for item in draft(live_of(report)) if item.section.id == "总体").paragraphs[0]
    template = template_of([*pieces_of(said), Piece("自己的话。")], [said], 2020)
    report.apply(reword(report, own_paragraph("总体", said.key), template, basis_of([said], 2020), ""))
    assert not any(item.check == "N13-01" for item in judged(report))
    report.apply(set_figure(report, Address("T1", "收入总计", "决算数", period="上年"), Figure(10**13)))
    assert [item.level for item in judged(report) if item.check == "N13-01"] == [Level.WARNING]
    report.apply(set_text(report, own_paragraph("支出", "没有.这一段"), "话"))
    report.apply(set_text(report, own_wording("收入"), "{{ 没有 }}"))
    keys = {item.key.split("|")[1] for item in judged(report) if item.check == "F10" and item.level is Level.WARNING}
    assert keys == {"无处", "模板"}
