"""Owns what can be done about a finding at its cell: the figure it should hold, the stated totals to let go."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan_gui.checks import Finding, Outcome
from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey
from juesuan_gui.ui.desk import Desk


def finding_of(findings: Sequence[Finding], address: Address) -> Finding | None:
    """The finding to show for a cell: one that leads there, else one that is about it."""
    for finding in findings:
        if finding.place == address:
            return finding
    return next((finding for finding in findings if finding.subject == address), None)


def can_correct(desk: Desk, finding: Finding) -> bool:
    """Whether the finding names one cell and the figure it should hold."""
    if finding.culprit is None or finding.expected is None:
        return False
    # A computed cell that states nothing is corrected at its sources, never by overwriting the formula.
    return not desk.session.live.is_computed(finding.culprit)


def cells_to_adopt(desk: Desk, address: Address, finding: Finding | None) -> list[Address]:
    """The stated totals that 采用计算值 drops: the cell's own, or the whole column where it was left blank."""
    report, live = desk.report, desk.session.live
    if finding is not None and finding.outcome is Outcome.BLANK_TOTAL:
        blanks = [
            cell
            for cell, stated in report.figures().items()
            if TableKey.of(cell) == TableKey.of(address)
            and cell.column == address.column
            and stated.figure is None
            and not stated.unread
            and live.is_computed(cell)
        ]
        if len(blanks) > 1:
            return blanks
    return [address] if report.stated(address) is not None and live.is_computed(address) else []
