"""Owns the checks of a card's money block: sources (P01), execution rate (P02) and its score (P03)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, at, known, named, sides, total
from juesuan_gui.checks.judge import Outcome, judge
from juesuan_gui.figures import Measure, Quantity, bounds, divide, gap, midpoint, multiply, round_half_up
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardFigure, MoneyColumn, MoneyRow
from juesuan_gui.report.cards_targets import plain

_SUMMED = (MoneyColumn.INITIAL, MoneyColumn.BUDGET, MoneyColumn.EXECUTED)


def check_money(desk: Desk, card: Card) -> None:
    """All checks of the money block of one card."""
    _check_sources(desk, card)
    wrong: MoneyRow | None = None
    for row in card.money:
        # A source that repeats the figures of the whole repeats its slip too: one finding with both places.
        if wrong is not None and _numbers(row) == _numbers(wrong):
            continue
        copies = [other for other in card.money if other is not row and row.total and _numbers(other) == _numbers(row)]
        if _check_rate(desk, card, row, copies) and row.total:
            wrong = row
        _check_rate_score(desk, card, row)
    for listed in card.projects:
        if listed.rate is not None:
            cells = ((MoneyColumn.BUDGET, listed.budget), (MoneyColumn.EXECUTED, listed.executed))
            figures = tuple((column, figure) for column, figure in cells if figure is not None)
            _check_rate(desk, card, MoneyRow(listed.name, True, (*figures, (MoneyColumn.RATE, listed.rate))), ())


def _numbers(row: MoneyRow) -> tuple[object, ...]:
    figures = (row.figure(MoneyColumn.BUDGET), row.figure(MoneyColumn.EXECUTED), row.figure(MoneyColumn.RATE))
    return tuple(figure and figure.number for figure in figures)


def _check_sources(desk: Desk, card: Card) -> None:
    """P01: the whole money is the sum of its sources, in each column."""
    row = card.total_row
    parts = [part for part in card.money if not part.total]
    if row is None or not parts:
        return
    for column in _SUMMED:
        printed = [figure for part in parts if (figure := part.figure(column)) is not None]
        stated = row.figure(column)
        unread = next((figure for figure in (*printed, *([stated] if stated else [])) if figure.number is None), None)
        if unread is not None:
            desk.skip(unread, f"{column.value}里有认不出的数，资金总额未能核对。")
        elif printed:
            _compare_sources(desk, card, row, column, parts)


def _compare_sources(desk: Desk, card: Card, row: MoneyRow, column: MoneyColumn, parts: list[MoneyRow]) -> None:
    figures = [figure for part in parts if (figure := part.figure(column)) is not None]
    expected = total([desk.quantity(figure) for figure in figures])
    stated = row.figure(column)
    subject = f"{card.name}|{column.value}"
    addition = "+".join(figure.text.strip() for figure in figures)
    if stated is None:
        if midpoint(expected) != 0:
            texts = sides(figures[0], expected)
            desk.report(
                "P01",
                subject,
                row.label,
                f"{named(card)}{column.value}：资金总额没有填，下面各项相加为 {texts[1]}。",
                expected=texts[1],
                formula=f"资金总额＝{addition}",
                others=figures,
            )
        return
    if _nested(desk, stated, parts, column):
        desk.hold("P01", stated)
        return
    desk.compare(
        "P01",
        subject,
        stated,
        expected,
        f"{named(card)}{column.value}：资金总额 {{stated}}，下面各项相加 {{expected}}，相差 {{difference}}。",
        formula=f"资金总额＝{addition}",
        others=figures,
    )


def _nested(desk: Desk, stated: CardFigure, parts: list[MoneyRow], column: MoneyColumn) -> bool:
    """Whether the total is right once rows that are 其中 of the row above are left out."""
    outer = [part for at_, part in enumerate(parts) if at_ == 0 or "其中" not in part.label.text]
    if len(outer) == len(parts):
        return False
    quantities = [desk.quantity(figure) for part in outer if (figure := part.figure(column)) is not None]
    judged = judge("=", desk.quantity(stated), total(quantities), left_is_cell=False, same_quantity=False)
    return judged.outcome in (Outcome.HOLDS, Outcome.ROUNDING)


def budget_of(row: MoneyRow) -> CardFigure | None:
    """What the execution is measured against: the year's budget, or the only budget that is printed."""
    return row.figure(MoneyColumn.BUDGET) or row.figure(MoneyColumn.INITIAL)


def rate_of(desk: Desk, row: MoneyRow) -> Quantity | None:
    """The execution rate from the figures of a row, as a percentage number; ``None`` where it cannot be computed."""
    budget, executed = known(budget_of(row)), known(row.figure(MoneyColumn.EXECUTED))
    if budget is None or executed is None:
        return None
    ratio = divide(desk.quantity(executed), desk.quantity(budget))
    return None if ratio is None else multiply(ratio, 100)


