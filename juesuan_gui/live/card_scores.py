"""Owns the scores that are proposed for indicators, each by the rule of its kind, with the reason in words.

财预〔2020〕10号: 定量指标达到指标值的记满分，未达到的按完成值与指标值的比例记分；定性指标分三档
(80–100%、60–80%、0–60%)；越小越好的指标反过来算；时限指标在时限内完成的记满分。
What cannot be judged from the words is left to the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.figures import round_half_up
from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, number_of, trimmed
from juesuan_gui.report.card_sheets import GOAL, SCORE_REASON, CardLine
from juesuan_gui.report.cards import Operator, Target, TargetKind
from juesuan_gui.report.cards_deadlines import deadline_kept
from juesuan_gui.report.cards_targets import named_target, plain, understood

_AT_MOST = (Operator.AT_MOST, Operator.BELOW)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed score and why; ``score`` is "" where it is left to the person, between ``low`` and ``high``.

    ``is_shared`` says that the layout prints points on headings only, and the points are an equal share of those: a
    person may share them otherwise without giving a reason.
    """

    score: str
    reason: str
    low: str = ""
    high: str = ""
    is_shared: bool = False


def propose(shown: ShownCard, line: CardLine) -> Proposal | None:
    """The proposed score of an indicator; ``None`` where the layout does not score or something is not filled in."""
    if "score" not in shown.layout.fields(CardPart.INDICATOR):
        return None
    if "weight" not in shown.layout.fields(CardPart.INDICATOR):
        return _propose_share(shown, line)
    return _propose(shown, line, number_of(line.text("weight")))


def _propose_share(shown: ShownCard, line: CardLine) -> Proposal | None:
    """The proposal of a layout that prints points on headings alone (数量指标（15分）): they are shared equally.

    The lowest printed heading counts. Where the share is no plain number, only what the heading has is told.
    """
    found = heading_of(shown.sheet.lines(CardPart.INDICATOR), line)
    if found is None or _propose(shown, line, Decimal(1)) is None:
        return None
    name, points, count = found
    share = points / count
    start = f"本表的分值印在“{name}”上，共 {trimmed(points)} 分，下面 {count} 项"
    if round(share, 1) != share:
        return Proposal("", f"{start}分不匀，请自己分配和评分。", "0", trimmed(points), is_shared=True)
    proposal = _propose(shown, line, share)
    if proposal is None:
        return None
    return replace(proposal, reason=f"{start}平分，每项 {trimmed(share)} 分。{proposal.reason}", is_shared=True)


def heading_of(lines: Sequence[CardLine], line: CardLine) -> tuple[str, Decimal, int] | None:
    """The lowest heading with points that a line stands under: its name, its points, how many lines are under it."""
    at = next((number for number, item in enumerate(lines) if item.id == line.id), None)
    if at is None:
        return None
    for field in ("second", "first"):
        begin = at
        while begin > 0 and not lines[begin].text(f"{field}_weight") and _continues(lines, begin, field):
            begin -= 1
        points = number_of(lines[begin].text(f"{field}_weight"))
        if points is not None and points > 0:
            end = begin + 1
            while end < len(lines) and not lines[end].text(f"{field}_weight") and _continues(lines, end, field):
                end += 1
            return lines[begin].text(field), points, end - begin
    return None


def _continues(lines: Sequence[CardLine], at: int, field: str) -> bool:
    """Whether a line stands under the same heading as the one above."""
    same = ("first", GOAL) if field == "first" else ("first", "second", GOAL)
    fresh = field == "second" and bool(lines[at].text("first_weight"))
    return not fresh and all(lines[at].text(name) == lines[at - 1].text(name) for name in same)


def _propose(shown: ShownCard, line: CardLine, weight: Decimal | None) -> Proposal | None:
    target_text, actual_text = line.text("target").strip(), line.text("actual").strip()
    if weight is None or not target_text or not actual_text:
        return None
    target, actual = _value(line, "target"), _value(line, "actual")
    named = named_target(line.text("name"))
    if target.operator is None and named is not None and named.number == target.number:
        target = named
    full = trimmed(weight)
    if target.operator is None and (target.kind is TargetKind.DATE or "时效" in line.text("second")):
        timely = _in_time(shown, weight, target_text, actual_text, line.text("name"))
        if timely is not None or target.kind is TargetKind.DATE:
            return timely or Proposal(
                "", f"时限指标：在时限内完成记满分 {full} 分，延误的扣分；从完成值看不出先后，请自己评分。", "0", full
            )
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


def _in_time(shown: ShownCard, weight: Decimal, target: str, actual: str, name: str) -> Proposal | None:
    """The score of a deadline: full when kept; a span of time that was passed in proportion, a date by the person."""
    full = trimmed(weight)
    said = f"指标值 {plain(target)}，完成值 {plain(actual)}"
    if plain(target) == plain(actual):
        return Proposal(full, f"完成值与指标值相同，记满分 {full} 分。")
    outcome = deadline_kept(target, actual, name)
    if outcome is None:
        return None
    if outcome.kept:
        return Proposal(full, f"{said}，在时限内完成，记满分 {full} 分。")
    if outcome.share is not None:
        score = trimmed(round_half_up(Fraction(weight) * outcome.share, shown.layout.score_decimals))
        return Proposal(score, f"{said}，超过时限，按比例记 {full}×指标值÷完成值 = {score} 分。")
    return Proposal("", f"{said}，晚于时限，应当扣分；请按延误的长短评分并写明原因。", "0", _part(weight, 80))


def departs(shown: ShownCard, line: CardLine) -> str:
    """What to say of a score that is not the proposed one and has no written reason; "" when there is nothing."""
    proposal, score = propose(shown, line), number_of(line.text("score"))
    if proposal is None or not proposal.score or score is None or score == number_of(proposal.score):
        return ""
    if proposal.is_shared:
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
