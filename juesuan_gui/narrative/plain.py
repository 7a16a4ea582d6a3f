"""Owns the comparable form of a printed text: half width, simplified, no spaces that only justify."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from juesuan_gui.document import RADICALS
from juesuan_gui.narrative.model import SourceLine
from juesuan_gui.narrative.traditional import SIMPLIFIED_OF

#: Traditional characters, and what only looks like a character in use.
_IN_USE = SIMPLIFIED_OF | RADICALS
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>|&nbsp;|&emsp;|\*\*|__|`|^\s{0,3}#{1,6}\s+|^\s{0,3}[-*+•●·]\s+")
_MINUSES = "−－﹣–‐‑‒"
_JOINERS = "​‌‍⁠﻿­"


def simplified(text: str) -> str:
    """The text with traditional characters as simplified ones."""
    return text.translate(_IN_USE)


@cache
def plain_character(character: str) -> str:
    """One printed character made comparable; spaces of every kind become a plain space."""
    if character in _JOINERS:
        return ""
    if character == "　" or character.isspace():
        return " "
    if character in _MINUSES:
        return "-"
    if character == "，":
        # A full-width comma between digits separates two figures; an ASCII one may group thousands.
        return character
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if code < 32 or code == 127:
        return ""
    return character.translate(_IN_USE)


def plain_text(lines: Sequence[SourceLine], full: Collection[int] = ()) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The comparable text of lines that belong together, and for each of its characters (line, offset).

    Line ends are dropped like any space; only between two digits or two Latin letters one space stays, so
    that two figures or words never run together. ``full`` are the numbers of lines that reach the margin: an
    amount or a rate may be broken at their ends. Markdown and HTML marks are no text.
    """
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    space: tuple[int, int] | None = None
    broken = {number for number in full if number + 1 < len(lines) and _breaks_number(lines, number)}
    for character, origin in _characters(lines):
        if character == " ":
            space = origin
            continue
        if space is not None:
            is_broken = origin[0] - 1 in broken and origin[1] == 0
            if characters and not is_broken and _would_merge(characters[-1], character):
                characters.append(" ")
                origins.append(space)
            space = None
        characters.append(character)
        origins.append(origin)
    return _commas("".join(characters)), tuple(origins)


_NUMBER_END = re.compile(r"[\d,.]*\d$")
_NUMBER_BEGIN = re.compile(r"(?P<number>\d[\d,.]*) *(?:%|亿元|万元|千元|元)")
_YEAR_BEGIN = re.compile(r"(?P<number>\d{1,3}) *年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def _breaks_number(lines: Sequence[SourceLine], number: int) -> bool:
    """Whether a line ends within an amount, a rate or a year that the next goes on with: 6534 | 62.38元, 20 | 22年."""
    before, after = ("".join(map(plain_character, line.text)).replace("，", ",") for line in lines[number : number + 2])
    end = _NUMBER_END.search(before)
    if end is None:
        return False
    year, begin = _YEAR_BEGIN.match(after), _NUMBER_BEGIN.match(after)
    if year is not None and _YEAR.fullmatch(end.group() + year["number"]):
        return True
    return begin is not None and _NUMBER.fullmatch(end.group() + begin["number"]) is not None


def _characters(lines: Sequence[SourceLine]) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, line in enumerate(lines):
        skipped: set[int] = set()
        for mark in _MARKUP.finditer(line.text):
            skipped.update(range(mark.start(), mark.end()))
        for offset, character in enumerate(line.text):
            plain = " " if offset in skipped else plain_character(character)
            if plain:
                yield plain, (number, offset)
        yield " ", (number, max(0, len(line.text) - 1))


def _would_merge(before: str, after: str) -> bool:
    if before.isdigit() and after.isdigit():
        return True
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def _commas(text: str) -> str:
    return re.sub(r"(?<!\d)，|，(?!\d)", ",", text)


def squeezed(text: str) -> str:
    """A heading or name without any space, half width, for comparison."""
    return "".join(plain for plain in map(plain_character, text) if plain != " ").replace("，", ",")
