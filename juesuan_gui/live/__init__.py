"""The dependency graph over a report: recalculation of computed cells, and which rules an edit touches."""

from juesuan_gui.live.computing import computed_cells
from juesuan_gui.live.following import Update
from juesuan_gui.live.live_report import LiveReport, stated_differs
from juesuan_gui.live.rules import Instance, RuleBook

__all__ = ["Instance", "LiveReport", "RuleBook", "Update", "computed_cells", "stated_differs"]
