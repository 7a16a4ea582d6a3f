"""Owns the checks of weights and scores: P04 full marks, P05 blocks, P06 sums, P07 weights, P14, P19."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.checks.cards.blocks import check_blocks
from juesuan_gui.checks.cards.desk import Desk, at, known, named, sides
from juesuan_gui.checks.cards.money import money_weight, weight_text
from juesuan_gui.figures import round_half_up
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import Card, CardFigure, CardKind, Indicator, MoneyColumn, Printed, SummaryLine

_HUNDRED = Fraction(100)
#: P06: scores are summed as printed; this much may come from scores kept with more digits (CHECKS, P06).
_SCORE_TOLERANCE = Fraction(1, 100)
_REQUIRED = (
    ("数量指标", re.compile(r"数量")),
    ("质量指标", re.compile(r"质量")),
    ("时效指标", re.compile(r"时效|进度|时限")),
    ("成本指标", re.compile(r"成本")),
    ("效益指标", re.compile(r"效益|效果|影响|可持续")),
    ("满意度指标", re.compile(r"满意")),
)


def check_scores(desk: Desk, card: Card) -> None:
    """All checks of weights and scores of one card."""
    _check_full_marks(desk, card)
    check_blocks(desk, card)
    _check_single_scores(desk, card)
    _check_total(desk, card)
    _check_summary(desk, card)
    _check_prescribed(desk, card)
    if card.kind is CardKind.OVERALL:
        _check_not_rate(desk, card)


def number(figure: CardFigure | None) -> Fraction | None:
    """The number of a figure; ``None`` when blank or unread."""
    return Fraction(figure.number) if figure is not None and figure.number is not None else None


def _check_full_marks(desk: Desk, card: Card) -> None:
    """P04: the weights of all indicators and of budget execution make the full marks, 100 where none are printed."""
    weights = _all_weights(desk, card)
    if not weights:
        return
    outer = money_weight(card)
    inner = sum((value for figure in weights if (value := number(figure)) is not None), Fraction(0))
    whole = inner + (number(outer) or 0)
    full = known(card.total_weight)
    marks = Fraction(card.full_marks) if card.full_marks is not None else _HUNDRED
    wanted = number(full) or marks
    # Some tables put the execution rate among the indicators, some leave its 10 points out of the column.
    is_added = wanted in (whole, inner)
    is_full = marks in (wanted, whole) or (card.full_marks is None and marks == inner)
    if is_added and is_full:
        desk.hold("P04", full or at(card))
        return
    # A total that adds up to something else: an error where the form says its full marks, else perhaps a local rule.
    level = Level.WARNING if is_added and card.full_marks is None else Level.ERROR
    wanted = marks if is_added else wanted
    about: CardFigure | Printed = full or at(card)
    texts = (f"{float_text(wanted)}", f"{float_text(whole)}", f"{float_text(wanted - whole)}")
    desk.report(
        "P04",
        f"{card.name}|满分",
        about,
        f"{named(card)}：满分 {texts[0]}，各项分值（含预算执行率）相加 {texts[1]}。",
        level=level,
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula="满分＝" + "+".join(weight_text(figure) for figure in ([outer] if outer else []) + weights),
        others=weights,
    )


def _all_weights(desk: Desk, card: Card) -> list[CardFigure]:
    """The weights that should make the full marks: of indicators, else of goals, else of first headings."""
    if card.kind in (CardKind.SUMMARY, CardKind.LISTING) or not card.has_scores:
        return []
    printed = [item.weight for item in card.indicators]
    if any(printed):
        missing = next((item for item in card.indicators if number(item.weight) is None), None)
        if missing is not None:
            desk.skip(missing.weight or missing.label, "这个指标没有可读的分值，满分未能核对。")
            return []
        return [figure for figure in printed if figure is not None]
    goals = [goal.weight for goal in card.goals if goal.weight is not None]
    if goals:
        return goals if len(goals) == len(card.goals) else []
    if card.goal_weight is not None:
        return [card.goal_weight]
    return []


def float_text(value: Fraction) -> str:
    """An exact number with as few decimals as it needs, at most three."""
    return f"{round_half_up(value, 3).normalize():f}"


def _check_single_scores(desk: Desk, card: Card) -> None:
    """P06: no score is negative or above its weight."""
    for item in card.indicators:
        score, weight = number(item.score), number(item.weight)
        if item.score is None or score is None:
            continue
        if score < 0 or (weight is not None and score > weight):
            limit = float_text(weight) if weight is not None else "0"
            desk.report(
                "P06",
                f"{card.name}|{item.name}|得分",
                item.score,
                f"{named(card)}“{item.name}”：得分 {item.score.text.strip()} 不在 0 与分值 {limit} 之间。",
                stated=float_text(score),
                expected=limit if score >= 0 else "0",
                difference=float_text(score - (weight or 0)),
                formula="0≤得分≤分值",
                others=[item.weight] if item.weight else [],
            )


def _check_total(desk: Desk, card: Card) -> None:
    """P06: the total is the sum of all scores, the one of budget execution included."""
    if card.total_score is None or not card.indicators:
        if card.indicators and card.has_scores and card.kind is not CardKind.SUMMARY:
            desk.report(
                "P06", f"{card.name}|总分", at(card), f"{named(card)}：有各项得分，总分没有填。", level=Level.WARNING
            )
        return
    stated = card.total_score
    if stated.number is None:
        desk.skip(stated, "总分认不出，未能核对。")
        return
    row = card.total_row
    outer = row.figure(MoneyColumn.SCORE) if row is not None else None
    scores = [item.score for item in card.indicators]
    missing = next((item for item in card.indicators if number(item.score) is None), None)
    if missing is not None or (outer is not None and outer.number is None):
        about = (missing.score or missing.label) if missing else outer
        if about is not None:
            desk.skip(about, "有一项得分没有填或认不出，总分未能核对。")
        return
    if outer is None and money_weight(card) is not None:
        desk.skip(stated, "预算执行率的得分没有填，总分未能核对。")
        return
    figures = [figure for figure in (outer, *scores) if figure is not None]
    if stated.number == 0 and any(number(figure) for figure in figures):
        # A template's total row that nobody filled shows 0.
        text = f"{named(card)}：有各项得分，总分是 0，像是没有填。"
        desk.report("P06", f"{card.name}|总分", stated, text, level=Level.WARNING, stated=stated.text.strip())
        return
    _compare_sum(desk, card, f"{card.name}|总分", stated, figures, f"{named(card)}：总分")


def _compare_sum(
    desk: Desk, card: Card, subject: str, stated: CardFigure, figures: Sequence[CardFigure], words: str
) -> None:
    """Compare a printed sum of scores with the sum of the printed scores."""
    printed = number(stated) or Fraction(0)
    whole = sum((number(figure) or Fraction(0) for figure in figures), Fraction(0))
    difference = abs(printed - whole)
    rounded = Fraction(round_half_up(whole, stated.decimals)) == printed
    if difference <= _SCORE_TOLERANCE or rounded:
        desk.hold("P06", stated)
        return
    room = sum((Fraction(1, 2 * 10**figure.decimals) for figure in figures if figure.decimals), Fraction(0))
    texts = sides(stated, whole)
    tail = "，像是用没有取整的得分相加的" if difference <= room else ""
    desk.report(
        "P06",
        subject,
        stated,
        f"{words}印 {texts[0]}，各项得分相加 {texts[1]}，相差 {texts[2].lstrip('-')}{tail}。",
        level=Level.WARNING if difference <= room else Level.ERROR,
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula="总分＝" + "+".join(float_text(number(figure) or Fraction(0)) for figure in figures),
        others=figures,
    )


def _check_summary(desk: Desk, card: Card) -> None:
    """P06 on a 摘要版 table: parts make their line, lines make the total, for shares, weights and scores."""
    lines = [line for line in card.lines if not line.part and not line.total]
    for whole in (line for line in card.lines if line.total):
        _check_line(desk, card, whole, lines)
    above: SummaryLine | None = None
    parts: list[SummaryLine] = []
    for line in (*card.lines, None):
        if line is not None and line.part:
            parts.append(line)
            continue
        if above is not None and parts:
            _check_line(desk, card, above, parts)
        above, parts = line, []


def _check_line(desk: Desk, card: Card, whole: SummaryLine, parts: Sequence[SummaryLine]) -> None:
    label = whole.label.text.strip()
    for words, stated, figures in (
        ("权重", whole.share, [part.share for part in parts]),
        ("分值", whole.weight, [part.weight for part in parts]),
        ("得分", whole.score, [part.score for part in parts]),
    ):
        read = [figure for figure in figures if figure is not None and figure.number is not None]
        if stated is None or stated.number is None or len(read) != len(figures) or not read:
            continue
        _compare_sum(desk, card, f"{card.name}|{label}|{words}", stated, read, f"{named(card)}“{label}”的{words}")


def _check_prescribed(desk: Desk, card: Card) -> None:
    """P07: the weight of each first heading is what the form prescribes; nothing where it prescribes none."""
    for name, weight in desk.facts.weights:
        items = [item for item in card.indicators if _heading(item).startswith(name)]
        figures = [value for item in items if (value := number(item.weight)) is not None]
        if name.startswith("预算执行"):
            outer = number(money_weight(card))
            figures = [outer] if outer is not None else []
        if not figures:
            continue
        whole = sum(figures, Fraction(0))
        about = items[0].label if items else at(card)
        if whole == Fraction(weight):
            desk.hold("P07", about)
            continue
        desk.report(
            "P07",
            f"{card.name}|{name}|权重",
            about,
            f"{named(card)}：{name}的分值合计 {float_text(whole)}，规定为 {float_text(Fraction(weight))}。",
            stated=float_text(whole),
            expected=float_text(Fraction(weight)),
            difference=float_text(whole - Fraction(weight)),
            formula=f"{name}分值＝{float_text(Fraction(weight))}",
        )


def _heading(item: Indicator) -> str:
    return item.path[0]


def _check_not_rate(desk: Desk, card: Card) -> None:
    """P19: the total of the whole is no copy of the execution rate."""
    row = card.total_row
    rate = row.figure(MoneyColumn.RATE) if row is not None else None
    report_copied_rate(desk, card.name or "整体", card.total_score, rate)


def report_copied_rate(desk: Desk, subject: str, score: CardFigure | None, rate: CardFigure | None) -> None:
    """P19 for a score and a rate wherever they are printed."""
    value, percent = number(score), number(rate)
    if score is None or rate is None or value is None or percent is None:
        return
    if value != percent or percent == _HUNDRED:
        desk.hold("P19", score)
        return
    text = f"{score.number:f}"
    desk.report(
        "P19",
        f"{subject}|总分",
        score,
        f"整体自评得分 {text} 分与预算执行率 {text}% 数字相同，像是把执行率当作得分。",
        stated=text,
        formula="总分＝各指标得分之和",
        others=[rate],
    )


def check_required(desk: Desk, cards: Sequence[Card]) -> None:
    """P14: the second-level indicators that every project's card needs; one hint for each kind that is missing."""
    projects = [card for card in cards if card.kind is CardKind.PROJECT and card.indicators]
    # A layout without levels (Chongqing) names none of them.
    projects = [card for card in projects if any("".join(item.path) for item in card.indicators)]
    for name, pattern in _REQUIRED:
        without = [card for card in projects if not any(pattern.search("".join(item.path)) for item in card.indicators)]
        if not without:
            for card in projects:
                desk.hold("P14", at(card))
            continue
        names = "、".join(f"“{card.name}”" for card in without[:5]) + ("等" if len(without) > 5 else "")
        desk.report(
            "P14",
            name,
            at(without[0]),
            f"{len(without)} 张项目自评表没有{name}：{names}。",
            others=[at(card) for card in without[1:]],
            formula="产出（数量、质量、时效、成本）、效益、满意度",
        )


def full_marks(card: Card) -> Decimal:
    """The full marks of a card: printed, else 100."""
    figure = known(card.total_weight)
    return figure.number if figure is not None and figure.number is not None else Decimal(100)
