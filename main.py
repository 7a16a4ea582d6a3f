"""Owns the start of the program: the window without arguments, else the command line."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

#: What the command line answers to. A file of such a name is reached as ./check.
COMMAND_NAMES = ("demo", "check", "build", "pack", "import", "forms")
COMMANDS = """可以使用命令行：

  python main.py 文件…                    打开窗口和这些文件
  python main.py demo                     用自带的真实决算跑一遍：导入、审核、出文档
  python main.py check 文件…              审核决算公开文档（PDF、Word、Excel、文本）
  python main.py import 文件… --form 版式 --out 文件
                                          从表格或文档导入，存成本程序的决算文件
  python main.py build 文件… --out 目录   生成 Word、PDF、Excel
  python main.py pack 文件… --out 目录    生成报送包：各种文件、审签表、回执
  python main.py forms                    列出可用的版式

每个命令加 --help 可看说明。"""


def main(arguments: list[str]) -> int:
    """Opens the window, or hands over to the command line; returns the exit code."""
    # The windowed program on Windows has no standard error to write a crash to.
    if sys.stderr is not None:
        faulthandler.enable()
    if wants_window(arguments):
        return open_window(arguments)
    from juesuan_gui.cli import main as run_command

    return run_command(arguments)


def wants_window(arguments: list[str]) -> bool:
    """Whether these arguments ask for the window, not for a command.

    A file manager starts the program with files. A word that neither is a file nor looks like one is a command
    wrongly typed, which the command line explains.
    """
    if not arguments or arguments[0].split("=")[0] == "--open":
        return True
    first = arguments[0]
    if first.startswith("-") or first in COMMAND_NAMES:
        return False
    return bool(Path(first).suffix) or Path(first).name != first or Path(first).exists()


def end_process(code: int) -> NoReturn:
    """Ends at once. Taking Qt and its libraries apart piece by piece would keep the closed program in the
    task list for one or two seconds; every report was written and let go before its window closed.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(code)


def open_window(arguments: list[str]) -> int:
    """The window, with the start page or with files."""
    parser = argparse.ArgumentParser(prog="main.py", description="决算公开编审")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="要打开的文件")
    parser.add_argument("--open", metavar="FILE", type=Path, help="要打开的文件")
    options = parser.parse_args(arguments)
    files = [*([options.open] if options.open else []), *options.files]
    try:
        from juesuan_gui.ui import run

        return run(files)
    except ImportError as problem:
        return explain_no_window(problem, files)


def explain_no_window(problem: ImportError, files: Sequence[Path] = ()) -> int:
    """Says in words why there is no window, and what can be done without it."""
    if (problem.name or "").startswith("juesuan_gui."):
        print(f"决算公开编审：本版本还没有窗口。{COMMANDS}")
        # Showing the commands is an answer to a bare start, but not to the wish to open a file.
        return 2 if files else 0
    reason = f"窗口打不开，因为系统缺少它需要的库（{problem}）。请按 README 的“系统包”一节安装后再试。"
    print(f"{reason}{COMMANDS}", file=sys.stderr)
    return 3


if __name__ == "__main__":
    # A frozen program starts itself again as the reader's worker process: this must come first.
    multiprocessing.freeze_support()
    code = main(sys.argv[1:])
    if wants_window(sys.argv[1:]):
        end_process(code)
    sys.exit(code)
