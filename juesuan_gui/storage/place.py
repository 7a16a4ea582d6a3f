"""Owns a report's place on disk: taking it under lock, checking it, putting a finished file there."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from juesuan_gui.storage.contents import in_memory
from juesuan_gui.storage.errors import FileTakenError, explain
from juesuan_gui.storage.lock import Lock
from juesuan_gui.storage.migrations import migrate
from juesuan_gui.storage.schema import VERSION, check_header, check_kind, check_tables, connect, journal_of
from juesuan_gui.storage.versions import back_up, keep_version


@dataclass(frozen=True, slots=True)
class Place:
    """A file in use: where it is, its lock, the connection, and which file on the disk that is."""

    path: Path
    connection: sqlite3.Connection
    lock: Lock | None
    identity: tuple[int, int] | None

    @staticmethod
    def at(path: Path, lock: Lock | None) -> Place:
        """Connect to the file that is at a path now."""
        identity = identity_of(path)
        return Place(path, connect(path), lock, identity)

    def leave(self) -> None:
        """Close the connection and give the lock back."""
        with suppress(sqlite3.Error):
            self.connection.close()
        if self.lock is not None:
            self.lock.release()


def identity_of(path: Path) -> tuple[int, int]:
    """Which file on which disk is at a path."""
    status = path.stat()
    return status.st_dev, status.st_ino


def look_at(path: Path) -> Place:
    """A copy of the file in memory, for reading only; without lock."""
    return Place(path, in_memory(path), None, None)


def take(path: Path, take_over: bool, backups: int, notices: list[str]) -> Place:
    """Lock, check, back up and migrate a file for writing. Raises StorageError; then the lock is let go."""
    check_header(path)
    lock = Lock.acquire(path, take_over)
    try:
        place = Place.at(path, lock)
        try:
            _make_ready(place, backups, notices)
        except BaseException:
            place.connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        lock.release()
        raise explain(error, path) from error
    except BaseException:
        lock.release()
        raise
    return place


def _make_ready(place: Place, backups: int, notices: list[str]) -> None:
    connection, path = place.connection, place.path
    version = check_kind(connection, path)  # only reads: what it refuses has not been touched
    connection.execute("PRAGMA journal_mode = DELETE")
    if version < VERSION:
        keep_version(connection, path, f"升级前（文件版本 {version}）")
        migrate(connection, path, version)
    check_tables(connection, path)
    if backups:
        try:
            back_up(connection, path, backups)
        except (sqlite3.Error, OSError, ValueError) as error:
            notices.append(f"没有做成自动备份：{explain(error, path)}")


def publish(path: Path, replace: bool, fill: Callable[[Path], None]) -> Place:
    """Put a finished file at a path in one step, so that nobody ever sees half of it, and open it.

    Raises FileTakenError where a file is there and ``replace`` is not given, StorageError when the disk refuses.
    """
    try:
        lock = Lock.acquire(path)
        unfinished = path.with_name(f"{path.name}.{uuid.uuid4().hex}.tmp")
        try:
            if path.exists() and not replace:
                raise FileTakenError(f"“{path}”已经存在。请换一个名字，或确认覆盖。")
            fill(unfinished)
            _settle_journal(path)
            unfinished.replace(path)
            _sync_folder(path.parent)
            return Place.at(path, lock)
        except BaseException:
            lock.release()
            raise
        finally:
            unfinished.unlink(missing_ok=True)
            journal_of(unfinished).unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path) from error


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk; Windows cannot and need not."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _settle_journal(path: Path) -> None:
    """Use up a journal that a crash left at this path: SQLite would apply it to the new file."""
    if not journal_of(path).exists():
        return
    if path.exists():
        with suppress(sqlite3.Error), closing(connect(path)) as old:
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
    journal_of(path).unlink(missing_ok=True)
