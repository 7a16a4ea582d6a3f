"""A file of an older version is lifted on its raw rows; one of a newer version is left alone."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import pytest

from juesuan_gui.figures import Figure
from juesuan_gui.report import Stated
from juesuan_gui.storage import (
    DamagedFileError,
    NewerFileError,
    Options,
    ReportFile,
    StorageError,
    list_versions,
    lock_path,
)
from juesuan_gui.storage.schema import VERSION

from .conftest import Create
from .world import cell, figure_change

NO_BACKUPS = Options(backups=0)


def to_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def to_version_0(path: Path) -> None:
    """Make a file as a version 0 might have been: figures as whole 元, and no time in the log."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE slot SET value = json_object('yuan', 5)")
        connection.execute("UPDATE edit SET after = json_object('yuan', 5)")
        connection.execute("ALTER TABLE change RENAME TO step")
        connection.execute("PRAGMA user_version = 0")


def from_version_0(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE step RENAME TO change")
    # Renaming writes the name in quotes, and the schema must be letter for letter that of the version.
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, '\"change\"', 'change') WHERE name LIKE 'change%'")
    connection.execute("PRAGMA writable_schema = RESET")
    for table, column in (("slot", "value"), ("edit", "after")):
        connection.execute(
            f"UPDATE {table} SET {column} = json_object('value', json_extract({column}, '$.yuan') || '00')"
        )


@pytest.fixture
def old_file(create: Create) -> Path:
    opened = create()
    change = figure_change(opened.report, "201", 999)
    opened.history.do(opened.report, change)
    opened.file.write(change)
    opened.file.close()
    to_version_0(opened.file.path)
    return opened.file.path


@pytest.fixture
def a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juesuan_gui.storage.migrations.STEPS", MappingProxyType({0: from_version_0}))


@pytest.mark.usefixtures("a_step")
def test_an_old_file_is_lifted_and_kept_as_it_was(old_file: Path) -> None:
    for _ in range(2):
        found = ReportFile.open(old_file, options=NO_BACKUPS)
        assert found.report.stated(cell("201")) == Stated(Figure(500))
        assert found.history.undo_label == "修改 201"
        found.file.close()
    (version,) = list_versions(old_file)
    assert version.name == "升级前（文件版本 0）"
    with closing(sqlite3.connect(version.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
        assert connection.execute("SELECT value FROM slot").fetchone() == ('{"yuan":5}',)


@pytest.mark.usefixtures("a_step")
def test_an_old_file_read_only_is_lifted_in_memory_alone(old_file: Path) -> None:
    before = old_file.read_bytes()
    found = ReportFile.open(old_file, read_only=True)
    assert found.report.stated(cell("201")) == Stated(Figure(500))
    found.file.close()
    assert old_file.read_bytes() == before


def test_a_step_that_fails_leaves_the_file_as_it_was(old_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM slot")
        connection.execute("SELECT nothing FROM nowhere")

    monkeypatch.setattr("juesuan_gui.storage.migrations.STEPS", MappingProxyType({0: fail}))
    with pytest.raises(StorageError, match="程序出错"):
        ReportFile.open(old_file, options=NO_BACKUPS)
    with closing(sqlite3.connect(old_file)) as connection:
        assert connection.execute("SELECT count(*) FROM slot").fetchone() == (1,)
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_version_without_a_step_is_refused(old_file: Path) -> None:
    with pytest.raises(DamagedFileError, match="文件版本 0"):
        ReportFile.open(old_file)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_file_is_refused_and_not_touched(create: Create, read_only: bool) -> None:
    file = create().file
    file.close()
    to_version(file.path, VERSION + 1)
    before = file.path.read_bytes()
    with pytest.raises(NewerFileError, match=r"较新版本.*升级"):
        ReportFile.open(file.path, read_only=read_only)
    assert file.path.read_bytes() == before
    assert not lock_path(file.path).exists()
    assert list_versions(file.path) == []
