"""Owns the work between two years on a thread: the next year's report written, last year's figures compared."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_gui.forms import Form
from juesuan_gui.next_year import PriorYear, carried_over, prior_year
from juesuan_gui.session import Session
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui.giving_out.publish import frozen
from juesuan_gui.ui.tasks import Progress, Work

if TYPE_CHECKING:
    from juesuan_gui.live import LiveReport

#: Last year's report, from a file or from where it was read before.
LastYear = Callable[[Progress], "LiveReport"]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The next year's report stands whole at ``path``."""

    path: Path
    prior: PriorYear


@dataclass(frozen=True, slots=True)
class Compared:
    """What loading last year's report would change."""

    last: LiveReport
    prior: PriorYear


def carrying_over(session: Session, form: Form, path: Path, outdated: threading.Event) -> Work:
    """The work of writing the next year's report; comes to ``CarriedOver``, or ``None`` when it was outdated.

    Until the new file is whole nothing stands at ``path`` but what stood there before, however the work ends.
    ``outdated`` is set by whoever changes the report meanwhile. Raises StorageError.
    """
    thaw = frozen(session)

    def work(progress: Progress) -> CarriedOver | None:
        progress("整理本年的数", 0, 2)
        report, prior = carried_over(thaw(), form, lambda: progress("整理本年的数", 0, 2))
        progress("写入新年度的报告", 1, 2)

        def still_wanted() -> None:
            progress("写入新年度的报告", 1, 2)
            if outdated.is_set():
                raise _Outdated

        try:
            ReportFile.create(path, report, replace=True, options=Options(backups=0), finished=still_wanted).close()
        except _Outdated:
            return None
        return CarriedOver(path, prior)

    return work


def comparing(session: Session, last_year: LastYear) -> Work:
    """The work of getting last year's report and comparing it with the open one as it is now; see ``Compared``."""
    thaw = frozen(session)

    def work(progress: Progress) -> Compared:
        last = last_year(progress)
        progress("比较上年的数", 1, 2)
        prior = prior_year(last, thaw().report, lambda: progress("比较上年的数", 1, 2))
        return Compared(last, prior)

    return work


def read_last_year(path: Path, progress: Progress) -> LiveReport:
    """Last year's report in a file of any kind. Raises ReadingError or StorageError."""
    # Only who loads waits for the libraries of reading.
    from juesuan_gui.live import LiveReport
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.report_files import open_report
    from juesuan_gui.session import catalogue
    from juesuan_gui.ui.starting.offered_forms import usable_forms

    def asking() -> None:
        progress(f"读取“{path.name}”", 0, 2)

    asking()
    with ReadingWorker(asking) as worker:
        report = open_report(path, worker, lambda: usable_forms()[0])
    asking()
    return LiveReport(report, catalogue("function", report.form))


class _Outdated(Exception):
    """The report was changed while it was carried over."""
