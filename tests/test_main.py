"""Owns the proof of how the program starts, and that the command line needs no Qt."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).parents[1]


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
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
    assert main.explain_no_window(problem) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "libEGL.so.1" in said.err
    assert "main.py check" in said.err


def test_importing_main_loads_neither_qt_nor_the_program() -> None:
    done = python("-c", "import sys, main; print([m for m in sys.modules if m.startswith(('PySide6', 'juesuan_gui'))])")
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_commands_are_handed_over_with_their_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def command(arguments: list[str]) -> int:
        asked.append(arguments)
        return 2

    monkeypatch.setattr("juesuan_gui.cli.main", command)
    assert main.main(["check", "甲.xlsx", "--json", "-"]) == 2
    assert asked == [["check", "甲.xlsx", "--json", "-"]]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--open", "甲.jsgk"],
        ["--open=甲.jsgk"],
        ["甲.jsgk"],
        ["甲.jssh"],
        ["甲.pdf", "乙.docx"],
        ["./check"],
        [str(Path("check").absolute())],
    ],
)
def test_without_a_command_the_window_opens(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    opened: list[list[str]] = []

    def window(given: list[str]) -> int:
        opened.append(given)
        return 0

    monkeypatch.setattr(main, "open_window", window)
    assert main.main(arguments) == 0
    assert opened == [arguments]


@pytest.mark.parametrize("arguments", [["demo"], ["check", "甲.pdf"], ["chek"], ["--help"], ["--held", "甲.pdf"]])
def test_a_command_a_slip_in_one_and_an_option_open_no_window(arguments: list[str]) -> None:
    assert not main.wants_window(arguments)


def test_a_file_without_ending_that_is_there_opens_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("决算", "check"):
        (tmp_path / name).write_bytes(b"")
    assert main.wants_window(["决算"])
    assert not main.wants_window(["check"])


def test_the_commands_are_those_of_the_command_line() -> None:
    said = python("main.py", "--help").stdout
    offered = re.findall(r"^    (\w+) ", said, re.MULTILINE)
    assert set(offered) == set(main.COMMAND_NAMES)


@pytest.mark.parametrize(("files", "code"), [([], 0), ([Path("甲.jsgk")], 2)])
def test_a_build_without_window_shows_the_commands(
    capsys: pytest.CaptureFixture[str], files: list[Path], code: int
) -> None:
    problem = ImportError("No module named 'juesuan_gui.ui'", name="juesuan_gui.ui")
    assert main.explain_no_window(problem, files) == code
    assert "main.py demo" in capsys.readouterr().out


def test_help_is_in_chinese() -> None:
    done = python("main.py", "check", "--help")
    assert done.returncode == 0
    assert "批注" in done.stdout
    assert "--held" in done.stdout


def test_the_windows_process_ends_at_once_with_its_code_and_nothing_unsaid() -> None:
    left = "import atexit, logging, main, sys; atexit.register(print, 'taken apart'); print('said')"
    done = python("-c", f"{left}; print('warned', file=sys.stderr); main.end_process(5)")
    assert (done.returncode, done.stdout.split(), done.stderr.split()) == (5, ["said"], ["warned"])


def test_the_worker_processes_end_with_the_window(tmp_path: Path) -> None:
    script = tmp_path / "starts_a_worker.py"
    script.write_text(
        "import multiprocessing, sys, time\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "import main\n"
        "if __name__ == '__main__':\n"
        "    child = multiprocessing.get_context('spawn').Process(target=time.sleep, args=(600,), daemon=True)\n"
        "    child.start()\n"
        "    print(child.pid)\n"
        "    main.end_process(0)\n",
        encoding="utf-8",
    )
    done = python(str(script))
    assert done.returncode == 0, done.stderr
    # The pipe is only closed, and run() only returns, once no process holds it any more.
    assert int(done.stdout) > 0
