"""Owns taking a card that was read from a file into a report: which layout it has, what goes into which cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juesuan_gui.forms import CardPart, Form, Scorecard
from juesuan_gui.report.card_sheets import (
    GOAL,
    LIST_TOTAL,
    ROW,
    Content,
    add_card_edits,
    content_of,
    money_rows,
    sheets,
)
from juesuan_gui.report.card_words import cleaned, figure_text, in_line, money_text, words_of
from juesuan_gui.report.cards import (
    Card,
    CardKind,
    Indicator,
    ListedProject,
    MoneyColumn,
    MoneyRow,
)
from juesuan_gui.report.cards_targets import plain
from juesuan_gui.report.changes import Change, compose
from juesuan_gui.report.report import Report

_MONEY_FIELDS: Final = {
    MoneyColumn.INITIAL: "initial",
    MoneyColumn.BUDGET: "budget",
    MoneyColumn.EXECUTED: "executed",
    MoneyColumn.WEIGHT: "weight",
    MoneyColumn.RATE: "rate",
    MoneyColumn.SCORE: "score",
}
_CHOICES: Final = {"项目类别": "category", "项目属性": "attribute", "项目类型": "type"}
_AMOUNTS: Final = {"基本支出总额": "basic_total", "项目支出总额": "project_total", "部门整体支出总额": "whole_total"}

_INDICATOR_WORDS: Final = {"target": "指标值", "actual": "完成值", "weight": "分值", "score": "得分", "reason": "原因"}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking cards in comes to: the change, how many cards it adds, and Chinese sentences on what could not be
    taken as it stands."""

    change: Change
    notices: tuple[str, ...]
    added: int = 0


def take_in_cards(report: Report, cards: Sequence[Card], label: str = "导入绩效自评表") -> TakenIn:
    """The change that adds cards read from a file, each in the layout of the form that fits it best.

    A card of the same name and kind as one before it is taken in too and told: nothing is overwritten or dropped.
    One that the report has just so, from the same file read before, is left as it is.
    """
    form = report.form
    added: list[tuple[Scorecard, Content]] = []
    notices: list[str] = []
    names = _names(report)
    present = [_said(item.layout, content_of(item)) for item in sheets(report)]
    for card in cards:
        layout = layout_for(card, form)
        if layout is None:
            notices.append(f"“{card.name or card.title}”没有导入：本版式没有这一类自评表，请先在版式中加上。")
            continue
        content, left = content_from(card, layout)
        called = f"“{card.name}”" if card.name else layout.name
        if _said(layout.id, content) in present:
            notices.append(f"{called}：报告里已有完全相同的自评表，没有再导入。")
            continue
        added.append((layout, content))
        if left:
            notices.append(f"{called}：{'、'.join(left)}在“{layout.name}”里没有位置，没有导入，请核对。")
        key = (layout.kind, "".join(card.name.split()))
        if card.name and key in names:
            notices.append(f"有两张名为{called}的自评表，都保留了，请改名或删去一张。")
        names.add(key)
    return TakenIn(compose(label, add_card_edits(report, added)), tuple(notices), len(added))


def _said(layout: str, content: Content) -> tuple[object, ...]:
    """What a card says, to be compared: blanks do not count."""
    fields, parts = content
    lines = {part: [_filled(line) for line in found] for part, found in parts.items()}
    return layout, _filled(fields), {part: found for part, found in lines.items() if any(found)}


def _filled(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}


def _names(report: Report) -> set[tuple[str, str]]:
    found = set()
    for card in report.card_ids():
        fields = {key.field: text for key, text in report.card_cells(card).items() if not key.part}
        layout = report.form.scorecards.get(fields.get("layout", ""))
        if layout is not None and fields.get("name"):
            found.add((layout.kind, "".join(fields["name"].split())))
    return found


def layout_for(card: Card, form: Form) -> Scorecard | None:
    """The layout of the form that has a place for most of what the card says; the form's first where several do."""
    layouts = [layout for layout in form.scorecards.values() if layout.kind == card.kind]
    if card.kind is CardKind.SUMMARY and len(layouts) > 1:
        layouts = [item for item in layouts if ("{项目}" in "".join(item.titles)) == bool(card.name)] or layouts
    return max(layouts, key=lambda layout: _fit(card, layout), default=None)


