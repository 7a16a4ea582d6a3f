"""Owns the scores that are proposed for indicators, each by the rule of its kind, with the reason in words.

财预〔2020〕10号: 定量指标达到指标值的记满分，未达到的按完成值与指标值的比例记分；定性指标分三档
(80–100%、60–80%、0–60%)；越小越好的指标反过来算。What cannot be judged from the words is left to the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.figures import round_half_up
from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, number_of, trimmed
from juesuan_gui.report.card_sheets import SCORE_REASON, CardLine
from juesuan_gui.report.cards import Operator, Target, TargetKind
from juesuan_gui.report.cards_targets import named_target, plain, understood

_AT_MOST = (Operator.AT_MOST, Operator.BELOW)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed score and why; ``score`` is "" where it is left to the person, between ``low`` and ``high``."""

    score: str
    reason: str
    low: str = ""
    high: str = ""


def propose(shown: ShownCard, line: CardLine) -> Proposal | None:
    """The proposed score of an indicator; ``None`` where the layout does not score or something is not filled in."""
    if "score" not in shown.layout.fields(CardPart.INDICATOR):
        return None
    weight = number_of(line.text("weight"))
    target_text, actual_text = line.text("target").strip(), line.text("actual").strip()
    if weight is None or not target_text or not actual_text:
        return None
    target, actual = _value(line, "target"), _value(line, "actual")
    named = named_target(line.text("name"))
    if target.operator is None and named is not None and named.number == target.number:
        target = named
    full = trimmed(weight)
    if target.kind is TargetKind.RANGE and actual.number is not None:
        return _within(shown, weight, target, actual.number)
    if target.kind is TargetKind.NUMBER and actual.kind is TargetKind.NUMBER:
        if target.unit and actual.unit and target.unit != actual.unit:
            return Proposal(
                "", f"指标值的单位是“{target.unit}”，完成值的单位是“{actual.unit}”，请自己评分。", "0", full
            )
        return _counted(shown, weight, target, actual)
    if plain(target_text) == plain(actual_text):
        return Proposal(full, f"完成值与指标值相同，记满分 {full} 分。")
    bands = f"定性指标按三档评：达成 {_part(weight, 80)}–{full}，部分达成 {_part(weight, 60)}–{_part(weight, 80)}，"
    return Proposal("", f"{bands}未达成 0–{_part(weight, 60)}；请按完成情况选一档。", "0", full)


def departs(shown: ShownCard, line: CardLine) -> str:
    """What to say of a score that is not the proposed one and has no written reason; "" when there is nothing."""
    proposal, score = propose(shown, line), number_of(line.text("score"))
    if proposal is None or not proposal.score or score is None or score == number_of(proposal.score):
        return ""
    if line.text("reason").strip() or line.text(SCORE_REASON).strip():
        return ""
    return f"按规则应得 {proposal.score} 分（{proposal.reason}），现在填的是 {trimmed(score)} 分，请写明原因。"


def _value(line: CardLine, field: str) -> Target:
    text = line.text(field).strip()
    bare = text.replace(",", "").replace(".", "", 1).isdigit()
    sign = line.text("operator").strip() if bare and field == "target" else ""
    return understood(f"{sign}{text}{line.text('unit').strip()}" if bare else text)


def _counted(shown: ShownCard, weight: Decimal, target: Target, actual: Target) -> Proposal:
    wanted, done = target.number or Decimal(0), actual.number or Decimal(0)
    full = trimmed(weight)
    sign = target.operator.value if target.operator else "≥"
    said = f"指标值 {sign}{trimmed(wanted)}，完成值 {trimmed(done)}"
    reached = {
        Operator.AT_LEAST: done >= wanted,
        Operator.AT_MOST: done <= wanted,
        Operator.ABOVE: done > wanted,
        Operator.BELOW: done < wanted,
        Operator.EQUAL: done == wanted,
    }[target.operator or Operator.AT_LEAST]
    if reached:
        return Proposal(full, f"{said}，已完成，记满分 {full} 分。")
    over = target.operator in _AT_MOST or (target.operator is Operator.EQUAL and done > wanted)
    above, below = (wanted, done) if over else (done, wanted)
    if below <= 0 or above < 0:
        return Proposal("0", f"{said}，没有完成，记 0 分。")
    if above == below:
        return Proposal("", f"{said}，差在是否等于，请自己评分。", "0", full)
    share = Fraction(above) / Fraction(below)
    score = trimmed(round_half_up(Fraction(weight) * share, shown.layout.score_decimals))
    how = "指标值÷完成值" if over else "完成值÷指标值"
    return Proposal(score, f"{said}，没有完成，按比例记 {full}×{how} = {score} 分。")


def _within(shown: ShownCard, weight: Decimal, target: Target, done: Decimal) -> Proposal:
    low, high = target.low or Decimal(0), target.high or Decimal(0)
    full = trimmed(weight)
    said = f"指标值 {trimmed(low)}–{trimmed(high)}，完成值 {trimmed(done)}"
    if low <= done <= high:
        return Proposal(full, f"{said}，在范围内，记满分 {full} 分。")
    nearest = low if done < low else high
    above, below = (done, nearest) if done < low else (nearest, done)
    if below <= 0 or above < 0:
        return Proposal("0", f"{said}，不在范围内，记 0 分。")
    score = trimmed(round_half_up(Fraction(weight) * Fraction(above) / Fraction(below), shown.layout.score_decimals))
    return Proposal(score, f"{said}，不在范围内，按比例记 {score} 分。")


def _part(weight: Decimal, percent: int) -> str:
    return trimmed(weight * percent / 100)
