"""Owns the printing of scorecards: from what a card shows to a grid in the layout of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from juesuan_gui.document import (
    Alignment,
    Cell,
    CellRole,
    Column,
    EdgeLine,
    Grid,
    NumberFormat,
    Orientation,
    Paragraph,
    Section,
    TextStyle,
)
from juesuan_gui.forms import CardPart, CardRow
from juesuan_gui.live.card_values import goal_of, place_of
from juesuan_gui.live.cards import ShownCard, is_total, trimmed
from juesuan_gui.report import CardKey
from juesuan_gui.report.card_sheets import CardLine
from juesuan_gui.report.cards import CardKind

_NAME = "项目名称"
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_FIGURES = frozenset({"initial", "budget", "executed", "weight", "rate", "score", "returned", "share"})
_SHORT = frozenset(
    {"first", "second", "target", "actual", "number", "grade", "total_share", "total_weight", "total_score"}
)


def card_section(shown: ShownCard, words: Mapping[str, str]) -> Section:
    """A card on pages of its own; ``words`` fill the {placeholders} of its titles: 单位, 年度."""
    return Section(
        (card_grid(shown, words),), Orientation.LANDSCAPE if shown.layout.landscape else Orientation.PORTRAIT
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """A cell to be printed; ``above``: a part of the cell above; ``leads``: of a row that introduces the next one."""

    text: str
    span: int
    role: CellRole
    key: CardKey | None = None
    alignment: Alignment | None = None
    above: bool = False
    leads: bool = False


def card_grid(shown: ShownCard, words: Mapping[str, str]) -> Grid:
    """The grid of a card with its titles, each cell of a field with the place that leads back to it."""
    rows = list(_rows(shown, words))
    layout = shown.layout
    name = shown.head("name")
    filled = {**words, "项目": name or f"【待填：{_NAME}】", "计量单位": layout.unit.label}
    titles = [fill(title, filled) for title in layout.titles] or [layout.name]
    return Grid(
        f"card-{shown.sheet.id}",
        tuple(Column(width) for width in layout.widths),
        tuple(_merged(rows)),
        header_rows=1 if layout.kind in (CardKind.LISTING, CardKind.SUMMARY) else 0,
        # Below the headings of the contents: a department may have a hundred cards.
        title=Paragraph.of(titles[0], TextStyle.TABLE_TITLE, key=f"title-card-{shown.sheet.id}", outline_level=3),
        lines=tuple(EdgeLine(middle=line) if line[:1] in "（(" else EdgeLine(line) for line in titles[1:]),
        sheet_name=name or layout.name,
        leading_rows=frozenset(at for at, row in enumerate(rows[:-1]) if any(cell.leads for cell in row)),
        running_heads=tuple(_running_heads(rows)),
    )


def _running_heads(rows: Sequence[Sequence[_Printed]]) -> Iterator[tuple[int, int]]:
    """The rows of column headings above indicators, each with the row behind the last of those."""
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and any(
            cell.key is not None and cell.key.part == CardPart.INDICATOR for cell in rows[end]
        ):
            end += 1
        if end > at + 1 and any(cell.role is CellRole.HEADER for cell in rows[at]):
            yield at, end
        at = end


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with its {placeholders}; an unknown one stays visible as 【待填：…】."""
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text.replace("{", "【待填：").replace("}", "】")


def _rows(shown: ShownCard, words: Mapping[str, str]) -> Iterator[list[_Printed]]:
    layout, rows = shown.layout, list(shown.layout.rows)
    weight = layout.money_weight
    common = dict(words)
    if weight is not None:
        common |= {"执行分值": trimmed(weight), "其余分值": trimmed(layout.full_marks - weight)}
    at = 0
    while at < len(rows):
        if not rows[at].goal:
            yield from _repeated(shown, rows[at], common, None, 0)
            at += 1
            continue
        end = next((n for n in range(at, len(rows)) if not rows[n].goal), len(rows))
        goals = shown.sheet.lines(CardPart.GOAL)
        known = {goal_of(line) for line in shown.sheet.lines(CardPart.INDICATOR)}
        for number in range(max(len(goals), max(known, default=-1) + 1)):
            goal = goals[number] if number < len(goals) else None
            local = {**common, "目标序号": str(number + 1), "目标分值": goal.text("weight") if goal else ""}
            for row in rows[at:end]:
                for printed in _repeated(shown, row, local, goal, number):
                    yield [replace(cell, leads=row.each is CardPart.HEAD) for cell in printed]
        at = end


def _repeated(
    shown: ShownCard, row: CardRow, words: Mapping[str, str], goal: CardLine | None, number: int
) -> Iterator[list[_Printed]]:
    if row.each is CardPart.HEAD:
        is_heading = not any(cell.field for cell in row.cells)
        yield [_cell(shown, row, at, words, None, goal, is_heading=is_heading) for at in range(len(row.cells))]
        return
    previous: CardLine | None = None
    for line in _lines(shown, row, number):
        printed = [_cell(shown, row, at, words, line, goal) for at in range(len(row.cells))]
        if row.each is CardPart.INDICATOR:
            printed = _joined(row, printed, line, previous)
        yield printed
        previous = line


