"""Owns the way from a shown scorecard to the card that the checks judge; each value keeps the cell it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from juesuan_gui.document import Place
from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, is_list_total, is_of_which, is_total
from juesuan_gui.report.card_sheets import BOOKS, GOAL, CardLine
from juesuan_gui.report.cards import (
    Attribute,
    Block,
    Card,
    CardFigure,
    CardKind,
    CardUnread,
    Goal,
    Indicator,
    ListedProject,
    Measured,
    MoneyColumn,
    MoneyRow,
    Printed,
    SummaryLine,
    Target,
)
from juesuan_gui.report.cards_numbers import figure
from juesuan_gui.report.cards_targets import named_target, plain, understood
from juesuan_gui.report.values import CardKey

_COLUMNS: Final = {
    "initial": (MoneyColumn.INITIAL, Measured.MONEY),
    "budget": (MoneyColumn.BUDGET, Measured.MONEY),
    "executed": (MoneyColumn.EXECUTED, Measured.MONEY),
    "weight": (MoneyColumn.WEIGHT, Measured.SCORE),
    "rate": (MoneyColumn.RATE, Measured.PERCENT),
    "score": (MoneyColumn.SCORE, Measured.SCORE),
}
_CHOICES: Final = {"category": "项目类别", "attribute": "项目属性", "type": "项目类型"}
_AMOUNTS: Final = {"basic_total": "基本支出总额", "project_total": "项目支出总额", "whole_total": "部门整体支出总额"}
_REMARKS: Final = ("cause", "measures", "notes")
_SEPARATOR: Final = "/"
_OPTION: Final = re.compile(r"\d+[、.．]([^☑√■☐□]*)([☑√■☐□])")


def place_of(key: CardKey) -> Place:
    """Where a cell of a card of the report is; ``key_of`` leads back."""
    return Place(sheet=key.card, cell=_SEPARATOR.join((key.part, key.line, key.field)))


def key_of(place: Place) -> CardKey | None:
    """The cell of a card that a place names; ``None`` for a place in a file."""
    parts = (place.cell or "").split(_SEPARATOR)
    return CardKey(place.sheet, *parts) if place.sheet is not None and len(parts) == 3 else None


def card_of(shown: ShownCard, year: int | None = None) -> tuple[Card, list[CardUnread]]:
    """The card as the checks see it, and the cells that should hold a number and hold none."""
    reading = _Reading(shown)
    return reading.card(year), reading.unread


class _Reading:
    def __init__(self, shown: ShownCard) -> None:
        self._shown = shown
        self._layout = shown.layout
        self.unread: list[CardUnread] = []

    def card(self, year: int | None) -> Card:
        shown, layout = self._shown, self._layout
        has_goals = any(row.goal for row in layout.rows)
        lines = shown.sheet.lines(CardPart.INDICATOR)
        indicators = tuple(self._indicator(line, has_goals) for line in lines if line.text("name"))
        total = shown.total_row
        prints_weight = "weight" in layout.fields(CardPart.MONEY)
        money_weight = None
        if not prints_weight and layout.money_weight is not None and total is not None:
            money_weight = self._weight(f"{layout.money_weight}", CardPart.MONEY, total, "score")
        grade = self._printed("grade", CardPart.HEAD, None)
        kind = CardKind(layout.kind)
        return Card(
            kind,
            shown.head("name") if kind is not CardKind.OVERALL else "",
            place_of(shown.key("name")),
            title=layout.name,
            label=self._printed("name", CardPart.HEAD, None),
            department=shown.head("implementer") or shown.head("department") or shown.head("superior"),
            year=year,
            unit=layout.unit,
            money=tuple(self._money_row(line) for line in shown.sheet.lines(CardPart.MONEY)),
            money_weight=money_weight,
            goals=tuple(self._goal(line) for line in shown.sheet.lines(CardPart.GOAL)),
            indicators=indicators,
            blocks=tuple(self._blocks(has_goals)),
            full_marks=layout.full_marks,
            total_weight=self._figure("total_weight", CardPart.HEAD, None, Measured.SCORE),
            total_score=self._figure("total_score", CardPart.HEAD, None, Measured.SCORE),
            grade=grade,
            attributes=tuple(
                Attribute(label, tuple((plain(name), box in "☑√■") for name, box in _OPTION.findall(shown.head(field))))
                for field, label in _CHOICES.items()
                if _OPTION.search(shown.head(field))
            ),
            amounts=tuple(
                (label, amount)
                for field, label in _AMOUNTS.items()
                if (amount := self._figure(field, CardPart.HEAD, None, Measured.MONEY)) is not None
            ),
            remarks=tuple(
                (plain(self._label_before(field)), printed)
                for field in _REMARKS
                if (printed := self._printed(field, CardPart.HEAD, None)) is not None
            ),
            lines=tuple(self._summary()),
            projects=tuple(
                self._project(line)
                for line in shown.sheet.lines(CardPart.PROJECT)
                if line.text("name").strip() and not is_list_total(line)
            ),
            list_total=next(map(self._project, filter(is_list_total, shown.sheet.lines(CardPart.PROJECT))), None),
            has_scores=layout.has_scores or layout.kind == CardKind.SUMMARY,
            has_reasons="reason" in layout.fields(CardPart.INDICATOR),
            books=shown.sheet.text(BOOKS),
        )

    def _text(self, field: str, part: CardPart, line: CardLine | None) -> str:
        return self._shown.head(field) if line is None else self._shown.shown(part, line, field)

    def _place(self, field: str, part: CardPart, line: CardLine | None) -> Place:
        return place_of(self._shown.key(field, part, line))

    def _printed(self, field: str, part: CardPart, line: CardLine | None) -> Printed | None:
        text = self._text(field, part, line)
        return Printed(text, self._place(field, part, line)) if text.strip() else None

    def _figure(self, field: str, part: CardPart, line: CardLine | None, measured: Measured) -> CardFigure | None:
        text = self._text(field, part, line)
        found = figure(text, self._place(field, part, line), measured, self._layout.unit)
        if found is not None and found.unread:
            self.unread.append(CardUnread(found.place, found.text, found.unread))
        return found

    def _weight(self, text: str, part: CardPart, line: CardLine, field: str) -> CardFigure | None:
        found = figure(text, self._place(field, part, line), Measured.SCORE)
        return replace(found, text=f"（{text}分）") if found is not None else None

    def _label_before(self, field: str) -> str:
        for row in self._layout.rows:
            for before, cell in zip(row.cells, row.cells[1:], strict=False):
                if cell.field == field and row.each is CardPart.HEAD:
                    return before.text
        return field

    def _money_row(self, line: CardLine) -> MoneyRow:
        cells = [
            (column, found)
            for field, (column, measured) in _COLUMNS.items()
            if field in self._layout.fields(CardPart.MONEY)
            and (found := self._figure(field, CardPart.MONEY, line, measured)) is not None
        ]
        label = Printed(line.text("label"), self._place("label", CardPart.MONEY, line))
        return MoneyRow(label, is_total(line, self._layout), tuple(cells))

    def _goal(self, line: CardLine) -> Goal:
        weight = line.text("weight")
        return Goal(
            self._printed("expected", CardPart.GOAL, line),
            self._printed("actual", CardPart.GOAL, line),
            self._weight(weight, CardPart.GOAL, line, "weight") if weight else None,
        )

    def _indicator(self, line: CardLine, has_goals: bool) -> Indicator:
        part = CardPart.INDICATOR
        fields = self._layout.fields(part)
        target, actual = self._printed("target", part, line), self._printed("actual", part, line)
        name = line.text("name")
        return Indicator(
            path=(line.text("first"), line.text("second")),
            name=" ".join(name.split()),
            label=Printed(name, self._place("name", part, line)),
            target=target,
            actual=actual,
            target_value=understood(_whole(target.text, line, signed=True)) if target else None,
            actual_value=understood(_whole(actual.text, line, signed=False)) if actual else None,
            named_value=named_target(name),
            weight=self._figure("weight", part, line, Measured.SCORE) if "weight" in fields else None,
            score=self._figure("score", part, line, Measured.SCORE) if "score" in fields else None,
            reason=self._printed("reason", part, line),
            goal=goal_of(line) if has_goals else 0,
        )

    def _blocks(self, has_goals: bool) -> Iterable[Block]:
        """The headings that print a weight, each reaching to the next of its level or above in the same goal."""
        part = CardPart.INDICATOR
        lines = [line for line in self._shown.sheet.lines(part) if line.text("name")]
        goals = [goal_of(line) if has_goals else 0 for line in lines]
        firsts = [line.text("first") for line in lines]
        seconds = [line.text("second") for line in lines]
        for at, line in enumerate(lines):
            for level, field in ((1, "first"), (2, "second")):
                text = line.text(f"{field}_weight")
                weight = self._weight(text, part, line, f"{field}_weight") if text else None
                if weight is None or not line.text(field):
                    continue
                last = at + 1
                while (
                    last < len(lines)
                    and goals[last] == goals[at]
                    and firsts[last] == firsts[at]
                    and not lines[last].text("first_weight")
                    and (level == 1 or (seconds[last] == seconds[at] and not lines[last].text("second_weight")))
                ):
                    last += 1
                label = Printed(line.text(field), self._place(field, part, line))
                yield Block(line.text(field), label, level, weight, at, last, goals[at], firm=True)

    def _summary(self) -> Iterable[SummaryLine]:
        part = CardPart.SUMMARY
        lines = self._shown.sheet.lines(part)
        if not lines:
            return
        for line in lines:
            yield SummaryLine(
                Printed(line.text("label"), self._place("label", part, line)),
                is_of_which(lines, line),
                self._figure("share", part, line, Measured.PERCENT),
                self._figure("weight", part, line, Measured.SCORE),
                self._figure("score", part, line, Measured.SCORE),
            )
        head = CardPart.HEAD
        yield SummaryLine(
            Printed("综合绩效", self._place("total_score", head, None)),
            False,
            self._figure("total_share", head, None, Measured.PERCENT),
            self._figure("total_weight", head, None, Measured.SCORE),
            self._figure("total_score", head, None, Measured.SCORE),
            total=True,
        )

    def _project(self, line: CardLine) -> ListedProject:
        part = CardPart.PROJECT
        return ListedProject(
            Printed(line.text("name"), self._place("name", part, line)),
            self._text("number", part, line),
            budget=self._figure("budget", part, line, Measured.MONEY),
            executed=self._figure("executed", part, line, Measured.MONEY),
            returned=self._figure("returned", part, line, Measured.MONEY),
            rate=self._figure("rate", part, line, Measured.PERCENT),
            score=self._figure("score", part, line, Measured.SCORE),
            grade=self._printed("grade", part, line),
            goal=self._printed("goal", part, line),
            done=self._printed("done", part, line),
        )


def target_of(line: CardLine) -> Target:
    """What the target of an indicator means, whether its sign and unit stand in its words or in fields of their own."""
    return understood(_whole(line.text("target"), line, signed=True))


def goal_of(line: CardLine) -> int:
    """The goal that an indicator belongs to, from 0."""
    text = line.text(GOAL)
    return int(text) if text.isascii() and text.isdigit() else 0


def _whole(text: str, line: CardLine, *, signed: bool) -> str:
    """A value whose operator and unit stand in fields of their own, in one."""
    bare = text.strip()
    if not bare or not _is_bare(bare):
        return text
    unit = line.text("unit").strip()
    return (line.text("operator").strip() if signed else "") + bare + unit


def _is_bare(text: str) -> bool:
    try:
        Decimal(text.replace(",", ""))
    except ArithmeticError:
        return False
    return True
