"""Owns the named lock file beside a report: who has it open."""

from __future__ import annotations

import getpass
import os
import socket
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from juesuan_gui.storage.errors import StorageError, explain
from juesuan_gui.storage.processes import process_mark
from juesuan_gui.storage.rows import now

_MAX_BYTES: Final = 4096


class Holder(msgspec.Struct, frozen=True):
    """Who has a report open. ``mark`` tells one run of a process number from the next."""

    user: str
    host: str
    time: str
    pid: int
    mark: str = "?"
    token: str = ""


UNKNOWN: Final = Holder("其他人", "未知电脑", "", 0)


class LockedError(StorageError):
    """Somebody else has the report open."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.holder = holder
        since = f"，{holder.time[:16].replace('T', ' ')} 起" if holder.time else ""
        super().__init__(
            f"“{path.name}”正由 {holder.user}（电脑 {holder.host}{since}）打开。可以只读打开，或等对方关闭后再打开。"
        )


def lock_path(path: Path) -> Path:
    """The lock file of a report; named as Word and WPS name theirs, so that people know what it is."""
    return path.with_name(f"~${path.name}")


def is_lock_file(path: Path) -> bool:
    """Whether a file is such a mark by its name, ours or that of Word, Excel and WPS."""
    return path.name.startswith("~$")


def holder_of(path: Path) -> Holder | None:
    """Who has a report open by its lock file, dead or alive; ``None`` without one."""
    return _decode(_read(lock_path(path)))


def _read(file: Path) -> bytes | None:
    try:
        with file.open("rb") as stream:
            return stream.read(_MAX_BYTES)
    except FileNotFoundError:
        return None


def _decode(content: bytes | None) -> Holder | None:
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=Holder)
    except (msgspec.MsgspecError, UnicodeError):
        return UNKNOWN


def is_dead(holder: Holder) -> bool:
    """Whether the holder certainly no longer runs: only to be known on this machine."""
    if holder is UNKNOWN or holder.host != _host():
        return False
    running = process_mark(holder.pid)
    return running is None or ("?" not in (running, holder.mark) and running != holder.mark)


def _host() -> str:
    return socket.gethostname()


def _me() -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "未知用户"
    pid = os.getpid()
    return Holder(user, _host(), now(), pid, process_mark(pid) or "?", uuid.uuid4().hex)


class Lock:
    """Holds the lock file of one report from ``acquire`` to ``release``."""

    def __init__(self, file: Path, token: str) -> None:
        self._file = file
        self._token = token

    @staticmethod
    def acquire(path: Path, take_over: bool = False) -> Lock:
        """Take the lock; that of a dead process goes. Raises LockedError, or StorageError for the folder.

        ``take_over`` also drops a lock whose holder cannot be asked, being on another machine: the user says
        that nobody has the report open.
        """
        file = lock_path(path)
        me = _me()
        try:
            for _ in range(3):
                if _create(file, me):
                    return Lock(file, me.token)
                content = _read(file)
                holder = _decode(content)
                if holder is None:
                    continue
                if not (is_dead(holder) or (take_over and holder.host != me.host)):
                    raise LockedError(path, holder)
                _remove_stale(file, content)
        except OSError as error:
            raise explain(error, path) from error
        raise LockedError(path, holder_of(path) or UNKNOWN)

    def release(self) -> None:
        """Give the lock back; a lock that somebody took over is left to them."""
        with suppress(OSError):
            holder = _decode(_read(self._file))
            if holder is not None and holder.token == self._token:
                self._file.unlink()


def _create(file: Path, holder: Holder) -> bool:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return False
    try:
        os.write(descriptor, msgspec.json.encode(holder))
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            file.unlink()
        raise
    finally:
        os.close(descriptor)
    return True


def _remove_stale(file: Path, content: bytes | None) -> None:
    """Move the lock aside before removing it: of two who find it stale only one succeeds."""
    aside = file.with_name(f"{file.name}.{uuid.uuid4().hex}")
    try:
        file.rename(aside)
    except FileNotFoundError:
        return
    if _read(aside) == content:
        aside.unlink()
    else:
        # Somebody else was quicker, and this is their fresh lock: it goes back.
        with suppress(OSError):
            aside.rename(file)
