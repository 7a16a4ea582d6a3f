"""Owns the scorecards that a report holds as written cells, and the building of changes to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juesuan_gui.forms import CardPart, Scorecard
from juesuan_gui.report.changes import Change, Slot, SlotEdit, SlotKind, compose
from juesuan_gui.report.report import Report
from juesuan_gui.report.values import CardKey, Text

#: Fields of a card and of a line that are not printed: the layout, the place among the others, a money row's key,
#: the goal of an indicator (counted from 0), who keeps the books of the project's money.
LAYOUT: Final = "layout"
ORDER: Final = "order"
ROW: Final = "row"
GOAL: Final = "goal"
BOOKS: Final = "books"
#: What ROW says of the row 合计 of a list of projects.
LIST_TOTAL: Final = "total"
#: What BOOKS may say besides "" (the department's own books).
OTHER_BOOKS: Final = ("转移支付", "社保专户")
#: What a person wrote to set a proposed score aside.
SCORE_REASON: Final = "score_reason"


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of a part of a card: its id, which never changes, and what is written in it."""

    id: str
    fields: Mapping[str, str]

    def text(self, field: str) -> str:
        """What is written in a field, "" when nothing."""
        return self.fields.get(field, "")


@dataclass(frozen=True, slots=True)
class CardSheet:
    """A scorecard as written: the id of its layout, the fields of the card, and its lines in order by part."""

    id: str
    layout: str
    fields: Mapping[str, str]
    parts: Mapping[CardPart, tuple[CardLine, ...]]

    def text(self, field: str) -> str:
        """What is written in a field of the card, "" when nothing."""
        return self.fields.get(field, "")

    def lines(self, part: CardPart) -> tuple[CardLine, ...]:
        """The lines of a part in printed order."""
        return self.parts.get(part, ())

    @property
    def name(self) -> str:
        """The name of the project, "" for the whole department."""
        return self.text("name")


_WEIGHTED: Final = re.compile(r"(?P<name>.*?)\s*[（(]\s*(?P<weight>\d+(?:\.\d+)?)\s*分?\s*[）)]", re.DOTALL)
#: What a year brings: left behind when cards are carried over.
_REACHED: Final = frozenset({"initial", "budget", "executed", "rate", "score", "actual", "reason", SCORE_REASON})
_REACHED_BY_CARD: Final = frozenset(
    {
        *("basic_total", "project_total", "whole_total", "total_share", "total_weight", "total_score", "grade"),
        *("cause", "measures", "notes"),
    }
)
#: What a card says before it is in a report: fields, and for each part the fields of its lines in order.
Content = tuple[Mapping[str, str], Mapping[CardPart, Sequence[Mapping[str, str]]]]


def sheet(report: Report, card: str) -> CardSheet:
    """A scorecard of the report; raises ``KeyError`` for one that does not exist."""
    cells = report.card_cells(card)
    if not cells:
        raise KeyError(card)
    fields: dict[str, str] = {}
    lines: dict[CardPart, dict[str, dict[str, str]]] = {}
    for key, text in cells.items():
        if not key.part:
            fields[key.field] = text
        elif key.part in set(CardPart):
            lines.setdefault(CardPart(key.part), {}).setdefault(key.line, {})[key.field] = text
    parts = {
        part: tuple(CardLine(name, said) for name, said in sorted(found.items(), key=lambda item: place_among(*item)))
        for part, found in lines.items()
    }
    return CardSheet(card, fields.get(LAYOUT, ""), fields, parts)


def sheets(report: Report) -> list[CardSheet]:
    """Every scorecard of the report in printed order."""
    found = [sheet(report, card) for card in report.card_ids()]
    return sorted(found, key=lambda item: place_among(item.id, item.fields))


def place_among(name: str, fields: Mapping[str, str]) -> tuple[int, int, str]:
    """What cards and lines are sorted by: their ORDER, then the order in which they were made."""
    order = fields.get(ORDER, "")
    return (
        int(order) if order.isascii() and order.isdigit() else 0,
        int(name) if name.isascii() and name.isdigit() else 0,
        name,
    )


# changes


