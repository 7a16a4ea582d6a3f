"""Owns reading one scorecard of a project or of the whole: which part a line is in, goals, total, written rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.doubts import doubt_of
from juesuan_gui.reading.cards.head import with_head_row, with_people, with_unit
from juesuan_gui.reading.cards.indicators import IndicatorReader
from juesuan_gui.reading.cards.late_headings import settled
from juesuan_gui.reading.cards.lines import Line, LineCell
from juesuan_gui.reading.cards.money import MoneyReader
from juesuan_gui.reading.cards.numbers import figure, is_number
from juesuan_gui.reading.cards.words import (
    GOAL_HEADER,
    GOAL_LABEL,
    GOAL_SIDE,
    GRADE_LABEL,
    GRADE_WORD,
    NO_GOAL,
    TAIL_LABEL,
    TOTAL_LABEL,
    Field,
    field_of,
    unweighted,
    weight_text,
    words,
)
from juesuan_gui.report.cards import Card, CardFigure, CardKind, CardUnread, Goal, Measured, Printed


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
    """Reads the lines of one card in order; ``cards`` gives the card that they make."""

    def __init__(self, kind: CardKind, title: str, year: int | None, place: Place, unit: Unit = Unit.WAN_YUAN) -> None:
        self._card = Card(kind, "", place, title=title, year=year, unit=unit)
        self._part = _Part.HEAD
        self._money = MoneyReader()
        self._goals: list[Goal] = []
        self._goal_columns: tuple[int, int] = (0, 0)
        self._numbered_goals = False
        self._indicators = IndicatorReader()
        self._unread: list[CardUnread] = []
        self._lines: list[Line] = []

    @property
    def is_filled(self) -> bool:
        """Whether anything but a head was read."""
        return bool(self._money.rows or self._indicators.indicators)

    def cards(self) -> tuple[list[Card], list[CardUnread]]:
        """The card as read and what stayed unread."""
        reader = self._indicators
        indicators, blocks = settled(tuple(reader.indicators), tuple(reader.closed_blocks()))
        card = replace(
            self._card,
            money=tuple(self._money.rows),
            money_weight=self._money.weight,
            goals=tuple(self._goals),
            indicators=indicators,
            blocks=blocks,
            goal_weight=reader.side_weight,
            has_scores=self._card.total_score is not None or any(item.score for item in indicators),
            has_reasons=reader.has_reasons,
        )
        unread = [*self._money.unread, *self._unread, *reader.unread, *_unread_figures(card)]
        doubt = doubt_of(card, self._lines, unread)
        if doubt:
            unread.append(CardUnread(card.place, card.name or card.title, doubt))
        return [replace(card, doubt=doubt)], unread

    def read(self, line: Line) -> None:
        """Take in one line."""
        if line.loose:
            self._read_loose(line)
            return
        self._lines.append(line)
        if self._read_total(line) or self._read_tail(line):
            return
        fields = indicator_fields(line)
        if fields is not None:
            self._part = _Part.INDICATORS
            self._indicators.head(line, fields, max(len(self._goals) - 1, 0) if self._numbered_goals else 0)
        elif self._money.head(line):
            self._part = _Part.MONEY
            for cell in line.cells:
                self._card = with_unit(self._card, cell.text)
        elif self._read_goal_heading(line):
            return
        elif self._part is _Part.HEAD:
            self._card = with_head_row(self._card, line)
        elif self._part is _Part.MONEY:
            self._money.read(line, self._card.unit)
        elif self._part is _Part.GOALS:
            self._read_goals(line)
        elif self._part is _Part.INDICATORS:
            self._indicators.read(line)

    def _read_loose(self, line: Line) -> None:
        """Words between the grids of a card: a unit, who filled it in, or a heading that fell out of its rows."""
        self._card = with_people(self._card, line.cells[0])
        if self._part is _Part.INDICATORS:
            self._indicators.read_loose(line.cells[0])
        elif self._part is _Part.HEAD:
            self._card = with_unit(self._card, line.cells[0].text)

    # goals

    def _read_goal_heading(self, line: Line) -> bool:
        texts = [unweighted(cell.text) for cell in line.cells]
        expected = next((at for at, text in enumerate(texts) if GOAL_HEADER[0].fullmatch(text)), None)
        actual = next((at for at, text in enumerate(texts) if GOAL_HEADER[1].fullmatch(text)), None)
        if expected is not None and actual is not None:
            self._part = _Part.GOALS
            self._goal_columns = (line.cells[expected].column, line.cells[actual].column)
            return True
        if self._read_headed_goals(line):
            return True
        match = GOAL_LABEL.fullmatch(texts[0])
        if match is None or len(line.cells) < 2 or (not match[1] and self._part is _Part.INDICATORS):
            return False
        if not match[1] and self._part is _Part.GOALS and len(line.cells) > 2:
            # The label of the goals stands beside what was meant and done, below the headings of both.
            return False
        weight = weight_text(line.cells[0].text)
        printed = figure(weight, line.cells[0].place, Measured.SCORE) if weight else None
        goal = line.cells[1]
        weighted = replace(printed, text=line.cells[0].text) if printed else None
        self._goals.append(Goal(Printed(goal.text, goal.place), None, weighted))
        self._numbered_goals = True
        return True

    def _read_headed_goals(self, line: Line) -> bool:
        """A goal and its result each below their heading in one cell, as a page without lines is read."""
        found: list[LineCell] = []
        for header in GOAL_HEADER:
            for cell in line.cells:
                heading, _, text = cell.text.partition("\n")
                if text.strip() and header.fullmatch(unweighted(heading)):
                    found.append(replace(cell, text=text))
                    break
        if len(found) < len(GOAL_HEADER):
            return False
        self._part = _Part.GOALS
        self._goal_columns = (found[0].column, found[1].column)
        self._goals.append(Goal(_printed(found[0]), _printed(found[1])))
        return True

    def _read_goals(self, line: Line) -> None:
        labels = [words(cell.text) for cell in line.cells]
        if any(NO_GOAL.fullmatch(label) for label in labels):
            return
        cells = [
            cell
            for cell, label in zip(line.cells, labels, strict=True)
            if not GOAL_LABEL.fullmatch(unweighted(cell.text)) and not GOAL_SIDE.fullmatch(label)
        ]
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
        self._take_grade(line.cells[at + 1 :])
        figures = figures[min(self._indicators.level_weights, max(len(figures) - 2, 0)) :]
        if len(figures) >= 2:
            self._card = replace(self._card, total_weight=figures[0], total_score=figures[1])
        elif figures and self._indicators.has_scores:
            printed = figure(weight, line.cells[at].place, Measured.SCORE) if weight else None
            self._card = replace(self._card, total_weight=printed, total_score=figures[0])
        elif len(line.cells) > at + 1:
            cell = line.cells[at + 1]
            self._unread.append(CardUnread(cell.place, cell.text, "总分一行认不出得分。"))
        return True

    def _take_grade(self, cells: Sequence[LineCell]) -> None:
        found = next((cell for cell in cells if GRADE_WORD.fullmatch(words(cell.text))), None)
        if found is not None:
            self._card = replace(self._card, grade=Printed(found.text, found.place))

    def _read_tail(self, line: Line) -> bool:
        label = words(line.cells[0].text)
        if self._part is _Part.TAIL and GRADE_LABEL.fullmatch(label):
            self._take_grade(line.cells[1:])
            return True
        if self._part in (_Part.HEAD, _Part.MONEY) or not TAIL_LABEL.fullmatch(label):
            return False
        self._part = _Part.TAIL
        if len(line.cells) > 1:
            value = line.cells[1]
            self._card = replace(self._card, remarks=(*self._card.remarks, (label, Printed(value.text, value.place))))
        return True


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
