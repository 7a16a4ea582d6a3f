"""Owns what a published report's tables must look like: years, names, units, ordinals, 行次, 栏次, codes (family F)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.figures import Figure
from juesuan_gui.forms import TOTAL_ROW, ColumnKind, FieldRole, Form, Level, Table, fields_of
from juesuan_gui.relations import Address
from juesuan_gui.report import PrintedRow, PrintedTable, PrintedText, TableKey

_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?")
_DIGITS = {mark: number for number, mark in enumerate("零一二三四五六七八九")}
_ORDINAL = re.compile(r"^([一二三四五六七八九十]{1,3})、")


@dataclass(frozen=True, slots=True)
class Published:
    """A source as far as its tables go: the form it was read with, the year it reports on, what it prints."""

    form: Form
    year: int | None
    unit_name: str
    tables: tuple[PrintedTable, ...]
    figures: Mapping[Address, Figure]


def structure_checks(source: Published) -> Iterator[Observation]:
    """Everything that is wrong with how the tables are printed."""
    yield from _years(source)
    yield from _departments(source)
    yield from _units(source)
    for printed in source.tables:
        table = source.form.table(printed.id)
        yield from _ordinals(printed, table)
        yield from _lines(printed, table)
        yield from _numbers(printed, table)
        if table.coded is not None:
            yield from _codes(printed, table)
            yield from _negatives(source, printed, table)
    yield from _code_names(source)


def _years(source: Published) -> Iterator[Observation]:
    """F06: the year in a table's title is the year reported on."""
    if source.year is None:
        return
    for printed in source.tables:
        if printed.title is None:
            continue
        years = {int(year) for year in _YEAR.findall(_plain(printed.title.text))}
        if years and source.year not in years:
            yield Observation(
                key=f"F06|{printed.id}",
                check="F06",
                level=Level.ERROR,
                kind="structure",
                spot=_spot(printed.title),
                message=f"表题写的是 {min(years)} 年，本报告是 {source.year} 年度决算。",
                stated=str(min(years)),
                expected=str(source.year),
            )


def _departments(source: Published) -> Iterator[Observation]:
    """F07: every table is of the department that the report is of."""
    if not source.unit_name:
        return
    for printed in source.tables:
        if printed.department is None:
            continue
        name = printed.department.text
        if _same_department(name, source.unit_name):
            continue
        line = next(
            (
                item
                for item in printed.lines
                if item.place == printed.department.place and name in "".join(item.text.split())
            ),
            printed.department,
        )
        yield Observation(
            key=f"F07|{printed.id}",
            check="F07",
            level=Level.ERROR,
            kind="structure",
            spot=_spot(line),
            message=f"{_title(source.form, printed)}上写的单位是“{name}”，本报告的单位是“{source.unit_name}”。",
            stated=name,
            expected=source.unit_name,
        )


def _same_department(name: str, other: str) -> bool:
    """Whether one name is the other with a place before it or a bracket behind it (本级, 汇总)."""
    first, second = _bare_name(name), _bare_name(other)
    return not first or not second or first in second or second in first


def _bare_name(name: str) -> str:
    words = re.sub(r"[（(].*?[）)]", "", name)
    return re.sub(r"(?:本级|机关|汇总|部门|单位)$", "", "".join(words.split()))


