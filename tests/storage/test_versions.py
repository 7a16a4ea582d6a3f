"""Versions and backups are whole reports beside the report; going back is one undoable step."""

from pathlib import Path

import pytest

from juesuan_gui.forms import load_form
from juesuan_gui.report import Report, set_text
from juesuan_gui.storage import (
    Opened,
    Options,
    ReportFile,
    StorageError,
    list_versions,
    return_to,
    versions_folder,
)

from .conftest import Create
from .world import figure_change, small_form, state


def edit(opened: Opened, value: int) -> None:
    change = figure_change(opened.report, "201", value)
    opened.history.do(opened.report, change)
    opened.file.write(change)


def test_a_version_holds_what_was_handed_over_before_it(create: Create) -> None:
    opened = create()
    edit(opened, 1)
    kept = opened.file.keep_version("送审稿：第 1 稿 <财政局>")
    then = state(opened.report)
    edit(opened, 2)
    version = kept.result()
    assert version.name == "送审稿：第 1 稿 <财政局>"
    assert [found.name for found in list_versions(opened.file.path)] == [version.name]
    reader = ReportFile.open(version.path, read_only=True)
    assert state(reader.report) == then
    reader.file.close()


def test_going_back_is_one_step_and_undo_takes_it_back(create: Create) -> None:
    opened = create()
    edit(opened, 1)
    version = opened.file.keep_version("甲").result()
    then = state(opened.report)
    edit(opened, 2)
    change = set_text(opened.report, "单位", "某局")
    opened.history.do(opened.report, change)
    opened.file.write(change)
    later = state(opened.report)

    change = return_to(version, opened.report, opened.file.form_snapshot)
    opened.history.do(opened.report, change)
    opened.file.write(change)
    assert state(opened.report) == then
    opened.file.close()
    found = ReportFile.open(opened.file.path, options=Options(backups=0))
    assert state(found.report) == then
    assert found.history.undo_label == "恢复版本 甲"
    found.history.undo(found.report)
    assert state(found.report) == later
    found.file.close()


def test_a_version_under_another_form_is_not_mixed_in(create: Create, tmp_path: Path) -> None:
    version = create().file.keep_version("甲").result()
    folder = tmp_path / "forms"
    other = small_form(folder)
    text = (folder / "small" / "form.toml").read_text(encoding="utf-8").replace("某地", "别处")
    (folder / "small" / "form.toml").write_text(text, encoding="utf-8")
    report = Report(load_form("small", [folder]))
    assert report.form != other
    with pytest.raises(StorageError, match="版式"):
        return_to(version, report, report.form.snapshot)


def test_versions_of_one_moment_do_not_overwrite_each_other(create: Create) -> None:
    file = create().file
    for _ in range(3):
        file.keep_version("稿").result()
    file.keep_version("///").result()
    assert len({version.path for version in list_versions(file.path)}) == 4


def test_backups_are_made_on_opening_and_closing_and_the_oldest_go(create: Create) -> None:
    options = Options(backups=3)
    opened = create(options=options)
    path = opened.file.path
    opened.file.keep_version("留着").result()
    edit(opened, 0)
    opened.file.close()
    for value in range(1, 6):
        opened = ReportFile.open(path, options=options)
        edit(opened, value)
        opened.file.close()
    found = list_versions(path)
    assert [version.is_automatic for version in found].count(True) == 3
    assert [version.name for version in found if not version.is_automatic] == ["留着"]
    newest = ReportFile.open(found[0].path, read_only=True)
    assert state(newest.report) == state(opened.report)
    newest.file.close()


def test_opening_and_closing_without_a_change_makes_no_backup(create: Create) -> None:
    opened = create(options=Options())
    edit(opened, 1)
    opened.file.close()
    before = [version.path for version in list_versions(opened.file.path)]
    assert len(before) == 1
    for _ in range(3):
        ReportFile.open(opened.file.path).file.close()
    assert [version.path for version in list_versions(opened.file.path)] == before


def test_a_broken_version_is_listed_with_its_problem(create: Create) -> None:
    file = create().file
    version = file.keep_version("稿").result()
    version.path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    (versions_folder(file.path) / "随手放的.txt").write_text("x", encoding="utf-8")
    (found,) = list_versions(file.path)
    assert found.path == version.path
    assert found.problem
    assert found.time.startswith("20")


def test_no_backup_is_no_reason_not_to_open(create: Create) -> None:
    opened = create()
    opened.file.close()
    versions_folder(opened.file.path).write_bytes(b"a file where the folder ought to be")
    found = ReportFile.open(opened.file.path)
    assert any("备份" in notice for notice in found.notices)
    with pytest.raises(StorageError):
        found.file.keep_version("稿").result()
    edit(found, 1)
    found.file.close()
    again = ReportFile.open(opened.file.path, options=Options(backups=0))
    assert state(again.report) == state(found.report)
    again.file.close()
