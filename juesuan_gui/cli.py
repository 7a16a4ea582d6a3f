"""Owns the command line: demo, check, build, import, forms (DESIGN section 6)."""

from __future__ import annotations

import argparse
import errno
import json
import logging
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from juesuan_gui.checks import Audit, Finding, Wording
from juesuan_gui.contract import Sources, findings_json, forms_json, held_json
from juesuan_gui.forms import Form, FormError, Level, form_ids, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.paths import MissingDataError, data_folder, resource
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.publish import FORMATS, publish
from juesuan_gui.reading import ReadingError, ReadingWorker, Recognised
from juesuan_gui.reading.intake import Intake, choose_form, read_source, recognise_with, take_in
from juesuan_gui.report import Report
from juesuan_gui.session import catalogue
from juesuan_gui.storage import SUFFIX, Options, ReportFile, StorageError

FINE, ERRORS_FOUND, UNREADABLE, PROGRAM_FAULT = 0, 1, 2, 3
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
    take.add_argument("--out", type=Path, required=True, metavar="FILE")
    take.set_defaults(run=_import)
    forms = commands.add_parser("forms", help="列出可用的版式")
    forms.add_argument("--json", metavar="OUT")
    forms.set_defaults(run=_forms)
    return parser


def all_forms() -> list[Form]:
    """Every bundled form."""
    return list(_forms_in(data_folder("templates")))


@lru_cache(maxsize=4)
def _forms_in(folder: Path) -> tuple[Form, ...]:
    """The forms of a folder, read once however many files are looked at."""
    return tuple(load_form(form_id, [folder]) for form_id in form_ids([folder]))


# -- check ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file as checked: the object of the contract, and what the readable list needs."""

    content: dict[str, Any]
    findings: tuple[Finding, ...] = ()
    wording: Wording | None = None


def _check(options: argparse.Namespace) -> int:
    with ReadingWorker() as worker:
        checked = [_check_file(path, worker, options.held) for path in options.files]
    if options.json:
        _write_json([item.content for item in checked], options.json)
    if options.json != "-":
        for item in checked:
            _print_findings(item)
    if options.annotate is not None:
        print("批注只能加在 PDF 上；本次没有 PDF，未生成批注件。", file=sys.stderr)
    codes = [UNREADABLE if item.content["error"] else _verdict(item.findings) for item in checked]
    return max(codes)


def _verdict(findings: Sequence[Finding]) -> int:
    return ERRORS_FOUND if any(finding.level is Level.ERROR for finding in findings) else FINE


def _check_file(path: Path, worker: ReadingWorker, held: bool) -> _Checked:
    started = time.perf_counter()
    try:
        if path.suffix.lower() == SUFFIX:
            opened = ReportFile.open(path, read_only=True)
            opened.file.abandon()
            return _checked(path, opened.report, {}, None, held, started)
        source = read_source(path, worker)
        form = choose_form(source, all_forms())
        if form is None:
            raise ReadingError(path.name, "没有找到部门决算公开的表。", "请核对文件是否是公开01至09表。")
        intake = take_in(recognise_with(source, form, catalogue("function", form)), form)
        return _checked(path, intake.report, intake.sources, intake.recognised, held, started)
    except (ReadingError, StorageError, OSError) as error:
        content: dict[str, Any] = {
            "file": str(path),
            "form": None,
            "kind": "excerpt",
            "unit": None,
            "seconds": round(time.perf_counter() - started, 3),
            "error": _sentence(error),
            "read": {"tables": [], "scorecards": 0, "claims": 0, "unread": []},
            "findings": [],
        }
        if held:
            content["held"] = []
        return _Checked(content)


def _checked(
    path: Path, report: Report, sources: Sources, recognised: Recognised | None, held: bool, started: float
) -> _Checked:
    live = LiveReport(report, catalogue("function", report.form))
    audit = Audit(live)
    audit.run()
    result, wording = audit.result(), Wording(live)
    content: dict[str, Any] = {
        "file": str(path),
        "form": report.form.id,
        "kind": _kind(report),
        "unit": report.form.unit.label,
        "seconds": 0.0,
        "error": None,
        "read": _read(report, recognised),
        "findings": findings_json(result, live, wording, sources),
    }
    if held:
        content["held"] = held_json(audit.held(), live, wording, sources)
    content["seconds"] = round(time.perf_counter() - started, 3)
    return _Checked(content, result.findings, wording)


def _kind(report: Report) -> str:
    whole = {table.id for table in report.form.tables.values() if not table.supplementary and not table.repeated}
    return "决算公开" if whole <= {key.table for key in report.tables()} else "excerpt"


