"""Owns the words for a cell of a scorecard: which card, which line, which field."""

from __future__ import annotations

from typing import Final

from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.report import CardKey

#: What a field is called, where the layout's own heading is not at hand.
FIELDS: Final = {
    "name": "项目名称",
    "superior": "主管部门",
    "implementer": "实施单位",
    "department": "单位",
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
    "target": "指标值",
    "actual": "完成值",
    "reason": "原因",
    "first": "一级指标",
    "second": "二级指标",
    "expected": "预期目标",
    "total_weight": "总分值",
    "total_score": "总分",
    "grade": "等级",
    "cause": "原因分析",
    "measures": "改进措施",
}


def card_name(shown: ShownCard) -> str:
    """What a card is called: its project, else its layout."""
    return shown.head("name").strip() or shown.layout.name


def place_words(shown: ShownCard, key: CardKey | None) -> str:
    """河道清淤 自评表·清淤长度·得分"""
    parts = [f"{card_name(shown)} 自评表" if shown.head("name").strip() else card_name(shown)]
    if key is None:
        return parts[0]
    if key.part:
        line = next((line for line in shown.sheet.lines(CardPart(key.part)) if line.id == key.line), None)
        said = line.text("name") or line.text("label") if line is not None else ""
        if said:
            parts.append("".join(said.split()))
    field = FIELDS.get(key.field.removesuffix("_weight"), "")
    if field and not (key.part and key.field == "name"):
        parts.append(field)
    return "·".join(parts)
