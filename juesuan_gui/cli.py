"""Owns the command line: its arguments, which command they ask for, and its exit codes (DESIGN section 6).

The parts of the program are loaded by the command that needs them, and a check begins to read its first file before.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

FINE, UNREADABLE, PROGRAM_FAULT = 0, 2, 3
#: What a shell expects of a program that Ctrl+C has stopped: 128 and the number of the signal.
STOPPED = 130
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
    except KeyboardInterrupt:
        print("\n已停止。写完的文件留着，没有写完的没有留下；原文件没有改动。", file=sys.stderr)
        return STOPPED
    except Exception as error:
        if _is_expected(error):
            print(_sentence(error), file=sys.stderr)
            return UNREADABLE
        _log.debug("program fault", exc_info=True)
        print(f"程序出错（{type(error).__name__}: {error}），没有做完。原文件没有改动。", file=sys.stderr)
        return PROGRAM_FAULT
    return result


def _is_expected(error: Exception) -> bool:
    """Whether an error is about files and places, with a sentence for the user."""
    try:
        from juesuan_gui.forms import FormError
        from juesuan_gui.paths import MissingDataError
        from juesuan_gui.publishing.errors import PublishingError
        from juesuan_gui.reading.errors import ReadingError
        from juesuan_gui.storage import StorageError
    except Exception:
        # The program itself is incomplete: whatever went wrong is its fault.
        return False
    return isinstance(error, (ReadingError, FormError, StorageError, PublishingError, MissingDataError, OSError))


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
    from juesuan_gui.publishing.errors import PublishingError
    from juesuan_gui.reading.errors import ReadingError
    from juesuan_gui.storage import StorageError

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
    check.add_argument(
        "--sum", action="store_true", help="第一个文件是部门汇总，其余是所属各单位：另查汇总数是否等于各单位之和"
    )
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="生成 Word、PDF、Excel 公开文件")
    build.add_argument("files", nargs="+", type=Path, metavar="FILE")
    build.add_argument("--out", type=Path, required=True, metavar="DIR")
    build.add_argument("--formats", default="docx,pdf,xlsx", help="docx,pdf,xlsx 中的几种")
    build.add_argument("--cards", action="store_true", help="绩效自评表另出一份单独的文件")
    build.set_defaults(run=_build)
    pack = commands.add_parser("pack", help="生成报送包：Word、PDF、Excel，加审签表和公开情况回执")
    pack.add_argument("files", nargs="+", type=Path, metavar="FILE")
    pack.add_argument("--out", type=Path, required=True, metavar="DIR")
    pack.add_argument("--formats", default="docx,pdf,xlsx", help="docx,pdf,xlsx 中的几种")
    pack.add_argument("--name", default="", help="文件名的写法，例如 {单位}{年度}年度{文种}决算；不写就用这个")
    pack.add_argument("--template", type=Path, metavar="DOCX", help="用自己的 Word 模板，里面的 {{ }} 由程序填")
    pack.add_argument("--no-sheets", action="store_true", help="不要审签表和公开情况回执")
    pack.set_defaults(run=_pack)
    take = commands.add_parser("import", help="把表格导入成本程序的决算文件")
    take.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    take.add_argument("--form", required=True, metavar="ID", help="版式，见 forms 命令")
    many = "一份决算文件；写成文件夹（已有的，或以 / 结尾）时每个来源各成一份"
    take.add_argument("--out", required=True, metavar="FILE", help=many)
    same = "照原件的印法：行、栏目、编码栏、合计行的位置与版式的小不同，记成这份报告的版式设置"
    take.add_argument("--as-printed", action="store_true", help=same)
    take.set_defaults(run=_import)
    forms = commands.add_parser("forms", help="列出可用的版式")
    forms.add_argument("--json", metavar="OUT")
    forms.set_defaults(run=_forms)
    return parser


def _check(options: argparse.Namespace) -> int:
    from juesuan_gui.reading.open_source import begin_any
    from juesuan_gui.reading.worker import ReadingWorker

    with ReadingWorker() as worker:
        begun = begin_any(options.files[0], worker)
        from juesuan_gui.cli_check import all_forms, check_files

        return check_files(options, all_forms(), _sentence, worker, begun)


def _build(options: argparse.Namespace) -> int:
    from juesuan_gui.cli_make import build_files

    return build_files(options)


def _pack(options: argparse.Namespace) -> int:
    from juesuan_gui.cli_package import pack_files

    return pack_files(options)


def _import(options: argparse.Namespace) -> int:
    from juesuan_gui.cli_make import import_sources

    return import_sources(options)


def _demo(options: argparse.Namespace) -> int:
    from juesuan_gui.cli_make import make_demo

    return make_demo(options)


def _forms(options: argparse.Namespace) -> int:
    from juesuan_gui.cli_make import list_forms

    return list_forms(options)
