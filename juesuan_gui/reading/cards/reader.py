"""Owns finding the scorecards of a document: where each begins and ends, of what kind it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.document import Document
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.card import CardReader, indicator_fields
from juesuan_gui.reading.cards.lines import Line, card_lines
from juesuan_gui.reading.cards.lists import ListReader, list_fields, summary_fields
from juesuan_gui.reading.cards.tables_of_cards import CardsReader, is_table_of_cards
from juesuan_gui.reading.cards.words import (
    AMOUNT_LABEL,
    HEAD_LABEL,
    NAME_LABEL,
    OVERALL,
    TITLE,
    Field,
    field_of,
    level_of,
    money_column,
    unit_in,
    words,
)
from juesuan_gui.report.cards import Card, CardKind, CardReading, CardUnread

_YEAR = re.compile(r"(\d{4})年(?!\d)")
_FILLED_BY = re.compile(r"(?:填报单位|填报部门|单位名称|部门名称)(?:\((?:盖章|公章)\))?:(.{2,40})")
_PART = re.compile(r"第[一二三四五六七八九十]部分|附件\d*|[一二三四五六七八九十]+、.{0,30}(?:说明|解释)")
_INDEX = re.compile(r"指标(?:体系|计分|评分|得分)*表")
_LONGEST_TITLE = 60
_LONGEST_LOOSE = 40
_TITLE_NAME = re.compile(r"(?:\d{4}年度?)?(?P<name>.*?)(?:项目)?(?:支出)?(?:绩效)?自评(?:结果|表|情况表)")


def read_cards(document: Document) -> CardReading:
    """Every scorecard of a document, in order, and what in them could not be understood.

    Cards are known by their words: a row 项目名称 begins a project's card, a title with 整体 the overall one, a
    heading of a list or of a 摘要版 table its own. Nothing depends on positions; a document without cards gives none.
    """
    return _Finder().find(card_lines(document))


_Reader = CardReader | ListReader | CardsReader


class _Finder:
    def __init__(self) -> None:
        self._cards: list[Card] = []
        self._unread: list[CardUnread] = []
        self._title = ""
        self._department = ""
        self._year: int | None = None
        self._open: _Reader | None = None
        self._awaits_overall = False
        # The money unit printed between a title and its card; that of the tables before says nothing of cards.
        self._unit: Unit | None = None

    def find(self, lines: Sequence[Line]) -> CardReading:
        for line in lines:
            if self._take_title(line) or self._begins(line):
                continue
            if self._open is not None:
                if line.loose and _ends(line.cells[0].text, self._open):
                    self._close()
                else:
                    self._open.read(line)
        self._close()
        return CardReading(tuple(self._cards), tuple(self._unread))

    def _close(self) -> None:
        if self._open is not None and self._open.is_filled:
            cards, unread = self._open.cards()
            self._cards += [card if card.department else replace(card, department=self._department) for card in cards]
            self._unread += unread
        self._open = None

    def _take_title(self, line: Line) -> bool:
        """Whether the line is a title or the year below one; both also stand inside grids, alone in a row."""
        if len(line.cells) != 1:
            return False
        text = words(line.cells[0].text)
        year = _YEAR.search(text)
        if len(text) <= _LONGEST_TITLE and TITLE.search(text) and not re.search(r"[。；]|\.{3}|…", text):
            self._close()
            self._title = text
            self._department = ""
            self._unit = unit_in(text)
            self._awaits_overall = bool(OVERALL.search(text))
            if year is not None:
                self._year = int(year[1])
            return True
        if self._open is None and year is not None and len(text) <= _LONGEST_TITLE:
            self._year = int(year[1])
        if self._open is None and self._title and len(text) <= _LONGEST_LOOSE:
            self._unit = unit_in(text) or self._unit
        filled_by = _FILLED_BY.fullmatch(text)
        if filled_by is not None:
            self._department = filled_by[1]
        return False

    def _begins(self, line: Line) -> bool:
        if line.loose:
            return False
        if is_table_of_cards(line):
            self._close()
            self._awaits_overall = False
            self._open = CardsReader(self._title, self._year, line, self._taken_unit())
            return True
        if list_fields(line) is not None:
            self._close()
            self._awaits_overall = False
            self._open = ListReader(CardKind.LISTING, "", self._title, self._year, line, self._taken_unit())
            return True
        if summary_fields(line) is not None:
            self._close()
            self._awaits_overall = False
            name = "" if OVERALL.search(self._title) else self._title_name()
            self._open = ListReader(CardKind.SUMMARY, name, self._title, self._year, line)
            return True
        kind = self._kind(line)
        if kind is None:
            return False
        self._close()
        self._awaits_overall = False
        self._open = CardReader(kind, self._title, self._year, line.place, self._taken_unit())
        self._open.read(line)
        return True

    def _taken_unit(self) -> Unit:
        """The unit printed above a card, for this card alone."""
        unit, self._unit = self._unit or Unit.WAN_YUAN, None
        return unit

    def _kind(self, line: Line) -> CardKind | None:
        first = words(line.cells[0].text)
        if NAME_LABEL.fullmatch(first) and len(line.cells) > 1 and field_of(line.cells[1].text) is None:
            return CardKind.PROJECT
        if not self._awaits_overall:
            return None
        labels = [words(cell.text) for cell in line.cells]
        known = any(HEAD_LABEL.fullmatch(label) or AMOUNT_LABEL.fullmatch(label) for label in labels)
        headed = sum(money_column(cell.text) is not None for cell in line.cells) >= 2
        indicators = any(level_of(cell.text) is not None for cell in line.cells)
        columns = Field.SCORE in (indicator_fields(line) or ())
        if _INDEX.search(self._title):
            # An index that nobody has scored is no card.
            return CardKind.OVERALL if columns else None
        return CardKind.OVERALL if known or headed or indicators or columns else None

    def _title_name(self) -> str:
        match = _TITLE_NAME.match(self._title)
        return match["name"] if match else ""


def _ends(text: str, reader: _Reader) -> bool:
    """Whether loose words end a card: a sentence or the heading of another part; a list ends at any words."""
    label = words(text)
    if (
        not isinstance(reader, CardReader)
        and reader.is_filled
        and not re.fullmatch(r"[\d\W_]*|.{0,4}单位.{0,4}", label)
    ):
        return True
    return len(label) > _LONGEST_LOOSE or "。" in label or bool(_PART.match(label))