def write_cell(report: Report, key: CardKey, text: str) -> SlotEdit:
    """The edit that writes a cell of a card; "" clears it (a computed cell is computed again)."""
    slot = Slot(SlotKind.CARD, tuple(key))
    return SlotEdit(slot, report.value(slot), Text(text) if text else None)


def set_card_text(report: Report, key: CardKey, text: str, label: str = "修改自评表") -> Change:
    """A change of one cell of a card."""
    return compose(label, [write_cell(report, key, text)])


def enter(report: Report, item: CardSheet, key: CardKey, text: str) -> Change:
    """What typing into a printed cell changes: a heading is one cell over all its indicators, its weight in brackets
    (产出指标（40分）) a field of its own."""
    text = text.strip()
    if key.part != CardPart.INDICATOR or key.field not in ("first", "second"):
        return set_card_text(report, key, text)
    match = _WEIGHTED.fullmatch(text)
    weight = match["weight"] if match else ""
    name = match["name"].strip() if match else text
    edits = [write_cell(report, key._replace(field=f"{key.field}_weight"), weight)]
    edits += [write_cell(report, key._replace(line=line.id), name) for line in _under_heading(item, key)]
    return compose("修改自评表", edits)


def _under_heading(item: CardSheet, key: CardKey) -> Iterator[CardLine]:
    """The indicators below a heading cell: from its line on, while the headings say the same and no weight begins."""
    lines = item.lines(CardPart.INDICATOR)
    start = next((at for at, line in enumerate(lines) if line.id == key.line), len(lines))
    for line in lines[start:]:
        head = lines[start]
        same = all(line.text(field) == head.text(field) for field in ("first", key.field, GOAL))
        fresh = line is not head and (line.text(f"{key.field}_weight") or line.text("first_weight"))
        if not same or fresh:
            return
        yield line


def starting_content(layout: Scorecard) -> Content:
    """What a new card of a layout begins with: its money rows, its indicators with their weights, its goals."""
    indicators = []
    for block in layout.blocks:
        said = {
            "first": block.first,
            "first_weight": block.first_weight,
            "second": block.second,
            "second_weight": block.second_weight,
            "name": block.name,
            "content": block.content,
            "criterion": block.criterion,
            "weight": block.weight,
            GOAL: str(block.goal) if block.goal else "",
        }
        indicators.append(said)
    goals: list[dict[str, str]] = [{"weight": weight} for weight in layout.goals]
    if not goals and layout.fields(CardPart.GOAL):
        goals = [{}]
    return {}, {CardPart.MONEY: money_rows(layout), CardPart.GOAL: goals, CardPart.INDICATOR: indicators}


def money_rows(layout: Scorecard) -> list[dict[str, str]]:
    """The blank money rows of a layout."""
    return [{ROW: item.key, "label": item.label} for item in layout.money]


def add_cards(report: Report, layout: Scorecard, contents: Iterable[Content], label: str) -> Change:
    """Add cards behind those that are there, in one step."""
    return compose(label, add_card_edits(report, [(layout, content) for content in contents]))


def add_card_edits(report: Report, cards: Iterable[tuple[Scorecard, Content]]) -> list[SlotEdit]:
    """The edits that add cards of one or several layouts behind those that are there."""
    taken = [_number(card) for card in report.card_ids()]
    number = max(taken, default=0)
    last = max((place_among(item, _head(report, item))[0] for item in report.card_ids()), default=0)
    edits: list[SlotEdit] = []
    for layout, content in cards:
        number, last = number + 1, last + 1
        edits += _content_edits(report, str(number), layout.id, last, content)
    return edits


def _head(report: Report, card: str) -> Mapping[str, str]:
    return {key.field: text for key, text in report.card_cells(card).items() if not key.part}


def _number(name: str) -> int:
    return int(name) if name.isascii() and name.isdigit() else 0


def _content_edits(report: Report, card: str, layout: str, order: int, content: Content) -> Iterator[SlotEdit]:
    fields, parts = content
    for field, text in {**fields, LAYOUT: layout, ORDER: str(order)}.items():
        yield write_cell(report, CardKey(card, "", "", field), text)
    for part, lines in parts.items():
        for number, said in enumerate(lines, 1):
            for field, text in {**said, ORDER: str(number)}.items():
                yield write_cell(report, CardKey(card, part, str(number), field), text)


