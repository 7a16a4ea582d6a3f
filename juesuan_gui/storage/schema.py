"""Owns the shape of a report file: SQL, format numbers, connections, what a file must satisfy."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final
from urllib.parse import quote

from juesuan_gui.paths import REPORT_SUFFIX
from juesuan_gui.storage.errors import ForeignFileError, NewerFileError, UnreachableError, damaged

SUFFIX: Final = REPORT_SUFFIX
APPLICATION_ID: Final = int.from_bytes(b"JSGK")
VERSION: Final = 1

#: The file says everything once: meta (report, revision, writer …), the resolved form, the slots as they
#: are now, and the log of changes. A change is done, undone, or dropped (undone, then overtaken by another).
STATEMENTS: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE form (id INTEGER PRIMARY KEY, snapshot TEXT NOT NULL)",
    "CREATE TABLE slot (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (kind, key)) WITHOUT ROWID",
    "CREATE TABLE change (id INTEGER PRIMARY KEY, label TEXT NOT NULL, state TEXT NOT NULL, time TEXT NOT NULL)",
    "CREATE INDEX change_undone ON change (id) WHERE state = 'undone'",
    "CREATE TABLE edit (change INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,"
    " key TEXT NOT NULL, before TEXT, after TEXT, PRIMARY KEY (change, position)) WITHOUT ROWID",
)

# A report of a large department with years of history stays far below; a file beyond is not one of ours.
MAX_FILE_BYTES: Final = 1 << 30
_MAX_ROW_BYTES: Final = 1 << 26
_BUSY_SECONDS: Final = 5.0
_MAGIC: Final = b"SQLite format 3\x00"


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection in SQLite's mode rw, ro or rwc; transactions are begun by hand."""
    posix = path.absolute().as_posix()
    # Two slashes of an empty authority: a Windows share (//server/…) would otherwise be taken for one.
    rooted = posix if posix.startswith("/") else f"/{posix}"
    address = f"file://{quote(os.fsencode(rooted))}?mode={mode}"
    # The writer thread owns the connection after the opening thread made it; they never use it at once.
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
    )
    try:
        harden(connection)
        connection.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def harden(connection: sqlite3.Connection) -> None:
    """Make a connection distrust the file: no functions from its schema, no attached files, sane rows."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_ROW_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def create_tables(connection: sqlite3.Connection) -> None:
    """Make a new, empty file a report file; within the caller's transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for statement in STATEMENTS:
        connection.execute(statement)


def check_header(path: Path) -> None:
    """Refuse what cannot be a report before SQLite sees it: absent, empty, huge, or of another kind.

    Raises UnreachableError, DamagedFileError or ForeignFileError.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise UnreachableError(f"找不到“{path}”。它可能被移动、改名或删除了。") from None
    if size == 0:
        raise damaged(path, "文件是空的")
    if size > MAX_FILE_BYTES:
        raise ForeignFileError(f"“{path.name}”太大（{size >> 20} MB），不像是本程序的报告文件，没有打开。")
    if journal_of(path).exists():
        return  # a torn first page is mended by SQLite from the journal
    if not start.startswith(_MAGIC):
        raise ForeignFileError(
            f"“{path.name}”不是本程序的报告文件，或开头已损坏。"
            f"如果它确是报告，请打开“{path.name}.版本”文件夹里最近的自动备份。"
        )


def check_kind(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a file; raises for a foreign, newer, tampered or damaged one. Only reads."""
    if number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise ForeignFileError(f"“{path.name}”不是本程序的报告文件。")
    version = number(connection, "PRAGMA user_version")
    if version > VERSION:
        raise NewerFileError(
            f"“{path.name}”是较新版本的程序保存的（文件版本 {version}，本程序最高 {VERSION}）。"
            "没有打开，也没有改动。请升级程序。"
        )
    # Code in a file from elsewhere would run inside our own statements.
    if number(connection, "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')"):
        raise damaged(path, "含有不属于报告的程序段")
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != ("ok",):
        raise damaged(path, "数据页校验不通过")
    return version


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedFileError unless the tables are exactly those of this version."""
    found = {statement for (statement,) in connection.execute("SELECT sql FROM sqlite_master")}
    if found != set(STATEMENTS):
        raise damaged(path, "数据表与格式不符")


def number(connection: sqlite3.Connection, statement: str) -> int:
    """The one whole number that a statement gives. Raises sqlite3.DatabaseError when it gives none."""
    row = connection.execute(statement).fetchone()
    if row is None or not isinstance(row[0], int):
        raise sqlite3.DatabaseError(f"no number from {statement}")
    return row[0]


def journal_of(path: Path) -> Path:
    """The file in which SQLite keeps what a torn transaction overwrote."""
    return path.with_name(f"{path.name}-journal")
