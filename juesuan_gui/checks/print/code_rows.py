"""Owns how the 科目 of a table are printed: their order, parents, names and signs (F12, F13, F17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from juesuan_gui.checks.observations import Observation
from juesuan_gui.checks.print.published import Published, plain, spot_of, title_of
from juesuan_gui.forms import TOTAL_ROW, Level, Table
from juesuan_gui.report import PrintedRow, PrintedTable, TableKey


def code_checks(source: Published, printed: PrintedTable, table: Table) -> Iterator[Observation]:
    """What is wrong with the 科目 of one table; nothing for a table without them."""
    if table.coded is not None:
        yield from _codes(printed, table)
        yield from _negatives(source, printed, table)


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


def lost_rows(source: Published) -> Iterator[Observation]:
    """F12: a 款 or 类 without any row below it, where another table lists rows below the same one.

    A table that lists no row of the lower level at all is as short as it means to be.
    """
    coded = [
        (printed, table.coded, {row.key: row for row in printed.rows if row.key != TOTAL_ROW and row.name is not None})
        for printed in source.tables
        if (table := source.form.table(printed.id)).coded is not None
    ]
    for printed, rules, rows in coded:
        assert rules is not None
        if printed.id in source.partly_unread:
            continue
        for shorter, longer in pairwise(sorted(rules.levels)):
            parents = {code for code in rows if len(code) == shorter}
            childless = parents - {code[:shorter] for code in rows if len(code) == longer}
            if len(childless) * 2 > len(parents):
                continue
            for code in sorted(childless):
                below = {
                    other for one, _, others in coded if one is not printed for other in others if len(other) == longer
                }
                listed = sorted(other for other in below if other.startswith(code))
                if listed and _has_figure(source, printed, code):
                    message = f"{code}下没有列出下级科目，其他表列有 {'、'.join(listed)}，请核对是否漏行。"
                    yield _code_observation(printed, rows[code], message, None, "下级")


def _has_figure(source: Published, printed: PrintedTable, code: str) -> bool:
    """Whether a row of a table states anything but nothing."""
    key = TableKey(printed.id)
    columns = source.form.table(printed.id).columns
    figures = (source.figures.get(key.cell(code, column.key)) for column in columns)
    return any(figure is not None and figure.value for figure in figures)


def _code_observation(
    printed: PrintedTable, row: PrintedRow, message: str, expected: str | None, about: str
) -> Observation:
    assert row.name is not None
    return Observation(
        key=f"F12|{printed.id}|{row.key}|{about}",
        check="F12",
        level=Level.WARNING,
        kind="structure",
        spot=spot_of(row.name, printed.id, row.key),
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
                    spot=spot_of(row.name, printed.id, row.key, column.key),
                    message=f"“{row.name.text.strip()}”的{column.label}是负数，请核实。",
                )


def code_name_checks(source: Published) -> Iterator[Observation]:
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
        # A name that the catalogue has as it stands is a whole one.
        is_whole = source.codes is not None and _plain_name(source.codes.name(code)) == usual
        usual_is_cut = not is_whole and all(table.is_inferred for table, _, name in uses if _plain_name(name) == usual)
        for printed, row, name in uses:
            plain = _plain_name(name)
            # A name cut by a narrow column is no other name, nor one that begins with the end of another.
            joined = printed.is_inferred and (plain.endswith(usual) or plain in usual)
            joined = joined or (usual_is_cut and plain.startswith(usual))
            if plain != usual and not usual.startswith(plain) and not joined:
                assert row.name is not None
                right = next(other for _, _, other in uses if _plain_name(other) == usual)
                yield Observation(
                    key=f"F13|{printed.id}|{code}",
                    check="F13",
                    level=Level.WARNING,
                    kind="structure",
                    spot=spot_of(row.name, printed.id, code),
                    message=f"科目 {code} 在{title_of(source.form, printed)}叫“{name}”，其他表叫“{right}”。",
                    stated=name,
                    expected=right,
                )


def _plain_name(name: str) -> str:
    return "".join(mark for mark in plain(name) if mark not in "\"'“”‘’")
