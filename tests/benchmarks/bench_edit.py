"""Measures one report at 40, 500 and 5,000 function rows: edits, opening, checking, saving, export, memory.

Run as ``python -m tests.benchmarks.bench_edit``; ``--rows 40,500`` chooses sizes, ``--no-export`` is quicker.
Each size runs in a process of its own, so that the peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from juesuan_gui.figures import exact_money
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.publish import FORMATS, publish
from juesuan_gui.report import Change, TableKey, insert_code, remove_code, set_figure
from juesuan_gui.session import Session
from juesuan_gui.storage import Options, ReportFile
from tests.benchmarks.reports import large_draft, leaf_cells, leaf_codes

SIZES = (40, 500, 5000)
#: (key, title, unit), in the order of the printed table.
LINES = (
    ("rows", "function rows in each of T2, T3, T5", ""),
    ("findings", "findings before the first edit", ""),
    ("edit_median", "one edit, median", "ms"),
    ("edit_p99", "one edit, p99", "ms"),
    ("edit_worst", "one edit, slowest", "ms"),
    ("edit_processor", "one edit, processor time, median", "ms"),
    ("edit_processor_p99", "one edit, processor time, p99", "ms"),
    ("kept_median", "one edit until do returns, with a report file, median", "ms"),
    ("commit_median", "one edit with its commit, median", "ms"),
    ("commit_p99", "one edit with its commit, p99", "ms"),
    ("insert_median", "one code row inserted, median", "ms"),
    ("insert_worst", "one code row inserted, slowest", "ms"),
    ("remove_median", "one code row removed, median", "ms"),
    ("save", "saving as a new file", "ms"),
    ("open", "opening the file", "ms"),
    ("check", "session ready: rules, codes, first full check", "ms"),
    ("again", "one full check again", "ms"),
    *((f"export_{suffix}", f"export {suffix}", "ms") for suffix in ("pdf", "docx", "xlsx")),
    ("memory_opened", "peak memory once opened and checked", "MB"),
    ("memory", "peak memory in all", "MB"),
)


def milliseconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def share(times: Sequence[float], part: float) -> float:
    """The time that so large a part of the runs stays within."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def peak_memory() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Times(NamedTuple):
    """Times of single edits: until ``do`` returns, on a processor of its own, and until the edit is kept."""

    returned: list[float]
    processor: list[float]
    kept: list[float]


def edits(session: Session, random: Random, count: int, keep: Callable[[], object]) -> Times:
    """Edit leaf cells chosen at random."""
    cells = leaf_cells(session.form, session.report)
    times = Times([], [], [])
    for _ in range(count):
        change = set_figure(session.report, random.choice(cells), exact_money(random.randint(1, 400_000_000)))
        # The machine may be busy with other things; the time of this thread alone tells how much work it is.
        started, worked = time.perf_counter(), time.thread_time()
        session.do(change)
        times.processor.append((time.thread_time() - worked) * 1000)
        times.returned.append((time.perf_counter() - started) * 1000)
        keep()
        times.kept.append((time.perf_counter() - started) * 1000)
    return times


def row_changes(session: Session, rows: int, count: int) -> tuple[list[float], list[float]]:
    """Times of inserting and of removing single 项 rows in the three large tables."""
    inserted, removed = [], []
    groups = sorted({code[:5] for code in leaf_codes(rows)})
    for number in range(count):
        key = TableKey(("T2", "T3", "T5")[number % 3])
        code = f"{groups[number * 7 % len(groups)]}99"

        def do(change: Change) -> float:
            return milliseconds(lambda: session.do(change))

        inserted.append(do(insert_code(session.report, key, code, "其他支出", session.function_codes)))
        session.do(
            set_figure(
                session.report, key.cell(code, "财政拨款收入" if key.table == "T2" else "项目支出"), exact_money(1)
            )
        )
        removed.append(do(remove_code(session.report, key, code)))
    return inserted, removed


def saving(rows: int, path: Path) -> float:
    """The time of writing a report of this size to a new file."""
    report = large_draft(rows)
    return milliseconds(lambda: ReportFile.create(path, report, options=Options(backups=0)).close())


def measure(rows: int, folder: Path, count: int = 2000, formats: Sequence[str] = FORMATS) -> dict[str, float]:
    """Every figure of one size."""
    found: dict[str, float] = {"rows": rows}
    random = Random(rows)
    path = folder / "报告.jsgk"
    found["save"] = saving(rows, path)
    opened: list[Any] = []
    found["open"] = milliseconds(lambda: opened.append(ReportFile.open(path, options=Options(backups=0))))
    made = opened.pop()
    sessions: list[Session] = []
    found["check"] = milliseconds(lambda: sessions.append(Session(made.report, made.history)))
    session = sessions.pop()
    found["memory_opened"] = peak_memory()
    found["findings"] = len(session.audit.result().findings)
    found["again"] = milliseconds(session.audit.run)

    edits(session, random, 20, lambda: None)
    times = edits(session, random, count, lambda: None)
    found |= {
        "edit_median": share(times.returned, 0.5),
        "edit_p99": share(times.returned, 0.99),
        "edit_worst": max(times.returned),
        "edit_processor": share(times.processor, 0.5),
        "edit_processor_p99": share(times.processor, 0.99),
    }
    inserted, removed = row_changes(session, rows, 12)
    found |= {
        "insert_median": share(inserted, 0.5),
        "insert_worst": max(inserted),
        "remove_median": share(removed, 0.5),
    }

    # What was tried above was not kept; the file goes on from what it says itself.
    made.file.close()
    again = ReportFile.open(path, options=Options(backups=0))
    session = Session(again.report, again.history, again.file)
    times = edits(session, random, max(20, count // 10), again.file.flush)
    found |= {
        "kept_median": share(times.returned, 0.5),
        "commit_median": share(times.kept, 0.5),
        "commit_p99": share(times.kept, 0.99),
    }
    again.file.close()
    for suffix in formats:
        live = LiveReport(session.report, session.function_codes, session.live.rules)
        found[f"export_{suffix}"] = milliseconds(
            lambda live=live, suffix=suffix: publish(live, folder, "公开", [suffix])
        )
    found["memory"] = peak_memory()
    return found


def measured_apart(rows: int, with_export: bool) -> dict[str, float]:
    """The figures of one size, measured in a fresh process."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_edit", "--one", str(rows)]
    done = subprocess.run(
        command + ([] if with_export else ["--no-export"]), check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def table(results: Sequence[dict[str, float]]) -> str:
    """The figures of all sizes, with the largest against the smallest."""
    lines = []
    for key, title, unit in LINES:
        values = [result[key] for result in results if key in result]
        if not values:
            continue
        cells = "".join(f"{value:>12,.3f}" if unit == "ms" else f"{value:>12,.0f}" for value in values)
        ratio = f"{values[-1] / values[0]:>9.1f}×" if len(values) > 1 and values[0] and unit else ""
        lines.append(f"{title:<56}{cells} {unit:<3}{ratio}")
    costs = "".join(f"{result['commit_median'] / result['edit_median']:>11,.0f}×" for result in results)
    lines.append(f"{'commit against no commit, median':<56}{costs}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or the figures of one size as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default=",".join(str(size) for size in SIZES))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--no-export", action="store_true")
    options = parser.parse_args(arguments)
    if options.one:
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(options.one, Path(folder), formats=() if options.no_export else FORMATS)
            sys.stdout.write(json.dumps(figures))
        return
    results = [measured_apart(int(rows), not options.no_export) for rows in options.rows.split(",")]
    sys.stdout.write(f"{table(results)}\n")


if __name__ == "__main__":
    main()
