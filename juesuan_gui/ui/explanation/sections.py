"""Owns the list of the explanation's sections: what each lacks, what is found in it, whether it is in own words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from juesuan_gui.forms import Level
from juesuan_gui.narrative.drafting.explanation import DraftedSection
from juesuan_gui.ui.explanation.changes import has_own_words
from juesuan_gui.ui.explanation.watch import ExplanationWatch
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark


class SectionList(LineList):
    """Its lines stand for the ids of the sections."""

    def __init__(self, watch: ExplanationWatch, parent: QWidget | None = None) -> None:
        super().__init__(single=True, parent=parent)
        self._watch = watch
        self.setAccessibleName("各节")

    def refresh(self) -> None:
        """Show the sections of the draft as it is now."""
        self.lines.show([self._line(item) for item in self._watch.latest()])
        # A value that came or went leaves another width to the names.
        self.scheduleDelayedItemsLayout()

    @property
    def section(self) -> str:
        """The section that is marked, "" for none."""
        index = self.currentIndex()
        lines = self.lines.lines
        payload = lines[index.row()].payload if index.isValid() and index.row() < len(lines) else None
        return payload if isinstance(payload, str) else ""

    def mark(self, section: str) -> None:
        """Mark a section; nothing happens for one that is not there."""
        for row, found in enumerate(self.lines.lines):
            if found.payload == section and self.currentIndex().row() != row:
                self.setCurrentIndex(self.lines.index(row))

    def _line(self, item: DraftedSection) -> Line:
        title = item.heading
        missing = len(item.needs)
        found = self._watch.findings_of(item.section.id)
        warned = sum(finding.level is not Level.INFO for finding in found)
        if item.section.level == 1 and not item.paragraphs:
            return Line(title, "", item.section.id, tip=title)
        if warned:
            return Line(title, f"{warned} 警告", item.section.id, Mark.WARNING, "warning", tip=title)
        if missing:
            return Line(title, f"{missing} 待填", item.section.id, Mark.HOLLOW, "quiet", tip=title)
        own = "改写" if has_own_words(item) else ""
        mark = Mark.GOOD if item.paragraphs else Mark.NONE
        return Line(title, own, item.section.id, mark, "quiet", tip=title)
