"""Owns the way of a workbook into the open report: reading beside the window, then one change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_gui.forms import Form
from juesuan_gui.live import computed_cells
from juesuan_gui.relations import Basis, Period
from juesuan_gui.session import Session
from juesuan_gui.ui.tasks import Progress, Work

if TYPE_CHECKING:
    from juesuan_gui.reading import Recognised
    from juesuan_gui.reading.whole_import import FileRead

WORKBOOK_SUFFIXES = (".xlsx", ".xls", ".xlsm", ".html", ".htm")
WORKBOOK_FILTER = "表格文件 (*.xlsx *.xls *.xlsm *.html *.htm);;所有文件 (*)"


def read_for(session: Session, path: Path, period: str = Period.THIS) -> Work:
    """The work of reading a workbook for a report, to be done on a thread."""
    return lambda progress: _read(session, path, period, progress)


def budget_for(session: Session, path: Path) -> Work:
    """The work of reading a published budget into the report's 年初预算."""
    return lambda progress: _read_budget(session, path, progress)


def _read_budget(session: Session, path: Path, progress: Progress) -> FileRead:
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.reading.accounts.reader import recognise_budget
    from juesuan_gui.reading.intake import read_source
    from juesuan_gui.reading.whole_import import FileRead

    progress("正在读取文件", 0, 2)
    with ReadingWorker(lambda: progress("正在读取文件", 0, 2)) as worker:
        source = read_source(path, worker)
    progress("正在认表", 1, 2)
    return FileRead(recognise_budget(source, session.form))


def _read(session: Session, path: Path, period: str, progress: Progress) -> FileRead:
    # Only who imports waits for the libraries of reading.
    from juesuan_gui.reading import Limits, ReadingWorker, read_workbook, recognise
    from juesuan_gui.reading.accounts.reader import is_final_accounts, recognise_accounts
    from juesuan_gui.reading.cards.taking import with_cards
    from juesuan_gui.reading.whole_import import FileRead, read_whole

    progress("正在读取文件", 0, 2)
    with ReadingWorker(lambda: progress("正在读取文件", 0, 2)) as worker:
        source = worker.read(read_workbook, path, Limits())
    progress("正在认表", 1, 2)
    if period == Period.THIS and is_final_accounts(source):
        return FileRead(recognise_accounts(source, session.form, session.report))
    first = recognise(source, session.form, period=period)
    # A second look: which cells are computed depends on the code rows that the first one found.
    rows: dict[str, Iterable[str]] = {
        table.id: [row.code for row in table.code_rows] for table in first.tables if table.code_rows
    }
    is_computed = computed_cells(session.form, session.function_codes, session.live.rules, rows)
    recognised = recognise(source, session.form, is_computed, period)
    # Last year's cards are copied from last year's report, not filled into this year's.
    if period != Period.THIS:
        return FileRead(recognised)
    return read_whole(source, with_cards(recognised, source.document), session.form, session.report.base_form)


def is_workbook(path: Path) -> bool:
    """Whether a dropped file is one to import."""
    return path.suffix.lower() in WORKBOOK_SUFFIXES


def kind_words(basis: str) -> str:
    """What kind of figures a table of an import holds, "" for the report's own."""
    return "" if basis == Basis.FINAL else f"（{basis}数，供核对）" if basis == Basis.ACCOUNTS else f"（{basis}）"


def missing_tables(form: Form, recognised: Recognised) -> list[str]:
    """The titles of the form's tables that the file does not have."""
    return [form.table(table_id).title for table_id in recognised.missing]
