"""Owns the editors that the grid is tried in, and the hands that work them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.figures import Figure, exact_money
from juesuan_gui.forms import Form, load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Report, TableKey, insert_code, set_figure
from juesuan_gui.session import Session
from juesuan_gui.ui.grid.editor import TableEditor
from juesuan_gui.ui.grid.navigation import Area, Place

CODES = ("2080505", "2101101", "2101501", "2101502")


class Hands:
    """Types, clicks and looks, as a user does, in one editor."""

    def __init__(self, qtbot: QtBot, editor: TableEditor) -> None:
        self.qtbot = qtbot
        self.editor = editor
        self.session = editor.session
        self.notices: list[tuple[str, str]] = []
        editor.notice.connect(lambda level, text: self.notices.append((level, text)))

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key where the focus is."""
        joined = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            joined |= modifier
        self.qtbot.keyClick(self._target(), key, joined)

    def ctrl(self, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def shift(self, key: Qt.Key) -> None:
        """Press a key with Shift."""
        self.key(key, Qt.KeyboardModifier.ShiftModifier)

    def type(self, text: str) -> None:
        """Type a text letter by letter where the focus is."""
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClicks(self._target(), letter)
                continue
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(self._target(), event)

    def _target(self) -> QWidget:
        """Where a key arrives; without a screen no window is reliably the active one."""
        return self.editor.editing.delegate.editor or self.editor.view

    def at(self, row: str, column: str) -> Place:
        """Go to a cell by row and column key."""
        address = self.editor.key.cell(row, column)
        place = self.editor.model.locate(address)
        assert place is not None, address.text
        self.editor.go_to(address)
        return Place(*place)

    def select(self, first: Place, last: Place) -> None:
        """Select a rectangle with ``first`` active."""
        self.editor.view.cells.move_to(first)
        self.editor.view.cells.extend_to(last)

    def place(self) -> Place:
        """The active cell."""
        active = self.editor.view.cells.active
        assert active is not None
        return active

    def here(self) -> tuple[str, str]:
        """Row and column key of the active figure."""
        address = self.editor.current_address()
        return ("", "") if address is None else (address.row, address.column)

    def areas(self) -> list[Area]:
        """The selected rectangles."""
        return self.editor.view.cells.areas()

    def fen(self, row: str, column: str) -> int | None:
        """What a cell shows, in 分."""
        figure = self.figure(row, column)
        return None if figure is None else int(figure.value)

    def figure(self, row: str, column: str) -> Figure | None:
        """What a cell shows."""
        return self.session.live.shown(self.editor.key.cell(row, column))

    def text(self, row: str, column: str) -> str:
        """The words in a cell."""
        place = self.editor.model.locate(self.editor.key.cell(row, column))
        assert place is not None
        return self.editor.model.text(*place)

    def put(self, row: str, column: str, fen: int, origin: Origin = Origin.TYPED) -> None:
        """Let the report state an amount."""
        address = self.editor.key.cell(row, column)
        self.session.do(set_figure(self.session.report, address, exact_money(fen), origin))

    def is_editing(self) -> bool:
        """Whether a cell editor is open."""
        return self.editor.editing.delegate.editor is not None

    def editor_text(self) -> str:
        """What stands in the open cell editor."""
        line = self.editor.editing.delegate.editor
        assert line is not None
        return line.text()

    def undo_steps(self) -> int:
        """How many changes can be undone."""
        return len(self.session.history)


EditorMaker = Callable[..., Hands]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says this of every window; it says nothing of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def forms() -> dict[str, Form]:
    """The forms under test: one kept in 元, one in 万元."""
    return {name: load_form(name, [data_folder("templates")]) for name in ("ningxia-2020", "national-2020")}


@pytest.fixture
def open_table(qtbot: QtBot, forms: dict[str, Form]) -> EditorMaker:
    """Open a table of a new report; a coded one with a few rows."""

    def make(
        table: str, form: str = "ningxia-2020", codes: tuple[str, ...] = CODES, session: Session | None = None
    ) -> Hands:
        if session is None:
            session = Session(Report(forms[form]))
            key = TableKey(table)
            if forms[form].table(table).coded is not None:
                for code in codes:
                    session.do(insert_code(session.report, key, code, "", session.function_codes))
        editor = TableEditor(session, TableKey(table))
        qtbot.addWidget(editor)
        editor.resize(1100, 700)
        editor.show()
        qtbot.waitExposed(editor)
        editor.view.setFocus()
        return Hands(qtbot, editor)

    return make


@pytest.fixture
def coded(open_table: EditorMaker) -> Hands:
    """支出决算表: coded rows, six figure columns, the first computed."""
    return open_table("T3")


@pytest.fixture
def fixed(open_table: EditorMaker) -> Hands:
    """收入支出决算总表: two blocks side by side."""
    return open_table("T1")


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """No test pastes what another has copied."""
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def address(table: str, row: str, column: str) -> Address:
    """An address of this year's final figures."""
    return Address(table, row, column)
