"""Puts a finished file in its place whole, or not at all."""

import errno
import os
import secrets
from pathlib import Path

from juesuan_gui.publishing.errors import PublishingError

FULL_DISK = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
NO_FOLDER = (errno.ENOENT, errno.ENOTDIR)
NO_PERMISSION = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


def replace_file(path: Path, content: bytes) -> None:
    """Writes beside the target and then replaces it, so that a failure leaves the old file as it was.

    Raises PublishingError when the disk refuses.
    """
    beside = path.with_name(f".{secrets.token_hex(6)}{path.suffix}.part")
    try:
        try:
            with beside.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise PublishingError(_sentence(path, fault)) from fault


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