def _lines(shown: ShownCard, row: CardRow, goal: int) -> Sequence[CardLine]:
    lines = shown.sheet.lines(row.each)
    if row.each is CardPart.INDICATOR and row.goal:
        return [line for line in lines if goal_of(line) == goal]
    if row.of:
        return [line for line in lines if is_total(line, shown.layout) == (row.of == "total")]
    return lines


def _cell(
    shown: ShownCard,
    row: CardRow,
    at: int,
    words: Mapping[str, str],
    line: CardLine | None,
    goal: CardLine | None,
    *,
    is_heading: bool = False,
) -> _Printed:
    said = row.cells[at]
    if said.same_above:
        return _Printed("", said.span, CellRole.LABEL, above=True)
    if not said.field:
        role = CellRole.HEADER if is_heading else CellRole.LABEL
        return _Printed(fill(said.text, words), said.span, role, alignment=Alignment.CENTER, leads=is_heading)
    if said.field.startswith("goal."):
        field = said.field.removeprefix("goal.")
        if goal is None:
            return _Printed("", said.span, CellRole.BLANK)
        key = shown.key(field, CardPart.GOAL, goal)
        return _Printed(shown.shown(CardPart.GOAL, goal, field), said.span, CellRole.LABEL, key)
    key = shown.key(said.field, row.each, line)
    text = shown.head(said.field) if line is None else _line_text(shown, row, line, said.field)
    is_figure = line is not None and said.field in _FIGURES
    is_goal = row.each is CardPart.GOAL
    alignment = Alignment.CENTER if is_figure or (said.field in _SHORT and not is_goal) else Alignment.LEFT
    return _Printed(text, said.span, CellRole.FIGURE if is_figure else CellRole.LABEL, key, alignment)


def _line_text(shown: ShownCard, row: CardRow, line: CardLine, field: str) -> str:
    text = shown.shown(row.each, line, field)
    layout = shown.layout
    if row.each is CardPart.INDICATOR:
        weight = line.text(f"{field}_weight") if field in ("first", "second") else ""
        if weight:
            return f"{text}\n（{weight}分）"
        if field == "target" and "operator" not in layout.fields(CardPart.INDICATOR):
            return _beside(line.text("operator"), text, line.text("unit"))
        if field == "actual" and "unit" not in layout.fields(CardPart.INDICATOR):
            return _beside("", text, line.text("unit"))
    if row.each is CardPart.MONEY and not text and field in ("weight", "score") and not is_total(line, layout):
        return layout.not_applicable
    return text


def _beside(operator: str, text: str, unit: str) -> str:
    """A bare number with the operator and the unit that stand in fields of their own."""
    bare = text.strip().replace(",", "").replace(".", "", 1).isdigit()
    return f"{operator}{text}{unit}" if bare else text


def _joined(row: CardRow, printed: list[_Printed], line: CardLine, previous: CardLine | None) -> list[_Printed]:
    """The heading cells of an indicator, joined with those above that say the same; a printed weight begins anew."""
    if previous is None:
        return printed
    same_first = previous.text("first") == line.text("first") and not line.text("first_weight")
    same_second = same_first and previous.text("second") == line.text("second") and not line.text("second_weight")
    same = {"first": same_first and bool(line.text("first")), "second": same_second and bool(line.text("second"))}
    return [
        replace(cell, text="", key=None, above=True) if same.get(said.field) else cell
        for said, cell in zip(row.cells, printed, strict=True)
    ]


def _merged(rows: Sequence[Sequence[_Printed]]) -> Iterator[Cell]:
    """The cells of the grid: those marked as a part of the cell above lengthen it."""
    spans: dict[tuple[int, int], list[int]] = {}
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    content: dict[tuple[int, int], _Printed] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            above = owners.get((at - 1, column))
            if cell.above and above is not None and above[1] == column and spans[above][1] == cell.span:
                spans[above][0] = at - above[0] + 1
                owner = above
            else:
                owner = (at, column)
                spans[owner] = [1, cell.span]
                content[owner] = cell
            for covered in range(column, column + cell.span):
                owners[at, covered] = owner
            column += cell.span
    for (at, column), (high, wide) in spans.items():
        cell = content[at, column]
        amount = _amount(cell)
        yield Cell(
            at,
            column,
            cell.text,
            cell.role,
            high,
            wide,
            alignment=cell.alignment,
            amount=amount,
            number_format=NumberFormat(_decimals(cell.text), "," in cell.text) if amount is not None else None,
            place=place_of(cell.key) if cell.key is not None else None,
        )


def _amount(cell: _Printed) -> Decimal | None:
    """The number of a cell that prints nothing but a number, so that Excel can add it up."""
    if cell.key is None or not _NUMBER.fullmatch(cell.text):
        return None
    return Decimal(cell.text.replace(",", ""))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
