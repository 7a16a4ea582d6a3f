"""When the disk refuses, the change waits in order, the user is told why, and nothing is lost."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from juesuan_gui.report import set_text
from juesuan_gui.storage import (
    ChangedElsewhereError,
    DiskFullError,
    NotWritableError,
    Opened,
    Options,
    ReportFile,
    StorageError,
    UnreachableError,
)

from .conftest import Create
from .world import figure_change, state

NO_BACKUPS = Options(backups=0)
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file from being removed")


def edit(opened: Opened, value: int) -> None:
    change = figure_change(opened.report, "201", value)
    opened.history.do(opened.report, change)
    opened.file.write(change)


def fill_disk(opened: Opened) -> None:
    """Let the connection find no room for another page; a new connection finds room again."""
    connection = opened.file._place.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def big_change(opened: Opened) -> None:
    change = set_text(opened.report, "说明", "某单位" * 20_000)
    opened.history.do(opened.report, change)
    opened.file.write(change)


def assert_on_disk(opened: Opened) -> None:
    found = ReportFile.open(opened.file.path, options=NO_BACKUPS)
    assert state(found.report) == state(opened.report)
    assert found.history.done == opened.history.done
    assert found.history.undone == opened.history.undone
    found.file.close()


def test_a_full_disk_keeps_all_changes_in_order_until_there_is_room(create: Create) -> None:
    told: list[StorageError] = []
    opened = create(options=Options(backups=0, on_failed=told.append))
    edit(opened, 1)
    opened.file.flush()
    fill_disk(opened)
    big_change(opened)
    edit(opened, 2)
    opened.history.undo(opened.report)
    opened.file.undo()
    with pytest.raises(DiskFullError, match="磁盘空间不足"):
        opened.file.flush()
    assert opened.file.pending == 3
    assert opened.file.revision == 1
    assert [type(problem) for problem in told] == [DiskFullError]
    with pytest.raises(DiskFullError):
        opened.file.close()
    with pytest.raises(DiskFullError):
        opened.file.keep_version("稿")

    opened.file.retry()
    opened.file.flush()
    assert (opened.file.pending, opened.file.failure) == (0, None)
    opened.file.close()
    assert_on_disk(opened)


def test_a_full_disk_and_everything_saved_elsewhere(create: Create, tmp_path: Path) -> None:
    opened = create()
    edit(opened, 1)
    opened.file.flush()
    fill_disk(opened)
    big_change(opened)
    edit(opened, 2)
    with pytest.raises(DiskFullError):
        opened.file.flush()
    opened.file.save_elsewhere(tmp_path / "U盘.jsgk", opened.report, opened.history).result()
    edit(opened, 3)
    opened.file.close()
    assert opened.file.path.name == "U盘.jsgk"
    assert_on_disk(opened)


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from world import figure_change, small_form, state
from juesuan_gui.report import History, Report, set_text
from juesuan_gui.storage import Options, ReportFile, StorageError
folder = Path(sys.argv[3])
report, history = Report(small_form(folder)), History()
path = folder / "决算.jsgk"
file = ReportFile.create(path, report, options=Options(backups=0))
def do(change):
    history.do(report, change)
    return file.write(change)
do(figure_change(report, "201", 1)).result()
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 2000, hard))
kept = [do(set_text(report, "说明", "某单位" * 9000)), do(figure_change(report, "201", 2))]
try:
    file.flush()
except StorageError as problem:
    print(problem)
assert file.pending == 2 and not any(one.done() for one in kept)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
file.retry()
file.close()
assert all(one.done() for one in kept)
found = ReportFile.open(path, options=Options(backups=0))
assert state(found.report) == state(report) and found.history.done == history.done
found.file.close()
print("all there")
"""


@posix_only
def test_a_limit_of_the_system_itself(tmp_path: Path) -> None:
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(here), str(here.parents[1]), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "磁盘" in done.stdout
    assert "all there" in done.stdout


@posix_only
@pytest.mark.parametrize("come_back", [True, False])
def test_a_stick_pulled_out(create: Create, tmp_path: Path, come_back: bool) -> None:
    stick, away = tmp_path / "U盘", tmp_path / "拔出"
    stick.mkdir()
    opened = create("U盘/决算.jsgk")
    edit(opened, 1)
    opened.file.flush()
    stick.rename(away)
    edit(opened, 2)
    edit(opened, 3)
    with pytest.raises(UnreachableError, match="找不到"):
        opened.file.flush()
    assert opened.file.pending == 2
    if come_back:
        away.rename(stick)
        opened.file.retry()
    else:
        opened.file.save_elsewhere(tmp_path / "别处.jsgk", opened.report, opened.history).result()
    opened.file.close()
    assert_on_disk(opened)


@posix_only
def test_a_file_deleted_under_the_program_is_never_acknowledged(create: Create, tmp_path: Path) -> None:
    """SQLite itself would write on into the deleted file and report success."""
    opened = create()
    edit(opened, 1)
    opened.file.flush()
    opened.file.path.unlink()
    edit(opened, 2)
    with pytest.raises(UnreachableError):
        opened.file.flush()
    assert opened.file.revision == 1
    opened.file.save_elsewhere(tmp_path / "别处.jsgk", opened.report, opened.history).result()
    opened.file.close()
    assert_on_disk(opened)


