"""Owns headings: printed ordinals, what looks like a heading, and the headings above a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CHINESE = "一二三四五六七八九十百"
# The printed ordinals by rank: 第一部分, 一、, (一), 1., (1), ①.
_ORDINALS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(rf"第([{_CHINESE}\d]+)(?:部分|章|篇)[::、,.]?")),
    (0, re.compile(r"附件([\d一二三四五六七八九十]*)[::、.]?")),
    (1, re.compile(rf"([{_CHINESE}]{{1,4}})[、.．]")),
    (2, re.compile(rf"[(]([{_CHINESE}]{{1,4}})[)][、.]?")),
    # 11“.灾害防治…: a quotation mark slipped in between is still an ordinal.
    (3, re.compile(r"(\d{1,2})[“”\"]?(?:、|[.．](?!\d))")),
    (4, re.compile(r"[(](\d{1,2})[)][、.]?|(\d{1,2})[)]")),
    (5, re.compile(r"([①-⑳])")),
)
#: What an ordinal begins with, but for digits: most texts begin with none of these.
_BEGINS = frozenset("第附(" + _CHINESE + "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
#: The rank of a heading without an ordinal.
UNNUMBERED = 6
_LONGEST = 42
#: The headings above a paragraph are asked for their ordinals again and again.
_REMEMBERED = 1024
_ENDS = "。;；!！?？"
_INSIDE = re.compile(r"[。;!?]|,|，")
_FIGURE = re.compile(r"\d[\d,.]*\s*(?:亿元|万元|千元|元|%)")
_RUN_IN = re.compile(r"[^。;!?,，:]{2,36}?[。:]")
# The whole path of a 科目 (类, 款, 项) is longer than any other heading.
_RUN_IN_PATH = re.compile(r"[^。;!?,，:]{2,90}?[(][类款项][)][。:]")
_TITLE_WORDS = re.compile(
    r"(?:情况|说明|报告|概况|报表|决算表|结果|职责|构成|设置|解释|附件|建议|指标|目标|范围|目录)$"
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A printed ordinal: rank 0 (第一部分) to 5 (①), its number as printed, and how many characters it takes."""

    rank: int
    number: str
    length: int

    @property
    def value(self) -> int:
        """The number it stands for; 0 where none can be read."""
        return ordinal_value(self.number)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its rank; ``text`` is plain."""

    rank: int
    text: str


def ordinal_value(number: str) -> int:
    """The whole number of 一 … 九十九, 1 … 99 or ① … ⑳; 0 for anything else."""
    if number.isdigit() and number.isascii():
        return int(number)
    if len(number) == 1 and "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    if number and all(mark in "一二三四五六七八九十" for mark in number):
        tens, ten, units = number.rpartition("十")
        digits = "一二三四五六七八九"
        if not ten:
            return digits.index(number) + 1 if len(number) == 1 else 0
        return (digits.find(tens) + 1 if tens else 1) * 10 + (digits.find(units) + 1 if units else 0)
    return 0


@lru_cache(maxsize=_REMEMBERED)
def ordinal_of(text: str) -> Ordinal | None:
    """The printed ordinal that a plain text begins with."""
    if not text or not (text[0] in _BEGINS or text[0].isdecimal()):
        return None
    for rank, pattern in _ORDINALS:
        match = pattern.match(text)
        if match is not None:
            number = next((group for group in match.groups() if group), "")
            return Ordinal(rank, number, match.end())
    return None


def without_ordinal(text: str) -> str:
    """A plain heading without its ordinal: 1.因公出国(境)费用 → 因公出国(境)费用."""
    ordinal = ordinal_of(text)
    return text[ordinal.length :] if ordinal is not None else text


def heading_of(text: str) -> Heading | None:
    """The whole plain line as a heading, or ``None`` when it is running text.

    With an ordinal: short and without sentence marks. Without one: short, no marks, no amount, and it reads
    like a title or is very short.
    """
    if not text or len(text) > _LONGEST or text[-1] in _ENDS:
        return None
    ordinal = ordinal_of(text)
    if ordinal is not None:
        rest = text[ordinal.length :]
        if not rest and ordinal.rank == 0:
            return Heading(0, text)
        if not rest or rest[-1] in ",、，" or _INSIDE.search(rest) or _FIGURE.search(rest):
            return None
        return Heading(ordinal.rank, text)
    if _INSIDE.search(text) or _FIGURE.search(text) or text[-1] in ",、::":
        return None
    if _TITLE_WORDS.search(text) or len(text) <= 14:
        return Heading(UNNUMBERED, text)
    return None


def run_in_heading(text: str) -> tuple[Heading, int] | None:
    """A heading that stands in front of its text: “(一)总体情况。2020年度…”, “1.工资福利支出:包括…”.

    Returns the heading and the position where the text begins; ``None`` where there is none.
    """
    ordinal = ordinal_of(text)
    if ordinal is None or ordinal.rank < 1:
        return None
    match = _RUN_IN.match(text, ordinal.length) or _RUN_IN_PATH.match(text, ordinal.length)
    if match is None or _FIGURE.search(match.group()) or len(match.group()) - 1 < 2:
        return None
    return Heading(ordinal.rank, text[: match.end() - 1]), match.end()


class Outline:
    """The headings above the current paragraph, outermost first."""

    def __init__(self) -> None:
        self._stack: list[Heading] = []

    def enter(self, heading: Heading) -> None:
        """A heading begins: it closes those of its rank and below."""
        self.leave(heading.rank)
        self._stack.append(heading)

    def leave(self, rank: int) -> None:
        """Close the headings of this rank and below."""
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()

    def texts(self) -> tuple[str, ...]:
        """The headings as plain texts."""
        return tuple(heading.text for heading in self._stack)
