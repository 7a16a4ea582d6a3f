"""Owns the saving of what can still be read from a damaged report file into a new one."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from juesuan_gui.relations import Address
from juesuan_gui.report import Slot, SlotKind, Value
from juesuan_gui.storage.codec import CodecError, decode_slot, decode_value
from juesuan_gui.storage.contents import decode_edit
from juesuan_gui.storage.errors import FileTakenError, damaged, explain
from juesuan_gui.storage.rows import Log, Stamp, new_file
from juesuan_gui.storage.schema import MAX_FILE_BYTES, connect, journal_of


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved: how many slots, and sentences on what was lost or is uncertain."""

    path: Path
    slots: int
    lost: tuple[str, ...]


@dataclass(slots=True)
class _Rows:
    """The rows of one table that could be read, and whether those are all."""

    rows: dict[Any, tuple[Any, ...]] = field(default_factory=dict)
    complete: bool = True


def salvage(path: Path, target: Path, form_snapshot: str | None = None) -> Salvaged:
    """Read what can be read of a damaged file into a new file; the damaged one is not touched.

    The slots are read, and where their pages are gone followed from the log of changes. The undo log itself
    is not carried over. ``form_snapshot`` serves when the stored form is gone. Raises DamagedFileError when
    nothing can be read.
    """
    if target.exists():
        raise FileTakenError(f"“{target}”已经存在。请换一个名字。")
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            shutil.copyfile(path, copy)
            if journal_of(path).exists():
                shutil.copyfile(journal_of(path), journal_of(copy))
            _lengthen(copy)
            with closing(connect(copy)) as connection:
                forms = _read(connection, "form", "id", "id, snapshot")
                slots = _read(connection, "slot", "kind, key", "kind, key, value", key_width=2)
                changes = _read(connection, "change", "id", "id, state")
                edits = _read(connection, "edit", "change, position", "change, position, kind, key, after", key_width=2)
        snapshot = _form(forms, form_snapshot)
        if snapshot is None:
            raise damaged(path, "版式已读不出，无法抢救")
        values, lost = _values(slots, changes, edits)
        new_file(target, snapshot, values.items(), Log(), Stamp(uuid.uuid4().hex, 0, ""))
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path) from error
    return Salvaged(target, len(values), tuple(lost))


def _lengthen(copy: Path) -> None:
    """Give a file that was cut short its stated length again: SQLite refuses it as a whole otherwise."""
    with copy.open("r+b") as file:
        header = file.read(100)
        page, count = int.from_bytes(header[16:18]), int.from_bytes(header[28:32])
        stated = (page if page > 1 else 1 << 16) * count
        if copy.stat().st_size < stated <= MAX_FILE_BYTES:
            file.truncate(stated)


def _read(connection: sqlite3.Connection, table: str, order: str, columns: str, key_width: int = 1) -> _Rows:
    """The readable rows of a table by key, from both ends: a broken page hides what is behind it."""
    found = _Rows()
    for direction in ("ASC", "DESC"):
        ordering = ", ".join(f"{part} {direction}" for part in order.split(", "))
        try:
            for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY {ordering}"):
                found.rows[row[:key_width]] = row
        except sqlite3.Error:
            found.complete = False
        if found.complete:
            break
    return found


def _form(forms: _Rows, given: str | None) -> str | None:
    readable = [row for row in forms.rows.values() if isinstance(row[0], int) and isinstance(row[1], str)]
    return str(max(readable)[1]) if readable else given


def _values(slots: _Rows, changes: _Rows, edits: _Rows) -> tuple[dict[Slot, Value], list[str]]:
    values: dict[Slot, Value] = {}
    lost: list[str] = []
    unreadable: set[Slot] = set()
    for kind, key, value in slots.rows.values():
        slot = None
        try:
            slot = decode_slot(kind, key)
            values[slot] = decode_value(slot.kind, value)
        except CodecError as error:
            if slot is not None:
                unreadable.add(slot)
            lost.append(f"{_name(slot) if slot else f'{kind} {str(key)[:80]}'}：内容无法识别（{error}）。")
    if slots.complete and not lost:
        return values, lost
    logged, doubtful = _replay(changes, edits)
    for slot, logged_value in logged.items():
        if slot in values or (slots.complete and slot not in unreadable):
            continue
        if logged_value is not None:
            values[slot] = logged_value
            lost.append(f"{_name(slot)}：取自修改记录，请核对。")
    gone = sorted(doubtful - values.keys(), key=str)
    lost += [f"{_name(slot)}：丢失，改过但读不出改成了什么。" for slot in gone]
    if not slots.complete:
        lost.append("部分数据页已损坏，可能还有没有列出的内容丢失，请对照自动备份或原始表格核对。")
    return values, lost


def _replay(changes: _Rows, edits: _Rows) -> tuple[dict[Slot, Value | None], set[Slot]]:
    """What the log says each slot holds now, and the slots of which it says something unreadable."""
    states: dict[Any, Any] = dict(changes.rows.values())
    logged: dict[Slot, Value | None] = {}
    doubtful: set[Slot] = set()
    # A spoiled row may have lost its numbers, and with them its place in the order.
    placed = [row for row in edits.rows.values() if isinstance(row[0], int) and isinstance(row[1], int)]
    for change, _, kind, key, after in sorted(placed, key=lambda row: row[:2]):
        if states.get(change, "done") != "done":
            continue
        with suppress(CodecError):
            slot = decode_slot(kind, key)
            try:
                logged[slot] = decode_edit(kind, key, None, after).after
                doubtful.discard(slot)
            except CodecError:
                logged.pop(slot, None)
                doubtful.add(slot)
    return logged, doubtful


def _name(slot: Slot) -> str:
    if slot.kind is SlotKind.FIGURE:
        return Address(*slot.key).text
    return "·".join(part for part in slot.key if part)
