"""A process killed at any instant loses no acknowledged change, and the file opens at once."""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from juesuan_gui.report import History, Report
from juesuan_gui.storage import Options, ReportFile

from .conftest import Create
from .world import random_steps, state

ROUNDS = 20
CHILD = Path(__file__).with_name("edit_until_killed.py")


@pytest.mark.skipif(os.name != "posix", reason="the child forks")
def test_every_acknowledged_change_is_there_after_a_kill(create: Create) -> None:
    opened = create()
    path = opened.file.path
    opened.file.close()
    chance = random.Random(20201122)
    report, history, revision = opened.report, opened.history, 0
    with _forker(path) as forker:
        for seed in range(ROUNDS):
            acknowledged = _edit_and_kill(forker, seed, chance, revision)

            found = ReportFile.open(path, options=Options(backups=0))
            assert found.file.revision >= acknowledged
            _follow(report, history, seed, found.file.revision - revision)
            assert state(found.report) == state(report)
            assert found.history.done == history.done
            assert found.history.undone == history.undone
            assert found.notices == ()
            # On from what was read, because the order in which rows were made is not part of a report.
            report, history, revision = found.report, found.history, found.file.revision
            found.file.close()
    assert revision > ROUNDS


@contextmanager
def _forker(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parents[2]), *sys.path))},
    )
    with process:
        yield process


def _edit_and_kill(forker: subprocess.Popen[bytes], seed: int, chance: random.Random, revision: int) -> int:
    """Let a child edit, kill it at some instant, and return the last write that it said was on disk."""
    assert forker.stdin is not None and forker.stdout is not None
    forker.stdin.write(b"%d\n" % seed)
    forker.stdin.flush()
    child = int(forker.stdout.readline())
    heard = [forker.stdout.readline() for _ in range(chance.randrange(25))]
    time.sleep(chance.random() * 0.02)
    os.kill(child, signal.SIGKILL)
    while (line := forker.stdout.readline()) != b"dead\n":
        heard.append(line)
    return int(heard[-1]) if heard else revision


def _follow(report: Report, history: History, seed: int, steps: int) -> None:
    """Do here what the child did."""
    if steps:
        next(itertools.islice(random_steps(seed, report, history), steps - 1, None))
