"""Owns one open report file: creating, opening, writing in order, moving to another place, closing."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juesuan_gui.forms import FormError, form_from_snapshot
from juesuan_gui.report import Change, History, Report, SlotEdit
from juesuan_gui.storage.contents import Contents, read_contents
from juesuan_gui.storage.errors import (
    ChangedElsewhereError,
    FileTakenError,
    NotWritableError,
    StorageError,
    damaged,
    explain,
)
from juesuan_gui.storage.place import Place, identity_of, look_at, publish, take
from juesuan_gui.storage.rows import (
    Log,
    Stamp,
    encode_change,
    new_file,
    now,
    read_stamp,
    store_change,
    store_redo,
    store_undo,
    write_stamp,
)
from juesuan_gui.storage.schema import check_header, check_kind, connect, journal_of
from juesuan_gui.storage.transactions import copy_database, transaction
from juesuan_gui.storage.versions import BACKUPS, Version, back_up, keep_version
from juesuan_gui.storage.writer import Writer


@dataclass(frozen=True, slots=True)
class Options:
    """How a report file is kept. The listeners are called on the writer thread."""

    #: How many automatic backups are kept on opening and closing; 0 for none.
    backups: int = BACKUPS
    #: Told how many writes are still to come, after each that is on disk.
    on_saved: Callable[[int], None] = lambda pending: None
    #: Told why writing has stopped.
    on_failed: Callable[[StorageError], None] = lambda problem: None


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened file with what it says; ``notices`` are sentences worth showing once."""

    file: ReportFile
    report: Report
    history: History
    notices: tuple[str, ...] = ()


