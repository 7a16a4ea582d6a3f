"""Owns what a written scorecard shows: computed money, rates, scores, sums and grade, where nothing was written.

Rounding: money as finely as what is added; rates and scores to the decimals of the layout, halves upwards, and
without zeros at the end, as cards are printed (20分*执行率; 财预〔2020〕10号: 得分一般保留两位小数).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit, round_half_up
from juesuan_gui.forms import CardPart, Scorecard
from juesuan_gui.report import Report
from juesuan_gui.report.card_sheets import LIST_TOTAL, ROW, CardLine, CardSheet, sheets
from juesuan_gui.report.cards import Measured
from juesuan_gui.report.cards_numbers import figure
from juesuan_gui.report.cards_targets import plain
from juesuan_gui.report.values import CardKey

_HUNDRED: Final = 100
_MONEY: Final = ("initial", "budget", "executed")
_LISTED: Final = ("budget", "executed", "returned")


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A scorecard as it is printed: what was written, and what is computed where nothing was.

    ``computed`` holds by cell what the program works out, also where something else was written.
    """

    sheet: CardSheet
    layout: Scorecard
    computed: Mapping[CardKey, str]

    def key(self, field: str, part: CardPart = CardPart.HEAD, line: CardLine | None = None) -> CardKey:
        """The cell of a field of the card or of one of its lines."""
        return CardKey(self.sheet.id, part, line.id if line else "", field)

    def written(self, key: CardKey) -> str:
        """What was written in a cell."""
        if not key.part:
            return self.sheet.text(key.field)
        line = next((line for line in self.sheet.lines(CardPart(key.part)) if line.id == key.line), None)
        return line.text(key.field) if line else ""

    def head(self, field: str) -> str:
        """What a field of the card shows."""
        return self.sheet.text(field) or self.computed.get(self.key(field), "")

    def shown(self, part: CardPart, line: CardLine, field: str) -> str:
        """What a field of a line shows."""
        return line.text(field) or self.computed.get(CardKey(self.sheet.id, part, line.id, field), "")

    @property
    def total_row(self) -> CardLine | None:
        """The money row of the whole."""
        return next((line for line in self.sheet.lines(CardPart.MONEY) if is_total(line, self.layout)), None)


def is_total(line: CardLine, layout: Scorecard) -> bool:
    """Whether a money row is the one of the whole."""
    return any(item.total and item.key == line.text(ROW) for item in layout.money)


def is_list_total(line: CardLine) -> bool:
    """Whether a row of a list is its 合计."""
    return line.text(ROW) == LIST_TOTAL


def show_card(sheet: CardSheet, layout: Scorecard) -> ShownCard:
    """The card with everything computed that can be."""
    return ShownCard(sheet, layout, _Computing(sheet, layout).all())


def shown_cards(report: Report) -> list[ShownCard]:
    """Every card of a report whose layout the form has, in printed order."""
    layouts = report.form.scorecards
    return [show_card(item, layouts[item.layout]) for item in sheets(report) if item.layout in layouts]


@lru_cache(maxsize=8192)
def number_of(text: str, unit: Unit = Unit.WAN_YUAN) -> Decimal | None:
    """The number of a cell: money in ``unit`` whatever unit is written behind it, a score, or a percentage as printed.

    ``None`` for a blank and for words.
    """
    words = plain(text)
    measured = Measured.PERCENT if words.endswith("%") else Measured.SCORE if words.endswith("分") else Measured.MONEY
    found = figure(text, Place(), measured, unit)
    if found is None or found.number is None:
        return None
    if found.unit is None or found.unit is unit:
        return found.number
    return found.number * found.unit.value / unit.value


