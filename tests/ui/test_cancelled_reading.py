"""Whoever cancels the reading of a file has the processor back: the process that reads it is ended."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from juesuan_gui import reading
from juesuan_gui.forms import Form
from juesuan_gui.reading import open_source
from juesuan_gui.reading.container import FileKind
from juesuan_gui.report import Report
from juesuan_gui.session import Session
from juesuan_gui.ui.cards.taking_in import read_cards_of
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.guide_states import EXPLANATION
from juesuan_gui.ui.import_page import ImportPage
from juesuan_gui.ui.importing import budget_for, read_for
from juesuan_gui.ui.review.opening import examine_file, read_copy
from juesuan_gui.ui.starting.batch import _make
from juesuan_gui.ui.tasks import Progress
from juesuan_gui.ui.year_work import read_last_year
from tests.reading import readers

from .hands import WindowHands

SAMPLE = Path(__file__).parents[1] / "reading" / "samples" / "t3.xls"


class NotWanted(BaseException):
    """What a cancelled task raises at its next report."""


def reading_processes() -> list[str]:
    return [process.name for process in multiprocessing.active_children() if process.name == "juesuan-reading"]


@pytest.fixture
def never_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading any workbook takes an hour."""
    monkeypatch.setattr(reading, "read_workbook", readers.sleep_long)
    monkeypatch.setitem(open_source._READERS, FileKind.XLS, readers.sleep_long)


@pytest.mark.parametrize(
    "work",
    [
        lambda form, folder: read_for(Session(Report(form)), SAMPLE),
        lambda form, folder: budget_for(Session(Report(form)), SAMPLE),
        lambda form, folder: read_cards_of(SAMPLE),
        lambda form, folder: partial(read_last_year, SAMPLE),
        lambda form, folder: partial(examine_file, SAMPLE),
        lambda form, folder: partial(read_copy, SAMPLE.name, SAMPLE.read_bytes()),
        lambda form, folder: partial(_make, [SAMPLE], form, folder),
    ],
    ids=["import", "budget", "cards", "last year", "review", "copy", "batch"],
)
@pytest.mark.usefixtures("never_ending")
def test_no_reader_outlives_its_task(
    work: Callable[[Form, Path], Callable[[Progress], object]], form: Form, tmp_path: Path
) -> None:
    seen: list[list[str]] = []

    def progress(step: str, done: int, total: int) -> None:
        if reading_processes():
            seen.append(reading_processes())
            raise NotWanted

    with pytest.raises(NotWanted):
        work(form, tmp_path)(progress)
    assert seen and not reading_processes()


@pytest.mark.usefixtures("never_ending")
def test_the_import_page_ends_what_it_began(desk: Desk, qtbot: QtBot) -> None:
    page = ImportPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.read(SAMPLE)
    qtbot.waitUntil(lambda: bool(reading_processes()))
    page.cancel.click()
    qtbot.waitUntil(lambda: not reading_processes())
    assert not page.accept.isEnabled()


@pytest.mark.usefixtures("never_ending")
def test_last_years_explanation_is_cancelled_by_the_button_that_began_it(open_hands: WindowHands) -> None:
    open_hands.workspace.go_to_step(EXPLANATION)
    page = open_hands.workspace.pages.explanation
    before, name = dict(open_hands.workspace.desk.report.slots()), page.import_words.text()
    page.last_year.read(SAMPLE)
    open_hands.wait(lambda: bool(reading_processes()))
    assert page.import_words.text() != name
    page.import_words.click()
    open_hands.wait(lambda: not reading_processes())
    assert page.import_words.text() == name
    assert dict(open_hands.workspace.desk.report.slots()) == before
