"""The review file: everything comes back, decisions are on disk at once, and a hostile file is refused in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from juesuan_gui.review import Review, Verdict, decide, sign
from juesuan_gui.storage import (
    DamagedFileError,
    ForeignFileError,
    LockedError,
    NewerFileError,
    ReviewFile,
    StorageError,
    UnreachableError,
)
from tests.review.contents import TIME, finding, review, submission


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "报告.pdf.jssh"


def state() -> Review:
    return review(finding("T1-01:甲", page=2), finding("T1-02:乙"), source=b"\x00pdf" * 10)


def reopened(path: Path) -> Review:
    opened = ReviewFile.open(path, read_only=True)
    opened.file.abandon()
    return opened.review


def test_a_review_comes_back_with_its_source(path: Path) -> None:
    made = state()
    ReviewFile.create(path, made, [b"\x00pdf" * 10]).close()
    opened = ReviewFile.open(path)
    assert opened.review == made
    assert opened.source == b"\x00pdf" * 10
    opened.file.close()
    assert not path.with_name(f"~${path.name}").exists()


def test_each_step_is_kept_in_order(path: Path) -> None:
    made = state()
    file = ReviewFile.create(path, made, [b"\x00pdf" * 10])
    one = decide("T1-01:甲", Verdict.REJECTED, "口径不同", "f1", 1, TIME)
    two = decide("T1-01:甲", Verdict.PENDING, "", "f1", 1, TIME)
    newer = submission(finding("T1-01:甲"), name="修改稿.pdf", source=b"second")
    signature = sign("张某", "2025-03-01", "同意", TIME)
    file.add_decisions([one])
    file.add_decisions([two]).result()
    assert reopened(path).decisions == (one, two), "kept without closing"
    file.add_submission(2, newer, b"second")
    file.set_sign_off(signature)
    file.close()
    opened = ReviewFile.open(path)
    assert opened.review == made.with_decision(one).with_decision(two).with_submission(newer).signed(signature)
    assert opened.source == b"second"
    assert opened.file.sources() == [b"\x00pdf" * 10, b"second"]
    opened.file.set_sign_off(None)
    opened.file.close()
    assert reopened(path).sign_off is None


def test_a_large_source_stands_in_parts(path: Path) -> None:
    large = bytes(range(256)) * (1 << 17)
    made = review(source=large)
    ReviewFile.create(path, made, [large]).close()
    opened = ReviewFile.open(path)
    opened.file.close()
    assert opened.source == large


def test_a_review_is_open_once_and_may_be_read_meanwhile(path: Path) -> None:
    file = ReviewFile.create(path, state(), [b"\x00pdf" * 10])
    with pytest.raises(LockedError):
        ReviewFile.open(path)
    opened = ReviewFile.open(path, read_only=True)
    with pytest.raises(StorageError):
        opened.file.add_decisions([decide("k", Verdict.ACCEPTED, "", "f", 1, TIME)])
    opened.file.abandon()
    file.close()


def test_an_existing_file_is_not_overwritten_unasked(path: Path) -> None:
    path.write_bytes(b"something of the user")
    with pytest.raises(StorageError):
        ReviewFile.create(path, state(), [b"\x00pdf" * 10])
    assert path.read_bytes() == b"something of the user"


def spoil(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("PRAGMA user_version = 99", NewerFileError),
        ("PRAGMA application_id = 7", ForeignFileError),
        ("CREATE TRIGGER t AFTER INSERT ON decision BEGIN DELETE FROM decision; END", DamagedFileError),
        ("DROP TABLE decision", DamagedFileError),
        ("UPDATE submission SET examined = '{}'", DamagedFileError),
        ("UPDATE submission SET examined = 'nonsense'", DamagedFileError),
        ("UPDATE source SET bytes = x'00'", DamagedFileError),
        ("DELETE FROM submission", DamagedFileError),
        ("INSERT INTO decision VALUES (1, 'k', 'maybe', '', '', '', 1)", DamagedFileError),
    ],
)
def test_what_does_not_fit_is_refused_and_left_alone(path: Path, statement: str, kind: type[StorageError]) -> None:
    ReviewFile.create(path, state(), [b"\x00pdf" * 10]).close()
    spoil(path, statement)
    before = path.read_bytes()
    with pytest.raises(kind) as caught:
        ReviewFile.open(path)
    assert path.name in str(caught.value)
    assert path.read_bytes() == before
    assert not path.with_name(f"~${path.name}").exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", DamagedFileError),
        (b"PK\x03\x04", ForeignFileError),
        (b"SQLite format 3\x00" + b"x" * 900, DamagedFileError),
    ],
)
def test_other_files_are_refused(path: Path, content: bytes, kind: type[StorageError]) -> None:
    path.write_bytes(content)
    with pytest.raises(kind):
        ReviewFile.open(path)
    with pytest.raises(UnreachableError):
        ReviewFile.open(path.with_name("没有.jssh"))


def test_a_write_that_fails_waits_and_is_kept_after_a_retry(path: Path) -> None:
    file = ReviewFile.create(path, state(), [b"\x00pdf" * 10])
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("CREATE TRIGGER no BEFORE INSERT ON decision BEGIN SELECT RAISE(ABORT, 'no'); END")
    one = decide("T1-01:甲", Verdict.ACCEPTED, "", "f1", 1, TIME)
    future = file.add_decisions([one])
    with pytest.raises(StorageError):
        file.close()
    assert file.failure is not None and not future.done()
    blocker.execute("DROP TRIGGER no")
    blocker.close()
    file.retry()
    file.close()
    assert reopened(path).decisions == (one,)
