"""Owns what the text templates may ask of one scorecard: its figures by the cells, its words inside sentences.

Figures follow the cells of the card (``report.card_addresses``); what it lacks is a gap that leads to its cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from juesuan_gui.figures import round_half_up
from juesuan_gui.forms import CardPart
from juesuan_gui.forms.numerals import ordinal
from juesuan_gui.live.cards import ShownCard, number_of
from juesuan_gui.narrative.drafting.card_words import Told, in_sentence, squeezed
from juesuan_gui.narrative.drafting.figures import Amount, Marks, Need, without_marks
from juesuan_gui.report import CardKey
from juesuan_gui.report.card_addresses import card_address
from juesuan_gui.report.card_sheets import CardLine
from juesuan_gui.report.cards import CardKind, TargetKind
from juesuan_gui.report.cards_targets import plain, understood

#: Written in place of an answer.
_NOTHING: Final = frozenset({"", "无", "/", "—", "-", "不涉及"})
#: Values that say only that what the indicator names was done.
_DONE: Final = frozenset({"是", "完成", "已完成", "达到", "已达到", "达成", "达标", "有", "具有"})
_DIGIT: Final = re.compile(r"\d")
#: Asks for a text of the report that no card has a place for: its name and what it is.
Phrase = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class CardTold:
    """One scorecard, of a project or of the whole department, as templates ask for it."""

    shown: ShownCard
    marks: Marks
    phrase: Phrase

    @property
    def 名(self) -> str:  # noqa: N802
        """The project's name."""
        return without_marks(self.shown.head("name")).strip() or str(self._told("name", "项目名称"))

    @property
    def 称(self) -> str:  # noqa: N802
        """The name as a sentence says it: 护林项目."""
        return self.名 if self.名.endswith("项目") else f"{self.名}项目"

    @property
    def 预算(self) -> Amount:  # noqa: N802
        """The year's budget, the initial one where the card prints only that."""
        fields = self.shown.layout.fields(CardPart.MONEY)
        return self._money("budget" if "budget" in fields else "initial", "全年预算数", "预算")

    @property
    def 年初预算(self) -> Amount:  # noqa: N802
        """The budget of the year's beginning, the year's where the card prints only that."""
        fields = self.shown.layout.fields(CardPart.MONEY)
        return self._money("initial" if "initial" in fields else "budget", "年初预算数", "年初预算")

    @property
    def 执行(self) -> Amount:  # noqa: N802
        """What was spent."""
        return self._money("executed", "全年执行数", "执行")

    @property
    def 执行率(self) -> Told:  # noqa: N802
        """The rate as the card shows it, to the places of the text."""
        total = self.shown.total_row
        text = self.shown.shown(CardPart.MONEY, total, "rate") if total is not None else ""
        number = number_of(text)
        if number is not None:
            places = min(self.marks.style.decimals, max(-int(number.as_tuple().exponent), 0))
            text = f"{round_half_up(Fraction(number), places):.{places}f}%"
        key = self.shown.key("rate", CardPart.MONEY, total)
        lacks = f"{self._called}的预算执行率"
        return Told(self.marks, text if number is not None else "", lacks, card_address(key), self._asked("执行率"))

    @property
    def 得分(self) -> Amount:  # noqa: N802
        """The total score."""
        return self._number("total_score", "自评总分", "得分")

    @property
    def 有分(self) -> bool:  # noqa: N802
        """Whether the layout scores at all."""
        return self.shown.layout.has_scores

    @property
    def 等级(self) -> str:  # noqa: N802
        """The word for the score, "" where the form has none."""
        score = number_of(self.shown.head("total_score"))
        return self.shown.head("grade") or (self.shown.layout.grade(score) if score is not None else "")

    @property
    def 目标(self) -> Told:  # noqa: N802
        """What was expected of the year."""
        return self._goal("expected", "年度总体目标", "目标")

    @property
    def 完成(self) -> Told:  # noqa: N802
        """How the goal was met."""
        return self._goal("actual", "年度总体目标的完成情况", "完成")

    @property
    def 基本支出(self) -> Amount:  # noqa: N802
        """On the card of the whole: the basic expenditure beside its money, or its row."""
        return self._beside("basic_total", "基本支出", "基本支出")

    @property
    def 项目支出(self) -> Amount:  # noqa: N802
        """On the card of the whole: the project expenditure beside its money, or its row."""
        return self._beside("project_total", "项目支出", "项目支出")

    @property
    def 扣分(self) -> bool:  # noqa: N802
        """Whether marks were lost, or something was written about what was not reached."""
        score = number_of(self.shown.head("total_score"))
        lost = score is not None and score < self.shown.layout.full_marks
        return lost or bool(self._cause())

    @property
    def 问题(self) -> str:  # noqa: N802
        """What was found and why: the card's own words; a gap only where marks were lost without any."""
        cause = self._cause()
        if cause:
            return cause
        if "cause" in self._printed():
            return str(self._told("cause", "偏差原因"))
        return self.phrase(f"绩效.问题.{self._name}", f"“{self._name}”发现的问题及原因")

    @property
    def 措施(self) -> str:  # noqa: N802
        """What is to be done: the card's own words, else a text of the report."""
        if "measures" in self._printed():
            return str(self._told("measures", "改进措施"))
        return self.phrase(f"绩效.措施.{self._name}", f"“{self._name}”的下一步改进措施")

    @property
    def 来源(self) -> list[tuple[str, Amount, Amount]]:  # noqa: N802
        """The sources of the money that the card fills in: name, budget, spent."""
        found = []
        for line in self.shown.sheet.lines(CardPart.MONEY):
            texts = [self.shown.shown(CardPart.MONEY, line, field) for field in ("budget", "executed")]
            if line is not self.shown.total_row and any(texts):
                label = squeezed(line.text("label")).removeprefix("其中：").removeprefix("其中")
                found.append(
                    (label, self._line_money(line, "budget", label), self._line_money(line, "executed", label))
                )
        return found

    @property
    def 产出(self) -> str:  # noqa: N802
        """What was produced, by kinds of indicators: 一是…；二是…."""
        return self._results(lambda first: "产出" in first or "成本" in first)

    @property
    def 效益(self) -> str:  # noqa: N802
        """What it brought: benefit and satisfaction."""
        return self._results(lambda first: "产出" not in first and "成本" not in first)

    @property
    def 产出和效益(self) -> str:  # noqa: N802
        """Everything that was produced and brought."""
        return self._results(lambda first: True)

    @property
    def 指标(self) -> list[tuple[str, str, Told, Told]]:  # noqa: N802
        """The indicators: kind, name, target, actual value."""
        return [
            (line.text("second") or line.text("first"), name, self._value(line, "target"), self._value(line, "actual"))
            for line in self.shown.sheet.lines(CardPart.INDICATOR)
            if (name := in_sentence(line.text("name")))
        ]

    @property
    def 各项得分(self) -> list[tuple[str, str, str, Amount]]:  # noqa: N802
        """The indicators of a card that scores: 一级, 二级, name, score."""
        part = CardPart.INDICATOR
        return [
            (line.text("first"), line.text("second"), name, self._score(line, name))
            for line in self.shown.sheet.lines(part)
            if (name := in_sentence(line.text("name")))
        ]

    @property
    def _name(self) -> str:
        return without_marks(self.shown.head("name")).strip() or self.shown.layout.name

    @property
    def _called(self) -> str:
        """The card as a question names it."""
        is_project = self.shown.layout.kind == CardKind.PROJECT
        return f"“{self._name}”自评表" if is_project else self.shown.layout.name

    def _printed(self) -> set[str]:
        return {cell.field for row in self.shown.layout.rows for cell in row.cells if row.each is CardPart.HEAD}

    def _asked(self, word: str) -> str:
        return f"绩效.取({json.dumps(self.shown.sheet.id)}).{word}"

    def _told(self, field: str, what: str) -> Told:
        text = in_sentence(self.shown.head(field))
        address = card_address(self.shown.key(field))
        return Told(self.marks, "" if text in _NOTHING else text, f"{self._called}的{what}", address, "")

    def _goal(self, field: str, what: str, word: str) -> Told:
        goals = self.shown.sheet.lines(CardPart.GOAL)
        text = "；".join(text for goal in goals if (text := in_sentence(goal.text(field))))
        key = self.shown.key(field, CardPart.GOAL, goals[0] if goals else None)
        return Told(self.marks, text, f"{self._called}的{what}", card_address(key), self._asked(word))

    def _cause(self) -> str:
        """The written cause, else the reasons at the indicators that lost marks."""
        text = in_sentence(self.shown.head("cause"))
        if text not in _NOTHING:
            return str(self._told("cause", "偏差原因"))
        part = CardPart.INDICATOR
        found = []
        for line in self.shown.sheet.lines(part):
            reason = in_sentence(line.text("reason"))
            if reason not in _NOTHING and reason not in found:
                found.append(reason)
        return "；".join(found)

    def _money(self, field: str, what: str, word: str) -> Amount:
        total = self.shown.total_row
        if total is None:
            key = self.shown.key(field, CardPart.MONEY)
            return self._amount("", key, f"{self._called}的{what}", self._asked(word))
        return self._line_money(total, field, what, self._asked(word))

    def _line_money(self, line: CardLine, field: str, what: str, expression: str = "") -> Amount:
        text = self.shown.shown(CardPart.MONEY, line, field)
        key = self.shown.key(field, CardPart.MONEY, line)
        lacks = f"{self._called}的{what}"
        if not text and line is not self.shown.total_row:
            # A source that gave nothing is left blank on the card.
            text, lacks = "0", ""
        return self._amount(text, key, lacks, expression)

    def _beside(self, field: str, label: str, word: str) -> Amount:
        if field in self._printed():
            text = self.shown.head(field)
            return self._amount(text, self.shown.key(field), f"整体自评表的{label}总额", self._asked(word))
        lines = self.shown.sheet.lines(CardPart.MONEY)
        line = next((line for line in lines if label in squeezed(line.text("label"))), None)
        if line is None:
            return self._amount("", self.shown.key(field), f"整体自评表的{label}", self._asked(word))
        return self._line_money(line, "executed", label, self._asked(word))

    def _amount(self, text: str, key: CardKey, lacks: str, expression: str) -> Amount:
        unit = self.shown.layout.unit
        number = number_of(text, unit)
        fen = Fraction(number) * unit.value if number is not None else 0
        missing = "" if number is not None else lacks
        return Amount(self.marks, fen, (card_address(key),), missing, expression=expression)

    def _number(self, field: str, what: str, word: str) -> Amount:
        number = number_of(self.shown.head(field))
        lacks = "" if number is not None else f"{self._called}的{what}"
        address = card_address(self.shown.key(field))
        return Amount(self.marks, Fraction(number or 0), (address,), lacks, False, self._asked(word))

    def _score(self, line: CardLine, name: str) -> Amount:
        number = number_of(line.text("score"))
        key = self.shown.key("score", CardPart.INDICATOR, line)
        lacks = "" if number is not None else f"“{name}”的自评得分"
        return Amount(self.marks, Fraction(number or 0), (card_address(key),), lacks, False)

    def _value(self, line: CardLine, field: str) -> Told:
        text = in_sentence(line.text(field))
        unit = line.text("unit").strip()
        if text and unit and text.replace(",", "").replace(".", "", 1).isdigit():
            text = f"{line.text('operator').strip() if field == 'target' else ''}{text}{unit}"
        what = "指标值" if field == "target" else "完成值"
        address = card_address(self.shown.key(field, CardPart.INDICATOR, line))
        return Told(self.marks, text, f"“{in_sentence(line.text('name'))}”的{what}", address, "")

    def _results(self, wanted: Callable[[str], bool]) -> str:
        groups: dict[str, list[str]] = {}
        for line in self.shown.sheet.lines(CardPart.INDICATOR):
            if wanted(line.text("first")) and in_sentence(line.text("name")):
                groups.setdefault(line.text("second") or line.text("first"), []).append(self._result(line))
        if not groups:
            return str(self._told("name", "绩效指标")) if not self.shown.sheet.name else self._no_results()
        sentences = ["，".join(items) for items in groups.values()]
        if len(sentences) == 1:
            return sentences[0]
        return "；".join(f"{ordinal(at)}是{text}" for at, text in enumerate(sentences, 1))

    def _no_results(self) -> str:
        address = card_address(self.shown.key("name", CardPart.INDICATOR))
        return self.marks.gap(Need("数", f"{self._called}的绩效指标", addresses=(address,)))

    def _result(self, line: CardLine) -> str:
        """One indicator and its value: 巡查次数22次; 完成时间：11月; what only says 是 is named alone."""
        name = in_sentence(line.text("name"))
        value = self._value(line, "actual")
        text = plain(line.text("actual"))
        if text in _DONE:
            return self.marks.figure(name, (card_address(self.shown.key("actual", CardPart.INDICATOR, line)),))
        counted = understood(text).kind in (TargetKind.NUMBER, TargetKind.RANGE)
        if counted and _DIGIT.search(plain(name)):
            # 租赁场地1个1个, 在12月底之前12 would run two numbers together.
            return f"{name}，实际完成{value}"
        return f"{name}{value}" if counted else f"{name}：{value}"
