"""Owns sentences that a report tells twice word for word: a figure that differs there contradicts the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from juesuan_gui.figures import Quantity, meets
from juesuan_gui.narrative.claiming.catalogue import is_performance
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, printed, quantity
from juesuan_gui.narrative.headings import without_ordinal
from juesuan_gui.narrative.model import ClaimKind, Dimension, Statement

_SENTENCE = re.compile(r"[。;!?]")
_FIGURES = re.compile(r"[\d.,]+")
#: What any sentence about money says: it names nothing.
_COMMON = re.compile(
    r"年初|全年|本年度?|年度|上年|预算|决算|收入|支出|执行|完成|安排|资金|项目|金额|总额|合计|总计|其中|主要|用于|分别|比例|"
    r"增加|减少|增长|下降|[亿万]?元|[%,，、:()为数的共占比较与和年]"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
#: Fewer letters before a figure in its sentence may begin any sentence.
_LEAST_WORDS = 6
#: So many digits of a neighbouring figure tell that the two sentences speak of one thing.
_TELLING = 3
#: What was planned may be worded as what was done.
_PLANNED = re.compile(r"目标|计划|预期|预计|拟|指标值|力争|确保|将")
_NEAR = 4
_LONGEST_BEFORE = 400


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """A figure beside another: how much it is, and how many digits tell it from others."""

    amount: Quantity
    digits: int


@dataclass(frozen=True, eq=False)
class _Told:
    """A figure, the words of its sentence before it, and the figures told next to it.

    What is found out about it is kept: words that are told often are held against each other.
    """

    statement: Statement
    words: str
    beside: tuple[Statement, ...]

    @cached_property
    def neighbours(self) -> dict[tuple[str, Dimension], _Neighbour]:
        """The figures next to it, by all that stands between and what kind of number they are."""
        return {
            (_between(self.statement, other), other.literal.dimension): _Neighbour(quantity(other), _digits(other))
            for other in self.beside
        }

    @cached_property
    def is_planned(self) -> bool:
        """Whether the words before it or its heading speak of a plan."""
        return _PLANNED.search(_context(self.statement)) is not None

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that its sentence names."""
        return frozenset(_YEAR.findall(_sentence(self.statement)))


def twice_told_claims(facts: Facts) -> Iterator[Claim]:
    """接收3238名隔离人员,支付980.71万元: told again with the same words, and the figure beside it the same.

    Only among the reports of work and performance, where paragraphs are copied from one part to another, and within
    one section: elsewhere the same words may speak of another fund. What was planned is not held against what was done.
    """
    seen: dict[tuple[str, object, str, str], list[_Told]] = {}
    for statements in facts.passages():
        passage = statements[0].passage
        if passage.in_cell:
            continue
        for told in _told(statements):
            literal = told.statement.literal
            key = (told.words, literal.dimension, literal.counted, told.statement.role.value)
            others = [other for other in seen.get(key, ())[-_NEAR:] if _is_the_same_sentence(told, other)]
            if others and all(not meets(quantity(told.statement), quantity(o.statement)) for o in others):
                yield _claim(told.statement, others[-1].statement)
            elif others:
                same = next(o for o in others if meets(quantity(told.statement), quantity(o.statement)))
                yield _claim(told.statement, same.statement)
            seen.setdefault(key, []).append(told)


def _claim(later: Statement, earlier: Statement) -> Claim:
    way = Way((earlier,), quantity(earlier), f"前文同一句话写作{printed(earlier)}")
    return Claim("N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, later, quantity(later), (way,), remark="再述")


def _told(statements: Sequence[Statement]) -> Iterator[_Told]:
    """The figures of a paragraph whose sentence names something before them."""
    ordered = sorted(statements, key=lambda s: s.literal.start)
    for place, statement in enumerate(ordered):
        words = _words(statement)
        if len(_COMMON.sub("", words)) < _LEAST_WORDS:
            continue
        beside = [ordered[near] for near in (place - 2, place - 1, place + 1, place + 2) if 0 <= near < len(ordered)]
        yield _Told(statement, words, tuple(beside))


def _words(statement: Statement) -> str:
    return _FIGURES.sub("", without_ordinal(_sentence(statement))).strip(" ,，、:")


def _between(one: Statement, other: Statement) -> str:
    """The words that divide two neighbouring figures, and which of them comes first."""
    first, second = sorted((one, other), key=lambda s: s.literal.start)
    return ("后" if first is one else "前") + first.passage.text[first.literal.end : second.literal.start]


def _is_the_same_sentence(told: _Told, other: _Told) -> bool:
    """Whether a neighbour of both, behind the same words, is one telling figure."""
    here, there = told.statement.passage, other.statement.passage
    if here is there or not (here.headings == there.headings or (is_performance(here) and is_performance(there))):
        return False
    if told.is_planned != other.is_planned:
        return False
    if told.years and other.years and told.years != other.years:
        return False
    mine, theirs = told.neighbours, other.neighbours
    return any(
        max(mine[near].digits, theirs[near].digits) >= _TELLING and meets(mine[near].amount, theirs[near].amount)
        for near in mine.keys() & theirs.keys()
    )


def _digits(statement: Statement) -> int:
    return len(re.sub(r"\D", "", printed(statement)).strip("0"))


def _sentence(statement: Statement) -> str:
    return _SENTENCE.split(_before(statement))[-1]


def _before(statement: Statement) -> str:
    """The words right before a figure; bounded, for hostile text."""
    end = statement.literal.start
    return statement.passage.text[max(0, end - _LONGEST_BEFORE) : end]


def _context(statement: Statement) -> str:
    """The words up to a figure, and the heading they stand under."""
    heading = statement.passage.headings[-1] if statement.passage.headings else ""
    return heading + _before(statement)
