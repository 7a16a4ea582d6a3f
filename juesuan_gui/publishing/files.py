"""Puts a finished file in its place whole, or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from juesuan_gui.publishing.errors import PublishingError

FULL_DISK = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
NO_FOLDER = (errno.ENOENT, errno.ENOTDIR)
NO_PERMISSION = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


def replace_file(path: Path, content: bytes) -> None:
    """Writes beside the target and then replaces it, so that a failure leaves the old file as it was.

    Raises PublishingError when the disk refuses.
    """
    staged = StagedFile(path)
    try:
        staged.write(content)
        staged.keep()
    finally:
        staged.drop()


class StagedFile:
    """A file beside its target, written on any thread, that takes the target's place or goes again.

    Who drops it need not wait for who writes it: nothing of it stays, whichever of them comes last.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_name(f".{secrets.token_hex(6)}{path.suffix}.part")
        self._lock = Lock()
        self._is_written = False
        self._is_dropped = False

    def write(self, content: bytes) -> None:
        """Write it whole, or nothing of it. Raises PublishingError when the disk refuses."""
        with self._said():
            try:
                with self._beside.open("xb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
            except BaseException:
                self._beside.unlink(missing_ok=True)
                raise
            with self._lock:
                self._is_written = True
                if self._is_dropped:
                    self._remove()

    def keep(self) -> None:
        """Put what was written in the target's place. Raises PublishingError when the disk refuses."""
        with self._said(), self._lock:
            self._beside.replace(self._path)
            self._is_written = False

    def drop(self) -> None:
        """It is not wanted, if it was not kept; the target is as it was."""
        with self._lock:
            self._is_dropped = True
            self._remove()

    def _remove(self) -> None:
        if self._is_written:
            self._is_written = False
            # Held open by a virus scanner it stays, hidden beside the target: nothing that somebody could mend.
            with suppress(OSError):
                self._beside.unlink(missing_ok=True)

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise PublishingError(_sentence(self._path, fault)) from fault


def _sentence(path: Path, fault: OSError) -> str:
    if fault.errno in FULL_DISK:
        return f"未能保存“{path}”：磁盘空间不足。请清理磁盘，或换一个位置保存。"
    if fault.errno in NO_FOLDER:
        return f"未能保存“{path}”：文件夹“{path.parent}”不存在。请选择已有的文件夹。"
    if fault.errno in NO_PERMISSION or isinstance(fault, PermissionError):
        return (
            f"未能保存“{path}”：没有写入权限，或文件正被 Word、WPS 等程序打开。请关闭该文件后重试，或换一个位置保存。"
        )
    return f"未能保存“{path}”：{fault.strerror or fault}。请换一个位置保存。"
