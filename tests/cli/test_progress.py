"""What a command says of long work on a terminal, and that Ctrl+C ends it in words, with no half file."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.cli import main
from juesuan_gui.cli_progress import ProgressLine, progress_line

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "guyuan-2020.xlsx"


class Terminal(io.StringIO):
    """A screen of one line that understands going back; ``react`` is told all that is written."""

    def __init__(self, react: Callable[[str], None] = lambda words: None) -> None:
        super().__init__()
        self._react = react

    def isatty(self) -> bool:
        return True

    def write(self, words: str) -> int:
        count = super().write(words)
        self._react(words)
        return count

    @property
    def screen(self) -> str:
        """What stands on the line; a Chinese character takes two places."""
        places: list[str] = []
        at = 0
        for sign in self.getvalue():
            if sign == "\r":
                at = 0
            elif sign == "\b":
                at -= 1
            else:
                wide = 1 if sign < "\u2e80" and sign != "…" else 2 if sign != "…" else 1
                places[at : at + wide] = [sign, *[""] * (wide - 1)]
                at += wide
        return "".join(places).rstrip()


@given(st.lists(st.text("ab甲乙…（）3/", max_size=12), max_size=6))
def test_only_the_last_words_stand_on_the_line(told: list[str]) -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    for words in told:
        line.tell(words)
        assert terminal.screen == words
    line.clear()
    assert terminal.screen == ""


def test_a_pipe_is_told_nothing() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    line.tell("正在审核")
    line.clear()
    assert stream.getvalue() == ""


def test_every_step_is_told_and_the_line_is_gone_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["build", str(SAMPLE), "--out", str(tmp_path), "--formats", "docx"]) == 0
    told = terminal.getvalue()
    assert all(words in told for words in ("正在读取", "正在编排", "正在生成 Word")) and SAMPLE.name in told
    assert "正在" not in terminal.screen


@pytest.mark.parametrize("step", ["正在读取", "正在编排", "正在生成 Word"])
def test_ctrl_c_ends_the_work_in_words_and_leaves_no_half_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def react(words: str) -> None:
        if step in words:
            raise KeyboardInterrupt

    terminal = Terminal(react)
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["build", str(SAMPLE), "--out", str(tmp_path), "--formats", "docx"]) == 130
    assert "已停止" in terminal.getvalue() and "Traceback" not in terminal.getvalue()
    assert list(tmp_path.iterdir()) == []


def test_the_line_goes_with_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    def work() -> None:
        with progress_line() as line:
            line.tell("正在审核")
            raise ValueError

    with pytest.raises(ValueError):
        work()
    assert terminal.screen == ""
