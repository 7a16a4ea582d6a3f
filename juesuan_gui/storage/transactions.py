"""Owns the transaction: all of it reaches the disk or none; and the copying of a whole file within one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything within is committed together; an error rolls it back and goes on to the caller."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A failed disk has often rolled back by itself, and then there is nothing to do.
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy everything by SQLite's backup API, as of one moment."""
    # Reading first takes the lock with the usual time limit; ``backup`` alone would wait for ever.
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target)
    finally:
        source.execute("COMMIT")
