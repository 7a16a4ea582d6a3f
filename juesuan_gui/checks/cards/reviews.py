"""Owns P17 and the stated grades: what the explanation says of a project against the project's card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, at, known, named, number_text, sides
from juesuan_gui.checks.cards.grades import check_grade
from juesuan_gui.checks.cards.money import budget_of, rate_of
from juesuan_gui.checks.cards.names import alike, bare, card_of, covered
from juesuan_gui.checks.cards.scores import number
from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.figures import Quantity
from juesuan_gui.forms import Level
from juesuan_gui.report.cards import (
    Card,
    CardFigure,
    CardKind,
    CardStatement,
    Indicator,
    Measured,
    MoneyColumn,
    StatementKind,
    TargetKind,
)
from juesuan_gui.report.cards_targets import plain

_WORDS = {
    StatementKind.BUDGET: "预算数",
    StatementKind.EXECUTED: "执行数",
    StatementKind.RATE: "执行率",
    StatementKind.SCORE: "得分",
}
_SAME_NAME = 0.7
#: How much of an indicator's name stands before the count that tells of it, and the shortest name that says enough.
_NEARLY_ALL, _SHORTEST_NAME = 0.8, 4
_COUNTED_NAME = re.compile(r"(?:案件|人|家|件|批|场)?(?:次数|数量|数)$|人次$")
_LIMIT_IN_NAME = re.compile(r"[≤≥<>=≦≧]\d")
_TOLD_BEFORE = re.compile(r"^(?:年度?|全年|共|我局|我单位)+")


def check_reviews(desk: Desk, cards: Sequence[Card]) -> None:
    """P17 for every figure that a sentence states about a project or an indicator; P13 for stated grades."""
    projects = [card for card in cards if card.kind is CardKind.PROJECT]
    overall = next((card for card in cards if card.kind is CardKind.OVERALL), None)
    misnamed: set[str] = set()
    for item in desk.facts.statements:
        if item.kind is StatementKind.INDICATOR_SCORE:
            if overall is not None:
                _check_indicator(desk, overall, item)
        elif item.kind is StatementKind.COUNT_DONE:
            _check_count_done(desk, card_of(item.project, projects)[0] if item.project else overall, item)
        elif item.project and item.kind in _WORDS and projects:
            _check_project(desk, projects, item, misnamed)
        elif item.kind is StatementKind.GRADE:
            _check_stated_grade(desk, projects, overall, item)
    for card in cards:
        if card.kind is CardKind.SUMMARY:
            _check_summary(desk, card, projects, overall)


def _check_project(desk: Desk, cards: Sequence[Card], item: CardStatement, misnamed: set[str]) -> None:
    card, near = card_of(item.project, cards)
    if card is None and near is None:
        desk.skip(item.figure, f"没有读到“{item.project}”的自评表，未能核对。")
        return
    if near is not None and item.project not in misnamed:
        misnamed.add(item.project)
        desk.report(
            "P17",
            f"{near.name}|名称",
            item.named or item.figure,
            f"说明中的项目名称“{item.project}”与自评表的“{near.name}”不一致。",
            level=Level.WARNING,
            stated=item.project,
            expected=near.name,
            formula="说明中的项目名称＝自评表的项目名称",
            others=[at(near)],
        )
    _check_figure(desk, card or near or cards[0], item)


def _check_figure(desk: Desk, card: Card, item: CardStatement) -> None:
    printed = _printed(card, item)
    words = _WORDS[item.kind]
    if item.kind is StatementKind.SCORE and not card.has_scores:
        desk.report(
            "P17",
            f"{card.name}|{words}",
            item.figure,
            f"说明写“{item.project}”自评得分 {item.figure.number} 分，它的自评表没有得分，无从核对。",
            level=Level.WARNING,
            stated=f"{item.figure.number}",
            formula="说明中的得分＝自评表总分",
            others=[at(card)],
        )
        return
    choices = [desk.quantity(figure) for figure in printed]
    if item.kind is StatementKind.RATE and card.total_row is not None:
        computed = rate_of(desk, card.total_row)
        choices += [computed] if computed is not None else []
    if not choices:
        desk.skip(item.figure, f"{named(card)}没有可读的{words}，未能核对。")
        return
    stated = item.figure.quantity()
    if item.kind is StatementKind.SCORE:
        holds = any(choice == stated for choice in choices)
        level = Level.ERROR
    else:
        outcomes = [
            judge("=", stated, choice, left_is_cell=True, same_quantity=_exact(choice)).outcome for choice in choices
        ]
        holds = any(outcome in (Outcome.HOLDS, Outcome.ROUNDING) for outcome in outcomes)
        level = level_of(outcomes[0], Level.ERROR)
    if holds:
        desk.hold("P17", item.figure)
        return
    texts = sides(item.figure, choices[0])
    unit = item.figure.unit.label if item.figure.measured is Measured.MONEY and item.figure.unit else ""
    unit = "分" if item.kind is StatementKind.SCORE else unit
    desk.report(
        "P17",
        f"{card.name}|{words}",
        item.figure,
        f"说明写“{card.name}”{words} {texts[0]}{unit}，{named(card)}是 {texts[1]}{unit}，两处不一致。",
        level=level,
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula=f"说明中的{words}＝自评表的{words}",
        others=printed,
    )


def _exact(quantity: Quantity) -> bool:
    return isinstance(quantity, int)


def _printed(card: Card, item: CardStatement) -> list[CardFigure]:
    """The figures of the card that a statement may repeat, the likeliest first."""
    row = card.total_row
    if item.kind is StatementKind.SCORE:
        found = [card.total_score]
    elif row is None:
        found = []
    elif item.kind is StatementKind.BUDGET:
        initial = row.figure(MoneyColumn.INITIAL)
        found = [initial, budget_of(row)] if "年初" in item.figure.text else [budget_of(row), initial]
    elif item.kind is StatementKind.EXECUTED:
        found = [row.figure(MoneyColumn.EXECUTED)]
    else:
        found = [row.figure(MoneyColumn.RATE)]
    return [figure for figure in found if known(figure) is not None and figure is not None]


def _check_indicator(desk: Desk, card: Card, item: CardStatement) -> None:
    """A score that the text gives to an indicator of the whole."""
    found = max(card.indicators, key=lambda other: alike(item.project, other.name), default=None)
    if found is None or alike(item.project, found.name) < _SAME_NAME or found.score is None:
        return
    stated, printed = number(item.figure), number(found.score)
    if stated is None or printed is None:
        return
    if stated == printed:
        desk.hold("P17", item.figure)
        return
    _report_score(desk, f"整体|{found.name}|得分", item.figure, printed, f"“{found.name}”", named(card), found.score)


def _check_count_done(desk: Desk, card: Card | None, item: CardStatement) -> None:
    """A count that the text tells of an indicator is the completed value on the card, or at least its target."""
    found = [other for other in card.indicators if _is_told(other, item)] if card is not None else []
    if card is None or not found:
        return
    stated = item.figure.number
    actual = [other.actual_value.number for other in found if other.actual_value is not None]
    if stated in actual:
        desk.hold("P17", item.figure)
        return
    is_target = any(other.target_value is not None and other.target_value.number == stated for other in found)
    if is_target and not item.complete:
        # A text may well name the target; only one that says it was done contradicts the card.
        return
    nearest = max(found, key=lambda other: alike(other.name, item.words))
    if nearest.actual is None or nearest.actual_value is None or nearest.actual_value.number is None:
        return
    texts = f"{stated}", f"{nearest.actual_value.number:f}"
    desk.report(
        "P17",
        f"{card.name or '整体'}|{nearest.name}|完成值",
        item.figure,
        f"说明写“{_told(item)}”，{named(card)}“{nearest.name}”完成值是 {plain(nearest.actual.text)}，两处不一致。",
        level=Level.INFO if is_target else Level.WARNING,
        stated=texts[0],
        expected=texts[1],
        difference=f"{(stated or 0) - nearest.actual_value.number:f}",
        formula="说明中的完成数＝自评表的完成值",
        others=[nearest.actual],
    )


def _told(item: CardStatement) -> str:
    """The count with the words that tell what it counts."""
    words, count = _TOLD_BEFORE.sub("", item.words), item.figure.text.strip()
    return f"{count}{words[:20]}" if item.complete else f"{words[-20:]}{count}"


def _is_told(item: Indicator, told: CardStatement) -> bool:
    """Whether the words before a count hold nearly all of an indicator's name, and both count in one unit."""
    value = item.actual_value
    if value is None or value.kind is not TargetKind.NUMBER or value.operator is not None:
        return False
    # A bare number has the unit of its target, or of the one in the indicator's name.
    units = [other.unit for other in (value, item.target_value, item.named_value) if other is not None and other.unit]
    if not units or units[0] != told.figure.counted:
        return False
    name = _COUNTED_NAME.sub("", bare(_LIMIT_IN_NAME.split(plain(item.name))[0]))
    return len(name) >= _SHORTEST_NAME and covered(name, told.words) >= _NEARLY_ALL


