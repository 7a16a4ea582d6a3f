"""Owns P12: targets and completed values against the indicator's name, its unit, and the money of the card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, at, known, named
from juesuan_gui.checks.cards.money import budget_of, rate_of
from juesuan_gui.checks.cards.scores import float_text
from juesuan_gui.checks.cards.targets import comparable, money_of
from juesuan_gui.figures import Quantity, gap, midpoint, round_half_up
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardKind, Indicator, MoneyColumn, Operator, Printed, Target, TargetKind
from juesuan_gui.report.cards_targets import plain, understood

_RATE_NAME = re.compile(r"(?:预算|资金)执行率|资金支出率|支出进度")
_PER_HEAD = re.compile(r"/|每|人均|标准|单价")
_BARE_UNIT = re.compile(r"(\d+(?:\.\d+)?)([^\d\s，,；;、。（）()]{1,4})$")


def check_values(desk: Desk, card: Card) -> None:
    """P12 for every indicator of a project's or the overall card."""
    if card.kind not in (CardKind.PROJECT, CardKind.OVERALL):
        return
    has_targets = any(item.target is not None for item in card.indicators)
    for item in card.indicators:
        if has_targets:
            _check_filled(desk, card, item)
        _check_name(desk, card, item)
        _check_units(desk, card, item)
        _check_rate_indicator(desk, card, item)
    _check_cost(desk, card)
    _check_parts(desk, card)


def _subject(card: Card, item: Indicator, what: str) -> str:
    return f"{card.name}|{item.goal}|{item.name}|{what}"


def _check_filled(desk: Desk, card: Card, item: Indicator) -> None:
    if item.score is None or not item.score.number:
        return
    for what, printed in (("指标值", item.target), ("完成值", item.actual)):
        if printed is None:
            desk.report(
                "P12",
                _subject(card, item, what),
                item.label,
                f"{named(card)}“{item.name}”：{what}没有填。",
                kind="structure",
                others=[item.score],
            )


def _check_name(desk: Desk, card: Card, item: Indicator) -> None:
    """The number inside the indicator's name (成本≤191万元) is the target."""
    inside, target = item.named_value, item.target_value
    if inside is None:
        inside = _plain_number(item)
    if inside is None or target is None or item.target is None or inside.number is None or target.number is None:
        return
    pair = comparable(inside, target)
    if pair is None:
        return
    if pair[0] == pair[1]:
        desk.hold("P12", item.target)
        return
    desk.report(
        "P12",
        _subject(card, item, "内嵌数"),
        item.target,
        f"{named(card)}“{item.name}”：指标名称里是 {float_text(Fraction(inside.number))}，"
        f"指标值填 {plain(item.target.text)}。",
        stated=plain(item.target.text),
        expected=f"{inside.number:f}",
        formula="指标值＝指标名称中的数",
        others=[item.label],
    )


def _plain_number(item: Indicator) -> Target | None:
    """A number with its unit at the end of a name (租赁场地1个), where the target has the same unit."""
    match = _BARE_UNIT.search(plain(item.label.text))
    target = item.target_value
    if match is None or target is None or target.kind is not TargetKind.NUMBER or target.unit != match[2]:
        return None
    found = understood(match[1] + match[2])
    return found if found.kind is TargetKind.NUMBER and target.operator is None else None


def _check_units(desk: Desk, card: Card, item: Indicator) -> None:
    target, actual = item.target_value, item.actual_value
    if target is None or actual is None or item.actual is None or target.number is None or actual.number is None:
        return
    if comparable(target, actual) is None and not ("/" in target.unit or "/" in actual.unit):
        desk.report(
            "P12",
            _subject(card, item, "单位"),
            item.actual,
            f"{named(card)}“{item.name}”：指标值的单位是“{target.unit}”，完成值的单位是“{actual.unit}”，无法比较。",
            level=Level.INFO,
            others=[item.target] if item.target else [],
        )


def _check_rate_indicator(desk: Desk, card: Card, item: Indicator) -> None:
    """An indicator that speaks of the execution rate states the card's own rate."""
    actual, row = item.actual_value, card.total_row
    if not _RATE_NAME.search(plain(item.name)) or actual is None or actual.number is None or actual.unit != "%":
        return
    rate = rate_of(desk, row) if row is not None else None
    if rate is None or item.actual is None or row is None:
        return
    step = Fraction(1, 10**actual.decimals)
    value = Fraction(actual.number)
    if gap(rate, value) <= step:
        desk.hold("P12", item.actual)
        return
    printed = known(row.figure(MoneyColumn.RATE))
    agreed = printed is not None and gap(rate, desk.quantity(printed)) == 0 and printed.number is not None
    wanted = (
        f"{printed.number:f}"
        if agreed and printed
        else float_text(Fraction(round_half_up(Fraction(midpoint(rate)), 2)))
    )
    desk.report(
        "P12",
        _subject(card, item, "执行率"),
        item.actual,
        f"{named(card)}“{item.name}”：完成值 {plain(item.actual.text)}，按本表资金算的执行率是 {wanted}%。",
        stated=plain(item.actual.text),
        expected=f"{wanted}%",
        difference=f"{float_text(value - Fraction(wanted))}%",
        formula="预算执行率＝全年执行数÷全年预算数",
        others=[figure for figure in (printed, row.figure(MoneyColumn.EXECUTED), budget_of(row)) if figure],
    )


