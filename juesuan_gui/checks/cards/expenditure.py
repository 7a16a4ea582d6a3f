"""Owns the check of the projects' money against the report: P15 project expenditure, funds that the text tells."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, filled, known, named, sides, total
from juesuan_gui.checks.cards.projects import AssessedProject, assessed_projects, listed_beside
from juesuan_gui.checks.cards.scores import number
from juesuan_gui.checks.judge import Outcome, judge
from juesuan_gui.figures import Quantity, bounds, midpoint, round_half_up
from juesuan_gui.report.cards import Card, CardFigure, CardKind, StatementKind


def check_expenditure(desk: Desk, cards: Sequence[Card]) -> None:
    """P15 for the cards and for every list beside them."""
    projects = assessed_projects(cards)
    root = _check_expenditure(desk, projects, "执行数之和", "")
    for card in cards:
        listed = listed_beside(card, cards) if card.kind is CardKind.LISTING else []
        if listed:
            _check_expenditure(desk, listed, f"{card.title}|执行数之和", named(card), root)
    _check_budgets(desk, projects)
    _check_funds(desk, projects)


def _read(figures: Sequence[CardFigure | None]) -> list[CardFigure]:
    return [figure for figure in figures if figure is not None and figure.number is not None]


def _check_expenditure(
    desk: Desk, projects: Sequence[AssessedProject], subject: str, where: str, root: str | None = None
) -> str | None:
    """P15: what the projects spent is not more than the project expenditure of the final accounts.

    ``where`` names the list that they stand in, "" for cards; gives the key of the finding about the sum.
    """
    own = [item for item in projects if item.own and known(item.executed)]
    limit, source = _limit(desk)
    if not own:
        return None
    if limit is None:
        desk.skip(own[0].about, "没有读到支出决算表（或说明）的项目支出，各项目执行数之和未能与之核对。")
        return None
    executed = _read([item.executed for item in own])
    whole, most = total([desk.quantity(figure) for figure in executed]), limit.quantity()
    if bounds(whole)[0] <= bounds(most)[1]:
        desk.hold("P15", executed[0])
        return None
    like = max(executed, key=lambda figure: figure.decimals)
    unit = like.unit.label if like.unit else ""
    spent, allowed, _ = _texts(like, whole, most)
    largest = max(executed, key=lambda figure: midpoint(desk.quantity(figure)))
    funds = [item.figure for item in desk.said(StatementKind.FUNDS)]
    key = desk.report(
        "P15",
        subject,
        largest,
        f"{where}{'：' if where else ''}{len(own)} 个项目的全年执行数相加 {spent}{unit}，"
        f"大于{source}的项目支出 {allowed}{unit}。",
        stated=spent,
        expected=allowed,
        difference=_texts(like, whole, most)[2],
        formula=f"Σ 项目全年执行数≤{source}的项目支出",
        others=[limit, *funds, *(figure for figure in executed if figure is not largest)],
        root=root,
    )
    for item in own:
        if item.executed is not None and bounds(desk.quantity(item.executed))[0] > bounds(most)[1]:
            texts = _texts(item.executed, desk.quantity(item.executed), most)
            desk.report(
                "P15",
                f"{item.name}|执行数",
                item.executed,
                f"“{item.name}”：全年执行数 {texts[0]}{unit}，一个项目就大于{source}的全部项目支出 {texts[1]}{unit}。",
                stated=texts[0],
                expected=texts[1],
                difference=texts[2],
                formula=f"项目全年执行数≤{source}的项目支出",
                others=[limit],
                root=key,
            )
    return key


def _limit(desk: Desk) -> tuple[CardFigure | None, str]:
    """The project expenditure of the accounts and who says it: the table, else the text of a report without tables."""
    table = known(desk.facts.project_expenditure)
    if table is not None:
        return table, "支出决算表"
    told = [item.figure for item in desk.said(StatementKind.PROJECT_SPENT)]
    return max(told, key=lambda figure: midpoint(figure.quantity()), default=None), "说明中"


def _check_budgets(desk: Desk, projects: Sequence[AssessedProject]) -> None:
    """P15: the year's budgets of the projects are not more than the year's budget that the text tells for projects."""
    own = [item for item in projects if item.own]
    budgets = _read([item.budget for item in own])
    for item in desk.said(StatementKind.PROJECT_BUDGET)[:1]:
        if not own or len(budgets) != len(own):
            desk.skip(item.figure, "有的项目没有可读的全年预算数，未能与项目支出预算数核对。")
            continue
        whole, most = total([desk.quantity(figure) for figure in budgets]), item.figure.quantity()
        if bounds(whole)[0] <= bounds(most)[1]:
            desk.hold("P15", item.figure)
            continue
        texts = _texts(item.figure, most, whole)
        unit = item.figure.unit.label if item.figure.unit else ""
        desk.report(
            "P15",
            "项目支出预算数",
            item.figure,
            f"说明写项目支出预算数 {texts[0]}{unit}，{len(own)} 个项目的全年预算数相加 {texts[1]}{unit}，"
            "部分不应大于全部。",
            stated=texts[0],
            expected=texts[1],
            difference=texts[2],
            formula="Σ 项目全年预算数≤项目支出全年预算数",
            others=budgets,
        )


def _texts(like: CardFigure, left: Quantity, right: Quantity) -> tuple[str, str, str]:
    """Both sides and their difference in the unit of a figure, to two decimals at least."""
    size = like.unit.value if like.unit is not None else 1
    decimals = max(like.decimals, 2)
    first, second = (
        round_half_up(Fraction(midpoint(left)) / size, decimals),
        round_half_up(Fraction(midpoint(right)) / size, decimals),
    )
    return tuple(f"{value.normalize():f}" for value in (first, second, first - second))  # type: ignore[return-value]


def _check_funds(desk: Desk, projects: Sequence[AssessedProject]) -> None:
    """P15: 涉及资金 of the explanation is the sum of the cards' budgets (or of what they spent)."""
    for item in desk.said(StatementKind.FUNDS)[:1]:
        budgets, spent = _read([p.budget for p in projects]), _read([p.executed for p in projects])
        if not projects or len(budgets) != len(projects):
            continue
        left = item.figure.quantity()
        sums = [total([desk.quantity(figure) for figure in figures]) for figures in (budgets, spent) if figures]
        outcomes = [judge("=", left, whole, left_is_cell=True, same_quantity=False).outcome for whole in sums]
        if any(outcome in (Outcome.HOLDS, Outcome.ROUNDING) for outcome in outcomes):
            desk.hold("P15", item.figure)
            continue
        counts = [number(other.figure) for other in desk.said(StatementKind.PROJECTS)]
        if counts and len(projects) not in counts:
            desk.skip(item.figure, "自评表个数与说明不同，涉及资金未能与自评表核对。")
            continue
        texts = sides(item.figure, sums[0])
        unit = item.figure.unit.label if item.figure.unit else ""
        desk.report(
            "P15",
            "涉及资金",
            item.figure,
            filled(
                f"说明中的涉及资金 {{stated}}{unit}，{len(projects)} 张自评表的全年预算数相加 {{expected}}{unit}。",
                texts,
            ),
            stated=texts[0],
            expected=texts[1],
            difference=texts[2],
            formula="涉及资金＝" + "+".join(figure.text.strip() for figure in budgets[:12]),
            others=budgets,
        )
