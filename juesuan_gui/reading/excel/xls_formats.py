"""Owns the number formats of an .xls workbook (BIFF8): how each cell prints its number, which calamine does not give.

Layout after Microsoft's [MS-CFB] (the container) and [MS-XLS] (the records): a workbook stream of records, each a type
and a length of two bytes; cells name an XF record, which names a format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFF8
_HEADER_SECTORS = 109
_ENTRY = 128
_SMALL_STREAM = 4096
_STREAMS = ("workbook", "book")
_BOUND_SHEET, _FORMAT, _XF, _END_OF_SHEET = 0x0085, 0x041E, 0x00E0, 0x000A
_NUMBER, _RK, _FORMULA, _MANY_RK = 0x0203, 0x027E, 0x0006, 0x00BD
#: The formats that every workbook has without naming them.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "#,##0.00;-#,##0.00;-",
}  # fmt: skip

Formats = Mapping[tuple[int, int], str]


def number_formats(data: bytes) -> dict[int, Formats]:
    """By the place of its sheet in the workbook, the format of each cell (row, column) with a number.

    A workbook that is not understood, or not wholly, has fewer of them or none; a cell without one prints plainly.
    """
    try:
        stream = _workbook_stream(data)
        return _formats(stream) if stream else {}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def _workbook_stream(data: bytes) -> bytes:
    """The stream of records out of the container; b"" where there is none."""
    if data[:8] != _MAGIC:
        return b""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    directory, cutoff, small_start = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    fat_sectors = [*struct.unpack_from(f"<{_HEADER_SECTORS}I", data, 76)]
    following = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while following < _END and following not in seen:
        seen.add(following)
        more = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        fat_sectors += more[:-1]
        following = more[-1]
    fat: list[int] = []
    for sector in fat_sectors:
        if sector < _END:
            part = data[(sector + 1) * size : (sector + 2) * size]
            fat += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])

    def chain(start: int, links: list[int]) -> Iterator[int]:
        passed: set[int] = set()
        while start < len(links) and start not in passed:
            passed.add(start)
            yield start
            start = links[start]

    def whole(start: int) -> bytes:
        return b"".join(data[(sector + 1) * size : (sector + 2) * size] for sector in chain(start, fat))

    entries = whole(directory)
    root = entries[:_ENTRY]
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le")
        if name.lower() not in _STREAMS:
            continue
        start, wanted = struct.unpack_from("<II", entries, at + 116)
        if wanted >= min(cutoff, _SMALL_STREAM):
            return whole(start)[:wanted]
        links = [*struct.iter_unpack("<I", whole(small_start))] if small_start < _END else []
        small = whole(struct.unpack_from("<I", root, 116)[0])
        parts = (small[sector * 64 : sector * 64 + 64] for sector in chain(start, [link for (link,) in links]))
        return b"".join(parts)[:wanted]
    return b""


def _formats(stream: bytes) -> dict[int, Formats]:
    named = dict(_BUILT_IN)
    styles: list[int] = []
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FORMAT:
            named[struct.unpack_from("<H", body)[0]] = _text(body[2:])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUND_SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    return {
        place: {cell: named[styles[style]] for cell, style in _cells(stream, start) if _is_named(style, styles, named)}
        for place, start in enumerate(starts)
    }


def _is_named(style: int, styles: list[int], named: Mapping[int, str]) -> bool:
    return style < len(styles) and styles[style] in named


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from one place up to the end of their part: the workbook's own, or a sheet."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END_OF_SHEET:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _cells(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Row and column of each number with the place of its XF record."""
    for kind, body in _records(stream, start):
        if kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", body)
            yield (row, column), style
        elif kind == _MANY_RK:
            row, first = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // 6):
                yield (row, first + number), struct.unpack_from("<H", body, 4 + 6 * number)[0]


def _text(body: bytes) -> str:
    """A string of BIFF8: its length, whether it is of two bytes a character, the characters."""
    count, flags = struct.unpack_from("<HB", body)
    return body[3 : 3 + 2 * count].decode("utf-16-le") if flags & 1 else body[3 : 3 + count].decode("latin-1")
