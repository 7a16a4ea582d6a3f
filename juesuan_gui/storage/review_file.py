"""Owns one open review file: creating, opening, keeping every decision at once, moving, closing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from juesuan_gui.review import Decision, Review, SignOff, Submission
from juesuan_gui.storage.errors import NotWritableError, StorageError, explain
from juesuan_gui.storage.lock import Lock
from juesuan_gui.storage.place import Place, publish
from juesuan_gui.storage.review_schema import (
    check_review,
    check_start,
    create_review_tables,
    damaged_review,
    read_review,
    read_source_bytes,
    store_decisions,
    store_sign_off,
    store_submission,
)
from juesuan_gui.storage.rows import now
from juesuan_gui.storage.schema import connect
from juesuan_gui.storage.transactions import transaction
from juesuan_gui.storage.writer import Writer


@dataclass(frozen=True, slots=True)
class ReviewListeners:
    """Told on the writer thread how many writes are still to come, and why writing has stopped."""

    on_saved: Callable[[int], None] = lambda pending: None
    on_failed: Callable[[StorageError], None] = lambda problem: None


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """An opened review file, what it says, and the bytes of the file sent in last."""

    file: ReviewFile
    review: Review
    source: bytes


class ReviewFile:
    """A review on disk. Every decision handed over is one transaction, written in order on one thread.

    After a failure nothing is lost: what was handed over waits for ``retry`` or ``save_elsewhere``.
    """

    def __init__(self, path: Path, place: Place, listeners: ReviewListeners, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._place = place
        self._writer = Writer(lambda error: explain(error, self.path), listeners.on_saved, listeners.on_failed)

    @staticmethod
    def create(
        path: Path,
        review: Review,
        sources: Sequence[bytes],
        listeners: ReviewListeners | None = None,
        *,
        replace: bool = False,
    ) -> ReviewFile:
        """Write a review with the bytes of each submission to a new file and keep it open. Raises StorageError."""
        place = publish(path, replace, lambda target: _write_new(target, review, sources))
        return ReviewFile(path, place, listeners or ReviewListeners())

    @staticmethod
    def open(
        path: Path, listeners: ReviewListeners | None = None, *, read_only: bool = False, take_over: bool = False
    ) -> OpenedReview:
        """Open a review file. ``read_only`` takes no lock and writes nothing.

        Raises LockedError, NewerFileError, DamagedFileError or another StorageError.
        """
        check_start(path)
        lock = None if read_only else Lock.acquire(path, take_over)
        try:
            place = Place(path, connect(path, "ro"), None, None) if read_only else Place.at(path, lock)
            try:
                check_review(place.connection, path)
                review = read_review(place.connection, path)
                source = read_source_bytes(place.connection, len(review.submissions))
            except BaseException:
                place.connection.close()
                raise
        except sqlite3.DatabaseError as error:
            _release(lock)
            if isinstance(error, sqlite3.OperationalError):
                raise explain(error, path) from error
            raise damaged_review(path, "数据库结构错乱") from error
        except OSError as error:
            _release(lock)
            raise explain(error, path) from error
        except BaseException:
            _release(lock)
            raise
        file = ReviewFile(path, place, listeners or ReviewListeners(), read_only=read_only)
        return OpenedReview(file, review, source)

    # -- keeping -----------------------------------------------------------------------------------

    @property
    def pending(self) -> int:
        """How many writes are not yet on disk."""
        return self._writer.pending

    @property
    def failure(self) -> StorageError | None:
        """Why writing has stopped; ``None`` while it goes on."""
        return self._writer.failure

    def add_decisions(self, decisions: Sequence[Decision]) -> Future[None]:
        """Keep decisions in one transaction."""
        kept = tuple(decisions)
        return self._write(lambda connection: store_decisions(connection, kept))

    def add_submission(self, place: int, item: Submission, source: bytes) -> Future[None]:
        """Keep a newer version of the report, the ``place``-th, counted from 1."""
        return self._write(lambda connection: store_submission(connection, place, item, source))

    def set_sign_off(self, sign_off: SignOff | None) -> Future[None]:
        """Keep a signature, or that it was withdrawn."""
        time = now()
        return self._write(lambda connection: store_sign_off(connection, sign_off, time))

    def _write(self, store: Callable[[sqlite3.Connection], None]) -> Future[None]:
        if self.read_only:
            raise NotWritableError(f"“{self.path.name}”是只读打开的，这一步没有存。请另存到别处再审。")

        def run() -> None:
            connection = self._place.connection
            with transaction(connection):
                store(connection)

        return self._writer.write(run)

    def retry(self) -> None:
        """Try again to write after a failure."""
        self._writer.resume()

    def sources(self) -> list[bytes]:
        """The bytes of every submission, waiting for earlier writes. Raises StorageError."""

        def read() -> list[bytes]:
            numbers = [place for (place,) in self._place.connection.execute("SELECT number FROM submission ORDER BY 1")]
            return [read_source_bytes(self._place.connection, place) for place in numbers]

        return self._writer.urgent(read).result()

    def close(self) -> None:
        """Wait for the disk and let the file go. Raises StorageError and stays open when writing has stopped."""
        self._writer.wait()
        self.abandon()

    def abandon(self) -> None:
        """Let the file go at once; what was not written is lost."""
        if not self._writer.stopped:
            self._writer.stop()
        self._place.leave()


def _write_new(path: Path, review: Review, sources: Sequence[bytes]) -> None:
    connection = connect(path, "rwc")
    try:
        with transaction(connection):
            create_review_tables(connection)
            for place, (item, source) in enumerate(zip(review.submissions, sources, strict=True), 1):
                store_submission(connection, place, item, source)
            store_decisions(connection, review.decisions)
            if review.sign_off is not None:
                store_sign_off(connection, review.sign_off, now())
    finally:
        with suppress(sqlite3.Error):
            connection.close()


def _release(lock: Lock | None) -> None:
    if lock is not None:
        lock.release()
