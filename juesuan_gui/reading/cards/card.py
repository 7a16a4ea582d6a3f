"""Owns reading one scorecard of a project or of the whole: head, money, goals, indicators, total, written rows."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.fields import Heading, assign, spans
from juesuan_gui.reading.cards.indicators import IndicatorReader
from juesuan_gui.reading.cards.lines import Line, LineCell
from juesuan_gui.reading.cards.numbers import figure, is_blank, is_number, is_percent, unglued
from juesuan_gui.reading.cards.words import (
    AMOUNT_LABEL,
    CHOICE_LABEL,
    CONTACT_LABEL,
    GOAL_HEADER,
    GOAL_LABEL,
    HEAD_LABEL,
    NAME_LABEL,
    TAIL_LABEL,
    TOTAL_LABEL,
    Field,
    field_of,
    money_column,
    unweighted,
    weight_text,
    words,
)
from juesuan_gui.reading.normal import display_name
from juesuan_gui.report.cards import (
    Attribute,
    Card,
    CardFigure,
    CardKind,
    CardUnread,
    Goal,
    Measured,
    MoneyColumn,
    MoneyRow,
    Printed,
)
from juesuan_gui.report.cards_targets import plain

_PERCENT_OF = re.compile(r"(\d+(?:\.\d+)?)分?[*×xX]")
_TOTAL_MONEY = re.compile(r"总额|合计|总计|^预算数$|^资金总量$")
_OPTION = re.compile(r"\d+[、.．]")
_TICKED = re.compile(r"<input[^>]*\bchecked|[☑√■✓✔☒]")
_UNTICKED = re.compile(r"<input[^>]*>|[☐□○]")
_MEASURED = {
    MoneyColumn.WEIGHT: Measured.SCORE,
    MoneyColumn.SCORE: Measured.SCORE,
    MoneyColumn.RATE: Measured.PERCENT,
}


class _Part(Enum):
    """The part of a card that the lines are in."""

    HEAD = "head"
    MONEY = "money"
    GOALS = "goals"
    INDICATORS = "indicators"
    TAIL = "tail"


def indicator_fields(line: Line) -> list[Field | None] | None:
    """The fields of an indicator heading, one per cell; ``None`` when the line is none."""
    fields = [field_of(cell.text) for cell in line.cells]
    named = Field.NAME in fields
    columns = {field for field in fields if field in (Field.TARGET, Field.ACTUAL, Field.SCORE, Field.WEIGHT)}
    return fields if named and columns and Field.PROJECT not in fields else None


class CardReader:
    """Reads the lines of one card in order; ``card`` gives what they say."""

    def __init__(self, kind: CardKind, title: str, year: int | None, place: Place) -> None:
        self._card = Card(kind, "", place, title=title, year=year)
        self._part = _Part.HEAD
        self._money: list[Heading[MoneyColumn]] = []
        # 执行率(%) above bare numbers.
        self._rate_is_bare = False
        self._rows: list[MoneyRow] = []
        self._goals: list[Goal] = []
        self._goal_columns: tuple[int, int] = (0, 0)
        self._numbered_goals = False
        self._indicators = IndicatorReader()
        self._unread: list[CardUnread] = []

    @property
    def is_filled(self) -> bool:
        """Whether anything but a head was read."""
        return bool(self._rows or self._indicators.indicators)

    def card(self) -> tuple[Card, list[CardUnread]]:
        """The card as read and what stayed unread."""
        reader = self._indicators
        indicators = tuple(reader.indicators)
        card = replace(
            self._card,
            money=tuple(self._rows),
            goals=tuple(self._goals),
            indicators=indicators,
            blocks=tuple(reader.closed_blocks()),
            goal_weight=reader.side_weight,
            has_scores=self._card.total_score is not None or any(item.score for item in indicators),
            has_reasons=reader.has_reasons,
        )
        return card, [*self._unread, *reader.unread, *_unread_figures(card)]

    def read(self, line: Line) -> None:
        """Take in one line."""
        if line.loose:
            self._read_loose(line)
            return
        if self._read_total(line) or self._read_tail(line):
            return
        fields = indicator_fields(line)
        if fields is not None:
            self._part = _Part.INDICATORS
            self._indicators.head(line, fields, max(len(self._goals) - 1, 0) if self._numbered_goals else 0)
        elif self._read_money_heading(line) or self._read_goal_heading(line):
            return
        elif self._part is _Part.HEAD:
            self._read_head(line)
        elif self._part is _Part.MONEY:
            self._read_money(line)
        elif self._part is _Part.GOALS:
            self._read_goals(line)
        elif self._part is _Part.INDICATORS:
            self._indicators.read(line)

    def _read_loose(self, line: Line) -> None:
        """Words between the grids of a card: a unit, or a heading that fell out of its rows."""
        text = words(line.cells[0].text)
        if self._part is _Part.INDICATORS:
            self._indicators.read_loose(line.cells[0])
        elif self._part is _Part.HEAD:
            self._set_unit(text)

    def _set_unit(self, text: str) -> None:
        match = re.search(r"[(:](亿元|万元|元)\)?", text)
        if match is not None:
            self._card = replace(self._card, unit=Unit.named(match[1]))

    # head

    def _read_head(self, line: Line) -> None:
        cells = line.cells
        position = 0
        while position < len(cells):
            label = words(cells[position].text)
            value = cells[position + 1] if position + 1 < len(cells) else None
            if CHOICE_LABEL.fullmatch(label):
                options = _options(" ".join(cell.text for cell in cells[position + 1 :]))
                self._card = replace(self._card, attributes=(*self._card.attributes, Attribute(label, options)))
                return
            if CONTACT_LABEL.fullmatch(label):
                position += 2
            elif value is None or self._is_label(value):
                position += 1
            else:
                self._take_head(label, value)
                position += 2 if self._is_label(cells[position]) else 1

    def _is_label(self, cell: LineCell) -> bool:
        label = words(cell.text)
        patterns = (NAME_LABEL, HEAD_LABEL, CONTACT_LABEL, AMOUNT_LABEL, CHOICE_LABEL)
        return any(pattern.fullmatch(label) for pattern in patterns)

    def _take_head(self, label: str, value: LineCell) -> None:
        if NAME_LABEL.fullmatch(label):
            if not self._card.name:
                self._card = replace(self._card, name=_name(value.text), label=Printed(value.text, value.place))
        elif AMOUNT_LABEL.fullmatch(label):
            amount = figure(value.text, value.place, Measured.MONEY, self._card.unit)
            if amount is not None:
                self._card = replace(self._card, amounts=(*self._card.amounts, (label, amount)))
        elif HEAD_LABEL.fullmatch(label) and (not self._card.department or "实施" in label):
            self._card = replace(self._card, department=_name(value.text))

    # money

    def _read_money_heading(self, line: Line) -> bool:
        columns = [money_column(cell.text) for cell in line.cells]
        found = [column for column in columns if column is not None]
        if len(set(found)) < 2 or not set(found) & {MoneyColumn.EXECUTED, MoneyColumn.RATE}:
            return False
        if any(is_number(cell.text) or is_percent(cell.text) for cell in line.cells):
            return False
        self._part = _Part.MONEY
        self._money = [
            Heading(column, start, end, -1 if column is MoneyColumn.INITIAL else -2)
            for column, (start, end) in zip(columns, spans(line.cells, line.merged), strict=True)
            if column is not None
        ]
        rates = [cell for cell, column in zip(line.cells, columns, strict=True) if column is MoneyColumn.RATE]
        self._rate_is_bare = any("%" in plain(cell.text) for cell in rates)
        for cell, column in zip(line.cells, columns, strict=True):
            self._set_unit(words(cell.text))
            weight = weight_text(cell.text) if column is None else None
            match = _PERCENT_OF.search(plain(cell.text)) if column is MoneyColumn.SCORE else None
            if self._card.money_weight is None and (weight or match):
                printed = figure(weight or (match[1] if match else ""), cell.place, Measured.SCORE)
                self._card = replace(self._card, money_weight=printed and replace(printed, text=cell.text))
        return True

    def _read_money(self, line: Line) -> None:
        cells, glued = self._unglued(line)
        first = next((at for at, cell in enumerate(cells) if _is_amount(cell)), len(cells))
        if first == len(cells):
            if cells and _is_money_label(cells[-1]):
                self._rows.append(MoneyRow(Printed(cells[-1].text, cells[-1].place), self._is_total(cells[-1]), ()))
            return
        # In two-sided rows (预算数: … 执行数: …) a label stands before each number.
        cells = [*cells[:first], *(cell for cell in cells[first:] if _is_amount(cell) or not _is_money_label(cell))]
        taken = [column for column, _ in glued]
        headings = [heading for heading in self._money if heading.field not in taken]
        row = assign(cells, headings, self._suits_money, lambda cell: -6 if _is_amount(cell) else 3)
        label = row.labels[-1] if row.labels else cells[0]
        figures = [
            (column, self._rate(cell))
            if column is MoneyColumn.RATE
            else (column, figure(cell.text, cell.place, _MEASURED.get(column, Measured.MONEY), self._card.unit))
            for column, cell in (*row.fields, *glued)
        ]
        self._rows.append(
            MoneyRow(
                Printed(label.text, label.place),
                self._is_total(label),
                tuple((column, printed) for column, printed in figures if printed is not None),
            )
        )
        self._unread += [
            CardUnread(cell.place, cell.text, "资金栏里的这一格认不出属于哪一栏。") for cell in row.dropped
        ]

    def _suits_money(self, cell: LineCell, column: MoneyColumn) -> int:
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
        return bool(_TOTAL_MONEY.search(words(label.text))) and not any(row.total for row in self._rows)

    # goals

    def _read_goal_heading(self, line: Line) -> bool:
        texts = [unweighted(cell.text) for cell in line.cells]
        expected = next((at for at, text in enumerate(texts) if GOAL_HEADER[0].fullmatch(text)), None)
        actual = next((at for at, text in enumerate(texts) if GOAL_HEADER[1].fullmatch(text)), None)
        if expected is not None and actual is not None:
            self._part = _Part.GOALS
            self._goal_columns = (line.cells[expected].column, line.cells[actual].column)
            return True
        match = GOAL_LABEL.fullmatch(texts[0])
        if match is None or len(line.cells) < 2 or (not match[1] and self._part is _Part.INDICATORS):
            return False
        weight = weight_text(line.cells[0].text)
        printed = figure(weight, line.cells[0].place, Measured.SCORE) if weight else None
        goal = line.cells[1]
        weighted = replace(printed, text=line.cells[0].text) if printed else None
        self._goals.append(Goal(Printed(goal.text, goal.place), None, weighted))
        self._numbered_goals = True
        return True

    def _read_goals(self, line: Line) -> None:
        cells = [cell for cell in line.cells if not GOAL_LABEL.fullmatch(unweighted(cell.text))]
        if not cells:
            return
        expected = cells[0] if len(cells) > 1 or cells[0].column < self._goal_columns[1] else None
        actual = cells[1] if len(cells) > 1 else (cells[0] if expected is None else None)
        if self._goals and line.merged is False and len(cells) == 1 and expected is not None:
            # The rest of a goal that a page cut; which of the two it continues cannot be told.
            self._unread.append(CardUnread(cells[0].place, cells[0].text, "年度目标被分页截断，认不出接在哪一格后面。"))
            return
        self._goals.append(Goal(_printed(expected), _printed(actual)))

    # below the indicators

    def _read_total(self, line: Line) -> bool:
        if not self._indicators.indicators:
            return False
        at = next((at for at, cell in enumerate(line.cells[:2]) if TOTAL_LABEL.fullmatch(unweighted(cell.text))), None)
        if at is None:
            return False
        numbers = [cell for cell in line.cells[at + 1 :] if is_number(cell.text)]
        figures = [figure(cell.text, cell.place, Measured.SCORE) for cell in numbers]
        self._part = _Part.TAIL
        weight = weight_text(line.cells[at].text)
        if len(figures) >= 2:
            self._card = replace(self._card, total_weight=figures[0], total_score=figures[1])
        elif figures and self._indicators.has_scores:
            printed = figure(weight, line.cells[at].place, Measured.SCORE) if weight else None
            self._card = replace(self._card, total_weight=printed, total_score=figures[0])
        elif len(line.cells) > at + 1:
            cell = line.cells[at + 1]
            self._unread.append(CardUnread(cell.place, cell.text, "总分一行认不出得分。"))
        return True

    def _read_tail(self, line: Line) -> bool:
        label = words(line.cells[0].text)
        if self._part in (_Part.HEAD, _Part.MONEY) or not TAIL_LABEL.fullmatch(label):
            return False
        self._part = _Part.TAIL
        if len(line.cells) > 1:
            value = line.cells[1]
            self._card = replace(self._card, remarks=(*self._card.remarks, (label, Printed(value.text, value.place))))
        return True


def _is_amount(cell: LineCell) -> bool:
    return is_number(cell.text) or is_percent(cell.text)


def _is_money_label(cell: LineCell) -> bool:
    """Whether words name a row or a side of the money block, not something that stands in place of a number."""
    label = words(cell.text)
    return bool(re.search(r"资金|拨款|补助|结转|其他|总额|收入|预算数|执行数|财政|其中|经费", label))


def _options(text: str) -> tuple[tuple[str, bool], ...]:
    """The options of a line of check boxes, each with whether it is ticked."""
    starts = [match.end() for match in _OPTION.finditer(text)]
    ends = [*[match.start() for match in _OPTION.finditer(text)][1:], len(text)]
    if not starts:
        return ()
    found: list[tuple[str, bool]] = []
    for start, end in zip(starts, ends, strict=True):
        piece = text[start:end]
        name = plain(_UNTICKED.sub("", _TICKED.sub("", re.sub(r"<input[^>]*>", "", piece))))
        found.append((name, bool(_TICKED.search(piece))))
    return tuple(found)


def _name(text: str) -> str:
    return display_name(re.sub(r"<[^<>]{0,60}>", "", text))


def _printed(cell: LineCell | None) -> Printed | None:
    return None if cell is None else Printed(cell.text, cell.place)


def _unread_figures(card: Card) -> list[CardUnread]:
    """The cells of a card that should hold a number and hold none that could be understood."""
    figures: list[CardFigure | None] = [printed for row in card.money for _, printed in row.cells]
    for indicator in card.indicators:
        figures += [indicator.weight, indicator.score]
    return [
        CardUnread(printed.place, printed.text, printed.unread)
        for printed in figures
        if printed is not None and printed.unread
    ]
