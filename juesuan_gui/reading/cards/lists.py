"""Owns reading lists of projects and 摘要版 tables: one heading, one row per project or per part."""

from __future__ import annotations

import re

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.fields import Heading, assign, spans
from juesuan_gui.reading.cards.lines import Line, LineCell
from juesuan_gui.reading.cards.numbers import figure, is_blank, is_number, is_percent
from juesuan_gui.reading.cards.words import TOTAL_LABEL, Field, field_of, unit_in, words
from juesuan_gui.report.cards import (
    Card,
    CardFigure,
    CardKind,
    CardUnread,
    ListedProject,
    Measured,
    Printed,
    SummaryLine,
)

_MONEY = (Field.BUDGET, Field.EXECUTED, Field.RETURNED)
#: A row that adds up some of the others is neither a project nor the whole.
_SUBTOTAL = re.compile(r".{0,12}小计|本页合计")
#: The 序号 of a group of projects: 一、 or （二）.
_NUMERAL = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?")
_NUMERIC = (Field.NUMBER, *_MONEY, Field.SCORE, Field.WEIGHT, Field.RATE, Field.SHARE)


def list_fields(line: Line) -> list[Field | None] | None:
    """The fields of the heading of a list of projects; ``None`` when the line is none."""
    fields = [field_of(cell.text) for cell in line.cells]
    known = set(fields)
    if Field.PROJECT in known and Field.NAME not in known and len(known & {*_MONEY, Field.SCORE}) >= 2:
        return fields
    return None


def summary_fields(line: Line) -> list[Field | None] | None:
    """The fields of the heading of a 摘要版 table; ``None`` when the line is none."""
    fields = [field_of(cell.text) for cell in line.cells]
    known = set(fields)
    return fields if {Field.NAME, Field.SHARE, Field.SCORE} <= known and len(fields) <= 5 else None


class ListReader:
    """Reads the rows of a list or a 摘要版 table."""

    def __init__(
        self, kind: CardKind, name: str, title: str, year: int | None, head: Line, unit: Unit = Unit.WAN_YUAN
    ) -> None:
        self._kind, self._name, self._title, self._year = kind, name, title, year
        self._place: Place = head.place
        named = (unit_in(cell.text) for cell in head.cells)
        self._unit = next((found for found in named if found is not None), unit)
        fields = list_fields(head) if kind is CardKind.LISTING else summary_fields(head)
        self._headings = [
            Heading(field or Field.OTHER, start, end, -1)
            for field, (start, end) in zip(fields or (), spans(head.cells, head.merged), strict=True)
        ]
        self._projects: list[ListedProject] = []
        self._totals: list[ListedProject] = []
        self._lines: list[SummaryLine] = []
        self._of_which = False

    @property
    def is_filled(self) -> bool:
        """Whether a row was read."""
        return bool(self._projects or self._lines)

    def cards(self) -> tuple[list[Card], list[CardUnread]]:
        """The list as a card, and what stayed unread."""
        card = Card(
            self._kind,
            self._name,
            self._place,
            title=self._title,
            year=self._year,
            unit=self._unit,
            lines=tuple(self._lines),
            projects=tuple(self._projects),
            # Of several (本页合计 under another heading, one at every page) none is surely the one of the list.
            list_total=self._totals[0] if len(self._totals) == 1 else None,
        )
        printed = [
            item
            for project in (*self._projects, *self._totals)
            for item in (project.budget, project.executed, project.returned, project.rate, project.score)
            if item is not None and item.unread
        ]
        return [card], [CardUnread(item.place, item.text, item.unread) for item in printed]

    def read(self, line: Line) -> None:
        """Take in one row; loose words and headings are passed over."""
        if line.loose:
            return
        cells = [cell for cell in line.cells if not is_blank(cell.text)]
        row = assign(cells, self._headings, _suits, lambda cell: -4)
        named = row.cell(Field.PROJECT if self._kind is CardKind.LISTING else Field.NAME)
        if named is None or is_number(named.text):
            return
        if self._kind is CardKind.SUMMARY:
            self._read_part(named, row.cell(Field.SHARE), row.cell(Field.WEIGHT), row.cell(Field.SCORE))
            return
        label = words(named.text)
        if _SUBTOTAL.fullmatch(label) or not any(is_number(cell.text) for cell in cells):
            return
        goal, done, grade = row.cell(Field.GOAL), row.cell(Field.DONE), row.cell(Field.GRADE)
        number = row.cell(Field.NUMBER)
        rows = self._totals if TOTAL_LABEL.fullmatch(label) else self._projects
        rows.append(
            ListedProject(
                Printed(named.text, named.place),
                words(number.text) if number else "",
                budget=self._figure(row.cell(Field.BUDGET), Measured.MONEY),
                executed=self._figure(row.cell(Field.EXECUTED), Measured.MONEY),
                returned=self._figure(row.cell(Field.RETURNED), Measured.MONEY),
                rate=self._figure(row.cell(Field.RATE), Measured.PERCENT),
                score=self._figure(row.cell(Field.SCORE), Measured.SCORE),
                grade=Printed(grade.text, grade.place) if grade else None,
                goal=Printed(goal.text, goal.place) if goal else None,
                done=Printed(done.text, done.place) if done else None,
            )
        )

    def _read_part(
        self, named: LineCell, share: LineCell | None, weight: LineCell | None, score: LineCell | None
    ) -> None:
        label = words(named.text)
        total = bool(TOTAL_LABEL.fullmatch(label))
        begins = label.startswith("其中")
        # 效果指标 below 其中：产出指标 is the second of the parts; a line of its own ends them.
        part = begins or (self._of_which and label.endswith("指标"))
        self._of_which = part
        self._lines.append(
            SummaryLine(
                Printed(named.text, named.place),
                part,
                self._figure(share, Measured.PERCENT),
                self._figure(weight, Measured.SCORE),
                self._figure(score, Measured.SCORE),
                total,
            )
        )

    def _figure(self, cell: LineCell | None, measured: Measured) -> CardFigure | None:
        return None if cell is None else figure(cell.text, cell.place, measured, self._unit)


def _suits(cell: LineCell, field: Field) -> int:
    if field in (Field.SHARE, Field.RATE):
        return 3 if is_percent(cell.text) else -5
    if field is Field.NUMBER and _NUMERAL.fullmatch(words(cell.text)):
        return 2
    if field in _NUMERIC:
        return 2 if is_number(cell.text) and not is_percent(cell.text) else -5
    if field in (Field.PROJECT, Field.NAME):
        return -6 if is_number(cell.text) or is_percent(cell.text) else 2
    return -3 if is_number(cell.text) else 1