def _check_rate(desk: Desk, card: Card, row: MoneyRow, copies: Sequence[MoneyRow]) -> str | None:
    """P02: execution rate = executed ÷ the year's budget."""
    rate, budget, executed = row.figure(MoneyColumn.RATE), budget_of(row), row.figure(MoneyColumn.EXECUTED)
    label = plain(row.label.text).rstrip(":")
    where = f"{named(card)}{label}"
    if rate is None:
        if row.total and budget is not None and executed is not None and _has_rates(card):
            desk.report(
                "P02",
                f"{card.name}|执行率",
                row.label,
                f"{where}：有预算数和执行数，执行率没有填。",
                level=Level.WARNING,
            )
        return None
    for figure in (rate, budget, executed):
        if figure is not None and figure.number is None:
            desk.skip(figure, "这个数认不出，执行率未能核对。")
            return None
    expected = rate_of(desk, row)
    if expected is None:
        if rate.number:
            desk.skip(rate, "没有预算数或执行数（或预算数为 0），执行率未能核对。")
        return None
    others = [figure for figure in (executed, budget) if figure is not None]
    others += [figure for copy in copies if (figure := copy.figure(MoneyColumn.RATE)) is not None]
    exact = f"{round_half_up(Fraction(midpoint(expected)), rate.decimals + 2):f}%"
    formula = f"执行率＝{executed.text.strip() if executed else ''}÷{budget.text.strip() if budget else ''}"
    return desk.compare(
        "P02",
        f"{card.name}|{label}|执行率",
        rate,
        expected,
        f"{where}：执行率印 {{stated}}，按全年执行数除以全年预算数为 {{expected}}（{exact}）。",
        formula=formula,
        others=others,
    )


def _has_rates(card: Card) -> bool:
    return any(row.figure(MoneyColumn.RATE) is not None for row in card.money) or bool(
        card.total_row and card.total_row.figure(MoneyColumn.SCORE)
    )


def money_weight(card: Card) -> CardFigure | None:
    """The weight of budget execution: a cell of the money block, or the heading above it."""
    row = card.total_row
    return (known(row.figure(MoneyColumn.WEIGHT)) if row else None) or known(card.money_weight)


def _check_rate_score(desk: Desk, card: Card, row: MoneyRow) -> None:
    """P03: the score of the execution rate = weight × rate (printed or unrounded), at most the weight."""
    score = row.figure(MoneyColumn.SCORE)
    if not row.total or score is None:
        return
    if score.number is None:
        desk.skip(score, "执行率的得分认不出，未能核对。")
        return
    weight, printed = money_weight(card), known(row.figure(MoneyColumn.RATE))
    if weight is None or weight.number is None:
        desk.skip(score, "没有执行率的分值，得分未能核对。")
        return
    whole = Fraction(weight.number)
    computed = rate_of(desk, row)
    # Taken from the rate as printed, or from the unrounded one: both are used, neither is wrong.
    rates: list[Quantity] = [Fraction(midpoint(desk.quantity(printed)))] if printed else []
    if not rates and computed is None:
        desk.skip(score, "没有执行率，得分未能核对。")
        return
    step = Fraction(1, 10**score.decimals)
    value = Fraction(score.number)
    stated = Measure(value, value - step / 2, value + step / 2, step)
    if computed is not None:
        rates.append(_within(computed, desk.quantity(printed)) if printed else computed)
    choices = [_scored(whole, rate) for rate in rates]
    if any(gap(stated, item) == 0 for item in choices):
        desk.hold("P03", score)
        return
    texts = sides(score, choices[0])
    desk.report(
        "P03",
        f"{card.name}|执行率得分",
        score,
        f"{named(card)}：执行率得分印 {texts[0]}，按分值 {weight_text(weight)} 乘以执行率应为 {texts[1]}。",
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula=f"得分＝{weight_text(weight)}×{(printed.text.strip() if printed else '执行率')}",
        others=[figure for figure in (printed, weight) if figure is not None],
    )


def _within(computed: Quantity, printed: Quantity) -> Quantity:
    """The unrounded rate, no further from the printed one than rounding allows: coarse amounts say little."""
    low = max(bounds(computed)[0], bounds(printed)[0])
    high = min(bounds(computed)[1], bounds(printed)[1])
    value = midpoint(computed)
    return Measure(value, low, high, 0) if low <= value <= high else value


def _scored(weight: Fraction, rate: Quantity) -> Quantity:
    scored = multiply(multiply(rate, Fraction(1, 100)), weight)
    return weight if midpoint(scored) > weight else scored


def weight_text(weight: CardFigure) -> str:
    """A weight in words, without the heading that prints it."""
    return f"{weight.number.normalize():f}" if weight.number is not None else "?"


__all__ = ["at", "budget_of", "check_money", "money_weight", "rate_of", "weight_text"]