def _fit(card: Card, layout: Scorecard) -> int:
    """How much of a card a layout has a place for, less the headings that the layout expects and the card lacks."""
    money = layout.fields(CardPart.MONEY)
    score = sum(_MONEY_FIELDS[column] in money for row in card.money for column, _ in row.cells)
    has = layout.fields(CardPart.INDICATOR)
    for item in card.indicators:
        score += ("weight" in has) * (item.weight is not None) + ("score" in has) * (item.score is not None)
        score += ("reason" in has) * (item.reason is not None) + ("target" in has) * (item.target is not None)
    own = {item.path[0] for item in card.indicators}
    expected = {item.first for item in layout.blocks}
    return 10 * score - len(own ^ expected)


def content_from(card: Card, layout: Scorecard) -> tuple[Content, list[str]]:
    """What a card says as the cells of a layout, and what of it the layout has no cell for (Chinese, for a notice)."""
    left: list[str] = []
    fields: dict[str, str] = {}
    printed = {cell.field for row in layout.rows for cell in row.cells if row.each is CardPart.HEAD}

    def put(field: str, text: str, what: str) -> None:
        if not text.strip():
            return
        if field in printed:
            fields[field] = text
        elif what and what not in left:
            left.append(what)

    if card.name:
        fields["name"] = card.name
    for label, named in card.heads:
        put(_head_field(label, layout), named.text, "")
    _put_people(card, put)
    if not {"implementer", "department"} & fields.keys():
        put("implementer" if "implementer" in printed else "department", card.department, "")
    for attribute in card.attributes:
        options = "  ".join(
            f"{number}、{name} {'■' if ticked else '□'}" for number, (name, ticked) in enumerate(attribute.options, 1)
        )
        put(_CHOICES.get(attribute.name, attribute.name), options, attribute.name)
    for label, amount in card.amounts:
        put(_AMOUNTS.get(label, label), amount.text, label)
    put("total_score", figure_text(card.total_score), "总分")
    put("grade", card.grade.text if card.grade else "", "等级")
    for label, remark in card.remarks:
        put(_remark_field(label, layout), cleaned(remark.text), label)
    total = next((line for line in card.lines if line.total), None)
    if total is not None:
        put("total_share", figure_text(total.share), "权重合计")
        put("total_weight", figure_text(total.weight), "分值合计")
        put("total_score", figure_text(total.score), "得分合计")
    put("total_weight", figure_text(card.total_weight), "")
    has_goals = any(row.goal for row in layout.rows)
    parts: dict[CardPart, Sequence[Mapping[str, str]]] = {
        CardPart.MONEY: _money(card, layout, left),
        CardPart.GOAL: _goals(card, layout, left),
        CardPart.INDICATOR: [_indicator(card, at, layout, has_goals, left) for at in range(len(card.indicators))],
        CardPart.PROJECT: [
            *(_project(item, layout, left) for item in card.projects),
            *([{ROW: LIST_TOTAL, **_project(card.list_total, layout, left)}] if card.list_total else ()),
        ],
        CardPart.SUMMARY: [
            {
                "label": line.label.text,
                "share": figure_text(line.share),
                "weight": figure_text(line.weight),
                "score": figure_text(line.score),
            }
            for line in card.lines
            if not line.total
        ],
    }
    return (fields, {part: lines for part, lines in parts.items() if lines}), left


def _put_people(card: Card, put: Callable[[str, str, str], None]) -> None:
    for label, person in card.people:
        # 填报日期 is no person, and no form has a cell for it.
        field = "" if "日期" in label else "telephone" if label.endswith("电话") and "人" not in label else "contact"
        put(field, person.text, label)


def _remark_field(label: str, layout: Scorecard) -> str:
    """The field of the written row with this label: the same label, else the same kind of words."""
    for row in layout.rows:
        for before, cell in zip(row.cells, row.cells[1:], strict=False):
            if cell.field in ("cause", "measures", "notes") and plain(before.text) == plain(label):
                return cell.field
    return "measures" if "改进" in label else "cause" if "原因" in label or "偏差" in label else "notes"


