"""Owns the checks of all projects together against the report: P15 money, P16 counts, grades, average, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, at, filled, known, named, sides, total
from juesuan_gui.checks.cards.grades import grade_bounds
from juesuan_gui.checks.cards.listing import single_projects
from juesuan_gui.checks.cards.money import budget_of
from juesuan_gui.checks.cards.names import card_of
from juesuan_gui.checks.cards.scores import float_text, number
from juesuan_gui.checks.judge import Outcome, judge
from juesuan_gui.figures import Quantity, bounds, divide, midpoint, round_half_up
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import (
    Card,
    CardFigure,
    CardKind,
    ListedProject,
    MoneyColumn,
    Printed,
    StatementKind,
)

_TRANSFERS = ("转移支付", "社保专户", "财政专户")


@dataclass(frozen=True, slots=True)
class _Project:
    """A project as its card or its row in a list gives it."""

    name: str
    about: CardFigure | Printed
    budget: CardFigure | None
    executed: CardFigure | None
    score: CardFigure | None
    own: bool


def check_whole(desk: Desk, cards: Sequence[Card]) -> None:
    """All checks of the cards together."""
    projects = _projects(cards)
    root = _check_expenditure(desk, projects, "执行数之和", "")
    for card in cards:
        listed = _listed_beside(card, cards) if card.kind is CardKind.LISTING else []
        if listed:
            _check_expenditure(desk, listed, f"{card.title}|执行数之和", named(card), root)
    _check_funds(desk, projects)
    _check_counts(desk, projects)
    _check_grades(desk, projects)
    _check_average(desk, projects)
    _check_problems(desk)
    _check_coverage(desk, projects)


def _projects(cards: Sequence[Card]) -> list[_Project]:
    """The projects: of the cards where there are any, else of the lists."""
    found = [
        _Project(
            card.name,
            at(card),
            budget_of(card.total_row) if card.total_row else None,
            card.amount(MoneyColumn.EXECUTED),
            card.total_score,
            not _is_transfer(card),
        )
        for card in cards
        if card.kind is CardKind.PROJECT
    ]
    if found:
        return found
    return [
        _listed(item, own=not _is_transfer_name(item.name.text))
        for card in cards
        for item in (single_projects(card) if card.kind is CardKind.LISTING else card.projects)
    ]


def _listed_beside(listing: Card, cards: Sequence[Card]) -> list[_Project]:
    """The rows of a list that stands beside cards, where it has projects that the cards have not."""
    projects = [card for card in cards if card.kind is CardKind.PROJECT]
    rows = [(row, card_of(row.name.text, projects)[0]) for row in single_projects(listing)] if projects else []
    if all(card is not None for _, card in rows):
        return []
    return [
        _listed(row, own=not (_is_transfer(card) if card is not None else _is_transfer_name(row.name.text)))
        for row, card in rows
    ]


def _listed(item: ListedProject, *, own: bool) -> _Project:
    return _Project(item.name.text.strip(), item.name, item.budget, item.executed, item.score, own)


def _is_transfer(card: Card) -> bool:
    """Whether a project is paid from other books than the department's own."""
    ticked = [option for attribute in card.attributes for option, mark in attribute.options if mark]
    return bool(card.books) or any(map(_is_transfer_name, (card.name, *ticked)))


def _is_transfer_name(text: str) -> bool:
    return any(word in text for word in _TRANSFERS)


def _read(figures: Sequence[CardFigure | None]) -> list[CardFigure]:
    return [figure for figure in figures if figure is not None and figure.number is not None]


def _check_expenditure(
    desk: Desk, projects: Sequence[_Project], subject: str, where: str, root: str | None = None
) -> str | None:
    """P15: what the projects spent is not more than the project expenditure of the final accounts.

    ``where`` names the list that they stand in, "" for cards; gives the key of the finding about the sum.
    """
    own = [item for item in projects if item.own and known(item.executed)]
    limit = known(desk.facts.project_expenditure)
    if not own:
        return None
    if limit is None:
        desk.skip(own[0].about, "没有读到支出决算表的项目支出，各项目执行数之和未能与之核对。")
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
        f"大于支出决算表的项目支出 {allowed}{unit}。",
        stated=spent,
        expected=allowed,
        difference=_texts(like, whole, most)[2],
        formula="Σ 项目全年执行数≤支出决算表项目支出",
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
                f"“{item.name}”：全年执行数 {texts[0]}{unit}，"
                f"一个项目就大于支出决算表的全部项目支出 {texts[1]}{unit}。",
                stated=texts[0],
                expected=texts[1],
                difference=texts[2],
                formula="项目全年执行数≤支出决算表项目支出",
                others=[limit],
                root=key,
            )
    return key