def trimmed(number: Decimal) -> str:
    """A number without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Computing:
    def __init__(self, sheet: CardSheet, layout: Scorecard) -> None:
        self._sheet, self._layout = sheet, layout
        self._found: dict[CardKey, str] = {}

    def all(self) -> Mapping[CardKey, str]:
        """What is computed by cell."""
        self._money()
        self._projects()
        self._totals()
        return self._found

    def _put(self, part: CardPart, line: CardLine | None, field: str, text: str) -> None:
        self._found[CardKey(self._sheet.id, part, line.id if line else "", field)] = text

    def _value(self, part: CardPart, line: CardLine, field: str) -> Decimal | None:
        key = CardKey(self._sheet.id, part, line.id, field)
        return number_of(line.text(field) or self._found.get(key, ""), self._layout.unit)

    def _money(self) -> None:
        layout, lines = self._layout, self._sheet.lines(CardPart.MONEY)
        fields = layout.fields(CardPart.MONEY)
        total = next((line for line in lines if is_total(line, layout)), None)
        if total is not None and len(lines) > 1:
            for field in _MONEY:
                parts = [line.text(field) for line in lines if line is not total]
                if field in fields and any(parts):
                    self._sum(CardPart.MONEY, total, field, parts)
        for line in lines:
            if "rate" in fields and (line is total or not _only_total(layout, "rate")):
                self._rate(CardPart.MONEY, line)
        if total is None or layout.money_weight is None or "score" not in fields:
            return
        if "weight" in fields:
            self._put(CardPart.MONEY, total, "weight", trimmed(layout.money_weight))
        weight = self._value(CardPart.MONEY, total, "weight") or layout.money_weight
        ratio = self._ratio(CardPart.MONEY, total)
        if ratio is None:
            rate = self._value(CardPart.MONEY, total, "rate")
            ratio = Fraction(rate) / _HUNDRED if rate is not None else None
        if ratio is not None:
            score = Fraction(weight) * min(max(ratio, Fraction(0)), Fraction(1))
            self._put(CardPart.MONEY, total, "score", trimmed(round_half_up(score, layout.score_decimals)))

    def _projects(self) -> None:
        fields = self._layout.fields(CardPart.PROJECT)
        lines = self._sheet.lines(CardPart.PROJECT)
        for line in filter(is_list_total, lines):
            for field in _LISTED:
                texts = [item.text(field) for item in lines if not is_list_total(item)]
                if field in fields and any(texts):
                    self._sum(CardPart.PROJECT, line, field, texts)
        at = 0
        for line in lines:
            at += not is_list_total(line)
            if "number" in fields and not is_list_total(line):
                self._put(CardPart.PROJECT, line, "number", str(at))
            if "rate" in fields:
                self._rate(CardPart.PROJECT, line)
            score = self._value(CardPart.PROJECT, line, "score")
            if "grade" in fields and score is not None and self._layout.grades:
                self._put(CardPart.PROJECT, line, "grade", self._layout.grade(score))

    def _ratio(self, part: CardPart, line: CardLine) -> Fraction | None:
        """Executed by budget; ``None`` without a budget (全年预算＝0 has no rate)."""
        budget = self._value(part, line, "budget")
        if budget is None and "budget" not in self._layout.fields(part):
            budget = self._value(part, line, "initial")
        executed = self._value(part, line, "executed")
        return Fraction(executed) / Fraction(budget) if budget and executed is not None else None

    def _rate(self, part: CardPart, line: CardLine) -> None:
        ratio = self._ratio(part, line)
        if ratio is not None:
            rate = round_half_up(ratio * _HUNDRED, self._layout.rate_decimals)
            self._put(part, line, "rate", f"{trimmed(rate)}%")

    def _sum(self, part: CardPart, line: CardLine | None, field: str, texts: Iterable[str]) -> None:
        numbers = [number_of(text, self._layout.unit) for text in texts if text]
        known = [number for number in numbers if number is not None]
        # A cell that holds no number leaves the sum unknown: nothing is shown rather than a wrong total.
        if known and len(known) == len(numbers):
            self._put(part, line, field, trimmed(sum(known, Decimal(0))))

    def _totals(self) -> None:
        layout = self._layout
        printed = layout.fields(CardPart.HEAD)
        part = CardPart.SUMMARY if layout.fields(CardPart.SUMMARY) else CardPart.INDICATOR
        lines = self._sheet.lines(part)
        if part is CardPart.SUMMARY:
            lines = tuple(line for line in lines if not is_of_which(lines, line))
        for field in ("weight", "score", "share"):
            if f"total_{field}" not in printed:
                continue
            texts = [line.text(field) for line in lines if line.text(field)]
            if not texts:
                continue
            texts += [self._shown_money(field)]
            self._sum(CardPart.HEAD, None, f"total_{field}", texts)
            share = self._found.get(CardKey(self._sheet.id, "", "", "total_share"), "")
            if field == "share" and share and any(text.strip().endswith("%") for text in texts):
                self._put(CardPart.HEAD, None, "total_share", f"{share}%")
        score = number_of(self._sheet.text("total_score") or self._found.get(self._head("total_score"), ""))
        if "grade" in printed and score is not None and layout.grades:
            self._put(CardPart.HEAD, None, "grade", layout.grade(score))

    def _head(self, field: str) -> CardKey:
        return CardKey(self._sheet.id, "", "", field)

    def _shown_money(self, field: str) -> str:
        total = next((line for line in self._sheet.lines(CardPart.MONEY) if is_total(line, self._layout)), None)
        if total is None:
            return ""
        return total.text(field) or self._found.get(CardKey(self._sheet.id, CardPart.MONEY, total.id, field), "")


def is_of_which(lines: tuple[CardLine, ...], line: CardLine) -> bool:
    """Whether a line of a 摘要版 is a part of the one above (其中：产出指标, and 效果指标 behind it)."""
    of_which = False
    for item in lines:
        label = "".join(item.text("label").split())
        of_which = label.startswith("其中") or (of_which and label.endswith("指标"))
        if item is line:
            return of_which
    return False


def _only_total(layout: Scorecard, field: str) -> bool:
    """Whether only the row of the whole prints a field."""
    rows = [row for row in layout.rows if row.each is CardPart.MONEY and any(cell.field == field for cell in row.cells)]
    return bool(rows) and all(row.of == "total" for row in rows)
