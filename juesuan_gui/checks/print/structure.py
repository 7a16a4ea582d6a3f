"""Owns what a published report's tables must look like: years, departments, units; numbering and codes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.checks.observations import Observation
from juesuan_gui.checks.print.code_rows import code_checks, code_name_checks, lost_rows
from juesuan_gui.checks.print.published import Published, plain, spot_of, title_of
from juesuan_gui.checks.print.row_names import row_name_checks
from juesuan_gui.checks.print.row_numbers import number_checks
from juesuan_gui.forms import ColumnKind, Level
from juesuan_gui.report import PrintedTable, PrintedText

_TABLE_NUMBER = re.compile(r"(?:公开|附)0?\d{1,2}(?:-\d)?表|附?表0?\d{1,2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?")


def structure_checks(source: Published) -> Iterator[Observation]:
    """Everything that is wrong with how the tables are printed."""
    yield from _years(source)
    yield from _departments(source)
    yield from _units(source)
    for printed in source.tables:
        table = source.form.table(printed.id)
        yield from number_checks(printed, table)
        yield from code_checks(source, printed, table)
    yield from code_name_checks(source)
    yield from lost_rows(source)
    yield from row_name_checks(source)
    yield from _table_numbers(source)


def _years(source: Published) -> Iterator[Observation]:
    """F06: the year in a table's title is the year reported on."""
    if source.year is None:
        return
    for printed in source.tables:
        if printed.title is None:
            continue
        years = {int(year) for year in _YEAR.findall(plain(printed.title.text))}
        if years and source.year not in years:
            yield Observation(
                key=f"F06|{printed.id}",
                check="F06",
                level=Level.ERROR,
                kind="structure",
                spot=spot_of(printed.title),
                message=f"表题写的是 {min(years)} 年，本报告是 {source.year} 年度决算。",
                stated=str(min(years)),
                expected=str(source.year),
            )


def _table_numbers(source: Published) -> Iterator[Observation]:
    """F01: two different tables that print the same number (公开04表)."""
    numbered: dict[str, list[tuple[PrintedTable, PrintedText]]] = {}
    for printed in source.tables:
        for line in printed.lines:
            match = _TABLE_NUMBER.search(plain(line.text))
            if match is not None:
                numbered.setdefault(match.group(), []).append((printed, line))
                break
    for number, uses in numbered.items():
        if len({printed.id for printed, _ in uses}) != 2:
            continue
        own = [printed.id for printed, _ in uses if plain(source.form.table(printed.id).label) == number]
        # The one whose number the form gives has it rightly; where neither has, the later is the copy.
        wrong, line = next(((one, at) for one, at in uses if own and one.id not in own), uses[-1])
        other = next(one for one, _ in uses if one.id != wrong.id)
        yield Observation(
            key=f"F01|表号|{wrong.id}",
            check="F01",
            level=Level.WARNING,
            kind="structure",
            spot=spot_of(line),
            message=f"{title_of(source.form, wrong)}和{title_of(source.form, other)}都印作“{number}”，请核对表号。",
            stated=number,
        )


def _departments(source: Published) -> Iterator[Observation]:
    """F07: every table is of the department that the report is of."""
    if not source.unit_name:
        return
    for printed in (*source.tables, *source.unlaid):
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
            spot=spot_of(line),
            message=f"{title_of(source.form, printed)}上写的单位是“{name}”，本报告的单位是“{source.unit_name}”。",
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
                spot=spot_of(first),
                message=f"{title_of(source.form, printed)}没有写金额单位，其他表写了。",
            )
