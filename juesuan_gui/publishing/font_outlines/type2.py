"""Follows the program of a CFF glyph and gives its contours (Type 2 charstrings, Adobe TN 5177)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from juesuan_gui.publishing.font_outlines.cff import CharString, Index, integer

Point: TypeAlias = tuple[float, float]
#: A start, and the curves that follow: two control points and an end each; a straight line is a curve too.
Contour: TypeAlias = tuple[Point, list[tuple[Point, Point, Point]]]

_DEEPEST = 10
_STEMS = (1, 3, 18, 23)
_MASKS = (19, 20)
_CALL, _CALL_SHARED, _RETURN, _END = 10, 29, 11, 14


def contours(glyph: CharString) -> list[Contour]:
    """The closed contours of a glyph in font units. Raises ValueError for a program that is damaged or uses the
    arithmetic that no font of today uses."""
    pen = _Pen()
    try:
        pen.run(glyph, glyph.program, 0)
    except (IndexError, struct.error) as fault:
        raise ValueError("the program of the glyph breaks off") from fault
    return [contour for contour in pen.contours if contour[1]]


class _Pen:
    def __init__(self) -> None:
        self.contours: list[Contour] = []
        self._stack: list[float] = []
        self._x = self._y = 0.0
        self._stems = 0
        self._is_done = False
        self._draw: Mapping[int, Callable[[list[float]], None]] = {
            4: lambda values: self._move(0, values[-1]),
            21: lambda values: self._move(values[-2], values[-1]),
            22: lambda values: self._move(values[-1], 0),
            5: self._lines,
            6: lambda values: self._turning_lines(values, is_level=True),
            7: lambda values: self._turning_lines(values, is_level=False),
            8: self._curves,
            24: self._curves_and_line,
            25: self._lines_and_curve,
            26: lambda values: self._long_curves(values, is_level=False),
            27: lambda values: self._long_curves(values, is_level=True),
            30: lambda values: self._turning_curves(values, is_level=False),
            31: lambda values: self._turning_curves(values, is_level=True),
            1234: self._level_flex,
            1235: lambda values: self._curves(values[:12]),
            1236: self._short_level_flex,
            1237: self._short_flex,
        }

    def run(self, glyph: CharString, program: bytes, depth: int) -> None:
        """Follow a program or one of its subroutines."""
        if depth > _DEEPEST:
            raise ValueError("the subroutines call each other too deeply")
        position = 0
        while position < len(program) and not self._is_done:
            first = program[position]
            position += 1
            if first == 255:
                self._stack.append(struct.unpack_from(">i", program, position)[0] / 65536)
                position += 4
            elif first == 28 or first >= 32:
                value, position = integer(program, position, first)
                self._stack.append(value)
            elif first == _RETURN:
                return
            elif first == _END:
                self._is_done = True
            elif first in (_CALL, _CALL_SHARED):
                index = glyph.local if first == _CALL else glyph.shared
                self.run(glyph, _subroutine(index, int(self._stack.pop())), depth + 1)
            elif first in _STEMS or first in _MASKS:
                self._stems += len(self._stack) // 2
                self._stack.clear()
                if first in _MASKS:
                    position += (self._stems + 7) // 8
            else:
                if first == 12:
                    first = 1200 + program[position]
                    position += 1
                if first not in self._draw:
                    raise ValueError(f"the glyph uses the operator {first}")
                self._draw[first](self._stack)
                self._stack = []

    def _move(self, dx: float, dy: float) -> None:
        self._x += dx
        self._y += dy
        self.contours.append(((self._x, self._y), []))

    def _line(self, dx: float, dy: float) -> None:
        self._curve(dx / 3, dy / 3, dx / 3, dy / 3, dx - dx / 3 * 2, dy - dy / 3 * 2)

    def _curve(self, *steps: float) -> None:
        """A curve by three steps from the point where the pen is."""
        points: list[Point] = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            self._x += dx
            self._y += dy
            points.append((self._x, self._y))
        one, two, end = points
        self.contours[-1][1].append((one, two, end))

    def _lines(self, values: list[float]) -> None:
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            self._line(dx, dy)

    def _curves_and_line(self, values: list[float]) -> None:
        self._curves(values[:-2])
        self._lines(values[-2:])

    def _lines_and_curve(self, values: list[float]) -> None:
        self._lines(values[:-6])
        self._curves(values[-6:])

    def _turning_lines(self, values: list[float], *, is_level: bool) -> None:
        for value in values:
            self._line(*((value, 0.0) if is_level else (0.0, value)))
            is_level = not is_level

    def _curves(self, values: list[float]) -> None:
        for steps in _parts(values, 6):
            self._curve(*steps)

    def _long_curves(self, values: list[float], *, is_level: bool) -> None:
        """Curves that begin and end in one direction; the first may begin aslant."""
        aslant = values[0] if len(values) % 4 else 0.0
        for a, b, c, d in _parts(values[len(values) % 4 :], 4):
            self._curve(*((a, aslant, b, c, d, 0.0) if is_level else (aslant, a, b, c, 0.0, d)))
            aslant = 0.0

    def _turning_curves(self, values: list[float], *, is_level: bool) -> None:
        """Curves that begin level and end upright or the other way round, by turns; the last may end aslant."""
        rest = values[-1] if len(values) % 4 else 0.0
        parts = list(_parts(values[: len(values) - len(values) % 4], 4))
        for number, (a, b, c, d) in enumerate(parts, 1):
            aslant = rest if number == len(parts) else 0.0
            self._curve(*((a, 0.0, b, c, aslant, d) if is_level else (0.0, a, b, c, d, aslant)))
            is_level = not is_level

    def _level_flex(self, values: list[float]) -> None:
        a, b, c, d, e, f, g = values[:7]
        self._curve(a, 0, b, c, d, 0)
        self._curve(e, 0, f, -c, g, 0)

    def _short_level_flex(self, values: list[float]) -> None:
        a, b, c, d, e, f, g, h, i = values[:9]
        self._curve(a, b, c, d, e, 0)
        self._curve(f, 0, g, h, i, -(b + d + h))

    def _short_flex(self, values: list[float]) -> None:
        a, b, c, d, e, f, g, h, i, j, last = values[:11]
        across, up = a + c + e + g + i, b + d + f + h + j
        end = (last, -up) if abs(across) > abs(up) else (-across, last)
        self._curve(a, b, c, d, e, f)
        self._curve(g, h, i, j, *end)


def _parts(values: list[float], length: int) -> Iterator[list[float]]:
    return (values[begin : begin + length] for begin in range(0, len(values) - length + 1, length))


def _subroutine(index: Index | None, number: int) -> bytes:
    if index is None:
        raise ValueError("the program calls a subroutine that is not there")
    bias = 107 if index.count < 1240 else 1131 if index.count < 33900 else 32768
    return index[number + bias]
