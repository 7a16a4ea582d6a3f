"""Owns the ratios of the whole department (P20) and the share of the funds assessed (P15), recomputed.

A ratio is told by the text or is an indicator of the overall card; the figures it is made of are those that the
text, the card or the tables print. A ratio whose figures are nowhere is 未能核对.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.checks.cards.desk import Desk, known, sides
from juesuan_gui.checks.cards.money import budget_of
from juesuan_gui.checks.judge import Outcome, judge
from juesuan_gui.figures import Quantity, bounds, divide, multiply, subtract
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardFigure, Indicator, Measured, MoneyColumn, StatementKind
from juesuan_gui.report.cards_targets import plain

_EXCEPTED = "除外"
_GENERAL = ("一般公共预算项目支出", "一般公共预算财政拨款项目支出")
_TAILS = ("决算总额", "总额", "决算数", "决算", "合计", "总计", "数")


@dataclass(frozen=True, slots=True)
class _Ratio:
    """A ratio: how it is called, how it is computed (told to the user), the ways it may come out, its figures."""

    kind: StatementKind
    name: str
    formula: str
    values: tuple[Quantity, ...]
    figures: tuple[CardFigure, ...]


def percent(part: Quantity, whole: Quantity) -> Quantity | None:
    """The part as a percentage of the whole; ``None`` for a whole of 0."""
    ratio = divide(part, whole)
    return None if ratio is None else multiply(ratio, 100)


def check_ratio(
    desk: Desk,
    check: str,
    subject: str,
    stated: CardFigure,
    choices: Sequence[Quantity | None],
    words: str,
    formula: str,
    others: Sequence[CardFigure],
    *,
    level: Level = Level.WARNING,
) -> None:
    """A stated rate against every way in which it may have been computed; the first is what is expected."""
    rates = [rate for rate in choices if rate is not None]
    if not rates:
        return
    outcomes = [judge("=", stated.quantity(), rate, left_is_cell=True, same_quantity=False).outcome for rate in rates]
    if any(outcome in (Outcome.HOLDS, Outcome.ROUNDING) for outcome in outcomes):
        desk.hold(check, stated, "scorecard_rate")
        return
    texts = sides(stated, rates[0])
    tail = "；有除外的调整，请核对" if level is Level.INFO else ""
    desk.report(
        check,
        subject,
        stated,
        f"整体自评的{words}写 {texts[0]}，按{formula}为 {texts[1]}{tail}。",
        level=level,
        kind="scorecard_rate",
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula=f"{words}＝{formula}",
        others=others,
    )


def check_told_ratios(desk: Desk, card: Card | None) -> None:
    """P20: 收入预算完成率, 预算调整率, 三公经费控制率, 政府采购执行率, 在职人员控制率, told or printed on the card."""
    indicators = card.indicators if card is not None else ()
    ratios = {ratio.kind: ratio for ratio in _ratios(desk, card)}
    for kind, name in _NAMES.items():
        stated = [item.figure for item in desk.said(kind)]
        stated += [figure for item in indicators if name in plain(item.name) and (figure := _printed(item)) is not None]
        excepted = any(_EXCEPTED in plain(f"{_words(item.content)}{_words(item.criterion)}") for item in indicators)
        for figure in stated:
            ratio = ratios.get(kind)
            if ratio is None:
                desk.skip(figure, f"没有读到{name}的基础数据，未能核对。")
                continue
            # What the rule itself excepts from the changes of the budget is not printed anywhere.
            level = Level.INFO if kind is StatementKind.ADJUSTED_RATE and excepted else Level.WARNING
            check_ratio(
                desk,
                "P20",
                f"整体|{name}",
                figure,
                ratio.values,
                name,
                ratio.formula,
                ratio.figures,
                level=level,
            )


_NAMES = {
    StatementKind.INCOME_RATE: "收入预算完成率",
    StatementKind.ADJUSTED_RATE: "预算调整率",
    StatementKind.THREE_PUBLIC_RATE: "三公经费控制率",
    StatementKind.PURCHASE_RATE: "政府采购执行率",
    StatementKind.STAFF_RATE: "在职人员控制率",
}


def _words(printed: object) -> str:
    return getattr(printed, "text", "")


def _printed(item: Indicator) -> CardFigure | None:
    """The completed value of an indicator that is a percentage."""
    value = item.actual_value
    if item.actual is None or value is None or value.number is None or value.operator is not None or value.unit != "%":
        return None
    return CardFigure(item.actual.text, item.actual.place, value.number, value.decimals, Measured.PERCENT)


def _ratios(desk: Desk, card: Card | None) -> Iterator[_Ratio]:
    """The ratios of which all figures are known."""
    bases = dict(desk.facts.bases)
    row = card.total_row if card is not None else None
    revised = known(budget_of(row)) if row is not None else None
    initial = known(row.figure(MoneyColumn.INITIAL)) if row is not None else None
    income, income_budget = _told(desk, StatementKind.INCOME), _told(desk, StatementKind.INCOME_BUDGET)
    spending_budget = initial or _told(desk, StatementKind.SPENDING_BUDGET)
    if income is not None and income_budget is not None:
        # A revised budget holds what was carried over as well; without that it is the income that was planned last.
        planned = [desk.quantity(income_budget)] + ([desk.quantity(revised)] if revised is not None else [])
        yield _ratio(
            StatementKind.INCOME_RATE,
            "收入完成数÷收入预算数",
            [percent(desk.quantity(income), whole) for whole in planned],
            (income, income_budget),
        )
    if revised is not None and spending_budget is not None:
        first, last = desk.quantity(spending_budget), desk.quantity(revised)
        yield _ratio(
            StatementKind.ADJUSTED_RATE,
            "（调整后预算−年初预算）÷年初预算",
            [percent(change, first) for change in (subtract(last, first), subtract(first, last))],
            (revised, spending_budget),
        )
    pairs = (
        (
            StatementKind.THREE_PUBLIC_RATE,
            "三公经费决算数÷预算数",
            bases.get("three_public_spent"),
            bases.get("three_public_budget"),
        ),
        (
            StatementKind.PURCHASE_RATE,
            "实际采购金额÷政府采购预算",
            _told(desk, StatementKind.PURCHASED),
            _told(desk, StatementKind.PURCHASE_BUDGET),
        ),
        (
            StatementKind.STAFF_RATE,
            "在职人数÷编制数",
            _told(desk, StatementKind.STAFF),
            _told(desk, StatementKind.POSTS),
        ),
    )
    for kind, formula, part, whole in pairs:
        if known(part) is not None and known(whole) is not None and part is not None and whole is not None:
            yield _ratio(kind, formula, [percent(desk.quantity(part), desk.quantity(whole))], (part, whole))


def _ratio(
    kind: StatementKind, formula: str, values: Sequence[Quantity | None], figures: tuple[CardFigure, ...]
) -> _Ratio:
    return _Ratio(kind, _NAMES[kind], formula, tuple(value for value in values if value is not None), figures)


def _told(desk: Desk, kind: StatementKind) -> CardFigure | None:
    """The one amount that a text tells of a kind; ``None`` where it tells different ones."""
    found = [item.figure for item in desk.said(kind)]
    return found[0] if found and len({(figure.number, figure.unit) for figure in found}) == 1 else None


def check_funds_share(desk: Desk) -> None:
    """P15: the share that the funds assessed have of 项目支出, by the figures of the tables."""
    general = known(dict(desk.facts.bases).get("general_project_expenditure"))
    every = known(desk.facts.project_expenditure)
    for item in desk.said(StatementKind.OTHER_FUNDS_SHARE):
        desk.skip(item.figure, "没有读到占比的基数，未能核对。")
    for item in desk.said(StatementKind.FUNDS_SHARE):
        near = [other.figure for other in desk.said(StatementKind.FUNDS) if other.figure.place == item.figure.place]
        words = item.words
        for tail in _TAILS:
            words = words.removesuffix(tail)
        base = general if words in _GENERAL else every if words == "项目支出" else None
        # All projects are all of the money whatever it is called; the base of a full share is not in the text.
        full = [one for one in (base, general, every) if one is not None] if item.figure.number == 100 else []
        if near and any(_is_all(desk, near[0], one) for one in full):
            desk.hold("P15", item.figure, "share")
            continue
        if base is None or not near or item.figure.number == 100 or bounds(desk.quantity(base))[0] <= 0:
            desk.skip(item.figure, "没有读到占比的基数，未能核对。")
            continue
        funds = near[0]
        other = next((figure for figure in (every, general) if figure is not None and figure is not base), None)
        rate = percent(funds.quantity(), desk.quantity(base))
        if rate is None:
            continue
        if judge("=", item.figure.quantity(), rate, left_is_cell=True, same_quantity=False).outcome in (
            Outcome.HOLDS,
            Outcome.ROUNDING,
        ):
            desk.hold("P15", item.figure, "share")
            continue
        texts = sides(item.figure, rate)
        swapped = percent(funds.quantity(), desk.quantity(other)) if other is not None else None
        is_swapped = swapped is not None and judge(
            "=", item.figure.quantity(), swapped, left_is_cell=True, same_quantity=False
        ).outcome in (Outcome.HOLDS, Outcome.ROUNDING)
        tail = f"，像是除以了 {_amount(other)}" if is_swapped and other is not None else ""
        desk.report(
            "P15",
            "涉及资金占比",
            item.figure,
            f"说明写涉及资金占{item.words} {texts[0]}，按 {_amount(funds)} 除以 {_amount(base)} 为 {texts[1]}{tail}。",
            level=Level.WARNING,
            kind="share",
            stated=texts[0],
            expected=texts[1],
            difference=texts[2],
            formula=f"占比＝涉及资金÷{item.words}",
            others=[funds, base],
        )


def _is_all(desk: Desk, funds: CardFigure, base: CardFigure) -> bool:
    outcome = judge("=", funds.quantity(), desk.quantity(base), left_is_cell=True, same_quantity=False).outcome
    return outcome in (Outcome.HOLDS, Outcome.ROUNDING)


def _amount(figure: CardFigure) -> str:
    """818.69万元, as printed but for the words around it."""
    return f"{figure.number or 0:,.{figure.decimals}f}{figure.unit.label if figure.unit is not None else ''}"
