"""Owns what the steps (opening, keeping, leaving, reviews, years) may ask of the window that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMainWindow, QStackedWidget

from juesuan_gui.ui.menus import Actions
from juesuan_gui.ui.notices import Action, NoticeArea
from juesuan_gui.ui.settings import Settings

if TYPE_CHECKING:
    # What the start page does not need is loaded by who needs it.
    from juesuan_gui.ui.desk import Desk
    from juesuan_gui.ui.starting.new_page import NewPage
    from juesuan_gui.ui.workspace import Workspace


class StepsWindow(Protocol):
    """One window with at most one report; the window itself knows its steps, they know only this of it."""

    settings: Settings
    pages: QStackedWidget
    notices: NoticeArea
    actions_: Actions
    workspace: Workspace | None

    @property
    def new(self) -> NewPage:
        """The page of a new report."""

    @property
    def widget(self) -> QMainWindow:
        """The window as a parent of dialogs and of work that ends with it."""

    @property
    def desk(self) -> Desk | None:
        """The open report."""

    def tell(
        self, level: str, text: str, actions: tuple[Action, ...] = (), topic: str = "", *, stays: bool = False
    ) -> None:
        """Say something below the head of the window."""

    def show_title(self, title: str = "") -> None:
        """Name what is open in the window's title."""

    def show_start(self) -> None:
        """The start page, or what stands before it."""

    def show_new(self, source: Path | None = None) -> None:
        """The page of a new report, begun with a workbook."""

    def show_desk(self, desk: Desk) -> None:
        """Show an open report."""

    def open_path(
        self, path: Path, read_only: bool = False, take_over: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Open a report, or a review, once the one that is open is safely on disk; ``then`` when it is shown."""

    def leave_report(self, then: Callable[[], object]) -> None:
        """Close what is open once it is on disk, and go on."""

    def drop_workspace(self) -> None:
        """Take the page of a closed report away."""
