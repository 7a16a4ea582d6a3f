"""A damaged or hostile file gives a clear error, never a fault or a wrong figure, and is salvaged where it can be."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from juesuan_gui.report import Change, Report, Slot
from juesuan_gui.storage import (
    DamagedFileError,
    FileTakenError,
    ForeignFileError,
    Options,
    ReportFile,
    StorageError,
    salvage,
)

from .conftest import Create
from .world import cell, figure_change, random_steps, state

NO_BACKUPS = Options(backups=0)


def some_report(create: Create, steps: int = 60) -> tuple[Path, Report]:
    opened = create()
    for step, _ in zip(random_steps(7, opened.report, opened.history), range(steps), strict=False):
        if isinstance(step, Change):
            opened.file.write(step)
        elif step == "undo":
            opened.file.undo()
        else:
            opened.file.redo()
    opened.file.close()
    found = ReportFile.open(opened.file.path, read_only=True)
    found.file.close()
    return opened.file.path, found.report


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        "这不是报告".encode("gbk"),
        b"PK\x03\x04" + b"\0" * 5000,
        b"%PDF-1.7\n" * 1000,
        random.Random(1).randbytes(20_000),
        b"SQLite format 3\0",
        b"SQLite format 3\0" + random.Random(2).randbytes(20_000),
        b"\0" * 8192,
    ],
)
def test_what_is_not_a_report(tmp_path: Path, content: bytes, read_only: bool) -> None:
    path = tmp_path / "决算.jsgk"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match=r"抢救|不是本程序的报告"):
        ReportFile.open(path, read_only=read_only)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_backups_are_named_where_there_are_some(create: Create) -> None:
    path, _ = some_report(create)
    path.write_bytes(path.read_bytes()[:3000])
    folder = path.with_name(f"{path.name}.版本")
    for _ in range(2):
        with pytest.raises(DamagedFileError) as caught:
            ReportFile.open(path)
        assert (folder.name in str(caught.value)) == folder.is_dir()
        folder.mkdir(exist_ok=True)


def test_another_database_is_not_taken_for_a_report(tmp_path: Path) -> None:
    path = tmp_path / "别的.jsgk"
    tamper(path, "CREATE TABLE slot (kind, key, value)")
    with pytest.raises(ForeignFileError):
        ReportFile.open(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_short(create: Create, share: float) -> None:
    path, _ = some_report(create)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    for read_only in (False, True):
        with pytest.raises(DamagedFileError, match=r"抢救|不是本程序"):
            ReportFile.open(path, read_only=read_only)


def test_bytes_spoiled_anywhere_give_an_error_or_the_same_report(create: Create, tmp_path: Path) -> None:
    path, report = some_report(create)
    content = path.read_bytes()
    chance = random.Random(3)
    refused = 0
    for number in range(60):
        spoiled = bytearray(content)
        start = chance.randrange(len(content))
        spoiled[start : start + chance.choice([1, 16, 600])] = chance.randbytes(chance.choice([1, 16, 600]))
        copy = tmp_path / f"{number}.jsgk"
        copy.write_bytes(spoiled)
        try:
            found = ReportFile.open(copy, read_only=True)
        except StorageError:
            refused += 1
        else:
            # A changed digit in a text cannot be known; everything must still be of the right kind.
            assert len(state(found.report)) == len(state(report))
            found.file.abandon()
        try:
            salvage(copy, tmp_path / f"{number}-抢救.jsgk")
        except DamagedFileError:
            continue
        rescued = ReportFile.open(tmp_path / f"{number}-抢救.jsgk", read_only=True)
        rescued.file.abandon()
    assert refused > 20


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("INSERT INTO slot VALUES ('macro', '[\"a\"]', '{}')", "表 slot 的行 macro"),
        ("INSERT INTO slot VALUES ('text', '[\"甲\"]', 'rm -rf')", "甲"),
        ("INSERT INTO slot VALUES ('text', '[\"甲\"]', x'00ff')", "甲"),
        ("UPDATE edit SET after = '5' WHERE after IS NOT NULL", r"表 edit 的行 \d+/0"),
        ("UPDATE change SET state = 'maybe'", "表 change 的行 1"),
        ("UPDATE change SET label = x'00'", "表 change 的行"),
        ("DELETE FROM form", "版式"),
        ("UPDATE form SET snapshot = '{}'", "版式"),
        ("DELETE FROM meta", "报告标识"),
        ("UPDATE meta SET value = '1e9' WHERE key = 'revision'", "报告标识"),
        ("CREATE TRIGGER t AFTER INSERT ON slot BEGIN DELETE FROM change; END", "程序段"),
        ("CREATE VIEW v AS SELECT * FROM slot", "程序段"),
        ("CREATE TABLE extra (content)", "数据表"),
        ("ALTER TABLE slot ADD COLUMN more TEXT", "数据表"),
        ("DROP INDEX change_undone", "数据表"),
    ],
)
def test_a_tampered_file_is_refused_naming_the_place(create: Create, statement: str, named: str) -> None:
    path, _ = some_report(create, 5)
    tamper(path, statement)
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(DamagedFileError, match=named):
            ReportFile.open(path, read_only=read_only, options=NO_BACKUPS)
    assert path.read_bytes() == before


def test_limits_on_rows_and_size(create: Create, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = some_report(create)
    for name in ("contents.MAX_SLOTS", "contents.MAX_CHANGES", "contents.MAX_LABEL", "schema.MAX_FILE_BYTES"):
        with monkeypatch.context() as patch:
            patch.setattr(f"juesuan_gui.storage.{name}", 1)
            with pytest.raises(DamagedFileError):
                ReportFile.open(path, read_only=True)


def test_a_log_that_does_not_fit_the_state_is_not_offered(create: Create) -> None:
    opened = create()
    for code in ("201", "20805"):
        change = figure_change(opened.report, code, 5)
        opened.history.do(opened.report, change)
        opened.file.write(change)
    opened.file.close()
    tamper(opened.file.path, 'UPDATE edit SET after = \'{"value":"9"}\' WHERE change = 1')
    found = ReportFile.open(opened.file.path, options=NO_BACKUPS)
    assert state(found.report) == state(opened.report)
    assert found.history.done == opened.history.done[1:]
    assert any("撤销记录" in notice for notice in found.notices)
    found.file.close()


def test_a_file_in_wal_mode_opens(create: Create) -> None:
    path, report = some_report(create, 5)
    tamper(path, "PRAGMA journal_mode = WAL")
    reader = ReportFile.open(path, read_only=True)
    assert state(reader.report) == state(report)
    reader.file.close()
    found = ReportFile.open(path, options=NO_BACKUPS)
    assert state(found.report) == state(report)
    found.file.close()


# Salvage


def many_figures(create: Create, count: int = 3000) -> tuple[Path, Report]:
    opened = create()
    for start in range(0, count, 500):
        for number in range(start, start + 500):
            opened.report.apply(figure_change(opened.report, f"{2000000 + number}", number))
    file = ReportFile.create(opened.file.path.with_name("大.jsgk"), opened.report, options=NO_BACKUPS)
    file.close()
    return file.path, opened.report


def spoil_page_of(path: Path, table: str, which: Callable[[list[int]], int]) -> None:
    """Overwrite a leaf page of a table."""
    with closing(sqlite3.connect(path)) as connection:
        pages = [
            row[0]
            for row in connection.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
        ]
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    page = which(pages)
    content[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(content)


def test_a_whole_report_is_salvaged_whole(create: Create, tmp_path: Path) -> None:
    path, report = some_report(create)
    result = salvage(path, tmp_path / "抢救.jsgk")
    assert result.lost == ()
    found = ReportFile.open(result.path, read_only=True)
    assert state(found.report) == state(report)
    found.file.close()


def test_what_lies_around_a_broken_page_is_salvaged(create: Create, tmp_path: Path) -> None:
    path, report = many_figures(create)
    spoil_page_of(path, "slot", lambda pages: pages[len(pages) // 2])
    with pytest.raises(DamagedFileError):
        ReportFile.open(path, options=NO_BACKUPS)
    before = path.read_bytes()
    result = salvage(path, tmp_path / "抢救.jsgk")
    assert path.read_bytes() == before
    assert result.slots > 2900
    assert any("数据页已损坏" in sentence for sentence in result.lost)
    found = ReportFile.open(result.path, read_only=True)
    assert state(found.report).items() <= state(report).items()
    found.file.close()


def test_slots_gone_are_followed_from_the_log(create: Create, tmp_path: Path) -> None:
    path, report = some_report(create)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'slot'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    result = salvage(path, tmp_path / "抢救.jsgk")
    found = ReportFile.open(result.path, read_only=True)
    assert state(found.report) == state(report)
    assert sum("取自修改记录" in sentence for sentence in result.lost) == result.slots
    found.file.close()


def test_rows_that_cannot_be_decoded_are_named(create: Create, tmp_path: Path) -> None:
    path, report = many_figures(create, 500)
    doomed = cell("2000007")
    tamper(path, "UPDATE slot SET value = '{' WHERE key LIKE '%2000007%'")
    result = salvage(path, tmp_path / "抢救.jsgk")
    assert result.slots == 499
    assert any(doomed.text in sentence for sentence in result.lost)
    found = ReportFile.open(result.path, read_only=True)
    assert state(found.report) == {k: v for k, v in state(report).items() if k != Slot.figure(doomed)}
    found.file.close()


def test_a_cut_file_is_salvaged_in_part_or_refused_clearly(create: Create, tmp_path: Path) -> None:
    path, report = many_figures(create)
    content = path.read_bytes()
    saved = []
    for percent in (20, 40, 60, 80, 95):
        path.write_bytes(content[: len(content) * percent // 100])
        try:
            result = salvage(path, tmp_path / f"抢救{percent}.jsgk")
        except DamagedFileError:
            continue
        assert result.lost
        found = ReportFile.open(result.path, read_only=True)
        assert state(found.report).items() <= state(report).items()
        found.file.close()
        saved.append(result.slots)
    assert saved
    assert max(saved) > 2000


def test_a_lost_form_may_be_given(create: Create, tmp_path: Path) -> None:
    path, report = many_figures(create, 500)
    tamper(path, "DELETE FROM form")
    with pytest.raises(DamagedFileError, match="版式"):
        salvage(path, tmp_path / "抢救.jsgk")
    result = salvage(path, tmp_path / "抢救.jsgk", report.form.snapshot)
    assert result.slots == 500
    with pytest.raises(FileTakenError):
        salvage(path, result.path)


def test_nothing_readable_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "乱.jsgk"
    path.write_bytes(random.Random(5).randbytes(50_000))
    with pytest.raises(DamagedFileError):
        salvage(path, tmp_path / "抢救.jsgk")
    assert not (tmp_path / "抢救.jsgk").exists()
