"""Owns what a report may change about its scorecards: points, grade words, rounding.

``settings_of`` says what a layout has, ``with_settings`` makes the declaration that says otherwise. The points of a
layout stand in one place (``points_field``): on its indicators, or on the headings above them; the sums over these
follow.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Final

from juesuan_gui.forms.adjust import RawTable
from juesuan_gui.forms.adjustments import AdjustmentError
from juesuan_gui.forms.scorecards import CardBlock, CardPart, Scorecard

_MOST_DECIMALS: Final = 4
_WEIGHTS: Final = ("weight", "second_weight", "first_weight")


@dataclass(frozen=True, slots=True)
class CardSettings:
    """What may be set of a layout, as words of fields: ``points`` for each of its indicators (see ``labels_of``),
    ``money_weight`` "" where budget execution has none; ``is_prescribed``: cards with other points for a 一级指标
    are told (P07). ``grades`` are (word, least score) from the best."""

    full_marks: str
    money_weight: str
    points: tuple[str, ...]
    is_prescribed: bool
    grades: tuple[tuple[str, str], ...]
    rate_decimals: int
    score_decimals: int


def settings_of(layout: Scorecard) -> CardSettings:
    """What a layout has now."""
    field = points_field(layout)
    return CardSettings(
        f"{layout.full_marks}",
        f"{layout.money_weight}" if layout.money_weight is not None else "",
        tuple(getattr(block, field) for block in layout.blocks) if field else (),
        bool(layout.weights),
        tuple((word, f"{least}") for word, least in layout.grades),
        layout.rate_decimals,
        layout.score_decimals,
    )


def points_field(layout: Scorecard) -> str:
    """Where the points of a layout stand: ``weight`` on indicators, else the lowest heading; "" without points."""
    return next((field for field in _WEIGHTS if any(getattr(block, field) for block in layout.blocks)), "")


def labels_of(layout: Scorecard) -> list[str]:
    """What the indicators of a layout are called, in order: 产出指标·数量指标."""
    several = len({block.goal for block in layout.blocks}) > 1
    return [_label(block, several=several) for block in layout.blocks]


def _label(block: CardBlock, *, several: bool) -> str:
    goal = f"目标{block.goal + 1}" if several else ""
    return "·".join(part for part in (goal, block.first, block.second, block.name) if part)


def prints_scores(layout: Scorecard) -> bool:
    """Whether a layout has scores or grades of its own."""
    return layout.has_scores or "score" in layout.fields(CardPart.PROJECT)


def sum_of(texts: Iterable[str]) -> Decimal | None:
    """What points come to, blanks left out; ``None`` where one is no number."""
    try:
        return sum((Decimal(text.strip()) for text in texts if text.strip()), Decimal(0))
    except InvalidOperation:
        return None


def with_settings(declared: RawTable, layout: Scorecard, wanted: CardSettings) -> RawTable:
    """The declaration of ``layout`` with other settings. Raises AdjustmentError, saying what does not go together."""
    changed = copy.deepcopy(declared)
    now = settings_of(layout)
    full = _number(wanted.full_marks, "满分")
    if full <= 0:
        raise AdjustmentError("满分要大于 0。")
    money = _number(wanted.money_weight, "预算执行的分值") if wanted.money_weight.strip() else None
    if wanted.full_marks != now.full_marks:
        changed["full_marks"] = f"{full}"
    if wanted.money_weight != now.money_weight:
        changed["money_weight"] = f"{money}" if money is not None else ""
    _set_points(changed, layout, wanted, full, money or Decimal(0))
    if wanted.grades != now.grades:
        changed["grades"] = list(_grades(wanted.grades, full))
    for key, decimals in (("rate_decimals", wanted.rate_decimals), ("score_decimals", wanted.score_decimals)):
        if not 0 <= decimals <= _MOST_DECIMALS:
            raise AdjustmentError(f"小数位只能是 0 到 {_MOST_DECIMALS}。")
        if decimals != getattr(now, key):
            changed[key] = decimals
    return changed


def _number(text: str, what: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise AdjustmentError(f"{what}应是数字，写成了“{text.strip()}”。") from None
    if not number.is_finite() or number < 0:
        raise AdjustmentError(f"{what}不能是“{text.strip()}”。")
    return number


def _set_points(changed: RawTable, layout: Scorecard, wanted: CardSettings, full: Decimal, money: Decimal) -> None:
    """The points of each indicator, the sums on the headings above them, the goals, what is prescribed."""
    field = points_field(layout)
    if not field:
        return
    points = [
        _number(text, f"“{label}”的分值") if text.strip() else Decimal(0)
        for label, text in zip(labels_of(layout), wanted.points, strict=True)
    ]
    whole = sum(points, money)
    if whole != full:
        execution = f"预算执行 {money} 分加" if money else ""
        raise AdjustmentError(
            f"{execution}各项指标 {whole - money} 分，合计 {whole} 分，满分是 {full} 分，"
            f"{'还差' if whole < full else '多出'} {abs(full - whole)} 分。"
        )
    now = settings_of(layout)
    is_changed = any(sum_of([text]) != point for text, point in zip(now.points, points, strict=True))
    if is_changed:
        for raw, text, point in zip(changed["blocks"], wanted.points, points, strict=True):
            raw[field] = f"{point}" if text.strip() else ""
        for upper in _WEIGHTS[_WEIGHTS.index(field) + 1 :]:
            _add_up(changed["blocks"], layout.blocks, points, upper)
        if layout.goals:
            goals = [
                sum((one for block, one in zip(layout.blocks, points, strict=True) if block.goal == at), Decimal(0))
                for at in range(len(layout.goals))
            ]
            changed["goals"] = [f"{goal}" for goal in goals]
    if wanted.is_prescribed and (is_changed or not now.is_prescribed):
        changed["weights"] = {name: f"{one}" for name, one in _by_first(layout.blocks, points).items() if name}
    elif not wanted.is_prescribed and now.is_prescribed:
        changed["weights"] = {}


def _add_up(raws: Sequence[dict[str, Any]], blocks: Sequence[CardBlock], points: Sequence[Decimal], upper: str) -> None:
    """The points printed on headings of a level: each reaches to the next one that prints some, or has another name."""
    starts = [at for at, block in enumerate(blocks) if getattr(block, upper)]
    for at in starts:
        head = blocks[at]
        last = at + 1
        while last < len(blocks) and last not in starts and _is_under(blocks[last], head, upper):
            last += 1
        raws[at][upper] = f"{sum(points[at:last], Decimal(0))}"


def _is_under(block: CardBlock, head: CardBlock, upper: str) -> bool:
    same = block.first == head.first and block.goal == head.goal
    return same and (upper == "first_weight" or block.second == head.second)


def _by_first(blocks: Sequence[CardBlock], points: Sequence[Decimal]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for block, point in zip(blocks, points, strict=True):
        found[block.first] = found.get(block.first, Decimal(0)) + point
    return found


def _grades(grades: Sequence[tuple[str, str]], full: Decimal) -> Iterable[dict[str, str]]:
    said = [(word.strip(), least.strip()) for word, least in grades if word.strip() or least.strip()]
    for word, least in said:
        if not word:
            raise AdjustmentError(f"{least} 分以上的等级没有写名称。")
        if not least:
            raise AdjustmentError(f"等级“{word}”没有写最低分；最后一级写 0。")
    if len({word for word, _ in said}) != len(said):
        raise AdjustmentError("等级的名称有重复。")
    bounds = [_number(least, f"等级“{word}”的最低分") for word, least in said]
    if bounds and bounds[0] > full:
        raise AdjustmentError(f"等级“{said[0][0]}”的最低分 {bounds[0]} 超过了满分 {full}。")
    for (upper, lower), (above, below) in zip(pairwise(bounds), pairwise(word for word, _ in said), strict=True):
        if lower >= upper:
            raise AdjustmentError(f"等级从高到低写：“{below}”的最低分 {lower} 应小于“{above}”的 {upper}。")
    if bounds and bounds[-1] != 0:
        raise AdjustmentError(f"最后一级“{said[-1][0]}”的最低分应是 0，否则低于 {bounds[-1]} 分的没有等级。")
    return [{"word": word, "least": f"{bound}"} for (word, _), bound in zip(said, bounds, strict=True)]
