"""How a generated report prints its figures, and a teller that remembers every figure and word it has printed.

Nothing here asks the program: amounts are whole 分, rates are exact fractions, rounding is half up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

SIZES = {"元": 100, "万元": 1_000_000}
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_MARK = re.compile("\ue000(\\d+)\ue001")
_NARROW = str.maketrans("（）：", "():")
UPS = (("增加", "增长"), ("增加", "上升"), ("增加", "增长"), ("上升", "增长"))
DOWNS = (("减少", "下降"), ("减少", "降低"), ("下降", "下降"), ("减少", "下降"))
#: Short, so that one may stand twice in a report as in life.
REASONS = (
    "人员变动",
    "项目调整",
    "厉行节约",
    "工资调标",
    "新增专项工作",
    "上年项目完工",
    "压减一般性支出",
    "追加项目资金",
    "社保基数调整",
    "机构职能调整",
    "退休人员增加",
    "工作量变化",
    "据实结算",
    "政策性调资",
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one report prints: table and text places, commas, zeros, rates, blanks around figures, full-width digits."""

    unit: str
    places: int
    commas: bool
    zero: str
    text_places: int
    text_commas: bool
    trimmed: bool
    rate_places: int
    space: str
    wide: bool
    narrow: bool

    @property
    def step(self) -> Fraction:
        """The last printed digit of the tables in 分."""
        return Fraction(SIZES[self.unit], 10**self.places)

    @property
    def text_step(self) -> Fraction:
        """The last printed digit of amounts in the text in 分."""
        return Fraction(SIZES[self.unit], 10**self.text_places)

    def cell(self, fen: int) -> str:
        """An amount of a table; what is nothing prints as ``zero``, what rounds to nothing as 0.00."""
        return number(fen, self.unit, self.places, self.commas) if fen else self.zero

    def money(self, fen: int) -> str:
        """An amount of the text without its unit."""
        text = number(fen, self.unit, self.text_places, self.text_commas)
        if self.trimmed and "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.translate(_WIDE) if self.wide else text

    def rate(self, part: int, whole: int) -> str:
        """A percentage."""
        text = f"{half_up(Fraction(abs(part) * 100, abs(whole)), self.rate_places):.{self.rate_places}f}%"
        if self.trimmed and text in ("100.00%", "100.0%"):
            text = "100%"
        return text.translate(_WIDE) if self.wide else text

    def plain(self, text: str) -> str:
        """The text with brackets and colons as this report types them."""
        return text.translate(_NARROW) if self.narrow else text


def half_up(value: Fraction, places: int) -> Decimal:
    """A fraction as a rounded decimal."""
    scaled = value * 10**places
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)


def number(fen: int, unit: str, places: int, commas: bool) -> str:
    """An amount in a unit with so many places."""
    rounded = half_up(Fraction(fen, SIZES[unit]), places)
    return f"{rounded:,.{places}f}" if commas else f"{rounded:.{places}f}"


def parsed(text: str) -> Decimal:
    """The number that a printed text is."""
    plain = text.translate(str.maketrans("０１２３４５６７８９．％", "0123456789.%")).replace(",", "")
    return Decimal(plain.rstrip("%").strip())


@dataclass(frozen=True, slots=True)
class Token:
    """A figure or word of the text. ``kind`` says what a change of it must give; "loose" nothing for certain."""

    kind: str
    text: str
    section: str = ""


