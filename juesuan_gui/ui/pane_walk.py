"""Owns the way of the keyboard from one part of a view to the next (F6)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from juesuan_gui.ui.notices import NoticeArea


def walk(page: QWidget, panes: Iterable[tuple[QWidget, QWidget]], direction: int) -> None:
    """The keyboard to the next of the page's parts, each with where it begins; a notice's buttons are one of them."""
    ways = list(panes)
    for area in page.window().findChildren(NoticeArea):
        ways += [(notice, notice.first_button()) for notice in area.notices()]
    if not ways:
        page.focusNextPrevChild(direction > 0)
        return
    here: QWidget | None = page.window().focusWidget()
    # One part may lie within another; the inner one comes later.
    holding = [number for number, (part, _) in enumerate(ways) if here is not None and part.isAncestorOf(here)]
    _, target = ways[((holding[-1] if holding else -1) + direction) % len(ways)]
    target.setFocus(Qt.FocusReason.TabFocusReason)
