"""Owns reading many projects from one table: a row for each indicator, the project and its money at the left.

项目名称 | 全年预算数 | 执行数 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分: what is merged over the
rows of a project, or printed on its first row only, belongs to all of them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.indicators import IndicatorReader
from juesuan_gui.reading.cards.lines import Line, LineCell
from juesuan_gui.reading.cards.money import MoneyReader
from juesuan_gui.reading.cards.numbers import figure, is_blank, is_number, is_percent
from juesuan_gui.reading.cards.words import TOTAL_LABEL, Field, field_of, unit_in, words
from juesuan_gui.reading.normal import display_name
from juesuan_gui.report.cards import Card, CardKind, CardUnread, Measured, MoneyColumn, MoneyRow, Printed

_LEVEL = re.compile(r"[一二]级(?:指标)?")
_INITIAL = re.compile(r"年初(?:预算|批复)数?.*")
_MONEY = {
    Field.BUDGET: MoneyColumn.BUDGET,
    Field.EXECUTED: MoneyColumn.EXECUTED,
    Field.RATE: MoneyColumn.RATE,
}
_MONEY_LABEL = "年度资金总额"


def is_table_of_cards(line: Line) -> bool:
    """Whether a line is the heading of such a table: a project, its indicators, and what came of them."""
    fields = {field_of(cell.text) for cell in line.cells}
    return {Field.PROJECT, Field.NAME} <= fields and bool(fields & {Field.TARGET, Field.ACTUAL, Field.SCORE})


class CardsReader:
    """Reads the rows below the heading; ``cards`` gives a card for each project."""

    def __init__(self, title: str, year: int | None, head: Line, unit: Unit) -> None:
        self._title, self._year, self._head = title, year, head
        named = (unit_in(cell.text) for cell in head.cells)
        self._unit = next((found for found in named if found is not None), unit)
        begin = min(cell.column for cell in head.cells if _is_of_indicators(cell))
        # What is the project's: everything left of the indicators, and a total or grade behind them.
        self._own = [cell for cell in head.cells if cell.column < begin or _is_total(cell)]
        self._others = Line(tuple(cell for cell in head.cells if cell not in self._own), merged=head.merged)
        self._rate_is_bare = MoneyReader.prints_bare_rates(self._own)
        self._cards: list[Card] = []
        self._unread: list[CardUnread] = []
        self._indicators: IndicatorReader | None = None
        self._kept: IndicatorReader | None = None

    @property
    def is_filled(self) -> bool:
        """Whether a project was read."""
        return bool(self._cards)

    def cards(self) -> tuple[list[Card], list[CardUnread]]:
        """The projects in order, and what stayed unread."""
        self._finish()
        return self._cards, self._unread

    def read(self, line: Line) -> None:
        """Take in one row."""
        if line.loose:
            return
        own = {self._heading(cell): cell for cell in line.cells if self._heading(cell) is not None}
        named = next((cell for head, cell in own.items() if head and field_of(head.text) is Field.PROJECT), None)
        if named is not None and not is_blank(named.text) and not TOTAL_LABEL.fullmatch(words(named.text)):
            self._begin(named)
        if self._indicators is None:
            return
        for head, cell in own.items():
            if head is not None and not is_blank(cell.text):
                self._take(head, cell)
        rest = tuple(cell for cell in line.cells if cell not in own.values())
        if rest:
            self._indicators.read(replace(line, cells=rest))

    def _heading(self, cell: LineCell) -> LineCell | None:
        return next((head for head in self._own if head.column <= cell.column < head.end), None)

    def _begin(self, named: LineCell) -> None:
        self._finish()
        name = display_name(re.sub(r"<[^<>]{0,60}>", "", named.text))
        if self._cards and self._cards[-1].name == name:
            # The name printed on every row of a project.
            self._indicators = self._kept
            return
        label = Printed(named.text, named.place)
        card = Card(
            CardKind.PROJECT, name, named.place, self._title, label, year=self._year, unit=self._unit, has_reasons=True
        )
        self._cards.append(card)
        self._indicators = IndicatorReader()
        self._indicators.head(self._others, [field_of(cell.text) for cell in self._others.cells], 0)

    def _finish(self) -> None:
        reader = self._indicators
        if reader is None or not self._cards:
            return
        self._kept = reader
        self._indicators = None
        items = tuple(reader.indicators)
        scored = self._cards[-1].total_score is not None or any(item.score for item in items)
        self._cards[-1] = replace(
            self._cards[-1],
            indicators=items,
            blocks=tuple(reader.closed_blocks()),
            has_scores=scored,
            has_reasons=reader.has_reasons,
        )
        self._unread += [item for item in reader.unread if item not in self._unread]

    def _take(self, head: LineCell, cell: LineCell) -> None:
        card = self._cards[-1]
        field = field_of(head.text)
        if _is_total(head) and field is not Field.GRADE and is_number(cell.text):
            self._cards[-1] = replace(card, total_score=figure(cell.text, cell.place, Measured.SCORE))
        elif field is Field.GRADE:
            self._cards[-1] = replace(card, grade=Printed(cell.text, cell.place))
        elif _INITIAL.fullmatch(words(head.text)) or field in _MONEY:
            column = MoneyColumn.INITIAL if _INITIAL.fullmatch(words(head.text)) else _MONEY[field or Field.BUDGET]
            self._put_money(card, column, cell)

    def _put_money(self, card: Card, column: MoneyColumn, cell: LineCell) -> None:
        measured = Measured.PERCENT if column is MoneyColumn.RATE else Measured.MONEY
        bare = self._rate_is_bare and is_number(cell.text) and not is_percent(cell.text)
        text = cell.text.strip() + ("%" if measured is Measured.PERCENT and bare else "")
        printed = figure(text, cell.place, measured, card.unit if measured is Measured.MONEY else None)
        if printed is None:
            return
        printed = replace(printed, text=cell.text)
        if printed.unread:
            self._unread.append(CardUnread(printed.place, printed.text, printed.unread))
        label = card.label or Printed(_MONEY_LABEL, cell.place)
        row = card.money[0] if card.money else MoneyRow(replace(label, text=_MONEY_LABEL), True, ())
        if row.figure(column) is None:
            self._cards[-1] = replace(card, money=(replace(row, cells=(*row.cells, (column, printed))),))


def _is_of_indicators(cell: LineCell) -> bool:
    return bool(_LEVEL.fullmatch(words(cell.text))) or field_of(cell.text) is Field.NAME


def _is_total(cell: LineCell) -> bool:
    return bool(TOTAL_LABEL.fullmatch(words(cell.text))) or field_of(cell.text) is Field.GRADE
