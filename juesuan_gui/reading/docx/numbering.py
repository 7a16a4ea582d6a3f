"""Owns the numbers that Word prints before paragraphs by itself, such as 一、 or （一） or 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from juesuan_gui.reading.docx.package import attribute, is_on, local, value

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_PLACE = re.compile(r"%(\d)")
_LEVELS = 9
#: A level that numbers stand at; beyond them counting goes on without sense.
_MOST = 9_999
_CHINESE_END = re.compile(r"[、）】〕．。：]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look and what stands around them."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A numbered list. Lists with the same ``family`` count on from each other."""

    family: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """The counters of a document; ask for each numbered paragraph once, in their order."""

    def __init__(self, numbering: Element | None) -> None:
        self._lists = _lists(numbering)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def label(self, list_id: str, level: int) -> str:
        """The number before a paragraph with what separates it from the words; "" for bullets and no list."""
        item = self._lists.get(list_id)
        own = item.levels.get(level) if item else None
        if item is None or own is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(item.family, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place, start in item.starts.items():
                if place < _LEVELS:
                    counts[place] = start - 1
        counts[level] = own.start if (count := counts[level]) is None else min(count + 1, _MOST)
        for lower in range(level + 1, _LEVELS):
            restart = item.levels[lower].restart if lower in item.levels else None
            if restart is None or (restart != 0 and level < restart):
                counts[lower] = None
        text = _PLACE.sub(lambda match: self._number(item, int(match[1]) - 1, counts, own.legal), own.text)
        if own.number_format == "bullet" or not text:
            return ""
        gap = {"nothing": "", "space": " "}.get(own.suffix, "" if _CHINESE_END.search(text) else " ")
        return text + gap

    def _number(self, item: NumberedList, level: int, counts: list[int | None], legal: bool) -> str:
        own = item.levels.get(level, Level())
        count = counts[level] if 0 <= level < _LEVELS else None
        return number_text(own.start if count is None else count, "decimal" if legal else own.number_format)


def _lists(numbering: Element | None) -> dict[str, NumberedList]:
    families: dict[str, dict[int, Level]] = {}
    lists: dict[str, NumberedList] = {}
    for element in numbering if numbering is not None else ():
        if local(element.tag) == "abstractNum":
            families[attribute(element, "abstractNumId") or ""] = dict(_levels(element))
        elif local(element.tag) == "num":
            family = value(element, "abstractNumId") or ""
            levels = dict(families.get(family, {}))
            starts: dict[int, int] = {}
            for override in element:
                if local(override.tag) != "lvlOverride":
                    continue
                place = _whole(attribute(override, "ilvl"))
                start = value(override, "startOverride")
                if start is not None:
                    starts[place] = _whole(start, 1)
                levels |= dict(_levels(override))
            lists[attribute(element, "numId") or ""] = NumberedList(family, levels, starts)
    return lists


def _levels(parent: Element) -> list[tuple[int, Level]]:
    levels: list[tuple[int, Level]] = []
    for element in parent:
        if local(element.tag) == "lvl":
            restart = value(element, "lvlRestart")
            levels.append(
                (
                    _whole(attribute(element, "ilvl")),
                    Level(
                        value(element, "numFmt") or "decimal",
                        value(element, "lvlText") or "",
                        _whole(value(element, "start"), 1),
                        value(element, "suff") or "tab",
                        is_on(element, "isLgl"),
                        None if restart is None else _whole(restart),
                    ),
                )
            )
    return levels


def _whole(text: str | None, default: int = 0) -> int:
    return min(int(text), _MOST) if text and text.isascii() and text.isdigit() else default


def number_text(number: int, number_format: str) -> str:
    """A number from 0 to 9,999 in one of Word's number formats; an unknown one as decimal digits."""
    return _FORMATS.get(number_format, str)(number)


def _counting(number: int) -> str:
    """十二, 一百零五: as one counts."""
    if number < 20:
        return _DIGITS[number] if number < 10 else "十" + (_DIGITS[number - 10] if number > 10 else "")
    return _with_places(number, _DIGITS.replace("〇", "零"), "十百千")


def _with_places(number: int, digits: str, places: str) -> str:
    text = ""
    for place, name in ((3, places[2]), (2, places[1]), (1, places[0]), (0, "")):
        digit = number // 10**place % 10
        if digit:
            text += digits[digit] + name
        elif text and not text.endswith(digits[0]):
            text += digits[0]
    return text.rstrip(digits[0]) or digits[0]


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        text += sign * count
    return text


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: chr(0x2474 + number - 1) if 1 <= number <= 20 else f"({number})",
    "decimalEnclosedFullstop": lambda number: chr(0x2488 + number - 1) if 1 <= number <= 20 else f"{number}.",
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _with_places(number, _LEGAL, "拾佰仟"),
    "ideographTraditional": _cycle(_HEAVENLY),
    "ideographZodiac": _cycle(_EARTHLY),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
}
