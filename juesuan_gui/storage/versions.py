"""Owns the versions of a report: named copies and rotating automatic backups in a folder beside it.

Each is a report file of its own, so that it can be opened, sent and kept without the file it came from, and
survives that file's damage; the name of a version is written inside the copy.
"""

from __future__ import annotations

import re
import sqlite3
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from juesuan_gui.report import Change, Report, become
from juesuan_gui.storage.contents import Contents, in_memory, read_contents
from juesuan_gui.storage.errors import StorageError, explain
from juesuan_gui.storage.rows import Stamp, now, read_meta, read_stamp, set_meta
from juesuan_gui.storage.schema import SUFFIX, check_header, connect
from juesuan_gui.storage.transactions import copy_database

#: How many automatic backups are kept.
BACKUPS: Final = 10
_AUTOMATIC: Final = "自动"
_NAMED: Final = "版本"


@dataclass(frozen=True, slots=True)
class Version:
    """A kept state of a report. ``problem`` says why it cannot be read, "" when it can."""

    path: Path
    name: str
    time: str
    is_automatic: bool
    stamp: Stamp | None
    problem: str = ""


def versions_folder(path: Path) -> Path:
    """Where the versions of a report are."""
    return path.with_name(f"{path.name}.{_NAMED}")


def list_versions(path: Path) -> list[Version]:
    """The versions and backups of a report, newest first."""
    folder = versions_folder(path)
    try:
        files = [file for file in folder.iterdir() if _is_version(file)]
    except OSError:
        return []
    versions = [_look(file) for file in files]
    return sorted(versions, key=lambda version: (version.time, version.path.name), reverse=True)


def _is_version(file: Path) -> bool:
    return file.suffix == SUFFIX and file.name.startswith((f"{_AUTOMATIC}-", f"{_NAMED}-"))


def _look(file: Path) -> Version:
    is_automatic = file.name.startswith(f"{_AUTOMATIC}-")
    try:
        check_header(file)
        with closing(connect(file, "ro")) as connection:
            meta = read_meta(connection)
            stamp = read_stamp(connection)
    except (sqlite3.Error, OSError, ValueError, StorageError) as error:
        # The moment in the name still says where it belongs in the list.
        return Version(file, file.stem, _moment_in(file), is_automatic, None, str(explain(error, file)))
    name, time = meta.get("version_name", file.stem), meta.get("version_time", "")
    return Version(file, name, time, is_automatic, stamp)


def _moment_in(file: Path) -> str:
    match = re.match(r"\w+-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)", file.stem)
    return "{}-{}-{}T{}:{}:{}".format(*match.groups()) if match else ""


def keep_version(connection: sqlite3.Connection, path: Path, name: str) -> Version:
    """Keep the state on disk as a version with a name; it stays until somebody removes its file."""
    readable = re.sub(r"[^\w（）()·-]+", "_", name).strip("_")[:40]
    return _copy(connection, path, name, f"{_NAMED}-{_moment()}-{readable or _NAMED}")


def back_up(connection: sqlite3.Connection, path: Path, keep: int = BACKUPS) -> None:
    """Keep the state on disk as an automatic backup unless the newest one is the same; the oldest goes."""
    automatic = [version for version in list_versions(path) if version.is_automatic]
    stamp = read_stamp(connection)
    if keep and not (automatic and automatic[0].stamp == stamp):
        _copy(connection, path, "自动备份", f"{_AUTOMATIC}-{_moment()}")
        for version in automatic[keep - 1 :]:
            with suppress(OSError):
                version.path.unlink()


def _moment() -> str:
    return datetime.now().strftime("%Y%m%d-%H%M%S")


def _copy(connection: sqlite3.Connection, path: Path, name: str, stem: str) -> Version:
    folder = versions_folder(path)
    folder.mkdir(exist_ok=True)
    unfinished = folder / f"{uuid.uuid4().hex}.tmp"
    time = now()
    try:
        with closing(connect(unfinished, "rwc")) as copy:
            copy_database(connection, copy)
            set_meta(copy, {"version_name": name, "version_time": time})
        target = folder / f"{stem}{SUFFIX}"
        count = 1
        while target.exists():
            count += 1
            target = folder / f"{stem}-{count}{SUFFIX}"
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return _look(target)


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """What a version says."""

    version: Version
    contents: Contents


def read_version(version: Version) -> ReadVersion:
    """Read a version; may be done on any thread. Raises StorageError."""
    with closing(in_memory(version.path)) as memory:
        return ReadVersion(version, read_contents(memory, version.path))


def change_to(read: ReadVersion, report: Report, form_snapshot: str) -> Change:
    """The change that makes the report say what the version says; done like any other, undo takes it back.

    Raises StorageError for a version of another form.
    """
    name = read.version.name
    if read.contents.form_snapshot != form_snapshot:
        raise StorageError(f"版本“{name}”的版式与现在的不同，不能直接返回。可以把它作为单独的报告打开。")
    return become(report, f"恢复版本 {name}", read.contents.slots)


def return_to(version: Version, report: Report, form_snapshot: str) -> Change:
    """Both at once."""
    return change_to(read_version(version), report, form_snapshot)
