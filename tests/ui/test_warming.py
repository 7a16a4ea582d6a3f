"""What the program loads before its start page stands, beside it, and what opening a report loads after that.

A process of its own tells each time: in this one everything is loaded already.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from juesuan_gui.paths import resource
from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui import warming, window_actions
from juesuan_gui.ui.menus import MENUS, SEPARATOR
from juesuan_gui.ui.report_actions import REPORT_ACTS

from .hands import WindowHands

#: The program as main.py starts it. Where it would wait for a hand it does what was asked and tells what it has loaded.
_START = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from juesuan_gui.ui import application

def loaded():
    return sorted(sys.modules)

def turns():
    for _ in range(5):
        QApplication.processEvents()

def begin_soon(warming):
    # Begun by hand below: how soon the time has come depends on the machine.
    told["begun"] = True

def hand():
    window = next(found for found in QApplication.topLevelWidgets() if isinstance(found, application.MainWindow))
    turns()
    told.update(start=loaded(), shown=window.pages.currentWidget() is window.start)
    ACT
    turns()
    told["end"] = loaded()
    print(json.dumps(told))
    window.close()
    turns()
    return 0

told = {}
application.Warming.begin_soon = begin_soon
application.QApplication.exec = staticmethod(hand)
application.run_application()
"""
_WARM = """
    from juesuan_gui.ui.warming import load_pieces
    for _ in load_pieces():
        turns()
    told["warm"] = loaded()
"""
_CREATE = """
    from juesuan_gui.forms import load_form
    from juesuan_gui.paths import form_folders
    window.opening.create(load_form("ningxia-2020", form_folders()), "某局", Path(sys.argv[1]))
    told["open"] = window.workspace is not None and window.desk.report.text("单位名称")
    turns()
    window.desk.file.flush()
"""
#: The rooms, and what they bring with them, that nobody needs who looks at the start page.
_HEAVY = (
    *(f"juesuan_gui.{room}" for room in ("checks", "document", "figures", "forms", "live", "narrative", "reading")),
    *(f"juesuan_gui.{room}" for room in ("relations", "report", "review", "session", "storage", "examination")),
    *(f"juesuan_gui.ui.{name}" for name in ("desk", "workspace", "giving_out", "review", "audit", "explanation")),
    *("docx", "fontTools", "jinja2", "lxml", "multiprocessing", "openpyxl", "pypdf", "pypdfium2", "pypinyin"),
    *("reportlab", "sqlite3", "tomllib", "xlsxwriter", "juesuan_gui.publishing.compose"),
)


def started(act: str, tmp_path: Path) -> Any:
    """What the program tells that was started in a process of its own and made to do this."""
    folders = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", _START.replace("    ACT", act), str(tmp_path / "新.jsgk")],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        cwd=resource("icons").parent.parent,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def heavy(names: list[str]) -> set[str]:
    """Those of the heavy ones that are among them."""
    return {name for name in names for room in _HEAVY if name == room or name.startswith(f"{room}.")}


def test_the_start_page_loads_nothing_of_a_report(tmp_path: Path) -> None:
    told = started("    window.close()", tmp_path)
    assert told["shown"] and told["begun"]
    assert heavy(told["start"]) == set()
    # Leaving the start page needs nothing either.
    assert heavy(told["end"]) == set()


def test_beside_the_start_page_everything_is_loaded_that_the_first_report_needs(tmp_path: Path) -> None:
    told = started(_WARM + _CREATE, tmp_path)
    assert told["open"] == "某局"
    late = {name for name in {*told["end"]} - {*told["warm"]} if name.startswith("juesuan_gui.")}
    assert late == set()


def test_who_clicks_before_all_is_loaded_gets_the_rest_at_once(tmp_path: Path) -> None:
    # Nothing is left for the loop that a thread of reading might meet on its way.
    asked = (
        "    told['none'] = not any(name in sys.modules for name in PIECES); window.opening; told['click'] = loaded()"
    )
    pieces = "    from juesuan_gui.ui.warming import PIECES"
    told = started(f"{pieces}\n{asked}\n{_CREATE}", tmp_path)
    assert told["none"]
    assert {*warming.PIECES} <= {*told["click"]}
    assert told["open"] == "某局"


def test_loading_pauses_between_pieces_and_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[str] = []
    monkeypatch.setattr(warming, "import_module", brought.append)
    steps: Steps[None] = warming.load_pieces()
    next(steps)
    next(steps)
    assert brought == list(warming.PIECES[:2])
    completed(steps)
    assert brought == list(warming.PIECES)


def test_loading_begins_by_itself_and_ends(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[str] = []
    monkeypatch.setattr(warming, "import_module", brought.append)
    parent = QObject()
    begun = warming.Warming(parent)
    begun.begin_soon()
    # The start page is painted first.
    assert brought == []
    qtbot.waitUntil(lambda: len(brought) == len(warming.PIECES) and not begun.slices.is_working)
    assert brought == list(warming.PIECES)


def test_whatever_a_menu_leaves_to_the_open_report_is_known_there(
    hands: WindowHands, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Callable[[], object]] = {}
    made = window_actions.Actions

    def note(window: object, acts: dict[str, Callable[[], object]], *rest: object) -> object:
        given.update(acts)
        return made(window, acts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(window_actions, "Actions", note)
    window_actions.make_actions(hands.window)

    def left(act: object) -> Iterator[str]:
        if isinstance(act, partial):
            if act.func is window_actions._on_report:
                yield act.args[1]
            for part in act.args:
                yield from left(part)

    found = {name for act in given.values() for name in left(act)}
    assert found == {*REPORT_ACTS}
    assert {*given} == {entry.id for _, entries in MENUS for entry in entries if entry is not SEPARATOR}
