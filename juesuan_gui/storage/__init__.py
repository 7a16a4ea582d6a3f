"""The report file (.jsgk, SQLite): changes in order, versions, lock, recovery, migrations.

A report is one file. Beside it stand ``~$NAME`` while it is open (who has it) and the folder ``NAME.版本``
with its named versions and automatic backups, each a report file of its own.
"""

from juesuan_gui.storage.errors import (
    BusyError,
    ChangedElsewhereError,
    DamagedFileError,
    DiskFullError,
    FileTakenError,
    ForeignFileError,
    NewerFileError,
    NotWritableError,
    StorageError,
    UnreachableError,
)
from juesuan_gui.storage.lock import Holder, LockedError, holder_of, is_lock_file, lock_path
from juesuan_gui.storage.reportfile import Opened, Options, ReportFile
from juesuan_gui.storage.review_file import OpenedReview, ReviewFile, ReviewListeners
from juesuan_gui.storage.review_schema import REVIEW_SUFFIX
from juesuan_gui.storage.salvage import Salvaged, salvage
from juesuan_gui.storage.schema import SUFFIX
from juesuan_gui.storage.versions import (
    ReadVersion,
    Version,
    change_to,
    list_versions,
    read_version,
    return_to,
    versions_folder,
)

__all__ = [
    "REVIEW_SUFFIX",
    "SUFFIX",
    "BusyError",
    "ChangedElsewhereError",
    "DamagedFileError",
    "DiskFullError",
    "FileTakenError",
    "ForeignFileError",
    "Holder",
    "LockedError",
    "NewerFileError",
    "NotWritableError",
    "Opened",
    "OpenedReview",
    "Options",
    "ReadVersion",
    "ReportFile",
    "ReviewFile",
    "ReviewListeners",
    "Salvaged",
    "StorageError",
    "UnreachableError",
    "Version",
    "change_to",
    "holder_of",
    "is_lock_file",
    "list_versions",
    "lock_path",
    "read_version",
    "return_to",
    "salvage",
    "versions_folder",
]