def _is_cost(item: Indicator) -> bool:
    return "成本" in item.path[0] or "成本" in item.path[1]


def _check_cost(desk: Desk, card: Card) -> None:
    """The completed value of the cost indicator is what was executed."""
    row = card.total_row
    executed = known(row.figure(MoneyColumn.EXECUTED)) if row is not None else None
    budget = known(budget_of(row)) if row is not None else None
    costs = [item for item in card.indicators if _is_cost(item)]
    if executed is None or row is None:
        return
    spent = desk.quantity(executed)
    for item in costs:
        actual = money_of(item.actual_value, card)
        target = money_of(item.target_value, card)
        if actual is None or item.actual is None or _PER_HEAD.search(plain(item.label.text + item.actual.text)):
            continue
        if _meets(spent, actual):
            desk.hold("P12", item.actual)
        elif len(costs) == 1 and budget is not None and target is not None and _meets(desk.quantity(budget), target):
            if item.actual_value is not None and item.actual_value.operator is not None:
                continue
            size = card.unit.value
            texts = (float_text(actual / size), float_text(Fraction(midpoint(spent)) / size))
            desk.report(
                "P12",
                _subject(card, item, "成本"),
                item.actual,
                f"{named(card)}“{item.name}”：完成值 {texts[0]}，全年执行数 {texts[1]}{card.unit.label}，两者不一致。",
                stated=texts[0],
                expected=texts[1],
                difference=float_text((actual - Fraction(midpoint(spent))) / size),
                formula="成本指标完成值＝全年执行数",
                others=[executed],
            )


def _meets(quantity: Quantity, value: Fraction) -> bool:
    return gap(quantity, value) == 0


def _check_parts(desk: Desk, card: Card) -> None:
    """Amounts printed as 数量指标 (≤1万, ≤2万 …) are parts of the cost: they make the cost indicator's target."""
    costs = [item for item in card.indicators if _is_cost(item)]
    parts = [item for item in card.indicators if "数量" in item.path[1]]
    if len(costs) != 1 or len(parts) < 2 or costs[0].target is None:
        return
    whole = money_of(costs[0].target_value, card)
    amounts = [_limit(item, card) for item in parts]
    if whole is None or any(amount is None for amount in amounts):
        return
    added = sum((amount for amount in amounts if amount is not None), Fraction(0))
    # Every part below the whole: otherwise these are counts that only look alike.
    if any(amount is not None and amount > whole for amount in amounts):
        return
    if added == whole:
        desk.hold("P12", costs[0].target, "scorecard_sum")
        return
    about = parts[0].target or parts[0].label
    size = card.unit.value
    desk.report(
        "P12",
        f"{card.name}|数量指标金额",
        about,
        f"{named(card)}：数量指标填的是金额上限，相加 {float_text(added / size)}，"
        f"成本指标是 {plain(costs[0].target.text)}，两者不等；"
        "数量指标应填数量。",
        stated=float_text(added / size),
        expected=float_text(whole / size),
        difference=float_text((added - whole) / size),
        formula="成本指标＝" + "+".join(plain(item.target.text) for item in parts if item.target),
        others=[*[item.target for item in parts[1:] if item.target], costs[0].target],
    )


def _limit(item: Indicator, card: Card) -> Fraction | None:
    target = item.target_value
    if target is None or target.operator is not Operator.AT_MOST:
        return None
    return money_of(target, card)


def check_inequalities(desk: Desk, cards: Sequence[Card]) -> None:
    """P12: a completed value is a number reached, not a copy of the target's ≥ or ≤; one finding for a report."""
    copied = [
        (card, item)
        for card in cards
        for item in card.indicators
        if item.actual is not None
        and item.actual_value is not None
        and item.actual_value.number is not None
        and item.actual_value.operator in (Operator.AT_LEAST, Operator.AT_MOST, Operator.ABOVE, Operator.BELOW)
        and re.match(r"[≥≤><≧≦]", plain(item.actual.text))
    ]
    if not copied:
        return
    card, item = copied[0]
    others: list[Printed] = [other.actual for _, other in copied[1:] if other.actual is not None]
    count = len({id(found) for found, _ in copied})
    text = plain(item.actual.text) if item.actual else ""
    desk.report(
        "P12",
        "完成值为不等式",
        item.actual or at(card),
        f"完成值照抄了指标值的不等式，没有填实际数：{count} 张自评表共 {len(copied)} 处，"
        f"如“{item.name}”的完成值“{text}”。",
        stated=text,
        formula="完成值应为实际完成的数",
        others=others,
    )
