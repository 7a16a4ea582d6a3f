"""Owns the making of a table's editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from juesuan_gui.report import TableKey
from juesuan_gui.session import Session

if TYPE_CHECKING:
    from juesuan_gui.ui.grid.editor import TableEditor

EditorFactory = Callable[[Session, TableKey, QWidget], "TableEditor"]


def table_editor(session: Session, key: TableKey, parent: QWidget) -> TableEditor:
    """The editor of a table."""
    # The grid is large; a start page without a report does not need it.
    from juesuan_gui.ui.grid.editor import TableEditor

    return TableEditor(session, key, parent)
