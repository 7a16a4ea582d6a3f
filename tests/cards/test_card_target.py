"""The target of an indicator as fields: taken from its words, put back, and said in plain words."""

from __future__ import annotations

import pytest

from juesuan_gui.live.card_target import AS_WORDED, DIRECTIONS, fields_of_target, said_of, turned
from juesuan_gui.live.card_values import target_of
from juesuan_gui.report.card_sheets import CardLine
from juesuan_gui.report.cards import Operator, TargetKind


def line(target: str, name: str = "", operator: str = "", unit: str = "") -> CardLine:
    return CardLine("1", {"target": target, "name": name, "operator": operator, "unit": unit})


def after(before: CardLine, direction: str) -> CardLine:
    return CardLine("1", {**before.fields, **turned(before, direction)})


@pytest.mark.parametrize(
    ("target", "operator", "number", "unit"),
    [("≤191万元", "≤", "191", "万元"), ("不少于150人", "≥", "150", "人"), ("95.50%以上", "≥", "95.50", "%")],
)
def test_a_sign_in_words_becomes_a_field_and_words_again(target: str, operator: str, number: str, unit: str) -> None:
    whole = line(target)
    apart = after(whole, operator)
    assert fields_of_target(apart).direction == operator
    assert (fields_of_target(apart).value, fields_of_target(apart).unit) == (number, unit)
    joined = after(apart, AS_WORDED)
    assert fields_of_target(joined).value == f"{operator}{number}{unit}"
    assert target_of(joined) == target_of(apart)
    assert target_of(whole).number == target_of(apart).number


def test_another_direction_turns_the_target_round() -> None:
    turned_round = after(line("≥5次"), "≤")
    assert target_of(turned_round).operator is Operator.AT_MOST
    assert target_of(turned_round).unit == "次"


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_words_that_hold_no_number_are_never_lost(direction: str) -> None:
    assert fields_of_target(after(line("服务质量良好"), direction)).value == "服务质量良好"


def test_what_is_said_follows_what_is_understood() -> None:
    assert "不超过" in said_of(line("191", operator="≤", unit="万元"))
    assert "80" in said_of(line("80-90%")) and "90" in said_of(line("80-90%"))
    assert target_of(line("2021年12月底前")).kind is TargetKind.DATE
    # The indicator's own name tells the direction where the target is a bare number, as the proposal takes it.
    assert "不超过" in said_of(line("21", name="检查机构数量≤21家"))
    assert "不少于" in said_of(line("21", name="检查机构数量"))