class Teller:
    """Writes sentences whose figures are marks, so that one of them can be changed afterwards."""

    def __init__(self, style: Style, random: Random, year: int, office: str) -> None:
        self.style, self.random, self.year, self.office = style, random, year, office
        self.tokens: list[Token] = []
        self.section = ""
        self._reasons = list(REASONS)
        random.shuffle(self._reasons)

    def mark(self, kind: str, text: str) -> str:
        """A mark for a figure or word."""
        self.tokens.append(Token(kind, text, self.section))
        return f"\ue000{len(self.tokens) - 1}\ue001"

    def money(self, fen: int, kind: str = "tied") -> str:
        """An amount with its unit."""
        gap = self.style.space
        return f"{gap}{self.mark(kind if fen else 'loose', self.style.money(fen))}{gap}{self.style.unit}"

    def rate(self, part: int, whole: int, kind: str) -> str:
        """A percentage of two amounts; 0% of nothing."""
        gap = self.style.space
        if not whole:
            return f"{gap}0%"
        # Amounts of a few last digits leave nearly every rate possible.
        kind = kind if abs(whole) >= 40 * self.style.text_step else "loose"
        if kind == "completion" and abs(part) < 40 * self.style.text_step:
            kind = "loose"
        return f"{gap}{self.mark(kind if part else 'loose', self.style.rate(part, whole))}"

    def count(self, value: int, kind: str = "loose") -> str:
        """A count."""
        return f"{self.style.space}{self.mark(kind, str(value))}{self.style.space}"

    def reason(self) -> str:
        """A reason not yet given, while there are any."""
        if not self._reasons:
            self._reasons = list(REASONS)
        return self._reasons.pop()

    def one_of(self, *texts: Callable[[], str]) -> str:
        """One of some ways to say a thing."""
        return self.random.choice(texts)()

    def prints(self, fen: int) -> bool:
        """Whether an amount prints as something else than zero."""
        return 2 * abs(fen) >= self.style.text_step

    def change(self, subject: str, now: int, before: int, base: str = "") -> str:
        """How a figure differs from last year's, in one of many ways; begins with ，or 。as the sentence goes on."""
        last = base or f"{self.year - 1}年度"
        words = base or self.random.choice((f"{self.year - 1}年度", f"{self.year - 1}年", "上年"))
        if now == before:
            even = self.random.choice(("持平", "持平", "一致") if base else ("持平", "持平", "无变化"))
            return self.random.choice(
                (f"，与{words}{self.mark('loose', even)}。", f"。与{last}相比，{subject}{self.mark('loose', even)}。")
            )
        up, grown = self.random.choice(UPS if now > before else DOWNS)
        is_plain = before and abs(now - before) >= 20 * self.style.text_step
        difference = self.money(abs(now - before), "change" if is_plain else "loose")
        more = self.mark("direction" if is_plain else "loose", up)
        if not before:
            return f"，比{words}{more}{difference}，主要原因是{self.reason()}。"
        rate = self.rate(now - before, before, "rate")
        reason = self.reason()
        return self.one_of(
            lambda: f"。与{last}相比，{subject}{more}{difference}，{grown}{rate}。主要原因是{reason}。",
            lambda: f"，比{words}{more}{difference}，{grown}{rate}，主要原因：{reason}。",
            lambda: f"，较{words}{more}{difference}，{grown}{rate}。",
            lambda: f"，比{words}{more}{difference}（{rate.strip()}），主要原因是{reason}。",
            lambda: f"。与{words}相比，{more}{difference}，{grown}{rate}，主要原因为{reason}。",
            lambda: f"，较{words}{more}了{difference}，{grown}{rate}，主要是{reason}。",
            lambda: f"，与{words}相比{more}{difference}、{grown}{rate}。",
            lambda: (
                f"，比{words}{more}{difference}，{up if up in ('增加', '减少') else grown}{rate}。{'主要原因是'}{reason}。"
            ),
        )

    def filled(self, text: str, changed: Mapping[int, str] | None = None) -> str:
        """The text with its figures, some of them changed."""
        changes = changed or {}

        def word(match: re.Match[str]) -> str:
            index = int(match[1])
            return changes.get(index, self.tokens[index].text)

        return _MARK.sub(word, text)


def marks_in(text: str) -> list[int]:
    """The indices of the tokens of a text."""
    return [int(found) for found in _MARK.findall(text)]
