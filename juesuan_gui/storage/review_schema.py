"""Owns the shape of a review file (.jssh): SQL, numbers, what a file must satisfy, its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from juesuan_gui.review import Decision, Review, SignOff, Submission, Verdict
from juesuan_gui.storage.errors import DamagedFileError, ForeignFileError, NewerFileError, UnreachableError
from juesuan_gui.storage.schema import number

REVIEW_SUFFIX: Final = ".jssh"
_APPLICATION_ID: Final = int.from_bytes(b"JSSH")
_VERSION: Final = 1
#: Decisions and signatures are logs: nothing is overwritten. A source stands in parts, for SQLite bounds a value.
_STATEMENTS: Final = (
    "CREATE TABLE submission (number INTEGER PRIMARY KEY, file_name TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " examined TEXT NOT NULL, unit_name TEXT NOT NULL, year INTEGER, time TEXT NOT NULL)",
    "CREATE TABLE source (submission INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL,"
    " PRIMARY KEY (submission, part)) WITHOUT ROWID",
    "CREATE TABLE decision (id INTEGER PRIMARY KEY, key TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,"
    " time TEXT NOT NULL, fingerprint TEXT NOT NULL, submission INTEGER NOT NULL)",
    "CREATE TABLE signature (id INTEGER PRIMARY KEY, name TEXT NOT NULL, date TEXT NOT NULL, remark TEXT NOT NULL,"
    " time TEXT NOT NULL, withdrawn TEXT)",
)
_MAGIC: Final = b"SQLite format 3\x00"
_PART_BYTES: Final = 1 << 24
_MAX_ROWS: Final = 1_000_000


def damaged_review(path: Path, what: str) -> DamagedFileError:
    """The error for a review file that cannot be read, with what to do about it."""
    return DamagedFileError(
        f"审核文件“{path.name}”已损坏（{what}），没有打开，也没有改动。请从备份中取回，或重新打开原来的待审报告。"
    )


def check_start(path: Path) -> None:
    """Refuse what cannot be a review before SQLite sees it.

    Raises UnreachableError, DamagedFileError or ForeignFileError.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except (FileNotFoundError, NotADirectoryError):
        raise UnreachableError(f"找不到“{path}”。它可能被移动、改名或删除了。") from None
    if not start:
        raise damaged_review(path, "文件是空的")
    if start != _MAGIC:
        raise ForeignFileError(f"“{path.name}”不是本程序的审核文件，或开头已损坏。")


def check_review(connection: sqlite3.Connection, path: Path) -> None:
    """Raise for a foreign, newer, tampered or damaged file. Only reads."""
    if number(connection, "PRAGMA application_id") != _APPLICATION_ID:
        raise ForeignFileError(f"“{path.name}”不是本程序的审核文件。")
    version = number(connection, "PRAGMA user_version")
    if version > _VERSION:
        raise NewerFileError(f"“{path.name}”是较新版本的程序保存的，没有打开，也没有改动。请升级程序。")
    found = {statement for (statement,) in connection.execute("SELECT sql FROM sqlite_master")}
    if found != set(_STATEMENTS):
        raise damaged_review(path, "数据表与格式不符")
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged_review(path, "数据页校验不通过")


def create_review_tables(connection: sqlite3.Connection) -> None:
    """Make a new, empty file a review file; within the caller's transaction."""
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    for statement in _STATEMENTS:
        connection.execute(statement)


def read_review(connection: sqlite3.Connection, path: Path) -> Review:
    """What a checked file says. Raises DamagedFileError naming what is wrong."""
    try:
        submissions = tuple(_submissions(connection))
        decisions = tuple(_decisions(connection))
        rows = connection.execute(
            "SELECT name, date, remark, time FROM signature WHERE withdrawn IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchall()
        sign_off = SignOff(*map(str, rows[0])) if rows else None
    except (ValueError, TypeError) as error:
        raise damaged_review(path, "审核内容读不出来") from error
    if not submissions:
        raise damaged_review(path, "没有待审报告")
    return Review(submissions, decisions, sign_off)


def _submissions(connection: sqlite3.Connection) -> Iterator[Submission]:
    rows = connection.execute(
        "SELECT number, file_name, sha256, examined, unit_name, year, time FROM submission ORDER BY number"
    )
    for place, file_name, sha256, examined, unit_name, year, time in rows:
        made = Submission.of(
            str(file_name), read_source_bytes(connection, place), str(examined), str(unit_name), year, time
        )
        if made.sha256 != sha256:
            raise ValueError("the source is not the one that was examined")
        yield made


def _decisions(connection: sqlite3.Connection) -> Iterator[Decision]:
    rows = connection.execute(
        "SELECT key, verdict, reason, time, fingerprint, submission FROM decision ORDER BY id LIMIT ?", (_MAX_ROWS,)
    )
    for key, verdict, reason, time, fingerprint, submission in rows:
        yield Decision(str(key), Verdict(verdict), str(reason), str(time), str(fingerprint), int(submission))


def read_source_bytes(connection: sqlite3.Connection, submission: int) -> bytes:
    """The bytes of a submission's file; submissions count from 1."""
    rows = connection.execute("SELECT bytes FROM source WHERE submission = ? ORDER BY part", (submission,))
    return b"".join(bytes(part) for (part,) in rows)


def store_submission(connection: sqlite3.Connection, place: int, item: Submission, source: bytes) -> None:
    """Insert a submission with its source; within the caller's transaction."""
    connection.execute(
        "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?)",
        (place, item.file_name, item.sha256, item.examined, item.unit_name, item.year, item.time),
    )
    parts = range(0, len(source), _PART_BYTES)
    connection.executemany(
        "INSERT INTO source VALUES (?, ?, ?)",
        ((place, part, source[start : start + _PART_BYTES]) for part, start in enumerate(parts)),
    )


def store_decisions(connection: sqlite3.Connection, decisions: Sequence[Decision]) -> None:
    """Append decisions to the log; within the caller's transaction."""
    connection.executemany(
        "INSERT INTO decision (key, verdict, reason, time, fingerprint, submission) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (item.key, item.verdict.value, item.reason, item.time, item.fingerprint, item.submission)
            for item in decisions
        ],
    )


def store_sign_off(connection: sqlite3.Connection, sign_off: SignOff | None, time: str) -> None:
    """Sign, or withdraw the signature that stands; within the caller's transaction."""
    connection.execute("UPDATE signature SET withdrawn = ? WHERE withdrawn IS NULL", (time,))
    if sign_off is not None:
        connection.execute(
            "INSERT INTO signature (name, date, remark, time) VALUES (?, ?, ?, ?)",
            (sign_off.name, sign_off.date, sign_off.remark, sign_off.time),
        )
