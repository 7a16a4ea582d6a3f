"""Owns what is said and offered when a report cannot be opened as asked."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from juesuan_gui.storage import (
    SUFFIX,
    DamagedFileError,
    ForeignFileError,
    LockedError,
    NewerFileError,
    NotWritableError,
    StorageError,
    list_versions,
)
from juesuan_gui.ui.notices import Action

Offers = list[Action]


def offers_for(
    error: StorageError,
    path: Path,
    open_as: Callable[[Path, bool, bool], object],
    salvage_to: Callable[[Path], object],
) -> Offers:
    """What may help: ``open_as`` takes path, read_only, take_over; ``salvage_to`` takes the damaged path."""
    if isinstance(error, LockedError):
        offers: Offers = [("只读打开", lambda: open_as(path, True, False))]
        # A lock from this machine belongs to a living program; only one from elsewhere may be left over.
        if error.holder.host != socket.gethostname():
            offers.append(("没有人在用，直接打开", lambda: open_as(path, False, True)))
        return offers
    if isinstance(error, ForeignFileError | NewerFileError):
        return []
    if isinstance(error, DamagedFileError):
        return [*_backup(path, open_as), ("抢救成新文件", lambda: salvage_to(path))]
    if isinstance(error, NotWritableError):
        return [("只读打开", lambda: open_as(path, True, False))]
    return [("再试一次", lambda: open_as(path, False, False))]


def salvage_target(path: Path) -> Path:
    """Where a damaged report's contents are saved: beside it, under a name that is free."""
    number, target = 1, path.with_name(f"{path.stem}（抢救）{SUFFIX}")
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}（抢救{number}）{SUFFIX}")
    return target


def _backup(path: Path, open_as: Callable[[Path, bool, bool], object]) -> Offers:
    usable = [version for version in list_versions(path) if not version.problem]
    if not usable:
        return []
    newest = usable[0]
    return [("看最近的备份", lambda: open_as(newest.path, True, False))]
