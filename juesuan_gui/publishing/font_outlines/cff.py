"""Reads where the outlines of a CFF font are: its indexes, dictionaries and subroutines (Adobe TN 5176)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

_CHAR_STRINGS, _PRIVATE, _SUBROUTINES = 17, 18, 19
_ROS, _FONT_ARRAY, _FONT_SELECT = 1230, 1236, 1237
_TWO_BYTES = 12  # the first byte of an operator of two; such a one is named by 1200 and the second
_REAL_END = 0xF


class Bytes(Protocol):
    """The file as bytes or as a map of it."""

    def __getitem__(self, where: slice, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Index:
    """A CFF index: objects of varying length, read one at a time."""

    content: Bytes
    start: int
    count: int
    offset_size: int

    @classmethod
    def at(cls, content: Bytes, start: int) -> Index:
        """The index that begins at a place of the file."""
        (count,) = struct.unpack(">H", content[start : start + 2])
        return cls(content, start, count, content[start + 2 : start + 3][0] if count else 0)

    def _offset(self, number: int) -> int:
        begin = self.start + 3 + number * self.offset_size
        base = self.start + 2 + (self.count + 1) * self.offset_size
        return base + int.from_bytes(self.content[begin : begin + self.offset_size], "big")

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < self.count:
            raise ValueError(f"the index has no object {number}")
        return self.content[self._offset(number) : self._offset(number + 1)]

    @property
    def end(self) -> int:
        """The place behind the index."""
        return self._offset(self.count) if self.count else self.start + 2


@dataclass(frozen=True, slots=True)
class CharString:
    """The program that draws a glyph, with the subroutines it may call."""

    program: bytes
    local: Index | None
    shared: Index


def char_string(content: Bytes, table: int, glyph: int) -> CharString:
    """The program of a glyph; ``table`` is where the table ``CFF `` begins. Raises ValueError or struct.error for a
    table that is damaged."""
    header = content[table : table + 4]
    names = Index.at(content, table + header[2])
    tops = Index.at(content, names.end)
    strings = Index.at(content, tops.end)
    shared = Index.at(content, strings.end)
    top = _dictionary(tops[0])
    private = top.get(_PRIVATE)
    if _ROS in top:
        fonts = Index.at(content, table + int(top[_FONT_ARRAY][0]))
        private = _dictionary(fonts[_font_of(content, table + int(top[_FONT_SELECT][0]), glyph)]).get(_PRIVATE)
    local = None
    if private is not None and len(private) == 2:
        size, begin = int(private[0]), table + int(private[1])
        found = _dictionary(content[begin : begin + size]).get(_SUBROUTINES)
        local = Index.at(content, begin + int(found[0])) if found else None
    programs = Index.at(content, table + int(top[_CHAR_STRINGS][0]))
    return CharString(programs[glyph], local, shared)


def _font_of(content: Bytes, select: int, glyph: int) -> int:
    """Which of a collection's dictionaries is a glyph's own."""
    form = content[select : select + 1][0]
    if form == 0:
        return content[select + 1 + glyph : select + 2 + glyph][0]
    if form != 3:
        raise ValueError(f"the selection of fonts has the unknown form {form}")
    (count,) = struct.unpack(">H", content[select + 1 : select + 3])
    found = 0
    for number in range(count):
        begin = select + 3 + 3 * number
        first, font = struct.unpack(">HB", content[begin : begin + 3])
        if first > glyph:
            break
        found = font
    return found


def _dictionary(data: bytes) -> Mapping[int, list[float]]:
    """The operators of a dictionary with their operands."""
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    position = 0
    while position < len(data):
        first = data[position]
        position += 1
        if first <= 21:
            operator = first
            if first == _TWO_BYTES:
                operator = 1200 + data[position]
                position += 1
            found[operator] = operands
            operands = []
        elif first == 30:
            nibbles: list[int] = []
            while position < len(data):
                pair = divmod(data[position], 16)
                position += 1
                nibbles += pair
                if _REAL_END in pair:
                    break
            operands.append(_real(nibbles))
        else:
            value, position = integer(data, position, first)
            operands.append(value)
    return found


def _real(nibbles: list[int]) -> float:
    signs = {10: ".", 11: "E", 12: "E-", 14: "-"}
    text = "".join(signs.get(nibble, str(nibble)) for nibble in nibbles[: nibbles.index(_REAL_END)])
    return float(text or 0)


def integer(data: bytes, position: int, first: int) -> tuple[int, int]:
    """A number of a dictionary or a program, and the place behind it."""
    if first == 28:
        return struct.unpack_from(">h", data, position)[0], position + 2
    if first == 29:
        return struct.unpack_from(">i", data, position)[0], position + 4
    if 32 <= first <= 246:
        return first - 139, position
    if 247 <= first <= 250:
        return (first - 247) * 256 + data[position] + 108, position + 1
    if 251 <= first <= 254:
        return -(first - 251) * 256 - data[position] - 108, position + 1
    raise ValueError(f"the number begins with the reserved byte {first}")