def _head_field(label: str, layout: Scorecard) -> str:
    """The field beside a label of the layout's upper rows, or of the same meaning where it is worded otherwise."""
    for row in layout.rows:
        for before, cell in zip(row.cells, row.cells[1:], strict=False):
            if cell.field and row.each is CardPart.HEAD and plain(before.text) == plain(label):
                return cell.field
    return "implementer" if "实施" in label else "superior" if "主管" in label else "department"


def _squeezed(text: str) -> str:
    return plain(text).rstrip(":：").removeprefix("其中:").removeprefix("其中")


def _money(card: Card, layout: Scorecard, left: list[str]) -> list[dict[str, str]]:
    """The money rows as the card prints them; the layout's own where it prints none."""
    if not card.money:
        return money_rows(layout)
    keys = {_squeezed(item.label): item.key for item in layout.money if not item.total}
    total = next((item.key for item in layout.money if item.total), "")
    rows: list[dict[str, str]] = []
    for row in card.money:
        key = total if row.total else keys.pop(_squeezed(row.label.text), "")
        cells = _money_cells(row, layout, layout.fields(CardPart.MONEY), left)
        rows.append({ROW: key, "label": in_line(row.label), **cells})
    return rows


def _money_cells(row: MoneyRow, layout: Scorecard, has: Iterable[str], left: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, figure in row.cells:
        field = _MONEY_FIELDS[column]
        if field in has:
            money = column in (MoneyColumn.INITIAL, MoneyColumn.BUDGET, MoneyColumn.EXECUTED)
            found[field] = money_text(figure, layout.unit) if money else figure_text(figure)
        elif column.value not in left:
            left.append(column.value)
    return found


def _goals(card: Card, layout: Scorecard, left: list[str]) -> list[dict[str, str]]:
    prints = bool(layout.fields(CardPart.GOAL))
    if card.goals and not prints:
        left.append("年度目标")
    if not prints:
        return []
    found = [
        {
            "expected": words_of(goal.expected),
            "actual": words_of(goal.actual),
            "weight": f"{goal.weight.number}" if goal.weight is not None and goal.weight.number is not None else "",
        }
        for goal in card.goals
    ]
    return found or [{}]


def _indicator(card: Card, at: int, layout: Scorecard, has_goals: bool, left: list[str]) -> dict[str, str]:
    item: Indicator = card.indicators[at]
    has = layout.fields(CardPart.INDICATOR)
    said = {
        "first": item.path[0],
        "second": item.path[1],
        "name": item.name,
        "target": in_line(item.target),
        "actual": in_line(item.actual),
        "weight": figure_text(item.weight),
        "score": figure_text(item.score),
        "reason": words_of(item.reason),
    }
    for field, what in _INDICATOR_WORDS.items():
        if said[field] and field not in has:
            if what not in left:
                left.append(what)
            del said[field]
    for block in card.blocks:
        if block.first == at and block.weight.number is not None and block.goal == item.goal:
            said["first_weight" if block.level == 1 else "second_weight"] = f"{block.weight.number}"
    if has_goals and item.goal:
        said[GOAL] = str(item.goal)
    if "content" in has:
        same = next((block for block in layout.blocks if block.name and block.name == item.name), None)
        said["content"] = words_of(item.content) or (same.content if same else "")
        said["criterion"] = words_of(item.criterion) or (same.criterion if same else "")
    return said


def _project(item: ListedProject, layout: Scorecard, left: list[str]) -> dict[str, str]:
    has = layout.fields(CardPart.PROJECT)
    said = {
        "name": in_line(item.name),
        "budget": money_text(item.budget, layout.unit) if item.budget else "",
        "executed": money_text(item.executed, layout.unit) if item.executed else "",
        "returned": money_text(item.returned, layout.unit) if item.returned else "",
        "rate": figure_text(item.rate),
        "score": figure_text(item.score),
        "grade": words_of(item.grade),
        "goal": words_of(item.goal),
        "done": words_of(item.done),
    }
    named = {"returned": "结余", "rate": "执行率", "grade": "等级", "goal": "绩效目标", "done": "完成情况"}
    for field in [field for field, text in said.items() if text and field not in has]:
        if named.get(field, field) not in left:
            left.append(named.get(field, field))
        del said[field]
    return said
