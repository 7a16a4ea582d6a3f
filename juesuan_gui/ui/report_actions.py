"""Owns what the menus do to an open report, by the id of the action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from juesuan_gui.figures import Unit
from juesuan_gui.report import adopt_computed
from juesuan_gui.ui.guide_states import STEPS
from juesuan_gui.ui.parts import Observed
from juesuan_gui.ui.workspace import Workspace


def _go_to_step(step: str, workspace: Workspace) -> None:
    workspace.go_to_step(step)


def _switch_unit(workspace: Workspace) -> None:
    shown = workspace.foot.shown_unit
    workspace.foot.set_unit(Unit.WAN_YUAN if shown is Unit.YUAN else Unit.YUAN)


def _audit_all(workspace: Workspace) -> None:
    def say() -> None:
        workspace.refresh()
        workspace.notice.emit("info", f"已重新审核：{workspace.data.audit.verdict()}")

    workspace.desk.audit_again(say)


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
        said = f"已有 {len(change.edits)} 个合计改由公式计算。"
        desk.carry_out(change, lambda: workspace.change_notice.emit(said))
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


_ACTS: dict[str, Callable[[Workspace], object]] = {
    **{f"step_{number}": partial(_go_to_step, step) for number, step in enumerate(STEPS)},
    "export": partial(_go_to_step, STEPS[-1]),
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

REPORT_ACTS: Mapping[str, Callable[[Workspace], object]] = MappingProxyType(_ACTS)
