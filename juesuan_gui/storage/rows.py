"""Owns the writing of rows: a whole new file, one change, an undo, a redo."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from juesuan_gui.report import Change, Slot, Value
from juesuan_gui.storage.codec import encode_slot, encode_value
from juesuan_gui.storage.errors import StorageError
from juesuan_gui.storage.schema import connect, create_tables
from juesuan_gui.storage.transactions import transaction

EditRow = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which report a file holds, how many writes it has seen, and which opening wrote last."""

    report: str
    revision: int
    writer: str


@dataclass(frozen=True, slots=True)
class Log:
    """The changes of a report, oldest first; of the undone ones the last is the next to redo."""

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class EncodedChange:
    """A change as rows, made when it is handed over so that nobody can alter it afterwards."""

    label: str
    edits: tuple[EditRow, ...]
    time: str


def now() -> str:
    """This moment with its offset from UTC."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def encode_change(change: Change, time: str = "") -> EncodedChange:
    """A change as rows, made at a time (see ``now``; "" for this moment)."""
    return EncodedChange(
        change.label,
        tuple(
            (
                *encode_slot(edit.slot),
                None if edit.before is None else encode_value(edit.before),
                None if edit.after is None else encode_value(edit.after),
            )
            for edit in change.edits
        ),
        time or now(),
    )


def new_file(path: Path, form_snapshot: str, slots: Iterable[tuple[Slot, Value]], log: Log, stamp: Stamp) -> None:
    """Write a report file from nothing at a path where no file is."""
    rows = [(*encode_slot(slot), encode_value(value)) for slot, value in slots]
    connection = connect(path, "rwc")
    try:
        with transaction(connection):
            create_tables(connection)
            set_meta(connection, {"created": now()})
            write_stamp(connection, stamp)
            connection.execute("INSERT INTO form (snapshot) VALUES (?)", (form_snapshot,))
            connection.executemany("INSERT INTO slot VALUES (?, ?, ?)", rows)
            for change in log.done:
                _insert_change(connection, encode_change(change), "done")
            for change in reversed(log.undone):
                _insert_change(connection, encode_change(change), "undone")
    finally:
        connection.close()


def set_meta(connection: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Set what the file says of itself."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What the file says of itself."""
    return {str(key): str(value) for key, value in connection.execute("SELECT key, value FROM meta")}


def write_stamp(connection: sqlite3.Connection, stamp: Stamp) -> None:
    """Mark the file as written."""
    set_meta(connection, {"report": stamp.report, "revision": str(stamp.revision), "writer": stamp.writer})


def read_stamp(connection: sqlite3.Connection) -> Stamp:
    """The mark of the last write; raises ``ValueError`` when the file has none."""
    meta = read_meta(connection)
    revision = meta.get("revision", "")
    if not (revision.isascii() and revision.isdigit()) or len(revision) > 18 or not meta.get("report"):
        raise ValueError("no stamp")
    return Stamp(meta["report"], int(revision), meta.get("writer", ""))


def _insert_change(connection: sqlite3.Connection, change: EncodedChange, state: str) -> None:
    cursor = connection.execute(
        "INSERT INTO change (label, state, time) VALUES (?, ?, ?)", (change.label, state, change.time)
    )
    connection.executemany(
        "INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?)",
        [(cursor.lastrowid, position, *edit) for position, edit in enumerate(change.edits)],
    )


def store_change(connection: sqlite3.Connection, change: EncodedChange) -> None:
    """Store a change; what had been undone is kept in the log as dropped but no longer offered."""
    connection.execute("UPDATE change SET state = 'dropped' WHERE state = 'undone'")
    _insert_change(connection, change, "done")
    connection.executemany(
        "DELETE FROM slot WHERE kind = ? AND key = ?",
        [(kind, key) for kind, key, _, after in change.edits if after is None],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO slot VALUES (?, ?, ?)",
        [(kind, key, after) for kind, key, _, after in change.edits if after is not None],
    )


def store_undo(connection: sqlite3.Connection) -> None:
    """Take the last done change back, from its own rows. Raises StorageError where the file holds none."""
    row = connection.execute("SELECT id FROM change WHERE state = 'done' ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        raise StorageError("文件中没有可撤销的修改，程序与文件不一致。请另存到别处。")
    _set_slots(connection, row, "before")
    connection.execute("UPDATE change SET state = 'undone' WHERE id = ?", row)


def store_redo(connection: sqlite3.Connection) -> None:
    """Do the change again that was undone last, from its own rows. Raises StorageError where the file holds none."""
    row = connection.execute("SELECT id FROM change WHERE state = 'undone' ORDER BY id LIMIT 1").fetchone()
    if row is None:
        raise StorageError("文件中没有可重做的修改，程序与文件不一致。请另存到别处。")
    _set_slots(connection, row, "after")
    connection.execute("UPDATE change SET state = 'done' WHERE id = ?", row)


def _set_slots(connection: sqlite3.Connection, change: tuple[int], side: str) -> None:
    edits = "FROM edit WHERE change = ? AND"
    connection.execute(f"DELETE FROM slot WHERE (kind, key) IN (SELECT kind, key {edits} {side} IS NULL)", change)
    connection.execute(f"INSERT OR REPLACE INTO slot SELECT kind, key, {side} {edits} {side} IS NOT NULL", change)
