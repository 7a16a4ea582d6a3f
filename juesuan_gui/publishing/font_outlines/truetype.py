"""Makes a TrueType font of one glyph from its contours."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence

from juesuan_gui.publishing.font_outlines.type2 import Contour, Point

_TOLERANCE = 0.0005  # of an em between a curve and the parabolas that stand for it
_ON_CURVE = 1


def one_glyph_font(
    name: str, character: str, contours: Sequence[Contour], units: int, advance: int, heights: tuple[int, int]
) -> bytes:
    """A font file with a single character.

    ``units`` are those of an em, ``heights`` how far letters reach above and below (negative) the baseline.
    """
    outlines = [_outline(contour, units * _TOLERANCE) for contour in contours]
    glyph, box = _glyph(outlines)
    tables = {
        b"OS/2": _os2(character, advance, heights),
        b"cmap": struct.pack(">4HI", 0, 1, 3, 10, 12)
        + struct.pack(">HHIII3I", 12, 0, 28, 0, 1, ord(character), ord(character), 1),
        b"glyf": glyph,
        b"head": struct.pack(">IIIIHHqq4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, units, 0, 0, *box, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(
            ">IhhhHhhhhhh4hhH", 0x10000, *heights, 0, advance, box[0], 0, box[2], 1, 0, 0, 0, 0, 0, 0, 0, 2
        ),
        b"hmtx": struct.pack(">HhHh", advance, 0, advance, box[0]),
        b"loca": struct.pack(">III", 0, 0, len(glyph)),
        b"maxp": struct.pack(
            ">IH13H",
            0x10000,
            2,
            sum(map(len, outlines)),
            len(outlines),
            *(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        ),
        b"name": _names(name),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _outline(contour: Contour, tolerance: float) -> list[tuple[int, int, bool]]:
    """The points of a contour: where, and whether on the curve or a control point of a parabola."""
    start, curves = contour
    points: list[tuple[int, int, bool]] = [(round(start[0]), round(start[1]), True)]
    for one, two, end in curves:
        begin = points[-1][0], points[-1][1]
        if _is_straight(begin, one, two, end):
            points.append((round(end[0]), round(end[1]), True))
            continue
        for control, stop in _parabolas(begin, one, two, end, tolerance):
            points.append((round(control[0]), round(control[1]), False))
            points.append((round(stop[0]), round(stop[1]), True))
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _is_straight(begin: Point, one: Point, two: Point, end: Point) -> bool:
    length = math.dist(begin, end)
    if length < 1:
        return math.dist(begin, one) < 1 and math.dist(begin, two) < 1
    across, up = (end[0] - begin[0]) / length, (end[1] - begin[1]) / length
    return all(abs((x - begin[0]) * up - (y - begin[1]) * across) < 0.5 for x, y in (one, two))


def _parabolas(begin: Point, one: Point, two: Point, end: Point, tolerance: float) -> Iterator[tuple[Point, Point]]:
    """Parabolas, by control point and end, that together run as the cubic curve does."""
    bend = math.hypot(*(b - 3 * o + 3 * t - e for b, o, t, e in zip(begin, one, two, end, strict=True)))
    # The greatest distance of a cubic from the parabola in its middle is this part of its third difference.
    count = max(1, math.ceil((bend * math.sqrt(3) / 36 / tolerance) ** (1 / 3)))
    for number in range(count):
        first, last = number / count, (number + 1) / count
        start, stop = _at(begin, one, two, end, first), _at(begin, one, two, end, last)
        middle = _at(begin, one, two, end, (first + last) / 2)
        control = (2 * middle[0] - (start[0] + stop[0]) / 2, 2 * middle[1] - (start[1] + stop[1]) / 2)
        yield control, stop


def _at(begin: Point, one: Point, two: Point, end: Point, share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest * rest * share, 3 * rest * share * share, share**3)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, (begin, one, two, end), strict=True))
        for axis in (0, 1)
    )
    return x, y


def _glyph(outlines: Sequence[Sequence[tuple[int, int, bool]]]) -> tuple[bytes, tuple[int, int, int, int]]:
    """The glyph's record, and the box around its points."""
    points = [point for outline in outlines for point in outline]
    if not points:
        return b"", (0, 0, 0, 0)
    across, up = [x for x, _, _ in points], [y for _, y, _ in points]
    box = min(across), min(up), max(across), max(up)
    ends, total = [], 0
    for outline in outlines:
        total += len(outline)
        ends.append(total - 1)
    data = struct.pack(f">h4h{len(ends)}HH", len(ends), *box, *ends, 0)
    data += bytes(_ON_CURVE if is_on else 0 for _, _, is_on in points)
    for values in (across, up):
        data += struct.pack(
            f">{len(values)}h", *(after - before for before, after in zip([0, *values], values, strict=False))
        )
    return data + b"\0" * (-len(data) % 4), box


def _os2(character: str, advance: int, heights: tuple[int, int]) -> bytes:
    code = min(ord(character), 0xFFFF)
    return struct.pack(
        ">hHHhH10hh10s4I4sHHHhhhHH",
        *(0, advance, 400, 5, 0),
        *([0] * 10),
        *(0, b"\0" * 10, 0, 0, 0, 0, b"    ", 0x40, code, code),
        *(*heights, 0, heights[0], -heights[1]),
    )


def _names(name: str) -> bytes:
    text = name.encode("utf-16-be")
    records = b"".join(struct.pack(">6H", 3, 1, 0x409, number, len(text), 0) for number in (1, 4, 6))
    return struct.pack(">HHH", 0, 3, 6 + len(records)) + records + text


def _file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = struct.pack(">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    body, offset = b"", 12 + 16 * count
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, _checksum(table), offset + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