def _texts(like: CardFigure, left: Quantity, right: Quantity) -> tuple[str, str, str]:
    """Both sides and their difference in the unit of a figure, to two decimals at least."""
    size = like.unit.value if like.unit is not None else 1
    decimals = max(like.decimals, 2)
    first, second = (
        round_half_up(Fraction(midpoint(left)) / size, decimals),
        round_half_up(Fraction(midpoint(right)) / size, decimals),
    )
    return tuple(f"{value.normalize():f}" for value in (first, second, first - second))  # type: ignore[return-value]


def _check_funds(desk: Desk, projects: Sequence[_Project]) -> None:
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


def _check_counts(desk: Desk, projects: Sequence[_Project]) -> None:
    """P16: the number of projects assessed is the number of cards."""
    wrong: list[CardFigure] = []
    everything = any(item.complete for item in desk.said(StatementKind.PROJECTS))
    for item in desk.said(StatementKind.PROJECTS):
        if not projects:
            desk.skip(item.figure, "没有读到项目自评表，自评项目数未能核对。")
        elif number(item.figure) == len(projects):
            desk.hold("P16", item.figure)
        else:
            wrong.append(item.figure)
    if not wrong:
        return
    value = number(wrong[0]) or Fraction(0)
    fewer = len(projects) < value
    desk.report(
        "P16",
        "自评项目数",
        wrong[0],
        f"说明写自评项目 {float_text(value)} 个，报告里有 {len(projects)} 张自评表"
        + ("，请核对是否漏附。" if fewer else "。"),
        # Many places publish a choice of their cards; only who says that all are shown has left some out.
        level=(Level.WARNING if everything else Level.INFO) if fewer else Level.ERROR,
        stated=float_text(value),
        expected=str(len(projects)),
        difference=float_text(value - len(projects)),
        formula="自评项目数＝自评表张数",
        others=[*wrong[1:], *(item.about for item in projects[:20])],
    )


def _check_grades(desk: Desk, projects: Sequence[_Project]) -> None:
    """P16: the numbers of projects per grade make the number of projects, and are those of the cards' scores."""
    counts = desk.said(StatementKind.GRADE_COUNT)
    wholes = desk.said(StatementKind.PROJECTS)
    near = [item for item in wholes if counts and item.figure.place == counts[0].figure.place]
    if len(counts) < 2 or len({item.figure.place for item in counts}) != 1:
        return
    added = sum((number(item.figure) or Fraction(0) for item in counts), Fraction(0))
    for whole in near[-1:]:
        if number(whole.figure) == added:
            desk.hold("P16", whole.figure)
        else:
            desk.report(
                "P16",
                "等级个数之和",
                whole.figure,
                f"各等级的项目个数相加 {float_text(added)}，自评项目 {whole.figure.number} 个。",
                stated=f"{whole.figure.number}",
                expected=float_text(added),
                difference=float_text((number(whole.figure) or Fraction(0)) - added),
                formula="自评项目数＝" + "+".join(f"{item.figure.number}" for item in counts),
                others=[item.figure for item in counts],
            )
    scores = [value for item in projects if (value := number(item.score)) is not None]
    if len(scores) != len(projects) or not near or number(near[-1].figure) != len(projects):
        return
    for item in counts:
        limits = grade_bounds(item.words, desk.facts.grades)
        if limits is None:
            continue
        low, high = limits
        real = sum((low is None or value >= low) and (high is None or value < high) for value in scores)
        if number(item.figure) == real:
            desk.hold("P16", item.figure)
        else:
            desk.report(
                "P16",
                f"等级个数|{item.words}",
                item.figure,
                f"说明写等级为“{item.words}”的 {item.figure.number} 个，按自评表得分有 {real} 个。",
                stated=f"{item.figure.number}",
                expected=str(real),
                formula="按各自评表总分所在区间计数",
            )


