"""Owns the check command: files in, the JSON of the contract and a readable list out."""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.cli_findings import page_remarks, print_findings, write_json
from juesuan_gui.cli_progress import progress_line
from juesuan_gui.contract import examination_json, published_json
from juesuan_gui.document import Place
from juesuan_gui.examination import examine
from juesuan_gui.forms import CodeCatalogue, Form, FormShelf, Level
from juesuan_gui.live import LiveReport
from juesuan_gui.paths import REPORT_SUFFIX, data_folder
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.reading import ReadingError, ReadingWorker, Source
from juesuan_gui.reading.open_source import begin_any, read_any
from juesuan_gui.session import catalogue

FINE, ERRORS_FOUND, UNREADABLE, PROGRAM_FAULT = 0, 1, 2, 3
_log = logging.getLogger("juesuan.cli")
SentenceOf = Callable[[Exception], str]


def check_files(
    options: argparse.Namespace,
    forms: FormShelf,
    sentence_of: SentenceOf,
    worker: ReadingWorker,
    begun: Callable[[], Source],
) -> int:
    """Check every file, one after the other; the exit code is the gravest of them.

    ``begun`` is the reading of the first file, which began while the program loaded; each further file is read by
    the worker while the one before it is examined. ``sentence_of`` words an expected error for the user. A program
    fault in one file does not stop the others.
    """
    contents: list[dict[str, Any]] = []
    codes: list[int] = []
    folder: Path | None = options.annotate
    turns = _Turns(options.files, worker, begun)
    years: list[tuple[str, int] | None] = []
    with progress_line() as line:
        for number, path in enumerate(options.files, 1):
            line.tell(f"正在审核 {path.name}（{number}/{len(options.files)}）…")
            content, code = _check_file(path, turns, forms, options.held, sentence_of, years)
            contents.append(content)
            codes.append(code)
        for this, last in _years_apart(years):
            line.tell(f"正在与上年对照 {options.files[this].name}…")
            _beside_last_year(options, this, last, contents, forms, worker)
        if options.sum and len(options.files) > 1:
            line.tell("正在核对汇总…")
            _beside_units(options.files, contents, forms, worker)
    codes = [max(code, _gravity(content)) for code, content in zip(codes, contents, strict=True)]
    if folder is not None:
        codes += [_annotated(path, content, folder) for path, content in zip(options.files, contents, strict=True)]
    if options.json:
        write_json(published_json(contents), options.json)
    if options.json != "-":
        for content in contents:
            print_findings(content)
    return max(codes)


class _Turns:
    """The files' readings in turn, each begun when the one before it is there."""

    def __init__(self, files: Sequence[Path], worker: ReadingWorker, begun: Callable[[], Source]) -> None:
        self._files = files
        self._worker = worker
        self._begun = begun
        self._next = 1

    def source(self) -> Source:
        """The source of the file whose turn it is. Raises ReadingError where it cannot be read."""
        begun = self._begun
        try:
            return begun()
        finally:
            if self._next < len(self._files):
                self._begun = begin_any(self._files[self._next], self._worker)
            self._next += 1


def _check_file(
    path: Path,
    turns: _Turns,
    forms: FormShelf,
    held: bool,
    sentence_of: SentenceOf,
    years: list[tuple[str, int] | None],
) -> tuple[dict[str, Any], int]:
    """The object of one file and its exit code; ``years`` gets whose report of which year it is, where it says."""
    started = time.perf_counter()
    years.append(None)
    try:
        if path.suffix.lower() == REPORT_SUFFIX:
            with contextlib.suppress(ReadingError, OSError):
                turns.source()
            return _check_own(path, held, sentence_of, started)
        examined = examine(turns.source(), forms, function_codes)
        if examined.is_empty:
            # What could not be read may be the reason.
            why = next((f"（{item.why.rstrip('。')}）" for item in examined.unread), "")
            raise ReadingError(
                path.name, f"里没有认出部门决算的内容{why}。", "请核对文件：应有公开的决算表、情况说明或绩效自评表。"
            )
        if examined.unit_name and examined.year is not None and examined.live is not None:
            years[-1] = ("".join(examined.unit_name.split()), examined.year)
        content = examination_json(examined, str(path), time.perf_counter() - started, with_held=held)
    except (ReadingError, OSError) as error:
        return _failed(path, sentence_of(error), held, started), UNREADABLE
    except Exception as error:
        _log.debug("program fault", exc_info=True)
        fault = f"程序出错（{type(error).__name__}），这个文件没有审完；原文件没有改动。"
        return _failed(path, fault, held, started), PROGRAM_FAULT
    return content, _gravity(content)


def _check_own(path: Path, held: bool, sentence_of: SentenceOf, started: float) -> tuple[dict[str, Any], int]:
    """A report file of ours: nothing else needs the room that keeps them."""
    from juesuan_gui.report_contract import report_json
    from juesuan_gui.storage import ReportFile, StorageError

    try:
        opened = ReportFile.open(path, read_only=True)
    except StorageError as error:
        return _failed(path, sentence_of(error), held, started), UNREADABLE
    opened.file.abandon()
    content = report_json(path, opened.report, function_codes, with_held=held, started=started)
    return content, _gravity(content)


