"""Owns the reading of a report file: strict, with limits, naming the row that is wrong."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juesuan_gui.report import Change, Slot, SlotEdit, Value
from juesuan_gui.storage.codec import CodecError, decode_slot, decode_value
from juesuan_gui.storage.errors import damaged, explain
from juesuan_gui.storage.migrations import migrate
from juesuan_gui.storage.rows import Log, Stamp, read_stamp
from juesuan_gui.storage.schema import (
    check_header,
    check_kind,
    check_tables,
    connect,
    harden,
    journal_of,
    number,
)
from juesuan_gui.storage.transactions import copy_database

MAX_SLOTS: Final = 1_000_000
MAX_CHANGES: Final = 1_000_000
MAX_LABEL: Final = 10_000
#: How many edits of the log are brought back for undo; older changes stay in the file.
EDITS_READ: Final = 100_000


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report file says; ``notices`` are sentences about what is not quite as it should be."""

    form_snapshot: str
    slots: dict[Slot, Value]
    log: Log
    stamp: Stamp
    notices: tuple[str, ...] = ()


def in_memory(path: Path) -> sqlite3.Connection:
    """A copy of a report file in memory, prepared; the file itself is only read. Raises StorageError."""
    check_header(path)
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        harden(memory)
        try:
            _copy_into(memory, path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                raise
            # A journal left by a crash cannot be rolled back by a reader; a copy of both files can be.
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder) / "copy"
                shutil.copyfile(path, copy)
                if journal_of(path).exists():
                    shutil.copyfile(journal_of(path), journal_of(copy))
                _copy_into(memory, copy, "rw")
        migrate(memory, path, check_kind(memory, path))
        check_tables(memory, path)
    except (sqlite3.Error, OSError) as error:
        memory.close()
        raise explain(error, path) from error
    except BaseException:
        memory.close()
        raise
    return memory


def _copy_into(memory: sqlite3.Connection, path: Path, mode: str = "ro") -> None:
    with closing(connect(path, mode)) as source:
        copy_database(source, memory)


def read_contents(connection: sqlite3.Connection, path: Path) -> Contents:
    """Everything in a prepared file; raises DamagedFileError naming the first row that cannot be decoded."""
    for table, limit in (("slot", MAX_SLOTS), ("change", MAX_CHANGES)):
        if number(connection, f"SELECT count(*) FROM {table}") > limit:
            raise damaged(path, f"表 {table} 超过 {limit} 行")
    try:
        stamp = read_stamp(connection)
    except ValueError:
        raise damaged(path, "缺少报告标识") from None
    form = connection.execute("SELECT snapshot FROM form ORDER BY id DESC LIMIT 1").fetchone()
    if form is None or not isinstance(form[0], str):
        raise damaged(path, "缺少版式")
    slots = _read_slots(connection, path)
    log, notices = _consistent(slots, _read_log(connection, path))
    return Contents(form[0], slots, log, stamp, notices)


def _read_slots(connection: sqlite3.Connection, path: Path) -> dict[Slot, Value]:
    slots: dict[Slot, Value] = {}
    for kind, key, value in connection.execute("SELECT kind, key, value FROM slot"):
        try:
            slot = decode_slot(kind, key)
            slots[slot] = decode_value(slot.kind, value)
        except CodecError as error:
            raise damaged(path, f"表 slot 的行 {kind} {str(key)[:200]}：{error}") from None
    return slots


def _read_log(connection: sqlite3.Connection, path: Path) -> Log:
    unknown = connection.execute(
        "SELECT id FROM change WHERE state NOT IN ('done', 'undone', 'dropped') LIMIT 1"
    ).fetchone()
    if unknown is not None:
        raise damaged(path, f"表 change 的行 {unknown[0]}：不认识的状态")
    nearest = "SELECT id, label FROM change WHERE state"
    done = _read_changes(connection, path, f"{nearest} = 'done' ORDER BY id DESC")
    undone = _read_changes(connection, path, f"{nearest} = 'undone' ORDER BY id")
    return Log(tuple(reversed(done)), tuple(reversed(undone)))


def _read_changes(connection: sqlite3.Connection, path: Path, statement: str) -> list[Change]:
    """The changes a statement gives, nearest first, as many as memory should hold and at least one."""
    room = EDITS_READ
    changes: list[Change] = []
    for identity, label in connection.execute(statement):
        change = _read_change(connection, path, identity, label)
        room -= len(change.edits)
        if room < 0 and changes:
            break
        changes.append(change)
    return changes


def _read_change(connection: sqlite3.Connection, path: Path, identity: int, label: object) -> Change:
    if not isinstance(label, str) or len(label) > MAX_LABEL:
        raise damaged(path, f"表 change 的行 {identity}：名称不是文字或过长")
    edits: list[SlotEdit] = []
    rows = connection.execute(
        "SELECT position, kind, key, before, after FROM edit WHERE change = ? ORDER BY position", (identity,)
    )
    for position, kind, key, before, after in rows:
        if len(edits) == MAX_SLOTS:
            raise damaged(path, f"表 change 的行 {identity}：修改超过 {MAX_SLOTS} 处")
        try:
            edits.append(decode_edit(kind, key, before, after))
        except CodecError as error:
            raise damaged(path, f"表 edit 的行 {identity}/{position}：{error}") from None
    return Change(label, tuple(edits))


def decode_edit(kind: object, key: object, before: object, after: object) -> SlotEdit:
    """The edit of a stored row; raises CodecError."""
    slot = decode_slot(kind, key)
    return SlotEdit(
        slot,
        None if before is None else decode_value(slot.kind, before),
        None if after is None else decode_value(slot.kind, after),
    )


def _consistent(slots: dict[Slot, Value], log: Log) -> tuple[Log, tuple[str, ...]]:
    """The part of the log that follows from the present state, with a notice when that is not all."""
    done, undone = len(log.done), len(log.undone)
    backward = [change.inverse() for change in reversed(log.done)]
    kept = _applicable(slots, backward)
    redoable = _applicable(slots, list(reversed(log.undone)))
    if (kept, redoable) == (done, undone):
        return log, ()
    return (
        Log(log.done[done - kept :], log.undone[undone - redoable :]),
        ("部分较早的撤销记录与报告内容不符，不再提供撤销；报告内容不受影响。",),
    )


def _applicable(slots: dict[Slot, Value], changes: list[Change]) -> int:
    """How many of the changes follow from the state, one after the other."""
    touched: dict[Slot, Value | None] = {}
    for count, change in enumerate(changes):
        for edit in change.edits:
            if touched.get(edit.slot, slots.get(edit.slot)) != edit.before:
                return count
        touched.update({edit.slot: edit.after for edit in change.edits})
    return len(changes)