def _check_average(desk: Desk, projects: Sequence[_Project]) -> None:
    """P16: the average score is the mean of the cards' scores."""
    scores = [value for item in projects if (value := number(item.score)) is not None]
    for item in desk.said(StatementKind.AVERAGE_SCORE):
        counts = [number(other.figure) for other in desk.said(StatementKind.PROJECTS)]
        if not scores or len(scores) != len(projects) or (counts and len(projects) not in counts):
            desk.skip(item.figure, "没有读到全部自评表的得分，平均得分未能核对。")
            continue
        mean = sum(scores, Fraction(0)) / len(scores)
        stated = number(item.figure) or Fraction(0)
        if abs(stated - mean) <= max(Fraction(1, 100), Fraction(1, 2 * 10**item.figure.decimals)):
            desk.hold("P16", item.figure)
            continue
        texts = sides(item.figure, mean)
        desk.report(
            "P16",
            "平均得分",
            item.figure,
            f"说明写平均得分 {texts[0]}，{len(scores)} 张自评表的平均分是 {texts[1]}。",
            stated=texts[0],
            expected=texts[1],
            difference=texts[2],
            formula="平均得分＝各自评表总分之和÷张数",
        )


def _check_problems(desk: Desk) -> None:
    """P16: problems found = rectified + being rectified, where all three are stated."""
    found, done, open_ = (
        desk.said(kind) for kind in (StatementKind.PROBLEMS, StatementKind.RECTIFIED, StatementKind.RECTIFYING)
    )
    if not (len(found) == len(done) == len(open_) == 1):
        return
    values = [number(items[0].figure) or Fraction(0) for items in (found, done, open_)]
    if values[0] == values[1] + values[2]:
        desk.hold("P16", found[0].figure)
        return
    desk.report(
        "P16",
        "问题数",
        found[0].figure,
        f"发现问题 {float_text(values[0])} 个，已整改 {float_text(values[1])} 个、"
        f"整改中 {float_text(values[2])} 个，相加不等。",
        stated=float_text(values[0]),
        expected=float_text(values[1] + values[2]),
        difference=float_text(values[0] - values[1] - values[2]),
        formula="问题数＝已整改+整改中",
        others=[done[0].figure, open_[0].figure],
    )


def _check_coverage(desk: Desk, projects: Sequence[_Project]) -> None:
    """P16: a coverage below 100% that neither the number nor the money of the projects gives.

    Its base is not printed, so only the case is judged in which both known bases rule it out: all projects have
    cards, and the money is more than the whole project expenditure.
    """
    limit = known(desk.facts.project_expenditure)
    funds, counts = desk.said(StatementKind.FUNDS), desk.said(StatementKind.PROJECTS)
    for item in desk.said(StatementKind.COVERAGE):
        value = number(item.figure)
        if value is None or limit is None or not funds or not counts or not projects:
            desk.skip(item.figure, "没有读到覆盖率的基数，自评覆盖率未能核对。")
            continue
        if value == 100 and number(counts[0].figure) == len(projects):
            desk.hold("P16", item.figure)
            continue
        ratio = divide(funds[0].figure.quantity(), limit.quantity())
        if ratio is None or bounds(ratio)[0] <= 1 or number(counts[0].figure) != len(projects):
            desk.skip(item.figure, "没有读到覆盖率的基数，自评覆盖率未能核对。")
            continue
        share = float_text(Fraction(round_half_up(Fraction(midpoint(ratio)) * 100, 1)))
        desk.report(
            "P16",
            "自评覆盖率",
            item.figure,
            f"自评覆盖率 {float_text(value)}% 从报告的数推不出来：按项目个数是 {len(projects)}÷{len(projects)}＝100%，"
            f"按涉及资金除以项目支出是 {share}%。",
            level=Level.WARNING,
            kind="share",
            stated=f"{float_text(value)}%",
            formula="覆盖率＝自评项目（资金）÷全部项目（资金）",
            others=[funds[0].figure, counts[0].figure, limit],
        )
