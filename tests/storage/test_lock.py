"""A report is open for writing in one place, which its lock file names."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from juesuan_gui.storage import Holder, LockedError, Options, ReportFile, StorageError, holder_of, lock_path
from juesuan_gui.storage.lock import Lock
from juesuan_gui.storage.processes import process_mark

from .conftest import Create

NO_BACKUPS = Options(backups=0)


def put_lock(path: Path, **changes: object) -> bytes:
    """Put a lock file there like that of somebody else."""
    holder = Holder("李四", "会计室-02", "2021-08-20T09:30:00+08:00", 4242)
    content = msgspec.json.encode(msgspec.structs.replace(holder, **changes))
    lock_path(path).write_bytes(content)
    return content


def this_host(path: Path) -> str:
    holder = holder_of(path)
    assert holder is not None
    return holder.host


def test_a_second_opener_is_told_who_has_it(create: Create) -> None:
    path = create().file.path
    with pytest.raises(LockedError, match="打开") as caught:
        ReportFile.open(path)
    assert caught.value.holder.pid == os.getpid()
    assert caught.value.holder.user in str(caught.value)
    assert caught.value.holder.host in str(caught.value)


def test_the_lock_goes_with_closing(create: Create) -> None:
    file = create().file
    assert holder_of(file.path) is not None
    file.close()
    assert holder_of(file.path) is None
    ReportFile.open(file.path, options=NO_BACKUPS).file.close()
    assert not lock_path(file.path).exists()


def test_another_process_keeps_its_lock_while_it_lives_and_loses_it_dead(create: Create) -> None:
    file = create().file
    file.close()
    script = (
        "import sys; from pathlib import Path; from juesuan_gui.storage import ReportFile, Options;"
        "o = ReportFile.open(Path(sys.argv[1]), options=Options(backups=0)); print('open', flush=True); input()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(file.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None and child.stdin is not None
    with child.stdout, child.stdin:
        assert child.stdout.readline().strip() == b"open"
        with pytest.raises(LockedError) as caught:
            ReportFile.open(file.path, take_over=True)
        assert caught.value.holder.pid == child.pid
        child.kill()
        child.wait()
    assert lock_path(file.path).exists()
    ReportFile.open(file.path, options=NO_BACKUPS).file.close()


def test_a_process_number_used_again_is_not_the_holder(create: Create) -> None:
    file = create().file
    host = this_host(file.path)
    file.close()
    put_lock(file.path, host=host, pid=os.getpid(), mark="another run")
    ReportFile.open(file.path, options=NO_BACKUPS).file.close()


def test_another_machine_cannot_be_asked_but_may_be_overruled(create: Create) -> None:
    file = create().file
    file.close()
    content = put_lock(file.path)
    with pytest.raises(LockedError, match=r"李四.*会计室-02.*2021-08-20 09:30"):
        ReportFile.open(file.path)
    assert lock_path(file.path).read_bytes() == content
    ReportFile.open(file.path, take_over=True, options=NO_BACKUPS).file.close()


@pytest.mark.parametrize("content", [b"", b"\0" * 300, b"{}", b"[" * 5000, "锁".encode("gbk")])
def test_a_lock_file_nobody_can_read_still_locks_until_overruled(create: Create, content: bytes) -> None:
    file = create().file
    file.close()
    lock_path(file.path).write_bytes(content)
    with pytest.raises(LockedError):
        ReportFile.open(file.path)
    ReportFile.open(file.path, take_over=True, options=NO_BACKUPS).file.close()


def test_a_lock_taken_over_is_left_to_its_new_holder(create: Create) -> None:
    file = create().file
    content = put_lock(file.path)
    file.close()
    assert lock_path(file.path).read_bytes() == content


def test_a_failed_opening_gives_the_lock_back(create: Create) -> None:
    file = create().file
    file.close()
    file.path.write_bytes(file.path.read_bytes()[:5000])
    with pytest.raises(StorageError, match="损坏"):
        ReportFile.open(file.path)
    assert not lock_path(file.path).exists()


def test_a_quicker_one_keeps_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two find the same stale lock; the one who comes second finds a fresh one in its place."""
    path = tmp_path / "决算.jsgk"
    put_lock(path)
    fresh: list[bytes] = []

    def look(holder: Holder) -> bool:
        if not fresh:
            fresh.append(put_lock(path, user="王五"))
            return True
        return False

    monkeypatch.setattr("juesuan_gui.storage.lock.is_dead", look)
    with pytest.raises(LockedError, match="王五"):
        Lock.acquire(path)
    assert lock_path(path).read_bytes() == fresh[0]
    assert [file.name for file in tmp_path.iterdir()] == [lock_path(path).name]


def test_a_running_process_has_one_mark_and_a_dead_one_none() -> None:
    assert process_mark(os.getpid()) == process_mark(os.getpid()) is not None
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert process_mark(child.pid) is None
    assert process_mark(0) is None
