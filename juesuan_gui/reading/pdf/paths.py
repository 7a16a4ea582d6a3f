"""Owns finding the ruling lines of a PDF page among its drawn paths: strokes, edges of boxes, thin filled bars."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: How thick a filled bar may be to pass for a line, and how far from straight a line may run, in points.
_THICKEST = 3.0
_STRAIGHT = 0.8
_DEEPEST = 8


class Rule(NamedTuple):
    """A straight line along an axis: at ``position`` on the other axis, from ``start`` to ``end``."""

    horizontal: bool
    position: float
    start: float
    end: float

    def turned(self, turn: Callable[[float, float], Point]) -> Rule:
        """The same line on the turned page."""
        ends = [(self.start, self.position), (self.end, self.position)]
        (x0, y0), (x1, y1) = (turn(*(end if self.horizontal else end[::-1])) for end in ends)
        if abs(x1 - x0) >= abs(y1 - y0):
            return Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        return Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


@dataclass(slots=True)
class Drawn:
    """What a page draws: lines, how much of it pictures cover, and how many curved outlines it has."""

    rules: list[Rule] = field(default_factory=list)
    picture_area: float = 0.0
    outlines: int = 0
    overfull: bool = False


def rules_of(page: Any, most: int) -> Drawn:
    """The lines of a page in its own coordinates (y upwards), at most so many parts of it looked at."""
    drawn = Drawn()
    left = most
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(count))
    for item, matrix in _flattened(objects, _IDENTITY, _DEEPEST):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            left -= _add_path(drawn, item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _add_picture(drawn, item, matrix)
        left -= 1
        if left < 0:
            drawn.overfull = True
            break
    return drawn


def _flattened(objects: Iterator[Any], outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Every object with the matrix around it; those inside a form come in its place."""
    for item in objects:
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
            yield item, outer
        elif depth:
            count = raw.FPDFFormObj_CountObjects(item)
            inner = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
            yield from _flattened(inner, _times(_matrix_of(item), outer), depth - 1)


def _matrix_of(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(point: Point, matrix: Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _add_picture(drawn: Drawn, item: Any, matrix: Matrix) -> None:
    corners = [_moved(point, _times(_matrix_of(item), matrix)) for point in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    drawn.picture_area += wide * high
    drawn.rules += _bar(min(xs), min(ys), max(xs), max(ys))


def _add_path(drawn: Drawn, item: Any, outer: Matrix) -> int:
    """Adds the lines of one path; how many segments it has."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(filled), ctypes.byref(stroked))
    count = int(raw.FPDFPath_CountSegments(item))
    if not (filled.value or stroked.value):
        return count
    strokes, curved = _subpaths(item, count, _times(_matrix_of(item), outer))
    drawn.outlines += curved
    for points in strokes:
        if stroked.value:
            drawn.rules += _lines(points)
        if filled.value and len(points) > 2:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            drawn.rules += _bar(min(xs), min(ys), max(xs), max(ys))
    return count


def _subpaths(item: Any, count: int, matrix: Matrix) -> tuple[list[list[Point]], int]:
    """The corners of each stroke without curves, closed where the file closes it; and how many have curves."""
    paths: list[list[Point]] = []
    current: list[Point] = []
    straight, curved = True, 0
    x, y = ctypes.c_float(), ctypes.c_float()

    def finish() -> None:
        nonlocal curved
        if straight and len(current) > 1:
            paths.append(list(current))
        curved += not straight
        current.clear()

    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            finish()
            straight = True
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            straight = False
        current.append(_moved((x.value, y.value), matrix))
        if raw.FPDFPathSegment_GetClose(segment) and current[0] != current[-1]:
            current.append(current[0])
    finish()
    return paths, curved


def _lines(points: Sequence[Point]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) > abs(y1 - y0):
            yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) > abs(x1 - x0):
            yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _bar(left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    wide, high = right - left, top - bottom
    if high <= _THICKEST and wide > high:
        yield Rule(True, (bottom + top) / 2, left, right)
    elif wide <= _THICKEST and high > wide:
        yield Rule(False, (left + right) / 2, bottom, top)