class ReportFile:
    """A report on disk. Every change handed over is one transaction, written in order on one thread.

    Call it from one thread. After a failure nothing is lost: the changes wait in order for ``retry`` or
    ``save_elsewhere``.
    """

    def __init__(self, place: Place, form_snapshot: str, stamp: Stamp, options: Options) -> None:
        self._place = place
        self._form_snapshot = form_snapshot
        self._options = options
        self._report_id = stamp.report
        self._session = uuid.uuid4().hex
        self._acknowledged = stamp
        self._handed_over = stamp.revision
        self._must_reconnect = False
        self._writer = Writer(lambda error: explain(error, self.path), options.on_saved, self._failed)

    # Making and opening

    @staticmethod
    def create(
        path: Path,
        report: Report,
        *,
        history: History | None = None,
        replace: bool = False,
        options: Options | None = None,
        finished: Callable[[], object] = lambda: None,
    ) -> ReportFile:
        """Write a report to a new file and keep it open. An existing one is left alone unless ``replace``.

        ``finished`` is called when the file is whole and not yet at its place; when it raises, nothing is there but
        what was before.
        """
        chosen = options or Options()
        stamp = Stamp(uuid.uuid4().hex, 0, "")
        log = _log(history)
        snapshot = report.base_form.snapshot

        def fill(target: Path) -> None:
            new_file(target, snapshot, report.slots(), log, stamp)
            finished()

        return ReportFile(publish(path, replace, fill), snapshot, stamp, chosen)

    @staticmethod
    def open(
        path: Path,
        *,
        read_only: bool = False,
        take_over: bool = False,
        options: Options | None = None,
    ) -> Opened:
        """Open a report file, with the form that it was made with.

        ``read_only`` takes no lock and never touches the file: changes then wait for ``save_elsewhere``.
        Raises LockedError, NewerFileError, DamagedFileError or another StorageError.
        """
        chosen = options or Options()
        notices: list[str] = []
        place = look_at(path) if read_only else take(path, take_over, chosen.backups, notices)
        try:
            contents = read_contents(place.connection, path)
            report = _report(contents, path)
        except (sqlite3.Error, OSError) as error:
            place.leave()
            raise explain(error, path) from error
        except BaseException:
            place.leave()
            raise
        history = History(contents.log.done, contents.log.undone)
        file = ReportFile(place, contents.form_snapshot, contents.stamp, chosen)
        return Opened(file, report, history, (*notices, *contents.notices))

    # What it is

    @property
    def path(self) -> Path:
        """Where the report is kept."""
        return self._place.path

    @property
    def form_snapshot(self) -> str:
        """The resolved form that the report was made with, as stored."""
        return self._form_snapshot

    @property
    def read_only(self) -> bool:
        """Whether the file was opened for reading only."""
        return self._place.lock is None

    @property
    def revision(self) -> int:
        """How many writes the file on disk has seen since the report was made."""
        return self._acknowledged.revision

    @property
    def pending(self) -> int:
        """How many writes are not yet on disk (正在保存)."""
        return self._writer.pending

    @property
    def failure(self) -> StorageError | None:
        """Why writing has stopped, ``None`` while all is well."""
        return self._writer.failure

    # Writing

    def write(self, change: Change) -> Future[None]:
        """Store a change that was applied; the future is done when it is on disk."""
        if not change:
            nothing: Future[None] = Future()
            nothing.set_result(None)
            return nothing  # the history does not remember it either
        time = now()
        # Encoded where it is written: tens of thousands of figures would hold up who changed them.
        return self._hand_over(lambda connection: store_change(connection, encode_change(change, time)))

    def undo(self) -> Future[None]:
        """Store that the last change was taken back."""
        return self._hand_over(store_undo)

    def redo(self) -> Future[None]:
        """Store that the change undone last was done again."""
        return self._hand_over(store_redo)

    def _hand_over(self, operation: Callable[[sqlite3.Connection], None]) -> Future[None]:
        self._handed_over += 1
        stamp = Stamp(self._report_id, self._handed_over, self._session)
        return self._writer.write(lambda: self._store(stamp, operation))

    def flush(self) -> None:
        """Wait until everything handed over is on disk; raises the failure when writing has stopped."""
        self._writer.wait()

    def retry(self) -> None:
        """Try again after a failure; what comes of it is told to the listeners and by ``flush``."""
        self._writer.resume()

    def keep_version(self, name: str) -> Future[Version]:
        """Keep the present state (with all changes handed over before) as a version with a name.

        Raises the failure when writing has stopped.
        """
        if self.failure is not None:
            raise self.failure
        return self._writer.ask(lambda: keep_version(self._place.connection, self.path, name))

    def save_elsewhere(self, path: Path, report: Report, history: History, *, replace: bool = False) -> Future[None]:
        """Write everything to another place and go on there; also the way out of a failure.

        Raises FileTakenError for the place where the report is already.
        """
        if not self.read_only and path.absolute() == self.path.absolute():
            raise FileTakenError(f"“{path.name}”就是正打开的报告，请换一个名字或位置。")
        slots = list(report.slots())
        log = _log(history)
        stamp = Stamp(self._report_id, self._handed_over, self._session)

        def fill(target: Path) -> None:
            if not self._copied_to(target):
                new_file(target, self._form_snapshot, slots, log, stamp)

        return self._writer.urgent(lambda: self._move(path, replace, fill))

    def close(self) -> None:
        """Wait until all is on disk, back up, and let go. A failure is raised and leaves the file open."""
        if self._writer.stopped:
            return
        self._writer.wait()
        if not self.read_only and self._options.backups:
            with suppress(StorageError):
                self._writer.ask(lambda: back_up(self._place.connection, self.path, self._options.backups)).result()
        self.abandon()

    def abandon(self) -> int:
        """Let go at once; returns how many changes were not on disk, for good lost to this file."""
        given_up = self._writer.stop()
        self._place.leave()
        return given_up

    # On the writer thread

    def _failed(self, problem: StorageError) -> None:
        self._must_reconnect = True
        self._options.on_failed(problem)

    def _store(self, stamp: Stamp, operation: Callable[[sqlite3.Connection], None]) -> None:
        if stamp.revision <= self._acknowledged.revision:
            return  # already in the file that was rebuilt from memory
        if self.read_only:
            raise NotWritableError(f"“{self.path.name}”是只读打开的，修改没有存盘。请另存到别处。")
        self._reconnect()
        self._follow_path()
        connection = self._place.connection
        with transaction(connection):
            found = read_stamp(connection)
            # A commit whose last step failed may still have reached the disk; it is not made twice.
            if found != stamp:
                if found != self._acknowledged:
                    raise ChangedElsewhereError(_CHANGED.format(self.path))
                operation(connection)
                write_stamp(connection, stamp)
        if not self._follow_path() and read_stamp(self._place.connection) != stamp:
            raise ChangedElsewhereError(_CHANGED.format(self.path))
        self._acknowledged = stamp

    def _reconnect(self) -> None:
        """After a failure a fresh connection also finds a share or stick that came back."""
        if not self._must_reconnect:
            return
        check_header(self.path)
        fresh = Place.at(self.path, self._place.lock)
        old, self._place = self._place, fresh
        self._must_reconnect = False
        with suppress(sqlite3.Error):
            old.connection.close()

    def _follow_path(self) -> bool:
        """Whether the file is still the one opened; if not (deleted, moved, replaced), open what is there.

        SQLite writes on into a file that is gone from its folder, and that must never be acknowledged. Some
        network folders number the same file anew; then what is there now is found to be the right one.
        """
        if identity_of(self.path) == self._place.identity:
            return True
        self._must_reconnect = True
        self._reconnect()
        return False

    def _copied_to(self, target: Path) -> bool:
        """Copy the file as it is on disk, log and all; ``False`` when it cannot be had whole."""
        try:
            with closing(connect(target, "rwc")) as copy:
                copy_database(self._place.connection, copy)
                check_kind(copy, target)
                found = read_stamp(copy)
        except (sqlite3.Error, OSError, ValueError, StorageError):
            found = None
        if found is not None and self._holds_all_acknowledged(found):
            return True
        target.unlink(missing_ok=True)
        journal_of(target).unlink(missing_ok=True)
        return False

    def _holds_all_acknowledged(self, found: Stamp) -> bool:
        if found == self._acknowledged:
            return True
        # A write that reached the disk although it was reported as failed.
        own = (found.report, found.writer) == (self._report_id, self._session)
        return own and found.revision > self._acknowledged.revision

    def _move(self, path: Path, replace: bool, fill: Callable[[Path], None]) -> None:
        place = publish(path, replace, fill)
        self._acknowledged = read_stamp(place.connection)
        old, self._place = self._place, place
        self._must_reconnect = False
        old.leave()
        self._writer.resume()


_CHANGED: Final = "“{}”被别的程序移动、替换或改写了（网盘同步？另一台电脑？）。为免互相覆盖，没有写入，请另存到别处。"


def _log(history: History | None) -> Log:
    return Log() if history is None else Log(history.done, history.undone)


def _report(contents: Contents, path: Path) -> Report:
    try:
        report = Report(form_from_snapshot(contents.form_snapshot))
        edits = tuple(SlotEdit(slot, None, value) for slot, value in contents.slots.items())
        report.apply(Change("打开", edits))
    except FormError as error:
        raise damaged(path, f"其中的版式不能用：{error}") from error
    return report
