"""Owns the target of an indicator as fields: direction, value and unit, taken from its words and put back into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from juesuan_gui.live.card_values import target_of
from juesuan_gui.live.cards import trimmed
from juesuan_gui.report.card_sheets import CardLine
from juesuan_gui.report.cards import Operator, Target, TargetKind
from juesuan_gui.report.cards_targets import named_target, understood

#: What the field of the direction may say: "" leaves it to the words of the target.
AS_WORDED: Final = ""
DIRECTIONS: Final = (
    AS_WORDED,
    *(item.value for item in Operator),
    "范围",
    TargetKind.WORDS.value,
    TargetKind.DATE.value,
)
_WORDS: Final = {
    Operator.AT_LEAST: "不少于",
    Operator.AT_MOST: "不超过",
    Operator.EQUAL: "等于",
    Operator.ABOVE: "大于",
    Operator.BELOW: "小于",
}
_SIGNS: Final = {item.value for item in Operator}


@dataclass(frozen=True, slots=True)
class TargetFields:
    """A target as three fields; ``direction`` is one of DIRECTIONS."""

    direction: str
    value: str
    unit: str


def fields_of_target(line: CardLine) -> TargetFields:
    """What the three fields of an indicator say."""
    return TargetFields(line.text("operator").strip(), line.text("target").strip(), line.text("unit").strip())


def turned(line: CardLine, direction: str) -> Mapping[str, str]:
    """What the fields say after another direction was chosen.

    A number that stands in words with its sign and unit (≤191万元) is taken apart; without a direction it is put
    together again. Words that hold no number keep their words.
    """
    target = target_of(line)
    fields = fields_of_target(line)
    if direction == AS_WORDED:
        is_bare = fields.direction in _SIGNS and understood(fields.value).kind is TargetKind.NUMBER
        value = f"{fields.direction}{fields.value}{fields.unit}" if is_bare else f"{fields.value}{fields.unit}"
        return {"operator": "", "target": value, "unit": ""}
    if direction in _SIGNS and target.kind is TargetKind.NUMBER and target.number is not None:
        number = trimmed(target.number)
        # 2000人次 for 2千人次 is the same; 4.50 keeps its digits.
        value = f"{target.number:.{target.decimals}f}" if target.decimals else number
        return {"operator": direction, "target": value, "unit": target.unit}
    return {"operator": direction}


def said_of(line: CardLine) -> str:
    """An indicator's target in plain words, so that one sees how it was understood."""
    target = target_of(line)
    named = named_target(line.text("name"))
    if target.operator is None and named is not None and named.number == target.number:
        return f"{_said(named)}（方向取自三级指标名称）"
    return _said(target)


def _said(target: Target) -> str:
    if target.kind is TargetKind.NUMBER and target.number is not None:
        number = f"{trimmed(target.number)}{target.unit}"
        if target.operator is None:
            return f"定量：{number}（没有写方向，按不少于核对）"
        return f"定量：{_WORDS[target.operator]} {number}"
    if target.kind is TargetKind.RANGE and target.low is not None and target.high is not None:
        return f"定量：在 {trimmed(target.low)} 到 {trimmed(target.high)}{target.unit} 之间"
    return "时限：按完成时间核对" if target.kind is TargetKind.DATE else "定性：按达成程度分三档评"
