"""Owns the checks of the whole department's self-assessment: P18 its money, P19 its score, P20 its ratios."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, known, named, sides, total
from juesuan_gui.checks.cards.money import budget_of, rate_of
from juesuan_gui.checks.cards.ratios import check_funds_share, check_ratio, check_told_ratios, percent
from juesuan_gui.checks.cards.scores import number, report_copied_rate
from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.figures import Quantity, subtract
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardFigure, CardKind, Measured, MoneyColumn, StatementKind


def check_whole_department(desk: Desk, cards: Sequence[Card]) -> None:
    """All checks of the overall cards and of what the text says of the whole."""
    overall = [card for card in cards if card.kind is CardKind.OVERALL]
    for card in overall:
        _check_overall(desk, card)
    _check_ratios(desk, overall[0] if overall else None)
    check_told_ratios(desk, overall[0] if overall else None)
    check_funds_share(desk)


def _check_overall(desk: Desk, card: Card) -> None:
    """P18: the overall card spends what the final accounts say; its two parts make its whole."""
    executed = card.amount(MoneyColumn.EXECUTED)
    parts = {label.removesuffix("总额").removesuffix("支出"): figure for label, figure in card.amounts}
    basic, project = known(parts.get("基本")), known(parts.get("项目"))
    if known(executed) is None or executed is None:
        return
    if basic is not None and project is not None:
        desk.compare(
            "P18",
            "整体|基本加项目",
            executed,
            total([desk.quantity(basic), desk.quantity(project)]),
            "整体自评表：执行数 {stated}，基本支出总额加项目支出总额 {expected}，相差 {difference}。",
            formula=f"执行数＝{basic.text.strip()}+{project.text.strip()}",
            others=[basic, project],
        )
    root: str | None = None
    for words, stated, table in (
        ("基本支出", basic, desk.facts.basic_expenditure),
        ("项目支出", project, desk.facts.project_expenditure),
        ("支出合计", executed, desk.facts.total_expenditure),
    ):
        if stated is None or known(table) is None or table is None:
            continue
        if any(_equal(desk, stated, other) for other in desk.facts.other_totals):
            desk.hold("P18", stated)
            continue
        key = desk.compare(
            "P18",
            f"整体|{words}",
            stated,
            table.quantity(),
            f"整体自评表：{words} {{stated}}，支出决算表 {{expected}}，相差 {{difference}}，请核对口径。",
            formula=f"整体自评{words}＝支出决算表{words}",
            others=[table],
            root=root,
        )
        root = root or key
    _check_told(desk, card, executed)


def _check_told(desk: Desk, card: Card, executed: CardFigure) -> None:
    """P18, P17: what the explanation says of the whole; ``executed`` is what the card spends."""
    for item in desk.said(StatementKind.OVERALL_FUNDS):
        choices = [figure for figure in (executed, budget_of(card.total_row) if card.total_row else None) if figure]
        if any(_equal(desk, item.figure, figure) for figure in choices):
            desk.hold("P18", item.figure)
        else:
            _report_pair(
                desk,
                "P18",
                "整体|说明资金",
                item.figure,
                desk.quantity(executed),
                "说明中的整体自评资金",
                named(card),
                [executed],
            )
    for item in desk.said(StatementKind.OVERALL_SCORE):
        if card.total_score is not None and card.total_score.number is not None:
            if number(item.figure) == number(card.total_score):
                desk.hold("P17", item.figure)
            else:
                _report_pair(
                    desk,
                    "P17",
                    "整体|得分",
                    item.figure,
                    number(card.total_score) or Fraction(0),
                    "说明中的整体得分",
                    named(card),
                    [card.total_score],
                )


def _equal(desk: Desk, left: CardFigure, right: CardFigure) -> bool:
    outcome = judge("=", left.quantity(), desk.quantity(right), left_is_cell=True, same_quantity=True).outcome
    return outcome in (Outcome.HOLDS, Outcome.ROUNDING)


def _report_pair(
    desk: Desk,
    check: str,
    subject: str,
    stated: CardFigure,
    expected: Quantity,
    words: str,
    source: str,
    others: Sequence[CardFigure],
) -> None:
    """A figure of the explanation that another printed figure contradicts."""
    texts = sides(stated, expected)
    outcome = judge("=", stated.quantity(), expected, left_is_cell=True, same_quantity=False).outcome
    unit = stated.unit.label if stated.measured is Measured.MONEY and stated.unit else ""
    desk.report(
        check,
        subject,
        stated,
        f"{words} {texts[0]}{unit}，{source}是 {texts[1]}{unit}，两处不一致。",
        level=level_of(outcome, Level.WARNING if check == "P18" else Level.ERROR),
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula=f"{words}＝{source}的数",
        others=others,
    )


def _check_ratios(desk: Desk, card: Card | None) -> None:
    """P18, P19 and P20: the rates of the whole, from the figures that card or text print for it."""
    row = card.total_row if card is not None else None
    budgets, spent = desk.said(StatementKind.BUDGET), desk.said(StatementKind.EXECUTED)
    budget = known(budget_of(row)) if row else (budgets[0].figure if budgets else None)
    executed = known(row.figure(MoneyColumn.EXECUTED)) if row else (spent[0].figure if spent else None)
    if budget is None or executed is None:
        return
    if card is None and desk.facts.total_expenditure is not None:
        if any(_equal(desk, executed, table) for table in (desk.facts.total_expenditure, *desk.facts.other_totals)):
            desk.hold("P18", executed)
        else:
            table = desk.facts.total_expenditure
            _report_pair(
                desk, "P18", "整体|支出合计", executed, table.quantity(), "整体自评的支出", "支出决算表", [table]
            )
    whole, paid = desk.quantity(budget), desk.quantity(executed)
    rate = rate_of(desk, row) if row else percent(paid, whole)
    for item in desk.said(StatementKind.RATE):
        check_ratio(desk, "P18", "整体|执行率", item.figure, [rate], "预算执行率", "执行数÷预算数", [executed, budget])
    carried = [item.figure.quantity() for item in desk.said(StatementKind.CARRIED_OVER)[:1]]
    rest = subtract(whole, paid)
    for item in desk.said(StatementKind.CARRY_RATE):
        rates = [percent(amount, whole) for amount in [*carried, rest]]
        figures = [entry.figure for entry in desk.said(StatementKind.CARRIED_OVER)[:1]]
        check_ratio(
            desk,
            "P20",
            "整体|结转结余率",
            item.figure,
            rates,
            "结转结余率",
            "结转结余÷支出预算数",
            [*figures, budget, executed],
        )
    for item in desk.said(StatementKind.DIFFERENCE_RATE):
        rates = [percent(subtract(paid, whole), whole), percent(rest, whole)]
        check_ratio(
            desk,
            "P20",
            "整体|预决算差异率",
            item.figure,
            rates,
            "预决算差异率",
            "（决算−预算）÷预算",
            [executed, budget],
        )
    if card is None:
        scores, rates_ = desk.said(StatementKind.OVERALL_SCORE), desk.said(StatementKind.RATE)
        if scores and rates_:
            report_copied_rate(desk, "整体", scores[0].figure, rates_[0].figure)
