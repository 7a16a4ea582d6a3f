"""Owns the checks of what the text counts: P16 number of projects, grades, average score, problems, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, known, sides
from juesuan_gui.checks.cards.grades import grade_bounds
from juesuan_gui.checks.cards.projects import AssessedProject, assessed_projects
from juesuan_gui.checks.cards.scores import float_text, number
from juesuan_gui.figures import bounds, divide, midpoint, round_half_up
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardFigure, StatementKind


def check_counts(desk: Desk, cards: Sequence[Card]) -> None:
    """P16 for everything that the text counts of the projects assessed."""
    projects = assessed_projects(cards)
    _check_number(desk, projects)
    _check_grades(desk, projects)
    _check_average(desk, projects)
    _check_problems(desk)
    _check_coverage(desk, projects)


def _check_number(desk: Desk, projects: Sequence[AssessedProject]) -> None:
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


def _check_grades(desk: Desk, projects: Sequence[AssessedProject]) -> None:
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
        if item.words[:1].isdigit() and "含" not in item.words and set(scores) & {low, high}:
            desk.skip(item.figure, "有项目得分正好是分数段的界，说明没有写界含在哪一段，未能核对。")
            continue
        real = sum((low is None or value >= low) and (high is None or value < high) for value in scores)
        if number(item.figure) == real:
            desk.hold("P16", item.figure)
        else:
            desk.report(
                "P16",
                f"等级个数|{item.words}",
                item.figure,
                f"说明写“{item.words}”的 {item.figure.number} 个，按自评表得分有 {real} 个。",
                stated=f"{item.figure.number}",
                expected=str(real),
                formula="按各自评表总分所在区间计数",
            )


def _check_average(desk: Desk, projects: Sequence[AssessedProject]) -> None:
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


def _check_coverage(desk: Desk, projects: Sequence[AssessedProject]) -> None:
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
