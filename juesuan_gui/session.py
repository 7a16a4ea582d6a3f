"""Owns one open report: coordinates edit, live values, checks, keeping and notification; holds no rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from juesuan_gui.checks import Audit, Wording
from juesuan_gui.forms import CodeCatalogue, Form, load_codes
from juesuan_gui.live import LiveReport, Update
from juesuan_gui.paths import resource
from juesuan_gui.report import Change, History, Report


class Keeper(Protocol):
    """Where the changes of a report are kept: a report file, or nothing in a trial."""

    def write(self, change: Change) -> object:
        """Keep a new change; what had been undone is dropped."""

    def undo(self) -> object:
        """Keep that the last change was undone."""

    def redo(self) -> object:
        """Keep that the last undone change was done again."""


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """What listeners hear after every change: the change itself and what it did to shown values."""

    change: Change
    update: Update


Listener = Callable[[SessionEvent], None]


class Session:
    """One open report. Every change of the user goes through ``do``, ``undo`` or ``redo``."""

    def __init__(self, report: Report, history: History | None = None, keeper: Keeper | None = None) -> None:
        self.report = report
        self.function_codes = catalogue("function", report.form)
        self.economic_codes = catalogue("economic", report.form)
        self.live = LiveReport(report, self.function_codes)
        self.audit = Audit(self.live)
        self.wording = Wording(self.live)
        self.history = history or History()
        self.keeper = keeper
        self._listeners: list[Listener] = []
        self.audit.run()

    @property
    def form(self) -> Form:
        """The form the report was made with."""
        return self.report.form

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` after every change, in order of subscription."""
        self._listeners.append(listener)

    def do(self, change: Change) -> None:
        """Apply a change, bring totals and checks up to date, keep it, tell the listeners."""
        if not change:
            return
        update = self.live.apply(change)
        self.history.record(change)
        # Kept before anybody hears of it: a listener that fails must not leave a change unkept.
        if self.keeper is not None:
            self.keeper.write(change)
        self._after(change, update)

    def undo(self) -> Change | None:
        """Take the last change back; returns what was applied, or ``None`` at the beginning."""
        inverse = self.history.next_undo()
        if inverse is None:
            return None
        update = self.live.apply(inverse)
        self.history.record_undo()
        if self.keeper is not None:
            self.keeper.undo()
        self._after(inverse, update)
        return inverse

    def redo(self) -> Change | None:
        """Do again what was undone last; returns it, or ``None`` when there is nothing."""
        change = self.history.next_redo()
        if change is None:
            return None
        update = self.live.apply(change)
        self.history.record_redo()
        if self.keeper is not None:
            self.keeper.redo()
        self._after(change, update)
        return change

    def _after(self, change: Change, update: Update) -> None:
        self.audit.follow(update)
        event = SessionEvent(change, update)
        for listener in list(self._listeners):
            listener(event)


def catalogue(kind: str, form: Form) -> CodeCatalogue:
    """The bundled code catalogue ("function" or "economic") for the form's year."""
    return load_codes(resource("codes", f"{kind}_codes.csv"), form.year)
