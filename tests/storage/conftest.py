"""Owns what the storage tests share: a form, a report, files that are let go at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from juesuan_gui.forms import Form
from juesuan_gui.report import History, Report
from juesuan_gui.storage import Opened, Options, ReportFile

from .world import small_form

Create = Callable[..., Opened]


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return small_form(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def create(form: Form, tmp_path: Path) -> Iterator[Create]:
    """Makes report files without backups; what a test leaves open is closed at its end."""
    made: list[ReportFile] = []

    def make(name: str = "决算.jsgk", options: Options | None = None) -> Opened:
        report = Report(form)
        file = ReportFile.create(tmp_path / name, report, options=options or Options(backups=0))
        made.append(file)
        return Opened(file, report, History())

    yield make
    for file in made:
        file.abandon()