def _units(source: Published) -> Iterator[Observation]:
    """F08: every table says its money unit."""
    if not any(printed.unit for printed in source.tables):
        return
    for printed in source.tables:
        has_money = any(column.kind is ColumnKind.MONEY for column in source.form.table(printed.id).columns)
        if printed.unit is None and has_money:
            first = printed.title or PrintedText(source.form.table(printed.id).title, printed.place)
            yield Observation(
                key=f"F08|{printed.id}",
                check="F08",
                level=Level.INFO,
                kind="unit",
                spot=_spot(first),
                message=f"{_title(source.form, printed)}没有写金额单位，其他表写了。",
            )


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
            spot=_spot(row.name, printed.id, row.key),
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
        if row.line is not None and (text := _plain(row.line.text)).isdigit() and len(text) < 4
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
    others = tuple(_spot(item.line, printed.id, item.key) for item, _ in wrong[1:] if item.line is not None)
    span = f"{number}" if len(wrong) == 1 else f"{number}–{wrong[-1][1]}"
    right = f"{wanted[row.key]}" if len(wrong) == 1 else f"{wanted[row.key]}–{wanted[wrong[-1][0].key]}"
    yield Observation(
        key=f"F15|{printed.id}|行次",
        check="F15",
        level=Level.WARNING,
        kind="structure",
        spot=_spot(row.line, printed.id, row.key),
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
    shown = [item for item in numbers if item is not None and _plain(item.text).isdigit()]
    wanted = sum(1 for item in fields_of(table) if item.role is FieldRole.FIGURE)
    # A column that was not found leaves a gap that is no mistake of the numbering.
    if not shown or len(printed.columns) != wanted:
        return
    found = [int(_plain(item.text)) if item is not None and _plain(item.text).isdigit() else None for item in numbers]
    right = list(range(1, len(found) + 1))
    if found == right or (found[0] or 1) > 1:
        return
    yield Observation(
        key=f"F15|{printed.id}|栏次",
        check="F15",
        level=Level.WARNING,
        kind="structure",
        spot=_spot(shown[0], printed.id),
        message=f"栏次没有逐栏编号：印了 {'、'.join(_plain(item.text) for item in shown)}，应为 1 至 {len(found)}。",
        stated="、".join(_plain(item.text) for item in shown),
        expected=f"1–{len(found)}",
        others=tuple(_spot(item, printed.id) for item in shown[1:]),
    )


def _codes(printed: PrintedTable, table: Table) -> Iterator[Observation]:
    """F12: codes in ascending order, parents before their children, none missing where the others have one."""
    assert table.coded is not None
    coded = [row for row in printed.rows if row.key != TOTAL_ROW and row.name is not None]
    codes = [row.key for row in coded]
    levels = sorted(table.coded.levels)
    printed_levels = {len(code) for code in codes}
    for shorter, longer in pairwise(levels):
        if not {shorter, longer} <= printed_levels:
            continue
        children = [row for row in coded if len(row.key) == longer]
        orphans = [row for row in children if row.key[:shorter] not in codes]
        if orphans and len(orphans) * 2 <= len(children):
            for row in orphans:
                yield _code_observation(
                    printed, row, f"{row.key}的上级科目 {row.key[:shorter]} 没有列出。", row.key[:shorter], "父级"
                )
    for before, row in pairwise(coded):
        if row.key < before.key and not before.key.startswith(row.key):
            yield _code_observation(printed, row, f"{row.key}排在{before.key}之后，编码没有按升序排列。", None, "顺序")


def _code_observation(
    printed: PrintedTable, row: PrintedRow, message: str, expected: str | None, about: str
) -> Observation:
    assert row.name is not None
    return Observation(
        key=f"F12|{printed.id}|{row.key}|{about}",
        check="F12",
        level=Level.WARNING,
        kind="structure",
        spot=_spot(row.name, printed.id, row.key),
        message=f"科目编码 {message}",
        stated=row.key,
        expected=expected,
    )


def _negatives(source: Published, printed: PrintedTable, table: Table) -> Iterator[Observation]:
    """F17: no negative income or expenditure; what is carried over may be negative."""
    for row in printed.rows:
        for column in table.columns:
            if any(word in column.key for word in ("结转", "结余")):
                continue
            figure = source.figures.get(TableKey(printed.id).cell(row.key, column.key))
            if figure is not None and figure.value < 0 and row.name is not None:
                yield Observation(
                    key=f"F17|{printed.id}|{row.key}|{column.key}",
                    check="F17",
                    level=Level.WARNING,
                    kind="structure",
                    spot=_spot(row.name, printed.id, row.key, column.key),
                    message=f"“{row.name.text.strip()}”的{column.label}是负数，请核实。",
                )


def _code_names(source: Published) -> Iterator[Observation]:
    """F13: one code has one name in all tables of the report."""
    names: dict[str, list[tuple[PrintedTable, PrintedRow, str]]] = {}
    for printed in source.tables:
        if source.form.table(printed.id).coded is None:
            continue
        for row in printed.rows:
            if row.name is not None and row.key != TOTAL_ROW and row.title:
                names.setdefault(row.key, []).append((printed, row, row.title))
    for code, uses in names.items():
        counted = Counter(_plain_name(name) for _, _, name in uses)
        if len(counted) < 2:
            continue
        (usual, most), *_ = counted.most_common()
        if most * 2 <= len(uses):
            continue
        for printed, row, name in uses:
            plain = _plain_name(name)
            # A name cut by a narrow column is no other name.
            if plain != usual and not usual.startswith(plain):
                assert row.name is not None
                right = next(other for _, _, other in uses if _plain_name(other) == usual)
                yield Observation(
                    key=f"F13|{printed.id}|{code}",
                    check="F13",
                    level=Level.WARNING,
                    kind="structure",
                    spot=_spot(row.name, printed.id, code),
                    message=f"科目 {code} 在{_title(source.form, printed)}叫“{name}”，其他表叫“{right}”。",
                    stated=name,
                    expected=right,
                )


def _plain_name(name: str) -> str:
    return "".join(mark for mark in _plain(name) if mark not in "\"'“”‘’")


def _ordinal(text: str) -> int | None:
    match = _ORDINAL.match(_plain(text))
    return None if match is None else chinese_number(match[1])


def chinese_number(text: str) -> int | None:
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


#: Below so many numbered rows a table says too little about its numbering.
_FEW = 10


def _title(form: Form, printed: PrintedTable) -> str:
    table = form.table(printed.id)
    return f"“{table.title}”"


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _spot(text: PrintedText, table: str = "", row: str = "", column: str = "") -> Spot:
    return Spot(text.place, text.text.strip("\n"), table, row, column)
