"""Owns what each action of the menus does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMessageBox

from juesuan_gui import __version__
from juesuan_gui.figures import Unit
from juesuan_gui.report import adopt_computed
from juesuan_gui.ui.file_taking import FileTaking
from juesuan_gui.ui.grid.display import ZeroShown
from juesuan_gui.ui.guide_states import STEPS
from juesuan_gui.ui.keeping_steps import KeepingSteps
from juesuan_gui.ui.look.display import keep_display, kept_display
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.menus import Actions
from juesuan_gui.ui.opening_steps import OpeningSteps
from juesuan_gui.ui.parts import Observed
from juesuan_gui.ui.review.steps import ReviewSteps
from juesuan_gui.ui.shortcuts import ShortcutList
from juesuan_gui.ui.steps_window import StepsWindow
from juesuan_gui.ui.tables.editor_page import skips_locked
from juesuan_gui.ui.workspace import Workspace
from juesuan_gui.ui.years import YearSteps

if TYPE_CHECKING:
    from juesuan_gui.ui.review.page import ReviewPage


class ActingWindow(StepsWindow, Protocol):
    """What the menus reach: the window with its steps."""

    theme: Theme
    opening: OpeningSteps
    keeping: KeepingSteps
    files: FileTaking
    reviews: ReviewSteps
    years: YearSteps

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
    years = window.years
    acts: dict[str, Callable[[], object]] = {
        "new": window.show_new,
        "open": window.opening.ask,
        "review": window.reviews.ask,
        "sample": window.opening.sample,
        "save": window.keeping.save_now,
        "move": window.keeping.ask_move,
        "import": window.files.ask,
        "prior": years.ask_prior,
        "budget": years.ask_budget,
        "next_year": years.ask_next_year,
        "close": window.close_report,
        "quit": window.widget.close,
        "undo": window.undo,
        "redo": window.redo,
        "shortcuts": lambda: show_shortcuts(window),
        "logs": window.show_logs,
        "about": lambda: show_about(window),
    }
    acts["red_negatives"] = lambda: _choose_display(
        window, red_negatives=not kept_display(window.settings).red_negatives
    )
    for name, act in _ON_WORKSPACE.items():
        acts[name] = partial(_on_report, window, act)
    for number, step in enumerate(STEPS):
        acts[f"step_{number}"] = partial(_on_report, window, partial(_go_to_step, step))
    acts["export"] = acts[f"step_{len(STEPS) - 1}"]
    acts["move"] = partial(_on_either, window, lambda _page: window.reviews.ask_move(), window.keeping.ask_move)
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


def _on_report(window: ActingWindow, act: Callable[[Workspace], object]) -> None:
    if window.workspace is not None:
        act(window.workspace)


def _on_either(
    window: ActingWindow, on_review: Callable[[ReviewPage], object], on_report: Callable[[], object]
) -> None:
    """An action that a review knows as well."""
    page = window.reviews.page
    if page is not None:
        on_review(page)
    else:
        on_report()


def _go_to_step(step: str, workspace: Workspace) -> None:
    workspace.go_to_step(step)


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


def show_about(window: ActingWindow) -> None:
    """What this is."""
    QMessageBox.about(
        window.widget,
        "关于决算公开编审",
        f"<h3>决算公开编审 {__version__}</h3><p>部门决算公开的编制与审核。<br>全部在本机完成，不联网。</p>"
        "<p>开放源代码（Apache-2.0）。使用 Qt（LGPL）、reportlab、openpyxl 等，见 THIRD-PARTY.md。</p>",
    )


def _switch_unit(workspace: Workspace) -> None:
    shown = workspace.foot.shown_unit
    workspace.foot.set_unit(Unit.WAN_YUAN if shown is Unit.YUAN else Unit.YUAN)


def _audit_all(workspace: Workspace) -> None:
    workspace.desk.session.audit.run()
    workspace.refresh()
    workspace.notice.emit("info", f"已重新审核：{workspace.data.audit.verdict()}")


def _adopt(workspace: Workspace, *, everything: bool) -> None:
    desk = workspace.desk
    key = workspace.data.editors.key
    cells = [
        address
        for address in desk.report.figures()
        if desk.session.live.is_computed(address) and (everything or (key is not None and address.table == key.table))
    ]
    change = adopt_computed(desk.report, cells)
    if change:
        desk.do(change)
        workspace.change_notice.emit(f"已有 {len(change.edits)} 个合计改由公式计算。")
    else:
        workspace.notice.emit("info", "没有录入或导入的合计，都已由公式计算。")


def _write_note(workspace: Workspace) -> None:
    finding = workspace.data.audit.current() or workspace.data.trace.finding
    if isinstance(finding, Observed):
        workspace.ways.to_part(finding.part, finding)
    elif finding is not None:
        workspace.data.show_trace()
        workspace.data.trace.begin_note(finding)


def _toggle_skip_locked(workspace: Workspace) -> None:
    editors = workspace.data.editors
    editors.set_skip_locked(not editors.skip_locked)


_ON_WORKSPACE: dict[str, Callable[[Workspace], object]] = {
    "versions": lambda workspace: workspace.show_versions(),
    "find": lambda workspace: workspace.show_find(),
    "adopt": lambda workspace: _adopt(workspace, everything=False),
    "adopt_all": lambda workspace: _adopt(workspace, everything=True),
    "next": lambda workspace: workspace.data.audit.next(),
    "previous": lambda workspace: workspace.data.audit.previous(),
    "note": _write_note,
    "help": lambda workspace: workspace.data.explain(),
    "copy_findings": lambda workspace: workspace.data.audit.copy(),
    "export_findings": lambda workspace: workspace.data.export_findings(),
    "audit": _audit_all,
    "cards": lambda workspace: workspace.show_cards(),
    "mention": lambda workspace: workspace.ways.to_first_mention(),
    "next_pane": lambda workspace: workspace.step_pane(1),
    "previous_pane": lambda workspace: workspace.step_pane(-1),
    "skip_locked": _toggle_skip_locked,
    "unit": _switch_unit,
    "nonzero": lambda workspace: workspace.foot.nonzero.toggle(),
    "zoom_in": lambda workspace: workspace.foot.step_zoom(1),
    "zoom_out": lambda workspace: workspace.foot.step_zoom(-1),
    "zoom_reset": lambda workspace: workspace.foot.set_zoom(100),
}

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
