"""Owns what is loaded while the start page waits for a hand, so that the first report opens without loading anything.

Loading is done in pieces, a room or a library each, between which keys, mouse and painting have their turn. Who
clicks earlier loads the rest at once. Refused: a thread. Python ends the load of a room in one thread with an error
when another thread is within it ("deadlock detected"), and its lock would hold up the hand all the same.
"""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.slices import Slices
from juesuan_gui.uncollected import uncollected

#: From the ground up: each brings only what those before it have not.
PIECES = (
    "concurrent.futures",
    "sqlite3",
    "tomllib",
    "jinja2",
    "msgspec",
    "juesuan_gui.figures",
    "juesuan_gui.document",
    "juesuan_gui.relations",
    "juesuan_gui.forms.model",
    "juesuan_gui.report",
    "juesuan_gui.live.cards",
    "juesuan_gui.live",
    "juesuan_gui.narrative",
    "juesuan_gui.narrative.words",
    "juesuan_gui.narrative.literals",
    "juesuan_gui.narrative.subjects",
    "juesuan_gui.narrative.lists",
    "juesuan_gui.narrative.clauses",
    "juesuan_gui.narrative.reader",
    "juesuan_gui.narrative.statements",
    "juesuan_gui.narrative.claiming.bare_shares",
    "juesuan_gui.narrative.claiming.limits",
    "juesuan_gui.narrative.claiming.balances",
    "juesuan_gui.narrative.claiming.told_counts",
    "juesuan_gui.narrative.claiming.repeated",
    "juesuan_gui.narrative.claiming.changes",
    "juesuan_gui.narrative.claiming.claims",
    "juesuan_gui.checks",
    "juesuan_gui.review",
    "juesuan_gui.storage",
    "juesuan_gui.session",
    "juesuan_gui.narrative.drafting.card_words",
    "juesuan_gui.narrative.drafting.own_sections",
    "juesuan_gui.narrative.drafting.explanation",
    "juesuan_gui.publishing.compose",
    "juesuan_gui.ui.desk",
    "juesuan_gui.ui.giving_out.export_box",
    "juesuan_gui.ui.starting.new_page",
    "juesuan_gui.ui.opening_steps",
    "juesuan_gui.ui.review.steps",
    "juesuan_gui.ui.years",
    "juesuan_gui.ui.file_taking",
    "juesuan_gui.ui.large_steps",
    "juesuan_gui.ui.leaving",
    "juesuan_gui.checks.claims.observations",
    "juesuan_gui.checks.print.phrasing",
    "juesuan_gui.checks.text.explanation",
    "juesuan_gui.ui.explanation.watch",
    "juesuan_gui.ui.audit.findings_model",
    "juesuan_gui.ui.audit.audit_pane",
    "juesuan_gui.ui.audit.help_panel",
    "juesuan_gui.ui.tables.editor_page",
    "juesuan_gui.ui.data_page",
    "juesuan_gui.checks.cards.judging",
    "juesuan_gui.reading.cards.sentences",
    "juesuan_gui.card_book",
    "juesuan_gui.ui.workspace",
    "juesuan_gui.ui.report_actions",
    "juesuan_gui.ui.grid.sheet_model",
    "juesuan_gui.ui.grid.commands",
    "juesuan_gui.ui.grid.delegate",
    "juesuan_gui.ui.grid.editing",
    "juesuan_gui.ui.grid.editor",
)
#: Milliseconds that the start page has to itself: it is painted, and who came to click has clicked.
_WAIT = 50


def load_pieces() -> Steps[None]:
    """Load one piece after the other."""
    for piece in PIECES:
        # Code makes no garbage, and looking for it among so many new objects takes longer than some pieces.
        with uncollected():
            import_module(piece)
        yield


def load_rest() -> None:
    """Load at once what is missing: the steps that follow work in threads, which load what is theirs alone."""
    completed(load_pieces())


class Warming(QObject):
    """Loads beside the start page, once for a process."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.slices = Slices(self)

    def begin_soon(self) -> None:
        """Begin when the start page stands."""
        QTimer.singleShot(_WAIT, self, lambda: self.slices.begin(load_pieces()))
