"""A report file holds what was handed over, in order, and gives it back after reopening."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from juesuan_gui.forms import Form
from juesuan_gui.report import Change, History, Report, set_setting, set_text
from juesuan_gui.storage import (
    FileTakenError,
    NotWritableError,
    Options,
    ReportFile,
    StorageError,
    UnreachableError,
    lock_path,
    versions_folder,
)

from .conftest import Create
from .world import figure_change, state

NO_BACKUPS = Options(backups=0)


def test_a_new_file_opens_with_all_it_was_given(form: Form, tmp_path: Path) -> None:
    report, history = Report(form), History()
    history.do(report, figure_change(report, "201", 5))
    history.do(report, set_setting(report, "文种", "单位"))
    history.undo(report)
    ReportFile.create(tmp_path / "甲 100%?#.jsgk", report, history=history, options=NO_BACKUPS).close()

    found = ReportFile.open(tmp_path / "甲 100%?#.jsgk", options=NO_BACKUPS)
    assert state(found.report) == state(report)
    assert found.report.form == form
    assert (found.history.done, found.history.undone) == (history.done, history.undone)
    assert found.notices == ()
    found.file.close()


def test_the_disk_is_told_to_be_sure(create: Create) -> None:
    connection = create().file._place.connection
    # EXTRA (3): FULL does not bring the removal of the journal to the disk, and a power cut would undo a change.
    assert connection.execute("PRAGMA synchronous").fetchone() == (3,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_nothing_but_the_report_is_left_behind(form: Form, tmp_path: Path) -> None:
    ReportFile.create(tmp_path / "决算.jsgk", Report(form), options=NO_BACKUPS).close()
    assert [file.name for file in tmp_path.iterdir()] == ["决算.jsgk"]


def test_undo_and_redo_go_on_after_reopening(create: Create) -> None:
    report, history, file = (opened := create()).report, opened.history, opened.file
    for value in (1, 2, 3):
        change = figure_change(report, "201", value)
        history.do(report, change)
        file.write(change)
    history.undo(report)
    file.undo()
    history.undo(report)
    file.undo()
    file.close()

    found = ReportFile.open(file.path, options=NO_BACKUPS)
    assert (found.history.undo_label, found.history.redo_label) == ("修改 201", "修改 201")
    found.history.redo(found.report)
    found.file.redo()
    found.history.undo(found.report)
    found.history.undo(found.report)
    found.file.undo()
    found.file.undo()
    found.file.close()
    again = ReportFile.open(file.path, options=NO_BACKUPS)
    assert state(again.report) == {}
    assert len(again.history.undone) == 3
    again.file.close()


def test_what_was_undone_and_overtaken_stays_in_the_log_but_is_not_offered(create: Create) -> None:
    report, history, file = (opened := create()).report, opened.history, opened.file
    for value in (1, 2):
        change = figure_change(report, "201", value)
        history.do(report, change)
        file.write(change)
    history.undo(report)
    file.undo()
    change = set_text(report, "单位", "某局")
    history.do(report, change)
    file.write(change)
    file.close()

    found = ReportFile.open(file.path, options=NO_BACKUPS)
    assert (found.history.done, found.history.undone) == (history.done, ())
    found.file.close()
    with closing(sqlite3.connect(file.path)) as connection:
        states = [row[0] for row in connection.execute("SELECT state FROM change ORDER BY id")]
    assert states == ["done", "dropped", "done"]


def test_acknowledgements_come_in_order_and_count_down(create: Create) -> None:
    pending: list[int] = []
    opened = create(options=Options(backups=0, on_saved=pending.append))
    order: list[int] = []
    for value in range(50):
        change = figure_change(opened.report, "201", value)
        opened.history.do(opened.report, change)
        opened.file.write(change).add_done_callback(lambda _, value=value: order.append(value))
    opened.file.flush()
    assert order == list(range(50))
    assert len(pending) == 50
    assert pending[-1] == 0
    assert opened.file.pending == 0
    assert opened.file.revision == 50


def test_closing_waits_for_everything(create: Create) -> None:
    opened = create()
    for value in range(30):
        change = figure_change(opened.report, "201", value)
        opened.history.do(opened.report, change)
        opened.file.write(change)
    opened.file.close()
    found = ReportFile.open(opened.file.path, options=NO_BACKUPS)
    assert found.history.done == opened.history.done
    found.file.close()


def test_a_change_that_changes_nothing_is_no_step(create: Create) -> None:
    file = create().file
    file.write(Change("无", ())).result()
    assert file.revision == 0


def test_a_file_that_exists_is_left_alone_unless_it_is_to_be_replaced(create: Create, form: Form) -> None:
    opened = create()
    path = opened.file.path
    opened.file.close()
    before = path.read_bytes()
    with pytest.raises(FileTakenError, match="已经存在"):
        ReportFile.create(path, Report(form), options=NO_BACKUPS)
    assert path.read_bytes() == before
    assert not lock_path(path).exists()

    report = Report(form)
    report.apply(set_text(report, "单位", "新的"))
    ReportFile.create(path, report, replace=True, options=NO_BACKUPS).close()
    found = ReportFile.open(path, options=NO_BACKUPS)
    assert found.report.text("单位") == "新的"
    found.file.close()


def test_a_journal_left_at_the_path_does_not_spoil_a_new_file(create: Create, form: Form) -> None:
    opened = create()
    path = opened.file.path
    opened.file.write(set_text(opened.report, "单位", "旧的")).result()
    connection = opened.file._place.connection  # a torn transaction of the old file
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM slot")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [(str(i), "x" * 900) for i in range(200)])
    journal = path.with_name(f"{path.name}-journal")
    torn, torn_journal = path.read_bytes(), journal.read_bytes()
    connection.execute("ROLLBACK")
    opened.file.close()
    path.write_bytes(torn)
    journal.write_bytes(torn_journal)

    report = Report(form)
    report.apply(set_text(report, "单位", "新的"))
    ReportFile.create(path, report, replace=True, options=NO_BACKUPS).close()
    found = ReportFile.open(path, options=NO_BACKUPS)
    assert state(found.report) == state(report)
    found.file.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_torn_transaction_is_rolled_back(create: Create, tmp_path: Path, read_only: bool) -> None:
    opened = create()
    change = figure_change(opened.report, "201", 7)
    opened.history.do(opened.report, change)
    opened.file.write(change).result()
    path = opened.file.path
    connection = opened.file._place.connection
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM slot")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [(str(i), "x" * 900) for i in range(200)])
    torn = tmp_path / "断电.jsgk"
    torn.write_bytes(path.read_bytes())
    torn.with_name(f"{torn.name}-journal").write_bytes(path.with_name(f"{path.name}-journal").read_bytes())
    connection.execute("ROLLBACK")

    found = ReportFile.open(torn, read_only=read_only, options=NO_BACKUPS)
    assert state(found.report) == state(opened.report)
    found.file.close()


def test_reading_only_touches_nothing_and_saves_elsewhere(create: Create, tmp_path: Path) -> None:
    opened = create()
    before = opened.file.path.read_bytes()
    reader = ReportFile.open(opened.file.path, read_only=True)  # although it is locked
    assert reader.file.read_only
    change = set_text(reader.report, "单位", "某局")
    reader.history.do(reader.report, change)
    acknowledged = reader.file.write(change)
    with pytest.raises(NotWritableError, match="只读"):
        reader.file.flush()
    with pytest.raises(NotWritableError):
        reader.file.close()
    assert (reader.file.pending, acknowledged.done()) == (1, False)

    reader.file.save_elsewhere(tmp_path / "副本.jsgk", reader.report, reader.history).result()
    reader.file.flush()
    assert acknowledged.done()
    assert not reader.file.read_only
    reader.file.close()
    assert opened.file.path.read_bytes() == before
    found = ReportFile.open(tmp_path / "副本.jsgk", options=NO_BACKUPS)
    assert found.report.text("单位") == "某局"
    found.file.close()


def test_saving_elsewhere_goes_on_there_and_leaves_the_old_file(create: Create, tmp_path: Path) -> None:
    opened = create()
    report, history, file = opened.report, opened.history, opened.file
    old = file.path
    for value, place in ((1, None), (2, "别处.jsgk"), (3, None)):
        change = figure_change(report, "201", value)
        history.do(report, change)
        file.write(change)
        if place:
            file.save_elsewhere(tmp_path / place, report, history).result()
    assert file.path == tmp_path / "别处.jsgk"
    assert not lock_path(old).exists()
    file.close()

    moved = ReportFile.open(tmp_path / "别处.jsgk", options=NO_BACKUPS)
    assert state(moved.report) == state(report)
    assert moved.history.done == history.done
    moved.file.close()


def test_saving_onto_itself_or_onto_another_report_is_refused(create: Create) -> None:
    opened, other = create(), create("别的.jsgk")
    with pytest.raises(FileTakenError):
        opened.file.save_elsewhere(opened.file.path, opened.report, opened.history, replace=True)
    with pytest.raises(StorageError, match="打开"):
        opened.file.save_elsewhere(other.file.path, opened.report, opened.history, replace=True).result()
    other.file.close()
    with pytest.raises(FileTakenError):
        opened.file.save_elsewhere(other.file.path, opened.report, opened.history).result()
    assert opened.file.failure is None


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    for read_only in (False, True):
        with pytest.raises(UnreachableError, match="找不到"):
            ReportFile.open(tmp_path / "没有.jsgk", read_only=read_only)
    with pytest.raises(UnreachableError):
        ReportFile.open(tmp_path / "没有" / "没有.jsgk")


def test_only_the_newest_of_a_very_long_log_comes_back(create: Create, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = create()
    for value in range(20):
        change = figure_change(opened.report, "201", value)
        opened.history.do(opened.report, change)
        opened.file.write(change)
    opened.file.close()
    monkeypatch.setattr("juesuan_gui.storage.contents.EDITS_READ", 5)
    found = ReportFile.open(opened.file.path, options=NO_BACKUPS)
    assert found.history.done == opened.history.done[-5:]
    found.history.undo(found.report)
    found.file.undo().result()
    assert state(found.report) != state(opened.report)
    found.file.close()
    assert not versions_folder(opened.file.path).exists()
