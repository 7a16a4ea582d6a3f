"""Owns the lifting of files of older versions, on raw rows before anything is decoded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from juesuan_gui.storage.errors import damaged
from juesuan_gui.storage.schema import VERSION
from juesuan_gui.storage.transactions import transaction

#: Lifts a file by one version. It sees rows and JSON texts only and imports nothing of the program, so that
#: it does the same in ten years.
Step = Callable[[sqlite3.Connection], None]

#: version → the step from it to the next one. Add ``n: step`` here and raise ``schema.VERSION`` to n + 1.
STEPS: Final[Mapping[int, Step]] = MappingProxyType({})


def migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Lift a file from its version to the current one in one transaction; does nothing when it is current.

    Raises DamagedFileError for a version that never was.
    """
    if version == VERSION:
        return
    with transaction(connection):
        for at in range(version, VERSION):
            step = STEPS.get(at)
            if step is None:
                raise damaged(path, f"没有文件版本 {at}")
            step(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
