"""Owns what each action of the menus does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMessageBox

from juesuan_gui import __version__
from juesuan_gui.ui.grid.display import ZeroShown
from juesuan_gui.ui.late_steps import SteppingWindow
from juesuan_gui.ui.look.display import keep_display, kept_display
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.menus import MENUS, SEPARATOR, Actions
from juesuan_gui.ui.settings import skips_locked
from juesuan_gui.ui.shortcuts import ShortcutList

if TYPE_CHECKING:
    from juesuan_gui.ui.file_taking import FileTaking
    from juesuan_gui.ui.review.page import ReviewPage


class ActingWindow(SteppingWindow, Protocol):
    """What the menus reach: the window with its steps."""

    theme: Theme

    @property
    def files(self) -> FileTaking:
        """What becomes of a file that comes from outside."""

    @property
    def review_page(self) -> ReviewPage | None:
        """The open review."""

    def undo(self) -> None:
        """Take back the last change."""

    def redo(self) -> None:
        """Do it again."""

    def close_report(self) -> None:
        """Back to the start page."""

    def show_logs(self) -> None:
        """Show where the log is."""


def make_actions(window: ActingWindow) -> Actions:
    """The window's menus."""
    # A step is asked for when its action is: the first asking loads it.
    acts: dict[str, Callable[[], object]] = {
        "new": window.show_new,
        "open": lambda: window.opening.ask(),
        "review": lambda: window.reviews.ask(),
        "sample": lambda: window.opening.sample(),
        "save": lambda: window.keeping.save_now(),
        "import": lambda: window.files.ask(),
        "prior": lambda: window.years.ask_prior(),
        "budget": lambda: window.years.ask_budget(),
        "next_year": lambda: window.years.ask_next_year(),
        "close": window.close_report,
        "quit": window.widget.close,
        "undo": window.undo,
        "redo": window.redo,
        "guide": lambda: show_guide(window),
        "shortcuts": lambda: show_shortcuts(window),
        "logs": window.show_logs,
        "about": lambda: show_about(window),
    }
    acts["move"] = partial(
        _on_either, window, lambda _page: window.reviews.ask_move(), lambda: window.keeping.ask_move()
    )
    acts["red_negatives"] = lambda: _choose_display(
        window, red_negatives=not kept_display(window.settings).red_negatives
    )
    for entry in (entry for _, entries in MENUS for entry in entries if entry is not SEPARATOR):
        acts.setdefault(entry.id, partial(_on_report, window, entry.id))
    for name, on_review in _ON_REVIEW.items():
        acts[name] = partial(_on_either, window, on_review, acts[name])
    actions = Actions(
        window.widget,
        acts,
        lambda appearance: choose_appearance(window, appearance),
        lambda zero: _choose_display(window, zero=zero),
    )
    display = kept_display(window.settings)
    actions.zeros[display.zero].setChecked(True)
    actions.action("red_negatives").setChecked(display.red_negatives)
    actions.appearances[window.theme.appearance].setChecked(True)
    actions.action("skip_locked").setChecked(skips_locked(window.settings))
    return actions


def _on_report(window: ActingWindow, entry_id: str) -> None:
    if window.workspace is not None:
        # Whoever has opened a report has loaded this already.
        from juesuan_gui.ui.report_actions import REPORT_ACTS

        REPORT_ACTS[entry_id](window.workspace)


def _on_either(
    window: ActingWindow, on_review: Callable[[ReviewPage], object], on_report: Callable[[], object]
) -> None:
    """An action that a review knows as well."""
    page = window.review_page
    if page is not None:
        on_review(page)
    else:
        on_report()


def choose_appearance(window: ActingWindow, appearance: Appearance) -> None:
    """Switch, and remember."""
    window.theme.apply(appearance)
    window.settings.put("appearance", appearance.value)


def _choose_display(window: ActingWindow, **chosen: ZeroShown | bool) -> None:
    """Show amounts in another way in every table, and remember it."""
    display = replace(kept_display(window.settings), **chosen)  # type: ignore[arg-type]
    keep_display(window.settings, display)
    if window.workspace is not None:
        window.workspace.data.editors.set_display(display)


def show_shortcuts(window: ActingWindow) -> None:
    """The list of keys."""
    ShortcutList(window.widget).show()


def show_guide(window: ActingWindow) -> None:
    """The pages on how things are done."""
    # Nobody who starts the program waits for them.
    from juesuan_gui.ui.guide import show_guide

    show_guide(window.widget)


def show_about(window: ActingWindow) -> None:
    """What this is."""
    QMessageBox.about(
        window.widget,
        "关于决算公开编审",
        f"<h3>决算公开编审 {__version__}</h3><p>部门决算公开的编制与审核。<br>全部在本机完成，不联网。</p>"
        "<p>开放源代码（Apache-2.0）。使用 Qt（LGPL）、reportlab、openpyxl 等，见 THIRD-PARTY.md。</p>",
    )


_ON_REVIEW: dict[str, Callable[[ReviewPage], object]] = {
    "next": lambda page: page.next(),
    "previous": lambda page: page.previous(),
    "help": lambda page: page.explain(),
    "find": lambda page: page.begin_filter(),
    "next_pane": lambda page: page.step_pane(1),
    "previous_pane": lambda page: page.step_pane(-1),
    "export": lambda page: page.header.export.showMenu(),
    "save": lambda page: page.save_now(),
}