def _gravity(content: Mapping[str, Any]) -> int:
    return ERRORS_FOUND if any(item["level"] == "error" for item in content["findings"]) else FINE


def _years_apart(years: Sequence[tuple[str, int] | None]) -> Iterator[tuple[int, int]]:
    """The positions of reports and of last year's of the same department, where exactly one is among the files."""
    for this, item in enumerate(years):
        if item is not None:
            last = [place for place, other in enumerate(years) if other == (item[0], item[1] - 1)]
            if len(last) == 1:
                yield this, last[0]


def _beside_last_year(
    options: argparse.Namespace,
    this: int,
    last: int,
    contents: list[dict[str, Any]],
    forms: FormShelf,
    worker: ReadingWorker,
) -> None:
    """Examine one of the files again beside another: both are read anew, as not every report is kept in memory."""
    from juesuan_gui.two_years import is_last_year_of, with_last_year

    started = time.perf_counter()
    path = options.files[this]
    try:
        before = examine(read_any(options.files[last], worker), forms, function_codes)
        examined = examine(read_any(path, worker), forms, function_codes)
        if is_last_year_of(before, examined):
            seconds = contents[this]["seconds"] + time.perf_counter() - started
            both = with_last_year(examined, before)
            contents[this] = examination_json(both, str(path), seconds, with_held=options.held)
    except (ReadingError, OSError):
        # What was read a moment ago is gone: the file's own examination stands.
        _log.debug("no comparison with last year", exc_info=True)


def _beside_units(
    files: Sequence[Path], contents: list[dict[str, Any]], forms: FormShelf, worker: ReadingWorker
) -> None:
    """Hold the first file, a department's, against the sum of the others: what differs goes into its object."""
    from juesuan_gui.contract import observations_json
    from juesuan_gui.units_sum import sum_observations

    if any(content["error"] for content in contents):
        contents[0]["findings"].append(_not_summed("有文件没有读出来，没有核对汇总。"))
        return
    reports = [_live_of(path, forms, worker) for path in files]
    department, *units = reports
    if department is None or not all(unit is not None for unit in units):
        contents[0]["findings"].append(_not_summed("有文件里没有认出决算表，没有核对汇总。"))
        return
    names = [path.stem for path in files[1:]]
    found = sum_observations(department, [unit for unit in units if unit is not None], names)
    start = len(contents[0]["findings"])
    contents[0]["findings"] += observations_json(found, {item.key: start + n for n, item in enumerate(found)})


def _not_summed(message: str) -> dict[str, Any]:
    from juesuan_gui.contract import observations_json

    item = Observation("XU-01|未能核对", "XU-01", Level.INFO, "sum", Spot(Place()), message)
    return observations_json([item], {item.key: 0})[0]


def _live_of(path: Path, forms: FormShelf, worker: ReadingWorker) -> LiveReport | None:
    """The shown figures of a file of any kind; ``None`` where it holds no table of a form."""
    if path.suffix.lower() == REPORT_SUFFIX:
        from juesuan_gui.storage import ReportFile

        opened = ReportFile.open(path, read_only=True)
        opened.file.abandon()
        return LiveReport(opened.report, function_codes(opened.report.form))
    return examine(begin_any(path, worker)(), forms, function_codes).live


def _annotated(path: Path, content: Mapping[str, Any], folder: Path) -> int:
    """Write the copy of a PDF with its findings as comments; says why where there is none."""
    from juesuan_gui.publishing.pdf.annotated import annotate_pdf

    if content["error"]:
        return FINE
    remarks = page_remarks(content["findings"])
    if not remarks and path.suffix.lower() != ".pdf":
        print(f"“{path.name}”不是 PDF，没有批注件。", file=sys.stderr)
        return FINE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{path.stem}-批注.pdf"
        annotate_pdf(path, target, remarks)
    except (PublishingError, OSError) as error:
        print(str(error), file=sys.stderr)
        return UNREADABLE
    print(f"批注件：{target.name}", file=sys.stderr)
    return FINE


def function_codes(form: Form) -> CodeCatalogue:
    """The catalogue of functional codes of a form's year."""
    return catalogue("function", form)


def all_forms() -> FormShelf:
    """Every bundled form, each read when it is wanted."""
    return _forms_in(data_folder("templates"))


@lru_cache(maxsize=4)
def _forms_in(folder: Path) -> FormShelf:
    """The forms of a folder, read once however many files are looked at."""
    return FormShelf.in_folders([folder])


def _failed(path: Path, sentence: str, held: bool, started: float) -> dict[str, Any]:
    content: dict[str, Any] = {
        "file": str(path),
        "form": None,
        "kind": "excerpt",
        "unit": None,
        "seconds": round(time.perf_counter() - started, 3),
        "error": sentence,
        "read": {"tables": [], "scorecards": 0, "claims": 0, "unread": []},
        "findings": [],
    }
    if held:
        content["held"] = []
    return content
