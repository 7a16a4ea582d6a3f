"""Owns reading the indicator rows of a scorecard: their path of headings, fields, blocks with weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.reading.cards.fields import Assigned, Heading, assign, spans
from juesuan_gui.reading.cards.lines import Line, LineCell
from juesuan_gui.reading.cards.numbers import figure, is_blank, is_number, is_percent, unglued
from juesuan_gui.reading.cards.suiting import level_weights, numbers_in, suits, whole_value
from juesuan_gui.reading.cards.words import Field, is_header_rest, level_of, unweighted, weight_text, words
from juesuan_gui.reading.normal import display_name
from juesuan_gui.report.cards import Block, CardFigure, CardUnread, Indicator, Measured, Printed
from juesuan_gui.report.cards_targets import named_target, understood

_LEVEL_HEADINGS = {1: re.compile(r"一级(?:指标)?"), 2: re.compile(r"二级(?:指标|指)?")}
_MISSING = {Field.OPERATOR: 0, Field.UNIT: 0, Field.NAME: -12, Field.REASON: 0, Field.OTHER: 0}


class IndicatorReader:
    """Reads indicator rows below one or more headings of the same card."""

    def __init__(self) -> None:
        self.indicators: list[Indicator] = []
        self.unread: list[CardUnread] = []
        self.side_weight: CardFigure | None = None
        self._blocks: list[Block] = []
        self._headings: list[Heading[Field]] = []
        self._levels: dict[int, tuple[int, int]] = {}
        self._passed: list[range] = []
        #: How many columns of weights the heading has besides the indicators' own.
        self.level_weights = 0
        self._path = ["", ""]
        self._goal = 0
        self._fresh = False
        self._floating: LineCell | None = None
        # Where each heading begins: (first indicator, level, goal), with or without a weight.
        self._starts: list[tuple[int, int, int]] = []

    @property
    def has_reasons(self) -> bool:
        """Whether the heading has a column for reasons."""
        return any(heading.field is Field.REASON for heading in self._headings)

    @property
    def has_scores(self) -> bool:
        """Whether the heading has a column for scores."""
        return any(heading.field is Field.SCORE for heading in self._headings)

    def closed_blocks(self) -> list[Block]:
        """Every block with weight, each ending where the next of its level or above begins."""
        closed: list[Block] = []
        for block in self._blocks:
            behind = [
                first
                for first, level, goal in self._starts
                if first > block.first and goal == block.goal and level <= block.level
            ]
            within = [n for n, item in enumerate(self.indicators) if n >= block.first and item.goal == block.goal]
            last = min([*behind[:1], within[-1] + 1 if within else block.first])
            closed.append(replace(block, last=max(last, block.first)))
        return closed

    def head(self, line: Line, fields: Sequence[Field | None], goal: int) -> None:
        """Take in a heading; cells without a field are levels or the heading at the side."""
        self._headings, self._levels, self._passed = [], {}, []
        columns = spans(line.cells, line.merged)
        of_levels = level_weights(fields)
        self.level_weights = len(of_levels)
        for at, (cell, field, (start, end)) in enumerate(
            zip(line.cells, _adjusted(line, fields), columns, strict=True)
        ):
            if at in of_levels:
                self._passed.append(range(start, end))
                continue
            level = next((n for n, pattern in _LEVEL_HEADINGS.items() if pattern.fullmatch(words(cell.text))), None)
            if level is not None:
                self._levels[level] = (start, end)
            elif field is Field.NUMBER and not self._headings and not self._levels:
                self._passed.append(range(start, end))
            elif field is not None:
                kept = field if not any(heading.field is field for heading in self._headings) else Field.OTHER
                self._headings.append(Heading(kept, start, end, _MISSING.get(kept, -3)))
            elif self._headings:
                self._headings.append(Heading(Field.OTHER, start, end, 0))
            else:
                self._take_side(cell)
        if goal != self._goal:
            self._path = ["", ""]
        self._goal = goal
        self._fresh = True

    def _take_side(self, cell: LineCell) -> None:
        weight = weight_text(cell.text)
        if weight is not None and self.side_weight is None:
            printed = figure(weight, cell.place, Measured.SCORE)
            self.side_weight = replace(printed, text=cell.text) if printed else None

    def read_loose(self, cell: LineCell) -> None:
        """A heading that a page break has thrown out of its rows, its weight perhaps on the next line."""
        level = level_of(cell.text)
        if level == 1:
            self._floating = cell
            self._starts.append((len(self.indicators), 1, self._goal))
            self._path = [unweighted(cell.text), ""]
        weight = weight_text(cell.text)
        if weight is not None and self._floating is not None and (level == 1 or not unweighted(cell.text)):
            self._begin_block(self._floating, 1, weight, firm=False)
            self._floating = None

    def read(self, line: Line) -> None:
        """Take in one row."""
        parts = [part for cell in line.cells for part in (unglued(cell, full=True) if self.has_scores else (cell,))]
        cells = [cell for cell in parts if not (is_blank(cell.text) and not _is_word(cell.text))]
        # A row's number in the list and the weights of its levels say nothing of the indicator.
        cells = [
            cell for cell in cells if not (is_number(cell.text) and any(cell.column in part for part in self._passed))
        ]
        if not cells:
            return
        if self._fresh and all(is_header_rest(cell.text) for cell in cells):
            self._fresh = False
            return
        self._fresh = False
        if len(cells) == 1 and self._continues(cells[0]):
            return
        row = assign(cells, self._headings, suits, self._suits_label)
        name = row.cell(Field.NAME)
        for at, label in enumerate(row.labels):
            self._take_label(label, at, len(row.labels), line.merged)
        if name is None:
            self.unread += [
                CardUnread(cell.place, cell.text, "绩效指标里的这一行认不出是哪个指标。") for _, cell in row.fields
            ]
            return
        self.unread += [
            CardUnread(cell.place, cell.text, "绩效指标里的这一格认不出属于哪一栏。") for cell in row.dropped
        ]
        if len(row.fields) == 1:
            # A row without any value is no indicator; a stroke in it says so itself.
            if not any(is_blank(cell.text) for cell in parts):
                self.unread.append(CardUnread(name.place, name.text, "这个指标没有填任何值。"))
            return
        self.indicators += _split(self._indicator(row, name))

    def _continues(self, cell: LineCell) -> bool:
        """Whether a lone cell is the rest of the name above, cut by a page; it is taken in then."""
        if level_of(cell.text) is not None:
            self._take_label(cell, 0, 1, merged=False)
            return True
        if not self.indicators or is_number(cell.text) or is_percent(cell.text):
            return False
        above = self.indicators[-1]
        self.indicators[-1] = replace(above, name=above.name + display_name(cell.text))
        return True

    def _suits_label(self, cell: LineCell) -> int:
        if is_number(cell.text) or is_percent(cell.text):
            return -6
        if level_of(cell.text) is not None:
            return 3
        if weight_text(cell.text) is not None:
            return 2
        at_level = any(start <= cell.column < end for start, end in self._levels.values())
        return -3 if at_level else -4

    def _take_label(self, cell: LineCell, at: int, count: int, merged: bool) -> None:
        level = self._level(cell, at, count)
        weight = weight_text(cell.text)
        name = unweighted(cell.text)
        if level == 0:
            self._take_side(cell)
            return
        if name:
            if weight is not None or name != self._path[level - 1]:
                self._starts.append((len(self.indicators), level, self._goal))
            self._path = [name, ""] if level == 1 else [self._path[0], name]
            if weight is not None:
                self._begin_block(cell, level, weight, firm=merged)
        elif weight is not None:
            self._complete_heading(cell, weight)

    def _complete_heading(self, cell: LineCell, weight: str) -> None:
        """A weight alone: the rest of a heading whose words a page break has parted from it."""
        level = next((n for n, (start, end) in self._levels.items() if start <= cell.column < end), None)
        starts = [first for first, found, goal in self._starts if found == level and goal == self._goal]
        if level is None or not starts:
            return
        printed = figure(weight, cell.place, Measured.SCORE)
        known = any(block.level == level and block.first == starts[-1] for block in self._blocks)
        if printed is not None and not known:
            printed = replace(printed, text=cell.text)
            name = self._path[level - 1]
            label = Printed(cell.text, cell.place)
            self._blocks.append(Block(name, label, level, printed, starts[-1], starts[-1], self._goal))
            self._blocks.sort(key=lambda block: (block.goal, block.first, block.level))

    def _level(self, cell: LineCell, at: int, count: int) -> int:
        known = level_of(cell.text)
        if known == 0:
            # 绩效目标 is the heading at the side, and a 二级指标 of some where it stands among those.
            start, end = self._levels.get(2, (-1, -1))
            return 2 if start <= cell.column < end else 0
        if count >= 2 and at >= count - 2:
            return 1 if at == count - 2 else 2
        if known is not None:
            return known
        start, end = self._levels.get(1, (-1, -1))
        return 1 if start <= cell.column < end and weight_text(cell.text) is None else 2

    def _begin_block(self, cell: LineCell, level: int, weight: str, *, firm: bool) -> None:
        printed = figure(weight, cell.place, Measured.SCORE)
        if printed is None:
            return
        first = len(self.indicators)
        printed = replace(printed, text=cell.text)
        label = Printed(cell.text, cell.place)
        self._blocks.append(Block(unweighted(cell.text), label, level, printed, first, first, self._goal, firm))

    def _indicator(self, row: Assigned[Field], name: LineCell) -> Indicator:
        target, actual = row.cell(Field.TARGET), row.cell(Field.ACTUAL)
        weight = row.cell(Field.WEIGHT) or row.cell(Field.SHARE)
        score, reason = row.cell(Field.SCORE), row.cell(Field.REASON)
        content, criterion, unit = row.cell(Field.CONTENT), row.cell(Field.CRITERION), row.cell(Field.UNIT)
        return Indicator(
            path=(self._path[0], self._path[1]),
            name=display_name(re.sub(r"<[^<>]{0,60}>", "", name.text)),
            label=Printed(name.text, name.place),
            target=Printed(target.text, target.place) if target else None,
            actual=Printed(actual.text, actual.place) if actual else None,
            target_value=understood(whole_value(target, row.cell(Field.OPERATOR), unit)) if target else None,
            actual_value=understood(whole_value(actual, None, unit)) if actual else None,
            named_value=named_target(name.text),
            weight=figure(weight.text, weight.place, Measured.SCORE) if weight else None,
            score=figure(score.text, score.place, Measured.SCORE) if score else None,
            reason=Printed(reason.text, reason.place) if reason else None,
            goal=self._goal,
            content=Printed(content.text, content.place) if content else None,
            criterion=Printed(criterion.text, criterion.place) if criterion else None,
        )


def _adjusted(line: Line, fields: Sequence[Field | None]) -> list[Field | None]:
    """年初指标值 beside 调整指标值: the target is the adjusted one."""
    is_adjusted = [
        field is Field.TARGET and "调整" in words(cell.text) for cell, field in zip(line.cells, fields, strict=True)
    ]
    if not any(is_adjusted):
        return list(fields)
    return [
        Field.OTHER if field is Field.TARGET and not adjusted else field
        for field, adjusted in zip(fields, is_adjusted, strict=True)
    ]


def _is_word(text: str) -> bool:
    """无 is an answer under 原因, not a blank."""
    return words(text) == "无"


def _split(indicator: Indicator) -> list[Indicator]:
    """Two indicators printed in one row, apart only by spaces in each of its cells, as two."""
    cells = (indicator.target, indicator.actual, indicator.score)
    if any(cell is None for cell in cells) or indicator.score is None or not numbers_in(indicator.score.text):
        return [indicator]
    names, scores = indicator.label.text.split(), indicator.score.text.split()
    targets = indicator.target.text.split() if indicator.target else []
    actuals = indicator.actual.text.split() if indicator.actual else []
    if not len(names) == len(scores) == len(targets) == len(actuals):
        return [indicator]
    return [
        replace(
            indicator,
            name=display_name(name),
            label=Printed(name, indicator.label.place),
            target=Printed(target, indicator.target.place) if indicator.target else None,
            actual=Printed(actual, indicator.actual.place) if indicator.actual else None,
            target_value=understood(target),
            actual_value=understood(actual),
            named_value=named_target(name),
            score=figure(score, indicator.score.place, Measured.SCORE),
        )
        for name, target, actual, score in zip(names, targets, actuals, scores, strict=True)
    ]