def _report_score(
    desk: Desk, subject: str, stated: CardFigure, expected: Fraction, words: str, source: str, other: CardFigure
) -> None:
    texts = sides(stated, expected)
    desk.report(
        "P17",
        subject,
        stated,
        f"{words}得分写 {texts[0]}，{source}是 {texts[1]}，两处不一致。",
        stated=texts[0],
        expected=texts[1],
        difference=texts[2],
        formula="同一得分两处一致",
        others=[other],
    )


def _check_stated_grade(desk: Desk, projects: Sequence[Card], overall: Card | None, item: CardStatement) -> None:
    """P13: a grade that the text gives to a project or to the whole."""
    kinds = (StatementKind.SCORE,) if item.project else (StatementKind.OVERALL_SCORE,)
    scores = [
        other.figure
        for other in desk.facts.statements
        if other.kind in kinds and other.project == item.project and other.figure.place == item.figure.place
    ]
    card = card_of(item.project, projects)[0] if item.project else overall
    if not scores and card is not None and card.total_score is not None:
        scores = [card.total_score]
    if scores:
        check_grade(
            desk, f"{item.project or '整体'}|等级", item.figure, item.words, scores[0], item.project or "整体自评"
        )


def _check_summary(desk: Desk, card: Card, projects: Sequence[Card], overall: Card | None) -> None:
    """P17: a 摘要版 table repeats the total and the execution score of its card."""
    source = card_of(card.name, projects)[0] if card.name else overall
    if source is None:
        return
    row = source.total_row
    outer = row.figure(MoneyColumn.SCORE) if row is not None else None
    for position, line in enumerate(card.lines):
        other = source.total_score if line.total else (outer if position == 0 else None)
        stated, printed = number(line.score), number(other)
        if line.score is None or other is None or stated is None or printed is None:
            continue
        label = line.label.text.strip()
        if stated == printed:
            desk.hold("P17", line.score)
        else:
            _report_score(
                desk,
                f"{card.name or '整体'}|摘要|{label}",
                line.score,
                printed,
                f"{named(card)}“{label}”",
                named(source),
                other,
            )


__all__ = ["check_reviews", "number_text"]
