"""Owns stage 3: the one change that takes recognised tables over into a report, and its preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan_gui.document import Place
from juesuan_gui.reading.tables.recognised import Recognised, RecognisedTable
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    Change,
    CodedRow,
    Report,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    TableMark,
    Text,
    Value,
    compose,
    state_figure,
)
from juesuan_gui.report.card_contents import take_in_cards

#: The text of a report that names whose report it is.
UNIT_NAME = "单位名称"


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the report has and the file states otherwise; ``after`` is ``None`` for a blank there."""

    address: Address
    before: Stated
    after: Stated | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do: counts of what is new and same, and all that a person should look at.

    ``cards`` scorecards would be added; ``card_notices`` say in Chinese what of them would not be taken as it stands.
    """

    new: int
    unchanged: int
    conflicts: tuple[Difference, ...]
    rows_added: tuple[CodedRow, ...]
    rows_removed: tuple[CodedRow, ...]
    unit_name: str
    other_unit_name: str
    recognised: Recognised
    cards: int = 0
    card_notices: tuple[str, ...] = ()


def import_change(report: Report, recognised: Recognised) -> Change:
    """One change, one undo step: each table found replaces what the report has in its rows and columns."""
    edits: list[SlotEdit] = []
    for table in recognised.tables:
        key = TableKey(table.id, recognised.period, table.basis)
        edits += _row_edits(report, table, key)
        edits += [state_figure(report, address, None) for address in _vanished(report, table, key)]
        edits += [state_figure(report, figure.address, figure.stated) for figure in table.figures]
        edits.append(_edit(report, Slot(SlotKind.TABLE, tuple(key)), TableMark.IMPORTED))
    edits += take_in_cards(report, recognised.cards).change.edits
    if recognised.unit_name and not report.text(UNIT_NAME):
        edits.append(_edit(report, Slot(SlotKind.TEXT, (UNIT_NAME,)), Text(recognised.unit_name)))
    return compose(f"导入 {recognised.file_name}", edits)


def import_preview(report: Report, recognised: Recognised) -> ImportPreview:
    """What ``import_change`` would change, without building it."""
    new = unchanged = 0
    conflicts: list[Difference] = []
    added: list[CodedRow] = []
    removed: list[CodedRow] = []
    for table in recognised.tables:
        key = TableKey(table.id, recognised.period, table.basis)
        for figure in table.figures:
            before = report.stated(figure.address)
            if before is None:
                new += 1
            elif _says_the_same(before, figure.stated):
                unchanged += 1
            else:
                conflicts.append(Difference(figure.address, before, figure.stated, figure.place))
        for address in _vanished(report, table, key):
            if (before := report.stated(address)) is not None:
                conflicts.append(Difference(address, before, None, None))
        existing = report.code_rows(key)
        codes = {row.code for row in table.code_rows}
        added += [row for row in table.code_rows if row.code not in existing]
        removed += [row for code, row in existing.items() if code not in codes]
    own = report.text(UNIT_NAME)
    taken = take_in_cards(report, recognised.cards)
    return ImportPreview(
        new,
        unchanged,
        tuple(conflicts),
        tuple(added),
        tuple(removed),
        "" if own else recognised.unit_name,
        recognised.unit_name if own and recognised.unit_name not in ("", own) else "",
        recognised,
        taken.added,
        taken.notices,
    )


def _edit(report: Report, slot: Slot, after: Value | None) -> SlotEdit:
    return SlotEdit(slot, report.value(slot), after)


def _row_edits(report: Report, table: RecognisedTable, key: TableKey) -> Iterator[SlotEdit]:
    codes = {row.code for row in table.code_rows}
    for code in report.code_rows(key):
        if code not in codes:
            yield _edit(report, Slot(SlotKind.ROW, (*key, code)), None)
    for row in table.code_rows:
        yield _edit(report, Slot(SlotKind.ROW, (*key, row.code)), row)


def _vanished(report: Report, table: RecognisedTable, key: TableKey) -> Iterator[Address]:
    """Figures of the report whose place in the file is blank, or whose code row the file no longer has.

    What stands in a row or column that the file does not have at all stays.
    """
    stated = {figure.address for figure in table.figures}
    rows, columns = set(table.row_keys), set(table.column_keys)
    codes = {row.code for row in table.code_rows}
    gone = {code for code in report.code_rows(key) if code not in codes}
    for address in report.figures():
        if TableKey.of(address) != key or address in stated:
            continue
        if address.row in gone or (address.row in rows and address.column in columns):
            yield address


def _says_the_same(before: Stated, after: Stated) -> bool:
    """Whether figure and unread text agree; where they came from does not matter."""
    return (before.figure, before.unread and before.text) == (after.figure, after.unread and after.text)
