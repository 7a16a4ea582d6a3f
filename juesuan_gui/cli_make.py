"""Owns the commands that make something: demo, build, import, forms (DESIGN section 6)."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from juesuan_gui.cli_check import FINE, UNREADABLE, all_forms, function_codes
from juesuan_gui.cli_findings import print_findings, write_json
from juesuan_gui.cli_progress import progress_line
from juesuan_gui.contract import examination_json, forms_json, published_json
from juesuan_gui.examination import examine
from juesuan_gui.forms import Form, FormError, form_ids, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.proof import refuse_broken_words
from juesuan_gui.paths import MissingDataError, form_folders, own_forms, resource
from juesuan_gui.publishing.cards.files import publish_cards
from juesuan_gui.publishing.publish import FORMATS, publish
from juesuan_gui.reading import ReadingWorker
from juesuan_gui.reading.intake import Intake, read_source
from juesuan_gui.relations import Basis
from juesuan_gui.report_files import import_into, import_many, open_report, store
from juesuan_gui.session import catalogue
from juesuan_gui.storage import SUFFIX


def build_files(options: argparse.Namespace) -> int:
    """Make the Word, PDF and Excel files of every report; the exit code."""
    formats = [word.strip().lower() for word in options.formats.split(",") if word.strip()]
    unknown = [word for word in formats if word not in FORMATS]
    if unknown or not formats:
        print(f"--formats 只能是 {'、'.join(FORMATS)}，写成了 {options.formats}。", file=sys.stderr)
        return UNREADABLE
    with ReadingWorker() as worker, progress_line() as line:
        for path in options.files:
            line.tell(f"正在读取 {path.name}…")
            report = open_report(path, worker, all_forms)
            options.out.mkdir(parents=True, exist_ok=True)
            live = LiveReport(report, catalogue("function", report.form))
            remarks: list[str] = []
            files = publish(live, options.out, path.stem, formats, line.of(path.name), remarks.append)
            if options.cards and report.card_ids():
                line.tell(f"{path.name}：正在生成绩效自评表…")
                files += publish_cards(report, options.out, path.stem, formats)
            line.clear()
            for made in files:
                print(made)
            for remark in remarks:
                print(remark, file=sys.stderr)
            if options.cards and not report.card_ids():
                print(f"{path.name}：没有绩效自评表，没有另出文件。", file=sys.stderr)
    return FINE


def import_sources(options: argparse.Namespace) -> int:
    """Take tables and documents into one report file, or each into its own; the exit code."""
    form = load_form(options.form, form_folders())
    if options.out.endswith(("/", os.sep)) or Path(options.out).is_dir():
        return _import_each(options.sources, form, Path(options.out), as_printed=options.as_printed)
    out = Path(options.out)
    intake: Intake | None = None
    with ReadingWorker() as worker, progress_line() as line:
        for path in options.sources:
            line.tell(f"正在读取 {path.name}…")
            intake = import_into(path, form, worker, intake, as_printed=options.as_printed)
            line.clear()
            _print_intake(intake, form)
    assert intake is not None
    target = out if out.suffix else out.with_suffix(SUFFIX)
    store(intake, target)
    print(target)
    return FINE


def _import_each(sources: Sequence[Path], form: Form, folder: Path, *, as_printed: bool) -> int:
    """A report for each source; what failed is said at its place, and the others are made."""
    code = FINE
    made = 0
    with ReadingWorker() as worker, progress_line() as line:
        line.tell(f"正在导入（1/{len(sources)}）…")
        for number, item in enumerate(import_many(sources, form, folder, worker, as_printed=as_printed), 2):
            line.clear()
            if item.intake is None:
                print(item.problem, file=sys.stderr)
                code = UNREADABLE
                continue
            made += 1
            _print_intake(item.intake, form)
            print(item.target)
            if number <= len(sources):
                line.tell(f"正在导入（{number}/{len(sources)}）…")
    print(f"{len(sources)} 个文件，做成 {made} 份报告。")
    return code


def _print_intake(intake: Intake, form: Form) -> None:
    recognised = intake.recognised
    own = [table for table in recognised.tables if table.basis == Basis.FINAL]
    figures = sum(1 for table in own for item in table.figures if item.stated.figure is not None)
    print(f"{recognised.file_name}：读出 {len(own)} 张表、{figures} 个数。")
    if budgets := sorted({table.basis for table in recognised.tables} - {Basis.FINAL}):
        print(f"  同时载入：{'、'.join(budgets)}数。")
    for table in recognised.tables:
        for item in (*table.unmatched_columns, *table.unmatched_rows, *table.unread):
            print(f"  没有对上：{form.table(table.id).title} {item.text}（{item.reason}）")
    for table_id in recognised.missing:
        print(f"  没有找到：{form.table(table_id).title}")
    if recognised.cards:
        print(f"  读出绩效自评表 {len(recognised.cards)} 张。")
    for item in recognised.unread_in_cards:
        print(f"  没有读出：自评表 {item.text}（{item.reason}）")
    for name in sorted(intake.report.adjustments()):
        if name in form.tables:
            print(f"  照原件的印法：{form.table(name).title}")
    for note in (*recognised.notes, *intake.card_notices):
        print(f"  {note}")


def make_demo(options: argparse.Namespace) -> int:
    """The main job on the bundled report: import, check, publish; the exit code.

    Raises MissingDataError where the program's own sample or form is incomplete.
    """
    sample = resource("samples", "guyuan-2020.xlsx")
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    with ReadingWorker() as worker, progress_line() as line:
        started = time.perf_counter()
        line.tell("正在导入…")
        source = read_source(sample, worker)
        line.tell("正在审核…")
        examined = examine(source, all_forms(), function_codes)
    if examined.intake is None or examined.form is None:
        raise MissingDataError("自带的示例或版式不完整，请重新安装。")
    target = folder / f"{sample.stem}{SUFFIX}"
    store(examined.intake, target)
    content = examination_json(examined, sample.name, time.perf_counter() - started, with_held=True)
    live = LiveReport(examined.intake.report, function_codes(examined.form))
    with progress_line() as line:
        made = [target, *publish(live, folder, sample.stem, progress=lambda step: line.tell(f"{step}…"))]
    findings = folder / "findings.json"
    write_json(published_json([content]), str(findings))
    print_findings(content)
    print()
    for path in (*made, findings):
        print(path)
    return FINE


def list_forms(options: argparse.Namespace) -> int:
    """Say which forms there are; the exit code."""
    own, problems = _own_forms()
    # A form of one's own under a bundled name goes before it, as in the window.
    replaced = {form.id for form in own}
    forms = [*(form for form in all_forms() if form.id not in replaced), *own]
    if options.json:
        write_json(forms_json(forms), options.json)
    if options.json != "-":
        for form in forms:
            print(
                f"{form.id}  {form.name}  {form.unit.label}  {len(form.printed_tables)} 张表  {len(form.checks)} 条审核"
            )
    for problem in problems:
        print(problem, file=sys.stderr)
    return UNREADABLE if problems else FINE


def _own_forms() -> tuple[list[Form], list[str]]:
    """The forms of the user's own folder, and a sentence for each that cannot be used."""
    forms, problems = [], []
    for form_id in form_ids([own_forms()]):
        try:
            form = load_form(form_id, form_folders())
            refuse_broken_words(form)
            forms.append(form)
        except FormError as error:
            problems.append(str(error))
    return forms, problems
