"""Owns what the window expects of a table's editor, and the making of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from juesuan_gui.figures import Unit
from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey
from juesuan_gui.session import Session


class Editor(Protocol):
    """A table's editor: a widget with these abilities and signals."""

    currentChanged: Any  # noqa: N815 - as Qt names its signals
    selectionChanged: Any  # noqa: N815 - as Qt names its signals
    notice: Any
    askNextTable: Any  # noqa: N815 - as Qt names its signals
    tableRequested: Any  # noqa: N815 - as Qt names its signals
    explainRequested: Any  # noqa: N815 - as Qt names its signals
    zoomChanged: Any  # noqa: N815 - as Qt names its signals

    skip_locked: bool
    #: Has ``follow_audit``: its marks follow the findings.
    model: Any

    def go_to(self, address: Address) -> None:
        """Make a cell the current one and show it."""

    def show_current(self) -> None:
        """Bring the current cell into sight; the keyboard stays where it is."""

    def set_display_unit(self, unit: Unit) -> None:
        """Show amounts in this unit; what is kept does not change."""

    def set_only_nonzero(self, only: bool) -> None:
        """Hide rows without figures."""

    def set_zoom(self, percent: int) -> None:
        """Show larger or smaller."""

    def highlight(self, addresses: Iterable[Address]) -> None:
        """Point out cells; an empty list ends it."""

    def current_address(self) -> Address | None:
        """The current figure cell."""

    def selected_addresses(self) -> list[Address]:
        """The selected figure cells."""

    def find(self, text: str) -> list[Address]:
        """Cells that a text is found at."""

    def column_widths(self) -> list[int]:
        """The widths as the user set them."""

    def set_column_widths(self, widths: list[int]) -> None:
        """Set the widths kept from earlier."""


EditorFactory = Callable[[Session, TableKey, QWidget], QWidget]


def table_editor(session: Session, key: TableKey, parent: QWidget) -> QWidget:
    """The real editor of a table."""
    # The grid is large; a start page without a report does not need it.
    from juesuan_gui.ui.grid.editor import TableEditor

    return TableEditor(session, key, parent)
