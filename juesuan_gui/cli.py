"""Owns the command line: demo, check, build, import, forms (DESIGN section 6)."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import sys
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from juesuan_gui.cli_check import (
    FINE,
    PROGRAM_FAULT,
    UNREADABLE,
    check_files,
    function_codes,
    print_findings,
    write_json,
)
from juesuan_gui.contract import examination_json, forms_json
from juesuan_gui.examination import examine
from juesuan_gui.forms import Form, FormError, FormShelf, form_ids, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.paths import MissingDataError, data_folder, form_folders, own_forms, resource
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.publish import FORMATS, publish
from juesuan_gui.reading import ReadingError, ReadingWorker, Recognised
from juesuan_gui.reading.intake import Intake, read_source
from juesuan_gui.relations import Basis
from juesuan_gui.report_files import import_into, import_many, open_report, store
from juesuan_gui.session import catalogue
from juesuan_gui.storage import SUFFIX, StorageError

_EXPECTED = (ReadingError, FormError, StorageError, PublishingError, MissingDataError, OSError)
_log = logging.getLogger("juesuan.cli")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console has its own code page; the JSON and the Chinese of this program are UTF-8.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        result: int = options.run(options)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except _EXPECTED as error:
        print(_sentence(error), file=sys.stderr)
        return UNREADABLE
    except Exception as error:
        _log.debug("program fault", exc_info=True)
        print(f"程序出错（{type(error).__name__}: {error}），没有做完。原文件没有改动。", file=sys.stderr)
        return PROGRAM_FAULT
    return result


_SYSTEM_WORDS = {
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个位置只能读",
    errno.ENOSPC: "磁盘已满",
}


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and not isinstance(error, (ReadingError, StorageError, PublishingError)):
        reason = _SYSTEM_WORDS.get(error.errno or 0, error.strerror or type(error).__name__)
        return f"读写“{error.filename or ''}”时出错：{reason}。请核对路径和权限。"
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="决算公开编审：部门决算公开的编制、审核和发布")
    commands = parser.add_subparsers(required=True, metavar="命令")
    demo = commands.add_parser("demo", help="用自带的真实决算走一遍：导入、审核、出文档")
    demo.add_argument("--out", type=Path, default=Path("demo-output"), metavar="DIR", help="放结果的文件夹")
    demo.set_defaults(run=_demo)
    check = commands.add_parser("check", help="审核决算公开文件，列出不一致之处")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示写到标准输出")
    check.add_argument("--held", action="store_true", help="JSON 中也列出核对成立的关系")
    check.add_argument("--annotate", type=Path, metavar="DIR", help="给 PDF 加批注，存到这个文件夹")
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="生成 Word、PDF、Excel 公开文件")
    build.add_argument("files", nargs="+", type=Path, metavar="FILE")
    build.add_argument("--out", type=Path, required=True, metavar="DIR")
    build.add_argument("--formats", default=",".join(FORMATS), help="docx,pdf,xlsx 中的几种")
    build.set_defaults(run=_build)
    take = commands.add_parser("import", help="把表格导入成本程序的决算文件")
    take.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    take.add_argument("--form", required=True, metavar="ID", help="版式，见 forms 命令")
    many = "一份决算文件；写成文件夹（已有的，或以 / 结尾）时每个来源各成一份"
    take.add_argument("--out", required=True, metavar="FILE", help=many)
    take.set_defaults(run=_import)
    forms = commands.add_parser("forms", help="列出可用的版式")
    forms.add_argument("--json", metavar="OUT")
    forms.set_defaults(run=_forms)
    return parser


def all_forms() -> FormShelf:
    """Every bundled form, each read when it is wanted."""
    return _forms_in(data_folder("templates"))


@lru_cache(maxsize=4)
def _forms_in(folder: Path) -> FormShelf:
    """The forms of a folder, read once however many files are looked at."""
    return FormShelf.in_folders([folder])


def _own_forms() -> tuple[list[Form], list[str]]:
    """The forms of the user's own folder, and a sentence for each that cannot be used."""
    forms, problems = [], []
    for form_id in form_ids([own_forms()]):
        try:
            forms.append(load_form(form_id, form_folders()))
        except FormError as error:
            problems.append(str(error))
    return forms, problems


def _check(options: argparse.Namespace) -> int:
    return check_files(options, all_forms(), _sentence)


# -- build, import, demo, forms ------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    formats = [word.strip().lower() for word in options.formats.split(",") if word.strip()]
    unknown = [word for word in formats if word not in FORMATS]
    if unknown or not formats:
        print(f"--formats 只能是 {'、'.join(FORMATS)}，写成了 {options.formats}。", file=sys.stderr)
        return UNREADABLE
    with ReadingWorker() as worker:
        for path in options.files:
            report = open_report(path, worker, all_forms)
            options.out.mkdir(parents=True, exist_ok=True)
            live = LiveReport(report, catalogue("function", report.form))
            for made in publish(live, options.out, path.stem, formats):
                print(made)
    return FINE


def _import(options: argparse.Namespace) -> int:
    form = load_form(options.form, form_folders())
    if options.out.endswith(("/", os.sep)) or Path(options.out).is_dir():
        return _import_each(options.sources, form, Path(options.out))
    out = Path(options.out)
    intake: Intake | None = None
    with ReadingWorker() as worker:
        for path in options.sources:
            intake = import_into(path, form, worker, intake)
            _print_intake(intake.recognised, form)
    assert intake is not None
    target = out if out.suffix else out.with_suffix(SUFFIX)
    store(intake, target)
    print(target)
    return FINE


def _import_each(sources: Sequence[Path], form: Form, folder: Path) -> int:
    """A report for each source; what failed is said at its place, and the others are made."""
    code = FINE
    made = 0
    with ReadingWorker() as worker:
        for item in import_many(sources, form, folder, worker):
            if item.intake is None:
                print(item.problem, file=sys.stderr)
                code = UNREADABLE
                continue
            made += 1
            _print_intake(item.intake.recognised, form)
            print(item.target)
    print(f"{len(sources)} 个文件，做成 {made} 份报告。")
    return code


def _print_intake(recognised: Recognised, form: Form) -> None:
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
    for note in recognised.notes:
        print(f"  {note}")


def _demo(options: argparse.Namespace) -> int:
    sample = resource("samples", "guyuan-2020.xlsx")
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    with ReadingWorker() as worker:
        started = time.perf_counter()
        source = read_source(sample, worker)
        examined = examine(source, all_forms(), function_codes)
    if examined.intake is None or examined.form is None:
        raise MissingDataError("自带的示例或版式不完整，请重新安装。")
    target = folder / f"{sample.stem}{SUFFIX}"
    store(examined.intake, target)
    content = examination_json(examined, sample.name, time.perf_counter() - started, with_held=True)
    live = LiveReport(examined.intake.report, function_codes(examined.form))
    made = [target, *publish(live, folder, sample.stem)]
    findings = folder / "findings.json"
    write_json([content], str(findings))
    print_findings(content)
    print()
    for path in (*made, findings):
        print(path)
    return FINE


def _forms(options: argparse.Namespace) -> int:
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
