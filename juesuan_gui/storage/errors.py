"""Owns the errors of keeping reports on disk, each with a sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path


class StorageError(Exception):
    """Something about a report file that the user has to know; the message is a Chinese sentence."""


class DiskFullError(StorageError):
    """There is no room left for a change."""


class NotWritableError(StorageError):
    """The file or its folder may only be read."""


class UnreachableError(StorageError):
    """The file or its folder is not (or no longer) there."""


class BusyError(StorageError):
    """Another program holds the file just now."""


class ChangedElsewhereError(StorageError):
    """Somebody else replaced or wrote the file while it was open here."""


class FileTakenError(StorageError):
    """A new file would take the place of one that exists."""


class NewerFileError(StorageError):
    """The file was written by a newer version of the program; it has not been touched."""


class DamagedFileError(StorageError):
    """The file cannot be read as a report; the message says what may help."""


class ForeignFileError(DamagedFileError):
    """The file was never a report of this program."""


def damaged(path: Path, what: str) -> DamagedFileError:
    """The error for a damaged file, with what to do about it."""
    backups = path.with_name(f"{path.name}.版本")
    # A file that came by mail has none.
    copies = f"可以打开同一位置“{backups.name}”文件夹里最近的自动备份，或" if backups.is_dir() else "可以"
    return DamagedFileError(
        f"“{path.name}”已损坏（{what}）。原文件没有改动。{copies}用“抢救”把还能读出的内容存成新文件。"
    )


_OS_ERRORS: dict[int, type[StorageError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EFBIG: DiskFullError,
    errno.EACCES: NotWritableError,
    errno.EPERM: NotWritableError,
    errno.EROFS: NotWritableError,
    errno.ENOENT: UnreachableError,
    errno.ENOTDIR: UnreachableError,
    errno.ENODEV: UnreachableError,
    errno.EEXIST: FileTakenError,
}
_SQLITE_ERRORS: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_READONLY: NotWritableError,
    sqlite3.SQLITE_PERM: NotWritableError,
    sqlite3.SQLITE_CANTOPEN: UnreachableError,
    sqlite3.SQLITE_BUSY: BusyError,
    sqlite3.SQLITE_LOCKED: BusyError,
    sqlite3.SQLITE_CORRUPT: DamagedFileError,
    sqlite3.SQLITE_NOTADB: DamagedFileError,
}


def _sentence(kind: type[StorageError], path: Path) -> str:
    sentences: dict[type[StorageError], str] = {
        DiskFullError: f"磁盘空间不足，“{path.name}”没有存上。请腾出空间后重试，或另存到别处。",
        NotWritableError: f"“{path}”或它所在的文件夹不能写入。请另存到别处，或以只读方式打开。",
        UnreachableError: f"找不到“{path}”，或它所在的文件夹打不开。如在 U 盘或网络盘上，请接好后重试，或另存到别处。",
        BusyError: f"“{path.name}”正被别的程序占用（同步、杀毒或备份软件？）。请稍候重试，或另存到别处。",
        FileTakenError: f"“{path}”已经存在。请换一个名字。",
    }
    return sentences.get(kind, f"读写“{path.name}”时磁盘出错。请重试，或另存到别处。")


def explain(error: Exception, path: Path) -> StorageError:
    """The narrow StorageError for an error of the disk or of SQLite."""
    if isinstance(error, StorageError):
        return error
    kind: type[StorageError] = StorageError
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
        # The low byte is the plain code, the rest says more than a user can act on.
        kind = _SQLITE_ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, StorageError)
        if kind is DamagedFileError:
            return damaged(path, "数据库结构错乱")
    elif isinstance(error, OSError):
        kind = _OS_ERRORS.get(error.errno or 0, StorageError)
    else:
        fault = type(error).__name__
        return StorageError(f"保存“{path.name}”时程序出错（{fault}）。请另存到别处，并告知开发者。")
    return kind(_sentence(kind, path))
