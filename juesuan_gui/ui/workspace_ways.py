"""Owns the ways between the parts of an open report: from a finding, a figure or its mention to where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from juesuan_gui.checks import Finding
from juesuan_gui.report.card_addresses import card_key
from juesuan_gui.ui.cards.watch import CARDS
from juesuan_gui.ui.explanation.watch import SECTION, Mention
from juesuan_gui.ui.guide_states import AUDIT, DATA, EXPLANATION

if TYPE_CHECKING:
    from juesuan_gui.ui.workspace import Workspace


class Ways(QObject):
    """Opens the page first, then the place on it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def to_finding(self, finding: object) -> None:
        """To a finding of the tables, beside the list of all."""
        self._workspace.go_to_step(AUDIT)
        self._workspace.data.go_to_finding(finding)

    def back_to_tables(self, finding: object) -> None:
        """F8 leads from a part that is no table back to the tables."""
        if isinstance(finding, Finding) and self._workspace.pages.currentWidget() is not self._workspace.data:
            self.to_finding(finding)

    def to_part(self, part: str, finding: object = None) -> None:
        """To a part that is no table, at a finding in it where one is named."""
        workspace = self._workspace
        if part == CARDS:
            workspace.show_cards()
            workspace.pages.cards.show_finding(finding)
        elif part.startswith(SECTION):
            workspace.go_to_step(EXPLANATION)
            workspace.pages.explanation.show_part(part, finding)

    def to_mention(self, mention: object) -> None:
        """From a cell to where the text prints it."""
        if isinstance(mention, Mention):
            self._workspace.go_to_step(EXPLANATION)
            self._workspace.pages.explanation.show_mention(mention)

    def to_first_mention(self) -> None:
        """文中出现处 of the current cell."""
        workspace = self._workspace
        address = workspace.data.editors.current_address()
        # What was just typed is looked for in the text that it makes.
        workspace.explanation_watch.sections()
        found = workspace.explanation_watch.mentions_of(address) if address is not None else []
        if found:
            self.to_mention(found[0])
        else:
            workspace.notice.emit("info", "文字说明里没有写到这一格。")

    def to_cells(self, cells: object) -> None:
        """From a figure of the text to its cells: the first has the keyboard, all of them are pointed out."""
        if not isinstance(cells, list) or not cells:
            return
        workspace = self._workspace
        key = card_key(cells[0])
        if key is not None:
            workspace.show_cards()
            workspace.pages.cards.open_card(key.card)
            workspace.pages.cards.editor.go_to(key)
            return
        workspace.go_to_step(DATA)
        workspace.data.show_cells([cell for cell in cells if card_key(cell) is None])
