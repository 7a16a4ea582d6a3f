"""The worker process: reused, replaced when it dies, bounded in time and memory."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from juesuan_gui.reading import Limits, ReadingError, ReadingWorker, read_workbook
from juesuan_gui.reading.open_source import begin_any
from tests.reading import readers

SAMPLE = Path(__file__).parent / "samples" / "t3.xls"


@pytest.fixture(scope="module")
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker() as process:
        yield process


def test_it_gives_what_the_reader_gives_and_is_reused(worker: ReadingWorker) -> None:
    assert worker.read(read_workbook, SAMPLE, Limits()) == read_workbook(SAMPLE, Limits())
    first = worker.read(readers.process_id, SAMPLE, Limits())
    assert first == worker.read(readers.process_id, SAMPLE, Limits()) != os.getpid()


def test_a_readers_refusal_comes_through(worker: ReadingWorker, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="找不到"):
        worker.read(read_workbook, tmp_path / "没有.xlsx", Limits())


@pytest.mark.parametrize(
    ("reader", "limits", "message"),
    [
        (readers.sleep_long, replace(Limits(), seconds=0.5), "还没有读完"),
        (readers.die, Limits(), "意外退出"),
        (readers.fail, Limits(), "读不出来（ZeroDivisionError）"),
    ],
)
def test_it_survives_and_says_what_happened(
    worker: ReadingWorker, reader: readers.Reader, limits: Limits, message: str
) -> None:
    started = time.monotonic()
    with pytest.raises(ReadingError) as caught:
        worker.read(reader, SAMPLE, limits)
    assert message in str(caught.value) and SAMPLE.name in str(caught.value)
    assert time.monotonic() - started < readers.LONG
    assert worker.read(readers.process_id, SAMPLE, Limits()) != os.getpid()


def test_what_a_library_prints_over_a_broken_file_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    with ReadingWorker() as process:
        assert process.read(readers.grumble, SAMPLE, Limits())
    assert capfd.readouterr().err == ""


def test_it_reads_while_its_owner_goes_on(worker: ReadingWorker) -> None:
    first = worker.begin(readers.process_id, SAMPLE, Limits())
    process = first()
    # What nobody asked for makes room for the next file.
    dropped = worker.begin(readers.sleep_long, SAMPLE, Limits())
    after = worker.begin(readers.process_id, SAMPLE, Limits())
    assert after() != process
    with pytest.raises(RuntimeError):
        dropped()


class NotWanted(BaseException):
    """What a cancelled task raises."""


def test_a_file_that_is_not_wanted_any_more_ends_its_process() -> None:
    is_wanted = True

    def ask() -> None:
        if not is_wanted:
            raise NotWanted

    with ReadingWorker(ask) as worker:
        process = worker.read(readers.process_id, SAMPLE, Limits())
        is_wanted = False
        with pytest.raises(NotWanted):
            worker.read(readers.sleep_long, SAMPLE, Limits())
        assert process not in [child.pid for child in multiprocessing.active_children()]
        is_wanted = True
        assert worker.read(readers.process_id, SAMPLE, Limits()) != process


def test_a_refusal_waits_for_the_files_turn(worker: ReadingWorker, tmp_path: Path) -> None:
    begun = begin_any(tmp_path / "没有.pdf", worker)
    with pytest.raises(ReadingError, match="找不到"):
        begun()
    assert begin_any(SAMPLE, worker)().file_name == SAMPLE.name


def test_a_process_loads_no_more_than_its_file_needs() -> None:
    code = (
        "import sys, juesuan_gui.cli, juesuan_gui.reading.worker, juesuan_gui.reading.open_source;"
        "import juesuan_gui.reading.pdf.reader;"
        "names = ('openpyxl', 'lxml', 'docx', 'reportlab', 'xlsxwriter', 'pypdf', 'jinja2', 'juesuan_gui.forms',"
        " 'juesuan_gui.checks', 'juesuan_gui.publishing', 'juesuan_gui.storage');"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


# Bytes of t3.xls that make the library ask for 667 GB and end its process on the spot.
FATAL = (
    (919, 36),
    (1225, 230),
    (1285, 228),
    (1326, 152),
    (1444, 140),
    (1472, 196),
    (1784, 220),
    (1816, 114),
    (1917, 250),
    (2396, 3),
    (2579, 191),
    (3019, 114),
    (3182, 87),
    (3203, 108),
    (3451, 247),
    (3510, 12),
    (4269, 130),
    (4687, 64),
    (4710, 203),
    (5007, 143),
    (5084, 72),
    (5226, 7),
    (5356, 156),
    (5466, 180),
    (5543, 199),
    (5545, 114),
)


def test_a_workbook_that_ends_its_reader(worker: ReadingWorker, tmp_path: Path) -> None:
    content = bytearray(SAMPLE.read_bytes())
    for position, byte in FATAL:
        content[position] = byte
    path = tmp_path / "坏.xls"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=r"坏\.xls"):
        worker.read(read_workbook, path, Limits())
    assert worker.read(read_workbook, SAMPLE, Limits()).file_name == SAMPLE.name


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space for certain")
def test_memory_is_bounded(worker: ReadingWorker) -> None:
    with pytest.raises(ReadingError, match="内存超过"):
        worker.read(readers.take_memory, SAMPLE, replace(Limits(), memory_bytes=512 << 20))