def content_of(item: CardSheet) -> Content:
    """What a card says, to be added once more: for a copy, or for another report."""
    fields = {name: text for name, text in item.fields.items() if name not in (LAYOUT, ORDER)}
    parts = {
        part: [{name: text for name, text in line.fields.items() if name != ORDER} for line in lines]
        for part, lines in item.parts.items()
    }
    return fields, parts


def is_for_next_year(key: CardKey) -> bool:
    """Whether a cell of a card is a beginning for next year's: what was aimed at, not what was spent and reached."""
    if not key.part:
        return key.field not in _REACHED_BY_CARD
    return key.part in (CardPart.MONEY, CardPart.GOAL, CardPart.INDICATOR) and key.field not in _REACHED


def remove_card(report: Report, card: str) -> Change:
    """Remove a card with everything written in it; undo restores it."""
    name = _head(report, card).get("name", "")
    return compose(f"删除自评表{name}", [write_cell(report, key, "") for key in report.card_cells(card)])


def move_card(report: Report, card: str, before: str | None) -> Change:
    """Put a card before another (``None``: at the end)."""
    order = [item.id for item in sheets(report) if item.id != card]
    order.insert(order.index(before) if before in order else len(order), card)
    return compose(
        "移动自评表",
        [write_cell(report, CardKey(name, "", "", ORDER), str(at)) for at, name in enumerate(order, 1)],
    )


def insert_line(
    report: Report, item: CardSheet, part: CardPart, fields: Mapping[str, str], before: str | None = None
) -> Change:
    """A new line of a part before another (``None``: at the end)."""
    return compose("插入一行", insert_lines(report, item, part, [fields], before))


def insert_lines(
    report: Report, item: CardSheet, part: CardPart, lines: Sequence[Mapping[str, str]], before: str | None = None
) -> list[SlotEdit]:
    """The edits that put new lines of a part before another (``None``: at the end), in the order given."""
    known = [line.id for line in item.lines(part)]
    number = max((_number(name) for name in known), default=0)
    new = [str(number + shift) for shift in range(1, len(lines) + 1)]
    at = known.index(before) if before in known else len(known)
    edits = [
        write_cell(report, CardKey(item.id, part, name, field), text)
        for name, said in zip(new, lines, strict=True)
        for field, text in said.items()
        if field != ORDER
    ]
    return edits + _ordered(report, item.id, part, [*known[:at], *new, *known[at:]])


def _ordered(report: Report, card: str, part: CardPart, order: Sequence[str]) -> list[SlotEdit]:
    return [write_cell(report, CardKey(card, part, name, ORDER), str(at)) for at, name in enumerate(order, 1)]


def move_line(report: Report, item: CardSheet, part: CardPart, line: str, before: str | None) -> Change:
    """Put a line of a part before another (``None``: at the end)."""
    order = [other.id for other in item.lines(part) if other.id != line]
    order.insert(order.index(before) if before in order else len(order), line)
    return compose("移动一行", _ordered(report, item.id, part, order))


def remove_line(report: Report, item: CardSheet, part: CardPart, line: str) -> Change:
    """Remove a line of a part."""
    keys = [key for key in report.card_cells(item.id) if key.part == part and key.line == line]
    return compose("删除一行", [write_cell(report, key, "") for key in keys])


def copy_indicators(report: Report, item: CardSheet, source: CardSheet) -> Change:
    """Take over the indicators of another card (of another project, of last year) without what was reached."""
    left = {"actual", "score", "reason", SCORE_REASON, ORDER}
    keys = [key for key in report.card_cells(item.id) if key.part == CardPart.INDICATOR]
    edits = [write_cell(report, key, "") for key in keys]
    number = max((_number(line.id) for line in item.lines(CardPart.INDICATOR)), default=0)
    for at, line in enumerate(source.lines(CardPart.INDICATOR), 1):
        key = CardKey(item.id, CardPart.INDICATOR, str(number + at), "")
        said = {field: text for field, text in line.fields.items() if field not in left}
        for field, text in {**said, ORDER: str(at)}.items():
            edits.append(write_cell(report, key._replace(field=field), text))
    return compose("复制绩效指标", edits)
