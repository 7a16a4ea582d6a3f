"""What a review says: decisions that hold, go stale or are refused; two submissions compared; the signature."""

from __future__ import annotations

import json

import pytest

from juesuan_gui.review import Change, DecisionError, Review, SignOff, Verdict, content_of, decide, sign

from .contents import TIME, examined, finding, place, review, submission


def decided(state: Review, key: str, verdict: Verdict, reason: str = "") -> Review:
    found = state.current.content.finding(key)
    assert found is not None
    return state.with_decision(decide(key, verdict, reason, found.fingerprint, len(state.submissions), TIME))


def verdict_of(state: Review, key: str) -> tuple[Verdict, bool]:
    item = next(item for item in state.judged() if item.finding.key == key)
    return item.verdict, item.is_stale


def test_everything_is_pending_until_somebody_decides() -> None:
    state = review(finding("T1-01:甲"), finding("T1-02:乙"))
    assert state.verdicts() == {Verdict.PENDING: 2}
    state = decided(state, "T1-01:甲", Verdict.ACCEPTED)
    assert verdict_of(state, "T1-01:甲") == (Verdict.ACCEPTED, False)
    assert state.verdicts() == {Verdict.PENDING: 1, Verdict.ACCEPTED: 1}


def test_the_last_decision_counts_and_the_earlier_ones_stay() -> None:
    state = decided(review(finding("T1-01:甲")), "T1-01:甲", Verdict.ACCEPTED)
    state = decided(state, "T1-01:甲", Verdict.PENDING)
    assert verdict_of(state, "T1-01:甲") == (Verdict.PENDING, False)
    assert [item.verdict for item in state.decisions] == [Verdict.ACCEPTED, Verdict.PENDING]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_refusal_needs_a_reason(reason: str) -> None:
    with pytest.raises(DecisionError):
        decide("k", Verdict.REJECTED, reason, "f", 1, TIME)
    assert decide("k", Verdict.REJECTED, " 口径不同 ", "f", 1, TIME).reason == "口径不同"


def test_a_decision_goes_stale_when_its_figures_change_but_not_when_it_moves() -> None:
    state = decided(review(finding("T1-01:甲", page=3), finding("T1-02:乙", page=3)), "T1-01:甲", Verdict.ACCEPTED)
    state = decided(state, "T1-02:乙", Verdict.REJECTED, "口径不同")
    moved = submission(finding("T1-01:甲", page=5), finding("T1-02:乙", page=5, stated="11.00"))
    state = state.with_submission(moved)
    assert verdict_of(state, "T1-01:甲") == (Verdict.ACCEPTED, False)
    assert verdict_of(state, "T1-02:乙") == (Verdict.PENDING, True)


def test_a_line_break_within_a_quote_changes_nothing_and_another_digit_does() -> None:
    first, second, third = (
        content_of(json.loads(examined(finding("N1:甲", quote=quote)))).findings[0].fingerprint
        for quote in ("增长\n5.2%", "增长5.2%", "增长5.3%")
    )
    assert first == second != third


def test_what_was_said_to_be_corrected_and_comes_back_unchanged_is_open_again() -> None:
    state = decided(review(finding("T1-01:甲")), "T1-01:甲", Verdict.CORRECTED)
    assert verdict_of(state, "T1-01:甲") == (Verdict.CORRECTED, False)
    state = state.with_submission(submission(finding("T1-01:甲")))
    assert verdict_of(state, "T1-01:甲") == (Verdict.PENDING, True)


def test_two_submissions_are_compared() -> None:
    state = review(finding("A:还在"), finding("B:变了"), finding("C:没了"))
    assert state.changes() == ({}, ())
    state = state.with_submission(submission(finding("A:还在"), finding("B:变了", expected="13.00"), finding("D:新的")))
    changes, gone = state.changes()
    assert changes == {"A:还在": Change.STILL, "B:变了": Change.CHANGED, "D:新的": Change.NEW}
    assert [item.finding.key for item in gone] == ["C:没了"]


def test_a_signed_review_is_closed_until_the_signature_is_withdrawn() -> None:
    state = review(finding("T1-01:甲")).signed(sign(" 张某 ", "2025-03-01", "同意", TIME))
    assert state.sign_off == SignOff("张某", "2025-03-01", "同意", TIME)
    with pytest.raises(DecisionError):
        decided(state, "T1-01:甲", Verdict.ACCEPTED)
    with pytest.raises(DecisionError):
        state.with_submission(submission())
    with pytest.raises(DecisionError):
        state.signed(sign("李某", "2025-03-02", "", TIME))
    assert decided(state.withdrawn(), "T1-01:甲", Verdict.ACCEPTED).verdicts() == {Verdict.ACCEPTED: 1}


@pytest.mark.parametrize(("name", "date"), [("", "2025-03-01"), (" ", "2025-03-01"), ("张某", " ")])
def test_a_signature_needs_a_name_and_a_day(name: str, date: str) -> None:
    with pytest.raises(DecisionError):
        sign(name, date, "", TIME)


def test_the_content_names_roots_sections_and_places() -> None:
    rows = (
        finding("A:1", table="T1", page=4),
        finding("B:1", "warning", root=0, line=7, kind="wording"),
        finding("C:1", "info", kind="scorecard_sum", sheet="绩效", cell="B3"),
        finding("D:1", "info", places=[]),
    )
    content = content_of(json.loads(examined(*rows)))
    assert [item.section for item in content.findings] == ["收入支出决算总表", "文字说明", "绩效评价", "文字说明"]
    assert [item.root for item in content.findings] == ["", "A:1", "", ""]
    assert [item.where for item in content.findings] == ["第 4 页", "第 7 行", "工作表“绩效” B3", "整份报告"]
    assert content.unit == "万元" and content.tables == 1


def test_a_place_without_a_quote_is_a_blank_cell() -> None:
    content = content_of(json.loads(examined(finding("A:1", places=[place(line=3, table="T1", row="合计")]))))
    assert content.findings[0].place.quote == ""


@pytest.mark.parametrize("broken", [{}, {"findings": []}, {"read": {}, "findings": [{}]}])
def test_what_is_no_object_of_the_contract_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="contract"):
        content_of(broken)
