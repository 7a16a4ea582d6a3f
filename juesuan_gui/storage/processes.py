"""Owns the question whether a process that once ran on this machine still does."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def process_mark(pid: int) -> str | None:
    """A text that tells this run of a process from others of its number; ``None`` when none runs."""
    if pid <= 0:
        return None
    if sys.platform == "win32":
        return _windows_mark(pid)
    return _posix_mark(pid)


if sys.platform == "win32":

    def _windows_mark(pid: int) -> str | None:
        # os.kill would end the process here, so Windows itself is asked.
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        query_limited_information, access_denied, still_active = 0x1000, 5, 259
        handle = kernel.OpenProcess(query_limited_information, False, wintypes.DWORD(pid))
        if not handle:
            return "?" if ctypes.get_last_error() == access_denied else None
        try:
            code = wintypes.DWORD()
            handle = wintypes.HANDLE(handle)
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != still_active:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(handle, *(ctypes.byref(time) for time in times)):
                return "?"
            return f"{times[0].dwHighDateTime:x}.{times[0].dwLowDateTime:x}"
        finally:
            kernel.CloseHandle(handle)

else:

    def _posix_mark(pid: int) -> str | None:
        try:
            # The name in brackets may hold anything; of the fields after it the 20th is the start time.
            fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
            boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
            return None if fields[0] in "ZX" else f"{boot}.{fields[19]}"
        except (OSError, IndexError):
            pass
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            return "?"
        return "?"
