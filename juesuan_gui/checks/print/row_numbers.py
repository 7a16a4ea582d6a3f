"""Owns how the rows and columns of a table are numbered: ordinals, 行次, 栏次 (F14, F15)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from juesuan_gui.checks.observations import Observation
from juesuan_gui.checks.print.published import plain, spot_of
from juesuan_gui.forms import FieldRole, Level, Table, fields_of
from juesuan_gui.report import PrintedTable

_DIGITS = {mark: number for number, mark in enumerate("零一二三四五六七八九")}
_ORDINAL = re.compile(r"^([一二三四五六七八九十]{1,3})、")
#: Below so many numbered rows a table says too little about its numbering.
_FEW = 10


def number_checks(printed: PrintedTable, table: Table) -> Iterator[Observation]:
    """What is wrong with the numbering of one table."""
    yield from _ordinals(printed, table)
    yield from _lines(printed, table)
    yield from _numbers(printed, table)


def _ordinals(printed: PrintedTable, table: Table) -> Iterator[Observation]:
    """F14: the ordinals of the rows (一、二、…) are those of the form, or at least follow one another."""
    numbered = [
        (row, ordinal)
        for row in printed.rows
        if row.name is not None and (ordinal := _ordinal(row.name.text)) is not None
    ]
    wanted = {row.key: _ordinal(row.label) for row in table.rows.values()}
    known = [(row, ordinal) for row, ordinal in numbered if wanted.get(row.key) is not None]
    wrong = [(row, ordinal) for row, ordinal in known if wanted[row.key] != ordinal]
    # An ascending list is another year's, or has lines left out; one that repeats a number is wrong anywhere.
    if not wrong or len(wrong) * 3 > len(known) or _ascends(ordinal for _, ordinal in numbered):
        return
    first = f"F14|{printed.id}|{wrong[0][0].key}"
    for row, ordinal in wrong:
        assert row.name is not None
        right = wanted[row.key]
        assert right is not None
        key = f"F14|{printed.id}|{row.key}"
        yield Observation(
            key=key,
            check="F14",
            level=Level.WARNING,
            kind="structure",
            spot=spot_of(row.name, printed.id, row.key),
            message=f"“{row.name.text.strip()}”的序号应为{_chinese(right)}。",
            stated=_chinese(ordinal),
            expected=_chinese(right),
            root=None if key == first else first,
        )


def _ascends(ordinals: Iterable[int]) -> bool:
    """Whether every ordinal is above the one before or starts again at 1."""
    return all(after > before or after == 1 for before, after in pairwise(ordinals))


def _runs_on(ordinals: Iterable[int]) -> bool:
    """Whether every ordinal follows the one before or starts again at 1."""
    return all(after in (before + 1, 1) for before, after in pairwise(ordinals))


def _lines(printed: PrintedTable, table: Table) -> Iterator[Observation]:
    """F15: 行次 run on without a gap, in the order of the blocks."""
    lines = [
        (row, int(text))
        for row in printed.rows
        if row.line is not None and (text := plain(row.line.text)).isdigit() and len(text) < 4
    ]
    wanted = {row.key: int(row.line) for row in table.rows.values() if row.line.isdigit()}
    agreeing = sum(1 for row, number in lines if wanted.get(row.key) == number)
    # Another year's list of rows has other numbers throughout; here nearly all of them are the form's.
    if len(lines) < _FEW or agreeing * 3 < len(lines) * 2:
        return
    wrong = [(row, number) for row, number in lines if row.key in wanted and wanted[row.key] != number]
    if not wrong or _runs_on(number for _, number in sorted(lines, key=lambda item: item[1])):
        return
    row, number = wrong[0]
    assert row.line is not None
    others = tuple(spot_of(item.line, printed.id, item.key) for item, _ in wrong[1:] if item.line is not None)
    span = f"{number}" if len(wrong) == 1 else f"{number}–{wrong[-1][1]}"
    right = f"{wanted[row.key]}" if len(wrong) == 1 else f"{wanted[row.key]}–{wanted[wrong[-1][0].key]}"
    yield Observation(
        key=f"F15|{printed.id}|行次",
        check="F15",
        level=Level.WARNING,
        kind="structure",
        spot=spot_of(row.line, printed.id, row.key),
        message=f"行次从“{row.key}”起不连续：印的是 {span}，应为 {right}，共 {len(wrong)} 行。",
        stated=span,
        expected=right,
        others=others,
    )


def _numbers(printed: PrintedTable, table: Table) -> Iterator[Observation]:
    """F15: 栏次, where any is printed, stand over every figure column and run on from 1."""
    if not table.number_row:
        return
    numbers = [column.number for column in printed.columns]
    shown = [item for item in numbers if item is not None and plain(item.text).isdigit()]
    wanted = sum(1 for item in fields_of(table) if item.role is FieldRole.FIGURE)
    # A column that was not found leaves a gap that is no mistake of the numbering.
    if not shown or len(printed.columns) != wanted:
        return
    found = [int(plain(item.text)) if item is not None and plain(item.text).isdigit() else None for item in numbers]
    right = list(range(1, len(found) + 1))
    if found == right or (found[0] or 1) > 1:
        return
    # Printed all the same, but over a column of its own: that is how the page was read, not how it was numbered.
    if {plain(item.text) for item in printed.loose_numbers} & {str(number) for number in {*right} - {*found}}:
        return
    yield Observation(
        key=f"F15|{printed.id}|栏次",
        check="F15",
        level=Level.WARNING,
        kind="structure",
        spot=spot_of(shown[0], printed.id),
        message=f"栏次没有逐栏编号：印了 {'、'.join(plain(item.text) for item in shown)}，应为 1 至 {len(found)}。",
        stated="、".join(plain(item.text) for item in shown),
        expected=f"1–{len(found)}",
        others=tuple(spot_of(item, printed.id) for item in shown[1:]),
    )


def _ordinal(text: str) -> int | None:
    match = _ORDINAL.match(plain(text))
    return None if match is None else _chinese_number(match[1])


def _chinese_number(text: str) -> int | None:
    """The number of 一 … 九十九; ``None`` for anything else."""
    if "十" not in text:
        return _DIGITS.get(text)
    tens, _, ones = text.partition("十")
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    marks = "零一二三四五六七八九"
    if not tens:
        return marks[ones]
    return ("" if tens == 1 else marks[tens]) + "十" + (marks[ones] if ones else "")