def _read(report: Report, recognised: Recognised | None) -> dict[str, Any]:
    if recognised is None:
        tables = [
            {
                "id": key.table,
                "title": report.form.table(key.table).title,
                "page": None,
                "line": None,
                "rows": len(report.form.table(key.table).rows) + len(report.code_rows(key)),
                "columns": len(report.form.table(key.table).columns),
            }
            for key in report.tables()
        ]
        return {"tables": tables, "scorecards": 0, "claims": 0, "unread": []}
    tables = [
        {
            "id": table.id,
            "title": table.title,
            "page": table.place.page,
            "line": table.place.line,
            "rows": table.rows,
            "columns": table.columns,
        }
        for table in recognised.tables
    ]
    left_over = [
        item for table in recognised.tables for item in (*table.unread, *table.unmatched_rows, *table.unmatched_columns)
    ]
    unread: list[dict[str, Any]] = [
        {"line": item.place.line, "quote": item.text, "why": item.reason} for item in left_over
    ]
    unread += [{"line": None, "quote": item.place.sheet or "", "why": item.reason} for item in recognised.ignored]
    unread += [
        {"line": None, "quote": report.form.table(table_id).title, "why": "文件里没有这张表"}
        for table_id in recognised.missing
    ]
    return {"tables": tables, "scorecards": 0, "claims": 0, "unread": unread}


def _write_json(content: Any, target: str) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    if target == "-":
        print(text)
    else:
        Path(target).write_text(text + "\n", encoding="utf-8")


def _print_findings(item: _Checked) -> None:
    content = item.content
    print(f"\n{content['file']}")
    if content["error"]:
        print(f"  读不了：{content['error']}")
        return
    for finding, json_finding in zip(item.findings, content["findings"], strict=True):
        lead = "    └ " if finding.root else "  "
        print(f"{lead}{finding.level.label} {finding.check} {json_finding['message']}")
    for unread in content["read"]["unread"]:
        print(f"  未读 {unread['quote']}：{unread['why']}")
    print(f"  {verdict_line(item.findings)}")


def verdict_line(findings: Sequence[Finding]) -> str:
    """错误 3（根因 2） · 警告 1 · 提示 0"""
    parts = []
    for level in Level:
        found = [finding for finding in findings if finding.level is level]
        roots = sum(1 for finding in found if finding.root is None)
        parts.append(f"{level.label} {len(found)}" + (f"（根因 {roots}）" if roots != len(found) else ""))
    return " · ".join(parts)


# -- build, import, demo, forms ------------------------------------------------------------------------


def _load(path: Path, worker: ReadingWorker) -> Report:
    if path.suffix.lower() == SUFFIX:
        opened = ReportFile.open(path, read_only=True)
        opened.file.abandon()
        return opened.report
    source = read_source(path, worker)
    form = choose_form(source, all_forms())
    if form is None:
        raise ReadingError(path.name, "没有找到部门决算公开的表。", "请核对文件是否是公开01至09表。")
    return take_in(recognise_with(source, form, catalogue("function", form)), form).report


def _build(options: argparse.Namespace) -> int:
    formats = [word.strip().lower() for word in options.formats.split(",") if word.strip()]
    unknown = [word for word in formats if word not in FORMATS]
    if unknown or not formats:
        print(f"--formats 只能是 {'、'.join(FORMATS)}，写成了 {options.formats}。", file=sys.stderr)
        return UNREADABLE
    with ReadingWorker() as worker:
        for path in options.files:
            report = _load(path, worker)
            options.out.mkdir(parents=True, exist_ok=True)
            live = LiveReport(report, catalogue("function", report.form))
            for made in publish(live, options.out, path.stem, formats):
                print(made)
    return FINE


def _import(options: argparse.Namespace) -> int:
    form = load_form(options.form, [data_folder("templates")])
    intake: Intake | None = None
    with ReadingWorker() as worker:
        for path in options.sources:
            source = read_source(path, worker)
            intake = take_in(recognise_with(source, form, catalogue("function", form)), form, intake)
            _print_intake(intake.recognised, form)
    assert intake is not None
    target = options.out if options.out.suffix else options.out.with_suffix(SUFFIX)
    _store(intake, target)
    print(target)
    return FINE


def _store(intake: Intake, target: Path) -> None:
    file = ReportFile.create(target, intake.report, history=intake.history, replace=True, options=Options(backups=0))
    file.close()


def _print_intake(recognised: Recognised, form: Form) -> None:
    figures = sum(1 for table in recognised.tables for item in table.figures if item.stated.figure is not None)
    print(f"{recognised.file_name}：读出 {len(recognised.tables)} 张表、{figures} 个数。")
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
        form = choose_form(source, all_forms())
        if form is None:
            raise MissingDataError("自带的示例或版式不完整，请重新安装。")
        intake = take_in(recognise_with(source, form, catalogue("function", form)), form)
    target = folder / f"{sample.stem}{SUFFIX}"
    _store(intake, target)
    checked = _checked(sample, intake.report, intake.sources, intake.recognised, True, started)
    checked.content["file"] = sample.name
    live = LiveReport(intake.report, catalogue("function", form))
    made = [target, *publish(live, folder, sample.stem)]
    findings = folder / "findings.json"
    _write_json([checked.content], str(findings))
    _print_findings(checked)
    print()
    for path in (*made, findings):
        print(path)
    return FINE


def _forms(options: argparse.Namespace) -> int:
    forms = all_forms()
    if options.json:
        _write_json(forms_json(forms), options.json)
    if options.json != "-":
        for form in forms:
            print(f"{form.id}  {form.name}  {form.unit.label}  {len(form.tables)} 张表  {len(form.checks)} 条审核")
    return FINE
