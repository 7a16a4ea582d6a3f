"""Runs the program as its users do; one demo run serves all tests of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from juesuan_gui.cli import main

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "samples" / "guyuan-2020.xlsx"


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has run."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def call(*arguments: object) -> Done:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Done(code, said.out, said.err)

    return call


def started(*arguments: object) -> Done:
    """Runs a command in a process of its own, on a machine whose language is not Chinese."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "main.py", *(str(argument) for argument in arguments)],
        cwd=ROOT,
        env=environment | {"LANG": "C", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo that has run, and the one file of each kind that it left."""

    folder: Path
    done: Done

    def file(self, suffix: str) -> Path:
        [found] = self.folder.glob(f"*{suffix}")
        return found


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo") / "新建"
    return Demo(folder, started("demo", "--out", folder))
