"""Owns the proof of how the program starts, and that the command line needs no Qt."""

import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).parents[1]


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", timeout=60, check=False
    )


def test_the_command_line_loads_no_qt() -> None:
    done = python("-c", "import sys, juesuan_gui.cli; print([m for m in sys.modules if m.startswith('PySide6')])")
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_a_wrong_option_is_refused_without_a_traceback() -> None:
    done = python("main.py", "--open")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_without_the_windows_libraries_the_program_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    problem = ImportError("libEGL.so.1: cannot open shared object file", name="PySide6.QtGui")
    assert main.explain_no_window(problem, None) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "libEGL.so.1" in said.err
    assert "main.py check" in said.err
