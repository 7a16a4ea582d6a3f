"""Journey 3: type, kill the process at a random instant, reopen: every acknowledged change is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey
from juesuan_gui.storage import Options, ReportFile

CHILD = Path(__file__).with_name("type_until_killed.py")
CELL = TableKey("T5").cell("2101502", "项目支出")
# The whole proof is a hundred: JUESUAN_KILLS=100 pytest tests/journeys/test_killed.py
KILLS = int(os.environ.get("JUESUAN_KILLS", "2"))


def shown_number(path: Path, cell: Address) -> int:
    """What the cell holds on disk, in 元."""
    opened = ReportFile.open(path, options=Options(backups=0))
    stated = opened.report.stated(cell)
    opened.file.close()
    assert stated is not None and stated.figure is not None
    return int(stated.figure.value) // 100


def test_what_was_acknowledged_is_there_after_a_kill(report_path: Path, tmp_path: Path) -> None:
    chance = random.Random(20201122)
    start = 1_000_000
    for _ in range(KILLS):
        # A few are heard first, so that a slow machine too has something on disk; then any instant.
        heard = chance.randrange(1, 6)
        child = subprocess.Popen(
            [sys.executable, str(CHILD), str(report_path), str(tmp_path / "child.json"), str(start)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(CHILD.parents[2]), *sys.path))},
        )
        assert child.stdout is not None and child.stderr is not None
        with child.stdout, child.stderr:
            first = child.stdout.readline()
            assert first == b"ready\n", child.stderr.read().decode(errors="replace")
            told = [child.stdout.readline() for _ in range(heard)]
            time.sleep(chance.uniform(0, 0.2))
            child.kill()
            told += child.stdout.readlines()
        child.wait()
        # The last line may be half of one.
        acknowledged = max(int(line) for line in told if line.endswith(b"\n"))
        assert acknowledged >= start + 1
        found = shown_number(report_path, CELL)
        assert found >= acknowledged
        start = found
