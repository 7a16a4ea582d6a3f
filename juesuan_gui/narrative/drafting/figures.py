"""Owns the figures of a drafted text: printed in the form's style, each remembering the cells it comes from.

A figure written into a template becomes its printed words between two marks; when the text is done the marks are
taken out again and tell where each figure stands (``unmarked``). What is not known prints as 【待填：…】.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from juesuan_gui.figures import Figure, NumberStyle, format_figure, in_unit, round_half_up
from juesuan_gui.relations import Address

_START, _MIDDLE, _END = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_START}(\\d+){_MIDDLE}([^{_END}]*){_END}")
_TABLE_NAME = re.compile(r"（[^（）]*表）")
_MARKS = re.compile("[\ue000-\ue00f]")


@dataclass(frozen=True, slots=True)
class TextStyleOfFigures:
    """How figures are printed in running text: ``money`` with its unit after it, rates with ``decimals`` places.

    ``trims`` drops the zeros at the end of an amount (1,061.4万元, 9万元).
    """

    money: NumberStyle
    decimals: int = 2
    trims: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A figure in a paragraph: the characters ``start`` to ``end`` (excluded) print what the cells say.

    ``expression`` is how a template writes the same figure again, "" where it has no words for it.
    """

    start: int
    end: int
    addresses: tuple[Address, ...]
    expression: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """Something a draft lacks: ``words`` asks for it.

    ``kind`` is 数 (what the cells say), or 原因, 短语 or 文字 (the report text ``name``).
    """

    kind: str
    words: str
    name: str = ""
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a paragraph asks for something (``is_gap``), or prints what it was told."""

    start: int
    end: int
    need: Need
    is_gap: bool
    expression: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    addresses: tuple[Address, ...]
    expression: str
    need: Need | None = None
    is_gap: bool = False


class Marks:
    """The figures and gaps of one text while it is written."""

    def __init__(self, style: TextStyleOfFigures) -> None:
        self.style = style
        self._items: list[_Item] = []

    def in_style(self, style: TextStyleOfFigures) -> Marks:
        """Marks of the same text for figures that print in another style."""
        other = Marks(style)
        other._items = self._items
        return other

    def figure(self, text: str, addresses: tuple[Address, ...], expression: str = "") -> str:
        """Words that print what the cells say, marked."""
        return self._marked(text, _Item(addresses, expression))

    def gap(self, need: Need, expression: str = "") -> str:
        """The visible gap for what is not known, marked."""
        # The sentence says enough; which table to fill stands in the need.
        words = f"【待填：{_TABLE_NAME.sub('', need.words)}】"
        return self._marked(words, _Item(need.addresses, expression, need, is_gap=True))

    def told(self, text: str, need: Need, expression: str = "") -> str:
        """Words of the report that answer a need, marked."""
        return self._marked(text, _Item((), expression, need))

    def _marked(self, text: str, item: _Item) -> str:
        self._items.append(item)
        return f"{_START}{len(self._items) - 1}{_MIDDLE}{text}{_END}"

    def unmarked(self, text: str) -> tuple[str, tuple[Span, ...], tuple[Need, ...]]:
        """The text without marks, where its figures stand, and what it lacks."""
        found = tuple(self._found(text))
        spans = tuple(Span(start, end, item.addresses, item.expression) for start, end, item in found if item.addresses)
        needs = tuple(item.need for _, _, item in found if item.need is not None and item.is_gap)
        return _MARKED.sub(lambda match: match[2], text), spans, needs

    def asked(self, text: str) -> tuple[Asked, ...]:
        """Where the text, without its marks, asks for something or prints what it was told."""
        return tuple(
            Asked(start, end, item.need, item.is_gap, item.expression)
            for start, end, item in self._found(text)
            if item.need is not None
        )

    def _found(self, text: str) -> Iterator[tuple[int, int, _Item]]:
        """Every mark with the characters of the unmarked text that it covers."""
        length = last = 0
        for match in _MARKED.finditer(text):
            start = length + match.start() - last
            length = start + len(match[2])
            last = match.end()
            yield start, length, self._items[int(match[1])]


def without_marks(text: str) -> str:
    """A text of the user's without the characters that mark figures and paragraphs here."""
    return _MARKS.sub("", text)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that a text may print: money in 分, or a count where ``is_money`` is not set.

    ``lacks`` says what is to be filled in where the value is not known; ``value`` is 0 then.
    """

    marks: Marks
    value: int | Fraction
    addresses: tuple[Address, ...]
    lacks: str = ""
    is_money: bool = True
    #: How a template asks for the same figure again, "" where it has no words for it.
    expression: str = ""

    @property
    def 缺(self) -> bool:  # noqa: N802 - the words of the templates are Chinese
        """Whether the value is not known."""
        return bool(self.lacks)

    @property
    def 是零(self) -> bool:  # noqa: N802
        """Whether it is known and prints as zero."""
        return not self.lacks and self._printed() == 0

    @property
    def 有(self) -> bool:  # noqa: N802
        """Whether something is to be told of it: not zero, or not known."""
        return not self.是零

    def _printed(self) -> Fraction:
        if not self.is_money:
            return Fraction(self.value)
        money = self.marks.style.money
        return Fraction(in_unit(Figure(self.value), money.unit, money.decimals))

    def __str__(self) -> str:
        if self.lacks:
            return self.marks.gap(Need("数", self.lacks, addresses=self.addresses), self.expression)
        return self.marks.figure(self._text(), self.addresses, self.expression)

    def _text(self) -> str:
        if not self.is_money:
            return trimmed(f"{round_half_up(self.value, 2):f}")
        style = self.marks.style
        text = format_figure(Figure(self.value), style.money) or "0"
        if style.trims or self._printed() == 0:
            text = trimmed(text)
        return f"{text}{style.money.unit.label}"

    def __add__(self, other: Amount) -> Amount:
        return self._with(other, self.value + other.value, "+")

    def __sub__(self, other: Amount) -> Amount:
        return self._with(other, self.value - other.value, "-")

    def _with(self, other: Amount, value: int | Fraction, sign: str) -> Amount:
        lacks = "、".join(dict.fromkeys(words for words in (self.lacks, other.lacks) if words))
        addresses = tuple(dict.fromkeys((*self.addresses, *other.addresses)))
        expression = written("({} " + sign + " {})", self, other)
        return Amount(self.marks, 0 if lacks else value, addresses, lacks, self.is_money, expression)


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole as a percentage; prints nothing sensible on a zero base, so ask 有 first."""

    part: Amount
    whole: Amount

    @property
    def 有(self) -> bool:  # noqa: N802
        """Whether a rate can be told: the base is above zero, or not known yet."""
        return self.whole.缺 or (not self.whole.是零 and self.whole.value > 0)

    def __str__(self) -> str:
        lacks = "、".join(dict.fromkeys(item.lacks for item in (self.part, self.whole) if item.lacks))
        marks = self.part.marks
        addresses = tuple(dict.fromkeys((*self.part.addresses, *self.whole.addresses)))
        expression = written("占({}, {})", self.part, self.whole)
        if lacks:
            return marks.gap(Need("数", lacks, addresses=addresses), expression)
        if not self.有:
            return marks.figure("0%", addresses, expression)
        number = round_half_up(Fraction(self.part.value) / Fraction(self.whole.value) * 100, marks.style.decimals)
        if number == 0 and self.part.是零:
            # Of nothing every place prints 0%; a share too small for the last digit keeps its decimals.
            return marks.figure("0%", addresses, expression)
        return marks.figure(f"{number:.{marks.style.decimals}f}%", addresses, expression)


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a figure against a base. 持平 only where the printed difference is 0."""

    now: Amount
    before: Amount

    @property
    def 缺(self) -> bool:  # noqa: N802
        """Whether one of the two is not known."""
        return self.now.缺 or self.before.缺

    @property
    def 持平(self) -> bool:  # noqa: N802
        """Whether the difference prints as 0."""
        return (self.now - self.before).是零

    @property
    def 词(self) -> str:  # noqa: N802
        """增加 or 减少."""
        return "增加" if self.now.value >= self.before.value else "减少"

    @property
    def 比较词(self) -> str:  # noqa: N802
        """大于 or 小于."""
        return "大于" if self.now.value >= self.before.value else "小于"

    @property
    def 额(self) -> Amount:  # noqa: N802
        """The difference without its sign."""
        both = self.now - self.before
        size = both.value if both.value >= 0 else -both.value
        return replace(both, value=size, expression=written("增减({}, {}).额", self.now, self.before))

    @property
    def 率(self) -> Rate:  # noqa: N802
        """The difference as a share of the base."""
        return Rate(self.额, self.before)

    @property
    def 不带率(self) -> str:  # noqa: N802
        """增加5.00万元, or 持平."""
        return "持平" if self.持平 else f"{'增加（减少）' if self.缺 else self.词}{self.额}"

    def __str__(self) -> str:
        if self.缺:
            gap = self.now if self.now.缺 else self.before
            return str(gap)
        if self.持平 or not self.率.有:
            return self.不带率
        return f"{self.不带率}，{'增长' if self.词 == '增加' else '下降'}{self.率}"

    def 比(self, base: str, *, rate: bool = True) -> str:  # noqa: N802
        """比2019年度增加5.00万元，增长3.00%; 与2019年度持平."""
        if not self.缺 and self.持平:
            return f"与{base}持平"
        return f"比{base}{self if rate and not self.缺 else str(self) if self.缺 else self.不带率}"


def written(pattern: str, *amounts: Amount) -> str:
    """An expression over expressions, "" where one of them has no words."""
    parts = [amount.expression for amount in amounts]
    return pattern.format(*parts) if all(parts) else ""


def trimmed(text: str) -> str:
    """A number without the zeros that end its places: 9.00 → 9, 1,061.40 → 1,061.4."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def total_of(amounts: Iterable[Amount]) -> Amount | None:
    """The sum of the amounts, ``None`` without any."""
    result: Amount | None = None
    for amount in amounts:
        result = amount if result is None else result + amount
    return result
