"""Owns what the text templates may ask of all scorecards together (``绩效``): counts, sums, averages, grades.

Money is told in 万元, as the cards are everywhere, whatever unit the tables are in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from juesuan_gui.figures import NumberStyle, Unit
from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, is_list_total, number_of
from juesuan_gui.narrative.drafting.card import CardTold, Phrase
from juesuan_gui.narrative.drafting.card_words import in_sentence
from juesuan_gui.narrative.drafting.figures import Amount, Marks, TextStyleOfFigures, total_of
from juesuan_gui.relations import Address
from juesuan_gui.report.card_addresses import card_address
from juesuan_gui.report.card_sheets import CardLine
from juesuan_gui.report.cards import CardKind

#: So many are named one by one in a gap.
_NAMED = 3
#: 财预〔2020〕10号: 优 90, 良 80, 中 60.
_NATIONWIDE = (90, 80, 60)


def money_style(style: TextStyleOfFigures) -> TextStyleOfFigures:
    """How the money of cards is told: in 万元 to two places without zeros at the end."""
    money = NumberStyle(Unit.WAN_YUAN, 2, style.money.thousands, zero="0", blank="0")
    return replace(style, money=money, trims=True)


@dataclass(frozen=True, slots=True)
class ListedTold:
    """One row of a list of projects, where the report has no cards."""

    shown: ShownCard
    line: CardLine
    marks: Marks

    @property
    def 名(self) -> str:  # noqa: N802
        """The project's name."""
        return in_sentence(self.line.text("name"))

    @property
    def 称(self) -> str:  # noqa: N802
        """The name as a sentence says it."""
        return self.名 if self.名.endswith("项目") else f"{self.名}项目"

    @property
    def 预算(self) -> Amount:  # noqa: N802
        """The budget."""
        return self._money("budget", "预算数")

    @property
    def 执行(self) -> Amount:  # noqa: N802
        """What was spent."""
        return self._money("executed", "执行数")

    @property
    def 得分(self) -> Amount:  # noqa: N802
        """The score."""
        number = number_of(self.line.text("score"))
        lacks = "" if number is not None else f"“{self.名}”的自评得分"
        return Amount(self.marks, Fraction(number or 0), (self._address("score"),), lacks, False)

    @property
    def 有分(self) -> bool:  # noqa: N802
        """Whether the list prints scores."""
        return "score" in self.shown.layout.fields(CardPart.PROJECT)

    @property
    def 等级(self) -> str:  # noqa: N802
        """The word for the score."""
        return self.shown.shown(CardPart.PROJECT, self.line, "grade")

    def _address(self, field: str) -> Address:
        return card_address(self.shown.key(field, CardPart.PROJECT, self.line))

    def _money(self, field: str, what: str) -> Amount:
        unit = self.shown.layout.unit
        number = number_of(self.line.text(field), unit)
        fen = Fraction(number) * unit.value if number is not None else 0
        return Amount(self.marks, fen, (self._address(field),), "" if number is not None else f"“{self.名}”的{what}")


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """The scores of one grade: how a sentence calls them, how many projects have them."""

    界: str
    个数: Amount


