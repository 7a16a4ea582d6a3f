"""Owns doubting a table whose figures cannot be amounts of this report: then nothing of it is taken as read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from juesuan_gui.figures import magnitude
from juesuan_gui.forms import ColumnKind, Form
from juesuan_gui.reading.tables.recognised import Recognised, RecognisedFigure, RecognisedTable
from juesuan_gui.relations import Basis
from juesuan_gui.report import Origin, Stated

#: A table of one department never holds amounts a thousand times those of all its other tables.
_FACTOR = 1_000
#: One such amount is a slip that the checks show; several are a table that was not read, or has another unit.
_SEVERAL = 3
_ENOUGH_TABLES = 3
_REASON = "这张表的数比其他各表大上千倍，像是没有读对或单位不同，没有采用"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A table that was left unread, with the figure that shows why."""

    table: str
    figure: RecognisedFigure


def without_implausible(recognised: Recognised, form: Form) -> tuple[Recognised, tuple[Doubt, ...]]:
    """What was recognised, with the figures of an implausible table unread, and the tables doubted."""
    amounts = {table.id: _amounts(table, form) for table in recognised.tables if table.basis == Basis.FINAL}
    amounts = {table: found for table, found in amounts.items() if found}
    if len(amounts) < _ENOUGH_TABLES:
        return recognised, ()
    doubts: list[Doubt] = []
    for table, found in amounts.items():
        others = max(max(value for value, _ in other) for key, other in amounts.items() if key != table)
        beyond = [figure for value, figure in found if value > _FACTOR * others]
        if others and len(beyond) >= _SEVERAL:
            doubts.append(Doubt(table, beyond[0]))
    doubted = {doubt.table for doubt in doubts}
    tables = tuple(_unread(table) if table.id in doubted else table for table in recognised.tables)
    return replace(recognised, tables=tables), tuple(doubts)


def with_doubts(recognised: Recognised, form: Form) -> Recognised:
    """What a report takes over: the figures of an implausible table unread, with a note that says so.

    Nor is such a table an example of how the source prints.
    """
    recognised, doubts = without_implausible(recognised, form)
    if not doubts:
        return recognised
    doubted = {doubt.table for doubt in doubts}
    tables = tuple(replace(item, printed=None) if item.id in doubted else item for item in recognised.tables)
    said = tuple(f"“{form.table(name).title}”：{_REASON}，请核对后填写。" for name in sorted(doubted))
    return replace(recognised, tables=tables, notes=(*recognised.notes, *said))


def _amounts(table: RecognisedTable, form: Form) -> list[tuple[int, RecognisedFigure]]:
    declared = form.table(table.id)
    if declared.supplementary or declared.repeated:
        return []
    found = []
    for item in table.figures:
        column = declared.column(item.address.column)
        if item.stated.figure is None or (column is not None and column.kind is not ColumnKind.MONEY):
            continue
        value = int(magnitude(item.stated.figure.value))
        if value:
            found.append((value, item))
    return found


def _unread(table: RecognisedTable) -> RecognisedTable:
    return replace(
        table,
        figures=tuple(
            replace(item, stated=Stated(None, Origin.IMPORTED, item.quote, _REASON)) for item in table.figures
        ),
    )
