"""Owns the checks of single indicators: P08 met or missed, P09 quality, P10 far beyond, P11 reasons, P22 dates."""

from __future__ import annotations

import re
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, named
from juesuan_gui.checks.cards.scores import float_text, full_marks, number
from juesuan_gui.checks.cards.targets import Reached, full_score, reached
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardFigure, CardKind, Indicator, Operator, Printed, TargetKind
from juesuan_gui.report.cards_deadlines import deadline_kept
from juesuan_gui.report.cards_targets import plain

_NOTHING = frozenset({"", "无", "—", "-", "/", "不涉及", "无偏差"})
_UNDONE = re.compile(r"未完成|未达|没有完成|未实现|未开展|未实施|不达标")
_NEXT_YEAR = re.compile(r"次年|下一?年度|跨年|延期")
_CAUSES = re.compile(r"偏差|原因")
#: P10 speaks of targets set too low; for one or two pieces more than planned it says nothing.
_FEW = 3
_GROWS = re.compile(r"数量|质量")


def check_indicators(desk: Desk, card: Card) -> None:
    """All checks of the indicators of a project's or the overall card."""
    if card.kind not in (CardKind.PROJECT, CardKind.OVERALL):
        return
    for position, item in enumerate(card.indicators):
        full = full_score(card, position)
        outcome = reached(item)
        key = _check_met(desk, card, item, outcome, full)
        _check_reason(desk, card, item, full, key)
        _check_words(desk, card, item, full)
        if full and (outcome.met or (outcome.met is None and not outcome.sure)):
            _check_far_beyond(desk, card, item, outcome)
    _check_card_reason(desk, card)


def _subject(card: Card, item: Indicator) -> str:
    return f"{card.name}|{item.goal}|{item.name}"


def _values(item: Indicator) -> str:
    target = plain(item.target.text) if item.target else "空"
    actual = plain(item.actual.text) if item.actual else "空"
    return f"指标值 {target}，完成值 {actual}"


def _others(item: Indicator) -> list[CardFigure | Printed]:
    return [other for other in (item.target, item.actual, item.weight) if other is not None]


def _check_met(desk: Desk, card: Card, item: Indicator, outcome: Reached, full: bool | None) -> str | None:
    """P08: a target met earns the full score, a target missed does not."""
    if item.score is None or outcome.met is None or full is None or outcome.ratio is None:
        return None
    score, weight = number(item.score), number(item.weight)
    if outcome.met == full:
        desk.hold("P08", item.score)
        if not full and weight is not None and score is not None:
            _check_proportion(desk, card, item, outcome, weight, score)
        return None
    sign = outcome.operator.value if outcome.operator and outcome.sure else ""
    start = f"{named(card)}“{item.name}”：{_values(item)}"
    if not outcome.met:
        return desk.report(
            "P08",
            _subject(card, item),
            item.score,
            f"{start}，{'没有达到' + sign + '的要求' if sign else '低于指标值'}，"
            f"却得了满分 {float_text(score or Fraction(0))} 分。",
            level=Level.WARNING if outcome.sure else Level.INFO,
            stated=float_text(score or Fraction(0)),
            formula="未完成的按完成比例得分",
            others=_others(item),
        )
    if weight is None or score is None or not outcome.sure:
        return None
    reversed_ = outcome.operator is Operator.AT_MOST and _close(score, weight * outcome.ratio)
    tail = "；得分像是按“≥”型以完成值除以指标值折算的，请核对方向" if reversed_ else ""
    explained = item.reason is not None and plain(item.reason.text) not in _NOTHING
    return desk.report(
        "P08",
        _subject(card, item),
        item.score,
        f"{start}，已达到“{sign}”的要求，得分 {float_text(score)} 却少于分值 {float_text(weight)}{tail}。",
        # A written reason may be why marks were taken although the number was met.
        level=Level.INFO if explained else Level.WARNING,
        stated=float_text(score),
        expected=float_text(weight),
        difference=float_text(score - weight),
        formula="达到指标值的得满分",
        others=[*_others(item), *([item.reason] if explained and item.reason else [])],
    )


def _close(left: Fraction, right: Fraction) -> bool:
    return abs(left - right) <= Fraction(1, 4)


def _check_proportion(
    desk: Desk, card: Card, item: Indicator, outcome: Reached, weight: Fraction, score: Fraction
) -> None:
    """P08: the score of a missed target in proportion to how far it was reached; places have rules of their own."""
    ratio = outcome.ratio or Fraction(0)
    if outcome.operator in (Operator.AT_MOST, Operator.BELOW):
        ratio = 1 / ratio if ratio else Fraction(0)
    if outcome.operator is Operator.EQUAL or ratio > 1 or item.score is None:
        return
    wanted = weight * ratio
    if abs(wanted - score) <= Fraction(1, 2):
        return
    desk.report(
        "P08",
        f"{_subject(card, item)}|比例",
        item.score,
        f"{named(card)}“{item.name}”：{_values(item)}，得 {float_text(score)} 分；"
        f"按完成比例为 {float_text(wanted)} 分，请核对评分办法。",
        level=Level.INFO,
        stated=float_text(score),
        expected=float_text(wanted),
        difference=float_text(score - wanted),
        formula=f"得分＝分值 {float_text(weight)}×完成比例",
        others=_others(item),
    )


