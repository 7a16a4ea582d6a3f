"""Owns the way from a file to a report in memory: read it, choose the form, recognise its tables, take them over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from juesuan_gui.forms import CodeCatalogue, Form
from juesuan_gui.live import RuleBook, computed_cells
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.importing import import_change
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.recognise import recognise
from juesuan_gui.reading.recognised import IsComputed, Recognised, RecognisedFigure
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.workbook import read_workbook
from juesuan_gui.reading.worker import ReadingWorker
from juesuan_gui.relations import Address
from juesuan_gui.report import History, Report

#: What a workbook may be called; what it really is decides its content.
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".htm", ".html"})


@dataclass(frozen=True, slots=True)
class Intake:
    """A file taken into a report: where each figure stands in the file, and what was not matched."""

    report: Report
    history: History
    recognised: Recognised
    sources: Mapping[Address, RecognisedFigure]


def read_source(path: Path, worker: ReadingWorker, limits: Limits | None = None) -> Source:
    """Read a file in the worker process. Raises ReadingError with a Chinese sentence."""
    if not path.exists():
        raise ReadingError(path.name, "找不到这个文件。", "请核对文件名和所在文件夹。")
    if path.suffix.lower() in (".pdf", ".docx", ".doc", ".txt", ".ofd"):
        raise ReadingError(
            path.name, f"本版本还不能读 {path.suffix} 文件。", "请提供公开01至09表的 Excel 文件，或本程序的决算文件。"
        )
    return worker.read(read_workbook, path, limits or Limits())


def recognise_with(source: Source, form: Form, codes: CodeCatalogue, book: RuleBook | None = None) -> Recognised:
    """Recognise a document, telling blanks of computed cells (stated blank) from blanks that say nothing.

    Which cells the form computes depends on the code rows, so they are recognised first.
    """
    first = recognise(source, form)
    rows = {table.id: [row.code for row in table.code_rows] for table in first.tables}
    is_computed: IsComputed = computed_cells(form, codes, book or RuleBook(form), rows)
    return recognise(source, form, is_computed)


def choose_form(source: Source, forms: Iterable[Form]) -> Form | None:
    """The form that fits a document best: most tables, fewest names left over; ``None`` when none fits."""
    ranked = []
    for order, form in enumerate(forms):
        found = recognise(source, form)
        if not found.tables:
            continue
        left_over = sum(
            len(table.unmatched_columns) + len(table.unmatched_rows) + len(table.missing_columns)
            for table in found.tables
        )
        other_unit = 0 if found.unit is form.unit else 1
        ranked.append(((-len(found.tables), left_over, other_unit, order), form))
    return min(ranked, key=lambda item: item[0])[1] if ranked else None


def take_in(recognised: Recognised, form: Form, into: Intake | None = None) -> Intake:
    """A report that states what was recognised; ``into`` adds to one taken in before."""
    report = into.report if into else Report(form)
    history = into.history if into else History()
    history.do(report, import_change(report, recognised))
    sources = dict(into.sources) if into else {}
    for table in recognised.tables:
        sources |= {figure.address: figure for figure in table.figures}
    return Intake(report, history, recognised, sources)
