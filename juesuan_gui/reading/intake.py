"""Owns the way from a file to a report in memory: read it, choose the form, recognise its tables, take them over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from juesuan_gui.document import Grid, Paragraph
from juesuan_gui.forms import CodeCatalogue, Form, Table, fields_of
from juesuan_gui.live import RuleBook, computed_cells
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.importing import import_change
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.recognise import recognise
from juesuan_gui.reading.recognised import IsComputed, Recognised, RecognisedFigure
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.workbook import read_workbook
from juesuan_gui.reading.worker import ReadingWorker
from juesuan_gui.relations import Address
from juesuan_gui.report import History, Report

#: What a workbook may be called; what it really is decides its content.
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".htm", ".html"})

_YEAR = re.compile(r"(?<!\d)(20\d\d)年度")
_YEAR_IN_NAME = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


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
    """The form that fits a document best, ``None`` when none fits.

    Most of its tables found; fewest names left over; fewest of its tables missing; the year that the document
    says; its unit; its region, where it is named; and of forms that are alike in all this, the one whose words
    (表号, 注, headings) are printed, and the more general one.
    """
    texts = _texts(source)
    year = _year(source, texts.values())
    nearest = sorted(forms, key=lambda form: abs(form.year - year) if year else 0)
    best: tuple[tuple[int, ...], Form] | None = None
    for gap, of_a_year in groupby(nearest, key=lambda form: abs(form.year - year) if year else 0):
        if best is not None and not any(best[0][_LEFT_OVER]):
            break
        for form in of_a_year:
            found = recognise(source, form)
            if not found.tables:
                continue
            rank = _rank(found, form, gap, texts)
            if best is None or rank < best[0]:
                best = rank, form
    return best[1] if best else None


#: Where in a rank stands what is left over, missing and ignored: all zero, no other year's form fits better.
_LEFT_OVER = slice(1, 4)


def _rank(found: Recognised, form: Form, gap: int, texts: Mapping[str, str]) -> tuple[int, ...]:
    left_over = sum(
        len(table.unmatched_columns) + len(table.unmatched_rows) + len(table.missing_columns) for table in found.tables
    )
    region = any(word in text for word in form.region.split("·") for text in (found.file_name, *texts.values()))
    return (
        -len(found.tables),
        left_over,
        len(found.missing),
        len(found.ignored),
        gap,
        0 if found.unit is form.unit else 1,
        0 if region else 1,
        sum(_unprinted(form.table(item.id), texts.get(item.place.sheet or "", "")) for item in found.tables),
        len(form.lineage),
    )


def _texts(source: Source) -> dict[str, str]:
    """What each sheet says, with the lines before it."""
    texts: dict[str, str] = {}
    for section in source.document.sections:
        before: list[str] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                before.append(block.text)
            elif isinstance(block, Grid):
                words = "\n".join(folded(text) for text in (*before, *(cell.text for cell in block.cells)))
                texts[block.sheet_name or ""] = f"{texts.get(block.sheet_name or '', '')}\n{words}\n"
                before = []
    return texts


def _year(source: Source, texts: Iterable[str]) -> int | None:
    """The year that the document names most often, else the one in its file name."""
    years = Counter(match for text in texts for match in _YEAR.findall(text))
    years = years or Counter(_YEAR_IN_NAME.findall(source.file_name))
    return int(years.most_common(1)[0][0]) if years else None


def _unprinted(table: Table, text: str) -> int:
    """How many of the words that a form prints on a table are not there."""
    printed = {table.label, *table.notes, *(part for line in table.above for part in line)}
    printed |= {heading for item in fields_of(table) for heading in item.header}
    words = {folded(part) for item in printed for part in _PLACEHOLDER.split(item)} - {""}
    return sum(1 for word in words if word not in text)


def take_in(recognised: Recognised, form: Form, into: Intake | None = None) -> Intake:
    """A report that states what was recognised; ``into`` adds to one taken in before."""
    report = into.report if into else Report(form)
    history = into.history if into else History()
    history.do(report, import_change(report, recognised))
    sources = dict(into.sources) if into else {}
    for table in recognised.tables:
        sources |= {figure.address: figure for figure in table.figures}
    return Intake(report, history, recognised, sources)
