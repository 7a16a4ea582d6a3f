"""Owns reading the money block of a scorecard: its heading, its rows of figures, the weight that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.fields import Heading, assign, spans
from juesuan_gui.reading.cards.lines import Line, LineCell
from juesuan_gui.reading.cards.numbers import figure, is_blank, is_number, is_percent, unglued
from juesuan_gui.reading.cards.words import money_column, weight_text, words
from juesuan_gui.report.cards import CardFigure, CardUnread, Measured, MoneyColumn, MoneyRow, Printed
from juesuan_gui.report.cards_targets import plain

_PERCENT_OF = re.compile(r"(\d+(?:\.\d+)?)分?[*×xX]")
_TOTAL_MONEY = re.compile(r"总额|总金额|合计|总计|^预算数$|^资金总量$")
_MONEY_LABEL = re.compile(r"资金|拨款|补助|结转|其他|总额|收入|预算数|执行数|财政|其中|经费")
_MEASURED = {
    MoneyColumn.WEIGHT: Measured.SCORE,
    MoneyColumn.SCORE: Measured.SCORE,
    MoneyColumn.RATE: Measured.PERCENT,
}


class MoneyReader:
    """Reads the heading of a money block and the rows below it."""

    def __init__(self) -> None:
        self.rows: list[MoneyRow] = []
        self.unread: list[CardUnread] = []
        self.weight: CardFigure | None = None
        self._headings: list[Heading[MoneyColumn]] = []
        # 执行率(%) above bare numbers.
        self._rate_is_bare = False

    @staticmethod
    def prints_bare_rates(heads: Iterable[LineCell]) -> bool:
        """Whether the heading of the rate has the percent sign (执行率(%)), so that its cells have none."""
        return any("%" in plain(cell.text) for cell in heads if money_column(cell.text) is MoneyColumn.RATE)

    def head(self, line: Line) -> bool:
        """Take in a heading of money columns; whether the line is one."""
        columns = [money_column(cell.text) for cell in line.cells]
        found = [column for column in columns if column is not None]
        if len(set(found)) < 2 or not set(found) & {MoneyColumn.EXECUTED, MoneyColumn.RATE}:
            return False
        if any(is_number(cell.text) or is_percent(cell.text) for cell in line.cells):
            return False
        self._headings = [
            Heading(column, start, end, -1 if column is MoneyColumn.INITIAL else -2)
            for column, (start, end) in zip(columns, spans(line.cells, line.merged), strict=True)
            if column is not None
        ]
        self._rate_is_bare = self.prints_bare_rates(line.cells)
        for cell, column in zip(line.cells, columns, strict=True):
            weight = weight_text(cell.text) if column is None else None
            match = _PERCENT_OF.search(plain(cell.text)) if column is MoneyColumn.SCORE else None
            if self.weight is None and (weight or match):
                printed = figure(weight or (match[1] if match else ""), cell.place, Measured.SCORE)
                self.weight = printed and replace(printed, text=cell.text)
        return True

    def read(self, line: Line, unit: Unit) -> None:
        """Take in one row below the heading."""
        cells, glued = self._unglued(line)
        first = next((at for at, cell in enumerate(cells) if _is_amount(cell)), len(cells))
        if first == len(cells):
            if cells and _is_money_label(cells[-1]):
                self.rows.append(MoneyRow(Printed(cells[-1].text, cells[-1].place), self._is_total(cells[-1]), ()))
            return
        # In two-sided rows (预算数: … 执行数: …) a label stands before each number.
        cells = [*cells[:first], *(cell for cell in cells[first:] if _is_amount(cell) or not _is_money_label(cell))]
        taken = [column for column, _ in glued]
        headings = [heading for heading in self._headings if heading.field not in taken]
        row = assign(cells, headings, self._suits, lambda cell: -6 if _is_amount(cell) else 3)
        label = row.labels[-1] if row.labels else cells[0]
        figures = [
            (column, self._rate(cell))
            if column is MoneyColumn.RATE
            else (column, figure(cell.text, cell.place, _MEASURED.get(column, Measured.MONEY), unit))
            for column, cell in (*row.fields, *glued)
        ]
        self.rows.append(
            MoneyRow(
                Printed(label.text, label.place),
                self._is_total(label),
                tuple((column, printed) for column, printed in figures if printed is not None),
            )
        )
        self.unread += [CardUnread(cell.place, cell.text, "资金栏里的这一格认不出属于哪一栏。") for cell in row.dropped]

    def _suits(self, cell: LineCell, column: MoneyColumn) -> int:
        if is_percent(cell.text):
            return 3 if column is MoneyColumn.RATE else -6
        if is_number(cell.text):
            return (1 if self._rate_is_bare else -5) if column is MoneyColumn.RATE else 2
        return -4

    def _rate(self, cell: LineCell) -> CardFigure | None:
        bare = self._rate_is_bare and is_number(cell.text) and not is_percent(cell.text)
        printed = figure(cell.text.strip() + ("%" if bare else ""), cell.place, Measured.PERCENT)
        return printed and replace(printed, text=cell.text)

    def _unglued(self, line: Line) -> tuple[list[LineCell], list[tuple[MoneyColumn, LineCell]]]:
        """The cells of a row with words, and what a cell of numbers run together holds."""
        cells: list[LineCell] = []
        glued: list[tuple[MoneyColumn, LineCell]] = []
        for cell in line.cells:
            parts = unglued(cell)
            if len(parts) == 3:
                glued = list(zip((MoneyColumn.RATE, MoneyColumn.WEIGHT, MoneyColumn.SCORE), parts, strict=True))
            elif not is_blank(cell.text):
                cells.append(cell)
        return cells, glued

    def _is_total(self, label: LineCell) -> bool:
        return bool(_TOTAL_MONEY.search(words(label.text))) and not any(row.total for row in self.rows)


def _is_amount(cell: LineCell) -> bool:
    return is_number(cell.text) or is_percent(cell.text)


def _is_money_label(cell: LineCell) -> bool:
    """Whether words name a row or a side of the money block, not something that stands in place of a number."""
    return bool(_MONEY_LABEL.search(words(cell.text)))
