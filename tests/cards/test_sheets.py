"""Cards as slots of a report: every edit is undone exactly, kept in the file, and shows its sums at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.forms import CardPart
from juesuan_gui.live.card_scores import departs, propose
from juesuan_gui.live.cards import ShownCard, number_of, show_card
from juesuan_gui.report import CardKey, Change, History, Report, SlotKind
from juesuan_gui.report.card_sheets import (
    add_cards,
    content_of,
    copy_indicators,
    insert_line,
    is_for_next_year,
    move_card,
    move_line,
    remove_card,
    remove_line,
    set_card_text,
    sheet,
    sheets,
    starting_content,
)
from juesuan_gui.storage import Options, ReportFile
from tests.cards.published import everything, form, published

MONEY, INDICATOR = CardPart.MONEY, CardPart.INDICATOR


def started(form_id: str = "national-2021", layout: str = "project", cards: int = 1) -> Report:
    report = Report(form(form_id))
    declared = report.form.scorecards[layout]
    report.apply(add_cards(report, declared, [starting_content(declared)] * cards, "新建"))
    return report


def write(report: Report, field: str, text: str, part: str = "", line: str = "", card: str = "1") -> None:
    report.apply(set_card_text(report, CardKey(card, part, line, field), text))


def shown(report: Report, card: str = "1") -> ShownCard:
    item = sheet(report, card)
    return show_card(item, report.form.scorecards[item.layout])


def in_total_row(report: Report, field: str) -> str:
    item = shown(report)
    assert item.total_row is not None
    return item.shown(MONEY, item.total_row, field)


def test_a_new_card_begins_with_what_its_form_prescribes() -> None:
    item = shown(started())
    assert [line.text("weight") for line in item.sheet.lines(INDICATOR)] == ["20", "10", "10", "10", "20", "10", "10"]
    assert next(line.text("label") for line in item.sheet.lines(MONEY)) == "年度资金总额"


def test_money_rate_score_and_total_are_worked_out() -> None:
    report = started()
    for line, budget, executed in (("2", "60", "50"), ("3", "40.5", "40.45")):
        write(report, "budget", budget, MONEY, line)
        write(report, "executed", executed, MONEY, line)
    assert (in_total_row(report, "budget"), in_total_row(report, "executed")) == ("100.5", "90.45")
    assert (in_total_row(report, "rate"), in_total_row(report, "score")) == ("90%", "9")
    for number, weight in enumerate(("20", "10", "10", "10", "20", "10", "10"), 1):
        write(report, "score", weight, INDICATOR, str(number))
    item = shown(report)
    assert (item.head("total_weight"), item.head("total_score")) == ("100", "99")


def test_a_rate_above_one_gives_no_more_than_the_weight() -> None:
    report = started()
    write(report, "budget", "100", MONEY, "1")
    write(report, "executed", "130", MONEY, "1")
    assert (in_total_row(report, "rate"), in_total_row(report, "score")) == ("130%", "10")


@pytest.mark.parametrize(("budget", "executed"), [("", "5"), ("0", "5"), ("一百", "5"), ("100", "")])
def test_without_two_numbers_there_is_no_rate(budget: str, executed: str) -> None:
    report = started()
    write(report, "budget", budget, MONEY, "1")
    write(report, "executed", executed, MONEY, "1")
    assert (in_total_row(report, "rate"), in_total_row(report, "score")) == ("", "")


def test_a_sum_over_words_is_not_shown() -> None:
    report = started()
    write(report, "score", "20", INDICATOR, "1")
    write(report, "score", "满分", INDICATOR, "2")
    assert shown(report).head("total_score") == ""
    write(report, "score", "9.5分", INDICATOR, "2")
    assert shown(report).head("total_score") == "29.5"


def test_what_was_written_goes_before_what_is_computed() -> None:
    report = started()
    write(report, "budget", "100", MONEY, "1")
    write(report, "executed", "33.333", MONEY, "1")
    assert in_total_row(report, "rate") == "33.33%"
    write(report, "rate", "33%", MONEY, "1")
    assert in_total_row(report, "rate") == "33%"
    write(report, "rate", "", MONEY, "1")
    assert in_total_row(report, "rate") == "33.33%"


def test_units_behind_money_are_understood() -> None:
    assert number_of("12,345.6元") == number_of("1.23456万元")
    assert number_of("　1,000.50 ") == number_of("1000.5")
    assert number_of("无") is None and number_of("约3万元左右") is None


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥200次", "210次", "20"),
        ("≥200次", "150次", "15"),
        ("≥3次", "2次", "13.33"),
        ("≤191万元", "172.8万元", "20"),
        ("≤100万元", "125万元", "16"),
        ("=10个", "10个", "20"),
        ("=10个", "8个", "16"),
        ("80%-90%", "85%", "20"),
        ("≥5次", "0次", "0"),
        ("良好", "良好", "20"),
    ],
)
def test_scores_are_proposed_by_the_kind_of_target(target: str, actual: str, score: str) -> None:
    report = started()
    write(report, "target", target, INDICATOR, "1")
    write(report, "actual", actual, INDICATOR, "1")
    item = shown(report)
    proposal = propose(item, item.sheet.lines(INDICATOR)[0])
    assert proposal is not None and proposal.score == score and proposal.reason


@pytest.mark.parametrize(("target", "actual"), [("显著提升", "有所提升"), ("≥5次", "5人"), ("12月底前", "次年")])
def test_what_words_do_not_tell_is_left_to_the_person(target: str, actual: str) -> None:
    report = started()
    write(report, "target", target, INDICATOR, "1")
    write(report, "actual", actual, INDICATOR, "1")
    item = shown(report)
    proposal = propose(item, item.sheet.lines(INDICATOR)[0])
    assert proposal is not None and proposal.score == "" and proposal.reason


@pytest.mark.parametrize(
    ("actual", "score"),
    [("2次", "5"), ("1次", "2.5")],
)
def test_points_printed_on_a_heading_are_shared_equally(actual: str, score: str) -> None:
    report = started("wuhan-2020")
    report.apply(insert_line(report, sheet(report, "1"), INDICATOR, {"first": "产出指标", "second": "数量指标"}, "2"))
    for line in (sheet(report, "1").lines(INDICATOR)[0].id, sheet(report, "1").lines(INDICATOR)[1].id):
        write(report, "target", "≥2次", INDICATOR, line)
        write(report, "actual", actual, INDICATOR, line)
    item = shown(report)
    proposals = [propose(item, line) for line in item.sheet.lines(INDICATOR)[:2]]
    assert [proposal and proposal.score for proposal in proposals] == [score, score]
    # Another share of the heading's points needs no reason.
    write(report, "score", "9", INDICATOR, item.sheet.lines(INDICATOR)[0].id)
    assert departs(shown(report), shown(report).sheet.lines(INDICATOR)[0]) == ""


def test_points_that_cannot_be_shared_plainly_are_left_to_the_person() -> None:
    report = started("wuhan-2020")
    for _ in range(2):
        report.apply(
            insert_line(report, sheet(report, "1"), INDICATOR, {"first": "产出指标", "second": "数量指标"}, "2")
        )
    for line in sheet(report, "1").lines(INDICATOR)[:3]:
        write(report, "target", "≥2次", INDICATOR, line.id)
        write(report, "actual", "2次", INDICATOR, line.id)
    item = shown(report)
    proposal = propose(item, item.sheet.lines(INDICATOR)[1])
    assert proposal is not None and (proposal.score, proposal.high) == ("", "10") and proposal.reason


def test_the_shares_of_published_headings_are_the_scores_that_were_given() -> None:
    report = everything("hanyang")
    overall = next(item for item in sheets(report) if item.layout == "overall")
    item = show_card(overall, report.form.scorecards["overall"])
    given = [(propose(item, line), line.text("score")) for line in item.sheet.lines(INDICATOR)]
    proposed = [(proposal.score, score) for proposal, score in given if proposal is not None and proposal.score]
    assert len(proposed) >= 15 and all(found == score for found, score in proposed)


def test_nothing_is_proposed_without_values() -> None:
    item = shown(started())
    assert propose(item, item.sheet.lines(INDICATOR)[0]) is None


def names(report: Report, card: str = "1") -> list[str]:
    return [line.text("second") for line in sheet(report, card).lines(INDICATOR)]


def test_lines_are_inserted_moved_and_removed() -> None:
    report = started()
    before = names(report)
    report.apply(insert_line(report, sheet(report, "1"), INDICATOR, {"second": "经济效益指标"}, "5"))
    assert names(report) == [*before[:4], "经济效益指标", *before[4:]]
    report.apply(move_line(report, sheet(report, "1"), INDICATOR, "8", None))
    assert names(report) == [*before, "经济效益指标"]
    report.apply(remove_line(report, sheet(report, "1"), INDICATOR, "8"))
    assert names(report) == before


def test_cards_are_copied_moved_and_removed() -> None:
    report = started(cards=3)
    write(report, "name", "甲")
    report.apply(move_card(report, "3", "1"))
    assert [item.id for item in sheets(report)] == ["3", "1", "2"]
    declared = report.form.scorecards["project"]
    report.apply(add_cards(report, declared, [content_of(sheet(report, "1"))], "复制"))
    assert sheets(report)[-1].name == "甲"
    report.apply(remove_card(report, "1"))
    assert [item.id for item in sheets(report)] == ["3", "2", "4"]


def test_indicators_are_copied_without_what_was_reached() -> None:
    report = published("fengtai")
    source, target = sheets(report)[:2]
    report.apply(copy_indicators(report, target, source))
    copied = sheet(report, target.id).lines(INDICATOR)
    assert [line.text("name") for line in copied] == [line.text("name") for line in source.lines(INDICATOR)]
    assert not any(line.text("actual") or line.text("score") or line.text("reason") for line in copied)


CELLS = st.tuples(
    st.sampled_from(["1", "2"]),
    st.sampled_from(
        [("", "", "name"), ("money", "1", "budget"), ("indicator", "2", "score"), ("indicator", "9", "name")]
    ),
    st.sampled_from(["", "甲", "12.5", "≥3次"]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(CELLS, max_size=12), st.sampled_from(["1", "2"]))
def test_every_change_is_undone_exactly(edits: list[tuple[str, tuple[str, str, str], str]], removed: str) -> None:
    report, history = started(cards=2), History()
    before = dict(report.slots())
    for card, (part, line, field), text in edits:
        history.do(report, set_card_text(report, CardKey(card, part, line, field), text))
    history.do(report, remove_card(report, removed))
    after = dict(report.slots())
    cells = {card: dict(report.card_cells(card)) for card in report.card_ids()}
    while history.undo(report):
        pass
    assert dict(report.slots()) == before
    while history.redo(report):
        pass
    assert dict(report.slots()) == after
    assert {card: dict(report.card_cells(card)) for card in report.card_ids()} == cells


def test_cards_are_kept_in_the_file(tmp_path: Path) -> None:
    report = published("hanyang")
    path = tmp_path / "决算.jsgk"
    opened = ReportFile.create(path, report, options=Options(backups=0))
    change: Change = set_card_text(report, CardKey("1", "", "", "cause"), "雨季推迟。")
    report.apply(change)
    opened.write(change)
    opened.close()
    found = ReportFile.open(path, options=Options(backups=0))
    assert sheets(found.report) == sheets(report)
    assert found.history.undo(found.report) is not None
    assert sheet(found.report, "1").text("cause") == ""
    found.file.close()


def test_next_year_begins_with_the_aims_and_not_with_what_was_reached() -> None:
    report = published("fengtai")
    kept = {
        CardKey(*slot.key).field
        for slot, _ in report.slots()
        if slot.kind is SlotKind.CARD and is_for_next_year(CardKey(*slot.key))
    }
    assert {"layout", "name", "label", "first", "second", "target", "weight"} <= kept
    assert not kept & {"budget", "executed", "rate", "score", "actual", "reason", "total_score"}