def _check_reason(desk: Desk, card: Card, item: Indicator, full: bool | None, root: str | None) -> None:
    """P11: where marks are lost, the reason is written; where none are, the reason does not say 未完成."""
    if not card.has_reasons or item.score is None or item.weight is None or full is None:
        return
    words = plain(item.reason.text) if item.reason is not None else ""
    if full:
        if _UNDONE.search(words) and item.reason is not None and not re.search(r"^无|无未完成", words):
            desk.report(
                "P11",
                _subject(card, item),
                item.reason,
                f"{named(card)}“{item.name}”：得了满分，原因一栏却写着“{words[:20]}”。",
                others=[item.score],
            )
        return
    if words in _NOTHING:
        desk.report(
            "P11",
            _subject(card, item),
            item.score,
            f"{named(card)}“{item.name}”：分值 {plain(item.weight.text)}、得分 {plain(item.score.text)}，"
            "没有写偏差原因和改进措施。",
            stated=plain(item.score.text),
            formula="得分少于分值的须说明原因",
            others=[item.label],
            root=root,
        )
    else:
        desk.hold("P11", item.score)


def _check_card_reason(desk: Desk, card: Card) -> None:
    """P11 where reasons are one row for the whole card."""
    causes = [printed for label, printed in card.remarks if _CAUSES.search(label)]
    value = number(card.total_score)
    if card.has_reasons or not causes or value is None or card.total_score is None:
        return
    if value >= Fraction(full_marks(card)) or any(plain(printed.text) not in _NOTHING for printed in causes):
        desk.hold("P11", card.total_score)
        return
    desk.report(
        "P11",
        f"{card.name}|原因分析",
        card.total_score,
        f"{named(card)}：总分 {plain(card.total_score.text)} 少于满分，"
        f"偏差原因一栏写“{plain(causes[0].text) or '空'}”。",
        stated=plain(card.total_score.text),
        others=causes,
    )


def _check_words(desk: Desk, card: Card, item: Indicator, full: bool | None) -> None:
    """P09 and P22: words of the completed value against a full score."""
    if item.actual is None or item.score is None or full is None:
        return
    words, kind = plain(item.actual.text), item.target_value.kind if item.target_value else None
    target = plain(item.target.text) if item.target else ""
    if _NEXT_YEAR.search(words) and not _NEXT_YEAR.search(target):
        if full:
            desk.report(
                "P22",
                _subject(card, item),
                item.actual,
                f"{named(card)}“{item.name}”：完成值写“{words}”，已跨年度，却得了满分。",
                formula="跨年度完成的应扣分",
                others=[item.score],
            )
        else:
            desk.hold("P22", item.actual)
        return
    if kind is TargetKind.DATE and full:
        outcome = deadline_kept(target, words, item.name)
        if outcome is not None and outcome.kept:
            desk.hold("P22", item.actual)
        elif outcome is not None:
            desk.report(
                "P22",
                _subject(card, item),
                item.actual,
                f"{named(card)}“{item.name}”：指标值“{target}”，完成值“{words}”，已超过时限，却得了满分。",
                formula="超过时限完成的应扣分",
                others=[item.score, *([item.target] if item.target else [])],
            )
            return
    if kind is TargetKind.NUMBER:
        return
    score, weight = number(item.score), number(item.weight)
    if _UNDONE.search(words) and (full or (score is not None and weight and score > weight * Fraction(3, 5))):
        desk.report(
            "P09",
            _subject(card, item),
            item.score,
            f"{named(card)}“{item.name}”：完成值写“{words[:20]}”，"
            f"得分 {plain(item.score.text)} 高于未达成一档（分值的 60%）。",
            stated=plain(item.score.text),
            formula="达成 80–100%，部分达成 60–80%，未达成 0–60%",
            others=_others(item),
        )
    elif full and re.search(r"部分(?:完成|达成|实现)", words) and not re.search(r"部分(?:完成|达成|实现)", target):
        desk.report(
            "P09",
            _subject(card, item),
            item.score,
            f"{named(card)}“{item.name}”：完成值写“{words[:20]}”，却得了满分。",
            stated=plain(item.score.text),
            formula="达成 80–100%，部分达成 60–80%，未达成 0–60%",
            others=_others(item),
        )


def _check_far_beyond(desk: Desk, card: Card, item: Indicator, outcome: Reached) -> None:
    """P10: a target passed by far with full marks was set too low."""
    if outcome.ratio is None or outcome.operator not in (Operator.AT_LEAST, Operator.ABOVE):
        return
    if not outcome.sure and not _GROWS.search(item.path[1]):
        # Without a sign only counts and qualities are sure to be the better the more they are.
        return
    actual = item.actual_value.number if item.actual_value else None
    target = item.target_value.number if item.target_value else None
    unit = item.target_value.unit if item.target_value else ""
    if actual is None or target is None or item.actual is None or "%" in unit or actual - target < _FEW:
        return
    if outcome.ratio > Fraction(desk.facts.overachieved):
        desk.report(
            "P10",
            _subject(card, item),
            item.actual,
            f"{named(card)}“{item.name}”：{_values(item)}，"
            f"完成值是指标值的 {float_text(outcome.ratio * 100)}%，得满分；指标值可能偏低，请说明。",
            stated=plain(item.actual.text),
            formula=f"完成值÷指标值≤{float_text(Fraction(desk.facts.overachieved) * 100)}%",
            others=[other for other in (item.target, item.score) if other is not None],
        )
    else:
        desk.hold("P10", item.actual)