class CardsTold:
    """绩效: all scorecards of the report."""

    def __init__(self, cards: Sequence[ShownCard], marks: Marks, phrase: Phrase) -> None:
        self._cards, self._phrase = cards, phrase
        self._marks = marks.in_style(money_style(marks.style))

    @cached_property
    def 项目(self) -> Sequence[CardTold | ListedTold]:  # noqa: N802
        """The projects in printed order: of the cards, of the lists where there are none."""
        cards = self.项目表
        return cards or [
            ListedTold(shown, line, self._marks)
            for shown in self._of(CardKind.LISTING)
            for line in shown.sheet.lines(CardPart.PROJECT)
            if line.text("name").strip() and not is_list_total(line)
        ]

    @cached_property
    def 项目表(self) -> list[CardTold]:  # noqa: N802
        """The project cards."""
        return [self._told(shown) for shown in self._of(CardKind.PROJECT)]

    @property
    def 整体(self) -> CardTold | None:  # noqa: N802
        """The card of the whole department, if there is one."""
        return next((self._told(shown) for shown in self._of(CardKind.OVERALL)), None)

    def 取(self, card: str) -> CardTold:  # noqa: N802
        """取("3"): a card by its number in the report; raises LookupError."""
        shown = next((item for item in self._cards if item.sheet.id == card), None)
        if shown is None:
            raise LookupError(f"没有编号为 {card} 的自评表")
        return self._told(shown)

    @property
    def 有(self) -> bool:  # noqa: N802
        """Whether the report has projects that were assessed."""
        return bool(self.项目)

    @property
    def 有分(self) -> bool:  # noqa: N802
        """Whether they are scored."""
        return any(item.有分 for item in self.项目)

    @property
    def 个数(self) -> Amount:  # noqa: N802
        """How many projects."""
        return self._count(self._scores, "个数")

    @property
    def 预算(self) -> Amount:  # noqa: N802
        """Their budgets together."""
        return self._sum([item.预算 for item in self.项目], "预算")

    @property
    def 执行(self) -> Amount:  # noqa: N802
        """What they spent together."""
        return self._sum([item.执行 for item in self.项目], "执行")

    def 凑成(self, whole: Amount) -> bool:  # noqa: N802
        """凑成(数("T5[合计].项目支出")): whether what the projects spent makes up an amount, as far as it is printed.

        Each figure of a card may be off by half of its last digit.
        """
        spent = self.执行
        least = Fraction(Unit.WAN_YUAN.value, 10**self._marks.style.money.decimals)
        apart = abs(Fraction(spent.value) - Fraction(whole.value))
        return not spent.缺 and not whole.缺 and apart * 2 <= least * (len(self.项目) + 1)

    @property
    def 平均分(self) -> Amount:  # noqa: N802
        """The mean of the scores, to two places."""
        total = total_of(self._scores)
        if total is None:
            return self._sum([], "平均分")
        mean = Fraction(total.value) / len(self._scores)
        return replace(total, value=mean, lacks=_lacking(self._scores), expression="绩效.平均分")

    def 分数段(self, least: Fraction | int, below: Fraction | int = 0) -> Amount:  # noqa: N802
        """分数段(80, 90): how many scored at least 80 and less than 90; 分数段(90): 90 and more."""
        lacks = _lacking(self._scores)
        counted = [score for score in self._scores if not score.缺 and _within(score.value, least, below)]
        return replace(self._count(counted, f"分数段({_points(least)}, {_points(below)})"), lacks=lacks)

    @property
    def 各分数段(self) -> list[ScoreBand]:  # noqa: N802
        """The bands of scores of the form's grades from the best: 90分（含90分）以上, 80-90分（含80分）, 60分以下."""
        bounds = [bound for bound in self._bounds if bound > 0]
        found = [ScoreBand(f"{_points(bounds[0])}分（含{_points(bounds[0])}分）以上", self.分数段(bounds[0]))]
        found += [
            ScoreBand(f"{_points(low)}-{_points(high)}分（含{_points(low)}分）", self.分数段(low, high))
            for high, low in pairwise(bounds)
        ]
        return [*found, ScoreBand(f"{_points(bounds[-1])}分以下", self.分数段(0, bounds[-1]))]

    @property
    def _bounds(self) -> list[Fraction]:
        """The least score of every grade from the best; those of the nationwide rule where the form has no grades."""
        grades = self._grades
        return [Fraction(least) for _, least in grades] if grades else [Fraction(least) for least in _NATIONWIDE]

    @property
    def _grades(self) -> Sequence[tuple[str, Decimal]]:
        layouts = [item.layout for item in self._cards if item.layout.grades and item.layout.kind != CardKind.OVERALL]
        return layouts[0].grades if layouts else ()

    @property
    def 等级词(self) -> list[str]:  # noqa: N802
        """The words for scores, from the best: 优, 良, 中, 差."""
        return [word for word, _ in self._grades]

    def 等级数(self, word: str) -> Amount:  # noqa: N802
        """等级数("优"): how many projects have a grade."""
        pairs = list(zip(self.项目, self._scores, strict=True))
        lacks = _lacking([score for item, score in pairs if not item.等级])
        counted = [score for item, score in pairs if item.等级 == word]
        return replace(self._count(counted, f"等级数({json.dumps(word, ensure_ascii=False)})"), lacks=lacks)

    def _of(self, kind: CardKind) -> list[ShownCard]:
        return [shown for shown in self._cards if shown.layout.kind == kind]

    def _told(self, shown: ShownCard) -> CardTold:
        return CardTold(shown, self._marks, self._phrase)

    @cached_property
    def _scores(self) -> list[Amount]:
        return [item.得分 for item in self.项目]

    def _count(self, scores: Sequence[Amount], word: str) -> Amount:
        """A number of projects, which follows their scores."""
        addresses = tuple(score.addresses[0] for score in scores)
        return Amount(self._marks, len(scores), addresses, "", False, f"绩效.{word}")

    def _sum(self, amounts: Sequence[Amount], word: str) -> Amount:
        total = total_of(amounts) or Amount(self._marks, 0, (), "绩效自评表")
        return replace(total, lacks=_lacking(amounts) or total.lacks, expression=f"绩效.{word}")


def _lacking(amounts: Sequence[Amount]) -> str:
    """What of these is not known, in few words: a hundred projects may be without a score."""
    found = list(dict.fromkeys(amount.lacks for amount in amounts if amount.缺))
    return "、".join(found) if len(found) <= _NAMED else f"{found[0]}等 {len(found)} 项"


def _within(value: int | Fraction, least: Fraction | int, below: Fraction | int) -> bool:
    return value >= least and (not below or value < below)


def _points(value: Fraction | int) -> str:
    """A bound of a grade as printed: 90, 87.5."""
    return f"{Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator):f}"