@posix_only
def test_an_older_copy_put_in_its_place_is_neither_written_nor_believed(create: Create, tmp_path: Path) -> None:
    opened = create()
    edit(opened, 1)
    opened.file.flush()
    older = tmp_path / "旧"
    shutil.copyfile(opened.file.path, older)
    edit(opened, 2)
    opened.file.flush()
    older.replace(opened.file.path)
    before = opened.file.path.read_bytes()
    for value in (3, 4, 5):
        edit(opened, value)
    opened.history.undo(opened.report)
    opened.file.undo()
    with pytest.raises(ChangedElsewhereError, match="替换"):
        opened.file.flush()
    assert opened.file.path.read_bytes() == before
    # What is there now is no source any more: the new file is written from memory.
    opened.file.save_elsewhere(tmp_path / "别处.jsgk", opened.report, opened.history).result()
    edit(opened, 6)
    opened.file.close()
    assert_on_disk(opened)


@posix_only
def test_the_same_content_under_a_new_number_goes_on(create: Create, tmp_path: Path) -> None:
    """What a synchronising program does, and network folders that number files anew."""
    opened = create()
    edit(opened, 1)
    opened.file.flush()
    copy = tmp_path / "同步"
    shutil.copyfile(opened.file.path, copy)
    copy.replace(opened.file.path)
    edit(opened, 2)
    opened.file.close()
    assert_on_disk(opened)


def test_a_file_written_by_somebody_else_is_not_written_over(create: Create) -> None:
    opened = create()
    with closing(sqlite3.connect(opened.file.path)) as other, other:
        other.execute("UPDATE meta SET value = '7' WHERE key = 'revision'")
    edit(opened, 1)
    with pytest.raises(ChangedElsewhereError):
        opened.file.flush()


def test_a_commit_reported_as_failed_but_on_disk_is_not_made_twice(
    create: Create, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = create()
    identities = iter([0, 1])
    real = opened.file._place.identity

    def fail_once(path: Path) -> object:
        if next(identities, 0):
            raise OSError("the disk went away after the commit")
        return real

    monkeypatch.setattr("juesuan_gui.storage.reportfile.identity_of", fail_once)
    edit(opened, 1)
    with pytest.raises(StorageError):
        opened.file.flush()
    assert opened.file.revision == 0
    opened.file.retry()
    edit(opened, 2)
    opened.file.close()
    assert_on_disk(opened)


def test_somebody_who_reads_for_long_only_delays(create: Create, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = create()
    opened.file._place.connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(opened.file.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        edit(opened, 1)
        with pytest.raises(StorageError, match="占用"):
            opened.file.flush()
        other.execute("ROLLBACK")
    opened.file.retry()
    opened.file.close()
    assert_on_disk(opened)


@pytest.mark.allow_log("juesuan_gui.storage.writer")
def test_a_broken_listener_does_not_stop_the_writing(create: Create) -> None:
    def break_down(pending: int) -> None:
        raise RuntimeError("the window is gone")

    opened = create(options=Options(backups=0, on_saved=break_down))
    edit(opened, 1)
    edit(opened, 2)
    opened.file.close()
    assert_on_disk(opened)


def test_giving_up_says_how_much_and_fails_what_waited(create: Create) -> None:
    opened = create()
    fill_disk(opened)
    change = set_text(opened.report, "说明", "某单位" * 20_000)
    waiting = opened.file.write(change)
    with pytest.raises(DiskFullError):
        opened.file.flush()
    assert opened.file.abandon() == 1
    with pytest.raises(StorageError, match="没有存盘"):
        waiting.result()
    with pytest.raises(RuntimeError):
        opened.file.write(change)


@contextmanager
def without_privileges() -> Iterator[None]:
    """The superuser may write anywhere, so the test steps down for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix_only
def test_a_folder_that_may_only_be_read(create: Create, tmp_path: Path) -> None:
    opened = create()
    edit(opened, 1)
    opened.file.close()
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "决算.jsgk"
        shutil.copyfile(opened.file.path, path)
        path.chmod(0o444)
        folder.chmod(0o555)
        with without_privileges():
            with pytest.raises(NotWritableError, match="只读方式打开"):
                ReportFile.open(path)
            with pytest.raises(NotWritableError):
                ReportFile.create(folder / "新.jsgk", opened.report)
            found = ReportFile.open(path, read_only=True)
            with pytest.raises(NotWritableError):
                found.file.save_elsewhere(folder / "新.jsgk", found.report, found.history).result()
        assert state(found.report) == state(opened.report)
        edit(found, 2)
        found.file.save_elsewhere(tmp_path / "可写.jsgk", found.report, found.history).result()
        found.file.close()
        assert_on_disk(found)
    finally:
        folder.chmod(stat.S_IRWXU)
        shutil.rmtree(folder)
